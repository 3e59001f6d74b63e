"""Short ways to judge what was drawn: the shipped law, one compiled law and one memo for each day."""

from collections.abc import Iterable, Mapping
from functools import cache

from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.testing import clauses, facts, kinds_asking, measures, named, plans
from tests.factory import DAY

UNKNOWN_DAY = "2026-06-01"
"""A day on which a fact of the shipped context is unknown."""
Said = tuple[str, str, str]
"""Rule, level and certainty of a finding."""


@cache
def shipped() -> Rulebook:
    """Return the rulebook that ships."""
    return open_rulebook(None)


@cache
def checker(day: str = DAY) -> Checker:
    """Return the checker of a day; it asks the bit masks alone, which tests/laws/test_engines.py ties to the engine."""
    return Checker(shipped(), day, engine="reference")


def clause_of(*found: Measure) -> Clause:
    """Return a clause of measures."""
    return Clause(number="1", text="-", measures=named(found))


def on(*found: Measure, day: str = DAY, assume: Mapping[str, str] | None = None) -> ClauseResult:
    """Judge measures as one clause on a day, under facts."""
    return next(checker(day).under(assume or {}).check([clause_of(*found)]))


def on_plan(plan: Plan, day: str = DAY, assume: Mapping[str, str] | None = None) -> Result:
    """Judge a plan on a day, under facts."""
    return checker(day).under(assume or {}).check_plan(plan)


def rules(result: ClauseResult, certainty: str = "") -> set[str]:
    """Return the ids of the rules that a clause meets, of one certainty or of both."""
    return {finding.rule for finding in result.findings if certainty in ("", finding.certainty)}


def said(findings: Iterable[Finding | PlanFinding], forum: str = "") -> set[Said]:
    """Return what findings say without their words, in one forum or in all."""
    return {(f.rule, f.level, f.certainty) for f in findings if forum in ("", f.forum)}


def gravity(verdict: str) -> int:
    """Return how grave a verdict is: 0 for clear and for what was not understood, 7 for barred."""
    return len(LEVELS) - LEVELS.index(verdict) if verdict in LEVELS else 0


def barrier(verdict: str) -> int:
    """Return how grave a barrier is; a notice is none, so it weighs as much as clear."""
    return max(gravity(verdict), gravity("notice"))


def graver_in(after: ClauseResult, before: ClauseResult) -> dict[str, tuple[str, str]]:
    """Return the forums in which a barrier is graver than it was, each with what it was and what it is."""
    pairs = {forum: (before.forums[forum], now) for forum, now in after.forums.items()}
    return {forum: (then, now) for forum, (then, now) in pairs.items() if barrier(now) > barrier(then)}


MEASURE = measures(shipped())


@cache
def asking(*attributes: str) -> st.SearchStrategy[Measure]:
    """Draw measures of those kinds on which some rule asks one of these attributes."""
    return measures(shipped(), kinds=kinds_asking(shipped(), *attributes))


CLAUSE = clauses(shipped())
PLAN = plans(shipped())
FACTS = facts(shipped())
KNOWN = facts(shipped(), known=True)
SCENE_DAYS = st.sampled_from([DAY, UNKNOWN_DAY, "2021-06-01", "2012-06-01"])
"""War, a day of which not all is known, the years of the first taking, and peace."""
