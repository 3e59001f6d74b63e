"""The order in which things are said never matters, nor where in a plan they are said."""

import random

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause, Plan
from legalcheck.report.records import as_json
from legalcheck.rulebook.load import Rulebook
from legalcheck.testing import matters, measures, named, rule_packs, with_rules
from tests.factory import DAY
from tests.judging import small_world
from tests.laws.judging import CLAUSE, FACTS, MEASURE, PLAN, SCENE_DAYS, checker, on, on_plan, rules, said

SHUFFLE = st.randoms(use_true_random=False)
SMALL = measures(small_world())


@given(st.lists(MEASURE, min_size=2, max_size=3), SHUFFLE, FACTS)
def test_the_order_of_measures_never_matters(measures, shuffle, facts):
    """The same measures in another order meet the same rules, as certainly, and leave the same questions open."""
    other = list(measures)
    shuffle.shuffle(other)
    before, after = on(*measures, assume=facts), on(*other, assume=facts)
    assert said(before.findings) == said(after.findings)
    assert (before.forums, before.possible_verdict) == (after.forums, after.possible_verdict)
    ids = {one.id: after.measures[at].id for at, one in enumerate(before.measures)}
    del ids
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
def test_the_order_of_rules_facts_and_attributes_never_matters(pack, measure, shuffle):
    """The law does not depend on the order in which its files were written down, to the byte."""
    book = with_rules(small_world(), pack)
    assert judged_by(shuffled(book, shuffle), measure) == judged_by(book, measure)


def shuffled(book: Rulebook, shuffle: random.Random) -> Rulebook:
    """Return a rulebook whose rules, facts and attributes stand in another order."""
    names = list(book.rules)
    shuffle.shuffle(names)
    return Rulebook(**{**vars(book), "rules": {name: book.rules[name] for name in names}})


def judged_by(book: Rulebook, measure) -> str:
    result = Checker(book, DAY, engine="reference").check_clause(Clause(number="1", text="-", measures=(measure,)))
    return as_json([result])


@given(CLAUSE, FACTS, SCENE_DAYS)
def test_judging_twice_gives_the_same_bytes(clause, facts, day):
    """Neither what was judged before nor the memo leaves a trace in a result."""
    warm = checker(day).under(facts)
    cold = Checker(warm.book, day, facts, engine="reference")
    assert as_json([cold.check_clause(clause)]) == as_json([warm.check_clause(clause)])


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
