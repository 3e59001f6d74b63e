"""A measure in the making, whatever the language."""

from dataclasses import dataclass, field

from legalcheck.model.measure import Evidence
from legalcheck.reading.lexicon import Act

ONLY_WORDS = "its words only suggest it"


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
    why: str = ""  # what keeps it from being asserted

    @property
    def anchor(self) -> int:
        """Return the word on which what its word hangs on hangs."""
        return [self.index, *self.above][min(2, len(self.above))]


def missing(act: Act) -> str:
    """Say what an act asks for that does not stand in its place."""
    wanted = " and ".join(" or ".join(sorted(classes - {"any", "pronoun"})[:4]) for _, classes in act.needs)
    return f"what it asks for ({wanted}) stands in the sentence, but not in the place where it counts"
