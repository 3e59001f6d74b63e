"""What changed from one draft of a plan to the next: clauses, barriers, and who is to do what."""

from typing import Literal

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.result import RulebookStamp
from legalcheck.model.values import Certainty, Level, Standing, Verdict

SCHEMA = "legalcheck.diff/1"

Fate = Literal["same", "reworded", "changed", "split", "merged", "added", "removed"]
Side = Literal["home", "takers", "others", "not_said"]


class Placed(Record):
    """A measure and the clause that it stands in."""

    clause: str = Field(description="Number of the clause.")
    measure: Measure = Field(description="What the clause would do.")


class MeasureChange(Record):
    """A measure that one draft has and the other has not, or has otherwise."""

    change: Literal["added", "removed", "changed"] = Field(description="What became of it.")
    old: Placed | None = Field(default=None, description="The measure in the old draft; absent if it was added.")
    new: Placed | None = Field(default=None, description="The measure in the new draft; absent if it was removed.")
    parts: tuple[str, ...] = Field(default=(), description="Parts that differ, where it is in both.")


class BarrierChange(Record):
    """A rule that one draft meets and the other does not, or not as certainly; notices are no barriers."""

    change: Literal["new", "cleared", "moved"] = Field(
        description="Met now or more certainly; no longer or less; or met by other clauses than before."
    )
    rule: str = Field(description="Id of the rule.")
    forum: str = Field(description="Forum whose law it is.")
    level: Level = Field(description="Level of the barrier.")
    standing: Standing = Field(description="Whether jurists agree.")
    old: Certainty | None = Field(description="How certainly the old draft meets it; null if it does not.")
    new: Certainty | None = Field(description="How certainly the new draft meets it; null if it does not.")
    old_clauses: tuple[str, ...] = Field(description="Numbers of the clauses that meet it in the old draft.")
    new_clauses: tuple[str, ...] = Field(description="Numbers of the clauses that meet it in the new draft.")
    message: str = Field(description="The finding in one sentence: the new one, or the one that fell away.")
    sources: tuple[str, ...] = Field(description="Sources it rests on.")


class DraftClause(Record):
    """A clause of one draft, with its verdicts."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(description="Words of the clause.")
    context: str = Field(default="", description="The line that introduces the clause.")
    verdict: Verdict = Field(description="Gravest level that certainly applies.")
    possible_verdict: Verdict = Field(description="Gravest level that may apply.")
    forums: dict[str, Verdict] = Field(description="Verdict by forum.")
    introduces: bool = Field(description="Whether it only introduces others.")


class ClauseChange(Record):
    """A clause of the old draft and what became of it, or a clause that is new."""

    change: Fate = Field(description="What became of it.")
    old: tuple[DraftClause, ...] = Field(description="In the old draft: none if added, several if merged.")
    new: tuple[DraftClause, ...] = Field(description="In the new draft: none if removed, several if split.")
    likeness: float | None = Field(description="How alike both sides are, from 0 to 1; null where there is one side.")
    measures: tuple[MeasureChange, ...] = Field(default=(), description="Measures that changed.")
    barriers: tuple[BarrierChange, ...] = Field(default=(), description="Barriers that changed, gravest first.")

    @property
    def numbers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The numbers in the old draft and in the new one."""
        return tuple(clause.number for clause in self.old), tuple(clause.number for clause in self.new)


class SideChange(Record):
    """What one side would do otherwise than before."""

    side: Side = Field(description="The home state, those who take by force, others, or nobody who is named.")
    parties: tuple[str, ...] = Field(description="Parties that make up the side; empty for others.")
    changes: tuple[MeasureChange, ...] = Field(description="What it would do anew, no longer, or otherwise.")


class Draft(Record):
    """One of the two drafts, judged."""

    title: str = Field(description="Title of the plan.")
    path: str = Field(description="File that it came from.")
    assumptions: dict[str, str] = Field(description="Facts of the context with the value used.")
    verdict: Verdict = Field(description="Gravest verdict of its clauses.")
    possible_verdict: Verdict = Field(description="Gravest verdict that may apply.")
    forums: dict[str, Verdict] = Field(description="Gravest verdict by forum.")


class Difference(Record):
    """Two drafts judged by one rulebook on one date, and what changed from the old one to the new one."""

    schema_id: str = Field(default=SCHEMA, alias="schema", description="Name and version of this format.")
    as_of: str = Field(description="Date of the law and the facts (ISO date).")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    old: Draft = Field(description="The old draft.")
    new: Draft = Field(description="The new draft.")
    counts: dict[Fate, int] = Field(description="How many clauses, taken together with what they became, by fate.")
    clauses: tuple[ClauseChange, ...] = Field(description="Every clause of both, in the order of the new draft.")
    across: tuple[BarrierChange, ...] = Field(description="What shows only across clauses and changed, gravest first.")
    barriers: tuple[BarrierChange, ...] = Field(
        description="All barriers that changed, each rule once with all clauses that meet it, gravest first."
    )
    obligations: tuple[SideChange, ...] = Field(description="What each side would do otherwise than before.")

    @property
    def empty(self) -> bool:
        """Whether nothing but numbers and places changed."""
        return not self.across and all(clause.change == "same" for clause in self.clauses)
