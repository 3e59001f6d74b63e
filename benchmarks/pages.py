"""Part seven: the report on a plan as a page."""

from functools import partial
from statistics import median

from benchmarks.drafts import SIZES, plan_of, timed
from benchmarks.settings import AS_OF, Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from legalcheck.checking import Checker
from legalcheck.model.result import Result
from legalcheck.report.page import render


def report(world: World, settings: Settings) -> str:
    """Return how long it takes to write the page on a judged plan, calendar and pictures with it, and its size."""
    checker = Checker(world.book, AS_OF)
    rows = []
    for size in SIZES:
        result = checker.check_plan(plan_of(world, size))
        runs = [timed(partial(_page, result, checker)) for _ in range(settings.runs)]
        page, _ = runs[0]
        seconds = median(spent for _, spent in runs)
        rows.append([str(size), number(seconds), number(len(page.encode("utf-8")) / 1024)])
    head = table(["clauses", "write the page, s", "its size, KiB"], rows)
    return f"## The report as a page\n\n{head}\n\nCPU time, the median of {settings.runs} runs."


def _page(result: Result, checker: Checker) -> str:
    return "".join(render([result], checker))
