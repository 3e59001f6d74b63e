"""The command that compares two drafts."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.judging import engine_for, opened_checker
from legalcheck.cli.options import judging_options, output_option
from legalcheck.cli.output import colours, same_file, write_out
from legalcheck.cli.status import FOUND, OK, UNSETTLED, gravest_status
from legalcheck.model.problem import InputError, Problem
from legalcheck.model.values import at_or_above

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.drafts import Difference
    from legalcheck.model.plan import Plan
    from legalcheck.rulebook.load import Rulebook

FORMATS = ("text", "json", "html")


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@output_option
@judging_options
def diff(old: Path, new: Path, form: str, output: Path | None, **judging: Any) -> None:
    """Say what changed from one draft of a plan to the next: clauses, barriers, and who is to do what.

    OLD and NEW are plan files. Clauses are aligned by what they say and do, not by number. --fail-on counts new
    barriers only: exit 1 if a clause of NEW certainly meets one at or above the level that it did not meet before, 3 if
    one may, or if a clause that is new or worded anew was not understood.
    """
    from legalcheck.drafts.difference import difference  # noqa: PLC0415

    if output is not None and any(same_file(output, draft) for draft in (old, new)):
        raise InputError(f"{output}: is one of the drafts; choose another file with -o")
    with engine_for(judging["engine"]) as engine:
        checker = opened_checker({**judging, "engine": engine})
        before, after = (checker.check_plan(plan) for plan in _plans(old, new, checker.book))
    found = difference(before, after, checker.context)
    if output or not judging["quiet"]:
        write_out(_rendered(found, form, checker, output), output)
    sys.exit(status_of(found, judging["fail_on"]))


def _plans(old: Path, new: Path, book: "Rulebook") -> "tuple[Plan, Plan]":
    """Open both drafts; the mistakes of both are told together."""
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.documents.finding import find_plans  # noqa: PLC0415

    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in (old, new):
        found, wrong = find_plans([str(path)])
        if len(found) > 1:
            wrong = [Problem(message=f"holds {len(found)} plans; give one of them", path=str(path))]
        problems += wrong
        try:
            plans += [open_plan(one, book) for one in found if not wrong]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return plans[0], plans[1]


def _rendered(found: "Difference", form: str, checker: "Checker", output: Path | None) -> Iterator[str]:
    language = checker.context.language
    if form == "json":
        from legalcheck.report.records import as_json  # noqa: PLC0415

        yield as_json([found])
    elif form == "html":
        from legalcheck.report.drafts_page import difference_html  # noqa: PLC0415

        yield difference_html(found, checker.book, language)
    else:
        from legalcheck.report.drafts import DifferenceText  # noqa: PLC0415

        yield DifferenceText(checker.book, colours(output), language).report(found)


def status_of(found: "Difference", fail_on: str) -> int:
    """Return the exit status that a difference comes to: only what is new counts."""
    changes = [*found.across, *(barrier for clause in found.clauses for barrier in clause.barriers)]
    grave = [one.new for one in changes if one.change == "new" and at_or_above(one.level, fail_on)]
    statuses = {FOUND if certainty == "certain" else UNSETTLED for certainty in grave}
    fresh = [clause for change in found.clauses if change.change != "same" for clause in change.new]
    if any(clause.verdict == "not_understood" and not clause.introduces for clause in fresh):
        statuses.add(UNSETTLED)
    return gravest_status(statuses) if statuses else OK
