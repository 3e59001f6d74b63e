"""Lines joined to paragraphs: by space, indents, numbers and ends of sentences, across columns and pages."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from legalcheck.documents.markers import BULLET, FIRST, MARKER
from legalcheck.documents.pdf.hyphens import Hyphens
from legalcheck.documents.pdf.order import Column, usual
from legalcheck.documents.pdf.rows import Line

_GAP = 1.3
"""Step between lines, by the usual one, that parts paragraphs."""
_INDENT = 0.8
"""Step of the left edge, by the size, that is meant."""
_RESIZED = 0.12
_FEW_STEPS = 10
"""Steps of a column from which its usual one is taken."""
_ENDED = re.compile(r"[.;:!?…][)»”\"’'*]*$|[)»”\"]$")
_LOWER_NAMED = re.compile(r"[a-zа-яіїєґ]{4,}\s+[\dIVX]+\b")
"""A place that a sentence names: section I, пункт 3."""
_LARGER = 1.12
"""Size of a heading, by that of the text."""
_TITLE = 200
"""Characters of a heading in letters of the common size."""
_TITLE_LINES = 4
_SMALLER = 0.93
"""Size of a footnote, by that of the text."""
_NOTE = re.compile(r"(\[?\d{1,3}\]?|[*†‡]{1,3})[.)]?\s+(?=\S)")
_CONTENTS = re.compile(r".*(?:\.\s?){5,}\s*\d{1,4}$")
"""A line of a table of contents."""
_MARGIN = 60.0
"""Points by which columns of one place may differ."""
_NEAR = 1.5
"""Points by which two steps that are the same may differ."""
_SAME_EDGE = 0.6
"""Step of the left edge, by the size, below which depth is the same."""
_MANY = 0.3
"""Share of the paragraphs with a first line set in, from which all are taken to have one."""
_CENTRED = 0.12
"""Share of the width that is free on both sides of a centred line."""
_OFF_CENTRE = 0.02
"""Share of the width by which a centred line may be out of the middle."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its column and its number in reading order."""

    line: Line
    column: Column
    number: int

    @property
    def indent(self) -> float:
        """How far it begins from the left of its column."""
        return self.line.left - self.column.left


@dataclass
class Block:
    """The lines of a paragraph; ``note`` is the number of a footnote."""

    lines: list[Placed]
    breaks: list[int] = field(default_factory=list)
    note: str = ""

    @property
    def first(self) -> Placed:
        """Its first line."""
        return self.lines[0]

    @property
    def numbered(self) -> bool:
        """Whether it begins with a number or a bullet."""
        return starts_clause(self.first.line.text)


def starts_clause(text: str) -> bool:
    """Say whether a line begins with a number or a bullet."""
    return MARKER.match(text) is not None or BULLET.match(text) is not None


def _may_open(text: str) -> bool:
    """Say whether a line in mid-sentence may open a clause, if its number comes next: a first number never does."""
    found = MARKER.match(text)
    return found is not None and not found["named"] and found.group().strip(" ().") not in FIRST


class Typography:
    """What is usual in a document: the size of its letters, the step of its lines, the left edges of its columns."""

    def __init__(self, columns: Sequence[Column]):
        sizes = Counter[float]()
        for column in columns:
            for line in column.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
        self.size = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
        self.larger = sorted((size for size in sizes if size > _LARGER * self.size), reverse=True)
        bold = sum(len(line.text) for column in columns for line in column.lines if line.bold)
        self.bold = 2 * bold > sum(sizes.values())
        self._steps = usual(
            (b.base - a.base) / max(a.size, 1.0) for column in columns for a, b in pairwise(column.lines)
        )
        self._margins = _margins(columns)

    def step(self, column: Column, line: Line) -> float:
        """Return the usual step below a line of a column."""
        if len(column.lines) <= _FEW_STEPS or line.size > _LARGER * self.size:
            return self._steps * line.size
        return column.pitch

    def indent(self, placed: Placed) -> float:
        """Return how far a line begins from where text in its place begins on most pages."""
        return placed.line.left - self._margins[id(placed.column)]

    def heading(self, block: Block) -> int:
        """Return the level of a heading; 0 for text."""
        size = round(block.first.line.size * 2) / 2
        if size in self.larger:
            return min(1 + self.larger.index(size), 6)
        if len(block.lines) > _TITLE_LINES:
            return 0
        text = " ".join(one.line.text for one in block.lines)
        bold = not self.bold and all(one.line.bold for one in block.lines)
        if bold and len(text) <= _TITLE and not _ENDED.search(text) and not text.endswith(","):
            return min(1 + len(self.larger), 6)
        return 0


