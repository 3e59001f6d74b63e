"""The space of all matters that can be, as decision diagrams over closed values.

Every attribute of the rulebook becomes a few binary variables; a set of matters is a Boolean function of them. What a
matter can be is worked out from the same data as the program works it out from when it judges: roles from parties,
territories and conflicts, gates from the kind and the performer, silence from the conventions; what remains impossible
is declared (``proof/impossible.yaml``). The facts stay free, since a user may assume them.

Method: reduced ordered binary decision diagrams (R. E. Bryant, IEEE Trans. Computers 35(8), 1986) in the library
``dd``; equal sets are equal objects, so that emptiness, inclusion and equality are exact and cheap.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from legalcheck.inference.law import Test
from legalcheck.matters.build import gate, silent_performers
from legalcheck.matters.context import DatedContext
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook

Matters: TypeAlias = Any
"""A set of matters: a node of the diagram, with ``&``, ``|``, ``~``, ``==`` and ``<=`` as on sets."""

_Key = tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
"""Who is who on a day: rows of territory, its status, and the role of each party towards it."""

_TOGETHER = (
    *("kind", "territory", "territory_status", "performer", "performer_role", "beneficiary", "beneficiary_role"),
    *("who_must_act", "reversible_by"),
)
"""Attributes that depend on each other stand together, which keeps the diagrams small."""
_BASIS = {
    **{"performer_role": "performer", "beneficiary_role": "beneficiary", "territory_status": "territory"},
    **{"who_must_act": "performer", "reversible_by": "performer"},
}
"""What a role or a gate is worked out from first of all."""


def diagrams() -> Any:
    """Return a manager of diagrams: in C where ``dd`` was built with it, else in Python."""
    try:
        from dd.cudd import BDD  # noqa: PLC0415 - only proofs need it
    except ImportError:
        from dd.autoref import BDD  # noqa: PLC0415
    return BDD()


class Space:
    """Sets of matters of one rulebook."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.names: tuple[str, ...] = tuple(book.attributes)
        self._bdd = diagrams()
        self._bits: dict[str, tuple[str, ...]] = {}
        ordered = [name for name in _TOGETHER if name in book.attributes]
        for name in (*ordered, *(name for name in self.names if name not in ordered)):
            width = max(1, (len(book.attributes[name].values) - 1).bit_length())
            self._bits[name] = tuple(f"{name}.{at}" for at in range(width))
            self._bdd.declare(*self._bits[name])
        self.nothing: Matters = self._bdd.false
        self.everything: Matters = self._bdd.true
        self._values: dict[tuple[str, str], Matters] = {
            (name, value): self._code(name, code)
            for name, spec in book.attributes.items()
            for code, value in enumerate(spec.values)
        }
        self._masks: dict[tuple[int, int], Matters] = {}
        self._always = self._undated()
        self._roles: dict[_Key, Matters] = {}

    def having(self, name: str, values: Iterable[str]) -> Matters:
        """Return the matters in which an attribute has one of these values."""
        return self.union(self._values[name, value] for value in values)

    def union(self, parts: Iterable[Matters]) -> Matters:
        """Return what is in any of the sets."""
        total = self.nothing
        for part in parts:
            total |= part
        return total

    def meeting(self, test: Test, reached: Mapping[str, Matters]) -> Matters:
        """Return the matters that meet conditions, given where each characterisation is reached."""
        found = self.everything
        for at, mask in test.masks:
            found &= self._masked(at, mask)
        for name in test.characterised:
            found &= reached.get(name, self.nothing)
        return found

    def settled(self, matters: Matters, values: Mapping[str, str]) -> Matters:
        """Return the matters that would be in ``matters`` once these attributes had these values."""
        bits: dict[str, bool] = {}
        for name, value in values.items():
            code = self.book.attributes[name].values.index(value)
            bits |= {bit: bool(code >> at & 1) for at, bit in enumerate(self._bits[name])}
        return self._bdd.let(bits, matters) if bits else matters

    def differing(self, matters: Matters, name: str) -> Matters:
        """Return the matters that differ from one of a set at most in an attribute and in what goes with it.

        Roles and gates are worked out from who acts, for whom and where: a role differs only if that does.
        """
        worked_out = [other for other, spec in self.book.attributes.items() if spec.of in ("role", "gate")]
        bits = [bit for other in {name, _BASIS.get(name, name), *worked_out} for bit in self._bits[other]]
        return self._bdd.exist(bits, matters)

    def alike(self, matters: Matters, names: Collection[str]) -> Matters:
        """Return all matters that have some attributes in common with one of a set."""
        others = [name for name in self.names if name not in names]
        return self._bdd.exist([bit for name in others for bit in self._bits[name]], matters)

    def possible(self, day: str) -> Matters:
        """Return the matters that can be on the ISO date ``day``."""
        context = DatedContext(self.book, day)
        key = tuple(
            (territory, context.territory_status(territory).value, self._role_row(context, territory))
            for territory in self.book.attributes["territory"].values
        )
        if key not in self._roles:
            self._roles[key] = self._roles_of(key)
        return self._always & self._roles[key]

    def count(self, matters: Matters) -> int:
        """Return how many matters are in a set."""
        return int(matters.count(nvars=sum(map(len, self._bits.values()))))

    def holds(self, matters: Matters, name: str, value: str) -> bool:
        """Say whether some matter of the set has a value."""
        return bool(matters & self._values[name, value] != self.nothing)

    def within(self, values: Mapping[str, str], matters: Matters, but: str) -> bool:
        """Say whether the matter with these values is in a set whatever the value of one attribute is."""
        fixed = self.everything
        for name, value in values.items():
            fixed &= self.everything if name == but else self._values[name, value]
        return bool(fixed & self.having(but, self.book.attributes[but].values) & ~matters == self.nothing)

    def size(self) -> int:
        """Return the number of nodes in use."""
        return len(self._bdd)

    def _code(self, name: str, code: int) -> Matters:
        found = self.everything
        for at, bit in enumerate(self._bits[name]):
            variable = self._bdd.var(bit)
            found &= variable if code >> at & 1 else ~variable
        return found

    def _masked(self, at: int, mask: int) -> Matters:
        if (at, mask) not in self._masks:
            name = self.names[at]
            values = self.book.attributes[name].values
            self._masks[at, mask] = self.having(name, (v for code, v in enumerate(values) if mask >> code & 1))
        return self._masks[at, mask]

    def _undated(self) -> Matters:
        """Return what no day changes: one value an attribute, gates, conventions, and what is declared impossible."""
        found = self.everything
        for name, spec in self.book.attributes.items():
            found &= self.having(name, spec.values)
        for kind, polarity in self.book.vocabulary.equivalent:
            found &= ~(self._values["kind", kind] & self._values["polarity", polarity])
        found &= self.union(self._acts(kind) for kind in self.book.vocabulary.kinds)
        for impossible in self.book.impossible:
            never = self.everything
            for name, allowed in impossible.never.attributes.items():
                chosen = self.having(name, allowed.values)
                never &= ~chosen if allowed.negated else chosen
            found &= ~never
        return found

    def _acts(self, kind: str) -> Matters:
        """Return the measures of a kind: who may perform it, and the gates that follow from that."""
        silent = silent_performers(kind, self.book)
        found = self.nothing
        for performer in self.book.attributes["performer"].values:
            if performer == UNSPECIFIED and UNSPECIFIED not in silent:
                continue
            acts = self._values["performer", performer]
            for name, value in gate(kind, performer, self.book).items():
                if name in self.book.attributes:
                    acts &= self._values[name, value]
            found |= acts
        return found & self._values["kind", kind]

    def _role_row(self, context: DatedContext, territory: str) -> tuple[tuple[str, str], ...]:
        parties = self.book.attributes["performer"].values
        return tuple((party, context.role(party, territory)) for party in parties if party != UNKNOWN)

    def _roles_of(self, key: _Key) -> Matters:
        """Return who is who towards each territory: rows of (territory, status, (party, role) pairs)."""
        found = self.nothing
        for territory, status, row in key:
            here = self._values["territory", territory] & self._values["territory_status", status]
            for part in ("performer", "beneficiary"):
                here &= self.union(
                    self._values[part, party] & self._values[f"{part}_role", role] for party, role in row
                )
            found |= here
        return found
