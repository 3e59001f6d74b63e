"""Whether a reading is the measure that a clause was made from."""

from collections.abc import Mapping

from legalcheck.inference.law import Law
from legalcheck.matters.build import canonical
from legalcheck.model.measure import Measure
from legalcheck.model.values import UNSPECIFIED
from legalcheck.reading.records import Reading

_PARTIES = frozenset(("performer", "beneficiary", "organisation"))
_PARTS = (
    *("polarity", "force", "condition", "mode", "instrument", "about", "time_bound", "third_party_review"),
    *("waits_for", "leaves_out", "within_days", "number", "performer", "beneficiary", "territory", "organisation"),
)
_STRICT = frozenset(("polarity", "force", "within_days", "number", "performer"))
"""Parts in which silence is never as good as a value."""
_NAMING = frozenset(("beneficiary", "territory", "organisation", "about"))
_WORKED_OUT = {
    "territory": ("territory_status", "performer_role", "beneficiary_role"),
    "beneficiary": ("beneficiary_role",),
}
"""By part of a measure: what else rules may ask that follows from it."""
_SILENCE = Measure(kind="")


class Likeness:
    """Compares measures by what one rulebook's rules can tell apart; ``beside``: by instrument, the act it implies."""

    def __init__(self, law: Law, beside: Mapping[str, str]):
        self.book = law.book
        self.law = law
        self.beside = beside

    def reads(self, measure: Measure, reading: Reading) -> bool:
        """Say whether all that a reading asserts is the measure.

        Beside it may stand what a law or a vote is about, the act of the instrument, and a repetition that says less.
        """
        meant = canonical(measure, self.book)
        asserted = [canonical(read, self.book) for read in reading.measures if read.status == "asserted"]
        found = [read for read in asserted if self._same(meant, read)]
        others = [read for read in asserted if not any(read is one for one in found)]
        implied = {meant.about, self.beside.get(meant.instrument)}
        return bool(found) and all(other.kind in implied or self._repeats(meant, other) for other in others)

    def _same(self, meant: Measure, read: Measure) -> bool:
        """Say whether no part differs, but where silence was read as what no rule on the kind tells from it."""
        if meant.kind != read.kind or not _same_time(meant, read):
            return False
        return all(
            self._value(meant, part) == self._value(read, part) or self._idle(meant, read, part) for part in _PARTS
        )

    def _repeats(self, meant: Measure, read: Measure) -> bool:
        """Say whether a reading says the same with parts left out, and its silence on who acts means the same party."""
        convention = self.book.conventions.get(meant.kind)
        silent = {convention.performer} if convention else set()
        return meant.kind == read.kind and all(
            self._value(meant, part) == self._value(read, part)
            or (_silent(read, part) and (part != "performer" or silent == set(meant.performer)))
            for part in _PARTS
        )

    def _value(self, measure: Measure, part: str) -> object:
        """Return a part of a measure; parties and territories as a set, collective names as their members."""
        value = getattr(measure, part)
        if part in _PARTIES:
            return {member for party in value for member in (self.book.parties[party].members or (party,))}
        return set(value) if isinstance(value, tuple) else value

    def _idle(self, meant: Measure, read: Measure, part: str) -> bool:
        """Say whether a part on which one of two measures is silent makes no difference to any rule on the kind.

        The words may say more than was meant; what was meant may stay unread only where it is a name or a subject.
        """
        if part in _STRICT or not (_silent(meant, part) or (part in _NAMING and _silent(read, part))):
            return False
        classes = dict(self.law.classes(meant.kind))
        own = classes.get(part)
        if any(name in classes for name in _WORKED_OUT.get(part, ())):
            return False
        silence = "none" if part == "condition" else UNSPECIFIED
        return own is None or all(own[word] == own[silence] for word in self._words(meant, part, read) - {"None"})

    def _words(self, one: Measure, part: str, other: Measure) -> set[str]:
        values = (self._value(measure, part) for measure in (one, other))
        return {str(word) for value in values for word in (value if isinstance(value, set) else {value})}


def _silent(measure: Measure, part: str) -> bool:
    return bool(getattr(measure, part) == getattr(_SILENCE, part))


def _same_time(meant: Measure, read: Measure) -> bool:
    """Say whether a time that cannot be counted in days stands in the same words."""
    return meant.deadline is None or meant.within_days is not None or read.deadline == meant.deadline
