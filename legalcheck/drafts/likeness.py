"""How alike two clauses are: by their words, and by the measures that were read from them.

Numbers say nothing here: a clause that only moved is as like as one that stayed. Every score is symmetric, lies
between 0 and 1, and is 1 only for clauses that say and do the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from legalcheck.matters.build import PARTS, canonical, expand, performers
from legalcheck.model.measure import Measure
from legalcheck.model.result import ClauseResult
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook

Scores: TypeAlias = NDArray[np.float64]
"""A row for each of some contents, a column for each of others."""

FLAGS = (
    *("polarity", "force", "condition", "mode", "instrument", "about", "number", "time_bound"),
    *("third_party_review", "waits_for", "leaves_out", "within_days", "deadline"),
)
"""Parts of a measure that have one value each; with the kind and :data:`PARTS` they are all that it says."""
SAME_KIND = 0.5
"""What two measures of one kind are alike whatever the rest; measures of different kinds are not alike."""
UNTOLD = 0.2
"""What the rest counts if neither says more than its kind."""
GUESS = 0.5
"""Weight of a measure that is only possible, against one that was read for certain."""
_SILENT = {part: getattr(Measure(kind=""), part) for part in (*PARTS, *FLAGS)}
NEARLY = 0.99
"""The most that clauses are alike which are not the same."""
WORDS = 0.7
"""Weight of the words, against the measures, where both clauses have some."""
WORDS_ALONE = 0.8
"""Weight of the words where measures were read from one of two clauses only."""


@dataclass(frozen=True)
class Content:
    """What one clause, or several taken together, say and do, whatever their numbers."""

    language: str
    text: str
    context: str
    measures: tuple[Measure, ...]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other content, and orders contents without regard to their places."""
        return (self.text, self.context, self.language, *sorted(m.model_dump_json() for m in self.measures))

    @cached_property
    def words(self) -> str:
        """The words as they are compared: small letters, no punctuation."""
        return utils.default_process(self.text)


def content_of(clause: ClauseResult, book: Rulebook) -> Content:
    """Return what a clause says and does; two ways to say one thing become one."""
    return Content(clause.language, clause.text, clause.context, tuple(bare(m, book) for m in clause.measures))


def joined(contents: Sequence[Content]) -> Content:
    """Return several contents as one."""
    languages = {content.language for content in contents}
    return Content(
        language=languages.pop() if len(languages) == 1 else "",
        text=" ".join(content.text for content in contents),
        context="",
        measures=tuple(measure for content in contents for measure in content.measures),
    )


def bare(measure: Measure, book: Rulebook) -> Measure:
    """Return what a measure says in law: no name, no evidence, parties one by one and in no order, possible or not.

    Who acts where the clause is silent is read as the law reads it.
    """
    measure = canonical(measure, book)
    told = {part: expand(getattr(measure, part), book) for part in ("beneficiary", "organisation")}
    told |= {"performer": performers(measure, book)[0], "territory": measure.territory}
    named = {part: tuple(sorted({*values} - {UNSPECIFIED, UNKNOWN})) for part, values in told.items()}
    firm = "possible" if measure.status == "possible" else "asserted"
    days = {"deadline": None} if measure.within_days is not None else {}
    return measure.model_copy(update={**named, **days, "id": "", "evidence": (), "status": firm})


def scores(olds: Sequence[Content], news: Sequence[Content]) -> Scores:
    """Return how alike each of some contents is to each of others."""
    if not olds or not news:
        return np.zeros((len(olds), len(news)))
    words, deeds = _words(olds, news), _deeds(olds, news)
    sides = _each(olds, news, lambda content: int(bool(content.measures)))
    both, one = sides[0] & sides[1] == 1, sides[0] ^ sides[1] == 1
    mixed = np.where(both, WORDS * words + (1 - WORDS) * deeds, np.where(one, WORDS_ALONE * words, words))
    foreign = np.not_equal(*_each(olds, news, lambda content: content.language))
    mixed = np.where(foreign, np.where(both, deeds, 0.0), mixed)
    names = {key: at for at, key in enumerate({content.key: None for content in (*olds, *news)})}
    same = np.equal(*_each(olds, news, lambda content: names[content.key]))
    return np.where(same, 1.0, np.minimum(mixed, NEARLY))


