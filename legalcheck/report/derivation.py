"""Derivations as trees of boxes: what a picture shows of a finding, from the words of the clause to the articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legalcheck.model.result import Because, ClauseResult, Finding, Result
from legalcheck.report.text import UNTOLD, TextReport

if TYPE_CHECKING:
    from legalcheck.checking import Checker

Kind = Literal["words", "given", "reached", "finding", "sources"]
"""Words of the clause, a value of an attribute, a characterisation, the finding itself, and its sources."""


@dataclass(frozen=True)
class Box:
    """One box: lines to be shown in it, and the boxes that it rests on."""

    kind: Kind
    lines: tuple[str, ...]
    rests_on: tuple["Box", ...] = ()
    level: str = ""


class Boxes(TextReport):
    """Makes trees of boxes, in the words of a report."""

    def of(self, clause: ClauseResult) -> list[Box]:
        """Return a tree for each finding on a clause: its sources on top, the words of the clause at the bottom."""
        return [self._sources(finding) for finding in clause.findings]

    def _sources(self, finding: Finding) -> Box:
        norm = self.book.norm(finding.rule)
        head = f"{self.phrases.value('verdict', finding.level)}, {self._forum(finding.forum)}"
        certainty = self.phrases.value("verdict", finding.certainty)
        lines = (f"{head}, {certainty}", norm.title_in(self.language), finding.rule)
        top = Box("finding", lines, tuple(self._premises(finding.because)), finding.level)
        return Box("sources", tuple(self._places(finding.sources)), (top,))

    def _premises(self, leaves: Sequence[Because]) -> Iterator[Box]:
        for leaf in leaves:
            if not self.whole and leaf.value in UNTOLD:
                continue
            words = tuple(Box("words", (f'"{one.text}"',)) for one in leaf.evidence)
            cited = self._cited(leaf)
            lines = (leaf.says, *([f"[{cited}]"] if cited else []))
            kind: Kind = "reached" if leaf.because else "given"
            yield Box(kind, lines, (*words, *self._premises(leaf.because)))


def drawings(results: Sequence[Result], checker: "Checker") -> Iterator[tuple[ClauseResult, list[Box]]]:
    """Yield each clause with the trees of its findings."""
    boxes = Boxes(checker.book, language=checker.context.language, whole=checker.trace)
    yield from ((clause, boxes.of(clause)) for result in results for clause in result.clauses)
