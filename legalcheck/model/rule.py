"""The law as records: sources, rules, their exceptions, routes, positions and examples."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import product
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from legalcheck.model.base import Record
from legalcheck.model.values import Level, Standing


def real_day(value: str) -> str:
    """Refuse what is not an ISO date of a day that exists."""
    try:
        exists = date.fromisoformat(value).isoformat() == value
    except ValueError:
        exists = False
    if not exists:
        raise ValueError(f"'{value}' is no date; give one as 2026-01-15")
    return value


def day_after(day: str, days: int = 1) -> str:
    """Return the ISO date some days later, or earlier if there are fewer than none."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


Day = Annotated[str, AfterValidator(real_day), WithJsonSchema({"type": "string", "format": "date"})]
"""An ISO date."""


class InForce(Record):
    """A span of days, both ends included."""

    start: Day | None = Field(
        default=None,
        alias="from",
        description="First day in force (ISO date); null if it is not known.",
    )
    to: Day | None = Field(default=None, description="Last day in force (ISO date); null while in force.")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.start is not None and self.to is not None and self.to < self.start:
            raise ValueError(f"ends on {self.to}, before it begins on {self.start}")
        return self

    def covers(self, day: str) -> bool:
        """Say whether the ISO date ``day`` lies within the span."""
        return (self.start is None or self.start <= day) and (self.to is None or day <= self.to)


class Words(Record):
    """Words in English and, where there are any, in Ukrainian; a plain string is English."""

    en: str = Field(description="In English.")
    uk: str | None = Field(default=None, description="In Ukrainian.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"en": data} if isinstance(data, str) else data

    def in_(self, language: str) -> str:
        """Return the words in a language, in English where there are none."""
        return (self.uk if language == "uk" else None) or self.en


class Pinpoint(Record):
    """One place in an instrument, as a source file lists it."""

    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$", description="Id by which rules cite this source.")
    pinpoint: Words = Field(description="Article, paragraph or part relied on.")
    gist: Words = Field(description="What it says, in our own words.")
    in_force: InForce = Field(description="When it is or was in force.")
    strength: str = Field(description="What it does to the clauses that it bears on.")
    verified: str = Field(pattern="^(yes|partly|no-from-memory)$", description="How far the content was checked.")
    rank: str | None = Field(default=None, description="Rank, where it differs from that of the instrument.")
    url: str | None = Field(default=None, description="Official address, where it differs from that of the instrument.")
    caveats: str | None = Field(default=None, description="What a careful reader should know before relying on it.")
    chapter: str | None = Field(default=None, description="Chapter of a constitution.")
    amendment_route: str | None = Field(
        default=None, description="By which article this part of a constitution is amended."
    )
    timeline: Any = Field(default=None, description="Dated events of the source.")
    nature: str | None = Field(default=None, description="Legal nature, where it is not plain from the rank.")


class SourceFile(Record):
    """One instrument and the places in it that rules rely on."""

    instrument: Words = Field(description="Full name of the instrument.")
    short: Words = Field(description="Name for citations.")
    rank: str = Field(description="Rank of the instrument: constitution, statute, treaty, custom and so on.")
    url: str | None = Field(default=None, description="Where the official text should be.")
    sources: tuple[Pinpoint, ...] = Field(min_length=1, description="Places in the instrument.")


class Source(Record):
    """A pinpoint together with its instrument: what a finding cites."""

    id: str = Field(description="Id by which rules cite this source.")
    instrument: Words = Field(description="Full name of the instrument.")
    short: Words = Field(description="Name for citations.")
    at: Pinpoint = Field(description="The place in the instrument.")
    rank: str = Field(description="Rank of the source.")
    url: str | None = Field(default=None, description="Where the official text should be.")

    @property
    def citation(self) -> str:
        """The source as a lawyer would cite it."""
        return f"{self.short.en}, {self.at.pinpoint.en}"


class Allowed(Record):
    """The values of one attribute that a rule accepts."""

    values: tuple[str, ...] = Field(min_length=1, description="Values named by the rule.")
    negated: bool = Field(default=False, description="True if every value but these is accepted.")

    def among(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return which of an attribute's values are accepted, in their order."""
        return tuple(value for value in values if (value in self.values) != self.negated)


class When(Record):
    """What must hold, all of it: allowed values of attributes, and characterisations reached by other rules."""

    attributes: dict[str, Allowed] = Field(default_factory=dict, description="Accepted values by attribute.")
    characterised: tuple[str, ...] = Field(default=(), description="Characterisations that must have been reached.")

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "attributes" in data or "characterised" in data:
            return data
        attributes = {str(k): _allowed(v, str(k)) for k, v in data.items() if k != "is"}
        return {"attributes": attributes, "characterised": _listed(data.get("is", []), "is")}


def _allowed(value: Any, key: str) -> dict[str, Any]:
    negated = isinstance(value, dict)
    if negated:
        if set(value) != {"not"}:
            raise ValueError(f"'{key}' takes a value, a list of values, or {{not: ...}}")
        value = value["not"]
    return {"values": _listed(value, key), "negated": negated}


def _listed(value: Any, key: str) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, (dict, list)) or item is None for item in items):
        raise ValueError(f"'{key}' takes a value, a list of values, or {{not: ...}}")
    return [_word(item) for item in items]


