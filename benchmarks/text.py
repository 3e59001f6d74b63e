"""Part two: clauses a second from text."""

from statistics import median

from benchmarks.settings import Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from benchmarks.timing import work

_PASSES = {
    "first": "first reading",
    "second": "the same clauses again",
    "parser": "spaCy alone on the same texts",
}


def report(world: World, settings: Settings) -> str:
    """Return how fast the English reader turns clauses into measures."""
    runs = [work("read") for _ in range(min(settings.runs, 3))]
    found = [figures | work("parse")[1] for _, figures in runs]
    count, load = found[0]["clauses"], median(figures["load"] for figures in found)
    rows = []
    for name, described in _PASSES.items():
        seconds = median(figures[name] for figures in found)
        rows.append([described, number(count / seconds), number(1000 * seconds / count)])
    head = table(["", "clauses a second", "ms a clause"], rows)
    peak = median(process.peak for process, _ in runs)
    return (
        f"## Clauses a second from text\n\n{head}\n\n"
        f"{count:.0f} English clauses, those of the plans and of the reader's development set. "
        f"Loading the reader takes {number(load)} s of CPU time; peak memory {peak:.0f} MiB."
    )
