"""One piece of a batch, a plan file or a stretch of a stream: what is to be judged, and what came of it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from legalcheck.checking import CHUNK, Checker
from legalcheck.documents.files import open_plan, stream_clauses
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError, Problem
from legalcheck.model.result import ClauseResult, Result
from legalcheck.reading.nomination import NominatorUnavailable
from legalcheck.rulebook.load import Rulebook


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: a result, what is wrong with the file, or a mistake of ours; of a stretch, two of these."""

    result: Result | None = None
    problems: tuple[Problem, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A plan file to be judged as a whole, or a stretch of the stream in that file."""

    path: Path
    clauses: tuple[Clause, ...] | None = None
    """The stretch; None for a whole file."""
    known: Answer | None = None
    """What came of it, where that shows before anything is judged."""
    share: float = 1.0
    """How much of the file is done once this is."""
    key: str = ""
    """Under which the result is kept; empty if it is not."""


def stretches(path: Path, book: Rulebook) -> Iterator[Task]:
    """Yield the clauses of a stream, some at a time; a mistake in it comes behind what precedes it."""
    size = os.path.getsize(path) if path.is_file() else 0
    done = 0
    found: list[Clause] = []

    def passed(length: int) -> None:
        nonlocal done
        done += length

    def stretch() -> Task:
        return Task(path, tuple(found), share=done / size if size else 0.0)

    wrong: Task | None = None
    try:
        for clause in stream_clauses(path, book, passed):
            found.append(clause)
            if len(found) == CHUNK:
                yield stretch()
                found.clear()
    except InputError as error:
        wrong = Task(path, known=Answer(problems=error.problems))
    if found:
        yield stretch()
    if wrong:
        yield wrong


def judged(task: Task, checker: Checker, judge: Callable[[Plan], Result] | None = None) -> Answer:
    """Judge a task, a plan by ``judge`` if that is given; ``NominatorUnavailable``, which ends a run, is not caught."""
    try:
        if task.clauses is not None:
            return _stretch(task, task.clauses, checker)
        plan = open_plan(task.path, checker.book)
        return Answer((judge or checker.check_plan)(plan))
    except NominatorUnavailable:
        raise
    except InputError as error:
        return Answer(problems=error.problems)


def _stretch(task: Task, clauses: tuple[Clause, ...], checker: Checker) -> Answer:
    """Judge some clauses of a stream; those before a mistake stand."""
    checker.take_unchecked()  # a plan that was refused half-way may have left some
    found: list[ClauseResult] = []
    problems: tuple[Problem, ...] = ()
    try:
        for clause in checker.check(clauses):
            found.append(clause)
    except NominatorUnavailable:
        raise
    except InputError as error:
        problems = error.problems
    return Answer(checker.stretch(task.path.stem, str(task.path), found), problems)
