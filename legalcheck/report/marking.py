"""Text wrapped to a width with stretches of it underlined and labelled below, aligned by what a terminal shows."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

Paint = Callable[[str, str], str]
"""Colours a piece of text in a style: (text, style) to text."""

_WORD = re.compile(r"\S+")
_GAP = 2
"""Columns between a label and the next underline."""


@dataclass(frozen=True)
class Mark:
    """A stretch of a text, by code points, and what to say of it; ``names`` share one ``role``."""

    start: int
    end: int
    name: str
    role: str
    style: str = ""


@dataclass(frozen=True)
class _Piece:
    """Something on a row: its first column and what stands there."""

    column: int
    text: str
    style: str

    @property
    def end(self) -> int:
        return self.column + cell_len(self.text)


def plain(text: str, _style: str) -> str:
    """Colour nothing."""
    return text


def shown(text: str) -> str:
    """Return text of as many code points in which nothing can move a cursor."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def marked(text: str, marks: Iterable[Mark], width: int, indent: str = "", paint: Paint = plain) -> Iterator[str]:
    """Yield the lines of a text, each with rows of underlines and labels below it; none is wider than ``width``."""
    safe, known, room = shown(text), list(marks), max(20, width - cell_len(indent))
    for start, end in _lines(safe, room):
        yield indent + safe[start:end]
        for row in _rows(_placed(safe, start, end, known), room):
            yield indent + _painted(row, paint)


def _lines(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends: as many words as there is room for; a word that is longer is cut."""
    begin, end = -1, -1
    for word in _WORD.finditer(text):
        for first, last in _chunks(text, word.start(), word.end(), room):
            if begin >= 0 and cell_len(text[begin:last]) > room:
                yield begin, end
                begin = -1
            begin, end = first if begin < 0 else begin, last
    if begin >= 0:
        yield begin, end


def _chunks(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Cut a word into stretches that fit into a line; a mark above a letter stays with it."""
    if cell_len(text[start:end]) > room:
        used = 0
        for at in range(start, end):
            size = cell_len(text[at])
            if used + size > room:
                yield start, at
                start, used = at, 0
            used += size
    yield start, end


def _placed(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (first column, column after the last, label, style) of what is marked in a line, from the left."""
    stretches: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        last -= len(text[first:last]) - len(text[first:last].rstrip())
        if first < last:
            stretches.setdefault((first, last), []).append(mark)
    for (first, last), found in sorted(stretches.items(), key=lambda item: (item[0][0], -item[0][1])):
        left = cell_len(text[start:first])
        yield left, max(left + 1, cell_len(text[start:last])), _label(found), found[0].style


def _label(marks: Sequence[Mark]) -> str:
    """Return what one stretch does: names that have it in the same role stand together."""
    roles: dict[str, dict[str, None]] = {}
    for mark in marks:
        roles.setdefault(mark.role, {})[mark.name] = None
    return ", ".join(f"{' '.join(names)} {role}".strip() for role, names in roles.items())


def _rows(placed: Iterable[tuple[int, int, str, str]], room: int) -> list[list[_Piece]]:
    """Put each underline with its label on the first row where there is room for both."""
    rows: list[list[_Piece]] = []
    for left, right, label, style in placed:
        line, size = "^" * (right - left), cell_len(label)
        if right + 1 + size <= room:
            _fit(rows, _Piece(left, f"{line} {label}", style))
        elif left - 1 - size >= 0:
            _fit(rows, _Piece(left - 1 - size, f"{label} {line}", style))
        else:
            said = [_Piece(0, words, style) for words in textwrap.wrap(label, room)]
            rows += [[_Piece(left, line, style)], *([piece] for piece in said)]
    return rows


def _fit(rows: list[list[_Piece]], piece: _Piece) -> None:
    for row in rows:
        if all(piece.end + _GAP <= other.column or other.end + _GAP <= piece.column for other in row):
            row.append(piece)
            return
    rows.append([piece])


def _painted(row: Sequence[_Piece], paint: Paint) -> str:
    line, column = "", 0
    for piece in sorted(row, key=lambda piece: piece.column):
        line += " " * (piece.column - column) + (paint(piece.text, piece.style) if piece.style else piece.text)
        column = piece.end
    return line
