"""References to law in a text: "Arts 157(2) and 158", "п. 32 ч. 1 ст. 85", "Chapters I, III and XIII"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_ITEM = r"(?:\d+|[IVXL]+(?![a-z]))(?:\s?(?:bis|ter)\b)?"
_SUB = r"\(\w{1,4}\)"
_WORDS = r"(?:and|or|to|і|й|та|або|чи|до)\b"
_JOIN = rf"\s*(?:,\s+{_WORDS}|,|–|-|\b{_WORDS})\s*"
_COUNTED = rf"(?!\s+(?!{_WORDS})[a-zа-яіїєґ])"
_MORE = rf"\s*,\s*{_ITEM}(?:{_SUB})*{_COUNTED}|{_JOIN}(?<!, )(?:{_ITEM}(?:{_SUB})*|(?:{_SUB})+)|\s*,\s*(?:{_SUB})+"
_LIST = rf"{_ITEM}(?:{_SUB})*(?:{_MORE})*(?![\w%])"
_PIECE = re.compile(rf"(?P<join>{_JOIN})?(?P<item>{_ITEM})?(?P<subs>(?:{_SUB})*)")
_DASHES = ("-", "–", "to", "до")
_WIDEST = 400


@dataclass(frozen=True, order=True)
class Reference:
    """A numbered part of an instrument: ``Reference("article", "85", ("1", "32"))``."""

    unit: str
    number: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.unit} {self.number}{''.join(f'({part})' for part in self.parts)}"

    def within(self, other: "Reference") -> bool:
        """Say whether one of the two lies within the other."""
        shared = min(len(self.parts), len(other.parts))
        return (self.unit, self.number, self.parts[:shared]) == (other.unit, other.number, other.parts[:shared])


@dataclass(frozen=True)
class Citation:
    """References said together, and their place in the text."""

    start: int
    end: int
    references: tuple[Reference, ...]


Numbers = tuple[tuple[str, ...], ...]


class Finder:
    """Finds references by the words that a language has for units.

    ``before`` lists, by unit, those whose numbers may stand before its own: "ч. 2 ст. 157" is article 157(2).
    """

    def __init__(self, units: Mapping[str, Sequence[str]], before: Mapping[str, Sequence[str]]):
        self.unit_of = {word.lower(): unit for unit, words in units.items() for word in words}
        self.before = before
        word = "|".join(sorted(map(re.escape, self.unit_of), key=lambda w: (-len(w), w))) or r"(?!)"
        self.named = re.compile(rf"\b(?P<word>(?i:{word}))\b\.?\s*(?P<list>{_LIST})")

    def find(self, text: str) -> Iterator[Citation]:
        """Yield the references of a text in order."""
        waiting: list[tuple[re.Match[str], str, Numbers]] = []
        for match in self.named.finditer(text):
            unit, numbers = self.unit_of[match["word"].lower()], tuple(_numbers(match["list"]))
            if waiting and not self._joins(waiting, unit, text[waiting[-1][0].end() : match.start()]):
                yield from map(_alone, waiting)
                waiting = []
            if any(unit in smaller for smaller in self.before.values()):
                waiting.append((match, unit, numbers))
                continue
            start = waiting[0][0].start() if waiting else match.start()
            yield Citation(start, match.end(), tuple(_joined(unit, numbers, [part for *_, part in waiting])))
            waiting = []
        yield from map(_alone, waiting)

    def _joins(self, waiting: Sequence[tuple[re.Match[str], str, Numbers]], unit: str, gap: str) -> bool:
        """Say whether the parts that wait belong to a number of ``unit`` that follows after ``gap``."""
        named = [name for _, name, _ in waiting]
        larger = [name for name, smaller in self.before.items() if set(named) <= set(smaller)]
        return not gap.strip() and unit not in named and any(unit in (up, *self.before[up]) for up in larger)


def _alone(said: tuple[re.Match[str], str, Numbers]) -> Citation:
    match, unit, numbers = said
    return Citation(match.start(), match.end(), tuple(Reference(unit, first, tuple(rest)) for first, *rest in numbers))


def _joined(unit: str, numbers: Numbers, before: Sequence[Numbers]) -> Iterator[Reference]:
    """Put the parts said before a number, innermost first, after it."""
    first, *others = numbers
    paths: list[tuple[str, ...]] = [first]
    for parts in reversed(before):
        paths = [(*path, *part) for path in paths for part in parts]
    for number, *rest in (*paths, *others):
        yield Reference(unit, number, tuple(rest))


def _numbers(listed: str) -> Iterator[tuple[str, ...]]:
    """Yield the numbers of a list, each with its parts; ranges are counted out, "(9), (32)" shares its number."""
    last: tuple[str, ...] = ()
    for piece in _PIECE.finditer(listed):
        if not piece.group().strip():
            continue
        parts = tuple(re.findall(r"\((\w+)\)", piece["subs"] or ""))
        item = re.sub(r"\s", "", piece["item"]) if piece["item"] else None
        now = (item, *parts) if item else (*last[: -len(parts)], *parts)
        if (piece["join"] or "").strip() in _DASHES and last:
            yield from _between(last, now)
        yield now
        last = now


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what lies strictly between the ends of a range of plain numbers."""
    if first[:-1] != last[:-1] or not (first[-1].isdigit() and last[-1].isdigit()):
        return
    for number in range(int(first[-1]) + 1, min(int(last[-1]), int(first[-1]) + _WIDEST)):
        yield (*first[:-1], str(number))
