"""Paragraphs: what every reader of a document gives and every splitter takes."""

import re
from dataclasses import dataclass, replace

_TITLE = 200
"""Characters of a title."""
_SENTENCE = re.compile(r"[.,;:!?]\W*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document in reading order, and where it stands."""

    text: str
    """Its words, white space collapsed, without a computed list number."""
    number: int
    """Paragraph of the document, from 1: empty ones count, too, and lines of one paragraph share its number."""
    line: int
    """Line of the document in reading order, from 1; a paragraph is one line unless the format has lines of its own."""
    page: int | None = None
    label: str = ""
    """Computed number as a reader of the page sees it: "1.", "(a)", "•"; empty where it is typed or there is none."""
    depth: int = 0
    """Depth of a list item or an indent, from 0; a further paragraph of a list item is one deeper than the item."""
    heading: int = 0
    """Level of a heading, 0 for none."""
    apart: str = ""
    """``footnote``, ``table`` or nothing: set where the format itself says so."""


def is_title(words: str) -> bool:
    """Say whether words that stand out on the page, such as centred ones, can be a title: short, and no sentence."""
    return len(words) <= _TITLE and not _SENTENCE.search(words)


def lines_of(text: str, first: Paragraph) -> list[Paragraph]:
    """Return a paragraph line by line, white space collapsed; ``first`` says where it begins and bears its label."""
    return [
        replace(first, text=" ".join(words.split()), line=first.line + at, label="" if at else first.label)
        for at, words in enumerate(text.split("\n"))
    ]
