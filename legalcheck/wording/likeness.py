"""Whether a reading is the measure that was meant."""

from collections.abc import Iterable

from legalcheck.inference.law import Law
from legalcheck.matters.build import canonical
from legalcheck.model.measure import Measure
from legalcheck.reading.records import Reading
from legalcheck.rulebook.load import Rulebook

_ALWAYS = ("polarity", "force", "number", "within_days", "performer")
_WHERE_SAID = (
    *("mode", "condition", "instrument", "about", "time_bound", "third_party_review", "waits_for", "leaves_out"),
    *("beneficiary", "territory", "organisation"),
)
_SILENCE = Measure(kind="")
_PARTIES = frozenset(("performer", "beneficiary", "organisation"))


class Likeness:
    """Compares measures by one rulebook's vocabulary and by what its rules ask."""

    def __init__(self, law: Law):
        self.book: Rulebook = law.book
        self.law = law

    def reads(self, measure: Measure, reading: Reading) -> bool:
        """Say whether all that a reading asserts is the measure; what a law or vote is about may stand beside it."""
        asserted = [canonical(m, self.book) for m in reading.measures if m.status == "asserted"]
        meant = canonical(measure, self.book)
        same = [m for m in asserted if self._same(meant, m)]
        about = (measure.about, self._positive(measure.about))
        return len(same) == 1 and all(m.kind in about for m in asserted if m is not same[0])

    def _positive(self, kind: str | None) -> str | None:
        return kind

    def _same(self, meant: Measure, read: Measure) -> bool:
        if meant.kind != read.kind:
            return False
        return all(self._value(meant, part) == self._value(read, part) for part in _ALWAYS) and all(
            self._value(meant, part) == self._value(read, part) or self._idle(meant, read, part) for part in _WHERE_SAID
        )

    def _value(self, measure: Measure, part: str) -> object:
        value = getattr(measure, part)
        if part in _PARTIES:
            return {m for party in value for m in (self.book.parties[party].members or (party,))}
        return set(value) if isinstance(value, tuple) else value

    def _idle(self, meant: Measure, read: Measure, part: str) -> bool:
        """Say whether a part that was left unsaid was read as something that no rule on the kind tells from silence."""
        if getattr(meant, part) != getattr(_SILENCE, part):
            return False
        classes = dict(self.law.classes(meant.kind)).get(part)
        if classes is None:
            return True
        value = getattr(read, part)
        values = self._value(read, part) if isinstance(value, tuple) else {value}
        silent = "none" if part == "condition" else "unspecified"
        return all(classes[str(v)] == classes[silent] for v in values)
