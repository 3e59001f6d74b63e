"""The command that reads: what was understood, shown, written down, or settled with a person."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.options import output_option, rules_option, today
from legalcheck.cli.output import colour_wanted, stdin_text, valid_text, write_out
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.model.plan import Plan
    from legalcheck.report.marking import Paint
    from legalcheck.rulebook.load import Rulebook

_STYLES: dict[str, dict[str, object]] = {
    "asserted": {"fg": "green"},
    "confirmed": {"fg": "green", "bold": True},
    "possible": {"fg": "yellow"},
}
_NARROWEST = 40


@click.command()
@click.argument("path", required=False)
@click.option("--text", "words", metavar="CLAUSE", help="Read one clause, given here instead of PATH.")
@click.option("--show", is_flag=True, help="Show which words each part rests on, and why the rest was not asserted.")
@output_option
@rules_option
@click.option("--lang-in", "language", type=click.Choice(["en", "uk", "ru"]), help="Language of the text (detected).")
def read(
    path: str | None,
    words: str | None,
    show: bool,
    output: Path | None,
    rules_folder: Path | None,
    language: str | None,
) -> None:
    """Print what was understood of a plan, as a structured plan to correct and judge again.

    PATH is a plan file, or - for text on standard input.
    """
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.report.plan import as_plan_yaml  # noqa: PLC0415
    from legalcheck.rereading import read_plan  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    checker = Checker(open_rulebook(rules_folder), today(), engine="reference", language=language)
    plan = read_plan(_plan(path, words, checker.book), checker)
    write_out([_shown(plan, output) if show else as_plan_yaml(plan)], output)


def _plan(path: str | None, words: str | None, book: "Rulebook") -> "Plan":
    """Return what is to be read: a file, standard input or one clause."""
    from legalcheck.documents.files import open_plan, open_text  # noqa: PLC0415
    from legalcheck.model.plan import Clause, Plan  # noqa: PLC0415

    if (path is None) == (words is None):
        raise InputError("give a plan file, - for standard input, or one clause with --text")
    if words is not None:
        if not words.strip():
            raise InputError("the clause is empty; give its words")
        return Plan(clauses=(Clause(number="1", text=valid_text(words, "the clause")),))
    assert path is not None
    return open_text(stdin_text(), "standard input") if path == "-" else open_plan(Path(path), book)


def _shown(plan: "Plan", output: Path | None) -> str:
    from legalcheck.report.reading import ReadingReport  # noqa: PLC0415

    return ReadingReport(page_width(output), painter(output)).plan(plan)


def page_width(output: Path | None) -> int:
    """Return the width of the terminal, or eighty columns where nobody watches."""
    watched = output is None and sys.stdout.isatty()
    return max(_NARROWEST, shutil.get_terminal_size().columns) if watched else 80


def painter(output: Path | None) -> "Paint":
    """Return what colours words by the status of the measure that they speak for."""
    coloured = colour_wanted(output)

    def paint(text: str, style: str) -> str:
        return click.style(text, **_STYLES[style]) if coloured and style in _STYLES else text  # type: ignore[arg-type]

    return paint
