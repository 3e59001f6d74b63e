"""Word documents (.docx): the words as they stand when every tracked change is accepted, with their computed numbers.

Read: the body, tables cell by cell, text boxes once, footnotes and endnotes after the paragraph that refers to them.
Left out: deletions, what was moved away, comments, hidden text, codes of fields, tables of contents, headers and
footers. Nothing is run, and no link is opened. A paragraph's number is that of its ``w:p`` element among all in the
document part, so that it can be found again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from legalcheck.documents import limits
from legalcheck.documents.markup import parsed
from legalcheck.documents.packed import Pack
from legalcheck.documents.paragraphs import Paragraph, is_title, lines_of
from legalcheck.documents.readers.word_numbers import Numbering, flag, value
from legalcheck.documents.readers.word_styles import Styles
from legalcheck.documents.readers.word_walk import BOX, COMPATIBLE, NOTES, PAGE, W, Walk, chosen

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "word/document.xml"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document; ``InputError`` if it cannot be used."""
    pack = Pack(raw, name)
    if any(part.startswith("word/vba") for part in pack.names):
        raise pack.refusal("holds macros, which are never run; save it without them, as .docx")
    yield from _Document(pack).paragraphs()


@dataclass
class _Piece:
    """A paragraph in the making: its text with line feeds for line breaks, and what is anchored in it."""

    text: list[str] = field(default_factory=list)
    page: int | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Document:
    def __init__(self, pack: Pack):
        self.pack = pack
        self.main = self._main_part()
        self.places = _places(self._optional(self._beside("_rels/", ".rels")))
        body = self._optional(self.main)
        if body is None:
            raise pack.refusal("is broken: it holds no text; open it in Word and save it again")
        self.root = body
        self.styles = Styles(self._related("styles"))
        self.numbering = Numbering(self._related("numbering"), self.styles.list_of)
        self.numbers: dict[Any, int] = {}
        for at, element in enumerate(body.iter(f"{W}p"), 1):
            self.numbers[element] = at
            if at > limits.MAX_PARAGRAPHS:
                raise limits.too_long(pack.name, "paragraphs", limits.MAX_PARAGRAPHS)
        self.page = 1 if next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None else None
        self.line = 0
        self.walk = Walk()
        self.begun: tuple[int, _Piece] | None = None
        self.noted = 0
        self.kept_notes: dict[str, dict[str, Any]] = {}

    def _main_part(self) -> str:
        """Return the name of the part that holds the text."""
        links = self._optional("_rels/.rels")
        for link in links.iter(_RELATED) if links is not None else ():
            if str(link.get("Type", "")).endswith("/officeDocument"):
                return str(link.get("Target", _MAIN)).lstrip("/")
        return _MAIN

    def _beside(self, folder: str, ending: str = "") -> str:
        head, _, tail = self.main.rpartition("/")
        return f"{head}/{folder}{tail}{ending}" if head else f"{folder}{tail}{ending}"

    def _optional(self, name: str) -> Any | None:
        raw = self.pack.part(name)
        return None if raw is None else parsed(raw.replace(_STRICT, W[1:-1].encode()), self.pack.name)

    def _related(self, kind: str) -> Any | None:
        """Return the root of the part of a kind, such as ``styles``, that the document names."""
        target = self.places.get(kind, f"{kind}.xml")
        head = self.main.rpartition("/")[0]
        return self._optional(target.lstrip("/") if target.startswith("/") else f"{head}/{target}" if head else target)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body."""
        body = self.root.find(f"{W}body")
        if body is not None:
            yield from self._blocks(body, "")
        if self.begun is not None:
            number, piece = self.begun
            yield from self._lines(piece, Paragraph("", number, 0))

    def _blocks(self, parent: Any, apart: str) -> Iterator[Paragraph]:
        for block in parent:
            if block.tag == f"{W}p":
                yield from self._paragraph(block, apart)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{W}sdt":
                content = block.find(f"{W}sdtContent")
                if content is not None and not _is_contents(block):
                    yield from self._blocks(content, apart)
            elif block.tag == f"{W}altChunk":
                raise self.pack.refusal("holds another document within it; open it in Word and save it again")
            elif block.tag == f"{COMPATIBLE}AlternateContent":
                yield from self._blocks(chosen(block), apart)
            elif block.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self._blocks(block, apart)

    def _table(self, table: Any) -> Iterator[Paragraph]:
        for row in _within(table, f"{W}tr"):
            if not flag(row.find(f"{W}trPr"), "del"):
                for cell in _within(row, f"{W}tc"):
                    if not flag(cell.find(f"{W}tcPr"), "cellDel"):
                        yield from self._blocks(cell, "table")

    def _paragraph(self, element: Any, apart: str) -> Iterator[Paragraph]:
        """Yield the lines of a paragraph, then its notes and boxes; one whose end was deleted runs into the next."""
        number, piece = self.begun or (self.numbers.get(element, 0), _Piece())
        self.begun = None
        self._gather(element, piece)
        properties = element.find(f"{W}pPr")
        marks = properties.find(f"{W}rPr") if properties is not None else None
        if flag(marks, "del") or flag(marks, "moveFrom"):
            if "".join(piece.text).strip() or piece.notes or piece.boxes:
                self.begun = number, piece
            return
        look = self.styles.look(properties)
        if look.contents:
            return
        label, depth = "", look.indent
        if look.number and look.number != "0":
            level = self.numbering.level_of_style(look.number, look.style) if look.level is None else look.level
            shown = self.numbering.label(look.number, level)
            label, depth = (shown, level) if shown is not None else (label, depth)
        heading = look.heading or int(look.centred and not apart and not label and is_title("".join(piece.text)))
        yield from self._lines(piece, Paragraph("", number, 0, None, label, depth, heading, apart))

    def _lines(self, piece: _Piece, shape: Paragraph) -> Iterator[Paragraph]:
        page = piece.page if piece.page is not None else self.page
        lines = lines_of("".join(piece.text), replace(shape, page=page, line=self.line + 1))
        self.line += len(lines)
        yield from lines
        for kind, key in piece.notes:
            note = self._notes(kind).pop(key, None)  # a note is read once, however often it is referred to
            if note is not None:
                self.noted += 1
                yield from self._aside(note, shape.number, "footnote", str(self.noted))
        for box in piece.boxes:
            yield from self._aside(box, shape.number, "box", "")

    def _aside(self, parent: Any, anchor: int, apart: str, label: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a note or a box; what was begun in the text goes on after it."""
        begun, self.begun = self.begun, None
        for one in self._blocks(parent, apart):
            if one.text:
                text = f"{one.label} {one.text}" if one.label else one.text
                yield replace(one, text=text, number=one.number or anchor, label=label, depth=0, heading=0, apart=apart)
                label = ""
        self.begun = begun

    def _notes(self, kind: str) -> dict[str, Any]:
        """Return the notes of a kind by id; the lines that separate notes from the text are none."""
        if kind not in self.kept_notes:
            root = self._related(kind)
            notes = [note for note in root if note.get(f"{W}type", "normal") == "normal"] if root is not None else []
            self.kept_notes[kind] = {note.get(f"{W}id", ""): note for note in notes}
        return self.kept_notes[kind]

    def _gather(self, element: Any, piece: _Piece) -> None:
        """Collect the words of a paragraph, in order, and what is anchored among them."""
        for words, part in self.walk.paragraph(element):
            if part.tag == PAGE:
                self.page = (self.page or 1) + 1
            elif part.tag in NOTES:
                piece.notes.append((NOTES[part.tag], part.get(f"{W}id", "")))
            elif part.tag == BOX:
                piece.boxes.append(part)
            else:
                if piece.page is None and words.strip():
                    piece.page = self.page
                piece.text.append(words)


def _places(links: Any | None) -> dict[str, str]:
    """Return by kind of part, such as ``numbering``, where it stands; what stands outside the file is left there."""
    inside = (
        (link for link in links.iter(_RELATED) if link.get("TargetMode") != "External") if links is not None else ()
    )
    return {str(link.get("Type", "")).rpartition("/")[2]: str(link.get("Target", "")) for link in inside}


def _is_contents(block: Any) -> bool:
    gallery = block.find(f"{W}sdtPr/{W}docPartObj")
    return gallery is not None and value(gallery, "docPartGallery") == "Table of Contents"


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, through what may enclose them."""
    for part in parent:
        if part.tag == tag:
            yield part
        elif part.tag in _WRAPPERS:
            yield from _within(part, tag)
