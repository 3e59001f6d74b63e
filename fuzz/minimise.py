"""Make a find small: take pieces out of its texts as long as the same promise is broken."""

from collections.abc import Callable, Iterator
from typing import Any

from fuzz.target import Input

MOST = 3000
"""Attempts on one find."""


def minimised(given: Input, broken: Callable[[Input], bool], most: int = MOST) -> Input:
    """Return the input with ever smaller pieces of its texts and lists taken out while it stays ``broken``."""
    left = most
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller(given):
            if left == 0:
                return given
            left -= 1
            if broken(smaller):
                given, shrunk = smaller, True
                break
    return given


def _smaller(value: Any) -> Iterator[Any]:
    """Yield versions of a value with one piece less, big pieces first."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from ({**value, key: smaller} for smaller in _smaller(part))
    elif isinstance(value, list):
        yield from _without_pieces(value, len(value))
        for at, part in enumerate(value):
            yield from ([*value[:at], smaller, *value[at + 1 :]] for smaller in _smaller(part))
    elif isinstance(value, str):
        lines = value.splitlines(keepends=True)
        yield from map("".join, _without_pieces(lines, len(lines)) if len(lines) > 1 else ())
        yield from _without_pieces(value, 64)


def _without_pieces(whole: Any, largest: int) -> Iterator[Any]:
    """Yield a text or list without each of its pieces, their length halved from ``largest`` down to one."""
    size = min(largest, len(whole))
    while size:
        for at in range(0, len(whole), size):
            yield whole[:at] + whole[at + size :]
        size //= 2
