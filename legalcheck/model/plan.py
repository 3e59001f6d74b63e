"""Plans and clauses as they come in, before anything is read from them."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from pydantic import Field, field_validator, model_validator

from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.rule import Day

_SURROGATE = re.compile("[\ud800-\udfff]")


class Span(Record):
    """Where a clause stands in its file."""

    line: int = Field(description="Line, from 1.")
    start: int = Field(description="Offset of the first character in the file, in Unicode code points.")
    end: int = Field(description="Offset after the last character in the file, in Unicode code points.")


class Clause(Record):
    """One clause of a plan."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(default="", description="Words of the clause.")
    language: str | None = Field(
        default=None, description="Language of the text: en, uk or ru; worked out if not given."
    )
    context: str = Field(default="", description="The line that introduces a sub-clause.")
    measures: tuple[Measure, ...] | None = Field(
        default=None, description="What the clause does, as a person confirmed it; then the text is not read."
    )
    span: Span | None = Field(default=None, description="Where the clause stands in its file.")

    @field_validator("text", "context", mode="before")
    @classmethod
    def _unicode(cls, value: Any) -> Any:
        lone = _SURROGATE.search(value) if isinstance(value, str) else None
        if lone:
            raise ValueError(f"holds half a character (U+{ord(lone.group()):04X}) at {lone.start() + 1}; remove it")
        return value

    @field_validator("number", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("measures", mode="before")
    @classmethod
    def _confirmed(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        taken = {str(item.get("id")) for item in value if isinstance(item, dict)}
        free = (name for name in (f"m{at}" for at in count(1)) if name not in taken)
        return [_confirm(item, free) if isinstance(item, dict) else item for item in value]

    @model_validator(mode="after")
    def _something(self) -> "Clause":
        if not self.text.strip() and not self.measures:
            raise ValueError("a clause needs 'text' or 'measures'")
        ids = [measure.id for measure in self.measures or ()]
        for name in ids:
            if ids.count(name) > 1:
                raise ValueError(f"measure id '{name}' stands twice; give each measure of a clause its own id")
        return self


def _confirm(item: dict[str, Any], free: Iterator[str]) -> dict[str, Any]:
    """Fill what a structured measure may leave out; single names may stand for lists of one."""
    item = {"id": item["id"] if "id" in item else next(free), "status": "confirmed", **item}
    for role in ("performer", "beneficiary", "territory", "organisation"):
        if isinstance(item.get(role), str):
            item[role] = [item[role]]
    return item


class Plan(Record):
    """A plan: a title, a date, a source, and its clauses in order."""

    title: str = Field(default="", description="Title of the plan.")
    date: Day | None = Field(default=None, description="Date of the plan (ISO date).")
    source: str | None = Field(default=None, description="Where the plan was published.")
    assumptions: dict[str, str] = Field(default_factory=dict, description="Facts that the plan takes as given.")
    clauses: tuple[Clause, ...] = Field(min_length=1, description="Clauses, in order.")
    path: str = Field(default="", description="File that the plan came from.")

    @field_validator("assumptions", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            str(k): {True: "yes", False: "no"}.get(v, str(v)) if isinstance(v, bool) else v for k, v in value.items()
        }

    @model_validator(mode="after")
    def _numbers(self) -> "Plan":
        seen: set[str] = set()
        for clause in self.clauses:
            if clause.number in seen:
                raise ValueError(f"clause number '{clause.number}' stands twice; give each clause its own number")
            seen.add(clause.number)
        return self
