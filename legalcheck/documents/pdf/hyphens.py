"""Words that the end of a line breaks, rejoined: with their hyphen if it is a part of them, else without."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from legalcheck.documents.formulas import formulas

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑]$")
_ENDING = 3
"""Letters of an ending, which no hyphen leads: well-ing, cross-ing."""


class Hyphens:
    """Knows the words of a document that no line end breaks."""

    def __init__(self, texts: Iterable[str]):
        self._set = formulas()
        self._whole: set[str] = set()
        self._compound: set[str] = set()
        for text in texts:
            self._learn(text)

    def _learn(self, text: str) -> None:
        for word in _WORD.findall(_BROKEN.sub("", text.casefold())):
            plain = word.replace("‐", "-").replace("‑", "-")
            (self._compound if "-" in plain else self._whole).add(plain)

    def joined(self, lines: Sequence[str]) -> str:
        """Return the lines as one text."""
        words = lines[0] if lines else ""
        parts = [words]
        for before, after in pairwise(lines):
            broken, rest = _BROKEN.search(before), _WORD.match(after)
            if broken is None or rest is None:
                parts.append(after if before.endswith(("-", "‐", "‑", "/")) and before[-2:-1].strip() else f" {after}")
                continue
            if not self._keeps(broken.group(1).casefold(), rest.group()):
                parts[-1] = parts[-1][:-1]
            parts.append(after)
        return "".join(parts)

    def _keeps(self, first: str, rest: str) -> bool:
        """Say whether the hyphen is a part of the word."""
        if not rest[0].islower():
            return True
        second = rest.casefold()
        if f"{first}-{second}" in self._compound:
            return True
        if first + second in self._whole:
            return False
        if first in self._set.compound_first:
            return len(second) > _ENDING
        doubled = first in self._set.compound_doubled and first[-1] == second[0]
        return doubled or second in self._set.compound_second or {first, second} <= self._whole
