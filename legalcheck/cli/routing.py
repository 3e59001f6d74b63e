"""The command that lays lawful steps out in time."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.given import plan_or_clause
from legalcheck.cli.judging import opened_checker
from legalcheck.cli.options import judging_options, output_option
from legalcheck.cli.output import write_out
from legalcheck.cli.status import status_of
from legalcheck.model.pairs import pairs
from legalcheck.model.problem import InputError
from legalcheck.model.values import LEVELS

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.plan import Plan
    from legalcheck.model.route import Route

FORMATS = ("text", "json", "ics", "svg")
END_OF_MARTIAL_LAW = "martial_law_ends"
"""The event whose day has an option of its own."""


@click.command()
@click.argument("source", metavar="PATH|TEXT")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option("--start", metavar="DATE", help="First day on which a step can be taken (the day of --as-of).")
@click.option("--martial-law-ends", "ends", metavar="DATE", help="Last day of martial law.")
@click.option(
    "--event", "events", multiple=True, metavar="NAME=DATE", help="Day of an event that steps wait for; repeatable."
)
@click.option(
    "--level", type=click.Choice(LEVELS), default="consent", help="Clear findings at or above this level (consent)."
)
@output_option
@judging_options
def route(source: str, form: str, output: Path | None, level: str, **judging: Any) -> None:
    """Lay out the lawful steps of a plan file or a clause in time: who acts, after what, no earlier than when.

    PATH|TEXT is a plan file, the words of a clause, or - for a clause on standard input.
    """
    from legalcheck.routing.schedule import Calendar  # noqa: PLC0415 - costs start-up time elsewhere

    checker = opened_checker(judging)
    start = _day(judging["start"] or checker.as_of, "--start")
    days = _days(judging["events"], judging["ends"], checker)
    plan, alone = plan_or_clause(source, checker.book)
    calendar = Calendar(_supposing(plan, days, checker), start, days, level)
    result = calendar.checker.check_clause(plan.clauses[0]) if alone else calendar.checker.check_plan(plan)
    found = calendar.route(result)
    if not judging["quiet"] or output:
        write_out(_rendered(found, form, checker), output)
    sys.exit(status_of([result], judging["fail_on"]))


def _supposing(plan: "Plan", days: dict[str, str], checker: "Checker") -> "Checker":
    """Return a checker that supposes what the plan does, but for facts of which an event with a day tells."""
    told = {checker.book.durations.events[name].fact for name in days}
    return checker.under({name: value for name, value in plan.assumptions.items() if name not in told})


def _days(given: tuple[str, ...], ends: str | None, checker: "Checker") -> dict[str, str]:
    """Return events with their days; ``InputError`` if one is unknown or has two days."""
    known = checker.book.durations.events
    words = [*given, *([f"{END_OF_MARTIAL_LAW}={ends}"] if ends else [])]
    days = pairs(words, "--event", "NAME=DATE")
    for name in sorted(days.keys() - known.keys()):
        raise InputError(f"the rulebook has no event '{name}'; it has {', '.join(known) or 'none'}")
    return {name: _day(day, f"the day of '{name}'") for name, day in days.items()}


def _day(word: str, what: str) -> str:
    from legalcheck.model.rule import real_day  # noqa: PLC0415

    try:
        return real_day(word)
    except ValueError as error:
        raise InputError(f"{what}: {error}") from error


def _rendered(found: "Route", form: str, checker: "Checker") -> Iterator[str]:
    """Yield a calendar in a format."""
    language = checker.context.language
    if form == "json":
        from legalcheck.report.records import as_json  # noqa: PLC0415

        yield as_json([found])
    elif form == "ics":
        from legalcheck.report.icalendar import as_icalendar  # noqa: PLC0415

        yield as_icalendar(found, checker.book, language)
    elif form == "svg":
        from legalcheck.report.gantt import as_svg  # noqa: PLC0415

        yield as_svg(found, checker.book, language)
    else:
        from legalcheck.report.route import RouteText  # noqa: PLC0415

        yield RouteText(checker.book, language).text(found)
