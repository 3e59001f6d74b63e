"""Mistakes in what a person gave us: what, where, and what to do."""

from collections.abc import Iterable

from legalcheck.model.base import Record

HEAD, TAIL = 700, 300
"""Characters of a long sentence that are shown, its end included."""


def one_line(sentence: str) -> str:
    """Return a sentence that repeats what a person wrote, however that was: as one line, cut where it is long."""
    line = sentence.replace("\n", "\\n")
    return line if len(line) <= HEAD + TAIL else f"{line[:HEAD]} ... {line[-TAIL:]}"


class Problem(Record):
    """One mistake in a file or a call; line and column count from 1, 0 where there is none."""

    message: str
    path: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = [self.path] if self.path else []
        if self.line:
            place += [str(self.line), str(self.column)]
        return f"{':'.join(place)}: {self.message}" if place else self.message


class InputError(Exception):
    """What was given cannot be used; ``problems`` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem] | Problem | str):
        if isinstance(problems, str):
            problems = Problem(message=problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def internal_error(error: Exception) -> str:
    """Say that something went wrong that is our mistake."""
    said = str(error)
    told = said if said.startswith("internal error") else f"internal error: {type(error).__name__}: {said}"
    return f"{told} (LEGALCHECK_DEBUG=1 shows where)"
