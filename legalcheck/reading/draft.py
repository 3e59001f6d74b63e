"""A measure in the making, whatever the language."""

from dataclasses import dataclass, field

from legalcheck.model.measure import Evidence


@dataclass(slots=True)
class Draft:
    """A measure in the making."""

    kind: str
    parsed: object  # the stretch in which it was found
    index: int  # of its word in the stretch
    above: tuple[int, ...]  # the words it hangs on, up to the root
    verbal: bool
    values: dict[str, str]
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    status: str = "asserted"
    number: int | None = None
    deadline: str | None = None
    within_days: int | None = None
    about: str | None = None

    @property
    def anchor(self) -> int:
        """Return the word on which what its word hangs on hangs."""
        return [self.index, *self.above][min(2, len(self.above))]
