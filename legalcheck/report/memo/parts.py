"""What a memorandum is made of, whatever file it is written to: sections of paragraphs and tables, as frozen data."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_SPACES = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters, halves of characters, and marks that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words in one weight; ``link`` is ``#`` and an anchor of the memorandum, or a web address."""

    text: str
    weight: Literal["", "strong", "emphasis"] = ""
    link: str = ""


Line = tuple[Words, ...]
"""Words that follow each other without a break."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a lead stays with what follows, a step has a number, counted from 1 at the ``first`` of a list."""

    line: Line
    role: Literal["body", "lead", "quote", "point", "step"] = "body"
    first: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, to which words elsewhere may lead."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; ``widths`` are hundredths of the width of the page."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section with what stands in it, and the sections within it."""

    title: str
    blocks: tuple[Paragraph | Table, ...] = ()
    parts: tuple["Section", ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """A memorandum on one plan or clause; ``page`` says the number of a page, with ``{page}`` and ``{pages}``."""

    heading: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    language: str
    foot: str
    page: str


def safe(text: str) -> str:
    """Return text on one line in which nothing is left that a document cannot hold or that turns its words round."""
    return _UNSAFE.sub("\ufffd", _SPACES.sub(" ", text))


def numbered(sections: Sequence[Section], above: str = "") -> Iterator[tuple[str, Section]]:
    """Yield sections with their numbers, such as 3.1.2, in the order of reading."""
    for at, section in enumerate(sections, 1):
        number = f"{above}{at}"
        yield number, section
        yield from numbered(section.parts, f"{number}.")
