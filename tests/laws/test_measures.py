"""How a clause speaks: what it denies, tells, takes back or softens never weighs more than what it does."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.matters.build import canonical
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.rule import Rule
from legalcheck.model.values import gravest
from tests.laws.judging import (
    KNOWN,
    MEASURE,
    PLAN,
    SCENE_DAYS,
    asking,
    barrier,
    graver_in,
    on,
    on_plan,
    rules,
    said,
    shipped,
)


def changed(measure: Measure, **parts: object) -> Measure:
    """Return a measure with other parts."""
    return measure.model_copy(update=parts)


def barriers(measure: Measure, day: str) -> set[str]:
    """Return the rules that make more than a notice of a measure."""
    return {finding.rule for finding in on(measure, day=day).findings if finding.level != "notice"}


def asks(rule: Rule, part: str) -> bool:
    """Say whether a rule settles for itself what it makes of one part of a measure."""
    return part in rule.when.attributes


def reaches_both(rule: Rule, measure: Measure) -> bool:
    """Say whether a rule is about an act and its negation: it asks for polarity, or it names both by their kinds."""
    both = {canonical(changed(measure, polarity=said), shipped()).kind for said in ("affirmed", "negated")}
    named = rule.when.attributes.get("kind")
    return asks(rule, "polarity") or (len(both) == 2 and named is not None and both <= set(named.values))


@given(MEASURE, SCENE_DAYS)
def test_negating_a_measure_never_leaves_its_barriers(measure, day):
    """Of the barriers of an act, its negation meets those only whose rule says that it reaches both.

    What forces stand in another state, for one, is for that state to decide, whether they are let in or kept out.
    """
    left = barriers(changed(measure, polarity="affirmed"), day) & barriers(changed(measure, polarity="negated"), day)
    assert {rule for rule in left if not reaches_both(shipped().rules[rule], measure)} == set()


@given(MEASURE, SCENE_DAYS)
def test_what_is_only_told_meets_no_barrier(measure, day):
    """A report of what another demands does nothing: no rule but one that asks for reports applies to it."""
    found = rules(on(changed(measure, force="report"), day=day))
    assert {rule for rule in found if not asks(shipped().rules[rule], "force")} == set()


@given(MEASURE, SCENE_DAYS)
def test_what_is_taken_back_meets_no_barrier(measure, day):
    """To revoke a thing is not to do it: no rule but one that asks for revocation applies to it."""
    found = rules(on(changed(measure, condition="revocation"), day=day))
    assert {rule for rule in found if not asks(shipped().rules[rule], "condition")} == set()


@given(asking("mode"), SCENE_DAYS, KNOWN)
def test_de_facto_is_never_graver_than_de_jure(measure, day, facts):
    """To accept the fact of a rule never weighs more, in any forum, than to accept its right."""
    right, fact = (on(changed(measure, mode=mode), day=day, assume=facts) for mode in ("de_jure", "de_facto"))
    assert graver_in(fact, right) == {}


@given(asking("mode"), SCENE_DAYS, KNOWN)
def test_control_only_is_never_graver_than_de_facto(measure, day, facts):
    """To note who controls an area never weighs more, in any forum, than to accept that control."""
    fact, control = (on(changed(measure, mode=mode), day=day, assume=facts) for mode in ("de_facto", "control_only"))
    assert graver_in(control, fact) == {}


@given(asking("mode"), SCENE_DAYS, KNOWN)
def test_an_unsaid_mode_is_never_graver_than_de_jure(measure, day, facts):
    """Silence on the sense of a recognition never weighs more than the gravest sense it may have."""
    right, silent = (on(changed(measure, mode=mode), day=day, assume=facts) for mode in ("de_jure", "unspecified"))
    assert graver_in(silent, right) == {}


@given(MEASURE, st.sampled_from(("permission", "declaration", "aim")), SCENE_DAYS, KNOWN)
def test_a_softer_word_is_never_graver_than_a_duty(measure, force, day, facts):
    """What is allowed, stated or aimed at never weighs more than the same as a duty."""
    duty, soft = (on(changed(measure, force=said), day=day, assume=facts) for said in ("obligation", force))
    assert graver_in(soft, duty) == {}


@given(asking("waits_for"), SCENE_DAYS, KNOWN)
def test_waiting_for_the_end_of_martial_law_is_never_graver(measure, day, facts):
    """A clause that waits weighs no more than one that does not."""
    for value in shipped().attributes["waits_for"].values:
        now = on(changed(measure, waits_for="unspecified"), day=day, assume=facts)
        assert graver_in(on(changed(measure, waits_for=value), day=day, assume=facts), now) == {}


@given(asking("leaves_out"), SCENE_DAYS, KNOWN)
def test_an_exception_in_the_clause_is_never_graver(measure, day, facts):
    """What a clause leaves out makes it no graver."""
    for value in shipped().attributes["leaves_out"].values:
        whole = on(changed(measure, leaves_out="unspecified"), day=day, assume=facts)
        assert graver_in(on(changed(measure, leaves_out=value), day=day, assume=facts), whole) == {}


@given(asking("time_bound"), SCENE_DAYS, KNOWN)
def test_a_term_is_never_graver_than_none(measure, day, facts):
    """What is done for a time weighs no more than the same without end."""
    endless, timed = (on(changed(measure, time_bound=said), day=day, assume=facts) for said in ("no", "yes"))
    assert graver_in(timed, endless) == {}


@given(PLAN, asking("waits_for"), st.integers(0, 150), st.integers(0, 150), SCENE_DAYS, KNOWN)
def test_more_time_is_never_graver(plan, measure, days, more, day, facts):
    """Whatever else a plan does, what shows across its clauses weighs no more if one of them leaves more time."""
    hurried, slow = (with_clause(plan, changed(measure, within_days=n)) for n in (days, days + more))
    assert across(slow, day, facts) <= across(hurried, day, facts)


def with_clause(plan: Plan, measure: Measure) -> Plan:
    """Return a plan with one more clause."""
    return plan.model_copy(update={"clauses": (*plan.clauses, Clause(number="last", text="-", measures=(measure,)))})


def across(plan: Plan, day: str, facts: Mapping[str, str]) -> int:
    """Return how grave the gravest barrier is that certainly shows only across the clauses of a plan."""
    found = on_plan(plan, day=day, assume=facts).plan.findings
    return barrier(gravest(finding.level for finding in found if finding.certainty == "certain"))


@given(MEASURE, SCENE_DAYS)
def test_two_ways_to_say_one_thing_meet_one_law(measure, day):
    """Where the vocabulary declares two forms equal, both meet the same rules."""
    assert said(on(measure, day=day).findings) == said(on(canonical(measure, shipped()), day=day).findings)


@given(MEASURE, SCENE_DAYS, st.text(max_size=9), st.none() | st.text(max_size=9), st.none() | st.integers(0, 10**7))
def test_law_reads_no_words(measure, day, name, deadline, number):
    """The words of a deadline, a number and the name of a measure change no finding."""
    worded = changed(measure, deadline=deadline, number=number)
    assert said(on(worded, day=day).findings) == said(on(measure, day=day).findings)
