"""Find what would pass instead of a clause, judge it by both engines, and put it into words that read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from legalcheck.alternatives.moves import CONTEXT, Move, changes, steps
from legalcheck.alternatives.prices import AllowedChange, load_prices
from legalcheck.alternatives.search import MOST, smallest
from legalcheck.alternatives.trial import State, Trial
from legalcheck.checking import Checker
from legalcheck.inference.explain import current_sources
from legalcheck.matters.build import canonical
from legalcheck.model.alternative import AddedStep, Alternative, Alternatives, Change, NoneBecause
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.model.result import ClauseResult
from legalcheck.model.rule import Step
from legalcheck.model.values import LEVELS, Doctrine, at_or_above
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.wording import Drafter

if TYPE_CHECKING:
    from legalcheck.reading import Reader

_GRAVITY = (*LEVELS, "clear")


class Finder:
    """Finds alternatives by the law of one checker, whose rulebook is read by ``doctrine`` (see ``read_by``)."""

    def __init__(
        self, checker: Checker, below: str = "amendment", doctrine: Doctrine = "prevailing", *, worded: bool = True
    ):
        """Take the level at and above which no barrier may stand; ``InputError`` if the prices have mistakes.

        Unless ``worded`` no alternative with a change has a text, and no reader is needed for confirmed measures.
        """
        self.checker = checker
        self.worded = worded
        self.below = below
        self.doctrine = doctrine
        self.prices = load_prices(checker.book)
        self._words = checker.context.phrases.report

    def alternatives(self, clause: Clause) -> Alternatives:
        """Return all smallest alternatives to a clause, cheapest first, or why there is none.

        Measures that were only guessed are left out of account.
        """
        (judged,) = self.checker.check([clause])
        firm = [canonical(one, self.checker.book) for one in filter(_is_firm, judged.measures)]
        trial = Trial(firm, self.checker, self.below)
        found: tuple[Alternative, ...] = ()
        because = None
        if not firm:
            because = NoneBecause(says=self._words["alt_unread"])
        elif not trial.barred():
            level = self.checker.context.phrases.value("verdict", self.below)
            because = NoneBecause(says=self._words["alt_passes"].format(level=level))
        else:
            moves = self._moves(trial)
            found = tuple(self._found(trial, moves, clause))
            because = None if found else self._none(trial, moves)
        return Alternatives.model_validate(
            {
                "schema": "legalcheck.alternatives/1",
                "as_of": self.checker.as_of,
                "rulebook": self.checker.stamp,
                "assumptions": self.checker.assumptions,
                "below": self.below,
                "doctrine": self.doctrine,
                "clause": judged,
                "alternatives": found,
                "none_because": because,
            }
        )

    def _moves(self, trial: Trial) -> list[Move]:
        """Return every single change and step that may help the measures of a trial."""
        law, rules = self.checker.judge.law, self.checker.book.rules
        facts = {name: known.value for name, known in self.checker.context.facts.items()}
        found = [move for measure in trial.measures.values() for move in changes(measure, law, self.prices)]
        on_kinds = dict.fromkeys(one.id for measure in trial.measures.values() for one in law.slice(measure.kind).rules)
        return [*found, *steps([rules[name] for name in on_kinds], facts, self.prices)]

    def _found(self, trial: Trial, moves: Sequence[Move], clause: Clause) -> Iterator[Alternative]:
        judged = [(state, self._judged(trial, state)) for state in smallest(trial, moves)]
        kept = [pair for pair in judged if not any(_improves(other, pair) for other in judged)]
        kept.sort(key=lambda pair: _rank(pair[0]))
        for (state, result), text in zip(kept, self._texts(kept, clause), strict=True):
            yield self._alternative(trial, state, result, text)

    def _judged(self, trial: Trial, state: State) -> ClauseResult:
        """Judge a state by both engines; what the search promised has to hold."""
        measures = tuple(_changed(measure, state) for measure in trial.measures.values())
        checker = self.checker.assuming({**self.checker.context.assumptions, **_facts(state)})
        (result,) = checker.check([Clause(number="1", measures=measures)])
        if at_or_above(result.possible_verdict, self.below):
            made = ", ".join(f"{place[1]}={value}" for move in state for place, value in move.sets)
            raise RuntimeError(f"internal error: the search lets [{made}] pass, the engines do not; please report it")
        return result

    def _alternative(self, trial: Trial, state: State, result: ClauseResult, text: str | None) -> Alternative:
        made = [self._change(trial, move) for move in _ordered(state) if not move.is_step]
        taken = [self._step(move, step) for move, step in trial.taken(state)]
        cleared = [rule for name in trial.measures for rule in trial.barriers(frozenset(), name)]
        cited = [source for rule in cleared for source in self.checker.book.rules[rule].sources]
        cited = [*current_sources(cited, self.checker.context), *(name for step in taken for name in step.sources)]
        return Alternative.model_validate(
            {
                "text": text,
                "changes": made,
                "steps": taken,
                "price": sum(move.price for move in state),
                "verdict": result.verdict,
                "possible_verdict": result.possible_verdict,
                "forums": result.forums,
                "cleared": tuple(dict.fromkeys(cleared)),
                "sources": tuple(dict.fromkeys(cited)),
                "trade_off": " ".join(
                    dict.fromkeys([*(c.trade_off for c in made), *(step.trade_off for step in taken)])
                ),
            }
        )

    def _change(self, trial: Trial, move: Move) -> Change:
        (((measure, attribute), value),) = move.sets
        return Change(
            measure=measure,
            attribute=attribute,
            was=getattr(trial.measures[measure], attribute),
            becomes=value,
            price=move.price,
            trade_off=self._trade_off(move),
        )

    def _step(self, move: Move, step: Step) -> AddedStep:
        return AddedStep(
            settles={name: value for (_, name), value in move.sets},
            act=step.act,
            body=step.body,
            majority=step.majority,
            condition=step.condition,
            sources=current_sources(step.sources, self.checker.context),
            price=move.price,
            trade_off=self._trade_off(move),
        )

    def _trade_off(self, move: Move) -> str:
        words = (one.gives_up if isinstance(one, AllowedChange) else one.costs for one in move.entries)
        return " ".join(one.in_(self.checker.context.language) for one in words)

    # words

    @cached_property
    def _drafter(self) -> Drafter:
        return Drafter(self.checker.book, reader=self._reader, law=self.checker.judge.law)

    @cached_property
    def _reader(self) -> "_Remembering":
        return _Remembering(self.checker.reader)

    def _texts(self, found: Sequence[tuple[State, ClauseResult]], clause: Clause) -> list[str | None]:
        """Return a text for each alternative: the clause itself if no change is made, else one that reads back."""
        changed = [pair for pair in found if not clause.text or any(not move.is_step for move in pair[0])]
        words = self._worded(changed) if self.worded and changed else dict.fromkeys(state for state, _ in changed)
        return [words.get(state, clause.text) for state, _ in found]

    def _worded(self, found: Sequence[tuple[State, ClauseResult]]) -> dict[State, str | None]:
        """Put alternatives into words, all together; only words that are judged as the alternative is are kept."""
        measures = list(dict.fromkeys(measure for _, result in found for measure in result.measures))
        said = dict(zip(measures, self._drafter.phrases_checked(measures), strict=True))
        sentences = {state: [said[measure] for measure in result.measures] for state, result in found}
        texts = {state: " ".join(filter(None, some)) for state, some in sentences.items() if None not in some}
        readings = dict(zip(texts, self._reader.read(ClauseText(text=text) for text in texts.values()), strict=True))
        self._reader.known.clear()
        return {
            state: texts[state] if state in texts and self._keeps(readings[state], state, result) else None
            for state, result in found
        }

    def _keeps(self, reading: Reading, state: State, promised: ClauseResult) -> bool:
        """Say whether what was read from a text is judged as an alternative promises."""
        checker = self.checker.assuming({**self.checker.context.assumptions, **_facts(state)})
        (result,) = checker.check([Clause(number="1", measures=tuple(filter(_is_firm, reading.measures)))])
        same = (result.verdict, result.forums) == (promised.verdict, promised.forums)
        return same and not at_or_above(result.possible_verdict, self.below)

    # why there is none

    def _none(self, trial: Trial, moves: Sequence[Move]) -> NoneBecause:
        """Name the barriers that no changes and steps lift by themselves, with what shuts the steps that would."""
        rules: dict[str, None] = {}
        for rule in sorted({rule for name in trial.measures for rule in trial.barriers(frozenset(), name)}):
            alone = trial.against(rule)
            if smallest(alone, moves):
                continue
            rules[rule] = None
            for state in smallest(trial.against(rule, shut_steps=False), moves):
                rules |= dict.fromkeys(obstacle.rule for obstacle in alone.obstacles(state) if obstacle.rule != rule)
        return NoneBecause.model_validate(self._told(tuple(rules)) if rules else self._told_together(trial))

    def _told(self, rules: Sequence[str]) -> Mapping[str, object]:
        said = self._words["alt_none"].format(most=MOST, rules=self._titles(rules))
        return {"says": said, "rules": rules, "sources": self._sources(rules)}

    def _told_together(self, trial: Trial) -> Mapping[str, object]:
        rules = sorted({rule for name in trial.measures for rule in trial.barriers(frozenset(), name)})
        said = self._words["alt_none_together"].format(most=MOST, rules=self._titles(rules))
        return {"says": said, "rules": tuple(rules), "sources": self._sources(rules)}

    def _titles(self, rules: Sequence[str]) -> str:
        language = self.checker.context.language
        titles = (self.checker.book.rules[rule].title_in(language) for rule in rules)
        return "; ".join(f"{title} ({rule})" for title, rule in zip(titles, rules, strict=True))

    def _sources(self, rules: Sequence[str]) -> tuple[str, ...]:
        cited = [source for rule in rules for source in self.checker.book.rules[rule].sources]
        return tuple(dict.fromkeys(current_sources(cited, self.checker.context)))


class _Remembering:
    """Reads no words twice until they are cleared from ``known``."""

    def __init__(self, reader: "Reader"):
        self._reader = reader
        self.known: dict[str, Reading] = {}

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause."""
        asked = list(clauses)
        fresh = list({clause.text: clause for clause in asked if clause.text not in self.known}.values())
        self.known |= zip((clause.text for clause in fresh), self._reader.read(fresh), strict=True)
        return iter([self.known[clause.text] for clause in asked])