def _word(value: Any) -> str:
    """Return a value as text; YAML takes a bare yes or no for a truth value."""
    return "yes" if value is True else "no" if value is False else str(value)


class Exempt(Record):
    """A labelled exception: where its conditions hold, the rule does not apply."""

    label: str = Field(description="Name of the exception within its rule.")
    why: str = Field(description="Why the rule does not reach this case.")
    when: When = Field(description="What makes the exception.")


class Then(Record):
    """What a rule concludes: a barrier of some level, or a characterisation for other rules."""

    level: Level | None = Field(default=None, description="Level of the finding.")
    characterise: str | None = Field(default=None, description="Characterisation reached, for other rules to build on.")

    @model_validator(mode="after")
    def _one(self) -> "Then":
        if (self.level is None) == (self.characterise is None):
            raise ValueError("'then' takes either a level or a characterisation")
        return self


Taken = Literal["always", "instead", "at_need"]


class Step(Record):
    """One step of a lawful route."""

    act: str = Field(description="What has to be done.")
    body: str = Field(description="Who has to do it.")
    majority: str | None = Field(default=None, description="Majority needed, where there is a vote.")
    condition: str | None = Field(default=None, description="What must be true before or while it is done.")
    sources: tuple[str, ...] = Field(default=(), description="Sources of the step.")
    needs: dict[str, str] = Field(
        default_factory=dict, description="Facts and milestones that must hold before it can be done."
    )
    settles: dict[str, str] = Field(
        default_factory=dict,
        description="What holds once it is done: of facts and milestones, or of the clause as it would then read.",
    )
    takes: str | None = Field(
        default=None,
        exclude_if=lambda name: name is None,
        description="The term of context/durations.yaml that the law sets for it.",
    )
    taken: Taken = Field(
        default="always",
        exclude_if=lambda how: how == "always",
        description="Whether the route always has it: 'instead' of the step before, or 'at_need' as its words say.",
    )

    @field_validator("needs", "settles", mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {k: _word(v) for k, v in data.items()} if isinstance(data, dict) else data


class Position(Record):
    """One side of a question on which jurists differ."""

    view: str = Field(description="The view, in our own words.")
    held_by: str = Field(description="Who holds it.")
    year: int | None = Field(default=None, description="When it was put forward.")
    level: Level | str = Field(description="Level of the finding under this view; clear if it is no barrier.")
    sources: tuple[str, ...] = Field(default=(), description="Sources of the view.")


def _several(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, (dict, list)) or item is None for item in items):
        raise ValueError("an attribute of a matter takes a value or a list of values")
    return [_word(item) for item in items]


