"""A conversation about what is still needed; it goes to standard error, so that a report can go to standard output."""

import sys

import click

from legalcheck.cli.output import printable
from legalcheck.report.asking import QuestionReport
from legalcheck.report.text import wrap
from legalcheck.supposing.asking import Interview, Needed
from legalcheck.supposing.scene import Scene

_SKIP, _UNDO, _QUIT = ("s", "skip"), ("u", "undo"), ("q", "quit")


class Asker:
    """Puts the questions on one scene after the other; a fact that was told once is not asked again."""

    def __init__(self, report: QuestionReport):
        self.report = report
        self.words = report.words
        self.facts: dict[str, str] = {}
        self.stopped = False

    def settle(self, scene: Scene) -> Scene:
        """Ask until no answer can change a verdict or the person stops; return the scene with the answers."""
        interview = Interview(scene)
        asked = False
        while True:
            open_still = interview.questions()
            known = next((one for one in open_still if self.facts.get(one.place.fact) in one.answers), None)
            if known is not None:
                self._repeat(interview, known)
            elif self.stopped:
                break
            elif open_still:
                asked = True
                _say(self._page(open_still[0], scene))
                self._take(interview, open_still[0])
            elif not asked or not self._reopened(interview):
                break
        return interview.scene

    def _repeat(self, interview: Interview, needed: Needed) -> None:
        """Take for an answer what was told of another plan."""
        known = self.facts[needed.place.fact]
        _say(["", *wrap(needed.ask), f"> {known} ({self.words['ask_before']})"])
        interview.answer(needed, known)

    def _reopened(self, interview: Interview) -> bool:
        """Let the last answer be taken back, too; False if the person is done."""
        _say(["", self.words["ask_done"]])
        return (_read_line() or "").strip().lower() in _UNDO and self._undone(interview)

    def _take(self, interview: Interview, needed: Needed) -> None:
        """Take one answer, or what is said instead of one."""
        while True:
            said = _read_line()
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
        clause = scene.clause(needed.place.clause) if needed.place.clause else None
        return ["", *self.report.question(needed, clause), self._keys()]

    def _keys(self) -> str:
        return f"({self.words['ask_keys']})"


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
