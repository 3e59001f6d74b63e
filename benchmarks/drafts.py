"""Part five: two drafts of a plan compared, from measures to the report."""

from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from statistics import median
from time import process_time
from typing import TypeVar

from benchmarks.settings import AS_OF, SEED, Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from legalcheck.checking import Checker
from legalcheck.drafts.difference import difference
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.result import Result
from legalcheck.report.drafts import DifferenceText

SIZES = (60, 120, 240)
"""Clauses of each draft."""
_Done = TypeVar("_Done")
KEPT = 0.8
"""Part of the clauses that the new draft has from the old one, and part of the words that each of these keeps."""


def report(world: World, settings: Settings) -> str:
    """Return how long it takes to judge two drafts whose measures are known, to compare them and to write that down."""
    rows = [row for size in SIZES for row in _row(world, size, settings.runs)]
    head = table(["clauses a draft", "open law, judge both, s", "compare, s", "write text, s"], rows)
    return f"## Two drafts compared\n\n{head}\n\nCPU time, each the median of {settings.runs} runs with nothing kept."


def _row(world: World, size: int, runs: int) -> Iterator[list[str]]:
    old, new = _drafts(world, size)
    judging, comparing, writing = [], [], []
    for _ in range(runs):
        results, seconds = timed(partial(_judged, world, old, new))
        judging.append(seconds)
        found, seconds = timed(partial(difference, *results, world.context))
        comparing.append(seconds)
        _, seconds = timed(partial(DifferenceText(world.book).report, found))
        writing.append(seconds)
    yield [str(size), *(number(median(spent)) for spent in (judging, comparing, writing))]


def _judged(world: World, *plans: Plan) -> list[Result]:
    checker = Checker(world.book, AS_OF)
    return [checker.check_plan(plan) for plan in plans]


def timed(work: Callable[[], _Done]) -> tuple[_Done, float]:
    """Return what some work gives, and the CPU time that it took, in seconds."""
    start = process_time()
    done = work()
    return done, process_time() - start


def plan_of(world: World, size: int) -> Plan:
    """Return a plan of clauses of real plans, with their measures and the words that these rest on."""
    random = Random(SEED)
    return _plan([random.choice(world.clauses) for _ in range(size)])


def _drafts(world: World, size: int) -> tuple[Plan, Plan]:
    """Return clauses of real plans as a draft, and a later draft: other numbers, order and words, some clauses new."""
    random = Random(SEED)
    old = [_reworded(random.choice(world.clauses), random) for _ in range(size)]
    kept = [_reworded(clause, random) for clause in random.sample(old, round(KEPT * size))]
    fresh = [_reworded(random.choice(world.clauses), random) for _ in range(size - len(kept))]
    new = [*kept, *fresh]
    random.shuffle(new)
    return _plan(old), _plan(new)


def _reworded(clause: Clause, random: Random) -> Clause:
    words = [word for word in clause.text.split() if random.random() < KEPT]
    measures = tuple(one.model_copy(update={"evidence": ()}) for one in clause.measures or ())
    return clause.model_copy(update={"text": " ".join(words) or "-", "context": "", "measures": measures})


def _plan(clauses: list[Clause]) -> Plan:
    numbered = (clause.model_copy(update={"number": str(at)}) for at, clause in enumerate(clauses, 1))
    return Plan(clauses=tuple(numbered))
