"""OpenDocument texts (.odt): the words as they stand when every tracked change is accepted, with computed numbers.

Read: the body, tables cell by cell, text boxes, footnotes and endnotes after the paragraph that refers to them. Left
out: deletions, comments, hidden text, tables of contents, headers and footers. Nothing is run, and no link is opened. A
paragraph's number is that of its ``text:p`` or ``text:h`` element among all in the content but those deleted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from legalcheck.documents import limits
from legalcheck.documents.markup import parsed
from legalcheck.documents.packed import Pack
from legalcheck.documents.paragraphs import Paragraph, is_title, lines_of
from legalcheck.documents.readers.odt_styles import DRAW, OFFICE, TABLE, TEXT, Look, Styles, label

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PROSE = (f"{TEXT}p", f"{TEXT}h")
_GONE = frozenset(
    [
        f"{TEXT}{name}"
        for name in ("tracked-changes", "number", "hidden-text", "hidden-paragraph", "script", "ruby-text")
    ]
    + [f"{TEXT}{name}-index" for name in ("illustration", "table", "object", "user", "alphabetical")]
    + [f"{TEXT}table-of-content", f"{TEXT}bibliography", f"{OFFICE}annotation", f"{OFFICE}forms"]
)
_ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_LEVELS = 10


def paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document; ``InputError`` if it cannot be used."""
    pack = Pack(raw, name)
    if any(_is_macro(part) for part in pack.names):
        raise pack.refusal("holds macros, which are never run; save it without them")
    if b"encryption-data" in (pack.part("META-INF/manifest.xml") or b""):
        raise pack.refusal("is encrypted; save it without a password")
    content, styles = pack.part("content.xml"), pack.part("styles.xml")
    if content is None:
        raise pack.refusal("is broken: it holds no text; open it in its program and save it again")
    root = parsed(content, name)
    yield from _Document(root, Styles(root, parsed(styles, name) if styles else None), name).paragraphs()


def _is_macro(part: str) -> bool:
    """Say whether a part is the text of a macro, and no list of those that are not there."""
    basic = part.startswith("Basic/") and part.endswith(".xml")
    return (basic and part.rpartition("/")[2] not in ("script-lc.xml", "script-lb.xml")) or (
        part.startswith("Scripts/") and not part.endswith("/")
    )


@dataclass
class _Piece:
    """A paragraph in the making: its text with line feeds for line breaks, and what is anchored in it."""

    text: list[str] = field(default_factory=list)
    page: int | None = None
    asides: list[tuple[str, Any]] = field(default_factory=list)


@dataclass
class _Place:
    """Where in a list a paragraph stands: the style, how far each level has counted, the level, and what is due."""

    style: str
    counts: list[int | None]
    level: int
    start: int | None = None
    due: bool = True


