"""Results as JSON lines: one a clause, and after the clauses of a plan one for the plan as a whole."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from legalcheck.model.result import Result
from legalcheck.report.records import as_line, as_plan_line, line_head

if TYPE_CHECKING:
    from legalcheck.checking import Checker


def render(results: Sequence[Result], _checker: "Checker", *, single: bool = False) -> Iterator[str]:
    """Yield the lines; one clause that stands alone is no plan."""
    for result in results:
        yield from (as_line(clause, line_head(result)) for clause in result.clauses)
        if not single:
            yield as_plan_line(result)
