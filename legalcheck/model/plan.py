"""Plans and clauses as they come in, before anything is read from them."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from legalcheck.model.accepting import Allowance
from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.rule import Day

_SURROGATE = re.compile("[\ud800-\udfff]")


def _absent(value: Any) -> bool:
    return value is None or value == ()


class Span(Record):
    """Where a clause stands in its file; offsets in a document count in its paragraphs, joined by line feeds."""

    line: int = Field(description="Line, from 1.")
    start: int = Field(description="Offset of the first character in the file, in Unicode code points.")
    end: int = Field(description="Offset after the last character in the file, in Unicode code points.")
    page: int | None = Field(default=None, description="Page, from 1, where the format has pages.", exclude_if=_absent)
    paragraph: int | None = Field(
        default=None, description="Paragraph of a document, from 1, where the file is no text.", exclude_if=_absent
    )


class ReadingNote(Record):
    """Words that were seen but not acted on, and why."""

    start: int = Field(description="Offset of the first character of the clause text.")
    end: int = Field(description="Offset after the last character.")
    text: str = Field(description="The words.")
    message: str = Field(description="Why they were not acted on.")


def digest_of(text: str, context: str = "") -> str:
    """Return a short digest of the words that a reading rests on: the clause and the line that introduces it."""
    words = f"{context}\n{text}" if context else text
    return f"sha256:{hashlib.sha256(words.encode('utf-8')).hexdigest()[:16]}"


class Clause(Record):
    """One clause of a plan."""

    number: str = Field(description="Number as the plan gives it.")
    text: str = Field(default="", description="Words of the clause.")
    language: str | None = Field(
        default=None, description="Language of the text: en, uk or ru; worked out if not given."
    )
    context: str = Field(default="", description="The line that introduces a sub-clause.")
    measures: tuple[Measure, ...] | None = Field(
        default=None, description="What the clause does; where this is given, the text is not read."
    )
    refused: tuple[Measure, ...] = Field(
        default=(), description="What a person said the clause does not do: not judged and not asked again."
    )
    left_open: tuple[str, ...] = Field(
        default=(), description="Roles that a person left open on purpose, such as m1.performer: not asked again."
    )
    reasons: dict[str, str] = Field(default_factory=dict, description="By measure id: why it is not asserted.")
    notes: tuple[ReadingNote, ...] = Field(default=(), description="What was seen in the text but not acted on.")
    read_of: str | None = Field(
        default=None,
        pattern="^sha256:[0-9a-f]{16}$",
        description="Digest of the text that the program read the measures from; absent where a person wrote them.",
    )
    allow: tuple[Allowance, ...] = Field(default=(), description="Findings on this clause that are accepted, and why.")
    span: Span | None = Field(default=None, description="Where the clause stands in its file.")

    @property
    def stale(self) -> bool:
        """Whether the text is no longer the one that its measures were read from."""
        return self.read_of is not None and self.read_of != digest_of(self.text, self.context)

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

    @field_validator("measures", "refused", mode="before")
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
        _allowed_once(self.allow)
        return self


def _allowed_once(allowances: Sequence[Allowance]) -> None:
    """Refuse a second allowance for one rule: of two reasons or days one would be lost."""
    rules = [allowance.rule for allowance in allowances]
    for rule in rules:
        if rules.count(rule) > 1:
            raise ValueError(f"the rule '{rule}' is allowed twice; keep one")


def _confirm(item: dict[str, Any], free: Iterator[str]) -> dict[str, Any]:
    """Fill what a structured measure may leave out; single names may stand for lists of one."""
    item = {"id": item["id"] if "id" in item else next(free), "status": "confirmed", **item}
    for role in ("performer", "beneficiary", "territory", "organisation"):
        if isinstance(item.get(role), str):
            item[role] = [item[role]]
    return item


ApartKind = Literal["preamble", "signature", "letter", "quoted", "attachment"]
"""What is set apart; of a mail also the letter that goes with an attached plan, older mails, and what is attached."""


class Apart(Record):
    """A part of a plan that is no clause and is not judged."""

    kind: ApartKind = Field(description="What it is.")
    text: str = Field(description="Its words.")
    span: Span | None = Field(default=None, description="Where it stands in its file.")


class Plan(Record):
    """A plan: a title, a date, a source, and its clauses in order."""

    title: str = Field(default="", description="Title of the plan.")
    date: Day | None = Field(default=None, description="Date of the plan (ISO date).")
    source: str | None = Field(default=None, description="Where the plan was published.")
    assumptions: dict[str, str] = Field(default_factory=dict, description="Facts that the plan takes as given.")
    allow: tuple[Allowance, ...] = Field(
        default=(), description="Findings of rules on whole plans that are accepted, and why."
    )
    clauses: tuple[Clause, ...] = Field(min_length=1, description="Clauses, in order.")
    apart: tuple[Apart, ...] = Field(
        default=(), description="What is no clause and is not judged, in order.", exclude_if=_absent
    )
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
        _allowed_once(self.allow)
        return self
