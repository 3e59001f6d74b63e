"""Where each rule fires: the rules of an era as sets of matters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from legalcheck.inference.law import Compiled, Law
from legalcheck.model.rule import InForce, day_after
from legalcheck.proving.space import Matters, Space
from legalcheck.rulebook.load import Rulebook


def days_of_change(book: Rulebook) -> tuple[str, ...]:
    """Return the days on which the law or the roles of parties change, in order, and that of the last review.

    Between two of them nothing changes.
    """
    spans: list[InForce] = [rule.in_force for rule in (*book.rules.values(), *book.plan_rules.values())]
    spans += [taking for territory in book.territories.values() for taking in territory.taken]
    spans += [span for conflict in book.conflicts for span in conflict.spans]
    starts = {book.reviewed} | {span.start for span in spans if span.start}
    return tuple(sorted(starts | {day_after(span.to) for span in spans if span.to}))


@dataclass(frozen=True)
class Firing:
    """One rule over the space: where its conditions hold, where each exception does, and where it fires."""

    test: Matters
    exceptions: tuple[Matters, ...]
    fires: Matters


class Era:
    """The law between two days of change; ``day`` is its first."""

    def __init__(self, space: Space, day: str):
        self.space = space
        self.day = day
        self.law = Law(space.book, day)
        self._unions: dict[tuple[str, ...], Matters] = {}

    @cached_property
    def possible(self) -> Matters:
        """The matters that can be."""
        return self.space.possible(self.day)

    @cached_property
    def reached(self) -> Mapping[str, Matters]:
        """Where each characterisation is reached."""
        return self._run[1]

    @cached_property
    def firing(self) -> Mapping[str, Firing]:
        """Every rule in force, by its id."""
        return self._run[0]

    def fires(self, rule: str) -> Matters:
        """Return the matters, of those that can be, to which a rule applies; none if it is not in force."""
        return self.firing[rule].fires & self.possible if rule in self.firing else self.space.nothing

    def union(self, rules: Sequence[str]) -> Matters:
        """Return the matters to which any of these rules applies; remembered, since it is asked again and again."""
        key = tuple(rules)
        if key not in self._unions:
            self._unions[key] = self.space.union(self.fires(rule) for rule in rules)
        return self._unions[key]

    @cached_property
    def _run(self) -> tuple[dict[str, Firing], dict[str, Matters]]:
        firing: dict[str, Firing] = {}
        reached: dict[str, Matters] = {}
        for rule in self.law.rules:
            found = fire(rule, self.space, reached)
            firing[rule.id] = found
            if rule.head:
                reached[rule.head] = reached.get(rule.head, self.space.nothing) | found.fires
        return firing, reached


def fire(rule: Compiled, space: Space, reached: Mapping[str, Matters]) -> Firing:
    """Return where a rule fires, given where the characterisations of lower strata are reached."""
    test = space.meeting(rule.test, reached)
    exceptions = tuple(space.meeting(exempt, reached) for exempt in rule.unless)
    return Firing(test, exceptions, test & ~space.union(exceptions))


class Eras:
    """All eras of a rulebook, that of its last review first: what can be shown of today's law is shown of it."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.space = Space(book)
        self.days = days_of_change(book)
        self._made: dict[str, Era] = {}

    def __iter__(self) -> Iterator[Era]:
        yield self._era(self.book.reviewed)
        yield from (self._era(day) for day in reversed(self.days) if day != self.book.reviewed)

    def on(self, day: str) -> Era:
        """Return the era of a day."""
        return self._era(max((start for start in self.days if start <= day), default=self.days[0]))

    def with_rule(self, rule: str) -> Iterator[Era]:
        """Yield the eras in which a rule is in force."""
        norm = self.book.rules.get(rule) or self.book.plan_rules[rule]
        return (era for era in self if norm.in_force.covers(era.day))

    def _era(self, day: str) -> Era:
        if day not in self._made:
            self._made[day] = Era(self.space, day)
        return self._made[day]
