"""The single changes and steps that may be made to a clause, cut down to what rules can tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalcheck.alternatives.prices import AllowedChange, AllowedStep, Prices
from legalcheck.inference.law import Law
from legalcheck.model.measure import Measure
from legalcheck.model.rule import Rule

CONTEXT = ""
"""Stands in a place instead of the id of a measure: a fact holds for all of them."""

Place = tuple[str, str]
"""A part of a measure, (id of the measure, attribute), or a fact, (``CONTEXT``, its name)."""


@dataclass(frozen=True)
class Move:
    """One change or one step: what it puts where, what it costs, and its place in the order of the data."""

    sets: tuple[tuple[Place, str], ...]
    price: int
    order: int
    entries: tuple[AllowedChange | AllowedStep, ...]

    @property
    def places(self) -> frozenset[Place]:
        """What it changes."""
        return frozenset(place for place, _ in self.sets)

    @property
    def is_step(self) -> bool:
        """Whether it is done before instead of written into the clause."""
        return self.sets[0][0][0] == CONTEXT


def changes(measure: Measure, law: Law, prices: Prices) -> Iterator[Move]:
    """Yield the changes of a measure; of values that no rule on its kind tells apart, the cheapest one.

    A value that no rule tells from what the clause says is no change.
    """
    classes = dict(law.classes(measure.kind))
    seen: set[tuple[str, int]] = set()
    for order, entry in sorted(enumerate(prices.changes), key=lambda pair: (pair[1].price, pair[0])):
        own = classes.get(entry.attribute)
        if own is None or not entry.fits(measure) or own[entry.to] == own[getattr(measure, entry.attribute)]:
            continue
        if (entry.attribute, own[entry.to]) not in seen:
            seen.add((entry.attribute, own[entry.to]))
            yield Move((((measure.id, entry.attribute), entry.to),), entry.price, order, (entry,))


def steps(rules: Sequence[Rule], facts: Mapping[str, str], prices: Prices) -> Iterator[Move]:
    """Yield the steps that routes of some rules take, each with all that it brings about and that is not so yet."""
    priced = {(entry.fact, entry.to): (at, entry) for at, entry in enumerate(prices.steps, len(prices.changes))}
    seen: set[frozenset[tuple[str, str]]] = set()
    for settled in (step.settles for rule in rules for step in rule.route):
        wanted = frozenset((name, value) for name, value in settled.items() if facts.get(name, value) != value)
        if not wanted or wanted in seen or not priced.keys() >= wanted:
            continue
        seen.add(wanted)
        found = sorted((priced[pair] for pair in wanted), key=lambda pair: pair[0])
        entries = tuple(entry for _, entry in found)
        sets = tuple(((CONTEXT, entry.fact), entry.to) for entry in entries)
        yield Move(sets, sum(entry.price for entry in entries), found[0][0], entries)
