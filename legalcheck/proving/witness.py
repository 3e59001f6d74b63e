"""The smallest matter that shows a finding: nothing in it could be left unsaid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legalcheck.matters.context import DatedContext
from legalcheck.model.values import UNSPECIFIED
from legalcheck.proving.firing import Era
from legalcheck.proving.space import Matters
from legalcheck.rulebook.load import Rulebook

_LAST = ("kind", "territory", "performer", "beneficiary", "organisation")
"""Fixed last of what is said, so that everything else is as plain as it can be."""


@dataclass(frozen=True)
class Witness:
    """A matter on a day: the values of all attributes, and those that say something."""

    day: str
    values: Mapping[str, str]
    telling: Mapping[str, str]

    def __str__(self) -> str:
        said = ", ".join(f"{name}: {quoted(value)}" for name, value in self.telling.items())
        return f"{{{said}}} on {self.day}"


def witness(era: Era, matters: Matters) -> Witness:
    """Return a matter of a set that is not empty: each attribute as plain as those fixed before it allow."""
    space, book = era.space, era.space.book
    context = DatedContext(book, era.day)
    values: dict[str, str] = {}
    rest = matters
    for name in _order(book):
        values[name] = next(v for v in _plain_first(name, context) if space.holds(rest, name, v))
        rest &= space.having(name, [values[name]])
    ordered = {name: values[name] for name in book.attributes}
    telling = {name: value for name, value in ordered.items() if _tells(name, value, context)}
    free = {name for name in telling.keys() & book.facts.keys() if space.within(ordered, matters, but=name)}
    return Witness(era.day, ordered, {name: value for name, value in telling.items() if name not in free})


def _order(book: Rulebook) -> Iterator[str]:
    """Yield the attributes in the order in which they are fixed: what is worked out follows from the others."""
    said = [name for name, spec in book.attributes.items() if spec.of not in ("role", "gate")]
    yield from (name for name in said if name not in _LAST)
    yield from (name for name in _LAST if name in said)
    yield from (name for name in book.attributes if name not in said)


def _plain_first(name: str, context: DatedContext) -> list[str]:
    """Return the values of an attribute, those that say least first."""
    spec = context.book.attributes[name]
    known = context.facts[name].value if name in context.facts else UNSPECIFIED
    return sorted(spec.values, key=lambda value: (value != known, value not in spec.default[:1]))


def _tells(name: str, value: str, context: DatedContext) -> bool:
    """Say whether a value is said by a clause or has to be assumed, and not worked out from what is."""
    spec = context.book.attributes[name]
    if spec.of == "fact":
        return value != context.facts[name].value
    return spec.of == "clause" and value not in (UNSPECIFIED, "none", *spec.default[:1])


def quoted(value: str) -> str:
    """Return a value as YAML needs it, which takes a bare yes or no for a truth value."""
    return f'"{value}"' if value in ("yes", "no") else value
