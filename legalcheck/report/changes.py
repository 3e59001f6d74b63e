"""What would have to be otherwise, in words."""

from collections.abc import Sequence

from legalcheck.model.context import Phrases
from legalcheck.model.result import NearMiss
from legalcheck.model.values import UNSPECIFIED
from legalcheck.model.why_not import Change

MAX_VALUES = 5
"""Values that are named before the rest is counted."""


def change_in_words(change: Change | NearMiss, phrases: Phrases) -> str:
    """Return what would have to be otherwise, and what it is now."""
    if change.attribute == "status":
        return phrases.report["confirmed"]
    then, now = (values_in_words(change.attribute, values, phrases) for values in (change.values, change.now))
    return f"{phrases.part(change.attribute)}: {then} ({phrases.report['now']}: {now})"


def values_in_words(name: str, values: Sequence[str], phrases: Phrases) -> str:
    """Return values of an attribute; of many the first and how many more."""
    said = [phrases.value("mode" if value == UNSPECIFIED else name, value) for value in values]
    if len(said) > MAX_VALUES:
        said = [*said[: MAX_VALUES - 1], f"{len(said) - MAX_VALUES + 1} {phrases.report['others']}"]
    return f" {phrases.report['or']} ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
