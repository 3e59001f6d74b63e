"""What still counts for the exit status once accepted findings are left out; the verdict itself never changes."""

from legalcheck.model.accepting import NOT_UNDERSTOOD
from legalcheck.model.result import ClauseResult
from legalcheck.model.values import gravest


def counted(clause: ClauseResult) -> tuple[str, str]:
    """Return the verdict and the possible verdict that a clause would have without its accepted findings."""
    left = [finding for finding in clause.findings if finding.accepted is None]
    if len(left) == len(clause.findings) and clause.accepted is None:
        return clause.verdict, clause.possible_verdict
    empty = NOT_UNDERSTOOD if clause.verdict == NOT_UNDERSTOOD and clause.accepted is None else "clear"
    certain = gravest((finding.level for finding in left if finding.certainty == "certain"), empty)
    return certain, gravest((finding.level for finding in left), empty)
