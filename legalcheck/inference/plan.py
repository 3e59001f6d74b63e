"""Rules on a whole plan: what its clauses do together, found by label, decided by the same two evaluators.

A label is found for certain if some firm measure has a matter that meets it under every answer to its open role, and
possibly if any measure may. A plan rule is certain if it holds on the certain labels in every case of the unknown
facts, with nothing it must be without even possibly there; it is possible if it holds on the possible labels in some.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from legalcheck.inference.explain import current_positions, current_sources, current_steps
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.inference.slices import Compiled, Slice, Test
from legalcheck.matters.build import Matter, matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.context import Slot
from legalcheck.model.measure import Measure
from legalcheck.model.result import Because, PlanFinding
from legalcheck.model.rule import PlanRule, When
from legalcheck.model.values import LEVELS

ABSENT, PRESENT = 0b01, 0b10
"""Masks for a label that must not be found, and for one that must."""


@dataclass(frozen=True)
class Label:
    """A name under which a plan rule looks for clauses."""

    rule: str
    name: str
    test: Test
    wanted: bool


@dataclass(frozen=True)
class Found:
    """The clauses in which a label was found: by number, for certain and possibly."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]


class PlanLaw:
    """The plan rules in force on the day of ``law``, as one slice over labels and facts."""

    def __init__(self, law: Law):
        self.law = law
        self.rules: dict[str, PlanRule] = {
            name: rule for name, rule in law.book.plan_rules.items() if rule.in_force.covers(law.as_of)
        }
        self.labels = tuple(label for rule in self.rules.values() for label in self._labels(rule))
        self.facts = tuple(law.book.facts)
        names = (*(f"{label.rule}: {label.name}" for label in self.labels), *self.facts)
        rules = tuple(self._compile(rule) for rule in self.rules.values())
        asked = {at for rule in rules for test in (rule.test, *rule.unless) for at, _ in test.masks}
        self.slice = Slice("plan", rules, tuple(sorted(asked)), names)

    def _labels(self, rule: PlanRule) -> Iterator[Label]:
        for name, when in rule.find.items():
            yield Label(rule.id, name, self.law.test(when), wanted=True)
        for name, when in rule.without.items():
            yield Label(rule.id, name, self.law.test(when), wanted=False)

    def _compile(self, rule: PlanRule) -> Compiled:
        masks = [
            (at, PRESENT if label.wanted else ABSENT) for at, label in enumerate(self.labels) if label.rule == rule.id
        ]
        masks += self._on_facts(rule.when)
        accomplished = self._on_facts(self.law.book.accomplished(rule))
        return Compiled(rule.id, 0, Test(tuple(masks), ()), (Test(accomplished, ()),) if accomplished else (), None)

    def _on_facts(self, when: When | None) -> tuple[tuple[int, int], ...]:
        """Compile conditions on facts, whose places come after those of the labels."""
        asked = self.law.test(when, with_defaults=False).masks if when else ()
        return tuple((len(self.labels) + self.facts.index(self.law.attributes[at]), mask) for at, mask in asked)


def conclude_plan(
    clauses: Sequence[tuple[str, Sequence[Measure]]],
    context: DatedContext,
    judge: Judge,
    plan_law: PlanLaw,
    forums: Sequence[str],
) -> tuple[PlanFinding, ...]:
    """Return what holds of a plan as a whole; ``clauses`` are numbers with their measures."""
    found = _find(clauses, context, plan_law)
    certain, possible = _decided(found, context, judge, plan_law)
    rules = [rule for name, rule in plan_law.rules.items() if name in certain | possible and rule.forum in forums]
    findings = [_finding(rule, rule.id in certain, found, context, plan_law) for rule in rules]
    return tuple(sorted(findings, key=lambda f: (f.certainty != "certain", LEVELS.index(f.level), f.rule)))


def _find(
    clauses: Sequence[tuple[str, Sequence[Measure]]], context: DatedContext, plan_law: PlanLaw
) -> dict[Label, Found]:
    matters = [
        (number, measure.status != "possible", list(_states(matter, context)))
        for number, measures in clauses
        for measure in measures
        for matter in matters_of(measure, context)
    ]
    found: dict[Label, Found] = {}
    for label in plan_law.labels:
        certain: dict[str, None] = {}
        possible: dict[str, None] = {}
        for number, firm, states in matters:
            held = [_holds(label.test, values, plan_law.law) for values in states]
            if any(held):
                possible[number] = None
            if firm and all(held):
                certain[number] = None
        found[label] = Found(tuple(certain), tuple(possible))
    return found


