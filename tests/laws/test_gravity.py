"""Verdicts are the gravest of what was found, and nothing that is added makes them lighter."""

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.model.values import gravest
from tests.factory import DAY
from tests.laws.judging import (
    CLAUSE,
    FACTS,
    MEASURE,
    PLAN,
    SCENE_DAYS,
    checker,
    gravity,
    on,
    on_plan,
    rules,
    said,
    shipped,
)

FORUMS = sorted(shipped().forums)


@given(CLAUSE, FACTS, SCENE_DAYS)
def test_the_verdict_is_the_gravest_certain_finding(clause, facts, day):
    """So it is for the clause and for each forum; the possible verdict counts every finding."""
    result = next(checker(day).under(facts).check([clause]))
    certain = [finding for finding in result.findings if finding.certainty == "certain"]
    assert result.verdict == gravest(finding.level for finding in certain)
    assert result.possible_verdict == gravest(finding.level for finding in result.findings)
    for forum, verdict in result.forums.items():
        assert verdict == gravest(finding.level for finding in certain if finding.forum == forum)


@given(PLAN, FACTS)
def test_the_plan_verdict_is_the_gravest_of_its_clauses_and_plan_rules(plan, facts):
    """So it is for the plan as a whole, for each forum and for what is possible."""
    result = on_plan(plan, assume=facts)
    sure = [finding for finding in result.plan.findings if finding.certainty == "certain"]
    levels = [*(clause.verdict for clause in result.clauses), *(finding.level for finding in sure)]
    assert result.plan.verdict == gravest(levels)
    possible = [*(c.possible_verdict for c in result.clauses), *(f.level for f in result.plan.findings)]
    assert result.plan.possible_verdict == gravest(possible)
    for forum, verdict in result.plan.forums.items():
        clauses = [clause.forums[forum] for clause in result.clauses]
        assert verdict == gravest([*clauses, *(finding.level for finding in sure if finding.forum == forum)])


@given(CLAUSE, MEASURE, FACTS, SCENE_DAYS)
def test_a_gravest_level_never_drops_when_a_measure_is_added(clause, measure, facts, day):
    """One more measure in a clause takes no finding away and makes none less certain."""
    before = on(*clause.measures, day=day, assume=facts)
    after = on(*clause.measures, measure, day=day, assume=facts)
    assert rules(before) <= rules(after)
    assert rules(before, "certain") <= rules(after, "certain")
    assert all(gravity(verdict) <= gravity(after.forums[forum]) for forum, verdict in before.forums.items())


@given(PLAN, CLAUSE)
def test_a_plan_never_grows_lighter_by_a_clause_unless_a_rule_looks_for_its_absence(plan, clause):
    """One more clause takes away only findings on what the plan leaves out, such as a cession without a vote."""
    more = plan.model_copy(update={"clauses": (*plan.clauses, clause.model_copy(update={"number": "last"}))})
    before, after = on_plan(plan).plan.findings, on_plan(more).plan.findings
    lost = {finding.rule for finding in before} - {finding.rule for finding in after}
    assert all(shipped().plan_rules[rule].without for rule in lost)


@given(CLAUSE, MEASURE, SCENE_DAYS)
def test_a_possible_measure_never_changes_the_verdict(clause, measure, day):
    """A guess beside what was firmly read leaves every certain finding and every verdict as it was."""
    before = on(*clause.measures, day=day)
    after = on(*clause.measures, measure.model_copy(update={"status": "possible"}), day=day)
    assert rules(before, "certain") == rules(after, "certain")
    assert (before.verdict, before.forums) == (after.verdict, after.forums)


@given(MEASURE, SCENE_DAYS)
def test_what_is_asserted_weighs_as_much_as_what_is_confirmed(measure, day):
    """The law does not ask whether the program or a person vouches for a reading."""
    asserted = on(measure.model_copy(update={"status": "asserted"}), day=day)
    assert asserted.findings == on(measure, day=day).findings


@given(MEASURE, SCENE_DAYS)
def test_saying_a_thing_twice_changes_nothing(measure, day):
    """A measure that is repeated meets what it met, as certainly."""
    assert said(on(measure, measure, day=day).findings) == said(on(measure, day=day).findings)


@given(CLAUSE, st.sampled_from(FORUMS), FACTS)
def test_a_forum_filter_only_removes_the_findings_of_other_forums(clause, forum, facts):
    """Asking one forum gives its findings and its verdict as they stand among the others."""
    whole = next(checker().under(facts).check([clause]))
    one = next(ONE_FORUM[forum].under(facts).check([clause]))
    assert one.findings == tuple(finding for finding in whole.findings if finding.forum == forum)
    assert one.forums == {forum: whole.forums[forum]}
    assert one.verdict == whole.forums[forum]


ONE_FORUM = {forum: Checker(shipped(), DAY, forums=[forum], engine="reference") for forum in FORUMS}
