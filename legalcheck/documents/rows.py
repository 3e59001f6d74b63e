"""Rows: the lines of a text and the paragraphs of a document, brought to one form that one splitter takes."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from legalcheck.documents import limits
from legalcheck.documents.paragraphs import Paragraph

INDENT = 4
"""Columns that a step of depth counts for."""
_HEADING = re.compile(r"\#{1,6}\s+")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
UNFINISHED = re.compile(r"[^.;:!?)»”\"*_]$")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text or a line of a paragraph: its words, what numbers it, and where it stands."""

    words: str
    line: int
    start: int
    end: int
    indent: int = 0
    fresh: bool = True
    """Whether it begins a paragraph; else it goes on with the line above."""
    heading: int = 0
    label: str = ""
    page: int | None = None
    paragraph: int | None = None
    apart: str = ""


def rows_of_text(text: str, line: int = 1, offset: int = 0, passed: Container[int] = ()) -> Iterator[Row]:
    """Yield the rows of Markdown or plain text that begins on ``line`` and at ``offset`` of its file.

    Lines that are ``passed`` over are as if they were not there.
    """
    fresh, position = True, offset
    for number, raw in enumerate(text.split("\n"), line):
        body = raw.strip()
        if number in passed:
            pass
        elif not body or _RULE.match(raw):
            fresh = True
        else:
            start, end = position + len(raw) - len(raw.lstrip()), position + len(raw.rstrip())
            heading = _HEADING.match(body)
            if heading:
                level = heading.group().count("#")
                yield Row(body[heading.end() :], number, start + heading.end(), end, heading=level)
            else:
                spread = raw.expandtabs(INDENT)
                yield Row(body, number, start, end, len(spread) - len(spread.lstrip()), fresh)
            fresh = False
        position += len(raw) + 1


def rows_of_paragraphs(paragraphs: Iterable[Paragraph], name: str) -> Iterator[Row]:
    """Yield the rows of a document; ``InputError`` if it is longer than a document may be.

    Offsets count in its text: the words of its paragraphs, joined by line feeds.
    """
    position = 0
    before: Paragraph | None = None
    for one in paragraphs:
        end = position + len(one.text)
        if one.page is not None and one.page > limits.MAX_PAGES:
            raise limits.too_long(name)
        if one.number > limits.MAX_PARAGRAPHS:
            raise limits.too_long(name, "paragraphs", limits.MAX_PARAGRAPHS)
        if end > limits.MAX_CHARACTERS:
            raise limits.too_long(name, "characters", limits.MAX_CHARACTERS)
        if one.text and not _RULE.match(one.text):
            yield Row(
                one.text, one.line, position, end, INDENT * one.depth, _fresh(one, before), one.heading, one.label,
                one.page, one.number, one.apart,
            )  # fmt: skip
            before = one
        position = end + 1


def _fresh(one: Paragraph, before: Paragraph | None) -> bool:
    """Say whether a row begins a paragraph: no further line of one does, nor what goes on after a page break."""
    if before is None or one.label or one.heading or before.heading or one.apart != before.apart:
        return True
    return one.number != before.number and (one.page == before.page or not UNFINISHED.search(before.text))
