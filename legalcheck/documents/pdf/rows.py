"""Pieces of a sheet, brought to lines; what repeats at the edges of the sheets is left out."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from legalcheck.documents.characters import collapsed
from legalcheck.documents.formulas import formulas
from legalcheck.documents.markers import MARKER
from legalcheck.documents.pdf.sheets import Piece, Sheet

_SAME = 0.45
"""Step between base lines, by the size, below which pieces stand on one line."""
_RAISED = 0.85
"""Size of a raised number, by that of the words before it."""
_LIFT = 0.05
_REFERENCE = re.compile(r"\[?(?:\d{1,3}|[*†‡])\]?(?:[,\s]+\d{1,3})*")
_BLANK = 0.1
"""Space between pieces, by the size, that parts words."""
_EDGE = 0.14
"""Share of the height, above and below, in which what repeats may stand."""
_OUTER = 3
"""Lines at an edge that may repeat."""
_PLACE = 6.0
"""Points by which what repeats may move."""
_FEW = 4
"""Pages of a document on two of which what repeats must stand; on three, where there are more."""
_FAR = 2.5
"""Space, by the size of the text, that parts it from what frames it."""
_SMALL = 0.93
_NUMBERED = re.compile(r"[\[(]?\d|[*†‡]")
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def joined(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines that pieces make, from the top; raised numbers of notes are left out."""
    return [line for line in map(_line, _on_lines(pieces)) if line is not None]


def _on_lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces by the line that they stand on, from the top."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.base, one.left)):
        if not _joins(lines, piece):
            lines.append([piece])
    return lines


def _joins(lines: list[list[Piece]], piece: Piece) -> bool:
    """Add a piece to one of the lines just above, if it stands on it: the raised number comes before its words."""
    for line in reversed(lines[-2:]):
        if abs(piece.base - line[0].base) <= _SAME * max(piece.size, line[0].size):
            line.append(piece)
            return True
    return False


def _line(pieces: Iterable[Piece]) -> Line | None:
    pieces = sorted(pieces, key=lambda one: one.left)
    main = max(pieces, key=lambda one: (len(one.text), -one.left))
    words: list[str] = []
    right = pieces[0].left
    for at, piece in enumerate(pieces):
        raised = piece.size < _RAISED * main.size and piece.base < main.base - _LIFT * main.size
        note = raised and _REFERENCE.fullmatch(piece.text.strip())
        if at and note:
            continue
        if words and piece.left - right > _BLANK * main.size:
            words.append(" ")
        words.append(f"{piece.text} " if note else piece.text)
        right = max(right, piece.right)
    text = collapsed("".join(words))
    bold = sum(len(one.text) for one in pieces if one.bold) * 2 > sum(len(one.text) for one in pieces)
    return Line(text, pieces[0].left, right, main.base, main.size, bold) if text else None


def without_edges(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets without running headers and footers and without page numbers."""
    rows = [row for sheet in sheets for row in _edge_rows(sheet)]
    dropped = _repeated(rows, 2 if len(sheets) <= _FEW else 3) | _counted(rows)
    if len(sheets) == 1:
        dropped |= _framing(sheets[0], rows)
    gone = {id(piece) for row in rows if (row.page, row.line) in dropped for piece in row.pieces}
    return [replace(sheet, pieces=tuple(one for one in sheet.pieces if id(one) not in gone)) for sheet in sheets]


@dataclass(frozen=True)
class _Row:
    """A line across a sheet, near an edge of it."""

    page: int
    below: bool
    line: Line
    pieces: tuple[Piece, ...]


_Place = tuple[int, Line]


def _edge_rows(sheet: Sheet) -> list[_Row]:
    """Return the lines at the upper and the lower edge of a sheet."""
    lines = _on_lines(one for one in sheet.pieces if not _EDGE < one.base / sheet.height < 1 - _EDGE)
    above = [line for line in lines if line[0].base < sheet.height / 2]
    chosen = [(False, line) for line in above[:_OUTER]] + [(True, line) for line in lines[len(above) :][-_OUTER:]]
    made = ((below, _line(line), line) for below, line in chosen)
    return [_Row(sheet.number, below, line, tuple(pieces)) for below, line, pieces in made if line is not None]


def _repeated(rows: Iterable[_Row], often: int) -> set[_Place]:
    """Return the lines that stand word by word at one place of several pages."""
    alike: dict[tuple[bool, str], list[_Row]] = defaultdict(list)
    for row in rows:
        alike[row.below, row.line.text.casefold()].append(row)
    return {(row.page, row.line) for same in alike.values() for row in _at_one_place(same, often)}


def _at_one_place(rows: Sequence[_Row], often: int) -> Iterator[_Row]:
    """Yield the rows at whose place one stands on as many pages."""
    ordered = sorted(rows, key=lambda row: row.line.base)
    first = 0
    for at, row in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1].line.base - row.line.base > _PLACE:
            if len({one.page for one in ordered[first : at + 1]}) >= often:
                yield from ordered[first : at + 1]
            first = at + 1


def _framing(sheet: Sheet, rows: Sequence[_Row]) -> set[_Place]:
    """Return the lines that frame the text of a single page, where nothing repeats: small, and far from the text.

    A footnote may stand like that, too, but bears a number.
    """
    sizes = Counter[float]()
    for piece in sheet.pieces:
        sizes[piece.size] += len(piece.text)
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    bases = sorted(piece.base for piece in sheet.pieces)
    found = set()
    for row in rows:
        line = row.line
        inner = bases[bisect_left(bases, line.base - _FAR * usual) : bisect_right(bases, line.base + _FAR * usual)]
        alone = all(abs(base - line.base) <= _SAME * line.size for base in inner)
        note = row.below and _NUMBERED.match(line.text)
        if alone and line.size < _SMALL * usual and not note:
            found.add((row.page, line))
    return found


def _counted(rows: Iterable[_Row]) -> set[_Place]:
    """Return the lines that count the pages: a number that grows with them, alone or in words that stay the same.

    A number that numbers a clause is none, even where each page holds one clause.
    """
    counts: dict[tuple[bool, str, int, int], list[_Row]] = defaultdict(list)
    found = set()
    for row in rows:
        text = row.line.text
        alone = formulas().page_number(text)
        if alone is None and MARKER.match(text):
            continue
        if alone == row.page:
            found.add((row.page, row.line))
        for slot, number in enumerate(_NUMBER.findall(text)):
            counts[row.below, _NUMBER.sub("#", text.casefold()), slot, int(number) - row.page].append(row)
    for same in counts.values():
        if len({row.page for row in same}) > 1:
            found |= {(row.page, row.line) for row in same}
    return found
