"""Part six: many plans and a long stream, by one process and by two, with nothing kept and with everything."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.memory import write_lines
from benchmarks.settings import AS_OF, SEED, Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from benchmarks.timing import Process, run

CLAUSES = 40
"""Clauses of each plan."""
STREAM = "structured clauses in a stream"


def report(world: World, settings: Settings) -> str:
    """Return wall time, CPU time of all processes, and the peak memory of the largest, for each way to run."""
    head = ["", "processes", "wall s", "CPU s", "a second", "peak MiB"]
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_plans(world, settings, Path(folder)), *_stream(world, settings, Path(folder))]
    size = f"{settings.plans} plans of {CLAUSES} English clauses each, as JSON"
    return f"## Batches\n\n{table(head, rows)}\n\n{size}; a stream of {settings.stream:,} clauses, as JSON lines."


def _plans(world: World, settings: Settings, folder: Path) -> Iterator[list[str]]:
    random, texts = Random(SEED), world.texts("en")
    plans = folder / "plans"
    plans.mkdir()
    for at in range(settings.plans):
        lines = (
            f"{number}. {' '.join(clause.text.split())}"
            for number, clause in enumerate(random.sample(texts, CLAUSES), 1)
        )
        (plans / f"{at}.md").write_text("\n\n".join(lines), encoding="utf-8")
    for jobs in (1, 2):
        for state in ("plans, nothing kept", "plans, all kept"):
            process = _run([plans, "-f", "json"], jobs, folder / f"cache{jobs}")
            yield _row(state, jobs, process, settings.plans)


def _stream(world: World, settings: Settings, folder: Path) -> Iterator[list[str]]:
    path = folder / "clauses.jsonl"
    write_lines(world, path, settings.stream)
    for jobs in (1, 2):
        yield _row(STREAM, jobs, _run([path, "-f", "jsonl"], jobs, folder / "cache"), settings.stream)


def _run(words: list[object], jobs: int, cache: Path) -> Process:
    arguments = ["-m", "legalcheck", "batch", *map(str, words), "--as-of", AS_OF, "-j", str(jobs)]
    return run(arguments, keep=False, changed={"LEGALCHECK_CACHE": str(cache)})


def _row(what: str, jobs: int, process: Process, count: int) -> list[str]:
    if process.status not in (0, 1, 3):
        return [what, str(jobs), f"failed with status {process.status}", "-", "-", "-"]
    rate = number(count / process.wall)
    return [what, str(jobs), number(process.wall), number(process.cpu), rate, f"{process.peak:.0f}"]
