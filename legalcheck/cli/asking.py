"""A conversation about what is still needed; it goes to standard error, so that a report can go to standard output."""

import sys
from collections.abc import Callable, Mapping

import click

from legalcheck.cli.output import printable
from legalcheck.model.context import Phrases
from legalcheck.report.text import wrap
from legalcheck.supposing.asking import Interview, Needed
from legalcheck.supposing.scene import Scene

_SKIP, _UNDO, _QUIT = ("s", "skip"), ("u", "undo"), ("q", "quit")
MAX_CLAUSES = 6
"""Clauses that are told one by one with what an answer leads to."""


class Asker:
    """Puts the questions on one scene after the other; a fact that was told once is not asked again."""

    def __init__(self, phrases: Phrases, line: Callable[[], str | None] | None = None):
        self.phrases = phrases
        self.words = phrases.report
        self.line = line or _read_line
        self.facts: dict[str, str] = {}
        self.stopped = False

    def settle(self, scene: Scene) -> Scene:
        """Ask until no answer can change a verdict or the person stops; return the scene with the answers."""
        interview = Interview(scene)
        asked = False
        while not self.stopped:
            needed = interview.question()
            if needed is None:
                if not asked or not self._reopened(interview):
                    break
            elif self.facts.get(needed.place.fact) in needed.answers:
                self._repeat(interview, needed)
            else:
                asked = True
                _say(self._page(needed, scene))
                self._take(interview, needed)
        return interview.scene

    def _repeat(self, interview: Interview, needed: Needed) -> None:
        """Take for an answer what was told of another plan."""
        known = self.facts[needed.place.fact]
        _say(["", *wrap(needed.ask), f"> {known} ({self.words['ask_before']})"])
        interview.answer(needed, known)

    def _reopened(self, interview: Interview) -> bool:
        """Let the last answer be taken back, too; False if the person is done."""
        _say(["", self.words["ask_done"]])
        return (self.line() or "").strip().lower() in _UNDO and self._undone(interview)

    def _take(self, interview: Interview, needed: Needed) -> None:
        """Take one answer, or what is said instead of one."""
        while True:
            said = self.line()
            word = (said or "").strip().lower()
            if said is None or word in _QUIT:
                self.stopped = True
                _say([self.words["ask_stopped"]])
                return
            if word in _SKIP:
                interview.skip(needed)
                return
            if word in _UNDO:
                if self._undone(interview):
                    return
                continue
            value = _chosen(word, needed.answers)
            if value:
                interview.answer(needed, value)
                if needed.place.fact:
                    self.facts[needed.place.fact] = value
                return
            _say([self.words["ask_invalid"].format(said=printable(word)), self._keys()])

    def _undone(self, interview: Interview) -> bool:
        last = interview.last
        if not interview.undo():
            _say([self.words["ask_nothing"]])
            return False
        if last is not None:
            self.facts.pop(last.fact, None)
        return True

    def _page(self, needed: Needed, scene: Scene) -> list[str]:
        """Return the question, the clauses that hang on it, and each answer with what it leads to."""
        lines = ["", *wrap(needed.ask)]
        place = needed.place
        if place.clause:
            clause = scene.clause(place.clause)
            lines += wrap(f"{self.words['clause']} {place.clause}: {clause.text}", "  ", "    ")
            measure = next(one for one in clause.measures or () if one.id == place.measure)
            lines += wrap(f"({measure.id}) {self.phrases.value('kind', measure.kind)}", "  ", "    ")
        for at, answer in enumerate(needed.answers, 1):
            value = self.phrases.value(place.part or place.fact, answer)
            lines += wrap(f"{at} {value}{self._leading(answer, needed.leads_to)}", "  ", "    ")
        return [*lines, self._keys()]

    def _leading(self, answer: str, leads_to: Mapping[str, Mapping[str, tuple[str, ...]]]) -> str:
        """Say what an answer leads to, clause by clause; the clauses that come to the same together."""
        told: dict[tuple[str, ...], list[str]] = {}
        for number, after in leads_to.items():
            if after[answer]:
                told.setdefault(after[answer], []).append(number or self.words["whole"])
        if not told:
            return ""
        several = len(leads_to) > 1
        parts = [" / ".join(self._word(v) for v in verdicts) + _of(told[verdicts], several) for verdicts in told]
        return f": {self.words['ask_leads']} {'; '.join(parts)}"

    def _word(self, verdict: str) -> str:
        return self.phrases.value("verdict", verdict)

    def _keys(self) -> str:
        return f"({self.words['ask_keys']})"


def _of(numbers: list[str], several: bool) -> str:
    """Name the clauses that come to something, where there is more than one."""
    if not several:
        return ""
    more = f" +{len(numbers) - MAX_CLAUSES}" if len(numbers) > MAX_CLAUSES else ""
    return f" ({', '.join(numbers[:MAX_CLAUSES])}{more})"


def _chosen(word: str, answers: tuple[str, ...]) -> str:
    """Return the answer that a word or a number stands for; nothing if it is none."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(answers):
        return answers[int(word) - 1]
    return next((answer for answer in answers if answer.lower() == word), "")


def _read_line() -> str | None:
    """Return a line of standard input; None at its end."""
    click.echo("> ", nl=False, err=True)
    raw = sys.stdin.buffer.readline()
    said = raw.decode("utf-8", "replace").rstrip("\r\n")
    if not sys.stdin.isatty():
        click.echo(printable(said), err=True)  # so that a record of the conversation can be read
    return said if raw else None


def _say(lines: list[str]) -> None:
    click.echo("\n".join(lines), err=True)
