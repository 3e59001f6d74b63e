"""Words that the end of a line breaks, rejoined: with their hyphen if it is a part of them, else without."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑]$")
_BEFORE = frozenset(
    ("self", "non", "ex", "quasi", "fast", "well", "cross", "будь", "казна", "хтозна", "військово", "военно")
)
"""Parts that a hyphen follows."""
_DOUBLING = frozenset(("re", "pre", "co", "anti", "semi"))
"""Parts that a hyphen follows where their last letter is the next: re-establish."""
_ENDING = 3
"""Letters of an ending, which no hyphen leads: well-ing, cross-ing."""
_AFTER = frozenset(
    "term scale range earth based led wide fire off facto jure president який яка яке які якого якої яких якому якій "
    "якими небудь либо то таки факто юре технічний технічна технічне технічного технічної політичний політична".split()
)
"""Parts that a hyphen leads."""


class Hyphens:
    """Knows the words of a document that no line end breaks."""

    def __init__(self, texts: Iterable[str]):
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
        if first in _BEFORE:
            return len(second) > _ENDING
        doubled = first in _DOUBLING and first[-1] == second[0]
        return doubled or second in _AFTER or (first in self._whole and second in self._whole)
