"""How long it takes to find what would pass instead of a clause."""

from collections.abc import Iterator
from statistics import median
from time import process_time

from benchmarks.settings import AS_OF, Settings
from benchmarks.streams import PLANS, World
from benchmarks.tables import number, table
from legalcheck.alternatives.find import Finder
from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.inference.doctrine import read_by
from legalcheck.model.plan import Clause

BARRED = "The United States will recognise Crimea as Russian."
LEVELS = ("closed", "amendment", "approval", "unsecured")


def report(world: World, _settings: Settings) -> str:
    """Return how many alternatives the clauses of the restated plans have, and the CPU time that a clause takes."""
    checker = Checker(read_by(world.book, "strict"), AS_OF)
    clauses = [
        clause for path in sorted(PLANS.glob("*.md")) if path.stem != "README" for clause in open_plan(path).clauses
    ]
    list(checker.check(clauses))  # models are loaded, and the law has been asked, as after a first clause
    head = ["no barrier at or above", "clauses with one", "passing instead", "ms a clause", "slowest, ms"]
    return (
        f"## Alternatives\n\n{table(head, [_row(level, checker, clauses) for level in LEVELS])}\n\n"
        f"{len(clauses)} clauses of plans in Markdown; those that meet a barrier count. CPU time with reading and "
        "wording, median and slowest."
    )


def _row(level: str, checker: Checker, clauses: list[Clause]) -> list[str]:
    found = list(_found(level, checker, clauses))
    times = [seconds for seconds, _ in found]
    some = [count for _, count in found]
    return [level, f"{len(found)}", f"{sum(some)}", number(1000 * median(times)), number(1000 * max(times))]


def _found(level: str, checker: Checker, clauses: list[Clause]) -> Iterator[tuple[float, int]]:
    """Yield, for each clause that meets a barrier, the CPU seconds and the number of alternatives."""
    finder = Finder(checker, level, "strict")
    finder.alternatives(Clause(number="1", text=BARRED))  # opens the wording
    for clause in clauses:
        start = process_time()
        found = finder.alternatives(clause)
        seconds = process_time() - start
        if found.alternatives or (found.none_because is not None and found.none_because.rules):
            yield seconds, len(found.alternatives)
