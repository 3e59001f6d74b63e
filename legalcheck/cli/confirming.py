"""A conversation about a plan that was read: one question after the other, one key an answer."""

import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from legalcheck.cli.output import write_out
from legalcheck.inference.silence import ROLES, role_values
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.report.marking import marked, shown
from legalcheck.report.reading import ReadingReport, marks_of
from legalcheck.reviewing import Question, Review
from legalcheck.rulebook.load import Rulebook

Save = Callable[[Review], None]
_KEYS = {"y": "yes", "n": "no", "s": "skip", "e": "edit a role", "u": "undo", "q": "save and quit"}
_ROLE_KEYS = {**_KEYS, "y": "yes, leave it open", "n": "no, name it", "e": "edit, name it"}
_WORDS = {"yes": "y", "no": "n", "skip": "s", "edit": "e", "undo": "u", "quit": "q"}
_END = "q"
"""What the end of the input stands for."""


class Keyboard:
    """Takes answers: single keys from a terminal, lines from anything else."""

    def __init__(self) -> None:
        self.terminal = sys.stdin.isatty()

    def key(self, prompt: str) -> str:
        """Return the key of an answer."""
        if not self.terminal:
            said = self.line(prompt)
            return _END if said is None else said.strip().lower()
        _say(prompt)
        try:
            pressed = click.getchar().lower()
        except EOFError:
            pressed = _END
        _say((pressed if pressed.isprintable() else "") + "\n")
        return pressed

    def line(self, prompt: str) -> str | None:
        """Return a line; None at the end of the input."""
        _say(prompt)
        raw = sys.stdin.buffer.readline()
        said = raw.decode("utf-8", "replace").rstrip("\r\n")
        if not self.terminal:
            _say(f"{shown(said)}\n")  # so that a record of the conversation can be read
        return said if raw else None


class Conversation:
    """Asks what a review leaves open, until nothing is left or the person quits; every answer is saved at once."""

    def __init__(self, review: Review, report: ReadingReport, book: Rulebook, keyboard: Keyboard, save: Save):
        self.review = review
        self.report = report
        self.book = book
        self.keyboard = keyboard
        self.save = save

    def run(self) -> None:
        """Ask until there is nothing to ask and nothing to take back."""
        going = True
        while going:
            question = self.review.question
            if question is None:
                going = self._reopened()
            else:
                _say("\n".join(self._page(question)) + "\n")
                going = self._answered(question)

    def _reopened(self) -> bool:
        """Let the last answer be taken back, too; False if the person is done."""
        if self.keyboard.key("\nThat was the last question.\n  u undo   any other key: done\n> ") not in ("u", "undo"):
            return False
        self.review.undo()
        self.save(self.review)
        return True

    def _answered(self, question: Question) -> bool:
        """Take one answer; False if the person quits."""
        while True:
            pressed = self.keyboard.key("> ")
            key = _WORDS.get(pressed, pressed if pressed in _KEYS else "")
            if key == "q":
                return False
            if not key:
                _say(f"Press one of {', '.join(_KEYS)}.\n")
            elif self._do(key, question):
                self.save(self.review)
                return True

    def _do(self, key: str, question: Question) -> bool:
        """Do what a key asks for; False if nothing came of it."""
        if key == "e" or (key == "n" and question.role):
            return self._edited(question)
        if key == "u":
            undone = self.review.undo()
            _say("" if undone else "There is nothing to undo.\n")
            return undone
        {"y": self.review.confirm, "n": self.review.refuse, "s": self.review.skip}[key](question)
        return True

    def _edited(self, question: Question) -> bool:
        role = question.role or next(iter(self._chosen("which role", ROLES)), "")
        values = self._chosen(role, role_values(role, self.book), several=True) if role else ()
        if values:
            self.review.fill(question, role, tuple(value for value in values if value))
        return bool(values)

    def _chosen(self, asked: str, offered: Sequence[str], *, several: bool = False) -> tuple[str, ...]:
        """Return what is chosen by number or id; nothing if the person goes back, one empty word for nobody."""
        _say("\n".join(_columns(offered, self.report.width)) + "\n")
        hint = "numbers or ids, - for none, Enter to go back" if several else "a number or an id, Enter to go back"
        while True:
            said = (self.keyboard.line(f"{asked} ({hint})> ") or "").strip()
            if not said or (several and said == "-"):
                return ("",) if said else ()
            words = [word for word in re.split(r"[\s,;]+", said.lower()) if word]
            found = [_named(word, offered) for word in words]
            if all(found) and (several or len(found) == 1):
                return tuple(dict.fromkeys(found))
            wrong = next((word for word, name in zip(words, found, strict=True) if not name), said)
            _say(f"'{shown(wrong)}' is not in the list.\n")

    def _page(self, question: Question) -> Iterator[str]:
        """Yield what a person has to see: progress, the clause with its words marked, the measure."""
        clause, measure = self.review.about(question)
        done = self.review.answered
        head, tail = f"{done + 1} of {done + self.review.left}", f"clause {shown(clause.number)}"
        yield ""
        yield f"{head} {'-' * max(2, self.report.width - len(head) - len(tail) - 2)} {tail}"
        yield from self._clause(clause, measure)
        yield from self.report.measure(measure, clause)
        said = f"{measure.kind}: {self.book.vocabulary.kinds.get(measure.kind, '')}"
        yield from marked(said, (), self.report.width - 2, "  ")
        yield ""
        if question.role:
            yield f"It names no {question.role}, which could change the verdict. Is that left open?"
        else:
            yield "Is this what the clause says?"
        keys = _ROLE_KEYS if question.role else _KEYS
        yield from marked("   ".join(f"{key}\u00a0{does}" for key, does in keys.items()), (), self.report.width, "  ")

    def _clause(self, clause: Clause, measure: Measure) -> Iterator[str]:
        if clause.context:
            yield from marked(f"under: {clause.context}", (), self.report.width, "  ")
        if not clause.text:
            yield "  (no text)"
        yield from marked(clause.text, marks_of(measure, clause.text), self.report.width, "  ", self.report.paint)


def closing(review: Review, output: Path) -> str:
    """Return what is said at the end: what was saved where, and what to do next."""
    left = review.left + review.skipped
    name = shlex.quote(str(output))
    lines = [f"Saved in {name}: {review.answered - review.skipped} answered, {left} left."]
    lines += [f"Go on with:    legalcheck read {name} --confirm"] if left else []
    return "\n".join(["", *lines, f"Judge it with: legalcheck batch {name}"]) + "\n"


def _named(word: str, offered: Sequence[str]) -> str:
    """Return what a number or an id stands for; nothing if it is not offered."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(offered):
        return offered[int(word) - 1]
    return word if word in offered else ""


def _columns(offered: Sequence[str], width: int) -> Iterator[str]:
    cells = [f"{at:>3} {name}" for at, name in enumerate(offered, 1)]
    size = max(map(len, cells)) + 2
    across = max(1, width // size)
    for at in range(0, len(cells), across):
        yield "".join(cell.ljust(size) for cell in cells[at : at + across]).rstrip()


def _say(text: str) -> None:
    write_out([text], None)
