"""The order in which a reader takes the text of a sheet: columns one after the other, tables row by row.

A gutter is a strip that few pieces cross, with text enough on both sides. Pieces that cross it, titles for one, part
the sheet into bands; within a band the left side comes before the right one. Where the blocks of both sides begin at
the same heights, they are rows of a table.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from legalcheck.documents.pdf.rows import Line, joined
from legalcheck.documents.pdf.sheets import Piece, Sheet

_STRIPS = 400
"""Strips into which the width is cut to look for a gutter."""
_MIDDLE = (0.2, 0.8)
"""Share of the width between which a gutter lies."""
_CROSSING = 0.25
"""Share of the pieces that may cross a gutter."""
_FEW = 0.08
"""Pieces that may cross a strip of a gutter, by the most that cross one."""
_WIDE = 0.7
"""Least width of a gutter, by the size of the letters."""
_ROWS = 4
"""Least lines on each side of a gutter."""
_SIDE = 0.2
"""Least width of the text on each side, by that of all text."""
_NESTED = 2
_BLOCK = 1.35
"""Step between lines, by the usual one, that begins a block."""
_ALIGNED = 0.8
"""Share of the blocks that begin at the same height on both sides of a table."""
_TABLE_ROWS = 3


@dataclass(frozen=True)
class Column:
    """Lines below each other, the place of the text on the sheet, and whether it is a cell of a table."""

    page: int
    lines: Sequence[Line]
    left: float
    right: float
    table: bool = False

    @cached_property
    def pitch(self) -> float:
        """The usual step from base line to base line."""
        return _pitch(self.lines)


def columns(sheets: Sequence[Sheet]) -> Iterator[Column]:
    """Yield the columns of the sheets in the order in which they are read.

    A page on which one side is too short to tell a gutter has that of another page, if its pieces keep clear of it.
    """
    own = [_gutter(sheet.pieces) for sheet in sheets]
    found = sorted(gutter for gutter in own if gutter is not None)
    usual_gutter = found[len(found) // 2] if found else None
    for sheet, gutter in zip(sheets, own, strict=True):
        if gutter is None and usual_gutter is not None and _keeps_clear(sheet.pieces, usual_gutter):
            yield from _parted(sheet.number, sheet.pieces, usual_gutter, 0)
        else:
            yield from _ordered(sheet.number, sheet.pieces, 0)


def _keeps_clear(pieces: Sequence[Piece], gutter: float) -> bool:
    """Say whether few pieces cross a gutter, and some stand on both sides."""
    before = sum(one.right <= gutter for one in pieces)
    after = sum(one.left >= gutter for one in pieces)
    return before > 0 and after > 0 and len(pieces) - before - after <= _CROSSING * len(pieces)


def _ordered(page: int, pieces: Sequence[Piece], depth: int) -> Iterator[Column]:
    gutter = _gutter(pieces) if depth < _NESTED else None
    if gutter is not None:
        yield from _parted(page, pieces, gutter, depth)
    elif made := _column(page, pieces):
        yield made


def _parted(page: int, pieces: Sequence[Piece], gutter: float, depth: int) -> Iterator[Column]:
    """Yield the bands on both sides of a gutter, and what crosses it."""
    crossing = sorted((one for one in pieces if one.left < gutter < one.right), key=lambda one: one.base)
    sides = sorted((one for one in pieces if not one.left < gutter < one.right), key=lambda one: one.base)
    at = done = 0
    while at < len(sides) or done < len(crossing):
        start = at
        while at < len(sides) and (done == len(crossing) or sides[at].base < crossing[done].base):
            at += 1
        yield from _band(page, sides[start:at], gutter, depth)
        first = done
        while done < len(crossing) and (at == len(sides) or crossing[done].base <= sides[at].base):
            done += 1
        if made := _column(page, crossing[first:done]):
            yield made


def _band(page: int, pieces: Sequence[Piece], gutter: float, depth: int) -> Iterator[Column]:
    """Yield the left side and the right side of a band, or the rows of a table."""
    left = [one for one in pieces if one.right <= gutter]
    right = [one for one in pieces if one.left >= gutter]
    starts = _rows_of_table(joined(left), joined(right))
    if not starts:
        yield from _ordered(page, left, depth + 1)
        yield from _ordered(page, right, depth + 1)
        return
    for top, bottom in zip(starts, [*starts[1:], float("inf")], strict=True):
        for side in (left, right):
            if made := _column(page, [one for one in side if top <= one.base < bottom], table=True):
                yield made


def _column(page: int, pieces: Sequence[Piece], *, table: bool = False) -> Column | None:
    lines = joined(pieces)
    if not lines:
        return None
    return Column(page, lines, min(line.left for line in lines), max(line.right for line in lines), table)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the middle of the strip that parts two columns; None if there is one column."""
    if len(pieces) < 2 * _ROWS:
        return None
    left, right = min(one.left for one in pieces), max(one.right for one in pieces)
    strip = (right - left) / _STRIPS
    if strip <= 0:
        return None
    counts = _crossings(pieces, left, strip)
    wide = max(2, round(_WIDE * median(one.size for one in pieces) / strip))
    within = counts[int(_MIDDLE[0] * _STRIPS) : int(_MIDDLE[1] * _STRIPS)]
    for most in sorted({min(within), max(min(within), int(_FEW * max(counts)))}):
        middle = _clearest(within, most, wide)
        if middle is not None and _parts(pieces, gutter := left + (middle + int(_MIDDLE[0] * _STRIPS)) * strip):
            return gutter
    return None


