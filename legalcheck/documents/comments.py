"""Comments to the program in text: ``<!-- legalcheck: allow RULE until DATE because REASON -->``.

A comment at the end of a clause's line, or between two of its lines, belongs to that clause. On a line of its own it
belongs to the clause that begins on the next line; else to the one that ends on the line before; else to the next one
below; else to the last. Comments that follow each other are one block. None of them is text of the plan. In a document
the same words are a paragraph, or end one; in a web page they are a comment.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from legalcheck.documents.paragraphs import Paragraph
from legalcheck.model.accepting import Allowance
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.model.rule import real_day

_OPENING = re.compile(r"<!--\s*legalcheck\b\s*:?")
_CLOSING = "-->"
_SAYS = re.compile(r"allow\s+(?P<rule>\S+)(?:\s+until\s+(?P<until>\S+))?\s+because\b[\s:,]*(?P<because>.*)", re.DOTALL)
_SHOWN = "allow RULE because REASON, or allow RULE until 2027-01-01 because REASON"
_FOLLOWED = "text follows the comment on its line; put the comment at the end of a line or on a line of its own"


@dataclass(frozen=True, slots=True)
class Comment:
    """An allowance and the lines that its comment stands on, from 1; ``alone`` if they hold no text."""

    allowance: Allowance
    first: int
    last: int
    column: int
    alone: bool

    @property
    def passed(self) -> range:
        """The lines that hold no text."""
        return range(self.first if self.alone else self.first + 1, self.last + 1)


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text or a document; ``line_of`` returns the line of an offset in it."""

    found: Sequence[Comment]
    line_of: Callable[[int], int]

    def owners(self, clauses: Sequence[Clause]) -> list[int]:
        """Return for each comment the index of its clause."""
        spans = [clause.span for clause in clauses if clause.span is not None]
        lasts = [self.line_of(max(span.start, span.end - 1)) for span in spans] if self.found else []
        lines = {at: index for index, last in enumerate(lasts) for at in range(spans[index].line, last + 1)}
        passed = {at for comment in self.found for at in comment.passed}
        firsts = [span.line for span in spans]
        return [_owner(comment, firsts, lines, passed) for comment in self.found]


@dataclass(frozen=True, slots=True)
class Bare:
    """A text with its comments as blanks, so that every offset stays; ``passed`` are lines that only held comments."""

    text: str
    passed: frozenset[int]
    comments: Comments


NONE = Comments((), lambda _: 0)
"""Of a text that says nothing to the program."""


class _Lines:
    """The lines of a text, by number and by offset; the first one is ``line`` in its file."""

    def __init__(self, text: str, line: int):
        self.text = text
        self.line = line
        self.starts = [0, *(at.end() for at in re.finditer("\n", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Return the line of an offset and its column, from 1."""
        index = bisect_right(self.starts, at) - 1
        return self.line + index, at - self.starts[index] + 1

    def before(self, at: int) -> str:
        """Return what stands on the line of an offset, up to it."""
        return self.text[self.starts[bisect_right(self.starts, at) - 1] : at]

    def after(self, at: int) -> str:
        """Return what stands on the line of an offset, from it on."""
        index = bisect_right(self.starts, at)
        return self.text[at : self.starts[index] if index < len(self.starts) else len(self.text)]


def without_comments(text: str, name: str, line: int = 1, offset: int = 0) -> Bare:
    """Take the comments to the program out of a text that begins on a line, and at an offset, of the file ``name``.

    ``InputError`` lists those that say nothing useful, with their places.
    """
    found = list(_found(text))
    if not found:
        return Bare(text, frozenset(), NONE)
    lines = _Lines(_blanked(text, found), line)
    problems: list[Problem] = []
    comments: list[Comment] = []
    for start, end, said in found:
        first, column = lines.place(start)
        try:
            allowance = _allowance(said, lines.after(end), first)
        except ValueError as error:
            problems.append(Problem(message=one_line(str(error)), path=name, line=first, column=column))
            continue
        comments.append(Comment(allowance, first, lines.place(end)[0], column, not lines.before(start).strip()))
    if problems:
        raise InputError(problems)
    passed = frozenset(at for comment in comments for at in comment.passed)
    return Bare(lines.text, passed, Comments(comments, lambda at: lines.place(at - offset)[0]))


class Commented:
    """The paragraphs of a document without the comments to the program in them, which are gathered in passing.

    A paragraph that only holds comments is left out. Offsets are those of the paragraphs that remain, joined by line
    feeds, as the rows of a document count them.
    """

    def __init__(self, paragraphs: Iterable[Paragraph], name: str):
        """Take paragraphs and the file that messages speak of."""
        self._paragraphs = paragraphs
        self._name = name
        self._found: list[Comment] = []
        self._starts: list[int] = []
        self._lines: list[int] = []

    def __iter__(self) -> Iterator[Paragraph]:
        """Yield the paragraphs; ``InputError`` at the first one whose comment says nothing useful."""
        position = 0
        for one in self._paragraphs:
            kept = self._without(one) if "<!--" in one.text else one
            if kept is not None:
                self._starts.append(position)
                self._lines.append(kept.line)
                position += len(kept.text) + 1
                yield kept

    @property
    def comments(self) -> Comments:
        """The comments of the paragraphs that have passed."""
        return Comments(self._found, lambda at: self._lines[bisect_right(self._starts, at) - 1])

    def _without(self, one: Paragraph) -> Paragraph | None:
        bare = without_comments(one.text, self._name, one.line)
        self._found += bare.comments.found
        if bare.comments.found and not bare.text.strip():
            return None
        return replace(one, text=bare.text.strip()) if bare.comments.found else one


def _owner(comment: Comment, firsts: Sequence[int], lines: Mapping[int, int], passed: Container[int]) -> int:
    """Return the index of the clause that a comment belongs to; ``lines`` tells whose each line is."""
    if not comment.alone and comment.first in lines:
        return lines[comment.first]
    above, below = comment.first - 1, comment.last + 1
    while above in passed:
        above -= 1
    while below in passed:
        below += 1
    beside = lines.get(below, lines.get(above))
    if beside is not None:
        return beside
    return min(bisect_right(firsts, comment.last), len(firsts) - 1)


def _found(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield where comments to the program begin and end, and what they say; None for one that is not closed."""
    at = 0
    while opening := _OPENING.search(text, at):
        end = text.find(_CLOSING, opening.end())
        said = None if end < 0 else text[opening.end() : end]
        at = len(text) if end < 0 else end + len(_CLOSING)
        yield opening.start(), at, said


def _blanked(text: str, found: Sequence[tuple[int, int, str | None]]) -> str:
    parts, at = [], 0
    for start, end, _ in found:
        parts += [text[at:start], re.sub("[^\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _allowance(said: str | None, after: str, line: int) -> Allowance:
    """Return what a comment says; ``ValueError`` in a sentence if it says nothing that is known."""
    if said is None:
        raise ValueError("the comment is not closed; end it with -->")
    if after.strip():
        raise ValueError(_FOLLOWED)
    words = said.strip()
    match = _SAYS.fullmatch(words)
    if match is None and words.startswith("allow") and "because" not in words.split():
        raise ValueError(f"the reason is missing; write {_SHOWN}")
    if match is None:
        raise ValueError(f"'{words}' tells the program nothing; write {_SHOWN}")
    if not match["because"].strip():
        raise ValueError("the reason is empty; say after 'because' why the finding is accepted")
    until = real_day(match["until"]) if match["until"] else None
    return Allowance(rule=match["rule"], because=match["because"], until=until, line=line)
