"""What changes between two verdicts on the same words: findings gone, added and changed."""

from typing import Generic, Literal, TypeVar

from pydantic import Field

from legalcheck.model.accepting import absent
from legalcheck.model.base import Record
from legalcheck.model.result import Finding, PlanFinding, RulebookStamp
from legalcheck.model.values import Verdict

Found = TypeVar("Found", Finding, PlanFinding)


class Verdicts(Record):
    """The verdict on a clause or a plan."""

    verdict: Verdict = Field(description="Gravest level that certainly applies.")
    possible_verdict: Verdict = Field(description="Gravest level that may apply.")
    forums: dict[str, Verdict] = Field(description="Verdict by forum.")


class Changed(Record, Generic[Found]):
    """A rule that applies both before and after, but not in the same way."""

    rule: str = Field(description="Id of the rule.")
    parts: tuple[str, ...] = Field(description="Parts of the finding that differ; its derivation is not compared.")
    before: Found = Field(description="The finding before.")
    after: Found = Field(description="The finding after.")


class Moves(Record, Generic[Found]):
    """What becomes of findings."""

    gone: tuple[Found, ...] = Field(default=(), description="Findings before whose rule no longer applies.")
    added: tuple[Found, ...] = Field(default=(), description="Findings after whose rule did not apply.")
    changed: tuple[Changed[Found], ...] = Field(default=(), description="Findings whose rule applies otherwise.")

    def __bool__(self) -> bool:
        return bool(self.gone or self.added or self.changed)


class ClauseDifference(Record):
    """One clause before and after."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(description="Words of the clause.")
    before: Verdicts = Field(description="Its verdict before.")
    after: Verdicts = Field(description="Its verdict after.")
    findings: Moves[Finding] = Field(description="What becomes of its findings.")

    def __bool__(self) -> bool:
        return self.before != self.after or bool(self.findings)


class Side(Record):
    """One side of a difference."""

    as_of: str = Field(description="Date of the law and the facts (ISO date).")
    assumptions: dict[str, str] = Field(description="Facts of the context with the value used.")
    plan: Verdicts = Field(description="Verdict on the whole.")


class Supposed(Record):
    """A thing that was supposed to be otherwise."""

    name: str = Field(description="A fact, a part of a measure (25.m1.mode), or a measure (25.m1).")
    before: str = Field(description="Its value as things stand.")
    after: str = Field(description="Its value as supposed.")


class Difference(Record):
    """The same words judged twice: as things stand and as supposed, or on two days."""

    schema_id: str = Field(alias="schema", description="Name and version of this format.")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    doctrine: Literal["strict", "lenient"] | None = Field(
        default=None, exclude_if=absent, description="How disputed law counts; left out where it is by its own level."
    )
    title: str = Field(description="Title of the plan.")
    path: str = Field(description="File that it came from.")
    supposed: tuple[Supposed, ...] = Field(default=(), description="What was supposed; empty if only the day differs.")
    before: Side = Field(description="The first judgement.")
    after: Side = Field(description="The second judgement.")
    clauses: tuple[ClauseDifference, ...] = Field(description="Clauses, in order, also those that do not change.")
    findings: Moves[PlanFinding] = Field(description="What becomes of the findings on the plan as a whole.")