def _parts(pieces: Sequence[Piece], gutter: float) -> bool:
    """Say whether there is a column of text on each side."""
    before = [one for one in pieces if one.right <= gutter]
    after = [one for one in pieces if one.left >= gutter]
    if len(pieces) - len(before) - len(after) > _CROSSING * len(pieces):
        return False
    if min(_height(before), _height(after)) < _ROWS:
        return False
    wide, narrow = _width(pieces), min(_width(before), _width(after))
    return narrow >= _SIDE * wide and _beside(before, after)


def _width(pieces: Sequence[Piece]) -> float:
    return max(one.right for one in pieces) - min(one.left for one in pieces)


def _crossings(pieces: Sequence[Piece], left: float, strip: float) -> list[int]:
    """Return how many pieces cross each strip."""
    steps = [0] * (_STRIPS + 2)
    for one in pieces:
        steps[max(0, int((one.left - left) / strip))] += 1
        steps[min(_STRIPS + 1, int((one.right - left) / strip) + 1)] -= 1
    counts, open_now = [], 0
    for step in steps[:_STRIPS]:
        open_now += step
        counts.append(open_now)
    return counts


def _clearest(counts: Sequence[int], most: int, wide: int) -> float | None:
    """Return the middle of the widest strips in a row that no more than ``most`` pieces cross."""
    best, start = (0, 0.0), None
    for at in range(len(counts) + 1):
        clear = at < len(counts) and counts[at] <= most
        if clear and start is None:
            start = at
        elif not clear and start is not None:
            best = max(best, (at - start, (start + at) / 2))
            start = None
    return best[1] if best[0] >= wide else None


def _height(pieces: Sequence[Piece]) -> int:
    """Return the lines that pieces stand on."""
    return len({round(one.base / max(one.size, 1) * 2) for one in pieces})


def _beside(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Say whether two groups stand beside each other and not one below the other."""
    top = max(min(one.base for one in before), min(one.base for one in after))
    bottom = min(max(one.base for one in before), max(one.base for one in after))
    within = min(sum(top <= one.base <= bottom for one in side) for side in (before, after))
    return within >= _ROWS


def _rows_of_table(left: Sequence[Line], right: Sequence[Line]) -> list[float]:
    """Return where the rows of a table begin; nothing where the two sides are columns of a text."""
    first, second = _blocks(left), _blocks(right)
    if min(len(first), len(second)) < _TABLE_ROWS:
        return []
    near = max(line.size for line in (left[0], right[0])) / 2
    shared = [
        base for base in first if (at := bisect_left(second, base - near)) < len(second) and second[at] <= base + near
    ]
    if len(shared) < _ALIGNED * max(len(first), len(second)):
        return []
    return [base - near for base in shared]


def _blocks(lines: Sequence[Line]) -> list[float]:
    """Return the base lines on which blocks of lines begin."""
    pitch = _pitch(lines)
    starts = [line.base for line in lines[:1]]
    starts += [b.base for a, b in pairwise(lines) if b.base - a.base > _BLOCK * pitch]
    return starts


def usual(steps: Iterable[float]) -> float:
    """Return the usual step between lines: that within paragraphs, not that between them; 0 where there is none."""
    ordered = sorted(steps)
    return ordered[len(ordered) // 4] if ordered else 0.0


def _pitch(lines: Sequence[Line]) -> float:
    return usual(b.base - a.base for a, b in pairwise(lines))
