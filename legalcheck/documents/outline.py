"""Split rows of text into clauses and what is none: headings, the preamble, signatures, notes.

A marker opens a clause; it is a sibling of the open clause with the same style of marker at about the same indent,
else a child of the clause above it. Numbers are kept as the plan gives them and joined from the top: 21 and (a) make
21a, I and 1 make I.1. Text under no marker becomes a clause of its own, numbered by paragraph, so that nothing is
dropped unseen. Headings without a number are titles; a preamble and signatures are set apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from legalcheck.documents.formulas import LINE, Formulas, formulas
from legalcheck.documents.markers import BULLET, FIRST, MARKER, follows, is_roman, join
from legalcheck.documents.rows import UNFINISHED, Row
from legalcheck.model.plan import ApartKind, Clause, Span

Kind = Literal["clause", "heading", "note"] | ApartKind
_APART: dict[str, ApartKind] = {kind: kind for kind in get_args(ApartKind)}
"""What is no clause and no heading; a reader may tell it apart itself."""

_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)((?:(?!\1).){1,300}?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
_SENTENCE = re.compile(r"[.;!?:]$")
_GOES_ON = re.compile(r"[\w,\-–—(]$")
_BARE = re.compile(r"\d{1,3}[a-z]?|[a-z]|[IVX]{1,5}")
_TITLE = 120
"""Characters of a title behind a named number: Article 5. Neutrality."""
_BROKEN_OFF = 60
"""Characters of a line that was ended before it was full, so that the next line need not go on with it."""


@dataclass
class Item:
    """A part being gathered; ``title`` is the heading that bears its number, ``under`` one above that bears none."""

    style: str
    own: str
    number: str
    indent: int
    first: Row
    end: int
    words: list[str] = field(default_factory=list)
    parent: "Item | None" = None
    title: str = ""
    under: "Item | None" = None
    children: int = 0
    kind: Kind = "clause"
    markdown: bool = True

    @cached_property
    def said(self) -> str:
        """The gathered words, once the part is complete."""
        return self._plain(" ".join(self.words))

    @property
    def introduction(self) -> str:
        """What introduces the clause: its own heading, the clause that it belongs to, or the heading above."""
        if self.title and self.said:
            return self._plain(self.title)
        if self.parent is not None:
            return self.parent.said or self._plain(self.parent.title)
        return self.under.said if self.under else ""

    @property
    def bare(self) -> bool:
        """Whether it is the number of a heading and nothing else, so that a title can follow on a line of its own."""
        return self.indent < 0 and not self.title and not self.words and not self.children

    @property
    def text(self) -> str:
        """The words that stand in the plan; those of a heading without words below it are its own."""
        return self.said or ("" if self.children and self.kind == "clause" else self._plain(self.title))

    @property
    def span(self) -> Span:
        """Where the part stands."""
        row = self.first
        return Span(line=row.line, start=row.start, end=self.end, page=row.page, paragraph=row.paragraph)

    def add(self, row: Row) -> None:
        """Go on with the part; what looked like a title and goes on in the same sentence was none."""
        if self.title and not self.words and _continues(self.title, row):
            self.words.append(self.title)
            self.title = ""
        self.words.append(row.words)
        self.end = row.end

    def _plain(self, words: str) -> str:
        """Drop Markdown emphasis and links, keep the words."""
        return (_LINK.sub(r"\1", _EMPHASIS.sub(r"\2", words)) if self.markdown else words).strip()


@dataclass(frozen=True)
class Outline:
    """The parts of a plan in reading order."""

    items: Sequence[Item]

    @property
    def clauses(self) -> list[Clause]:
        """The clauses, those that are notes included."""
        return [
            Clause(number=item.number, text=item.text, context=item.introduction, span=item.span)
            for item in self.items
            if item.kind in ("clause", "note") and item.text
        ]

    @property
    def apart(self) -> Iterator[tuple[ApartKind, str, Span]]:
        """What is no clause and no heading: its kind, its words, and where it stands."""
        for item in self.items:
            if item.kind in _APART:
                yield _APART[item.kind], item.said, item.span

    @property
    def title(self) -> str:
        """The first heading of the highest level, if it bears no number and stands above all clauses."""
        return next((item.text for item in self.items if item.kind == "heading" and _is_title(item)), "")


def outline_of(rows: Iterable[Row], *, markdown: bool) -> Outline:
    """Split rows into the parts of a plan; ``markdown`` says whether emphasis and links are written in the words."""
    splitter = _Splitter(markdown, formulas())
    for row in rows:
        splitter.take(row)
    _set_apart(splitter.done, splitter.known)
    return Outline(splitter.done)


class _Splitter:
    def __init__(self, markdown: bool, known: Formulas):
        self.markdown = markdown
        self.known = known
        self.done: list[Item] = []
        self.stack: list[Item] = []
        self.current: Item | None = None
        self.note: Item | None = None
        self.heading: Item | None = None
        self.titled = False
        self.latest: dict[str, Item] = {}
        self.counts: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        """Open what the row opens, or go on with what is open."""
        if row.apart in ("footnote", "box"):
            self._note(row)
            return
        self.note = None
        if row.apart in _APART:
            self._aside(row, _APART[row.apart])
            return
        row, labelled = _labelled(row)
        if row.heading:
            self._heading(row)
        else:
            self._body(row, labelled)

    def _note(self, row: Row) -> None:
        """Open a note, or go on with one; it belongs to the clause that is open and leaves that open."""
        if self.note is not None and not row.label:
            self.note.add(row)
            return
        self.counts["note"] += 1
        kind = "note" if row.apart == "footnote" else row.apart
        number = self._free(f"{kind} {row.label.strip('()[].') or self.counts['note']}")
        self.note = Item("note", row.label, number, row.indent, row, row.end, parent=self.current, kind="note")
        self.note.markdown = self.markdown
        self.note.words.append(row.words)
        self.done.append(self.note)

    def _aside(self, row: Row, kind: ApartKind) -> None:
        """Open what is no clause, or go on with it."""
        last = self.done[-1] if self.done else None
        if last is not None and last.kind == kind and not row.fresh:
            last.add(row)
        else:
            self.done.append(
                Item(kind, "", "", row.indent, row, row.end, [row.words], kind=kind, markdown=self.markdown)
            )

    def _heading(self, row: Row) -> None:
        """Close what is open; a heading with a number of its own is a clause, or heads the numbers below it."""
        marker = MARKER.match(row.words)
        if marker is None and self.current is not None and self.current.bare:
            self.current.title, self.current.end = row.words, row.end
            return
        self.stack, self.current = [], None
        if marker is None and _is_sentence(row.words):
            self._paragraph(row)
            return
        if marker is None:
            item = Item("heading", "", "", -1, row, row.end, [row.words], kind="heading", markdown=self.markdown)
            self.done.append(item)
            self.heading = item if self.titled or row.heading > 1 else None
            self.titled = self.titled or row.heading == 1
            return
        self.heading = None
        own, style, _ = self._number(marker)
        item = self._new(style, own, own, -1, row, None)
        said = row.words[marker.end() :]
        if _SENTENCE.search(said):
            item.words.append(said)
        else:
            item.title = said

    def _body(self, row: Row, labelled: bool) -> None:
        bullet = BULLET.match(row.words)
        skipped = bullet.end() if bullet else 0
        marker = MARKER.match(row.words, skipped)
        own, style, compound = self._number(marker) if marker else ("", "", False)
        if marker is not None and (labelled or bullet or marker["paren"] or self._opens(own, row)):
            if marker["named"] and row.fresh and _titles(row.words[marker.end() :]):
                self._heading(row)
            else:
                self._open(own, style, compound, row, marker.end())
        elif bullet is not None:
            self._open("", "bullet", False, row, skipped)
        elif self.current is None or self._begins_anew(self.current, row):
            self._paragraph(row)
        else:
            self.current.add(row)

    def _begins_anew(self, current: Item, row: Row) -> bool:
        """Say whether a row without a marker is a paragraph of its own, and not more of the clause that is open."""
        if not row.fresh:
            return False
        if self.known.closes(row.words):
            return True
        if row.apart == "table" and not current.words:
            return False
        return (
            row.indent == 0 and current.indent >= 0 and not (current.words and _goes_on(current.words[-1], row.words))
        )

    def _opens(self, own: str, row: Row) -> bool:
        """In mid-sentence only the number that comes next opens a clause; any other is a word of the text."""
        if row.fresh or self.current is None or not self.current.words:
            return True
        if not UNFINISHED.search(self.current.words[-1]):
            return True
        return own in FIRST or any(follows(own, item.own) for item in self.stack)

    def _open(self, own: str, style: str, compound: bool, row: Row, skipped: int) -> None:
        parent = self._parent(own, style, compound, row.indent)
        if parent is not None:
            parent.children += 1
        if style == "bullet":
            self.counts["bullet"] += parent is None
            own = str(parent.children if parent else self.counts["bullet"])
        number = own if compound or parent is None else join(parent.number, own, style)
        self._new(style, own, number, row.indent, row, parent)
        if words := row.words[skipped:]:
            self.done[-1].words.append(words)

    def _new(self, style: str, own: str, number: str, indent: int, row: Row, parent: Item | None) -> Item:
        item = Item(style, own, self._free(number), indent, row, row.end, parent=parent, markdown=self.markdown)
        item.under = self.heading
        self.stack.append(item)
        self.latest[number] = item
        self.done.append(item)
        self.current = item
        return item

    def _parent(self, own: str, style: str, compound: bool, indent: int) -> Item | None:
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
        while self.stack and _ends(self.stack[-1], style, indent):
            self.stack.pop()
        return self.stack[-1] if self.stack else None

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
        if len(own) == 1 and any(i.style == f"{case}-letter" and follows(own, i.own) for i in self.stack):
            return own, f"{case}-letter", False
        if is_roman(own) and (len(own) > 1 or own in "iI" or any(i.style == f"{case}-roman" for i in self.stack)):
            return own, f"{case}-roman", False
        return own, f"{case}-letter", False

    def _paragraph(self, row: Row) -> None:
        """Open an unnumbered paragraph; it stays open for the bullets that it introduces."""
        self.counts["paragraph"] += 1
        number = f"¶{self.counts['paragraph']}"
        self.stack = []
        if self.known.enacts(row.words):
            self._enact()
        self._new("paragraph", number, number, 0, row, None).words.append(row.words)

    def _enact(self) -> None:
        """Set numbered recitals apart, and free their numbers for the clauses that follow."""
        before = [item for item in self.done if item.kind == "clause" and item.style != "paragraph"]
        if all(self.known.begins_recital(item.said) for item in before):
            for item in before:
                item.kind = "preamble"
                self.counts["number " + item.number] = 0

    def _free(self, number: str) -> str:
        """Return a number that no clause has yet: a plan that restarts its count keeps both."""
        self.counts["number " + number] += 1
        again = self.counts["number " + number]
        return number if again == 1 else f"{number}#{again}"


def _labelled(row: Row) -> tuple[Row, bool]:
    """Return a row with its number in front of its words, and whether it has one for certain."""
    label, words = row.label.strip(), row.words
    if row.apart == "table" and not label and _BARE.fullmatch(words):
        label, words = words, ""
    if not label:
        return row, False
    if not any(character.isalnum() for character in label):
        label = "•"
    elif not MARKER.match(label) and MARKER.match(f"{label}."):
        label += "."
    told = Row(
        f"{label} {words}", row.line, row.start, row.end, row.indent, True, row.heading,
        page=row.page, paragraph=row.paragraph, apart=row.apart,
    )  # fmt: skip
    return told, MARKER.match(label) is not None


def _is_title(item: Item) -> bool:
    """Say whether a heading is that of the whole plan: of the highest level, without a number."""
    return not item.own if item.first.heading == 1 else item.style == "paragraph"


def _is_sentence(words: str) -> bool:
    """Say whether what is written as a heading is a sentence."""
    return words.endswith((".", ";")) and len(words.split(maxsplit=3)) > 3


def _continues(title: str, row: Row) -> bool:
    """Say whether a row goes on with what looked like a title: in mid-sentence, or as the next line of a full one."""
    return _goes_on(title, row.words) or not (row.fresh or (len(title) <= _BROKEN_OFF and row.words[0].isupper()))


def _goes_on(before: str, words: str) -> bool:
    """Say whether words that begin a paragraph go on with the sentence before it."""
    return words[0].islower() and _GOES_ON.search(before) is not None


def _proclaims(words: str, known: Formulas) -> bool:
    """Say whether the first words of a plan are its title: in capitals, no sentence, nothing that binds."""
    return words.isupper() and not _SENTENCE.search(words) and not known.binds(words)


def _titles(words: str) -> bool:
    """Say whether what stands behind a named number is its title, or nothing."""
    return len(words) <= _TITLE and not _SENTENCE.search(words)


def _ends(item: Item, style: str, indent: int) -> bool:
    """Say whether a marker closes an item; an unnumbered introduction has bullets and letters under it only."""
    if item.style == "paragraph":
        return style not in ("bullet", "lower-letter", "lower-roman")
    return indent < item.indent


def _set_apart(items: Sequence[Item], known: Formulas) -> None:
    """Mark headings that only number others, the preamble above the first number, the signatures below the last one."""
    for item in items:
        if item.kind == "clause" and item.title and not item.words and item.children:
            item.kind = "heading"
    numbered = [
        at for at, item in enumerate(items) if item.kind == "clause" and item.style not in ("paragraph", "bullet")
    ]
    if not numbered:
        return
    _set_preamble(items[: numbered[0]], known)
    _set_signatures(items[numbered[-1] + 1 :], known)


def _set_preamble(items: Sequence[Item], known: Formulas) -> None:
    """Mark paragraphs that recite; bullets go with the paragraph that introduces them, and only if they recite too."""
    if items and items[0].style == "paragraph" and _proclaims(items[0].said, known):
        items[0].kind, items[0].number = "heading", ""
    under = False
    for item in items:
        if item.kind == "heading":
            under = known.heads_preamble(item.said)
        elif item.kind != "clause" or known.binds(item.said):
            continue
        elif item.style == "bullet" and item.parent is not None:
            if item.parent.kind == "preamble" and (under or known.begins_recital(item.said)):
                item.kind = "preamble"
        elif under or known.recites(item.said):
            item.kind = "preamble"
    for item in items:
        if item.parent is not None and item.kind == "clause" and item.parent.kind == "preamble":
            item.parent.kind = "clause"


def _set_signatures(items: Sequence[Item], known: Formulas) -> None:
    """Mark the closing formula and the lines below it that hold names, offices and places."""
    under = False
    for item in items:
        if item.kind == "heading":
            under = known.heads_signatures(item.said)
        elif item.style != "paragraph":
            under = False
        elif known.closes(item.said) or (under and len(item.said) <= LINE and not known.binds(item.said)):
            item.kind, under = "signature", True
        else:
            under = False