def _margins(columns: Sequence[Column]) -> dict[int, float]:
    """Return by column where text in its place begins.

    A place is a column of the odd or of the even pages. Where lists fill a place and no line begins at its margin, the
    margin is reckoned from the right edge, as wide as the widest place is, if that one is set in by as much somewhere.
    """
    places = _places(columns)
    widest = max(places, key=_wide, default=[])
    edge = min((column.left for column in widest), default=0.0)
    steps = sorted({line.left - edge for column in widest for line in column.lines})
    margins = {}
    for place in places:
        left = min(column.left for column in place)
        step = left - (max(column.right for column in place) - _wide(widest))
        at = bisect_left(steps, step - _NEAR)
        known = 0 < step <= _MARGIN and at < len(steps) and steps[at] <= step + _NEAR
        margins.update(dict.fromkeys(map(id, place), left - step if known else left))
    return margins


def _wide(place: Sequence[Column]) -> float:
    return max(column.right for column in place) - min(column.left for column in place)


def _places(columns: Sequence[Column]) -> list[list[Column]]:
    """Return the columns that stand at about the same place of odd or of even pages."""
    places: list[list[Column]] = []
    before: tuple[int, bool] | None = None
    for column in sorted(columns, key=lambda one: (one.page % 2, one.table, one.left)):
        side = (column.page % 2, column.table)
        if side != before or column.left - places[-1][0].left > _MARGIN:
            places.append([])
        places[-1].append(column)
        before = side
    return places


def blocks(columns: Sequence[Column], usual_type: Typography) -> Iterator[Block]:
    """Yield the paragraphs; footnotes come after the paragraph that goes on across them."""
    number = 0
    current: Block | None = None
    notes: list[Block] = []
    for column in columns:
        body, below = _footnotes(column, usual_type)
        for line in body:
            number += 1
            if _CONTENTS.match(line.text):
                continue
            placed = Placed(line, column, number)
            if current is not None and not _begins(current, placed, usual_type):
                if _may_open(line.text):
                    current.breaks.append(len(current.lines))
                current.lines.append(placed)
                continue
            if current is not None:
                yield current
                yield from notes
                notes = []
            current = Block([placed])
        for line in below:
            number += 1
            _take_note(notes, Placed(line, column, number))
    if current is not None:
        yield current
    yield from notes


