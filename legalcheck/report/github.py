"""Findings as workflow commands, which GitHub shows as annotations on the lines of a plan.

A command is one line, so that no words of a plan can begin another.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from legalcheck.documents.numbered import introductions
from legalcheck.documents.places import Place
from legalcheck.model.accepting import StaleAllowance
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS
from legalcheck.report.escaping import visible
from legalcheck.report.pointing import Pointer, severity
from legalcheck.report.text import TextReport

if TYPE_CHECKING:
    from legalcheck.checking import Checker

_Order = tuple[bool, int]
"""Whether something is only possible or is accepted, and how grave it is, gravest first."""
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(results: Sequence[Result], checker: "Checker") -> Iterator[str]:
    """Yield the commands, a line each."""
    report = _Annotations(checker.book, language=checker.context.language)
    found = [one for result in results for one in report.commands(result)]
    found.sort(key=lambda one: one[0])  # the gravest first: GitHub shows ten of each kind
    yield from (f"{line}\n" for _, line in found)


def command(name: str, properties: dict[str, str | int | None], message: str) -> str:
    """Return a workflow command; what parts its parts is written as the runner reads it back."""
    said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    return f"::{name} {said}::{_data(message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class _Annotations(TextReport):
    def commands(self, result: Result) -> Iterator[tuple[_Order, str]]:
        """Yield a command, and where it belongs, for each finding and each clause that was not understood."""
        pointer = Pointer(result)
        silent = introductions(result.clauses)
        for clause in result.clauses:
            if clause.verdict == "not_understood" and clause.number not in silent:
                title = f"{self._word('not_understood')} ({self.words['head_clause']} {clause.number})"
                place = _place(pointer, clause, pointer.clause(clause))
                said = self._about(f"{self.words['silent']} {self.acceptance(clause)}".rstrip(), [clause])
                name = "notice" if clause.accepted else "warning"
                yield (False, len(LEVELS)), command(name, {**place, "title": title}, said)
            for stale, said in zip(clause.stale, self.stale(clause), strict=True):
                yield (False, len(LEVELS)), _stale(stale, _place(pointer, clause, None), said)
            for finding in clause.findings:
                words = pointer.words(clause, finding.because)
                place = _place(pointer, clause, words[0].place if words else None)
                yield _order(finding), self._command(finding, place, [clause])
        for stale, said in zip(result.plan.stale, self.stale(result.plan), strict=True):
            yield (False, len(LEVELS)), _stale(stale, {"file": pointer.path or None}, said)
        for across in result.plan.findings:
            named = {number for numbers in across.clauses.values() for number in numbers}
            clauses = [clause for clause in result.clauses if clause.number in named]
            yield _order(across), self._command(across, _place(pointer, clauses[0], None), clauses)

    def _command(
        self, finding: Finding | PlanFinding, place: dict[str, str | int | None], clauses: Sequence[ClauseResult]
    ) -> str:
        level = self._word(finding.level)
        word = level if finding.certainty == "certain" else f"{self.words['may_be']} {level}"
        title = f"{word}, {self._forum(finding.forum)}: {finding.rule}"
        said = f"{self._about(finding.message, clauses)}\n{self.words['sources']}: {self._citations(finding.sources)}"
        if finding.accepted is not None:
            return command("notice", {**place, "title": title}, f"{said}\n{self.acceptance(finding)}")
        return command(_COMMANDS[severity(finding.level, finding.certainty)], {**place, "title": title}, said)

    def _about(self, message: str, clauses: Sequence[ClauseResult]) -> str:
        """Return a message with the words of the clauses that it is about, and the page where there are no lines."""
        lines = [message]
        for clause in clauses:
            span = clause.span
            page = f", p. {span.page}" if span and span.page is not None else ""
            lines.append(f"{self.words['head_clause']} {clause.number}{page}: {self._said(clause)}")
        return "\n".join(lines)


def _order(finding: Finding | PlanFinding) -> _Order:
    return finding.certainty == "possible" or finding.accepted is not None, LEVELS.index(finding.level)


def _stale(stale: StaleAllowance, place: dict[str, str | int | None], said: str) -> str:
    """Return a warning where a plan accepts something to no purpose: on that line, if it is known."""
    where = {"file": place["file"], "line": stale.line} if stale.line is not None else place
    return command("warning", {**where, "title": stale.rule}, said)


def _place(pointer: Pointer, clause: ClauseResult, place: Place | None) -> dict[str, str | int | None]:
    """Return the file and, where they are known, the lines; columns only within one line, the last one included."""
    place = place or pointer.clause(clause)
    found: dict[str, str | int | None] = {"file": pointer.path or None}
    if place is not None:
        found |= {"line": place.line, "endLine": place.end_line}
        if place.end_column is not None and place.line == place.end_line:
            found |= {"col": place.column, "endColumn": place.end_column - 1}
    return found
