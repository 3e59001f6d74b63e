"""Part three: time a matter and peak memory as streams grow."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.settings import AS_OF, Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from benchmarks.timing import run, work

_STREAMS = {"repeated": "drawn from a few hundred", "new": "nearly all different"}


def report(world: World, settings: Settings) -> str:
    """Return growth tables: the judge alone, and a file of JSON lines through the command line."""
    return "\n\n".join(
        [
            "## Growth: matters through the judge",
            table(["matters", "stream", "us a matter", "put to the engine", "peak MiB"], _judged(settings)),
            "## Growth: structured clauses through `legalcheck batch --format jsonl`",
            table(["clauses", "CPU s", "ms a clause", "peak MiB"], _batched(world, settings)),
        ]
    )


def _judged(settings: Settings) -> Iterator[list[str]]:
    for stream, described in _STREAMS.items():
        for count in settings.growth:
            process, found = work("judge", stream, count)
            each, asked = number(1e6 * found["seconds"] / count), f"{int(found['asked']):,}"
            yield [f"{count:,}", described, each, asked, f"{process.peak:.0f}"]


def _batched(world: World, settings: Settings) -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clauses.jsonl"
        for count in settings.lines:
            write_lines(world, path, count)
            process = run(["-m", "legalcheck", "batch", "--format", "jsonl", "--as-of", AS_OF, str(path)], keep=False)
            each = number(1000 * process.cpu / count)
            yield [f"{count:,}", number(process.cpu), each, f"{process.peak:.0f}"]


def write_lines(world: World, path: Path, count: int) -> None:
    """Write clauses of the structured plans, over and over, each with a number of its own."""
    clauses = [clause.model_dump(mode="json", include={"measures", "text"}) for clause in world.clauses]
    with path.open("w", encoding="utf-8") as lines:
        for at in range(count):
            lines.write(json.dumps({"number": str(at + 1), **clauses[at % len(clauses)]}) + "\n")
