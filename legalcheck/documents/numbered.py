"""Split numbered text into clauses: numbers, letters, Roman numerals, bullets, in Markdown or plain text.

A marker opens a clause; it is a sibling of the open clause with the same style of marker at about the same indent,
else a child of the clause above it. Numbers are kept as the plan gives them and joined from the top: 21 and (a) make
21a, I and 1 make I.1. Text under no marker becomes a clause of its own, numbered by paragraph, so that nothing is
dropped unseen; headings without a number are titles.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from legalcheck.model.plan import Clause, Span

_ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_LETTER = "a-zа-яіїєґ"
_MARKER = re.compile(
    rf"""(?:\*\*|__)?(?:
       (?:Article|Art\.|Point|Section|Clause|Пункт|Стаття|Статья|ст\.|п\.|§)\s*                 # Article 5, § 3
         (?P<named>\d{{1,3}}(?:\.\d{{1,3}})*[{_LETTER}]?|{_ROMAN})(?:[.):]|(?=\s|$))
      |\((?P<paren>\d{{1,3}}|[{_LETTER}]|[ivx]{{1,5}})\)                                        # (1) (a) (iv)
      |(?P<compound>(?:\d{{1,3}}|{_ROMAN})(?:\.\d{{1,3}})+|\d{{1,3}}[{_LETTER}])[.):]?(?=\s|\*|$)  # 1.1 I.2 21a
      |(?P<plain>\d{{1,3}}|{_ROMAN}|[A-Z{_LETTER}]|[ivx]{{1,5}})[.):]                           # 1. II. a) iv.
    )(?:\*\*|__)?(?:\s+|$)""",
    re.VERBOSE,
)
_BULLET = re.compile(r"[-*+•–—]\s+")
_HEADING = re.compile(r"\#{1,6}\s+")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)((?:(?!\1).){1,300}?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
_UNFINISHED = re.compile(r"[^.;:!?)»”\"*_]$")
_SENTENCE = re.compile(r"[.;!?:]$")
_FIRST = frozenset(("1", "a", "A", "i", "I", "а"))


@dataclass
class _Open:
    """A clause being gathered; ``title`` is the heading that it stands under, if the heading bears its number."""

    style: str
    own: str
    number: str
    indent: int
    line: int
    start: int
    end: int
    words: list[str] = field(default_factory=list)
    parent: "_Open | None" = None
    title: str = ""
    children: int = 0

    @cached_property
    def said(self) -> str:
        """The gathered words, once the clause is complete."""
        return _plain(" ".join(self.words))

    @property
    def introduction(self) -> str:
        """What introduces the clause: its own heading, or the words of the clause that it belongs to."""
        if self.title and self.said:
            return _plain(self.title)
        return self.parent.said if self.parent else ""

    def add(self, words: str, end: int) -> None:
        """Go on with the clause."""
        self.words.append(words)
        self.end = end


def split_clauses(text: str, line: int = 1, offset: int = 0, passed: Container[int] = ()) -> list[Clause]:
    """Return the clauses of numbered text; ``line`` and ``offset`` say where the text begins in its file.

    Lines that are ``passed`` over part nothing, as if they were not there.
    """
    return [clause for clause in map(_clause, _Splitter(line, offset).split(text, passed)) if clause is not None]


def _clause(item: _Open) -> Clause | None:
    words = item.said or ("" if item.children else _plain(item.title))
    if not words:
        return None
    span = Span(line=item.line, start=item.start, end=item.end)
    return Clause(number=item.number, text=words, context=item.introduction, span=span)


def _plain(words: str) -> str:
    """Drop Markdown emphasis and links, keep the words."""
    return _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", words)).strip()


class _Splitter:
    def __init__(self, line: int, offset: int):
        self.line = line
        self.offset = offset
        self.done: list[_Open] = []
        self.stack: list[_Open] = []
        self.current: _Open | None = None
        self.latest: dict[str, _Open] = {}
        self.counts: Counter[str] = Counter()
        self.blank = True

    def split(self, text: str, passed: Container[int]) -> list[_Open]:
        position = self.offset
        for line, raw in enumerate(text.split("\n"), self.line):
            if line not in passed:
                self._line(raw, line, position)
            position += len(raw) + 1
        return self.done

    def _line(self, raw: str, line: int, position: int) -> None:
        body = raw.strip()
        if not body or _RULE.match(raw):
            self.blank = True
            return
        spread = raw.expandtabs(4)
        start = position + len(raw) - len(raw.lstrip())
        heading = _HEADING.match(body)
        if heading:
            self._heading(body[heading.end() :], line, start + heading.end())
        else:
            self._body(body, len(spread) - len(spread.lstrip()), line, start)
        self.blank = False

    def _heading(self, body: str, line: int, start: int) -> None:
        """Close what is open; a heading with a number of its own is a clause, or heads the numbers below it."""
        self.stack, self.current = [], None
        marker = _MARKER.match(body)
        if marker is None:
            return
        own, style, _ = self._number(marker)
        item = self._new(style, own, own, -1, line, start, start + len(body), None)
        said = body[marker.end() :]
        if _SENTENCE.search(said):
            item.words.append(said)
        else:
            item.title = said

    def _body(self, body: str, indent: int, line: int, start: int) -> None:
        bullet = _BULLET.match(body)
        skipped = bullet.end() if bullet else 0
        marker = _MARKER.match(body, skipped)
        own, style, compound = self._number(marker) if marker else ("", "", False)
        if marker is not None and (bullet or marker["named"] or marker["paren"] or self._opens(own)):
            self._open(own, style, compound, indent, line, start, body, marker.end())
        elif bullet is not None:
            self._open("", "bullet", False, indent, line, start, body, skipped)
        elif self.current is None or (self.blank and indent == 0 and not self._under_heading()):
            self._paragraph(body, line, start)
        else:
            self.current.add(body, start + len(body))

    def _under_heading(self) -> bool:
        return self.current is not None and self.current.indent < 0

    def _opens(self, own: str) -> bool:
        """In mid-sentence only the number that comes next opens a clause; any other is a word of the text."""
        if self.blank or self.current is None or not self.current.words:
            return True
        if not _UNFINISHED.search(self.current.words[-1]):
            return True
        return own in _FIRST or any(_follows(own, item.own) for item in self.stack)

    def _open(
        self, own: str, style: str, compound: bool, indent: int, line: int, start: int, body: str, skipped: int
    ) -> None:
        parent = self._parent(own, style, compound, indent)
        if parent is not None:
            parent.children += 1
        if style == "bullet":
            self.counts["bullet"] += parent is None
            own = str(parent.children if parent else self.counts["bullet"])
        number = own if compound or parent is None else _join(parent.number, own, style)
        item = self._new(style, own, number, indent, line, start, start + len(body), parent)
        item.words.append(body[skipped:])

    def _new(
        self, style: str, own: str, number: str, indent: int, line: int, start: int, end: int, parent: _Open | None
    ) -> _Open:
        item = _Open(style, own, self._free(number), indent, line, start, end, parent=parent)
        self.stack.append(item)
        self.latest[number] = item
        self.done.append(item)
        self.current = item
        return item

    def _parent(self, own: str, style: str, compound: bool, indent: int) -> _Open | None:
        """Close what this marker ends and return the clause that it belongs to."""
        if compound:
            known = self.latest.get(own.rpartition(".")[0] or own[:-1])
            self.stack = self.stack[: self.stack.index(known) + 1] if known in self.stack else [known] if known else []
            return known
        for at in range(len(self.stack) - 1, -1, -1):
            item = self.stack[at]
            if item.style == style and abs(item.indent - indent) <= (1 if style == "bullet" else 2):
                del self.stack[at:]
                return self.stack[-1] if self.stack else None
        while self.stack and self._ends(self.stack[-1], style, indent):
            self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _ends(self, item: _Open, style: str, indent: int) -> bool:
        """Say whether a marker closes an item; an unnumbered introduction has bullets and letters under it only."""
        if item.style == "paragraph":
            return style not in ("bullet", "lower-letter", "lower-roman")
        return indent < item.indent

    def _number(self, marker: re.Match[str]) -> tuple[str, str, bool]:
        """Return the number of a marker, its style, and whether it names its parents too."""
        own: str = marker["named"] or marker["paren"] or marker["compound"] or marker["plain"]
        if marker["compound"] or (marker["named"] and "." in own):
            return own, "compound", True
        if marker["named"]:
            return own, "named", False
        if own.isdigit():
            return own, "digit" if marker["plain"] else "paren-digit", False
        case = "upper" if own.isupper() else "lower"
        if len(own) == 1 and any(i.style == f"{case}-letter" and _follows(own, i.own) for i in self.stack):
            return own, f"{case}-letter", False
        roman = re.fullmatch(_ROMAN, own.upper())
        if roman and (len(own) > 1 or own in "iI" or any(i.style == f"{case}-roman" for i in self.stack)):
            return own, f"{case}-roman", False
        return own, f"{case}-letter", False

    def _paragraph(self, body: str, line: int, start: int) -> None:
        """Open an unnumbered paragraph; it stays open for the bullets that it introduces."""
        self.counts["paragraph"] += 1
        number = f"¶{self.counts['paragraph']}"
        self.stack = []
        self._new("paragraph", number, number, 0, line, start, start + len(body), None).words.append(body)

    def _free(self, number: str) -> str:
        """Return a number that no clause has yet: a plan that restarts its count keeps both."""
        self.counts["number " + number] += 1
        again = self.counts["number " + number]
        return number if again == 1 else f"{number}#{again}"


def _join(parent: str, own: str, style: str) -> str:
    if style == "lower-letter":
        return f"{parent}{own}"
    return f"{parent}-{own}" if style == "bullet" else f"{parent}.{own}"


def _follows(own: str, before: str) -> bool:
    """Say whether one number, letter or last part of a number comes right after another."""
    if own.rpartition(".")[0] != before.rpartition(".")[0]:
        return own.rpartition(".")[0] == before and own.endswith(".1")
    own, before = own.rpartition(".")[2], before.rpartition(".")[2]
    if own.isdigit() and before.isdigit():
        return int(own) == int(before) + 1
    return len(own) == len(before) == 1 and ord(own) == ord(before) + 1


class _Introducing(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def measures(self) -> Sequence[object] | None: ...


def introductions(clauses: Sequence[_Introducing]) -> frozenset[str]:
    """Return the numbers of clauses that only introduce others: they do nothing themselves and end in a colon."""
    contexts = {clause.context for clause in clauses if clause.context}
    heading = (clause for clause in clauses if not clause.measures and clause.text in contexts)
    return frozenset(clause.number for clause in heading if clause.text.rstrip().endswith(":"))
