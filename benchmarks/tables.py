"""Markdown tables and numbers with as many digits as they deserve."""

from collections.abc import Iterable, Sequence
from math import floor, log10


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are aligned right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float) -> str:
    """Return a number with three significant digits: 1234567 as 1,230,000, 0.01234 as 0.0123."""
    if value == 0:
        return "0"
    digits = 2 - floor(log10(abs(value)))
    rounded = round(value, digits)
    return f"{rounded:,.{max(digits, 0)}f}"


def times(value: float) -> str:
    """Return a ratio: how many times as fast."""
    return f"{number(value)}x" if value < 100 else f"{round(value):,}x"
