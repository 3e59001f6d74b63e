"""The command that reads: what was understood, shown, written down, or settled with a person."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.nominating import chosen
from legalcheck.cli.options import nominating_options, output_option, rules_option, today
from legalcheck.cli.output import colour_wanted, same_file, valid_text, write_out
from legalcheck.cli.status import STOPPED
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.checking import Checker
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
@click.option("--outline", is_flag=True, help="Show how the plan is split into clauses, and read nothing.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show the outline."
)
@click.option("--confirm", is_flag=True, help="Ask about each guess and each open role; save the answers in FILE.")
@output_option
@rules_option
@nominating_options
@click.option("--lang-in", "language", type=click.Choice(["en", "uk", "ru"]), help="Language of the text (detected).")
def read(path: str | None, words: str | None, show: bool, confirm: bool, output: Path | None, **how: Any) -> None:
    """Print what was understood of a plan, as a structured plan to correct and judge again.

    PATH is a plan file, or - for text or a document on standard input. With --confirm the answers go to FILE, or to
    PATH if it is a structured plan, or else to a file beside it; a second call on that file goes on where the first
    one stopped.
    """
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.report.plan import as_plan_yaml  # noqa: PLC0415
    from legalcheck.rereading import read_plan  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    if how["outline"]:
        _outline(path, how["form"], output, alone=not (words or show or confirm))
        return
    target = _target(path, output) if confirm else output
    if confirm and show:
        raise InputError("--confirm and --show exclude each other; give one of them")
    if target is not None and not show:
        _spare_answers(target, path)
    book = open_rulebook(how["rules_folder"])
    asked = chosen(book, how["nominate"], how["llm_model"])
    checker = Checker(book, today(), engine="reference", language=how["language"], nominators=asked)
    given = _plan(path, words, checker.book)
    plan = read_plan(given, checker)
    if target is not None and confirm:
        _talk(checker.under(plan.assumptions), plan, target, fresh=plan != given or not _same(path, target))
    else:
        write_out([_shown(plan, output) if show else as_plan_yaml(plan)], output)


def _outline(path: str | None, form: str, output: Path | None, *, alone: bool) -> None:
    """Show how a plan is split; nothing is read, so no rulebook is opened."""
    from legalcheck.documents.files import open_outline  # noqa: PLC0415
    from legalcheck.report.outline import as_json, as_table  # noqa: PLC0415

    if path is None or not alone:
        raise InputError("--outline takes a plan file, or - for standard input, and no other option of reading")
    outline = open_outline(Path(path))
    write_out([as_json(outline, path) if form == "json" else as_table(outline, page_width(output))], output)


def _target(path: str | None, output: Path | None) -> Path:
    """Return the file in which answers are saved."""
    if path is None or path == "-":
        raise InputError("--confirm takes the answers from standard input; give the plan as a file")
    target = output or Path(path)
    if target.suffix.lower() in (".yaml", ".yml"):
        return target
    if output is not None:
        raise InputError(f"{output}: answers are saved as YAML; choose a file that ends in .yaml")
    target = target.with_suffix(".yaml")
    if target.exists():
        raise InputError(
            f"{target}: exists already; go on with 'legalcheck read {target} --confirm', or choose a file with -o"
        )
    return target


def _spare_answers(target: Path, path: str | None) -> None:
    """Refuse to write over a plan in which a person has confirmed or refused something, unless it is the one read."""
    from legalcheck.documents.files import STRUCTURED, open_plan  # noqa: PLC0415

    if _same(path, target) or target.suffix.lower() not in STRUCTURED or not target.is_file():
        return
    try:
        clauses = open_plan(target).clauses
    except InputError:
        return
    confirmed = any(measure.status == "confirmed" for clause in clauses for measure in clause.measures or ())
    if confirmed or any(clause.refused or clause.left_open for clause in clauses):
        raise InputError(
            f"{target}: holds what a person confirmed; go on with 'legalcheck read {target} --confirm', "
            "or choose another file with -o"
        )


def _same(path: str | None, target: Path) -> bool:
    return path is not None and same_file(Path(path), target)


def _talk(checker: "Checker", plan: "Plan", target: Path, *, fresh: bool) -> None:
    """Ask about a plan and save the answers; Ctrl-C keeps what was answered."""
    from legalcheck.cli.confirming import Conversation, Keyboard, closing  # noqa: PLC0415
    from legalcheck.report.plan import as_plan_yaml  # noqa: PLC0415
    from legalcheck.report.reading import ReadingReport  # noqa: PLC0415
    from legalcheck.reviewing import Review  # noqa: PLC0415

    def save(review: Review) -> None:
        write_out([as_plan_yaml(review.plan)], target)

    review = Review(plan, checker.silences)
    if fresh:
        save(review)
    if review.question is None:
        write_out([f"There is nothing to ask about {target}.\n"], None)
        return
    report = ReadingReport(page_width(None), painter(None))
    try:
        Conversation(review, report, checker.book, Keyboard(), save).run()
    except KeyboardInterrupt:
        write_out([closing(review, target)], None)
        sys.exit(STOPPED)
    write_out([closing(review, target)], None)


def _plan(path: str | None, words: str | None, book: "Rulebook") -> "Plan":
    """Return what is to be read: a file, standard input or one clause."""
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.model.plan import Clause, Plan  # noqa: PLC0415

    if (path is None) == (words is None):
        raise InputError("give a plan file, - for standard input, or one clause with --text")
    if words is not None:
        if not words.strip():
            raise InputError("the clause is empty; give its words")
        return Plan(clauses=(Clause(number="1", text=valid_text(words, "the clause")),))
    assert path is not None
    return open_plan(Path(path), book)


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
