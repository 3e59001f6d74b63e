"""The order in which things are said never matters, nor where in a plan they are said."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.inference.conclude import conclude
from legalcheck.inference.judge import Judge
from legalcheck.model.measure import Measure
from legalcheck.model.result import Result
from legalcheck.report.records import as_json
from legalcheck.rulebook.load import Rulebook
from legalcheck.testing import measures, rule_packs, with_rules
from tests.judging import small_world
from tests.laws.judging import CLAUSE, FACTS, MEASURE, PLAN, SCENE_DAYS, checker, clause_of, on, on_plan, rules, said

SHUFFLE = st.randoms(use_true_random=False)
SMALL = measures(small_world())
UNTOLD_DAY = "2026-03-05"
"""A day on which the facts of the small world are not known."""


@given(st.lists(MEASURE, min_size=2, max_size=3), SHUFFLE, FACTS)
def test_the_order_of_measures_never_matters(measures, shuffle, facts):
    """The same measures in another order meet the same rules, as certainly, and leave the same questions open."""
    other = list(measures)
    shuffle.shuffle(other)
    before, after = on(*measures, assume=facts), on(*other, assume=facts)
    assert said(before.findings) == said(after.findings)
    assert (before.forums, before.possible_verdict) == (after.forums, after.possible_verdict)
    assert len(before.unknowns) == len(after.unknowns)


@given(MEASURE, SHUFFLE, SCENE_DAYS)
def test_the_order_of_parties_and_areas_never_matters(measure, shuffle, day):
    """Who and where is a list without an order."""
    roles = ("performer", "beneficiary", "territory", "organisation")
    turned = {role: tuple(shuffle.sample(getattr(measure, role), len(getattr(measure, role)))) for role in roles}
    before, after = on(measure, day=day), on(measure.model_copy(update=turned), day=day)
    assert said(before.findings) == said(after.findings)
    assert (before.forums, before.unknowns) == (after.forums, after.unknowns)


@given(PLAN, SHUFFLE)
def test_the_order_of_clauses_never_matters(plan, shuffle):
    """Clauses in another order come out each as before, and so does the plan."""
    order = list(plan.clauses)
    shuffle.shuffle(order)
    before, after = on_plan(plan), on_plan(plan.model_copy(update={"clauses": tuple(order)}))
    assert {c.number: c for c in before.clauses} == {c.number: c for c in after.clauses}
    assert said(before.plan.findings) == said(after.plan.findings)
    assert (before.plan.forums, before.plan.possible_verdict) == (after.plan.forums, after.plan.possible_verdict)


@given(rule_packs(small_world(), min_rules=2), SMALL, SHUFFLE)
def test_the_order_of_rules_never_matters(pack, measure, shuffle):
    """The law does not depend on the order in which its rules were written down, to the byte."""
    book = with_rules(small_world(), pack)
    assert as_json([judged_by(book, measure)]) == as_json([judged_by(shuffled(book, shuffle, "rules"), measure)])


@given(rule_packs(small_world(), min_rules=2), SMALL, SHUFFLE)
def test_the_order_of_facts_and_attributes_never_matters(pack, measure, shuffle):
    """The world may be told in any order: the same rules apply, as certainly, and the same is asked."""
    book = with_rules(small_world(), pack)
    before, after = (
        judged_by(one, measure).clauses[0] for one in (book, shuffled(book, shuffle, "facts", "attributes", "parties"))
    )
    assert said(before.findings) == said(after.findings)
    assert (before.forums, before.possible_verdict) == (after.forums, after.possible_verdict)
    assert {needed.fact for needed in before.unknowns} == {needed.fact for needed in after.unknowns}


def shuffled(book: Rulebook, shuffle: random.Random, *parts: str) -> Rulebook:
    """Return a rulebook parts of which stand in another order."""
    turned = {}
    for part in parts:
        named = list(getattr(book, part).items())
        shuffle.shuffle(named)
        turned[part] = dict(named)
    return replace(book, **turned)


def judged_by(book: Rulebook, measure: Measure) -> Result:
    """Judge a measure by a rulebook on a day of which not all is known."""
    return Checker(book, UNTOLD_DAY, engine="reference").check_clause(clause_of(measure))


@given(CLAUSE, FACTS, SCENE_DAYS)
def test_judging_twice_gives_the_same_bytes(clause, facts, day):
    """Neither what was judged before nor the memo leaves a trace in a result."""
    warm = checker(day).under(facts)
    cold = conclude(clause.measures, warm.context, Judge(warm.judge.law, "reference"), warm.forums)
    (again,) = warm.check([clause])
    assert [one.model_dump_json() for one in cold.findings] == [one.model_dump_json() for one in again.findings]
    assert (cold.unknowns, cold.verdict, cold.forums) == (again.unknowns, again.verdict, again.forums)


@given(PLAN, FACTS)
def test_a_clause_is_judged_in_a_plan_as_it_is_alone(plan, facts):
    """What stands around a clause changes neither its findings nor its verdict."""
    together = on_plan(plan, assume=facts).clauses
    assert together == tuple(next(checker().under(facts).check([clause])) for clause in plan.clauses)


@given(st.lists(MEASURE, min_size=2, max_size=3), st.integers(1, 2), FACTS)
def test_splitting_a_clause_keeps_the_union_of_findings(measures, at, facts):
    """The measures of one clause spread over two meet the same rules between them."""
    whole, head, tail = on(*measures, assume=facts), on(*measures[:at], assume=facts), on(*measures[at:], assume=facts)
    assert rules(whole) == rules(head) | rules(tail)
    assert rules(whole, "certain") >= rules(head, "certain") | rules(tail, "certain")
