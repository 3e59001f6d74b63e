"""What legalcheck says in the margin of a Word document: one remark a finding, beside the words that it rests on."""

from collections.abc import Iterator, Sequence

from legalcheck.documents.commented import Remark
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import at_or_above
from legalcheck.report.memo.parts import safe
from legalcheck.report.stretches import stretch_of
from legalcheck.report.text import TextReport, step_line
from legalcheck.rulebook.load import Rulebook


def remarks(result: Result, book: Rulebook, language: str = "en", level: str = "notice") -> list[list[Remark]]:
    """Return a group of remarks for each clause, on its findings at or above a level, gravest first.

    A finding across clauses stands beside the whole of the first of its clauses.
    """
    words = _Words(book, language=language)
    first: dict[str, list[PlanFinding]] = {}
    order = [clause.number for clause in result.clauses]
    for finding in result.plan.findings:
        named = {number for numbers in finding.clauses.values() for number in numbers}
        beside = next((number for number in order if number in named), order[0])
        first.setdefault(beside, []).append(finding)
    groups = []
    for clause in result.clauses:
        found = [finding for finding in clause.findings if at_or_above(finding.level, level)]
        across = [finding for finding in first.get(clause.number, ()) if at_or_above(finding.level, level)]
        group = [_beside(clause, words.of(finding), stretch_of(finding, clause)) for finding in found]
        group += [_beside(clause, words.across(finding, order), None) for finding in across]
        groups.append(group)
    return groups


def _beside(clause: ClauseResult, lines: Sequence[str], stretch: tuple[int, int] | None) -> Remark:
    start, end = stretch or (0, len(clause.text))
    return Remark(tuple(lines), clause.span.paragraph if clause.span else None, clause.text, start, end)


class _Words(TextReport):
    """The words of the text report, arranged for a margin."""

    def of(self, finding: Finding) -> list[str]:
        """Return what is said of a finding on a clause, a paragraph a line."""
        return [safe(line) for line in self._lines(finding, "")]

    def across(self, finding: PlanFinding, order: Sequence[str]) -> list[str]:
        """Return what is said of a finding across clauses."""
        named = {number for numbers in finding.clauses.values() for number in numbers}
        numbers = ", ".join(number for number in order if number in named)
        return [safe(line) for line in self._lines(finding, f"{self.words['across']} {numbers}. ")]

    def _lines(self, finding: Finding | PlanFinding, where: str) -> Iterator[str]:
        level = self._word(finding.level).upper()
        level = level if finding.certainty == "certain" else f"{self.words['may_be']} {level}"
        yield f"{level} · {self._forum(finding.forum)} · {self._word(finding.standing)} · {finding.rule}"
        yield f"{where}{finding.message}"
        if finding.accepted is not None:
            yield self.acceptance(finding)
        yield f"{self.words['sources']}: {self._citations(finding.sources)}"
        for at, step in enumerate(finding.route, 1):
            yield f"{self.words['route']} {at}. {step_line(step, self.words['condition'])}"
        for view in finding.positions:
            year = f", {view.year}" if view.year and str(view.year) not in view.held_by else ""
            yield f"{self.words['position']} ({view.held_by}{year}): {view.view} [{self._word(view.level)}]"
