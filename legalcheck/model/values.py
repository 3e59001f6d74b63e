"""The closed values that every layer shares: levels, certainty, standing and the flags of a measure."""

from typing import Literal, get_args

Level = Literal["barred", "closed", "amendment", "approval", "consent", "unsecured", "notice"]
Verdict = Literal[
    "barred", "closed", "amendment", "approval", "consent", "unsecured", "notice", "clear", "not_understood"
]
Certainty = Literal["certain", "possible"]
Standing = Literal["settled", "prevailing", "contested"]

Doctrine = Literal["strict", "prevailing", "lenient"]

Mode = Literal["de_jure", "de_facto", "control_only", "unspecified"]
Polarity = Literal["affirmed", "negated"]
Force = Literal["obligation", "permission", "declaration", "aim", "report"]
Condition = Literal["none", "condition", "consequence_of_breach", "revocation"]
Bound = Literal["yes", "no", "unspecified"]
Review = Literal["none", "political_council", "court", "foreign_head_of_state", "unspecified"]
Status = Literal["asserted", "possible", "confirmed"]

LEVELS: tuple[str, ...] = get_args(Level)
"""Levels of a finding, gravest first."""
VERDICTS: tuple[str, ...] = get_args(Verdict)
"""Levels and what else a verdict can be, gravest first."""

UNSPECIFIED = "unspecified"
"""The clause does not say; never a guess."""

UNKNOWN = "unknown"
"""A fact that has a value, which nobody has told us."""


def gravest(levels: object, empty: str = "clear") -> str:
    """Return the gravest of an iterable of levels, or ``empty`` if there is none."""
    present = set(levels)  # type: ignore[call-overload]
    return next((level for level in LEVELS if level in present), empty)


def at_or_above(verdict: str, level: str) -> bool:
    """Say whether a verdict is a level at least as grave as ``level``."""
    return verdict in LEVELS and LEVELS.index(verdict) <= LEVELS.index(level)
