"""How long lawful steps take: events that a calendar waits for, and terms that the law sets, each with its sources."""

from typing import Literal, Self

from pydantic import Field, model_validator

from legalcheck.model.base import Record
from legalcheck.model.rule import Values, When, Words

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""Days of the week in the order in which ``date.weekday`` counts them."""


class Event(Record):
    """A change in the world that steps wait for and whose day a user may tell; no step can be dated without it."""

    name: Words = Field(description="The event in words.")
    fact: str = Field(description="The fact that it changes.")
    before: str = Field(description="Value of the fact until it has happened, its day included.")
    after: str = Field(description="Value of the fact from the day after.")
    also: dict[str, Values] = Field(
        default_factory=dict, description="Milestones and parts of a clause that speak of the same event."
    )
    sources: tuple[str, ...] = Field(min_length=1, description="Sources of what the event is.")


class Length(Record):
    """A number of days or of calendar months."""

    days: int | None = Field(default=None, ge=0, description="In days; the day that it counts from is not counted.")
    months: int | None = Field(default=None, ge=0, description="In calendar months.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.days is None) == (self.months is None):
            raise ValueError("a length is given either in days or in months")
        return self


class Opening(Record):
    """A day of the year on which a session opens, such as the first Tuesday of February."""

    month: int = Field(ge=1, le=12, description="Month, from 1.")
    weekday: Weekday = Field(description="Day of the week.")
    which: int = Field(default=1, ge=1, le=4, description="The how manieth of the month.")


class Term(Record):
    """How long the law makes a step wait, or within what time it is to be taken."""

    name: Words = Field(description="The term in words.")
    at_least: Length | None = Field(default=None, description="The step is not taken before this has passed.")
    at_most: Length | None = Field(default=None, description="The step is to be taken within this.")
    last: Weekday | None = Field(
        default=None, description="If set, the step falls on the last such weekday of the time under 'at_least'."
    )
    opens: tuple[Opening, ...] = Field(
        default=(), description="If set, the step is taken no sooner than on the next of these days."
    )
    counts_from: str | None = Field(
        default=None, description="Event that the time counts from; the step before if there is none."
    )
    note: Words | None = Field(default=None, description="What a careful reader should know.")
    sources: tuple[str, ...] = Field(min_length=1, description="Sources of the term.")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.at_least or self.at_most or self.opens):
            raise ValueError("a term says 'at_least', 'at_most' or 'opens'")
        if self.last and not (self.at_least and self.at_least.days is not None):
            raise ValueError("'last' names a weekday of the days under 'at_least'; give these")
        return self


class Act(Record):
    """A term that the act of a clause itself takes, once every step before it is done."""

    when: When = Field(description="Which acts.")
    takes: str = Field(description="The term.")


class Durations(Record):
    """What a calendar of lawful steps is made from."""

    events: dict[str, Event] = Field(default_factory=dict, description="Events by name.")
    terms: dict[str, Term] = Field(default_factory=dict, description="Terms by name; a step names its own.")
    acts: tuple[Act, ...] = Field(default=(), description="Terms of the acts of clauses.")
