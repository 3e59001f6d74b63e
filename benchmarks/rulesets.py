"""The rulebook of one day in a form that any engine can be given: sets of allowed values, no bit masks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalcheck.model.rule import Rule, When
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strata import strata

KIND = "kind"

Values = Mapping[str, str]
"""A matter: a value for every attribute."""


@dataclass(frozen=True)
class Conditions:
    """What must hold, all of it: attribute to allowed values, and characterisations."""

    allowed: Mapping[str, frozenset[str]]
    characterised: tuple[str, ...]


@dataclass(frozen=True)
class PlainRule:
    """One rule: it holds where ``when`` does and no exception does; ``head`` is what it characterises."""

    id: str
    stratum: int
    when: Conditions
    unless: tuple[Conditions, ...]
    head: str | None


def plain_rules(book: Rulebook, as_of: str) -> list[PlainRule]:
    """Return the rules in force on the ISO date ``as_of``, lowest stratum first, translated from the loaded YAML.

    The translation shares no code with the compiled law of the program, so that agreement with it means something.
    """
    height = strata(book.rules.values())
    rules = [_plain(book, rule, height[rule.id]) for rule in book.rules.values() if rule.in_force.covers(as_of)]
    return sorted(rules, key=lambda rule: (rule.stratum, rule.id))


def by_kind(book: Rulebook, rules: Iterable[PlainRule]) -> dict[str, list[PlainRule]]:
    """Cut the rules by kind of measure, as the program does: each kind gets those that can ever hold for it."""
    rules = list(rules)
    return {kind: _cut(rules, kind) for kind in book.attributes[KIND].values}


def asked(rules: Iterable[PlainRule], *, exceptions: bool = True) -> tuple[str, ...]:
    """Return the attributes that rules ask about, in order of their names."""
    tests = [test for rule in rules for test in (rule.when, *(rule.unless if exceptions else ()))]
    return tuple(sorted({name for test in tests for name in test.allowed}))


def _plain(book: Rulebook, rule: Rule, stratum: int) -> PlainRule:
    return PlainRule(
        id=rule.id,
        stratum=stratum,
        when=_conditions(book, rule.when, with_defaults=True),
        unless=tuple(_conditions(book, exempt.when, with_defaults=False) for exempt in rule.unless),
        head=rule.then.characterise,
    )


def _conditions(book: Rulebook, when: When, *, with_defaults: bool) -> Conditions:
    specs = book.attributes.items() if with_defaults else ()
    allowed = {name: frozenset(spec.default) for name, spec in specs if spec.default}
    for name, given in when.attributes.items():
        every = frozenset(book.attributes[name].values)
        allowed[name] = every.difference(given.values) if given.negated else frozenset(given.values)
    narrow = {name: values for name, values in allowed.items() if len(values) < len(book.attributes[name].values)}
    return Conditions(narrow, tuple(sorted(when.characterised)))


def _cut(rules: list[PlainRule], kind: str) -> list[PlainRule]:
    kept: list[PlainRule] = []
    reached: set[str] = set()
    for rule in rules:
        if _possible(rule.when, kind, reached):
            unless = tuple(_without_kind(test) for test in rule.unless if _possible(test, kind, reached))
            kept.append(PlainRule(rule.id, rule.stratum, _without_kind(rule.when), unless, rule.head))
            reached.update([rule.head] if rule.head else [])
    return kept


def _possible(test: Conditions, kind: str, reached: set[str]) -> bool:
    return (KIND not in test.allowed or kind in test.allowed[KIND]) and reached.issuperset(test.characterised)


def _without_kind(test: Conditions) -> Conditions:
    return Conditions({name: values for name, values in test.allowed.items() if name != KIND}, test.characterised)
