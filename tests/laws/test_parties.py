"""International law knows roles, not names; who is named together is judged one by one."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.model.plan import Plan
from legalcheck.testing import swapped, swapped_measure
from tests.laws.judging import KNOWN, MEASURE, PLAN, SCENE_DAYS, checker, on, rules, said, shipped

ROLES_ONLY = tuple(name for name, forum in shipped().forums.items() if forum.roles_only)
COLLECTIVES = sorted(name for name, party in shipped().parties.items() if party.members)
AGENTS = sorted(name for name, party in shipped().parties.items() if party.acts_for)
STATES = [name for name, party in shipped().parties.items() if party.type == "state"]
SIDES = (shipped().conflicts[0].title_holder, shipped().conflicts[0].taker)


@cache
def mirror(day: str) -> Checker:
    """Return a checker of the world in which the two sides of the conflict have changed places."""
    return Checker(swapped(shipped(), *SIDES), day, engine="reference")


@given(PLAN, SCENE_DAYS)
def test_swapping_the_parties_mirrors_the_law_that_knows_roles(plan, day):
    """With the sides exchanged in the world and in the plan the same rules apply, as gravely and as certainly."""
    other = Plan(
        clauses=tuple(
            clause.model_copy(update={"measures": tuple(swapped_measure(m, *SIDES) for m in clause.measures)})
            for clause in plan.clauses
        )
    )
    before, after = checker(day).check_plan(plan), mirror(day).check_plan(other)
    for forum in ROLES_ONLY:
        assert [said(c.findings, forum) for c in before.clauses] == [said(c.findings, forum) for c in after.clauses]
        assert said(before.plan.findings, forum) == said(after.plan.findings, forum)


@given(MEASURE, st.sampled_from(AGENTS), st.sampled_from(("performer", "beneficiary")), SCENE_DAYS)
def test_who_acts_for_a_state_stands_in_its_place(measure, agent, role, day):
    """A party that acts for a state meets the law that knows roles as that state does."""
    acting = measure.model_copy(update={role: (agent,)})
    itself = measure.model_copy(update={role: (shipped().parties[agent].acts_for,)})
    for forum in ROLES_ONLY:
        assert said(on(acting, day=day).findings, forum) == said(on(itself, day=day).findings, forum)


@given(MEASURE, st.sampled_from(COLLECTIVES), st.sampled_from(("performer", "beneficiary")), KNOWN)
def test_a_collective_party_is_the_union_of_its_members(measure, collective, role, facts):
    """Where all facts are told, what a group would do meets what its members would meet, one by one."""
    together = on(measure.model_copy(update={role: (collective,)}), assume=facts)
    members = shipped().parties[collective].members
    alone = [on(measure.model_copy(update={role: (member,)}), assume=facts) for member in members]
    assert said(together.findings) == set().union(*(said(one.findings) for one in alone))


@given(MEASURE, st.lists(st.sampled_from(shipped().vocabulary.territories), min_size=2, max_size=3), KNOWN)
def test_areas_that_are_named_together_are_judged_each(measure, areas, facts):
    """Where all facts are told, a list of areas meets what each of them meets."""
    together = on(measure.model_copy(update={"territory": tuple(areas)}), assume=facts)
    alone = [on(measure.model_copy(update={"territory": (area,)}), assume=facts) for area in areas]
    assert said(together.findings) == set().union(*(said(one.findings) for one in alone))


@given(MEASURE, st.sampled_from(STATES), SCENE_DAYS)
def test_naming_another_performer_as_well_takes_nothing_away(measure, party, day):
    """Where somebody is named already, one more name adds barriers at most."""
    if measure.performer and measure.performer != ("unknown",):
        more = measure.model_copy(update={"performer": (*measure.performer, party)})
        assert rules(on(measure, day=day)) <= rules(on(more, day=day))
