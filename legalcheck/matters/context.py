"""The world on one day: facts, takings by force, and who is who in relation to a territory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from legalcheck.model.context import Phrases
from legalcheck.model.problem import InputError
from legalcheck.model.result import Origin
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook


@dataclass(frozen=True)
class Known:
    """A value with where it comes from; ``value`` may be unknown."""

    value: str
    origin: Origin
    sources: tuple[str, ...] = ()
    note: str | None = None


class DatedContext:
    """Facts and roles on the ISO date ``as_of``, with ``assumptions`` (fact to value) laid over them.

    ``language`` is the one in which findings speak.
    """

    def __init__(self, book: Rulebook, as_of: str, assumptions: Mapping[str, str] | None = None, language: str = "en"):
        self.book = book
        self.language = language
        self.as_of = as_of
        self.assumptions = dict(sorted((assumptions or {}).items()))
        for name, value in self.assumptions.items():
            check_assumption(book, name, value)
        self._roles: dict[tuple[str, str], str] = {}

    @property
    def phrases(self) -> Phrases:
        """The fixed words of the language of the findings."""
        return self.book.phrases[self.language]

    @cached_property
    def facts(self) -> Mapping[str, Known]:
        """Every fact on the day: assumed, known from its timeline, or unknown."""
        return {name: self._fact(name) for name in self.book.facts}

    def _fact(self, name: str) -> Known:
        if name in self.assumptions:
            origin: Origin = "unknown" if self.assumptions[name] == UNKNOWN else "assumption"
            return Known(self.assumptions[name], origin)
        span = self.book.facts[name].on(self.as_of)
        return Known(span.value, "context", span.sources, span.note) if span else Known(UNKNOWN, "unknown")

    @cached_property
    def takers(self) -> tuple[str, ...]:
        """The states that use force against a holder of title on the day."""
        return tuple(dict.fromkeys(taker for _, taker, _ in self._force))

    def territory_status(self, territory: str) -> Known:
        """Say whether a territory is taken by force, held under force, undisputed, or not named."""
        if territory == UNSPECIFIED:
            return Known(UNSPECIFIED, "clause")
        entry = self.book.territories[territory]
        taking = next((t for t in entry.taken if t.covers(self.as_of)), None)
        if taking:
            return Known("taken", "context", taking.sources, taking.note)
        under_force = next((s for h, _, s in self._force if h == entry.title_holder), None)
        return Known("held", "context", under_force) if under_force is not None else Known("undisputed", "context")

    def role(self, party: str, territory: str) -> str:
        """Return the role of ``party`` towards ``territory`` or, where none is named, in the conflict."""
        key = (party, territory)
        if key not in self._roles:
            self._roles[key] = self._role(party, territory)
        return self._roles[key]

    def role_sources(self, territory: str) -> tuple[str, ...]:
        """Return the sources from which roles towards ``territory`` are known."""
        taken = self.book.territories[territory].taken if territory != UNSPECIFIED else ()
        holder = self._holder(territory)
        spans = [t.sources for t in taken if t.covers(self.as_of)] or [s for h, _, s in self._force if h == holder]
        return spans[0] if spans else ()

    def _role(self, party: str, territory: str) -> str:
        if party == UNSPECIFIED:
            return UNSPECIFIED
        entry = self.book.parties[party]
        if entry.type == "organisation":
            return "organisation"
        principal = entry.acts_for or party
        if principal == self._holder(territory):
            return "title_holder"
        return "taker_by_force" if principal in self._takers(territory) else "third_state"

    def _holder(self, territory: str) -> str | None:
        if territory != UNSPECIFIED and self.book.territories[territory].title_holder:
            return self.book.territories[territory].title_holder
        return next((holder for holder, _, _ in self._force), None)

    def _takers(self, territory: str) -> set[str]:
        taken = self.book.territories[territory].taken if territory != UNSPECIFIED else ()
        by_force = {t.by for t in taken if t.covers(self.as_of)}
        return by_force | {taker for holder, taker, _ in self._force if holder == self._holder(territory)}

    @cached_property
    def _force(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Who uses force against whom on the day: (title-holder, taker, sources)."""
        return tuple(
            (conflict.title_holder, conflict.taker, span.sources)
            for conflict in self.book.conflicts
            for span in conflict.spans
            if span.covers(self.as_of)
        )


def check_assumption(book: Rulebook, name: str, value: str) -> None:
    """Refuse a fact that the rulebook does not know, or a value that it does not take."""
    if name not in book.facts:
        known = ", ".join(sorted(book.facts)) or "none"
        raise InputError(f"assumption '{name}={value}': no fact is called '{name}'; facts are {known}")
    if value not in (*book.facts[name].values, UNKNOWN):
        values = ", ".join((*book.facts[name].values, UNKNOWN))
        raise InputError(f"assumption '{name}={value}': '{name}' takes one of {values}")
