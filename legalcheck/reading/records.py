"""What the reader takes and gives."""

from collections.abc import Mapping

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError


class ReaderUnavailable(InputError):
    """A language cannot be read because a package that reading it needs is not installed."""


class ClauseText(Record):
    """The words of one clause, with the line that introduces it where it is a sub-clause."""

    text: str
    context: str = ""
    language: str | None = None


class Note(Record):
    """Something seen but not asserted, and why."""

    start: int
    end: int
    text: str
    message: str


class Reading(Record):
    """What was understood of one clause."""

    language: str
    measures: tuple[Measure, ...] = ()
    notes: tuple[Note, ...] = ()
    reasons: Mapping[str, str] = Field(default_factory=dict, description="By measure id: why it is not asserted.")
