"""What would pass instead of a clause: changes, steps, and what each gives up."""

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.result import ClauseResult, RulebookStamp
from legalcheck.model.values import Level, Verdict

SCHEMA = "legalcheck.alternatives/1"


class Change(Record):
    """One part of a measure, put differently."""

    measure: str = Field(description="Measure of the clause.")
    attribute: str = Field(description="Part of the measure.")
    was: str = Field(description="Its value in the clause.")
    becomes: str = Field(description="Its value in the alternative.")
    price: int = Field(description="How much it takes from the clause, from 1.")
    trade_off: str = Field(description="What it gives up, in one sentence.")


class AddedStep(Record):
    """One step that is taken first."""

    settles: dict[str, str] = Field(description="What holds once it is done, as --assume takes it.")
    act: str = Field(description="What has to be done.")
    body: str = Field(description="Who has to do it.")
    majority: str | None = Field(default=None, description="Majority needed, where there is a vote.")
    condition: str | None = Field(default=None, description="What must be true before or while it is done.")
    sources: tuple[str, ...] = Field(default=(), description="Sources of the step.")
    price: int = Field(description="How much it asks for, from 1.")
    trade_off: str = Field(description="What it costs, in one sentence.")


class Alternative(Record):
    """Changes and steps after which no barrier at or above the level stands; without one of them, one would."""

    text: str | None = Field(description="The clause in treaty English; null if no wording reads back to it.")
    changes: tuple[Change, ...] = Field(description="What is put differently.")
    steps: tuple[AddedStep, ...] = Field(description="What is done first.")
    price: int = Field(description="Sum of the prices.")
    verdict: Verdict = Field(description="Gravest level that certainly remains.")
    possible_verdict: Verdict = Field(description="Gravest level that may remain.")
    forums: dict[str, Verdict] = Field(description="Verdict by forum.")
    cleared: tuple[str, ...] = Field(description="Rules at or above the level that no longer apply.")
    sources: tuple[str, ...] = Field(description="Sources that it satisfies: of what is cleared, and of the steps.")
    trade_off: str = Field(description="What it gives up and costs.")


class NoneBecause(Record):
    """Why there is no alternative."""

    says: str = Field(description="The reason, in words.")
    rules: tuple[str, ...] = Field(default=(), description="Rules that none of the changes and steps would lift.")
    sources: tuple[str, ...] = Field(default=(), description="Sources that they rest on.")


class Alternatives(Record):
    """A clause with all that would pass in its place."""

    schema_id: str = Field(default=SCHEMA, alias="schema", description="Name and version of this format.")
    as_of: str = Field(description="Date of the law and the facts (ISO date).")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    assumptions: dict[str, str] = Field(description="Facts of the context with the value used.")
    below: Level = Field(description="Level at and above which no barrier may stand.")
    doctrine: str = Field(description="View of disputed law by which levels count.")
    clause: ClauseResult = Field(description="The clause, judged by that view.")
    alternatives: tuple[Alternative, ...] = Field(description="What would pass, cheapest first.")
    none_because: NoneBecause | None = Field(description="Why nothing is proposed; null if something is.")
