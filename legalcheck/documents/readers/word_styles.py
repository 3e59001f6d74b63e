"""Styles of a Word document, as far as they say what a paragraph is: its list, its indent, its level as a heading."""

import re
from dataclasses import dataclass, replace
from typing import Any

from legalcheck.documents.readers.word_numbers import value
from legalcheck.documents.readers.word_walk import W

_CONTENTS = re.compile(r"(?:toc|contents|table of figures|index)(?: \d| heading)?$")
_HEADING = re.compile(r"heading (\d)$")
_DEEPEST = 30
"""Styles based on each other."""
_STEP = 360
"""Twentieths of a point that count as a step of an indent."""
_TITLES = {"title": 1, "subtitle": 2}


@dataclass(frozen=True)
class Look:
    """What a paragraph looks like: its list, the style that gave it the list, its indent, its level as a heading."""

    style: str = ""
    number: str = ""
    level: int | None = None
    indent: int = 0
    heading: int = 0
    contents: bool = False
    centred: bool = False


class Styles:
    """The paragraph styles of a document by id."""

    def __init__(self, root: Any | None):
        styles = root.iterfind(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._normal = next((key for key, style in self._styles.items() if _is_normal(style)), "")
        self._looks: dict[str, Look] = {}

    def list_of(self, style: str) -> str:
        """Return the number of the list that a numbering style stands for."""
        return self._look(style).number

    def look(self, properties: Any | None) -> Look:
        """Return what a paragraph with these properties of its own looks like."""
        named = value(properties, "pStyle") if properties is not None else ""
        style = named if named in self._styles else self._normal
        look = self._look(style)
        return _over(look, style, properties) if properties is not None else look

    def _look(self, style: str) -> Look:
        if style not in self._looks:
            look = Look()
            for key in reversed(self._chain(style)):
                look = _named(_over(look, key, self._styles[key].find(f"{W}pPr")), self._styles[key])
            self._looks[style] = look
        return self._looks[style]

    def _chain(self, style: str) -> list[str]:
        """Return a style and those that it is based on."""
        chain: list[str] = []
        while style in self._styles and style not in chain and len(chain) < _DEEPEST:
            chain.append(style)
            style = value(self._styles[style], "basedOn")
        return chain


def _is_normal(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _named(look: Look, style: Any) -> Look:
    """Let the name of a built-in style say what its properties do not."""
    name = value(style, "name").lower()
    found = _HEADING.match(name)
    heading = look.heading or _TITLES.get(name, int(found[1]) if found else 0)
    contents = look.contents or _CONTENTS.match(name) is not None
    return replace(look, heading=heading, contents=contents)


def _over(look: Look, style: str, properties: Any | None) -> Look:
    """Return a look with what the properties say instead."""
    if properties is None:
        return look
    named, number, level = look.style, look.number, look.level
    numbered = properties.find(f"{W}numPr")
    if numbered is not None:
        named, number = style, value(numbered, "numId") or number
        shown = value(numbered, "ilvl")
        level = int(shown) if re.fullmatch(r"\d", shown) else level
    outline = value(properties, "outlineLvl")
    heading = int(outline) + 1 if re.fullmatch("[0-8]", outline) else 0 if outline else look.heading
    indent = properties.find(f"{W}ind")
    steps = look.indent if indent is None else _steps(indent, look.indent)
    centred = value(properties, "jc", "center" if look.centred else "") == "center"
    return Look(named, number, level, steps, heading, look.contents, centred)


def _steps(indent: Any, inherited: int) -> int:
    """Return where the first words of a paragraph can stand at the left, in steps; a first line set in counts not."""
    left = indent.get(f"{W}left") or indent.get(f"{W}start")
    if left is None:
        return inherited
    hanging = indent.get(f"{W}hanging", "0")
    measures = [int(float(size)) if re.fullmatch(r"-?\d{1,5}(?:\.\d+)?", size) else 0 for size in (left, hanging)]
    return max(0, min(20, (measures[0] - measures[1]) // _STEP))