def _each(
    olds: Sequence[Content], news: Sequence[Content], value: Callable[[Content], Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return a value of each content, of the ones as a column and of the others as a row."""
    return np.array([value(old) for old in olds])[:, None], np.array([value(new) for new in news])[None, :]


def _words(olds: Sequence[Content], news: Sequence[Content]) -> Scores:
    """Compare words: as a whole, and how far one holds the other, so that a part of a clause is like the whole."""
    rows, columns = [old.words for old in olds], [new.words for new in news]
    whole = process.cdist(rows, columns, scorer=fuzz.token_sort_ratio, dtype=np.float64)
    part = process.cdist(rows, columns, scorer=fuzz.token_set_ratio, dtype=np.float64)
    found: Scores = (whole + part) / 200
    return found


def _deeds(olds: Sequence[Content], news: Sequence[Content]) -> Scores:
    """Compare measures: each with the one on the other side that is most like it.

    The mean of how much both sides cover each other and how much the one that is covered best is covered.
    """
    found = np.zeros((len(olds), len(news)))
    rows, columns = ([at for at, content in enumerate(side) if content.measures] for side in (olds, news))
    if not rows or not columns:
        return found
    old, new = _Deeds([olds[at] for at in rows]), _Deeds([news[at] for at in columns])
    each = alike(old.measures, new.measures)
    there = np.add.reduceat(old.weights[:, None] * np.maximum.reduceat(each, new.starts, axis=1), old.starts, axis=0)
    back = np.add.reduceat(new.weights[None, :] * np.maximum.reduceat(each, old.starts, axis=0), new.starts, axis=1)
    mutual = (there + back) / (old.totals[:, None] + new.totals[None, :])
    best = np.maximum(there / old.totals[:, None], back / new.totals[None, :])
    found[np.ix_(rows, columns)] = (mutual + best) / 2
    return found


class _Deeds:
    """The measures of contents that all have some, in one row: where each content begins, and what each weighs."""

    def __init__(self, contents: Sequence[Content]):
        self.measures = [measure for content in contents for measure in content.measures]
        self.starts = np.cumsum([0, *(len(content.measures) for content in contents[:-1])])
        self.weights = np.array([GUESS if measure.status == "possible" else 1.0 for measure in self.measures])
        self.totals = np.add.reduceat(self.weights, self.starts)


def alike(ones: Sequence[Measure], others: Sequence[Measure]) -> Scores:
    """Return how alike each of some bare measures is to each of others; not at all if they do different things.

    A part counts only where one of them says something: that both are silent is no likeness.
    """
    found = np.zeros((len(ones), len(others)))
    kinds: dict[str, list[tuple[int, dict[str, object]]]] = {}
    for column, other in enumerate(others):
        kinds.setdefault(other.kind, []).append((column, _told(other)))
    for row, one in enumerate(ones):
        told = _told(one)
        for column, said in kinds.get(one.kind, ()):
            found[row, column] = SAME_KIND + (1 - SAME_KIND) * _common(told, said)
    return found


def _told(measure: Measure) -> dict[str, object]:
    """Return the parts that say something, but for the kind."""
    return {part: value for part, silent in _SILENT.items() if (value := getattr(measure, part)) != silent}


def _common(one: Mapping[str, object], other: Mapping[str, object]) -> float:
    """Return what two measures of one kind share of the parts that either tells."""
    if not one and not other:
        return UNTOLD
    shared = [_shared(one[part], other[part]) for part in one if part in other]
    return sum(shared) / len({**one, **other})


def _shared(one: object, other: object) -> float:
    """Return the part of two sets of names that they share; another value is equal or not."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return float(one == other)
    return len({*one} & {*other}) / len({*one, *other})
