"""Findings known on a day, so that only new ones count."""

from typing import Final, Literal

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.result import RulebookStamp
from legalcheck.model.rule import Day
from legalcheck.model.values import Certainty, Verdict

SCHEMA: Final = "legalcheck.baseline/1"


class KnownFinding(Record):
    """A finding that a baseline knows."""

    rule: str = Field(description="Id of the rule; not_understood for a clause from which nothing was read.")
    level: Verdict = Field(description="Level that it was known at; one that is graver is new.")
    certainty: Certainty = Field(description="How sure it was known to be; what has become certain since is new.")
    fingerprint: str = Field(
        pattern="^[0-9a-f]{24}$", description="Digest of the rule, the words and the parts of the measures."
    )
    words: str = Field(default="", description="How the clause begins, for people; it is not compared.")


class Baseline(Record):
    """Findings known on a day, by plan; the paths are relative to the folder of the file."""

    schema_id: Literal["legalcheck.baseline/1"] = Field(alias="schema", description="Name and version of this format.")
    as_of: Day = Field(description="Date of the law and the facts (ISO date).")
    rulebook: RulebookStamp = Field(description="Which rulebook judged.")
    plans: dict[str, tuple[KnownFinding, ...]] = Field(description="The known findings of each plan, sorted.")