def _states(matter: Matter, context: DatedContext) -> Iterator[Mapping[str, str]]:
    """Yield the values of a matter under each answer to its open role; facts are settled elsewhere."""
    roles = [question for question in matter.opens if question.name not in context.facts]
    for answers in product(*(question.answers.values() for question in roles)):
        values = dict(matter.values)
        for answer in answers:
            values |= answer
        yield values


def _holds(test: Test, values: Mapping[str, str], law: Law) -> bool:
    named = ((law.attributes[at], mask) for at, mask in test.masks)
    return all(mask >> law.codes[name][values[name]] & 1 for name, mask in named)


def _decided(
    found: Mapping[Label, Found], context: DatedContext, judge: Judge, plan_law: PlanLaw
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rules that certainly hold and those that hold in some case."""
    strict = [bool(found[x].certain if x.wanted else found[x].possible) for x in plan_law.labels]
    loose = [bool(found[x].possible if x.wanted else found[x].certain) for x in plan_law.labels]
    cases = list(_cases(context, plan_law))
    held = [judge.decide(plan_law.slice, (*map(int, strict), *case)) for case in cases]
    may = [judge.decide(plan_law.slice, (*map(int, loose), *case)) for case in cases]
    return frozenset.intersection(*held), frozenset().union(*may)


def _cases(context: DatedContext, plan_law: PlanLaw) -> Iterator[tuple[int, ...]]:
    """Yield the codes of the facts in every case; an unknown fact that no plan rule asks about has one value."""
    choices: list[tuple[int, ...]] = []
    for at, name in enumerate(plan_law.facts, len(plan_law.labels)):
        codes = plan_law.law.codes[name]
        known = context.facts[name]
        open_here = known.origin == "unknown" and at in plan_law.slice.attributes
        value = known.value if known.origin != "unknown" else next(iter(codes))
        choices.append(tuple(codes.values()) if open_here else (codes[value],))
    yield from product(*choices)


def _finding(
    rule: PlanRule, certain: bool, found: Mapping[Label, Found], context: DatedContext, plan_law: PlanLaw
) -> PlanFinding:
    labels = [label for label in plan_law.labels if label.rule == rule.id]
    clauses = {x.name: (found[x].certain if certain else found[x].possible) for x in labels if x.wanted}
    assert rule.then.level is not None
    return PlanFinding(
        rule=rule.id,
        forum=rule.forum,
        level=rule.then.level,
        certainty="certain" if certain else "possible",
        standing=rule.standing,
        clauses=clauses,
        sources=current_sources(rule.sources, context),
        message=_message(rule, clauses, context),
        because=tuple(_because(rule, clauses, context)),
        route=current_steps(rule.route_in(context.language), context),
        positions=current_positions(rule.positions_in(context.language), context),
    )


def _message(rule: PlanRule, clauses: Mapping[str, Sequence[str]], context: DatedContext) -> str:
    text = rule.message_in(context.language).format_map(
        {name: Slot([_clauses(found, context)], "") for name, found in clauses.items()}
    )
    return text[:1].upper() + text[1:]


def _clauses(numbers: Sequence[str], context: DatedContext) -> str:
    """Return clause numbers in words."""
    words = context.phrases.report
    shown = f"{', '.join(numbers[:-1])} {words['and']} {numbers[-1]}" if len(numbers) > 1 else "".join(numbers)
    return f"{words['clauses' if len(numbers) > 1 else 'clause']} {shown}"


def _because(rule: PlanRule, clauses: Mapping[str, tuple[str, ...]], context: DatedContext) -> Iterator[Because]:
    phrases = context.phrases
    for name, numbers in clauses.items():
        yield Because(says=f"{name.replace('-', ' ')}: {_clauses(numbers, context)}", origin="clause")
    for name in rule.without:
        yield Because(says=f"{phrases.report['no_clause']}: {name.replace('-', ' ')}", origin="clause")
    for name in rule.when.attributes if rule.when else ():
        known = context.facts[name]
        remark = phrases.origins.get(known.origin)
        said = f"{phrases.facts.get(name, name.replace('_', ' '))}: {phrases.value(name, known.value)}"
        yield Because(
            says=f"{said} ({remark})" if remark else said,
            origin=known.origin,
            attribute=name,
            value=known.value,
            sources=current_sources(known.sources, context),
        )
