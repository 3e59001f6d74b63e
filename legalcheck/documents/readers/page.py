"""Web pages: the main text, its headings, lists with their numbers, and tables; nothing is fetched and nothing runs.

The parser calls back for each tag as it goes, so that no tree is built: depth costs no more than length. What a reader
of the page does not see or would not take for the text is left out: scripts, forms, hidden parts, what was deleted,
menus and what frames the page. Where the page marks its main part, only that is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from legalcheck.documents import limits
from legalcheck.documents.characters import collapsed, decoded
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.model.problem import InputError, Problem

_CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML_ENCODING = re.compile(rb"""\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})""")
_HEAD = 4096
"""Bytes in which a page declares its encoding."""
_UNREAD = frozenset(
    "script style noscript template iframe object embed svg math canvas audio video picture map select datalist button "
    "textarea input progress meter dialog nav menu del s strike rp rt".split()
)
_FRAMING = frozenset(("header", "footer", "aside"))
"""What frames a page where it stands outside the main part; within it, a header bears the title."""
_UNREAD_ROLES = frozenset("navigation banner contentinfo search menu menubar toolbar dialog complementary".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])", re.I)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output q ruby samp small span "
    "strong sub sup time tt u var wbr tbody thead tfoot colgroup col html".split()
)
"""Tags that part no words."""
_HEADING = re.compile(r"h[1-6]")
_LISTS = ("ol", "ul")
_APART = {
    "footnote": re.compile(r"\b(?:doc-)?(?:footnotes?|endnotes?|fn|rearnotes?)\b", re.I),
    "quoted": re.compile(r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|cite)\b", re.I),
    "signature": re.compile(r"\b(?:gmail_signature|moz-signature|signature_block)\b", re.I),
}
"""What the words of a page, or of a mail written as one, are besides text, by the names that programs give them."""
_FEW_PIECES = 4
"""Pieces of text that a raised number may consist of."""
_REFERENCE = re.compile(r"\[?(?:\d{1,3}|[*†‡a-z])\]?")
_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
    "disc": "•",
    "circle": "•",
    "square": "•",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(" + "|".join(_STYLES) + r")\b", re.I)
_MARGIN = re.compile(r"margin-left\s*:\s*(\d{1,4}(?:\.\d{1,4})?)(pt|px|em|rem|cm|mm|in)\b", re.I)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_STEP = 24.0
"""Points by which a step of depth is set in."""
_DEEPEST = 8
_INTEGER = re.compile(r"\s*([-+]?\d{1,9})")
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
)
_MOSTLY = 0.5
"""Share of the words that articles must hold to be the main part."""


def paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a web page."""
    yield from paragraphs_of_text(decoded(raw, name, _declared(raw)), name)


