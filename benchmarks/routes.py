"""How long the calendar of a plan takes: 60 clauses from findings to steps in order."""

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeVar

from benchmarks.settings import AS_OF, Settings
from benchmarks.streams import World
from benchmarks.tables import table
from legalcheck.checking import Checker
from legalcheck.model.plan import Plan
from legalcheck.routing.schedule import Calendar

CLAUSES = 60
_ENDS = "2026-03-31"
_Answer = TypeVar("_Answer")


def report(world: World, settings: Settings) -> str:
    """Return the CPU time of judging a plan of 60 clauses and of its calendar, first and again, as medians."""
    plan = _plan(world)
    judged: list[float] = []
    first: list[float] = []
    again: list[float] = []
    for _ in range(settings.runs):
        calendar = Calendar(Checker(world.book, AS_OF), AS_OF, {"martial_law_ends": _ENDS})
        result, seconds = _timed(lambda made=calendar: made.checker.check_plan(plan))
        judged.append(seconds)
        route, seconds = _timed(lambda made=calendar, found=result: made.route(found))
        first.append(seconds)
        again.append(_timed(lambda made=calendar, found=result: made.route(found))[1])
    rows = [
        [name, f"{1000 * median(found):.0f}"]
        for name, found in (("judging", judged), ("calendar, first", first), ("calendar, again", again))
    ]
    head = table([f"a plan of {len(plan.clauses)} clauses", "CPU ms"], rows)
    return f"## Routes\n\n{head}\n\n{len(route.steps)} steps. Medians of {settings.runs}."


def _plan(world: World) -> Plan:
    clauses = world.clauses[:CLAUSES]
    numbered = (clause.model_copy(update={"number": str(at)}) for at, clause in enumerate(clauses, 1))
    return Plan(title="Sixty clauses", path="sixty.yaml", clauses=tuple(numbered))


def _timed(work: Callable[[], _Answer]) -> tuple[_Answer, float]:
    begun = process_time()
    answer = work()
    return answer, process_time() - begun
