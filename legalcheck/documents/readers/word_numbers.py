"""Computed numbers of Word lists: what Word shows in front of a paragraph and does not write into its text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from legalcheck.documents import limits
from legalcheck.documents.readers.counting import COUNTS, counted
from legalcheck.documents.readers.word_walk import W

_PLACE = re.compile(r"%(\d)")
LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and how its number is written."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    levels: dict[int, Level]
    linked: str = ""
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass
class _Use:
    kept: str
    starts: dict[int, int]
    levels: dict[int, Level]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any | None, list_of_style: Callable[[str], str]):
        """Take the root of the numbering part, if any, and what names the list of a numbering style."""
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._list_of_style = list_of_style
        for kept in root.iter(f"{W}abstractNum") if root is not None else ():
            levels = {_integer(level, "ilvl"): _level(level) for level in kept.iterfind(f"{W}lvl")}
            self._lists[kept.get(f"{W}abstractNumId", "")] = _List(levels, value(kept, "numStyleLink"))
        for use in root.iterfind(f"{W}num") if root is not None else ():
            self._uses[use.get(f"{W}numId", "")] = _use(use)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level that a list gives to a paragraph style; the first if it gives none."""
        found = self._list(number)
        return next((at for at, level in found[1].items() if level.style == style), 0) if found else 0

    def label(self, number: str, at: int) -> str | None:
        """Count one paragraph of a list at a level and return its number as shown; None if there is no such list."""
        found = self._list(number)
        if found is None or not 0 <= at < LEVELS:
            return None
        kept, levels, use = found
        counts = kept.counts
        level = levels.get(at, Level())
        if at in use.starts and at not in use.begun:
            counts[at] = use.starts[at]
        else:
            before = counts[at]
            counts[at] = level.start if before is None else before + 1
        use.begun.add(at)
        for deeper in range(at + 1, LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or at < restart:
                counts[deeper] = None
        if level.form == "bullet":
            return "•"
        return _PLACE.sub(lambda place: self._shown(int(place[1]) - 1, levels, counts, legal=level.legal), level.text)

    def _shown(self, at: int, levels: dict[int, Level], counts: list[int | None], *, legal: bool) -> str:
        level = levels.get(at, Level())
        count = counts[at] if 0 <= at < LEVELS else None
        return counted(level.start if count is None else count, "decimal" if legal else level.form)

    def _list(self, number: str) -> tuple[_List, dict[int, Level], _Use] | None:
        """Return a list, its levels and its use by number; a list may stand for the one that a style names."""
        use = self._uses.get(number)
        kept = self._lists.get(use.kept) if use else None
        if use is None or kept is None:
            return None
        if kept.linked and not kept.levels:
            other = self._uses.get(self._list_of_style(kept.linked))
            kept = self._lists.get(other.kept, kept) if other else kept
        return kept, {**kept.levels, **use.levels}, use


def value(element: Any, name: str, default: str = "") -> str:
    """Return the ``w:val`` of a child."""
    child = element.find(W + name)
    return str(child.get(f"{W}val", default)) if child is not None else default


def flag(element: Any, name: str) -> bool:
    """Say whether a switch of WordprocessingML is on: there, and not told to be off."""
    child = element.find(W + name) if element is not None else None
    return child is not None and child.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _integer(element: Any, name: str) -> int:
    found = element.get(W + name, "")
    return int(found) if re.fullmatch(r"-?\d{1,6}", found) else 0


def _level(element: Any) -> Level:
    start = element.find(f"{W}start")
    restart = element.find(f"{W}lvlRestart")
    form = value(element, "numFmt", "decimal")
    return Level(
        start=_integer(start, "val") if start is not None else 0,
        form=form if form in COUNTS else "decimal",
        text=value(element, "lvlText")[: limits.MAX_LABEL],
        restart=_integer(restart, "val") if restart is not None else None,
        legal=flag(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _use(element: Any) -> _Use:
    starts, levels = {}, {}
    for override in element.iterfind(f"{W}lvlOverride"):
        at = _integer(override, "ilvl")
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if start is not None:
            starts[at] = _integer(start, "val")
        if level is not None:
            levels[at] = _level(level)
    return _Use(value(element, "abstractNumId"), starts, levels)
