"""The command alternatives: what would pass instead of a clause."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.given import words_of
from legalcheck.cli.judging import opened_checker
from legalcheck.cli.options import law_options, output_option
from legalcheck.cli.output import colours, valid_text, write_out
from legalcheck.cli.status import FOUND, OK, UNSETTLED
from legalcheck.model.values import LEVELS

if TYPE_CHECKING:
    from legalcheck.model.alternative import Alternatives

BARRIERS = LEVELS[:-1]
"""A notice is no barrier."""


@click.command()
@click.argument("text")
@click.option("--context", "introduction", default="", metavar="LINE", help="The line that introduces the clause.")
@click.option(
    "--below",
    type=click.Choice(BARRIERS),
    default="amendment",
    help="No barrier at or above this level may stand (amendment).",
)
@click.option(
    "--doctrine",
    type=click.Choice(["strict", "prevailing", "lenient"]),
    default="strict",
    help="Count disputed law by its strictest view (so unless told otherwise), as the rule has it, or by its mildest.",
)
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@output_option
@law_options
def alternatives(
    text: str, introduction: str, below: str, doctrine: Any, form: str, output: Path | None, **judging: Any
) -> None:
    """Say what would pass instead of a clause: the smallest changes and steps after which no barrier stands.

    TEXT is the words of the clause, or - for standard input. Exit status: 0 there is an alternative, or none is needed;
    1 there is none; 2 the call, the rulebook or the input cannot be used; 3 the clause was not understood.
    """
    from legalcheck.alternatives.find import Finder  # noqa: PLC0415
    from legalcheck.model.plan import Clause  # noqa: PLC0415

    words = words_of(text)
    checker = opened_checker({**judging, "doctrine": doctrine})
    clause = Clause(number="1", text=words, context=valid_text(introduction, "the context"))
    found = Finder(checker, below, doctrine).alternatives(clause)
    if not judging["quiet"] or output:
        write_out([_rendered(found, form, output, checker)], output)
    sys.exit(_status(found))


def _rendered(found: "Alternatives", form: str, output: Path | None, checker: Any) -> str:
    if form == "json":
        from legalcheck.report.records import as_json  # noqa: PLC0415

        return as_json([found])
    from legalcheck.report.alternatives import AlternativesReport  # noqa: PLC0415

    report = AlternativesReport(checker.book, colours(output), checker.context.language)
    return report.alternatives(found)


def _status(found: "Alternatives") -> int:
    if found.clause.verdict == "not_understood":
        return UNSETTLED
    return FOUND if found.none_because is not None and found.none_because.rules else OK
