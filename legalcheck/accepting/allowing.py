"""Hold the allowances of a plan against its findings: what is accepted is marked, what accepts nothing is told."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from legalcheck.model.accepting import NOT_UNDERSTOOD, Accepted, Allowance, StaleAllowance
from legalcheck.model.result import ClauseResult, Finding, PlanFinding

_Found = TypeVar("_Found", Finding, PlanFinding)


def clause_allowed(
    clause: ClauseResult, allow: Sequence[Allowance], day: str, asked: Callable[[str], bool]
) -> ClauseResult:
    """Return a clause with the findings marked that its allowances accept on the ISO date ``day``.

    ``asked`` says whether a rule is one of those judged by: an allowance for another is neither used nor stale.
    """
    if not allow:
        return clause
    found = [finding.rule for finding in clause.findings]
    silent = clause.verdict == NOT_UNDERSTOOD
    marks = _marks(allow, day)
    update = {
        "findings": _marked(clause.findings, marks),
        "accepted": marks.get(NOT_UNDERSTOOD) if silent else None,
        "stale": tuple(_stale(allow, [*found, *([NOT_UNDERSTOOD] if silent else [])], day, asked)),
    }
    return clause.model_copy(update=update)


def plan_allowed(
    findings: Sequence[PlanFinding], allow: Sequence[Allowance], day: str, asked: Callable[[str], bool]
) -> tuple[tuple[PlanFinding, ...], tuple[StaleAllowance, ...]]:
    """Return what shows across clauses with what is accepted marked, and the allowances that accept nothing."""
    found = [finding.rule for finding in findings]
    return _marked(findings, _marks(allow, day)), tuple(_stale(allow, found, day, asked))


def _expired(allowance: Allowance, day: str) -> bool:
    return allowance.until is not None and allowance.until < day


def _marks(allow: Sequence[Allowance], day: str) -> dict[str, Accepted]:
    """Return by rule what is accepted on a day."""
    return {
        one.rule: Accepted(by="plan", because=one.because, until=one.until) for one in allow if not _expired(one, day)
    }


def _marked(findings: Sequence[_Found], marks: dict[str, Accepted]) -> tuple[_Found, ...]:
    return tuple(
        finding.model_copy(update={"accepted": marks[finding.rule]}) if finding.rule in marks else finding
        for finding in findings
    )


def _stale(
    allow: Sequence[Allowance], found: Collection[str], day: str, asked: Callable[[str], bool]
) -> Iterator[StaleAllowance]:
    for one in allow:
        if _expired(one, day):
            yield StaleAllowance(**one.model_dump(), why="expired")
        elif one.rule not in found and asked(one.rule):
            yield StaleAllowance(**one.model_dump(), why="no_finding")
