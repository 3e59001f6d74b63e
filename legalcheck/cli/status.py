"""Exit statuses, and what a result comes to."""

from collections.abc import Sequence, Set

from legalcheck.documents.numbered import introductions
from legalcheck.model.result import ClauseResult, Result
from legalcheck.report.outcome import across_outcome, clause_outcome

OK, FOUND, UNUSABLE, UNSETTLED, INTERNAL, STOPPED, TERMINATED = 0, 1, 2, 3, 70, 130, 143
"""Nothing, something at or above the level, unusable input, not settled, our mistake, Ctrl-C, SIGTERM."""


_STATUSES = {"failed": FOUND, "open": UNSETTLED, "passed": OK}


def clause_status(clause: ClauseResult, fail_on: str, *, introduces: bool = False) -> int:
    """Return the exit status that one clause comes to; one that only introduces others settles with them.

    Accepted findings do not count.
    """
    return _STATUSES[clause_outcome(clause, fail_on, introduces=introduces)]


def status_of(results: Sequence[Result], fail_on: str) -> int:
    """Return the exit status that results come to."""
    found: set[int] = set()
    for result in results:
        silent = introductions(result.clauses)
        found |= {clause_status(clause, fail_on, introduces=clause.number in silent) for clause in result.clauses}
        found |= {_STATUSES[across_outcome(finding, fail_on)] for finding in result.plan.findings}
    return gravest_status(found)


def gravest_status(statuses: Set[int]) -> int:
    """Return the one status that several come to."""
    return FOUND if FOUND in statuses else UNSETTLED if UNSETTLED in statuses else OK
