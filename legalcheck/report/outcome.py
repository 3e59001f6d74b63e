"""Whether a clause or a finding across clauses fails a run, passes, or is left open; what is accepted does neither."""

from typing import Literal

from legalcheck.accepting.counting import counted
from legalcheck.model.result import ClauseResult, PlanFinding
from legalcheck.model.values import at_or_above

Outcome = Literal["passed", "failed", "open"]
"""Nothing at or above the level; something certain is; not understood, or something possible is."""


def clause_outcome(clause: ClauseResult, fail_on: str, *, introduces: bool = False) -> Outcome:
    """Return what one clause comes to; one that only introduces others settles with them."""
    verdict, possible = counted(clause)
    if at_or_above(verdict, fail_on):
        return "failed"
    silent = verdict == "not_understood" and not introduces
    return "open" if silent or at_or_above(possible, fail_on) else "passed"


def across_outcome(finding: PlanFinding, fail_on: str) -> Outcome:
    """Return what a finding across clauses comes to."""
    if finding.accepted is not None or not at_or_above(finding.level, fail_on):
        return "passed"
    return "failed" if finding.certainty == "certain" else "open"