def _footnotes(column: Column, usual_type: Typography) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of the text and those of the footnotes below it."""
    at = len(column.lines)
    while at and column.lines[at - 1].size < _SMALLER * usual_type.size:
        at -= 1
    while at < len(column.lines) and not _NOTE.match(column.lines[at].text):
        at += 1
    return column.lines[:at], column.lines[at:]


def _take_note(notes: list[Block], placed: Placed) -> None:
    found = _NOTE.match(placed.line.text)
    if found:
        notes.append(Block([placed], note=found.group(1)))
    else:
        notes[-1].lines.append(placed)


def _begins(block: Block, new: Placed, usual_type: Typography) -> bool:
    """Say whether a line begins a paragraph after the lines of another."""
    old = block.lines[-1]
    a, b = old.line, new.line
    if _parted(old, new, usual_type) or (a.bold != b.bold and usual_type.heading(block) > 0):
        return True
    ended, fits = _ENDED.search(a.text) is not None, _fits(old, b)
    if _LOWER_NAMED.match(b.text):
        return ended
    if starts_clause(b.text):
        return ended or fits or _aside(block, new) or usual_type.heading(block) > 0
    return (ended or fits) if _steps(block, new) else (ended and fits)


def _steps(block: Block, new: Placed) -> bool:
    """Say whether a line is set in after lines that were not, or centred, or the first that is not centred."""
    old = block.lines[-1]
    step = (new.indent - old.indent) / max(new.line.size, 1.0)
    if _centred(old) != _centred(new) and abs(step) > _INDENT:
        return not block.numbered
    return len(block.lines) > 1 and step > _INDENT


def _parted(old: Placed, new: Placed, usual_type: Typography) -> bool:
    """Say whether space, size or a cell of a table parts two lines."""
    a, b = old.line, new.line
    if new.column.table and new.column is not old.column:
        return True
    if abs(a.size - b.size) > _RESIZED * max(a.size, b.size):
        return True
    return new.column is old.column and b.base - a.base > _GAP * usual_type.step(old.column, a)


def _aside(block: Block, new: Placed) -> bool:
    """Say whether a numbered line stands elsewhere than the lines that go on with the paragraph."""
    last = block.lines[-1]
    return len(block.lines) > 1 and abs(new.indent - last.indent) > _INDENT * new.line.size


def _fits(old: Placed, new: Line) -> bool:
    """Say whether the first word of a line would have had room on the line above: then that was ended on purpose."""
    if old.line.text.endswith("-"):
        return False
    word = new.text.split(" ", 1)[0]
    width = (new.right - new.left) / max(len(new.text), 1) * (len(word) + 1.5)
    return old.line.right + width < old.column.right


def _centred(placed: Placed) -> bool:
    """Say whether a line stands in the middle of its column, with room on both sides."""
    width = placed.column.right - placed.column.left
    before, after = placed.indent, placed.column.right - placed.line.right
    if starts_clause(placed.line.text):
        return False
    return before > _CENTRED * width and abs(before - after) < _OFF_CENTRE * width


def depths(found: Sequence[Block], usual_type: Typography) -> list[int]:
    """Return the depth of each paragraph: which of the left edges of the document it has."""
    set_in = _first_line(found, usual_type)
    edges = [_edge(block, usual_type, set_in) for block in found]
    steps: list[float] = []
    for edge in sorted(edges):
        if not steps or edge - steps[-1] > _SAME_EDGE * usual_type.size:
            steps.append(edge)
    return [bisect_right(steps, edge) - 1 for edge in edges]


def _first_line(found: Sequence[Block], usual_type: Typography) -> float:
    """Return how far first lines are set in, if that is how the document marks its paragraphs; else 0."""
    several = [block for block in found if len(block.lines) > 1 and not block.note]
    steps = Counter(
        round(step)
        for block in several
        if (step := block.lines[0].indent - block.lines[1].indent) > _INDENT * usual_type.size
    )
    if sum(steps.values()) < max(1.0, _MANY * len(several)):
        return 0.0
    return float(max(steps, key=lambda step: (steps[step], -step)))


def _edge(block: Block, usual_type: Typography, set_in: float) -> float:
    """Return the left edge of a paragraph: of its number, or of its words without what the first line is set in."""
    first = usual_type.indent(block.first)
    if block.note or all(_centred(one) for one in block.lines):
        return 0.0
    if block.numbered:
        return first
    if len(block.lines) > 1:
        return min(first, *(usual_type.indent(one) for one in block.lines[1:3]))
    return first - set_in if set_in and abs(first - set_in) < _SAME_EDGE * usual_type.size else first


def said(block: Block, hyphens: Hyphens) -> Iterator[tuple[Placed, str]]:
    """Yield the text of a paragraph, in parts where a number that may be none begins a line."""
    starts = [0, *block.breaks, len(block.lines)]
    for start, end in pairwise(starts):
        if start < end:
            yield block.lines[start], hyphens.joined([one.line.text for one in block.lines[start:end]])
