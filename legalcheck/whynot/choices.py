"""What a clause could say, or be told of the world, instead: values by attribute, those alike to a rule together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from legalcheck.inference.law import Law
from legalcheck.matters.build import PARTS, canonical, gate, part_of, silent_performers
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.whynot.cone import Hindrance

_GATES = ("who_must_act", "reversible_by")
_ACTING = ("performer", "performer_role", *_GATES)
"""What depends on who acts, and so on the kind of act where the clause does not say who."""

Change = tuple[str, str]
"""An attribute that a clause says or that is a fact, with a value for it."""


def changed(measure: Measure, changes: Mapping[str, str], context: DatedContext) -> Measure:
    """Return a measure that says something else; facts among the changes say nothing in it."""
    parts = (part_of(name, value, context.book) for name, value in changes.items() if name not in context.facts)
    return measure.model_copy(update=dict(parts))


class Choices:
    """The values that may be put in the place of others, grouped by what some conditions can tell apart.

    ``masks`` has the conditions: for each attribute asked about, by its place in the law, the masks that are asked.
    """

    def __init__(self, law: Law, context: DatedContext, masks: Mapping[int, frozenset[int]]):
        self.law = law
        self.context = context
        self.book = context.book
        self._masks = {law.attributes[at]: sorted(found) for at, found in masks.items()}
        self._classes: dict[str, list[tuple[str, ...]]] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The attributes on which the conditions rest, those from which others are worked out among them."""
        found = {name for asked in self._masks for name in _basis(asked)}
        if "performer" in found:
            found.add("kind")  # silence on who acts is read by kind
        if "kind" in found and self.book.vocabulary.equivalent:
            found.add("polarity")
        return tuple(name for name in self.law.attributes if name in found)

    def classes(self, name: str) -> list[tuple[str, ...]]:
        """Return the values of an attribute, those that no condition tells apart together."""
        if name not in self._classes:
            grouped: dict[object, list[str]] = {}
            for value in self.book.attributes[name].values:
                grouped.setdefault(self._told_apart(name, value), []).append(value)
            self._classes[name] = [tuple(values) for values in grouped.values()]
        return self._classes[name]

    def alike(self, name: str, value: str) -> tuple[str, ...]:
        """Return the values of which a value is one."""
        return next(found for found in self.classes(name) if value in found)

    def now(self, measure: Measure, name: str) -> tuple[str, ...]:
        """Return the values that an attribute has in a measure or in the world."""
        if name in self.context.facts:
            return (self.context.facts[name].value,)
        if name in PARTS:
            return getattr(measure, name) or (UNSPECIFIED,)
        if name == "due":
            return (self.book.attributes[name].band(measure.within_days),)
        return (getattr(measure, name) or UNSPECIFIED,)

    def lifting(self, hindrance: Hindrance, measure: Measure) -> list[Change]:
        """Return the single changes to a measure one of which anything that lifts a hindrance has to make."""
        found = dict.fromkeys(
            change for at, mask in hindrance.items() for change in self._towards(self.law.attributes[at], mask, measure)
        )
        return list(found)

    def _towards(self, name: str, mask: int, measure: Measure) -> Iterator[Change]:
        """Yield the changes that can give an attribute one of the values of a mask, alone or with others."""
        wanted = {value for value, code in self.law.codes[name].items() if mask >> code & 1}
        if name in ("kind", "polarity"):
            yield from self._towards_act(name, wanted, measure)
        elif name in _ACTING:
            named = wanted | {UNSPECIFIED} if name == "performer" else set(self.law.codes["performer"])
            yield from (change for change in self._each("performer") if change[1] in named)
            if name in _GATES or all(self.book.parties[party].type == UNKNOWN for party in measure.performer):
                yield from self._each("kind")
            yield from self._each("territory") if name == "performer_role" else ()
        elif name == "beneficiary_role":
            yield from (*self._each("beneficiary"), *self._each("territory"))
        elif name == "territory_status":
            yield from (c for c in self._each("territory") if self.context.territory_status(c[1]).value in wanted)
        else:
            yield from (change for change in self._each(name) if change[1] in wanted)

    def _towards_act(self, name: str, wanted: Collection[str], measure: Measure) -> Iterator[Change]:
        """Yield changes of what is done, and of whether it is ruled out: either may turn one kind into another."""
        for change in self._each("kind"):
            turned = (changed(measure, dict((change, other)), self.context) for other in self._each("polarity"))
            said = {getattr(canonical(one, self.book), name) for one in turned}
            if not said.isdisjoint(wanted):
                yield change
        yield from self._each("polarity")

    def _each(self, name: str) -> Iterator[Change]:
        """Yield one value of each class of an attribute."""
        return ((name, values[0]) for values in self.classes(name))

    def _told_apart(self, name: str, value: str) -> object:
        """Return what the conditions can know of a value: two that agree in it are one to them."""
        seen: list[object] = [self._seen(name, value)]
        if name == "performer":
            seen += [value == UNSPECIFIED, *self._roles("performer_role", value)]
            seen += [self._gate(kind, value) for kind in self.law.codes["kind"]]
        elif name == "beneficiary":
            seen += self._roles("beneficiary_role", value)
        elif name == "territory":
            seen.append(self._seen("territory_status", self.context.territory_status(value).value))
            for role in ("performer_role", "beneficiary_role"):
                seen += [self._seen(role, self._role(role, party, value)) for party in self.law.codes["performer"]]
        elif name == "kind":
            seen += self._kind(value)
        elif name == "polarity" and self.book.vocabulary.equivalent:
            seen.append(value)
        return tuple(seen)

    def _kind(self, kind: str) -> Iterator[object]:
        equivalent = self.book.vocabulary.equivalent
        for polarity in self.law.codes["polarity"]:
            other, turned = equivalent.get((kind, polarity), (kind, polarity))
            yield self._seen("kind", other), self._seen("polarity", turned)
            yield silent_performers(other, self.book) if "performer" in self.names else None
            yield from (self._gate(other, party) for party in self.law.codes["performer"])

    def _roles(self, name: str, party: str) -> Sequence[object]:
        return [self._seen(name, self._role(name, party, area)) for area in self.law.codes["territory"]]

    def _role(self, name: str, party: str, territory: str) -> str:
        return self.context.role(party, territory) if name in self._masks else UNSPECIFIED

    def _gate(self, kind: str, party: str) -> object:
        asked = [name for name in _GATES if name in self._masks]
        values = gate(kind, party, self.book) if asked else {}
        return tuple(self._seen(name, values[name]) for name in asked)

    def _seen(self, name: str, value: str) -> tuple[bool, ...]:
        """Return which of the conditions on an attribute a value meets."""
        code = self.law.codes[name][value] if name in self._masks else 0
        return tuple(bool(mask >> code & 1) for mask in self._masks.get(name, ()))


def _basis(name: str) -> tuple[str, ...]:
    """Return what a clause says from which an attribute is worked out."""
    if name in ("performer_role", "beneficiary_role"):
        return (name.removesuffix("_role"), "territory")
    if name in _GATES:
        return ("performer", "kind")
    return ("territory",) if name == "territory_status" else (name,)
