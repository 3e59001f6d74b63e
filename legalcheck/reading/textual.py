"""Prepare raw text without moving a single character, and cut it into pieces of bounded size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = 1_500
"""Longest piece, in characters, that is parsed at once."""

PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
}
TABLE = str.maketrans(PLAIN) | {0xA0: " "}
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LOWER = "a-z\u0430-\u045f\u0491\u0300\u0301"
UPPER = "A-Z\u0401-\u042f\u0490"
STOP = re.compile(
    rf"[;\n](?=\s|$)|\n|(?:(?<=[{LOWER}0-9)\"'\]])|(?<=[{UPPER}]{{2}}))[.!?][\"')]*(?=\s+[\"'(]?[{UPPER}0-9])"
)
ABBREVIATED = re.compile(
    r"\b(?:Art|Arts|No|Nos|St|Mr|Mrs|Dr|Gen|Sen|para|paras|art|cf|e\.g|i\.e|vs|approx|[A-Z]"
    r"|ст|ч|п|пп|р|рр|г|гг|обл|тис|тыс|млн|млрд|див|см|т|д|ін|им|ім|стр|св|зам|нп|пос|вул|ул|[\u0401-\u042f])$"
)
LABEL = re.compile(r"\s*(?:[A-Z][\w'-]*(?:\s+[\w'-]+){0,3}):(?=\s+\S)")
PREDICATE = re.compile(  # after a label: not a clause of its own, but what is said of the label
    r"\s*(?:within|in \d|by \d|after|\d+ (?:days|weeks|months)|not|no longer|never|out of|off|yes|none|open|closed|shut"
    r"|over|void|dead|ruled out|neutral|back|home|gone|\w+ed|cut|shut|held|kept|frozen|lost|withdrawn"
    r"|no(?=[,.;]|\s*$)|(?:Russian|Ukrainian)(?=\s*(?:[,.;(]|$|de |by |and ))"
    r"|\d+[%.,\d]*(?:k|m)?\s*(?:max|maximum)?[,.]?$)\b"
)
ITEM = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[-*\u2022\u2013\u2014])\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause: where it starts in it, and its cleaned words."""

    start: int
    text: str


def visible(text: str) -> tuple[str, list[int] | None]:
    """Return text without soft hyphens and marks of no width, and where its characters stood; None if it had none."""
    if INVISIBLE.search(text) is None:
        return text, None
    places = [index for index, char in enumerate(text) if not INVISIBLE.match(char)]
    return INVISIBLE.sub("", text), [*places, len(text)]


def clean(text: str) -> str:
    """Return text of the same length in which every character can be parsed."""
    if text.isprintable():
        return text.translate(TABLE)
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    if " " <= char <= "~" or char == "\n":
        return char
    if char in PLAIN:
        return PLAIN[char]
    if char.isspace() or not char.isprintable():
        return " "
    return char


def pieces(text: str, speech: frozenset[str]) -> Iterator[Piece]:
    """Cut cleaned text at semicolons, line and sentence ends and after a short label, unless the label speaks."""
    start = 0
    for end in [*_stops(text), len(text)]:
        yield from _piece(text, start, end, speech)
        start = end


def _stops(text: str) -> Iterator[int]:
    for match in STOP.finditer(text):
        if match.group()[0] != "." or not ABBREVIATED.search(text, max(0, match.start() - 8), match.start()):
            yield match.end()


def _piece(text: str, start: int, end: int, speech: frozenset[str]) -> Iterator[Piece]:
    item = ITEM.match(text, start, end)
    start = item.end() if item else start
    label = LABEL.match(text, start, end)
    if (
        label
        and not PREDICATE.match(text, label.end(), end)
        and not speech & set(label.group().lower().rstrip(":").split())
    ):
        yield from _blocks(text, start, label.end())
        start = label.end()
    yield from _blocks(text, start, end)


def _blocks(text: str, start: int, end: int) -> Iterator[Piece]:
    while start < end:
        stop = end
        if end - start > BLOCK:
            space = text.rfind(" ", start + 1, start + BLOCK)
            stop = space if space > start else start + BLOCK
        block = text[start:stop]
        if block.strip():
            yield Piece(start + len(block) - len(block.lstrip()), block.strip())
        start = stop
