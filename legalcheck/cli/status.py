"""Exit statuses, and what a result comes to."""

from collections.abc import Sequence, Set

from legalcheck.documents.numbered import introductions
from legalcheck.model.result import ClauseResult, Result
from legalcheck.model.values import at_or_above

OK, FOUND, UNUSABLE, UNSETTLED, INTERNAL, STOPPED, TERMINATED = 0, 1, 2, 3, 70, 130, 143
"""Nothing, something at or above the level, unusable input, not settled, our mistake, Ctrl-C, SIGTERM."""


def clause_status(clause: ClauseResult, fail_on: str, *, introduces: bool = False) -> int:
    """Return the exit status that one clause comes to; one that only introduces others settles with them."""
    if at_or_above(clause.verdict, fail_on):
        return FOUND
    unsettled = at_or_above(clause.possible_verdict, fail_on) or (clause.verdict == "not_understood" and not introduces)
    return UNSETTLED if unsettled else OK


def status_of(results: Sequence[Result], fail_on: str) -> int:
    """Return the exit status that results come to."""
    found: set[int] = set()
    for result in results:
        silent = introductions(result.clauses)
        found |= {clause_status(clause, fail_on, introduces=clause.number in silent) for clause in result.clauses}
        across = [finding for finding in result.plan.findings if at_or_above(finding.level, fail_on)]
        found |= {FOUND if finding.certainty == "certain" else UNSETTLED for finding in across}
    return gravest_status(found)


def gravest_status(statuses: Set[int]) -> int:
    """Return the one status that several come to."""
    return FOUND if FOUND in statuses else UNSETTLED if UNSETTLED in statuses else OK
