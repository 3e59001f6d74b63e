"""Law has its days: nothing is cited before it was there, and nothing changes between two days of change."""

from bisect import bisect_right
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.model.result import Finding, PlanFinding
from legalcheck.testing import days, turning_days
from tests.laws.judging import CLAUSE, MEASURE, PLAN, on, on_plan, shipped
from tests.laws.test_proofs import nodes

DAYS = days(shipped())
TURNS = turning_days(shipped())
ANY_DAY = st.dates(date.fromisoformat(TURNS[0]), date.fromisoformat(TURNS[-1])).map(str)


def cited(finding: Finding | PlanFinding) -> set[str]:
    """Return every source that a finding cites: for itself, its reasons, its route and its positions."""
    parts = (finding.sources, *(step.sources for step in (*nodes(finding.because), *finding.route)))
    return set().union(*parts, *(view.sources for view in finding.positions))


def begun(source: str, day: str) -> bool:
    """Say whether a source was there on a day."""
    return (shipped().sources[source].at.in_force.start or "") <= day


@given(CLAUSE, DAYS)
def test_no_source_is_cited_before_its_day(clause, day):
    """Neither a finding nor its reasons, its route or the positions on it rest on what came later."""
    for finding in on(*clause.measures, day=day).findings:
        assert {source for source in cited(finding) if not begun(source, day)} == set(), finding.rule


@given(PLAN, DAYS)
def test_no_finding_on_a_plan_cites_a_source_before_its_day(plan, day):
    """So it is for what shows only across clauses."""
    for finding in on_plan(plan, day=day).plan.findings:
        assert {source for source in cited(finding) if not begun(source, day)} == set(), finding.rule


@given(CLAUSE, DAYS)
def test_no_rule_applies_before_its_first_day_or_after_its_last(clause, day):
    """The rules found are law on the day."""
    for finding in on(*clause.measures, day=day).findings:
        assert shipped().rules[finding.rule].in_force.covers(day)


@given(MEASURE, ANY_DAY)
def test_between_two_days_of_change_the_law_stands_still(measure, day):
    """A clause comes out, word for word, as on the last day on which a rule, a source, a fact or an area changed."""
    last = TURNS[bisect_right(TURNS, day) - 1]
    assert on(measure, day=day) == on(measure, day=last)
