"""Styles of an OpenDocument text: how lists count, how far paragraphs are set in, which styles are titles."""

import re
from dataclasses import dataclass, replace
from typing import Any

from legalcheck.documents import limits
from legalcheck.documents.readers.counting import counted

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, OFFICE, STYLE, TABLE, DRAW = (_NAMES % part for part in ("text", "office", "style", "table", "drawing"))
_PATTERN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_PLACE = re.compile(r"%(\d{1,2})%")
_FO = _NAMES % "xsl-fo-compatible"
_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "": "none"}
_CYRILLIC = re.compile("[АБВа-в], [АБВа-в], .*")
_LENGTH = re.compile(r"(-?\d{1,4}(?:\.\d+)?)(mm|cm|in|pt|pc|px)?$")
_UNITS = {"mm": 0.1, "cm": 1.0, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_STEP = 0.635
"""Centimetres that count as a step of an indent."""
_DEEPEST = 30
_TITLES = {"Title": 1, "Subtitle": 2}


@dataclass(frozen=True)
class Level:
    """One level of a list style: how it counts and what stands around its number."""

    form: str = "none"
    start: int = 1
    before: str = ""
    after: str = ""
    shown: int = 1
    pattern: str = ""


@dataclass(frozen=True)
class Look:
    """What a paragraph style says: its indent in steps, its level as a heading, whether it begins a page."""

    indent: int = 0
    heading: int = 0
    centred: bool = False
    breaks: bool = False


class Styles:
    """The styles of the content and of the document, by name."""

    def __init__(self, *roots: Any | None):
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._outline: Any | None = None
        self.hidden: set[str] = set()
        for root in (root for root in roots if root is not None):
            for style in root.iter(f"{STYLE}style"):
                name = style.get(f"{STYLE}name", "")
                if style.get(f"{STYLE}family") == "paragraph":
                    self._styles.setdefault(name, style)
                elif any(part.get(f"{TEXT}display") == "none" for part in style.iterfind(f"{STYLE}text-properties")):
                    self.hidden.add(name)
            for style in root.iter(f"{TEXT}list-style"):
                self._lists.setdefault(style.get(f"{STYLE}name", ""), style)
            found = next(root.iter(f"{TEXT}outline-style"), None)
            self._outline = self._outline if found is None else found
        self._looks: dict[str, Look] = {}
        self._levels: dict[tuple[str, int], Level] = {}

    def look(self, name: str) -> Look:
        """Return what a paragraph of a style looks like."""
        if name not in self._looks:
            look = Look()
            for key in reversed(self._chain(name)):
                look = _over(look, self._styles[key])
            self._looks[name] = look
        return self._looks[name]

    def level(self, name: str | None, at: int) -> Level:
        """Return a level, from 0, of a list style, or of the numbering of headings if the name is None."""
        key = name if name is not None else "", at if name is not None else -1 - at
        if key not in self._levels:
            style = self._outline if name is None else self._lists.get(name)
            self._levels[key] = _level(style, at) if style is not None else Level()
        return self._levels[key]

    def _chain(self, name: str) -> list[str]:
        """Return a style and those that it is based on."""
        chain: list[str] = []
        while name in self._styles and name not in chain and len(chain) < _DEEPEST:
            chain.append(name)
            name = self._styles[name].get(f"{STYLE}parent-style-name", "")
        return chain


def label(levels: list[Level], counts: list[int]) -> str:
    """Return the number of a list item; ``levels`` and ``counts`` go from the outermost level to its own."""
    own = levels[-1]
    if own.form in ("bullet", "none"):
        return "•" if own.form == "bullet" else ""
    parts = [counted(count, level.form) for level, count in zip(levels, counts, strict=True)]
    if own.pattern:
        return _PLACE.sub(
            lambda place: parts[int(place[1]) - 1] if 0 < int(place[1]) <= len(parts) else "", own.pattern
        )
    shown = max(1, min(own.shown, len(levels)))
    return f"{own.before}{'.'.join(part for part in parts[-shown:] if part and part != '•')}{own.after}"


def _over(look: Look, style: Any) -> Look:
    """Return a look with what a style says instead."""
    name = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "")
    heading = _TITLES.get(name, look.heading)
    breaks = look.breaks or bool(style.get(f"{STYLE}master-page-name"))
    properties = style.find(f"{STYLE}paragraph-properties")
    if properties is None:
        return replace(look, heading=heading, breaks=breaks)
    margin = properties.get(f"{_FO}margin-left")
    first = centimetres(properties.get(f"{_FO}text-indent", "0"))
    steps = 0 if margin is None else int((centimetres(margin) + min(0.0, first)) / _STEP)
    return Look(
        indent=look.indent if margin is None else max(0, min(20, steps)),
        heading=heading,
        centred=properties.get(f"{_FO}text-align", "center" if look.centred else "") == "center",
        breaks=properties.get(f"{_FO}break-before", "page" if breaks else "") == "page",
    )


def centimetres(length: str) -> float:
    """Return a length in centimetres; 0 if it is none."""
    found = _LENGTH.match(length)
    return float(found[1]) * _UNITS[found[2] or "cm"] if found else 0.0


def _level(style: Any, at: int) -> Level:
    for element in style:
        if element.get(f"{TEXT}level") == str(at + 1):
            return _read(element)
    return Level()


def _read(element: Any) -> Level:
    if element.tag == f"{TEXT}list-level-style-bullet":
        return Level(form="bullet")
    if element.tag not in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
        return Level(form="bullet")
    form = element.get(f"{STYLE}num-format", "")
    shown = element.get(f"{TEXT}display-levels", "1")
    start = element.get(f"{TEXT}start-value", "1")
    return Level(
        form=_form(form),
        start=int(start) if start.isdecimal() and len(start) < 7 else 1,
        before=element.get(f"{STYLE}num-prefix", "")[: limits.MAX_LABEL],
        after=element.get(f"{STYLE}num-suffix", "")[: limits.MAX_LABEL],
        shown=int(shown) if shown.isdecimal() and len(shown) < 3 else 1,
        pattern=element.get(_PATTERN, "")[: limits.MAX_LABEL],
    )


def _form(form: str) -> str:
    """Return a form of number in the words of ``counting``; letters of the Cyrillic alphabet are told by the first."""
    if _CYRILLIC.match(form):
        alphabet = "ukrainian" if "Ґ" in form.upper() or "Є" in form.upper() else "russian"
        return f"{alphabet}{'Upper' if form[0].isupper() else 'Lower'}"
    return _FORMS.get(form, "decimal")