class _Document:
    def __init__(self, root: Any, styles: Styles, name: str):
        self.root = root
        self.styles = styles
        for changes in root.findall(f"{OFFICE}body/{OFFICE}text/{TEXT}tracked-changes"):
            changes.getparent().remove(changes)  # what was deleted is kept there
        self.numbers: dict[Any, int] = {}
        for at, element in enumerate(root.iter(*_PROSE), 1):
            self.numbers[element] = at
            if at > limits.MAX_PARAGRAPHS:
                raise limits.too_long(name, "paragraphs", limits.MAX_PARAGRAPHS)
        self.page = 1 if next(root.iter(f"{TEXT}soft-page-break"), None) is not None else None
        self.line = 0
        self.lists: dict[str, list[int | None]] = {}
        self.outline: list[int | None] = [None] * _LEVELS

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body."""
        body = self.root.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            yield from self._blocks(body, "", None)

    def _blocks(self, parent: Any, apart: str, place: _Place | None) -> Iterator[Paragraph]:
        for block in parent:
            tag = block.tag
            if tag in _GONE or block.get(f"{TEXT}display") == "none":
                continue
            if tag in _PROSE:
                yield from self._paragraph(block, apart, place)
            elif tag == f"{TEXT}list":
                yield from self._list(block, apart, place)
            elif tag == f"{TEXT}numbered-paragraph":
                yield from self._blocks(block, apart, self._alone(block))
            elif tag == f"{TABLE}table":
                yield from self._table(block)
            elif tag == f"{TEXT}soft-page-break":
                self.page = (self.page or 1) + 1
            elif tag.startswith(DRAW):
                yield from self._aside(block, 0, "box", "")
            else:
                yield from self._blocks(block, apart, place)

    def _table(self, table: Any) -> Iterator[Paragraph]:
        for part in table:
            if part.tag in _ROWS:
                yield from self._table(part)
            elif part.tag == f"{TABLE}table-row":
                for cell in part.iterfind(f"{TABLE}table-cell"):
                    yield from self._blocks(cell, "table", None)

    def _list(self, element: Any, apart: str, outer: _Place | None) -> Iterator[Paragraph]:
        """Yield the items of a list; one within another goes on with its style and its count."""
        named = element.get(f"{TEXT}style-name")
        if outer is not None:
            style, counts, level = named or outer.style, outer.counts, outer.level + 1
        else:
            style, counts, level = named or "", self._counts(element, named or ""), 0
        for item in element:
            if item.tag == f"{TEXT}soft-page-break":
                self.page = (self.page or 1) + 1
            elif item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                place = _Place(style, counts, min(level, _LEVELS - 1), _integer(item.get(f"{TEXT}start-value")))
                place.due = item.tag == f"{TEXT}list-item"
                yield from self._blocks(item, apart, place)

    def _counts(self, element: Any, style: str) -> list[int | None]:
        """Return how far a list has counted: anew, or on from the one that it continues."""
        continued = element.get(f"{TEXT}continue-list", "")
        if continued in self.lists:
            counts = self.lists[continued]
        elif element.get(f"{TEXT}continue-numbering") == "true" and f"style {style}" in self.lists:
            counts = self.lists[f"style {style}"]
        else:
            counts = [None] * _LEVELS
        self.lists[f"style {style}"] = counts
        self.lists[element.get(_ID, "")] = counts
        return counts

    def _alone(self, element: Any) -> _Place:
        """Return the place of a numbered paragraph that stands in no list element."""
        counts = self.lists.setdefault(element.get(f"{TEXT}list-id", ""), [None] * _LEVELS)
        level = (_integer(element.get(f"{TEXT}level")) or 1) - 1
        start = _integer(element.get(f"{TEXT}start-value"))
        return _Place(element.get(f"{TEXT}style-name", ""), counts, min(max(level, 0), _LEVELS - 1), start)

    def _paragraph(self, element: Any, apart: str, place: _Place | None) -> Iterator[Paragraph]:
        look = self.styles.look(element.get(f"{TEXT}style-name", ""))
        if look.breaks and self.page is not None and self.line:
            self.page += 1
        piece = _Piece()
        self._gather(element, piece)
        heading, number = look.heading, ""
        if element.tag == f"{TEXT}h":
            heading = _integer(element.get(f"{TEXT}outline-level")) or 1
        if place is None and element.tag == f"{TEXT}h" and element.get(f"{TEXT}is-list-header") != "true":
            start = _integer(element.get(f"{TEXT}start-value"))
            number = self._label(None, self.outline, min(heading, _LEVELS) - 1, start)
        elif place is not None and place.due:
            number = self._label(place.style, place.counts, place.level, place.start)
        if look.centred and not heading and not apart and place is None:
            heading = int(is_title("".join(piece.text)))
        depth = _depth(place, look)
        if place is not None:
            place.due = False
        yield from self._lines(piece, Paragraph("", self.numbers[element], 0, None, number, depth, heading, apart))

    def _label(self, style: str | None, counts: list[int | None], at: int, start: int | None) -> str:
        """Count one item at a level and return its number as shown."""
        levels = [self.styles.level(style, level) for level in range(at + 1)]
        before = counts[at]
        counts[at] = start if start is not None else levels[at].start if before is None else before + 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        shown = [level.start if count is None else count for level, count in zip(levels, counts, strict=False)]
        return label(levels, shown).strip()

    def _lines(self, piece: _Piece, shape: Paragraph) -> Iterator[Paragraph]:
        page = piece.page if piece.page is not None else self.page
        lines = lines_of("".join(piece.text), replace(shape, page=page, line=self.line + 1))
        self.line += len(lines)
        yield from lines
        for kind, element in piece.asides:
            cited = element.findtext(f"{TEXT}note-citation") or "" if kind == "footnote" else ""
            inner = element.find(f"{TEXT}note-body") if kind == "footnote" else element
            if inner is not None:
                yield from self._aside(inner, shape.number, kind, cited)

    def _aside(self, parent: Any, anchor: int, apart: str, mark: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a note or a box."""
        for one in self._blocks(parent, apart, None):
            if one.text:
                text = f"{one.label} {one.text}" if one.label else one.text
                yield replace(one, text=text, number=one.number or anchor, label=mark, depth=0, heading=0, apart=apart)
                mark = ""

    def _gather(self, element: Any, piece: _Piece) -> None:
        """Collect the words of a paragraph, in order."""
        self._say(element.text, piece)
        for part in element:
            tag = part.tag
            if tag in _GONE or part.get(f"{TEXT}style-name") in self.styles.hidden:
                pass
            elif tag == f"{TEXT}note":
                piece.asides.append(("footnote", part))
            elif tag.startswith(DRAW) and tag != f"{DRAW}a":
                piece.asides.append(("box", part))
            elif tag in (f"{TEXT}s", f"{TEXT}tab"):
                piece.text.append(" ")
            elif tag == f"{TEXT}line-break":
                piece.text.append("\n")
            elif tag == f"{TEXT}soft-page-break":
                self.page = (self.page or 1) + 1
            else:
                self._gather(part, piece)
            self._say(part.tail, piece)

    def _say(self, words: str | None, piece: _Piece) -> None:
        if words:
            if piece.page is None and words.strip():
                piece.page = self.page
            piece.text.append(words.replace("\n", " ").replace("\u00ad", ""))


def _depth(place: _Place | None, look: Look) -> int:
    """Return the depth of a paragraph: of its list, one more for a further one of an item, or of its indent."""
    if place is None:
        return look.indent
    return place.level if place.due else place.level + 1


def _integer(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdecimal() and len(digits) < 7 else None
