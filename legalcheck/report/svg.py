"""Derivations as a picture that stands alone: boxes in columns, the words of the clause left, the sources right.

Layout: a box stands beside the middle of the boxes that it rests on, which are stacked; what is measured is in pixels.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from legalcheck.model.result import Result
from legalcheck.report.derivation import Box, drawings

if TYPE_CHECKING:
    from legalcheck.checking import Checker

COLUMN, GAP, MARGIN = 270, 40, 20
"""Width of a box, space between columns, space around the whole."""
LINE, PADDING, BETWEEN = 16, 8, 12
"""Height of a line, space within a box, space between boxes of one column."""
LETTERS = 38
"""Letters that fit into a line of a box."""
STYLE = """
.derivation text { font: 12px sans-serif; fill: #1a1a1a }
.derivation rect { stroke: #555555; rx: 4px }
.derivation path { fill: none; stroke: #777777 }
.derivation .paper, .derivation .words, .derivation .sources { fill: #ffffff }
.derivation .paper { stroke: none }
.derivation .words { stroke-dasharray: 4 3 }
.derivation .given { fill: #f2f2f2 }
.derivation .reached { fill: #e3ecf7 }
.derivation .barred { fill: #e5989b }
.derivation .closed { fill: #f0b8a8 }
.derivation .amendment { fill: #f6d186 }
.derivation .approval { fill: #faedb0 }
.derivation .consent { fill: #e2c2e6 }
.derivation .unsecured { fill: #bfe3e0 }
.derivation .notice { fill: #c9d9f2 }
@media screen and (prefers-color-scheme: dark) {
.derivation text { fill: #eeeeee }
.derivation rect { stroke: #9aa0a6 }
.derivation path { stroke: #9aa0a6 }
.derivation .paper, .derivation .words, .derivation .sources { fill: #15171a }
.derivation .paper { stroke: none }
.derivation .given { fill: #2a2d31 }
.derivation .reached { fill: #20344d }
.derivation .barred { fill: #7a1f26 }
.derivation .closed { fill: #7c3a22 }
.derivation .amendment { fill: #654a08 }
.derivation .approval { fill: #544b12 }
.derivation .consent { fill: #55305f }
.derivation .unsecured { fill: #1d5552 }
.derivation .notice { fill: #26406e }
}
"""
"""How the boxes look, on light paper and on dark; pages that show several pictures have it once."""


@dataclass(frozen=True)
class _Placed:
    """A box with its lines as they fit, its column counted from the right, and the middle of its height."""

    box: Box
    lines: tuple[str, ...]
    column: int
    middle: float
    below: tuple["_Placed", ...]

    @property
    def height(self) -> int:
        return _height(self.lines)

    def all(self) -> "Iterator[_Placed]":
        yield self
        for one in self.below:
            yield from one.all()


def render(results: Sequence[Result], checker: "Checker") -> Iterator[str]:
    """Yield a picture of each clause."""
    yield from (svg(trees, clause.text) for clause, trees in drawings(results, checker))


def svg(trees: Sequence[Box], title: str) -> str:
    """Return trees, one below the other, as an SVG document; ``title`` is what readers who see no picture are told."""
    return drawing(trees, title, f"<title>{escape(plain(title))}</title>\n<style>{STYLE}</style>\n")


def drawing(trees: Sequence[Box], title: str, head: str = "") -> str:
    """Return trees as an element of a page that has ``STYLE``, or with a ``head`` of its own."""
    placed: list[_Placed] = []
    top = float(MARGIN)
    for tree in trees:
        height, one = _place(tree, 0, top)
        placed.append(one)
        top += height + 2 * BETWEEN
    boxes = [box for tree in placed for box in tree.all()]
    columns = max((box.column for box in boxes), default=0) + 1
    width, height = 2 * MARGIN + columns * COLUMN + (columns - 1) * GAP, round(top + MARGIN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="derivation" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(plain(title))}>',
        f'{head}<rect class="paper" width="{width}" height="{height}"/>',
        *(line for box in boxes for line in _arrows(box, columns)),
        *(line for box in boxes for line in _drawn(box, columns)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _place(box: Box, column: int, top: float) -> tuple[float, _Placed]:
    """Return the height that a tree takes, and the tree placed with its upper edge at ``top``."""
    lines = _fitted(box)
    own = _height(lines)
    inner = sum(_room(below) for below in box.rests_on) + BETWEEN * max(0, len(box.rests_on) - 1)
    total = max(own, inner)
    at = top + (total - inner) / 2
    below: list[_Placed] = []
    for one in box.rests_on:
        height, placed = _place(one, column + 1, at)
        below.append(placed)
        at += height + BETWEEN
    return total, _Placed(box, lines, column, top + total / 2, tuple(below))


def _room(box: Box) -> int:
    """Return the height that a tree takes."""
    inner = sum(_room(below) for below in box.rests_on) + BETWEEN * max(0, len(box.rests_on) - 1)
    return max(_height(_fitted(box)), inner)


def _fitted(box: Box) -> tuple[str, ...]:
    return tuple(line for text in box.lines for line in textwrap.wrap(plain(text), LETTERS) or [""])


def _height(lines: Sequence[str]) -> int:
    return LINE * len(lines) + 2 * PADDING


def _left(placed: _Placed, columns: int) -> int:
    return MARGIN + (columns - 1 - placed.column) * (COLUMN + GAP)


def _arrows(placed: _Placed, columns: int) -> Iterator[str]:
    x = _left(placed, columns)
    for one in placed.below:
        bend, end = x - GAP // 2, f"{placed.middle:g}"
        yield f'<path d="M{x - GAP} {one.middle:g} C{bend} {one.middle:g} {bend} {end} {x} {end}"/>'


def _drawn(placed: _Placed, columns: int) -> Iterator[str]:
    x, y = _left(placed, columns), placed.middle - placed.height / 2
    look = placed.box.level or placed.box.kind
    yield f'<rect class="{look}" x="{x}" y="{y:g}" width="{COLUMN}" height="{placed.height}"/>'
    for at, line in enumerate(placed.lines, 1):
        yield f'<text x="{x + PADDING}" y="{y + PADDING + LINE * at - 4:g}">{escape(line)}</text>'


def plain(text: str) -> str:
    """Return text without characters that XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)
