"""What a rulebook declares about itself: what cannot be, where it is silent on purpose, what is waived."""

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.rule import Day, When


class Impossible(Record):
    """Values that no matter has together."""

    never: When = Field(description="The values, all of them together.")
    why: str = Field(description="Why no matter has them.")


class Silence(Record):
    """Measure kinds on which a forum has no rule, on purpose."""

    forum: str = Field(description="The forum.")
    kinds: tuple[str, ...] = Field(min_length=1, description="The measure kinds.")
    why: str = Field(description="Why no rule is needed there.")


class Waiver(Record):
    """A finding of the proofs that is as it should be, until one of its rules changes."""

    fault: str = Field(description="Kind of the finding, as it is printed.")
    of: tuple[str, ...] = Field(min_length=1, description="What it is about, as it is printed: ids of rules and so on.")
    since: Day = Field(description="When it was waived.")
    why: str = Field(description="Why it is right as it is.")
    digest: str = Field(pattern="^[0-9a-f]{12}$", description="Digest of what it is about, as it is printed.")
