"""Where in a clause a finding stands: the words that it rests on, and what lies between them."""

from collections.abc import Iterator, Sequence

from legalcheck.model.measure import Evidence
from legalcheck.model.result import Because, ClauseResult, Finding


def stretch_of(finding: Finding, clause: ClauseResult) -> tuple[int, int] | None:
    """Return the part of a clause from the first to the last word that a finding rests on; None if there is none.

    These are the words of its derivation, or of its measures where the derivation names no words.
    """
    words = list(_words(finding.because)) or [
        one for measure in clause.measures if measure.id in finding.measures for one in measure.evidence
    ]
    if not words:
        return None
    return min(one.start for one in words), max(one.end for one in words)


def _words(leaves: Sequence[Because]) -> Iterator[Evidence]:
    for leaf in leaves:
        yield from leaf.evidence
        yield from _words(leaf.because)
