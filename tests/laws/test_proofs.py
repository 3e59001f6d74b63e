"""What a finding rests on: both engines give it, its chain alone gives it again, and no reason is made up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.inference.durable import DurableSlice, premises
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law, Slice
from legalcheck.inference.reference import evaluate
from legalcheck.matters.build import matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.result import Because, ClauseResult, Finding
from legalcheck.model.values import UNKNOWN
from legalcheck.testing import matters, rule_packs, with_rules
from tests.factory import DAY
from tests.judging import small_world
from tests.laws.judging import CLAUSE, FACTS, MEASURE, SCENE_DAYS, UNKNOWN_DAY, checker, clause_of, on, shipped

SMALL_MATTERS = matters(small_world(), DatedContext(small_world(), DAY))
UNSETTLED = {day: matters(shipped(), DatedContext(shipped(), day)) for day in (DAY, UNKNOWN_DAY)}


def by_both(engine: DurableSlice, cut: Slice, codes: tuple[int, ...]) -> None:
    """Check that durable_rules finds what the bit masks find, and each rule from its own premises."""
    proof = engine.evaluate(codes)
    assert proof.keys() == evaluate(cut, codes)
    assert proof == {rule.id: premises(rule) for rule in cut.rules if rule.id in proof}


@cache
def shipped_engine(day: str, kind: str) -> tuple[DurableSlice, Slice, Law]:
    """Return the engine on one kind of measure of the shipped law."""
    law = checker(day).judge.law
    return DurableSlice(law.slice(kind)), law.slice(kind), law


@given(st.sampled_from(sorted(UNSETTLED)).flatmap(lambda day: st.tuples(st.just(day), UNSETTLED[day])))
def test_both_engines_agree_on_findings_and_on_proofs(drawn):
    """On any matter of the shipped law durable_rules and the bit masks apply the same rules for the same reasons."""
    day, values = drawn
    engine, cut, law = shipped_engine(day, values["kind"])
    by_both(engine, cut, law.encode(values))


@given(rule_packs(small_world()), SMALL_MATTERS)
def test_both_engines_agree_on_any_law(pack, values):
    """So they do on rules that nobody has written yet."""
    law = Law(with_rules(small_world(), pack), DAY)
    cut = law.slice(values["kind"])
    engine = DurableSlice(cut)
    by_both(engine, cut, law.encode(values))
    engine.close()


def nodes(because: Iterable[Because]) -> Iterator[Because]:
    """Yield every step of a chain."""
    for step in because:
        yield step
        yield from nodes(step.because)


def leaves(finding: Finding) -> dict[str, str]:
    """Return the values on which a finding says that it rests."""
    steps = nodes(finding.because)
    return {step.attribute: step.value for step in steps if step.attribute is not None and step.value is not None}


@given(CLAUSE, FACTS, SCENE_DAYS, st.data())
def test_the_because_chain_of_a_finding_alone_gives_it_again(clause, facts, day, data):
    """From the reasons named and the rules named, exceptions aside, the rule follows, whatever else is the case."""
    findings = on(*clause.measures, day=day, assume=facts).findings
    if findings:
        finding = data.draw(st.sampled_from(findings))
        told = leaves(finding)
        rest = {name: data.draw(st.sampled_from(spec.default or spec.values)) for name, spec in others(told)}
        assert finding.rule in Judge(chain_law(finding, day), "reference").applies({**rest, **told})


def others(told: Mapping[str, str]):
    """Return the attributes that a chain does not name."""
    return [(name, spec) for name, spec in shipped().attributes.items() if name not in told]


def chain_law(finding: Finding, day: str) -> Law:
    """Return the law that consists of the rules of a chain, without their exceptions."""
    named = [finding.rule, *(step.rule for step in nodes(finding.because) if step.rule is not None)]
    bare = {name: shipped().rules[name].model_copy(update={"unless": (), "route": ()}) for name in named}
    return Law(replace(shipped(), rules=bare), day)


@given(CLAUSE, FACTS, SCENE_DAYS)
def test_no_reason_is_made_up(clause, facts, day):
    """All reasons of a finding are true together of something that the clause would do, or answer what is open."""
    result = on(*clause.measures, day=day, assume=facts)
    context = checker(day).under(facts).context
    for finding in result.findings:
        told = leaves(finding)
        assert any(all(fits(values, told, name) for name in told) for values in done_by(result, finding, context))


def done_by(result: ClauseResult, finding: Finding, context: DatedContext) -> Iterator[Mapping[str, str]]:
    """Yield the values of what the measures of a finding would do."""
    for measure in result.measures:
        if measure.id in finding.measures:
            yield from (matter.values for matter in matters_of(measure, context))


def fits(values: Mapping[str, str], told: Mapping[str, str], name: str) -> bool:
    """Say whether a reason is what the matter says, or an answer to what it leaves open."""
    return values[name] in (told[name], UNKNOWN)


@given(CLAUSE, FACTS, SCENE_DAYS)
def test_a_finding_says_what_its_rule_says(clause, facts, day):
    """Forum, level and standing are the rule's, the sources are among its own, and the measures are the clause's."""
    result = on(*clause.measures, day=day, assume=facts)
    for finding in result.findings:
        rule = shipped().rules[finding.rule]
        assert (finding.forum, finding.level, finding.standing) == (rule.forum, rule.then.level, rule.standing)
        assert set(finding.sources) <= set(rule.sources)
        assert set(finding.measures) <= {measure.id for measure in result.measures}


def unworded(finding: Finding) -> tuple[object, ...]:
    """Return what a finding says in any language."""
    return finding.rule, finding.certainty, finding.sources, finding.measures, len(finding.route)


@cache
def in_ukrainian(day: str) -> Checker:
    """Return a checker of a day whose findings speak Ukrainian."""
    return Checker(shipped(), day, engine="reference", report_language="uk")


@given(MEASURE, FACTS, SCENE_DAYS)
def test_the_language_of_the_report_changes_no_law(measure, facts, day):
    """In Ukrainian the same rules apply, as certainly, from the same sources, and the same is asked."""
    english, ukrainian = (
        next(one.under(facts).check([clause_of(measure)])) for one in (checker(day), in_ukrainian(day))
    )
    assert english.forums == ukrainian.forums
    assert list(map(unworded, english.findings)) == list(map(unworded, ukrainian.findings))
    assert [needed.fact for needed in english.unknowns] == [needed.fact for needed in ukrainian.unknowns]
