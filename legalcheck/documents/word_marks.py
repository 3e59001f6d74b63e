"""Mark stretches of a Word document for comments: where its words stand, and marks put between them.

A run is split where a mark stands within it; both halves keep its looks. Nothing else of the text is touched. Where
no mark may stand, as within a formula, it goes to the next place outside.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from legalcheck.documents.readers.word_walk import BOX, SOFT, W, Walk

_HOLDERS = frozenset(
    W + name for name in ("p", "hyperlink", "ins", "moveTo", "fldSimple", "smartTag", "customXml", "sdtContent")
)
"""Elements between whose children a mark may stand."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """A character of the document: the element that shows it, and which character of that element it is."""

    element: Any
    index: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a comment stands beside: from one character to another, or a whole paragraph where they are None."""

    paragraph: Any
    first: Place | None = None
    last: Place | None = None


class Finder:
    """Finds the words of clauses in a document again; white space does not count.

    Paragraphs are counted as the reader counts them: every ``w:p`` of the part, from 1.
    """

    def __init__(self, root: Any):
        self.paragraphs = list(root.iter(f"{W}p"))
        self._shown: list[Any] = []
        self._starts: list[int] = []
        self._which, self._index = array("L"), array("L")
        walk, characters = Walk(), []
        for paragraph in self.paragraphs:
            self._starts.append(len(self._which))
            if next(paragraph.iterancestors(BOX), None) is not None:
                continue  # a box stands beside the text, where no comment may
            for words, element in walk.paragraph(paragraph):
                characters.append(self._take(words, element))
        self._starts.append(len(self._which))
        self._text = "".join(characters)
        self._after: dict[int, int] = {}

    def _take(self, words: str, element: Any) -> str:
        """Note where each character of an element stands that is no white space, and return these."""
        self._shown.append(element)
        kept = []
        for index, character in _counted(words, element):
            if not character.isspace():
                kept.append(character)
                self._which.append(len(self._shown) - 1)
                self._index.append(index)
        return "".join(kept)

    def clause(self, number: int, text: str) -> int | None:
        """Return where the words of a clause begin that begins in a paragraph; None if they are not there.

        A clause with the same words in the same paragraph is looked for behind this one.
        """
        if not 1 <= number <= len(self.paragraphs):
            return None
        words = _BLANK.sub("", text)
        begin = self._after.get(number, self._starts[number - 1])
        at = self._text.find(words, begin, self._starts[number] + len(words)) if words else -1
        if at < 0:
            return None
        self._after[number] = at + len(words)
        return at

    def stretch(self, at: int, text: str, start: int, end: int) -> Stretch:
        """Return where characters ``start`` to ``end`` of a clause stand, whose words begin at ``at``."""
        first = at + len(_BLANK.sub("", text[:start]))
        last = at + len(_BLANK.sub("", text[:end])) - 1
        paragraph = self.paragraphs[bisect_right(self._starts, first) - 1]
        return Stretch(paragraph, self._place(first), self._place(max(first, last)))

    def whole(self, number: int | None) -> Stretch | None:
        """Return a whole paragraph, or else the first one with words; None if all are empty."""
        if number is None or not 1 <= number <= len(self.paragraphs):
            if not self._text:
                return None
            return Stretch(self.paragraphs[bisect_right(self._starts, 0) - 1])
        return Stretch(self.paragraphs[number - 1])

    def _place(self, at: int) -> Place:
        return Place(self._shown[self._which[at]], self._index[at])


def _counted(words: str, element: Any) -> Iterator[tuple[int, str]]:
    """Yield the characters that an element shows with their places in it; what it does not show counts, too."""
    if SOFT not in (element.text or ""):
        yield from enumerate(words)
        return
    for index, character in enumerate(element.text):
        if character != SOFT:
            yield index, character


def put(comments: Sequence[tuple[int, Stretch]]) -> None:
    """Put the marks of comments, by id, round what they stand beside."""
    if not comments:
        return
    tree = comments[0][1].paragraph.getroottree()
    order = {element: at for at, element in enumerate(tree.iter())}
    bounds: list[tuple[int, int, bool, Place, int]] = []
    for number, stretch in comments:
        if stretch.first is None or stretch.last is None:
            _enclose(stretch.paragraph, number)
            continue
        for place, opens in ((stretch.first, True), (stretch.last, False)):
            bounds.append((order[place.element], place.index + (not opens), opens, place, number))
    # From the end to the beginning, so that a place keeps its index until its turn comes.
    bounds.sort(key=lambda bound: bound[:3], reverse=True)
    for (_, _, opens), group in groupby(bounds, key=lambda bound: bound[:3]):
        found = list(group)
        numbers = sorted(number for *_, number in found)
        (_open if opens else _close)(found[0][3], numbers)


def _open(place: Place, numbers: Sequence[int]) -> None:
    run = _beside(place.element)
    if _can_split(place, run) and not (place.index == 0 and _contents(run)[0] is place.element):
        run = _split(run, place.element, place.index)
    for number in numbers:
        run.addprevious(_mark("commentRangeStart", number))


def _close(place: Place, numbers: Sequence[int]) -> None:
    run = _beside(place.element)
    if _can_split(place, run) and not _ends(place, run):
        _split(run, place.element, place.index + 1)
    for number in reversed(numbers):
        run.addnext(_reference(number))
        run.addnext(_mark("commentRangeEnd", number))


def _enclose(paragraph: Any, number: int) -> None:
    """Put the marks of a comment round all that a paragraph holds."""
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else 1 + paragraph.index(properties), _mark("commentRangeStart", number))
    paragraph.append(_mark("commentRangeEnd", number))
    paragraph.append(_reference(number))


def _beside(element: Any) -> Any:
    """Return what a mark for an element may stand beside: its run, or what encloses this."""
    outer = element.getparent()
    while outer.getparent().tag not in _HOLDERS:
        outer = outer.getparent()
    return outer


def _can_split(place: Place, run: Any) -> bool:
    return run.tag == f"{W}r" and place.element.getparent() is run


def _contents(run: Any) -> list[Any]:
    return [part for part in run if part.tag != f"{W}rPr"]


def _ends(place: Place, run: Any) -> bool:
    length = len(place.element.text or "") if place.element.tag == f"{W}t" else 1
    return place.index + 1 >= length and _contents(run)[-1] is place.element


def _split(run: Any, element: Any, index: int) -> Any:
    """Split a run before a character of one of its elements; return the second half, which looks the same."""
    second = run.makeelement(run.tag, run.attrib, run.nsmap)
    looks = run.find(f"{W}rPr")
    if looks is not None:
        second.append(deepcopy(looks))
    parts = _contents(run)
    at = parts.index(element)
    text = element.text or ""
    if element.tag == f"{W}t" and 0 < index < len(text):
        rest = deepcopy(element)
        element.text, rest.text = text[:index], text[index:]
        for half in (element, rest):
            if half.text != half.text.strip():
                half.set(_SPACE, "preserve")
        second.append(rest)
        at += 1
    elif index > 0:
        at += 1
    for part in parts[at:]:
        second.append(part)
    second.tail = run.tail
    run.tail = None
    run.addnext(second)
    return second


def _mark(name: str, number: int) -> Any:
    mark = _new(name)
    mark.set(f"{W}id", str(number))
    return mark


def _reference(number: int) -> Any:
    run = _new("r")
    run.append(_mark("commentReference", number))
    return run


def _new(name: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - only documents need it

    return etree.Element(f"{W}{name}", nsmap={"w": W[1:-1]})
