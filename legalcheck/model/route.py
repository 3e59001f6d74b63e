"""What a calendar of lawful steps comes to: steps in order, the earliest lawful day of each clause, impasses."""

from typing import Literal

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.result import RulebookStamp
from legalcheck.model.rule import Day
from legalcheck.model.values import Level, Verdict

ROUTE_SCHEMA = "legalcheck.route/1"

Outlook = Literal["dated", "waits", "impasse", "not_understood"]
"""A day can be worked out; it hangs on an event without a day; no lawful step leads there; nothing was read."""
Keeping = Literal["kept", "missed", "open", "never", "not_counted"]
"""Whether a time that a clause sets can be kept: yes, no, it hangs on an event, no way leads there, it has no days."""


class Wait(Record):
    """An event whose day is not told, and how long after it at least."""

    event: str = Field(description="Name of the event.")
    days: int = Field(description="Days after it, at least.")


class Moment(Record):
    """The earliest day of something: not before ``day``, and not before each of the waits is over."""

    day: Day = Field(description="Not before this day (ISO date).")
    waits: tuple[Wait, ...] = Field(default=(), description="Events without a day that have to come first.")
    blocked: bool = Field(default=False, description="True if no lawful step leads there.")


class TermSet(Record):
    """The term that the law sets for a step."""

    name: str = Field(description="Name of the term.")
    says: str = Field(description="The term in words.")
    note: str | None = Field(default=None, description="What a careful reader should know.")
    by: Day | None = Field(
        default=None, description="Last day of the term, if the steps before come on their first day."
    )
    sources: tuple[str, ...] = Field(description="Sources of the term.")


class RouteStep(Record):
    """One step, however many rules ask for it."""

    id: str = Field(description="Name of the step in this calendar: s1, s2 and so on, in the order of time.")
    act: str = Field(description="What has to be done.")
    body: str = Field(description="Who has to do it.")
    majority: str | None = Field(default=None, description="Majority needed, where there is a vote.")
    condition: str | None = Field(default=None, description="What must be true before or while it is done.")
    after: tuple[str, ...] = Field(default=(), description="Steps that come before it.")
    needs: dict[str, str] = Field(default_factory=dict, description="Facts and milestones that must hold before.")
    settles: dict[str, tuple[str, ...]] = Field(default_factory=dict, description="What holds once it is done.")
    reaches: str | None = Field(default=None, description="The event that it brings about.")
    rewords: bool = Field(default=False, description="True if it changes the words of the clause.")
    begins: Moment = Field(description="When it can be begun at the earliest.")
    earliest: Moment = Field(description="When it can be done at the earliest.")
    term: TermSet | None = Field(default=None, description="The term that the law sets for it.")
    sources: tuple[str, ...] = Field(default=(), description="Sources of the step.")
    rules: tuple[str, ...] = Field(description="Rules whose routes have it.")
    clauses: tuple[str, ...] = Field(description="Numbers of the clauses that it serves.")


class Spared(Record):
    """A step that the calendar goes without: another way is earlier, or it is taken only as its words say."""

    act: str = Field(description="What would have to be done.")
    body: str = Field(description="Who would have to do it.")
    why: Literal["other_way", "at_need"] = Field(description="Why it is left out.")
    rules: tuple[str, ...] = Field(description="Rules whose routes have it.")


class Due(Record):
    """A time that a clause sets, held against its earliest lawful day."""

    measure: str = Field(description="The measure that has the time.")
    says: str = Field(description="The time in the words of the clause.")
    by: Day | None = Field(default=None, description="Last day of it; null if it cannot be counted.")
    keeping: Keeping = Field(description="Whether it can be kept.")
    short_by: int | None = Field(default=None, description="Days that are missing at least, if it cannot be kept.")
    kept_if: dict[str, str] = Field(
        default_factory=dict, description="By event: the last day on which it may come, if the time is to be kept."
    )


class RouteClause(Record):
    """One clause with its earliest lawful day."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(description="Words of the clause.")
    verdict: Verdict = Field(description="Its verdict as it stands.")
    outlook: Outlook = Field(description="What can be said of its day.")
    earliest: Moment | None = Field(default=None, description="Its earliest lawful day; null if nothing was read.")
    reworded: bool = Field(default=False, description="True if this takes other words than those of the clause.")
    steps: tuple[str, ...] = Field(default=(), description="Steps that serve it.")
    due: tuple[Due, ...] = Field(default=(), description="Times that it sets.")
    no_route: tuple[str, ...] = Field(default=(), description="Rules that bar it and show no lawful route.")


class Impasse(Record):
    """A place from which no lawful step leads on."""

    says: str = Field(description="Which step or clause needs what, and what bars that.")
    steps: tuple[str, ...] = Field(default=(), description="Steps that are stuck.")
    clauses: tuple[str, ...] = Field(description="Clauses that are stuck.")
    barred_by: tuple[str, ...] = Field(default=(), description="Rules that shut the door.")


class RouteEvent(Record):
    """An event that steps wait for."""

    name: str = Field(description="Name of the event.")
    says: str = Field(description="The event in words.")
    day: Day | None = Field(default=None, description="Its day as told; null if it is open.")
    sources: tuple[str, ...] = Field(description="Sources of what it is.")


class RoutePlan(Record):
    """Whose calendar it is."""

    title: str = Field(description="Title of the plan.")
    path: str = Field(description="File that it came from.")
    verdict: Verdict = Field(description="Verdict of the plan.")


class Route(Record):
    """The lawful steps of a clause or a whole plan in one order, with the earliest lawful days."""

    schema_id: str = Field(default=ROUTE_SCHEMA, alias="schema", description="Name and version of this format.")
    as_of: Day = Field(description="Date of the law (ISO date).")
    start: Day = Field(description="First day on which a step can be taken, and from which times of the plan count.")
    level: Level = Field(description="Findings at or above this level are to be cleared.")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    assumptions: dict[str, str] = Field(description="Facts with the values used.")
    plan: RoutePlan = Field(description="Whose calendar it is.")
    events: tuple[RouteEvent, ...] = Field(description="Events that steps wait for.")
    steps: tuple[RouteStep, ...] = Field(description="Steps, in the order of time.")
    clauses: tuple[RouteClause, ...] = Field(description="Clauses, in order.")
    impasses: tuple[Impasse, ...] = Field(default=(), description="Places from which no lawful step leads on.")
    spared: tuple[Spared, ...] = Field(default=(), description="Steps that the calendar goes without.")
    unrouted: tuple[str, ...] = Field(
        default=(), description="Rules that ask for something short of a bar and show no steps; nothing waits for them."
    )
    possible: tuple[str, ...] = Field(default=(), description="Rules that may apply as well; their steps are not here.")
