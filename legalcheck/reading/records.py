"""What the reader takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.problem import InputError


@dataclass(frozen=True, slots=True)
class Nomination:
    """A kind of measure that a stretch of a clause may speak of; ``score`` is higher where that is likelier."""

    kind: str
    score: float
    start: int
    end: int


class ReaderUnavailable(InputError):
    """A language cannot be read because a package that reading it needs is not installed."""


class ClauseText(Record):
    """The words of one clause, with the line that introduces it where it is a sub-clause."""

    text: str
    context: str = ""
    language: str | None = None
    suspected: tuple[
        Nomination, ...
    ] = ()  # kinds nominated beforehand, in offsets of the text without what is invisible


class Note(Record):
    """Something seen but not asserted, and why."""

    start: int
    end: int
    text: str
    message: str


Said = TypeVar("Said", Evidence, Note)


class Reading(Record):
    """What was understood of one clause."""

    language: str
    measures: tuple[Measure, ...] = ()
    notes: tuple[Note, ...] = ()
    reasons: Mapping[str, str] = Field(default_factory=dict, description="By measure id: why it is not asserted.")

    def placed(self, given: str, places: list[int] | None) -> "Reading":
        """Return the reading with its words as they stand in the clause as given; ``places``: of its characters."""
        if places is None:
            return self
        return self.model_copy(
            update={
                "notes": tuple(_placed(note, given, places) for note in self.notes),
                "measures": tuple(
                    m.model_copy(update={"evidence": tuple(_placed(e, given, places) for e in m.evidence)})
                    for m in self.measures
                ),
            }
        )


def _placed(said: Said, given: str, places: list[int]) -> Said:
    """Return words as they stand in the clause as it was given, with their places there."""
    start = places[said.start]
    end = places[said.end - 1] + 1 if said.end > said.start else start
    return said.model_copy(update={"start": start, "end": end, "text": given[start:end]})
