"""What a clause would do, as read from its words or confirmed by a person."""

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.values import Bound, Condition, Force, Mode, Polarity, Review, Status


class Evidence(Record):
    """The words of the clause on which one part of a measure rests."""

    role: str = Field(
        description="Part of the measure that these words speak for: kind, performer, polarity and so on."
    )
    start: int = Field(ge=0, description="Offset of the first character, in Unicode code points of the clause text.")
    end: int = Field(ge=0, description="Offset after the last character, in Unicode code points of the clause text.")
    text: str = Field(description="The words themselves, exactly as they stand between start and end.")


class Measure(Record):
    """One thing that a clause would do; ids are those of the rulebook's vocabulary."""

    id: str = Field(default="m1", description="Name of the measure within its clause: m1, m2 and so on.")
    kind: str = Field(description="What is done: a measure kind of the vocabulary.")
    performer: tuple[str, ...] = Field(default=(), description="Parties that act or are bound; empty if not said.")
    beneficiary: tuple[str, ...] = Field(
        default=(), description="Parties that gain title, status, money or protection; empty if not said."
    )
    territory: tuple[str, ...] = Field(default=(), description="Territories concerned; empty if not said.")
    organisation: tuple[str, ...] = Field(
        default=(), description="Alliance, union, court or forum concerned; empty if not said."
    )
    mode: Mode = Field(default="unspecified", description="In what sense a rule over territory is accepted.")
    polarity: Polarity = Field(default="affirmed", description="Whether the clause does this or rules it out.")
    force: Force = Field(
        default="obligation", description="How the clause speaks: duty, leave, statement, aim, report."
    )
    condition: Condition = Field(
        default="none", description="Whether it depends on something, and on what kind of thing."
    )
    instrument: str = Field(default="unspecified", description="The act by which it is to be done.")
    about: str | None = Field(
        default=None,
        description="For an amendment, a statute or a referendum: the measure kind it is about, or agreement.",
    )
    number: int | None = Field(default=None, description="A ceiling, in persons.")
    time_bound: Bound = Field(default="unspecified", description="Whether it is for a time only.")
    third_party_review: Review = Field(default="unspecified", description="Who else is to oversee or decide on it.")
    waits_for: str = Field(default="unspecified", description="What must have happened before it is done.")
    leaves_out: str = Field(default="unspecified", description="What it makes an exception for.")
    deadline: str | None = Field(default=None, description="The time that the clause sets, in its own words.")
    within_days: int | None = Field(default=None, ge=0, description="The time limit in days, if it can be counted.")
    status: Status = Field(
        default="asserted", description="Read with full support, only nominated, or confirmed by a person."
    )
    evidence: tuple[Evidence, ...] = Field(default=(), description="The words that this reading rests on.")
