"""The answer to why a rule does not apply: its conditions one by one, and the nearest case in which it would."""

from typing import Literal

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.result import Because, Origin, RulebookStamp
from legalcheck.model.rule import InForce
from legalcheck.model.values import Level

SCHEMA = "legalcheck.why-not/1"

Applies = Literal["certain", "possible", "no"]


class Condition(Record):
    """Something that a rule asks for, and what there is.

    It is an attribute, a characterisation, a rule that reaches one, or an exception that must not be made out.
    """

    of: Literal["attribute", "characterisation", "rule", "exception"] = Field(description="What is asked for.")
    name: str = Field(description="The attribute, characterisation, rule id or label of the exception.")
    met: bool = Field(description="Whether it is as the rule asks; of an exception, that it is not made out.")
    says: str = Field(description="What there is, in words; of an exception, why it is one.")
    accepted: tuple[str, ...] = Field(default=(), description="Values that the rule accepts, of an attribute.")
    value: str | None = Field(default=None, description="The value that there is, of an attribute.")
    origin: Origin | None = Field(default=None, description="Where the value comes from.")
    evidence: tuple[Evidence, ...] = Field(default=(), description="Words of the clause that it rests on.")
    sources: tuple[str, ...] = Field(default=(), description="Sources that it rests on.")
    conditions: tuple["Condition", ...] = Field(default=(), description="What it depends on in turn.")


class Change(Record):
    """An attribute of the clause or of the world that would have to be otherwise."""

    attribute: str = Field(description="The attribute; status stands for a reading that has to be confirmed.")
    now: tuple[str, ...] = Field(description="Its values now; unknown if nobody has told them.")
    values: tuple[str, ...] = Field(description="Values that would do, whichever is taken.")


class Nearest(Record):
    """One least set of changes after which the rule certainly applies."""

    measure: str = Field(description="The measure that changes.")
    changes: tuple[Change, ...] = Field(description="What changes, all of it together.")
    text: str | None = Field(
        default=None, description="A clause that says so, and reads back so; null if there is none."
    )


class AskedClause(Record):
    """The clause that was asked about."""

    text: str = Field(description="Its words.")
    context: str = Field(default="", description="The line that introduces it.")
    language: str = Field(description="Language of the text.")
    measures: tuple[Measure, ...] = Field(description="What it would do.")


class WhyNot(Record):
    """Why a rule does not apply to a clause on a day."""

    schema_id: str = Field(default=SCHEMA, alias="schema", description="Name and version of this format.")
    as_of: str = Field(description="Date of the law and the facts (ISO date).")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    assumptions: dict[str, str] = Field(description="Facts of the context with the value used.")
    rule: str = Field(description="Id of the rule.")
    title: str = Field(description="What the rule says, in a line.")
    forum: str = Field(description="Forum whose law it is.")
    level: Level | None = Field(description="Level of the barrier; null if the rule is a step on the way.")
    clause: AskedClause = Field(description="The clause.")
    applies: Applies = Field(description="Whether the rule applies for certain, may apply, or does not.")
    not_in_force: InForce | None = Field(default=None, description="When the rule is law, if not on this day.")
    measure: str | None = Field(default=None, description="The measure that comes nearest.")
    conditions: tuple[Condition, ...] = Field(default=(), description="What the rule asks of that measure, all of it.")
    distance: int | None = Field(default=None, description="Number of changes after which it applies, at least.")
    far: bool = Field(default=False, description="True if the rule is too far off to say how far.")
    nearest: tuple[Nearest, ...] = Field(default=(), description="All sets of so many changes.")
    because: tuple[Because, ...] = Field(default=(), description="If it applies for certain: the derivation.")
