"""Where the words of a clause stand in its plan file: lines and columns for annotations, offsets for programs.

The words of a clause are those of the file without what Markdown adds, lines joined; so they are found again by going
through both from the end. What is not found, in a file that has changed or is no text, has no place.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from legalcheck.documents.files import NUMBERED, STREAMED, STRUCTURED
from legalcheck.model.problem import InputError
from legalcheck.model.result import ClauseResult
from legalcheck.rulebook.strict_yaml import Document, read_text

REACH = 2000
"""Characters of a link's target or a comment that are gone back over at most."""
_MARKS = "*_`["


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: lines and columns from 1, in code points; the end is that after the last character."""

    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None
    start: int | None = None
    """Offset in the file; None where only the beginning is known, as in a structured plan."""
    text: str = ""
    """What the file says there; empty where only the beginning is known."""


class Places:
    """The places of the clauses of one plan file, which is read when the first is asked for."""

    def __init__(self, path: str):
        self.path = path
        self._suffix = Path(path).suffix.lower()
        self._found: dict[tuple[int, int], Sequence[int] | None] = {}

    def clause(self, at: int, clause: ClauseResult) -> Place | None:
        """Return where a clause begins and ends; ``at`` is its place among the clauses of the plan, from 0."""
        if self._suffix in STRUCTURED:
            return self._structured(at)
        if self._suffix == STREAMED:
            return Place(self._filled[at], 1) if at < len(self._filled) else None
        span = clause.span
        return self._stretch(span.start, span.end) if span and self._aligned(clause) is not None else None

    def words(self, clause: ClauseResult, start: int, end: int) -> Place | None:
        """Return where some words of a clause stand, given by their offsets in its text."""
        found = self._aligned(clause) if 0 <= start < end <= len(clause.text) else None
        return self._stretch(found[start], found[end - 1] + 1) if found else None

    @cached_property
    def _text(self) -> str:
        """The text of the file; empty if it cannot be read, and then there are no places."""
        try:
            return read_text(Path(self.path)) if self._suffix in (*NUMBERED, *STRUCTURED, STREAMED) else ""
        except InputError:
            return ""

    @cached_property
    def _lines(self) -> list[int]:
        """Offsets at which lines begin."""
        return [0, *(at + 1 for at, character in enumerate(self._text) if character == "\n")]

    @cached_property
    def _filled(self) -> list[int]:
        """Numbers of the lines that are not empty."""
        return [number for number, line in enumerate(self._text.split("\n"), 1) if line.strip()]

    @cached_property
    def _document(self) -> Document:
        return Document(None, self.path, text=self._text)

    def _structured(self, at: int) -> Place | None:
        try:
            return Place(*self._document.where("clauses", at)) if self._text else None
        except InputError:  # JSON that YAML cannot read
            return None

    def _aligned(self, clause: ClauseResult) -> Sequence[int] | None:
        """Return the offset in the file of every character of a clause; None if its words do not stand there."""
        span = clause.span
        if span is None or span.paragraph is not None or self._suffix not in NUMBERED:
            return None
        stretch = span.start, span.end
        if stretch not in self._found:
            self._found[stretch] = aligned(clause.text, self._text, *stretch)
        return self._found[stretch]

    def _stretch(self, start: int, end: int) -> Place:
        first, last = self._line(start), self._line(end)
        columns = (start - self._lines[first - 1] + 1, end - self._lines[last - 1] + 1)
        return Place(first, columns[0], last, columns[1], start, self._text[start:end])

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)


def aligned(words: str, text: str, start: int, end: int) -> Sequence[int] | None:
    """Return the offset in ``text`` of each character of words gathered from a stretch of it; None if they are not.

    A space stands for any white space; marks of emphasis, links and comments are passed over. Linear in the stretch.
    """
    if text.endswith(words, start, end):
        return range(end - len(words), end)
    found: list[int] = []
    at = end
    for character in reversed(words):
        before = _before(text, at, start, character)
        if before is None:
            return None
        found.append(before)
        at = before
        while character == " " and at > start and text[at - 1].isspace():
            at -= 1
    return found[::-1]


def _before(text: str, at: int, start: int, wanted: str) -> int | None:
    """Return the offset of the character wanted, going back from ``at`` over marks; None if another comes first."""
    commented = False
    while at > start:
        here, opening = text[at - 1], _opening(text, at, start)
        if opening is not None:
            commented |= here == ">"
            at = opening
        elif here == wanted or (wanted == " " and here.isspace()):
            return at - 1
        elif here in _MARKS or (commented and here.isspace()):
            at -= 1
        else:
            return None
    return None


def _opening(text: str, at: int, start: int) -> int | None:
    """Return where the target of a link or a comment begins that ends right before ``at``; None if neither does."""
    start = max(start, at - REACH)
    if text.endswith("-->", start, at):
        found = text.rfind("<!--", start, at)
    elif text[at - 1] == ")":
        found = text.rfind("](", start, at)
        if found >= 0 and (at - found < 4 or any(c in "()" or c.isspace() for c in text[found + 2 : at - 1])):
            return None
    else:
        return None
    return found if found >= 0 else None
