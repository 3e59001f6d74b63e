"""Clocks: CPU time of a piece of work, and wall time, CPU time and peak memory of a whole process."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import launcher
from benchmarks.rulesets import Values

KIB_PER_MIB = 1024

Answer = Callable[[Values], object]


@dataclass(frozen=True)
class Process:
    """What one process used, in seconds and MiB; ``status`` is its exit status, negative for a signal."""

    wall: float
    cpu: float
    peak: float
    status: int
    output: str
    errors: str


def rates(engines: Mapping[str, Callable[[], Answer]], stream: Sequence[Values], runs: int) -> dict[str, float]:
    """Return matters a second of CPU time for each engine, the median of runs in turn.

    Each engine is a function that makes it ready and returns what answers a matter: no run meets the memo of another.
    """
    found: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(runs):
        for name, ready in engines.items():
            found[name].append(len(stream) / cpu_of(ready(), stream))
    return {name: median(values) for name, values in found.items()}


def cpu_of(answer: Answer, stream: Iterable[Values]) -> float:
    """Return the CPU seconds, all threads counted, that it takes to answer a stream."""
    start = time.process_time()
    for values in stream:
        answer(values)
    return time.process_time() - start


def work(task: str, *arguments: object) -> tuple[Process, dict[str, float]]:
    """Run a task of :mod:`benchmarks.worker` and return what it used and its figures; ``RuntimeError`` if it failed."""
    process = run(["-m", "benchmarks.worker", task, *map(str, arguments)])
    if process.status:
        raise RuntimeError(f"the task '{task}' ended with status {process.status}:\n{process.errors}")
    figures: dict[str, float] = json.loads(process.output)
    return process, figures


def run(arguments: Sequence[str], *, keep: bool = True, changed: Mapping[str, str] | None = None) -> Process:
    """Run this Python with arguments to its end and say what it used; its output is thrown away unless to ``keep``.

    ``changed`` are variables of its environment that differ from ours.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "output") if keep else Path(os.devnull)
        errors = Path(folder, "errors")
        command = [sys.executable, "-I", "-S", launcher.__file__, str(output), str(errors), sys.executable, *arguments]
        environment = {**os.environ, **(changed or {})}
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout)
        return Process(
            wall=found["wall"],
            cpu=found["cpu"],
            peak=found["peak"] / KIB_PER_MIB,
            status=found["status"],
            output=output.read_text(encoding="utf-8") if keep else "",
            errors=errors.read_text(encoding="utf-8", errors="replace"),
        )
