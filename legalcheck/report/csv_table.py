"""Findings as a table of comma-separated values (RFC 4180), for spreadsheets and scripts.

A row is a finding; a clause without findings has a row of its own, in which the columns of the finding are empty. What
a spreadsheet would take for a formula begins with an apostrophe instead, and so does what begins with one already.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.report.escaping import visible
from legalcheck.report.pointing import Pointer
from legalcheck.report.text import TextReport, step_line

if TYPE_CHECKING:
    from legalcheck.checking import Checker

COLUMNS = (
    "plan file line page paragraph clause text verdict possible_verdict rule title forum level certainty standing "
    "message measures sources addresses route positions needed accepted as_of"
).split()
_MARK = "\ufeff"
"""Byte order mark: without it spreadsheets take the file for one in the code page of the machine."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def render(results: Sequence[Result], checker: "Checker") -> Iterator[str]:
    """Yield the lines."""
    table = _Table(checker.book, language=checker.context.language)
    yield _MARK + _line(COLUMNS)
    for result in results:
        for row in table.rows(result):
            yield _line([cell(row.get(column, "")) for column in COLUMNS])


def cell(text: str) -> str:
    """Return text that no spreadsheet computes with."""
    safe = visible(text)
    return f"'{safe}" if safe.lstrip().startswith(_FORMULA) else safe


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


class _Table(TextReport):
    def rows(self, result: Result) -> Iterator[dict[str, str]]:
        """Yield the rows on a plan as text by column, clause by clause, then those across clauses."""
        plan, pointer = result.plan, Pointer(result)
        head = {"plan": plan.title, "file": pointer.path, "as_of": result.as_of}
        for clause in result.clauses:
            row = {**head, **self._of_clause(clause, pointer)}
            for finding in clause.findings:
                yield {**row, **self._of_finding(finding), "measures": " ".join(finding.measures)}
            if not clause.findings:
                yield row
        for across in plan.findings:
            named = {number for numbers in across.clauses.values() for number in numbers}
            numbers = [clause.number for clause in result.clauses if clause.number in named]
            yield {**head, "clause": " ".join(numbers), **self._of_finding(across)}

    def _of_clause(self, clause: ClauseResult, pointer: Pointer) -> dict[str, str]:
        place, span = pointer.clause(clause), clause.span
        places = {"line": place and place.line, "page": span and span.page, "paragraph": span and span.paragraph}
        return {
            **{name: str(number) for name, number in places.items() if number is not None},
            "clause": clause.number,
            "text": clause.text,
            "verdict": clause.verdict,
            "possible_verdict": clause.possible_verdict,
            "needed": " | ".join(f"{one.fact}: {one.ask} ({one.would_change})" for one in clause.unknowns),
            "accepted": self.acceptance(clause),
        }

    def _of_finding(self, finding: Finding | PlanFinding) -> dict[str, str]:
        addresses = [self.book.sources[name].url for name in finding.sources]
        views = [f"{view.held_by}: {view.view} [{view.level}]" for view in finding.positions]
        steps = [step_line(step, self.words["condition"]) for step in finding.route]
        return {
            "rule": finding.rule,
            "title": self.book.norm(finding.rule).title_in(self.language),
            "forum": finding.forum,
            "level": finding.level,
            "certainty": finding.certainty,
            "standing": finding.standing,
            "message": finding.message,
            "sources": self._citations(finding.sources),
            "addresses": " ".join(dict.fromkeys(address for address in addresses if address)),
            "route": " | ".join(f"{at}. {step}" for at, step in enumerate(steps, 1)),
            "positions": " | ".join(views),
            "accepted": self.acceptance(finding),
        }
