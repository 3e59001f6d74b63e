"""The conditions of a rule, one by one, held against one state of a matter."""

from collections.abc import Iterator, Mapping, Sequence

from legalcheck.inference.explain import Derivation, Witness
from legalcheck.inference.judge import Judge
from legalcheck.matters.build import Matter
from legalcheck.matters.context import DatedContext
from legalcheck.model.rule import Allowed, Rule, When
from legalcheck.model.why_not import Condition

Values = Mapping[str, str]


class Conditions:
    """Holds rules against one state of a matter."""

    def __init__(self, matter: Matter, state: Values, context: DatedContext, judge: Judge):
        self.state = state
        self.context = context
        self.book = context.book
        self.applying = judge.applies(state)
        self.in_force = {rule.id for rule in judge.law.rules}
        self.reached = {self.book.rules[name].then.characterise for name in self.applying}
        self._leaves = Derivation(matter.measure, Witness(matter, state, (), ""), context, judge)

    def of(self, rule: Rule) -> tuple[Condition, ...]:
        """Return what a rule asks for, what it takes for granted included, and its exceptions."""
        return (*self._asked(rule.when, defaults=True), *self._exceptions(rule))

    def _asked(self, when: When, *, defaults: bool) -> Iterator[Condition]:
        for name, spec in self.book.attributes.items():
            allowed = when.attributes.get(name)
            if allowed is None and defaults and spec.default:
                allowed = Allowed(values=spec.default)
            if allowed is not None:
                yield self._attribute(name, allowed.among(spec.values))
        for name in when.characterised:
            yield self._characterisation(name)

    def _attribute(self, name: str, accepted: tuple[str, ...]) -> Condition:
        leaf = self._leaves.leaf(name)
        return Condition(
            of="attribute",
            name=name,
            met=self.state[name] in accepted,
            says=leaf.says,
            accepted=accepted,
            value=leaf.value,
            origin=leaf.origin,
            evidence=leaf.evidence,
            sources=leaf.sources,
        )

    def _characterisation(self, name: str) -> Condition:
        """Return a characterisation with the rules in force that reach it, the nearest first."""
        language = self.context.language
        concluding = [
            rule for rule in self.book.rules.values() if rule.then.characterise == name and rule.id in self.in_force
        ]
        ways = [
            Condition(
                of="rule",
                name=rule.id,
                met=rule.id in self.applying,
                says=rule.title_in(language),
                sources=rule.sources,
                conditions=self.of(rule),
            )
            for rule in concluding
        ]
        return Condition(
            of="characterisation",
            name=name,
            met=name in self.reached,
            says=self.book.characterisations[name].in_(language),
            conditions=tuple(sorted(ways, key=lambda way: lacking([way]))),
        )

    def _exceptions(self, rule: Rule) -> Iterator[Condition]:
        words = self.context.phrases.report
        found = [(exempt.label, exempt.why, exempt.when) for exempt in rule.unless]
        accomplished = self.book.accomplished(rule)
        if accomplished is not None:
            found.append(("route", words["route_gone"], accomplished))
        for label, why, when in found:
            asked = tuple(self._asked(when, defaults=False))
            made_out = all(one.met for one in asked)
            yield Condition(of="exception", name=label, met=not made_out, says=why, conditions=asked)


def lacking(conditions: Sequence[Condition]) -> int:
    """Return how many of several conditions are not met, going down into what would reach a characterisation."""
    return sum(_lacking(one) for one in conditions)


def _lacking(condition: Condition) -> int:
    if condition.met:
        return 0
    if condition.of == "characterisation" and condition.conditions:
        return _lacking(condition.conditions[0])
    return lacking(condition.conditions) if condition.of == "rule" else 1
