"""A worker of a batch that ends on some plans, each in a way of its own; the others it judges."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from legalcheck.batching import crew
from legalcheck.batching.task import Answer, Task
from legalcheck.cli import judging_apart
from legalcheck.cli.running import Setup

ENDS: Mapping[str, str] = {"killed": "signal SIGKILL", "left": "exit status 3", "crashed": "signal SIGSEGV"}
"""How the end of the worker is reported, by the name of the plan that it was asked about."""


def serve() -> None:
    """Judge what does not end the worker."""
    crew.serve(_begin)


@contextmanager
def _begin(setup: Setup) -> Iterator[Callable[[Task], Answer]]:
    with judging_apart.begin(setup) as answer:

        def breaking(task: Task) -> Answer:
            if task.path.stem == "left":
                os._exit(3)
            if task.path.stem in ENDS:
                os.kill(os.getpid(), signal.Signals[ENDS[task.path.stem].split()[1]])
            return answer(task)

        yield breaking


def stillborn() -> None:
    """End before anything is asked."""
    os._exit(4)
