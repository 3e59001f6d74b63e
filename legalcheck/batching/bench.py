"""Where tasks are judged, here or by a crew, once each: what is kept is not judged again, and order is kept."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from legalcheck.batching.kept import Kept
from legalcheck.batching.task import Answer, Task, judged
from legalcheck.checking import Checker
from legalcheck.model.plan import Plan
from legalcheck.model.problem import internal_error
from legalcheck.model.result import Result
from legalcheck.reading.nomination import NominatorUnavailable

if TYPE_CHECKING:
    from legalcheck.batching.crew import Crew, Lost

AHEAD = 8
"""Tasks under way or waiting for those before them, for each process of a crew: enough to keep it busy, few enough to
keep memory flat."""
PRUNED_AFTER = 500
"""Tasks judged between two looks at how much is kept."""


def answer_to(task: Task, checker: Checker, kept: Kept, judge: Callable[[Plan], Result] | None = None) -> Answer:
    """Judge a task and keep the result; a mistake of ours is an answer, too, for other tasks may do without it."""
    try:
        answer = judged(task, checker, judge)
    except NominatorUnavailable:
        raise
    except Exception as error:
        if os.environ.get("LEGALCHECK_DEBUG"):
            raise
        return Answer(fault=internal_error(error))
    if answer.result is not None and not answer.problems:
        kept.put(task, answer.result)
    return answer


class Bench:
    """Judges tasks by a checker in this process, or by a crew whose workers answer as :func:`answer_to` does."""

    def __init__(self, checker: Checker, kept: Kept, crew: "Crew | None" = None, size: int = 1):
        self.checker = checker
        self.judge: Callable[[Plan], Result] = checker.check_plan
        self._kept = kept
        self._fresh = 0
        self._crew = crew
        self._ahead = AHEAD * size if crew else 0

    def answers(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer]]:
        """Yield each task with its answer, in the order of the tasks, which are taken only some way ahead."""
        under_way: deque[tuple[Task, Callable[[], Answer]]] = deque()
        for task in tasks:
            under_way.append((task, self._begun(task)))
            if len(under_way) > self._ahead:
                yield _ended(*under_way.popleft())
        while under_way:
            yield _ended(*under_way.popleft())

    def close(self, *, through: bool) -> None:
        """Tidy up; after a run that is ``through``, nobody goes on with it."""
        if self._fresh:
            self._kept.prune()
        if through:
            self._kept.forget_run()

    def _begun(self, task: Task) -> Callable[[], Answer]:
        """Return what waits for the answer to a task."""
        if task.known is not None:
            known = task.known
            return lambda: known
        task = replace(task, key=self._kept.key_of(task))
        found = self._kept.get(task)
        if found is not None:
            return lambda: Answer(found)
        self._fresh += 1
        if self._fresh % PRUNED_AFTER == 0:
            self._kept.prune()
        if self._crew is None:
            return lambda: answer_to(task, self.checker, self._kept, self.judge)
        answer = self._crew.ask(task)
        return lambda: _heard(answer())


def _ended(task: Task, answer: Callable[[], Answer]) -> tuple[Task, Answer]:
    return task, answer()


def _heard(answer: "Answer | Lost") -> Answer:
    """Return what a worker said, or that it ended before it could."""
    if isinstance(answer, Answer):
        return answer
    return Answer(fault=f"internal error: the process that judged it ended with {answer.cause}")
