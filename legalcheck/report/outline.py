"""How a plan was split, before anything is read: each part, what it is, where it stands, and its first words."""

import json
from collections import Counter
from collections.abc import Iterator

from legalcheck.documents.outline import Item, Outline
from legalcheck.report.marking import marked, shown

SCHEMA = "legalcheck.outline/1"
_KINDS = {
    "clause": ("clause", "clauses"),
    "note": ("note", "notes"),
    "heading": ("heading", "headings"),
    "preamble": ("paragraph of the preamble", "paragraphs of the preamble"),
    "signature": ("line of signatures", "lines of signatures"),
    "letter": ("paragraph of the letter", "paragraphs of the letter"),
    "quoted": ("paragraph of older mail", "paragraphs of older mail"),
    "attachment": ("list of attachments not read", "lists of attachments not read"),
}
"""By kind of part: one and many of it."""
_NUMBER = 14
_KIND = 9


def as_table(outline: Outline, width: int = 80) -> str:
    """Return the parts of a plan as lines of ``width`` columns, and a count."""
    parts = [item for item in outline.items if item.text]
    places = [_place(item) for item in parts]
    numbers = [_cut(item.number, _NUMBER) for item in parts]
    first = max(map(len, places), default=0)
    second = max(map(len, numbers), default=0)
    kind = max([_KIND, *(len(item.kind) for item in parts)])
    lines = []
    for item, place, number in zip(parts, places, numbers, strict=True):
        head = f"{place.rjust(first)}  {item.kind.ljust(kind)}  {number.ljust(second)}  "
        lines.append((head + _cut(item.text, max(10, width - len(head)))).rstrip())
    return "\n".join([*lines, "", *_summary(parts, width)]) + "\n"


def as_json(outline: Outline, path: str) -> str:
    """Return the parts of a plan as a JSON document."""
    parts = [
        {
            "kind": item.kind,
            "number": item.number,
            "text": item.text,
            "context": item.introduction,
            "span": item.span.model_dump(),
        }
        for item in outline.items
        if item.text
    ]
    document = {"schema": SCHEMA, "path": path, "title": outline.title, "parts": parts}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _place(item: Item) -> str:
    span = item.span
    if span.paragraph is None:
        return f"line {span.line}"
    return f"¶ {span.paragraph}" if span.page is None else f"p. {span.page}, ¶ {span.paragraph}"


def _summary(parts: list[Item], width: int) -> Iterator[str]:
    counts: Counter[str] = Counter(item.kind for item in parts)
    said = (f"{counts[kind]} {names[counts[kind] != 1]}" for kind, names in _KINDS.items() if counts[kind])
    yield from marked(f"{', '.join(said)}.", (), width)


def _cut(words: str, room: int) -> str:
    words = shown(" ".join(words.split()))
    return words if len(words) <= room else f"{words[: room - 3].rstrip()}..."
