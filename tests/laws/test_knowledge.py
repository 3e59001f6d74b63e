"""More knowledge settles what was possible and nothing else; what is free, lifted or done never weighs more."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.matters.context import DatedContext
from legalcheck.model.result import ClauseResult
from legalcheck.model.values import UNKNOWN
from legalcheck.testing import milestones
from tests.laws.judging import CLAUSE, FACTS, KNOWN, MEASURE, SCENE_DAYS, asking, graver_in, gravity, on, rules, shipped

OPEN = sorted(kind for kind, convention in shipped().conventions.items() if convention.performer == "open")
WORLD = {name: fact.values for name, fact in shipped().facts.items() if name not in shipped().milestones}
UNTOLD = dict.fromkeys(WORLD, UNKNOWN)


def judge(clause, facts: Mapping[str, str], day: str) -> ClauseResult:
    """Judge a drawn clause under facts."""
    return on(*clause.measures, day=day, assume=facts)


def answers() -> list[dict[str, str]]:
    """Return every way in which the facts may stand."""
    return [dict(zip(WORLD, told, strict=True)) for told in product(*WORLD.values())]


def only_settles(before: ClauseResult, after: ClauseResult) -> None:
    """Check that a result says what another announced, and says it as surely or more so."""
    assert rules(before, "certain") <= rules(after, "certain")
    assert rules(after) <= rules(before)
    verdicts = (before.verdict, after.verdict, after.possible_verdict, before.possible_verdict)
    assert sorted(verdicts, key=gravity) == list(verdicts)


@given(CLAUSE, FACTS, KNOWN, SCENE_DAYS)
def test_more_knowledge_only_settles_what_was_possible(clause, some, rest, day):
    """Told one more fact, a possible finding becomes certain or goes; nothing comes that was not announced."""
    told = {**some, **{name: value for name, value in rest.items() if some.get(name) == UNKNOWN}}
    only_settles(judge(clause, some, day), judge(clause, told, day))


@given(MEASURE, st.sampled_from(OPEN), st.data(), SCENE_DAYS)
def test_naming_who_acts_only_settles_what_was_possible(measure, kind, data, day):
    """Where whose act it is was open, the answer lifts nothing certain and brings nothing unannounced."""
    silent = measure.model_copy(update={"kind": kind, "performer": ()})
    who = data.draw(st.sampled_from(shipped().conventions[kind].candidates))
    only_settles(on(silent, day=day), on(silent.model_copy(update={"performer": (who,)}), day=day))


@given(CLAUSE, SCENE_DAYS)
def test_certain_is_what_holds_under_every_answer(clause, day):
    """With nothing told, certain is exactly what is certain however the facts stand."""
    found = [rules(judge(clause, told, day), "certain") for told in answers()]
    assert rules(judge(clause, UNTOLD, day), "certain") == set.intersection(*found)


@given(CLAUSE, SCENE_DAYS)
def test_possible_is_what_holds_under_some_answer(clause, day):
    """With nothing told, what is found is exactly what is found under one or another answer."""
    found = [rules(judge(clause, told, day)) for told in answers()]
    assert rules(judge(clause, UNTOLD, day)) == set.union(*found)


@given(CLAUSE, st.sampled_from(sorted(WORLD)), st.data(), SCENE_DAYS)
def test_an_answer_that_changes_a_verdict_is_asked_for(clause, fact, data, day):
    """If telling a fact moves the verdict of a forum, the question stands among those still needed."""
    value = data.draw(st.sampled_from(WORLD[fact]))
    before, after = judge(clause, UNTOLD, day), judge(clause, {**UNTOLD, fact: value}, day)
    if before.forums != after.forums:
        assert fact in {needed.fact for needed in before.unknowns}


@given(CLAUSE, KNOWN, SCENE_DAYS)
def test_where_all_is_told_no_fact_is_asked_for(clause, facts, day):
    """A question is put only where the answer is not known."""
    assert {needed.fact for needed in judge(clause, facts, day).unknowns} & facts.keys() == set()


@given(CLAUSE, SCENE_DAYS, st.data())
def test_assuming_what_is_so_changes_no_verdict(clause, day, data):
    """An assumption weighs as much as the dated context that says the same."""
    known = {name: told.value for name, told in DatedContext(shipped(), day).facts.items()}
    repeated = {name: value for name, value in known.items() if data.draw(st.booleans())}
    before, after = judge(clause, {}, day), judge(clause, repeated, day)
    assert (before.forums, before.unknowns) == (after.forums, after.unknowns)
    assert rules(before, "certain") == rules(after, "certain")


LIFTED = {"martial_law": ("yes", "no"), "consent_free": ("no", "yes"), "freely_ceded": ("no", "yes")}
"""What stands in the way and what it is like without it."""


@pytest.mark.parametrize("fact", LIFTED)
@given(data=st.data(), clause=CLAUSE, facts=KNOWN, day=SCENE_DAYS)
def test_lifting_what_stands_in_the_way_is_never_graver(fact, data, clause, facts, day):
    """Martial law lifted, consent freed of force, title freely ceded: no forum meets a graver barrier for it."""
    stands, lifted = LIFTED[fact]
    found = (data.draw(asking(fact)), *clause.measures[1:])
    before, after = (on(*found, day=day, assume={**facts, fact: value}) for value in (stands, lifted))
    assert graver_in(after, before) == {}


@given(CLAUSE, KNOWN, milestones(shipped()), milestones(shipped()), SCENE_DAYS)
def test_a_milestone_that_is_reached_never_makes_a_verdict_graver(clause, facts, done, more, day):
    """What is done need not be asked for: it takes findings away and brings none."""
    before, after = judge(clause, {**facts, **done}, day), judge(clause, {**facts, **more, **done}, day)
    assert rules(after) <= rules(before)
    assert graver_in(after, before) == {}


@given(CLAUSE, KNOWN, SCENE_DAYS)
def test_the_route_of_a_finding_clears_it_once_it_is_gone(clause, facts, day):
    """With everything settled that its route settles, a finding is gone."""
    for finding in judge(clause, facts, day).findings:
        settled = {name: value for step in finding.route for name, value in step.settles.items()}
        if settled:
            done = {name: value for name, value in settled.items() if name in shipped().facts}
            worded = {name: value for name, value in settled.items() if name not in shipped().facts}
            measures = [one.model_copy(update=worded) for one in clause.measures]
            assert finding.rule not in rules(on(*measures, day=day, assume={**facts, **done}))
