"""Findings that people accept: by word of the plan itself, or because they were known before."""

from typing import Any, Literal

from pydantic import Field, field_validator

from legalcheck.model.base import Record
from legalcheck.model.rule import Day

NOT_UNDERSTOOD = "not_understood"
"""Stands where a rule would: it is accepted that no measure was read from the clause."""


def absent(value: object) -> bool:
    """Say whether a part of a record is left out where it is written: results without acceptances stay as they were."""
    return value is None or value == ()


class Allowance(Record):
    """A finding that those who keep a plan accept: of which rule, why, and for how long."""

    rule: str = Field(description="Id of the rule; not_understood for a clause from which nothing was read.")
    because: str = Field(description="Why it is accepted.")
    until: Day | None = Field(default=None, description="Last day on which it is accepted (ISO date).")
    line: int | None = Field(default=None, exclude_if=absent, description="Line of the file that says so, from 1.")

    @field_validator("because")
    @classmethod
    def _reason(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("'because' is empty; say why the finding is accepted")
        return " ".join(value.split())

    @field_validator("rule", mode="before")
    @classmethod
    def _name(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value


class Accepted(Record):
    """Why a finding does not count for the exit status."""

    by: Literal["plan", "baseline"] = Field(description="Whether the plan accepts it or a baseline knows it.")
    because: str | None = Field(default=None, exclude_if=absent, description="The reason that the plan gives.")
    until: str | None = Field(default=None, exclude_if=absent, description="Last day of the acceptance (ISO date).")


class StaleAllowance(Allowance):
    """An allowance that accepts nothing any more."""

    why: Literal["expired", "no_finding"] = Field(description="Whether its day is over or there is no such finding.")
