"""Derivations as a Mermaid flowchart, which Markdown pages of the usual forges draw by themselves."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from legalcheck.model.result import Result
from legalcheck.report.derivation import Box, drawings

if TYPE_CHECKING:
    from legalcheck.checking import Checker

_STYLES = {
    "words": "fill:#ffffff,stroke:#888888,stroke-dasharray:3 3",
    "given": "fill:#f2f2f2,stroke:#888888",
    "reached": "fill:#e3ecf7,stroke:#4a6fa5",
    "finding": "fill:#fdf0d5,stroke:#b0413e,stroke-width:2px",
    "sources": "fill:#ffffff,stroke:#333333",
}
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "#": "&#35;", "`": "&#96;"})


def render(results: Sequence[Result], checker: "Checker") -> Iterator[str]:
    """Yield a picture of each clause."""
    yield from (mermaid(trees) for _clause, trees in drawings(results, checker))


def mermaid(trees: Sequence[Box]) -> str:
    """Return trees as one flowchart, from the words on the left to the sources on the right."""
    lines = ["flowchart LR", *(f"  classDef {kind} {style}" for kind, style in _STYLES.items())]
    numbers = count(1)
    for tree in trees:
        lines += _drawn(tree, next(numbers), numbers)
    return "\n".join(lines) + "\n"


def _drawn(box: Box, number: int, numbers: "count[int]") -> Iterator[str]:
    label = "<br/>".join(line.translate(_ESCAPED) for line in box.lines)
    yield f'  n{number}["{label}"]:::{box.kind}'
    for below in box.rests_on:
        at = next(numbers)
        yield from _drawn(below, at, numbers)
        yield f"  n{at} --> n{number}"
