"""What set phrases around an act say: in what sense, for how long, by which instrument, who oversees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legalcheck.rulebook.strict_yaml import load_strict


@dataclass(frozen=True, slots=True)
class Mark:
    """Phrases that give a value to a field of measures of some kinds; of any kind if none is named."""

    field: str
    value: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]


class CircumstanceWords:
    """The marks of one language."""

    def __init__(self, folder: Path):
        self.marks = [
            Mark(m["field"], m["value"], frozenset(m["kinds"]), re.compile("|".join(m["words"]), re.IGNORECASE))
            for m in load_strict(folder / "circumstances.yaml").data
        ]


class Circumstances:
    """What one stretch says around its acts."""

    def __init__(self, words: CircumstanceWords, text: str):
        self.words = words
        self.text = text

    def of(self, kind: str) -> Iterator[tuple[str, str, int, int]]:
        """Yield fields with their values, and where the words stand."""
        for mark in self.words.marks:
            match = mark.pattern.search(self.text) if not mark.kinds or kind in mark.kinds else None
            if match is not None:
                yield mark.field, mark.value, match.start(), match.end()
