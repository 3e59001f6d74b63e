"""The difference of two drafts as one HTML file: no script, nothing from the network, every word escaped."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from legalcheck.model.drafts import ClauseChange, Difference
from legalcheck.report.drafts import MARKS, DifferenceWords, verdict_of
from legalcheck.report.html import page
from legalcheck.rulebook.load import Rulebook

Piece = tuple[str, str]
"""A mark (``del``, ``ins`` or nothing) and a stretch of text."""
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]+")


def difference_html(difference: Difference, book: Rulebook, language: str = "en") -> str:
    """Return the report as a page."""
    say = DifferenceWords(book, language)
    parts = page(
        "drafts.html.jinja",
        difference=difference,
        say=say,
        words=say.words,
        marks=MARKS,
        verdict_of=verdict_of,
        wording=_wording,
    )
    return "".join(parts)


def _wording(change: ClauseChange) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Return the words of each clause on both sides, with what went and what came marked."""
    old, new = ([_TOKEN.findall(clause.text) for clause in side] for side in (change.old, change.new))
    if not old or not new:
        return [[("", "".join(words))] for words in old], [[("", "".join(words))] for words in new]
    gone, come = set(range(sum(map(len, old)))), set(range(sum(map(len, new))))
    for block in Indel.opcodes([word for words in old for word in words], [word for words in new for word in words]):
        if block.tag == "equal":
            gone -= set(range(block.src_start, block.src_end))
            come -= set(range(block.dest_start, block.dest_end))
    return list(_marked(old, gone, "del")), list(_marked(new, come, "ins"))


def _marked(clauses: Sequence[Sequence[str]], changed: set[int], mark: str) -> Iterator[list[Piece]]:
    """Yield clauses in stretches that are marked or not; ``changed`` counts words over all clauses."""
    at = 0
    for words in clauses:
        pieces: list[Piece] = []
        for word in words:
            here = mark if at in changed else ""
            at += 1
            if pieces and pieces[-1][0] == here:
                pieces[-1] = here, pieces[-1][1] + word
            else:
                pieces.append((here, word))
        yield pieces