Values = Annotated[
    tuple[str, ...],
    BeforeValidator(_several),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
"""One value or a list of them."""
Given = dict[str, Values]
"""Attributes of a matter; several values of one stand for a matter with each of them."""


def each(given: Given) -> tuple[dict[str, str], ...]:
    """Return the matters that attributes with several values stand for, in order."""
    return tuple(dict(zip(given, values, strict=True)) for values in product(*given.values()))


class Example(Record):
    """A case that a rule must catch, or one near it that it must leave alone: a matter or the text of a clause.

    An attribute with several values stands for a matter with each of them.
    """

    matter: Given | None = Field(
        default=None, description="Attributes of a matter, each a value or a list of them; the rest is unspecified."
    )
    text: str | None = Field(default=None, description="Text of a clause.")
    level: Level | None = Field(default=None, description="Level of the finding, said twice so that no slip goes by.")
    as_of: Day | None = Field(default=None, description="Date of the example.")
    why: str | None = Field(default=None, description="Why it is or is not caught.")

    @model_validator(mode="after")
    def _one(self) -> "Example":
        if (self.matter is None) == (self.text is None):
            raise ValueError("an example is either a matter or a text")
        return self

    @property
    def matters(self) -> tuple[dict[str, str], ...]:
        """The matters that it stands for, in order; none if it is a text."""
        return each(self.matter) if self.matter else ()


class Examples(Record):
    """Cases beside a rule, as data."""

    hits: tuple[Example, ...] = Field(min_length=1, description="Cases that the rule must catch.")
    misses: tuple[Example, ...] = Field(min_length=1, description="Near cases that the rule must leave alone.")


class StepWords(Record):
    """The words of a step in another language; parts left out stay as they are."""

    act: str = Field(description="What has to be done.")
    body: str = Field(description="Who has to do it.")
    majority: str | None = Field(default=None, description="Majority needed.")
    condition: str | None = Field(default=None, description="What must be true before or while it is done.")


class PositionWords(Record):
    """The words of a position in another language."""

    view: str = Field(description="The view.")
    held_by: str = Field(description="Who holds it.")


class Translation(Record):
    """A rule in another language: its title, its message and its reasons, and steps and positions in the same order."""

    title: str = Field(description="What the rule says, in a line.")
    message: str = Field(description="The finding in one sentence, with the same slots; {slot:gen} asks for a case.")
    why: str = Field(description="Why it matters.")
    route: tuple[StepWords, ...] = Field(default=(), description="Steps, in the order of the rule.")
    positions: tuple[PositionWords, ...] = Field(default=(), description="Positions, in the order of the rule.")


class Norm(Record):
    """What every rule has, whether it looks at one clause or at a whole plan."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="Id, also the name of the file.")
    title: str = Field(description="What the rule says, in a line.")
    forum: str = Field(description="Forum whose law this is.")
    in_force: InForce = Field(description="Days on which the rule is law.")
    standing: Standing = Field(description="Whether jurists agree on it.")
    sources: tuple[str, ...] = Field(min_length=1, description="Ids of the sources that it rests on.")
    then: Then = Field(description="What follows.")
    message: str = Field(description="The finding in one sentence; {slots} are filled from the measure.")
    why: str = Field(description="Why it matters.")
    route: tuple[Step, ...] = Field(
        default=(), description="Ordered steps of the lawful route; empty if there is none."
    )
    positions: tuple[Position, ...] = Field(default=(), description="Views of those who differ.")
    uk: Translation | None = Field(default=None, description="The same in Ukrainian.")
    todo: tuple[str, ...] = Field(default=(), description="Known gaps.")

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of all sources: of the rule, its steps and its positions."""
        named = (self.sources, *(step.sources for step in self.route), *(view.sources for view in self.positions))
        return tuple(dict.fromkeys(name for names in named for name in names))

    def message_in(self, language: str) -> str:
        """Return the template of the finding's sentence."""
        return self.uk.message if self.uk and language == "uk" else self.message

    def title_in(self, language: str) -> str:
        """Return the title."""
        return self.uk.title if self.uk and language == "uk" else self.title

    def why_in(self, language: str) -> str:
        """Return why the rule matters."""
        return self.uk.why if self.uk and language == "uk" else self.why

    def route_in(self, language: str) -> tuple[Step, ...]:
        """Return the steps of the route, in the words of the language."""
        if not self.uk or language != "uk":
            return self.route
        said = zip(self.route, self.uk.route, strict=True)
        return tuple(step.model_copy(update=words.model_dump(exclude_none=True)) for step, words in said)

    def positions_in(self, language: str) -> tuple[Position, ...]:
        """Return the positions, in the words of the language."""
        if not self.uk or language != "uk":
            return self.positions
        said = zip(self.positions, self.uk.positions, strict=True)
        return tuple(view.model_copy(update=words.model_dump(exclude_none=True)) for view, words in said)


class Rule(Norm):
    """One rule of law on a clause: when it applies, what follows, why, and what could be done about it."""

    when: When = Field(description="What must hold for the rule to apply.")
    unless: tuple[Exempt, ...] = Field(default=(), description="Exceptions.")
    examples: Examples = Field(description="Cases that it must catch and must leave alone.")


class PlanExample(Record):
    """A plan in small: the matters of its clauses, or their texts, in order.

    An attribute with several values stands for a plan with each of them.
    """

    matters: tuple[Given, ...] = Field(default=(), description="One matter a clause.")
    texts: tuple[str, ...] = Field(default=(), description="One text a clause.")
    facts: dict[str, str] = Field(default_factory=dict, description="Facts taken as given.")
    level: Level | None = Field(default=None, description="Level of the finding, said twice so that no slip goes by.")
    as_of: Day | None = Field(default=None, description="Date of the example.")
    why: str | None = Field(default=None, description="Why it is or is not caught.")

    @model_validator(mode="after")
    def _one(self) -> "PlanExample":
        if bool(self.matters) == bool(self.texts):
            raise ValueError("an example of a plan rule is either a list of matters or a list of texts")
        return self

    @property
    def plans(self) -> tuple[tuple[dict[str, str], ...], ...]:
        """The plans that its matters stand for, in order; none if it is made of texts."""
        return tuple(product(*map(each, self.matters))) if self.matters else ()


class PlanExamples(Record):
    """Small plans beside a plan rule, as data."""

    hits: tuple[PlanExample, ...] = Field(min_length=1, description="Plans that the rule must catch.")
    misses: tuple[PlanExample, ...] = Field(min_length=1, description="Near plans that it must leave alone.")


class PlanRule(Norm):
    """A rule on what shows only across the clauses of a plan; each label names the clauses that it finds."""

    find: dict[str, When] = Field(min_length=1, description="What the plan must have somewhere, by label.")
    without: dict[str, When] = Field(default_factory=dict, description="What the plan must have nowhere, by label.")
    when: When | None = Field(default=None, description="Facts that must hold.")
    examples: PlanExamples = Field(description="Plans that it must catch and must leave alone.")


_HEAD = ("id", "title", "forum", "in_force", "standing", "sources")
_TAIL = ("then", "message", "why", "route", "positions", "uk", "examples", "todo")
RULE_PARTS: tuple[str, ...] = (*_HEAD, "when", "unless", *_TAIL)
"""Names of the parts of a rule file, in the order in which they stand."""
PLAN_RULE_PARTS: tuple[str, ...] = (*_HEAD, "find", "without", "when", *_TAIL)
"""The same for a plan rule."""
