"""The process beside a batch that judges what it is asked, by the options of the same call."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from legalcheck.batching import crew
from legalcheck.batching.bench import answer_to
from legalcheck.batching.task import Answer, Task
from legalcheck.cli.batch import STEADY
from legalcheck.cli.judging import engine_for, opened_checker
from legalcheck.cli.running import Setup
from legalcheck.model.problem import InputError


def serve() -> None:
    """Judge tasks until there are no more."""
    crew.serve(begin)


@contextmanager
def begin(setup: Setup) -> Iterator[Callable[[Task], Answer]]:
    """Open the rulebook and give what judges a task; ``InputError`` if it has changed since the batch began."""
    gc.set_threshold(STEADY)
    with engine_for(setup.judging["engine"]) as engine:
        checker = opened_checker({**setup.judging, "engine": engine})
        if checker.book.digest != setup.digest:
            raise InputError("the rulebook was changed while plans were judged by it; run the batch again")
        yield lambda task: answer_to(task, checker, setup.kept)
