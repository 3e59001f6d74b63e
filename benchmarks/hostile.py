"""Part nine: documents that are made to do harm, each opened by a process of its own, and what it cost."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.settings import Settings
from benchmarks.streams import World
from benchmarks.tables import number
from benchmarks.timing import run
from tests import hostile_files as hostile

_OPEN = """
import sys
from pathlib import Path
from legalcheck.documents.files import open_plan
from legalcheck.model.problem import InputError
try:
    print("read, clauses:", len(open_plan(Path(sys.argv[1])).clauses))
except InputError as error:
    print("; ".join(problem.message for problem in error.problems))
"""
_CUT = 90


def report(world: World, settings: Settings) -> str:
    """Return what came of each file, the CPU time, and the most memory that one of its processes held."""
    del world, settings
    head = "| file | does | outcome | CPU, s | peak, MiB |\n|---|---|---|---:|---:|"
    with TemporaryDirectory() as folder:
        rows = [_row(Path(folder), one) for one in hostile.ALL]
    return "\n".join(
        [
            "## Hostile documents",
            "",
            head,
            *rows,
            "",
            "A process each and those that it starts; opening any plan takes some 0.2 s and 35 MiB of it.",
        ]
    )


def _row(folder: Path, one: hostile.Hostile) -> str:
    path = folder / f"plan.{one.kind}"
    path.write_bytes(one.make())
    used = run(["-c", _OPEN, str(path)])
    outcome = used.output.strip() or "ended without an answer"
    cut = outcome if len(outcome) <= _CUT else outcome[:_CUT] + " ..."
    return f"| .{one.kind} | {one.does} | {cut} | {number(used.cpu)} | {number(used.peak)} |"