def _is_firm(measure: Measure) -> bool:
    """Say whether a measure was read with full support or confirmed, and not only guessed."""
    return measure.status != "possible"


def _facts(state: State) -> dict[str, str]:
    """Return what holds once the steps of a state are taken."""
    return {name: value for move in _ordered(state) for (of, name), value in move.sets if of == CONTEXT}


def _changed(measure: Measure, state: State) -> Measure:
    put = {name: value for move in state for (of, name), value in move.sets if of == measure.id}
    return measure.model_copy(update={**put, "evidence": ()}) if put else measure


def _ordered(state: State) -> list[Move]:
    return sorted(state, key=lambda move: (move.is_step, sorted(place[0] for place in move.places), move.order))


def _rank(state: State) -> tuple[object, ...]:
    """Rank by price, then by how few steps are needed, then by the order of the data."""
    return (
        sum(move.price for move in state),
        sum(move.is_step for move in state),
        [(move.order, sorted(move.sets)) for move in _ordered(state)],
    )


def _improves(one: tuple[State, ClauseResult], other: tuple[State, ClauseResult]) -> bool:
    """Say whether one is no worse than another in any way and better in some: places, prices, or verdicts by forum."""
    price, its_price = ({move.places: move.price for move in state} for state, _ in (one, other))
    grave, its_grave = ([_GRAVITY.index(verdict) for verdict in result.forums.values()] for _, result in (one, other))
    no_worse = price.keys() <= its_price.keys() and all(price[at] <= its_price[at] for at in price)
    lighter = all(mine >= its for mine, its in zip(grave, its_grave, strict=True))
    return no_worse and lighter and (price != its_price or grave != its_grave)
