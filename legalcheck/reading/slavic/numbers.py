"""Numbers and time limits, from the words and patterns of one language's ``time.yaml``."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from legalcheck.rulebook.strict_yaml import load_strict

FIGURE = r"\d{1,3}(?:[\u00a0 .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
LONGEST = 12  # digits


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it stands."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit: where it stands, and in days if it can be counted."""

    start: int
    end: int
    days: int | None


class Numbers:
    """What one stretch says in numbers, found when asked for."""

    def __init__(self, words: "NumberWords", text: str):
        self.words = words
        self.text = text

    @cached_property
    def figures(self) -> list[Figure]:
        """Return the numbers in their order."""
        return self.words.figures(self.text)

    @cached_property
    def deadline(self) -> Deadline | None:
        """Return the first time limit, or None."""
        return self.words.deadline(self.text)


class NumberWords:
    """The number words and time patterns of one language."""

    def __init__(self, folder: Path):
        data: dict[str, Any] = load_strict(folder / "time.yaml").data
        self.values: dict[str, int] = {form: value for value, forms in _pairs(data["numbers"]) for form in forms}
        self.scales: dict[str, int] = {form: value for value, forms in _pairs(data["scales"]) for form in forms}
        self.periods = [(value, re.compile(rf"(?:{stem})", re.IGNORECASE)) for value, stem in _pairs(data["periods"])]
        words = "|".join(sorted(map(re.escape, [*self.values, *self.scales]), key=len, reverse=True))
        self.number = re.compile(
            rf"(?<!\w)(?:(?P<figure>{FIGURE})[ \u00a0]?(?P<scale>{'|'.join(map(re.escape, self.scales))})?\.?"
            rf"|(?P<words>(?:{words})(?:[ -](?:{words}))*))(?!\w)",
            re.IGNORECASE,
        )
        unit = "|".join(stem for _, stem in _pairs(data["periods"]))
        span = rf"(?:(?:{FIGURE}|(?:{words})(?:[ -](?:{words}))*|{data['some']})[ -])"
        table = {"{span}": span, "{period}": rf"(?:{unit})\w*", "{month}": rf"(?:{data['months']})\w*"}
        self.deadlines = [_filled(pattern, table) for pattern in data["deadlines"]]
        self.limiting = re.compile(data["limiting"], re.IGNORECASE)

    def of(self, text: str) -> Numbers:
        """Return what a text says in numbers."""
        return Numbers(self, text)

    def figures(self, text: str) -> list[Figure]:
        """Return the numbers of a text in their order."""
        found = []
        for match in self.number.finditer(text):
            value = self._figure(match) if match["figure"] else self._in_words(match["words"])
            if value is not None:
                found.append(Figure(match.start(), match.end(), value))
        return found

    def _figure(self, match: re.Match[str]) -> int | None:
        digits = re.sub(r"[\u00a0 ]", "", match["figure"])
        if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
            digits = re.sub(r"[.,]", "", digits)
        digits = digits.replace(",", ".")
        if len(digits) > LONGEST:
            return None
        return round(float(digits) * self.scales.get((match["scale"] or "").lower(), 1))

    def _in_words(self, text: str) -> int | None:
        total, current = 0, 0
        for word in re.split(r"[ -]", text.lower()):
            if word in self.scales:
                total, current = total + max(current, 1) * self.scales[word], 0
            else:
                current += self.values[word]
        return total + current

    def deadline(self, text: str) -> Deadline | None:
        """Return the first time limit of a text, or None."""
        matches = [m for pattern in self.deadlines if (m := pattern.search(text)) is not None]
        if not matches:
            return None
        match = min(matches, key=lambda m: (m.start(), -m.end()))
        return Deadline(match.start(), match.end(), self._days(match.group()))

    def _days(self, limit: str) -> int | None:
        if not self.limiting.match(limit):
            return None
        unit = next((value for value, stem in self.periods if stem.search(limit)), None)
        figures = self.figures(limit)
        number = figures[0].value if figures else 1
        return number * unit if unit is not None else None


def _pairs(data: dict[str, Any]) -> list[tuple[int, Any]]:
    return [(int(value), forms) for value, forms in data.items()]


def _filled(pattern: str, table: dict[str, str]) -> re.Pattern[str]:
    for name, part in table.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.IGNORECASE)
