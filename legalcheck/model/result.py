"""What comes out: findings with their derivations, verdicts by forum, and what is still needed."""

from typing import Literal

from pydantic import Field

from legalcheck.model.accepting import Accepted, StaleAllowance, absent
from legalcheck.model.base import Record
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Apart, ReadingNote, Span
from legalcheck.model.rule import Position, Step
from legalcheck.model.values import Certainty, Level, Standing, Verdict

SCHEMA = "legalcheck.result/1"

Origin = Literal["clause", "context", "convention", "assumption", "unknown", "rule"]


class Because(Record):
    """One step of a derivation: what holds, where that comes from, and on what it rests in turn."""

    says: str = Field(description="What holds, in words.")
    origin: Origin = Field(description="Where it comes from: the words, the dated context, a convention, and so on.")
    rule: str | None = Field(default=None, description="Rule that concluded it.")
    attribute: str | None = Field(default=None, description="Attribute of the matter.")
    value: str | None = Field(default=None, description="Its value.")
    sources: tuple[str, ...] = Field(default=(), description="Sources it rests on.")
    evidence: tuple[Evidence, ...] = Field(default=(), description="Words of the clause it rests on.")
    because: tuple["Because", ...] = Field(default=(), description="What it follows from.")


class Finding(Record):
    """A rule that applies to a clause."""

    rule: str = Field(description="Id of the rule.")
    forum: str = Field(description="Forum whose law it is.")
    level: Level = Field(description="Level of the barrier.")
    certainty: Certainty = Field(description="Whether it holds whatever the unknowns are.")
    standing: Standing = Field(description="Whether jurists agree.")
    measures: tuple[str, ...] = Field(description="Measures that it applies to.")
    sources: tuple[str, ...] = Field(description="Sources it rests on.")
    message: str = Field(description="The finding in one sentence.")
    because: tuple[Because, ...] = Field(description="Derivation from the words of the clause.")
    route: tuple[Step, ...] = Field(default=(), description="Lawful route; empty where there is none.")
    positions: tuple[Position, ...] = Field(default=(), description="Views of those who differ.")
    accepted: Accepted | None = Field(
        default=None, exclude_if=absent, description="Why it does not count for the exit status; the verdict counts it."
    )


class PlanFinding(Record):
    """A rule that applies to a plan as a whole."""

    rule: str = Field(description="Id of the rule.")
    forum: str = Field(description="Forum whose law it is.")
    level: Level = Field(description="Level of the barrier.")
    certainty: Certainty = Field(description="Whether it holds whatever the unknowns are.")
    standing: Standing = Field(description="Whether jurists agree.")
    clauses: dict[str, tuple[str, ...]] = Field(description="Numbers of the clauses that the rule found, by label.")
    sources: tuple[str, ...] = Field(description="Sources it rests on.")
    message: str = Field(description="The finding in one sentence.")
    because: tuple[Because, ...] = Field(description="What it follows from.")
    route: tuple[Step, ...] = Field(default=(), description="Lawful route; empty where there is none.")
    positions: tuple[Position, ...] = Field(default=(), description="Views of those who differ.")
    accepted: Accepted | None = Field(
        default=None, exclude_if=absent, description="Why it does not count for the exit status; the verdict counts it."
    )


class Unknown(Record):
    """A fact that nobody has told us and that could change the verdict."""

    fact: str = Field(description="Name of the fact, or measure and role.")
    would_change: str = Field(description="Verdict now and the verdicts it could become.")
    ask: str = Field(description="The question to answer.")


class NearMiss(Record):
    """A rule that a clause would hit if one thing that it says, or one fact, were otherwise."""

    rule: str = Field(description="Id of the rule.")
    forum: str = Field(description="Forum whose law it is.")
    level: Level = Field(description="Level of the barrier.")
    measure: str = Field(description="The measure that comes near.")
    attribute: str = Field(description="What would have to be otherwise.")
    now: tuple[str, ...] = Field(description="Its values now; unknown if nobody has told them.")
    values: tuple[str, ...] = Field(description="Values with which the rule certainly applies.")


class ClauseResult(Record):
    """One clause, judged."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(description="Words of the clause.")
    context: str = Field(default="", description="The line that introduces the clause.")
    language: str = Field(description="Language of the text.")
    span: Span | None = Field(default=None, description="Where the clause stands in its file.")
    verdict: Verdict = Field(description="Gravest level that certainly applies.")
    possible_verdict: Verdict = Field(description="Gravest level that may apply.")
    forums: dict[str, Verdict] = Field(description="Verdict by forum.")
    measures: tuple[Measure, ...] = Field(description="What the clause would do.")
    findings: tuple[Finding, ...] = Field(description="Rules that apply, gravest first.")
    unknowns: tuple[Unknown, ...] = Field(default=(), description="What is still needed.")
    notes: tuple[ReadingNote, ...] = Field(default=(), description="What was seen in the text but not asserted.")
    near: tuple[NearMiss, ...] | None = Field(
        default=None, description="Rules within one condition, gravest first; null if they were not asked for."
    )
    accepted: Accepted | None = Field(
        default=None,
        exclude_if=absent,
        description="Why a clause that was not understood does not count for the exit status.",
    )
    stale: tuple[StaleAllowance, ...] = Field(
        default=(), exclude_if=absent, description="Allowances of the clause that accept nothing."
    )


class RulebookStamp(Record):
    """Which rulebook judged."""

    version: str = Field(description="Version of the rulebook.")
    digest: str = Field(description="SHA-256 over all its files.")


class Unchecked(Record):
    """Clauses on which the engine broke off: what it was asked there rests on the reference evaluator alone."""

    clauses: tuple[str, ...] = Field(description="Numbers of the clauses.")
    matters: int = Field(description="Distinct matters that the engine was asked about there.")
    cause: str = Field(description="How the engine ended.")


class PlanVerdict(Record):
    """A whole plan, judged."""

    title: str = Field(description="Title of the plan.")
    path: str = Field(description="File that it came from.")
    verdict: Verdict = Field(description="Gravest verdict of its clauses.")
    possible_verdict: Verdict = Field(description="Gravest verdict that may apply.")
    forums: dict[str, Verdict] = Field(description="Gravest verdict by forum.")
    findings: tuple[PlanFinding, ...] = Field(default=(), description="What shows only across clauses, gravest first.")
    unchecked: tuple[Unchecked, ...] = Field(default=(), description="Clauses on which the engine broke off.")
    stale: tuple[StaleAllowance, ...] = Field(
        default=(), exclude_if=absent, description="Allowances of the plan as a whole that accept nothing."
    )
    apart: tuple[Apart, ...] = Field(
        default=(),
        description="What is no clause and was not judged: a preamble, signatures.",
        exclude_if=lambda parts: not parts,
    )


class Result(Record):
    """A plan judged on a date, by a rulebook, under assumptions."""

    schema_id: str = Field(default=SCHEMA, alias="schema", description="Name and version of this format.")
    as_of: str = Field(description="Date of the law and the facts (ISO date).")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    assumptions: dict[str, str] = Field(description="Facts of the context with the value used.")
    doctrine: Literal["strict", "lenient"] | None = Field(
        default=None, exclude_if=absent, description="How disputed law counts; left out where it is by its own level."
    )
    plan: PlanVerdict = Field(description="The plan as a whole.")
    clauses: tuple[ClauseResult, ...] = Field(description="Clauses, in order.")
