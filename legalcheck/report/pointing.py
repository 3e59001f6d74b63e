"""Where findings stand in plan files, and how loudly programs are told of them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from legalcheck.documents.places import Place, Places
from legalcheck.model.measure import Evidence
from legalcheck.model.result import Because, ClauseResult, Result

Severity = Literal["error", "warning", "note"]
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_LEVELS: dict[str, Severity] = {
    **dict.fromkeys(("barred", "closed", "amendment"), "error"),
    **dict.fromkeys(("approval", "consent", "unsecured"), "warning"),
    "notice": "note",
}


def severity(level: str, certainty: str = "certain") -> Severity:
    """Return how loudly a finding is told: what is only possible one step more quietly than what is certain."""
    at = _SEVERITIES.index(_LEVELS[level]) + (certainty == "possible")
    return _SEVERITIES[min(at, len(_SEVERITIES) - 1)]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a clause that a finding rests on: what they say, and where they stand if that is known."""

    says: str
    text: str
    place: Place | None


class Pointer:
    """Finds the clauses of one result and the words of its findings in the file of the plan."""

    def __init__(self, result: Result):
        self.path = shown_path(result.plan.path)
        self._places = Places(result.plan.path)
        self._order = {clause.number: at for at, clause in enumerate(result.clauses)}

    def clause(self, clause: ClauseResult) -> Place | None:
        """Return where a clause stands."""
        return self._places.clause(self._order[clause.number], clause)

    def words(self, clause: ClauseResult, because: Sequence[Because]) -> list[Words]:
        """Return the words that a derivation rests on, in its order, each stretch once."""
        found: dict[tuple[int, int], Words] = {}
        for says, one in _evidence(because):
            if clause.text[one.start : one.end] == one.text and (one.start, one.end) not in found:
                place = self._places.words(clause, one.start, one.end)
                found[one.start, one.end] = Words(says, one.text, place)
        return list(found.values())


def _evidence(because: Sequence[Because]) -> Iterator[tuple[str, Evidence]]:
    for leaf in because:
        yield from ((leaf.says, one) for one in leaf.evidence)
        yield from _evidence(leaf.because)


def shown_path(path: str) -> str:
    """Return the path of a plan as it was given, with strokes; of an absolute one no more than is below this folder."""
    if not os.path.isabs(path):
        return PurePath(path).as_posix() if path else ""
    try:
        return PurePath(path).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return PurePath(path).name