def paragraphs_of_text(text: str, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a web page whose encoding is known."""
    from lxml import etree  # noqa: PLC0415 - loaded where a page is read

    gathering = _Gathering(name)
    parser = etree.HTMLParser(target=gathering, encoding="utf-8", no_network=True)
    source = text.replace("\0", "").encode("utf-8")
    try:
        for at in range(0, len(source), _PIECE):
            parser.feed(source[at : at + _PIECE])
        parser.close()
    except etree.LxmlError as error:
        if source.strip():
            raise InputError(Problem(message="is broken: it cannot be read as a web page", path=name)) from error
    yield from _numbered(_main(gathering.blocks, gathering.title))


_PIECE = 1 << 16


def _declared(raw: bytes) -> str:
    found = _XML_ENCODING.match(raw[:_HEAD]) or _CHARSET.search(raw[:_HEAD])
    declared = found.group(1).decode("ascii", "replace") if found else ""
    return "utf-8" if declared.lower().startswith("utf-16") else declared  # it was read as bytes that are ASCII


@dataclass
class _List:
    """An open list: its style, the number that its next item takes, and whether it counts down."""

    style: str
    next: int | None
    step: int = 1
    items: int = 0
    blocks: "list[_Block]" = field(default_factory=list)

    def number(self, value: str) -> "_Item":
        """Count the next item; ``value`` is a number of its own."""
        own = _integer(value)
        if own is not None:
            self.next = own
        item = _Item(self, self.items, self.next)
        self.items += 1
        if self.next is not None:
            self.next += self.step
        return item


@dataclass
class _Item:
    """An item of a list, from 0, and its number; where a list counts down to one, only its end tells the number."""

    list: _List
    at: int
    number: int | None

    @property
    def label(self) -> str:
        """The number as a reader of the page sees it."""
        return _label(self.list.style, self.list.items - self.at if self.number is None else self.number)


@dataclass
class _Block:
    """One paragraph as it is gathered."""

    heading: int
    apart: str
    depth: int
    main: bool
    article: bool
    item: _Item | None
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    text: str = ""
    further: bool = False


@dataclass
class _Frame:
    """An open element and what it changes for all that stands within it."""

    tag: str
    unread: bool
    link: bool
    main: bool
    article: bool
    heading: int
    apart: str
    depth: int
    list: _List | None = None
    reference: int = -1


class _Gathering:
    """Called back by the parser; gathers blocks."""

    def __init__(self, name: str):
        self.name = name
        self.blocks: list[_Block] = []
        self.title = ""
        self._frames = [_Frame("", False, False, False, False, 0, "", 0)]
        self._lists: list[_List] = []
        self._item: _Item | None = None
        self._block: _Block | None = None
        self._marks = 0
        self._characters = 0
        self._breaks = 0
        self._further = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._marks += 1
        if self._marks > limits.MAX_MARKS:
            raise limits.too_long(self.name, "tags", limits.MAX_MARKS)
        frame = self._frame(tag, attributes)
        self._frames.append(frame)
        if frame.unread:
            return
        if tag == "br":
            self._break()
        elif tag not in _INLINE:
            self._part()
        if tag == "sup":
            frame.reference = len(self._block.pieces) if self._block else 0
        if tag in _LISTS:
            frame.list = _opened(tag, attributes)
            self._lists.append(frame.list)
        elif tag == "li":
            self._item = (self._lists[-1] if self._lists else _List("•", 1)).number(attributes.get("value", ""))

    def end(self, tag: str) -> None:
        """Close an element."""
        frame = self._frames.pop()
        if frame.unread:
            return
        if frame.reference >= 0:
            self._drop_reference(frame)
        if tag not in _INLINE and tag != "br":
            self._part()
        if frame.list:
            self._lists.pop()
            self._drop_menu(frame.list)
        if tag == "li":
            self._item = None

    def data(self, text: str) -> None:
        """Take words."""
        frame = self._frames[-1]
        if frame.tag == "title" and self._frames[-2].tag == "head":
            self.title += text
        if frame.unread:
            return
        self._characters += len(text)
        if self._characters > limits.MAX_CHARACTERS:
            raise limits.too_long(self.name, "characters", limits.MAX_CHARACTERS)
        if self._block is None:
            if not text.strip():
                return
            self._block = self._opened_block(frame)
        self._block.pieces.append(text)
        self._block.linked += len("".join(text.split())) if frame.link else 0

    def comment(self, text: str) -> None:
        """Pass over a comment, unless it speaks to the program: then it is read as words that are no text."""
        if text.lstrip().startswith("legalcheck"):
            self.data(f" <!-- {text} -->")

    def pi(self, target: str, text: str = "") -> None:
        """Pass over an instruction."""

    def close(self) -> None:
        """End the last paragraph."""
        self._part()

    def _frame(self, tag: str, attributes: dict[str, str]) -> _Frame:
        outer = self._frames[-1]
        role = attributes.get("role", "").lower()
        main = outer.main or tag == "main" or role == "main"
        article = outer.article or tag == "article" or role == "article"
        return _Frame(
            tag,
            outer.unread or _unread(tag, role, attributes) or (tag in _FRAMING and not main and not article),
            outer.link or (tag == "a" and "href" in attributes),
            main,
            article,
            int(tag[1]) if _HEADING.fullmatch(tag) else outer.heading,
            outer.apart or _apart(tag, role, attributes),
            outer.depth + (tag == "blockquote") + _set_in(attributes.get("style", "")),
        )

    def _opened_block(self, frame: _Frame) -> _Block:
        depth = frame.depth + max(len(self._lists) - 1, 0)
        if self._lists and self._item is None:
            depth += 1  # it goes on with an item, and stands where the words of the item stand
        block = _Block(frame.heading, frame.apart, depth, frame.main, frame.article, self._item)
        block.further, self._further, self._breaks = self._further, False, 0
        self._item = None
        return block

    def _part(self) -> None:
        """End a paragraph."""
        self._flush()
        self._breaks, self._further = 0, False

    def _flush(self) -> None:
        """End a line."""
        block, self._block = self._block, None
        if block is None:
            return
        block.text = collapsed("".join(block.pieces))
        block.pieces = []
        if not block.text:
            return
        self.blocks.append(block)
        for holding in self._lists[-1:]:
            holding.blocks.append(block)
        if len(self.blocks) > limits.MAX_PARAGRAPHS:
            raise limits.too_long(self.name, "paragraphs", limits.MAX_PARAGRAPHS)

    def _break(self) -> None:
        """Two line breaks on end part paragraphs; one parts lines."""
        self._flush()
        self._breaks += 1
        self._further = self._breaks == 1 and bool(self.blocks)

    def _drop_reference(self, frame: _Frame) -> None:
        """Leave out the raised number of a footnote, which is no word."""
        block = self._block
        if block is None or len(block.pieces) - frame.reference > _FEW_PIECES:
            return
        if _REFERENCE.fullmatch("".join(block.pieces[frame.reference :]).strip()):
            del block.pieces[frame.reference :]

    def _drop_menu(self, closed: _List) -> None:
        """Leave out a list that holds links and no sentence: a menu, or a table of contents."""
        if closed.blocks and all(_is_link(block) for block in closed.blocks):
            menu = {id(block) for block in closed.blocks}
            while self.blocks and id(self.blocks[-1]) in menu:
                self.blocks.pop()


def _is_link(block: _Block) -> bool:
    return block.linked >= len("".join(block.text.split())) and not block.text.endswith((".", ";", ":"))


def _unread(tag: str, role: str, attributes: dict[str, str]) -> bool:
    if tag in _UNREAD or tag in ("head", "title") or role in _UNREAD_ROLES:
        return True
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    return "style" in attributes and _HIDDEN.search(attributes["style"]) is not None


def _apart(tag: str, role: str, attributes: dict[str, str]) -> str:
    names = f"{role} {attributes.get('epub:type', '')} {attributes.get('class', '')}"
    if tag == "blockquote":
        names += f" {attributes.get('type', '')}"
    if tag in ("td", "th"):
        return "table"
    if tag in ("a", "sup") or names.isspace():
        return ""
    return next((kind for kind, pattern in _APART.items() if pattern.search(names)), "")


def _set_in(style: str) -> int:
    """Return how many steps of depth a paragraph is set in by its own style."""
    found = _MARGIN.search(style)
    return min(round(float(found.group(1)) * _POINTS[found.group(2).lower()] / _STEP), _DEEPEST) if found else 0


def _opened(tag: str, attributes: dict[str, str]) -> _List:
    styled = _LIST_STYLE.search(attributes.get("style", ""))
    style = attributes.get("type", "1")[:1] if tag == "ol" else "•"
    style = _STYLES[styled.group(1).lower()] if styled else style
    start = _integer(attributes.get("start", ""))
    down = tag == "ol" and "reversed" in attributes
    return _List(style if style in "1aAiI•" else "1", 1 if start is None and not down else start, -1 if down else 1)


def _integer(text: str) -> int | None:
    found = _INTEGER.match(text)
    return int(found.group(1)) if found else None


def _label(style: str, number: int) -> str:
    if style in ("", "•"):
        return style
    if style in "aA" and number > 0:
        return f"{_letters(number, style)}."
    if style in "iI" and 0 < number < 4000:
        return f"{_roman(number) if style == 'I' else _roman(number).lower()}."
    return f"{number}."


def _letters(number: int, first: str) -> str:
    letters = ""
    while number:
        number, at = divmod(number - 1, 26)
        letters = chr(ord(first) + at) + letters
    return letters


def _roman(number: int) -> str:
    digits = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        digits += sign * count
    return digits


def _main(blocks: list[_Block], title: str) -> list[_Block]:
    """Return the blocks of the main part, if the page marks one; the page's title heads a page without a heading."""
    kept = [block for block in blocks if block.main]
    if not kept:
        kept = [block for block in blocks if block.article]
        if sum(len(b.text) for b in kept) < _MOSTLY * sum(len(b.text) for b in blocks):
            kept = blocks
    named = collapsed(title)
    if named and kept and not any(block.heading == 1 for block in kept):
        return [_Block(1, "", 0, False, False, None, text=named), *kept]
    return kept


def _numbered(blocks: list[_Block]) -> Iterator[Paragraph]:
    number = 0
    for line, block in enumerate(blocks, 1):
        number += not (block.further and number)
        label = block.item.label if block.item else ""
        yield Paragraph(
            block.text, number, line, label=label, depth=block.depth, heading=block.heading, apart=block.apart
        )
