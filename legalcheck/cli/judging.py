"""Commands that read and judge: check, batch, read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.batch import FORMATS, Batch, rendered
from legalcheck.cli.options import assumptions, judging_options, output_option, rules_option, today
from legalcheck.cli.output import write_out
from legalcheck.cli.status import status_of
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.checking import Checker


@click.command()
@click.argument("text")
@click.option("--context", "introduction", default="", metavar="LINE", help="The line that introduces the clause.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@output_option
@judging_options
def check(text: str, introduction: str, form: str, output: Path | None, **judging: Any) -> None:
    """Judge one clause; TEXT is its words, or - for standard input."""
    from legalcheck.model.plan import Clause  # noqa: PLC0415

    words = _stdin() if text == "-" else _valid(text, "the clause")
    if not words.strip():
        raise InputError("the clause is empty; give its words")
    checker = _checker(judging)
    result = checker.check_clause(Clause(number="1", text=words, context=_valid(introduction, "the context")))
    if not judging["quiet"] or output:
        write_out(rendered([result], form, checker, output, single=True), output)
    sys.exit(status_of([result], judging["fail_on"]))


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@output_option
@judging_options
def batch(paths: tuple[str, ...], form: str, output: Path | None, **judging: Any) -> None:
    """Judge plan files, folders of them, or patterns."""
    from legalcheck.documents.files import find_plans  # noqa: PLC0415

    checker = _checker(judging)
    files, problems = find_plans(paths)
    if output is not None and output.resolve() in {path.resolve() for path in files}:
        raise InputError(f"{output}: is one of the plans to be judged; choose another file with -o")
    run = Batch(checker, form, output, problems, quiet=judging["quiet"], fail_on=judging["fail_on"])
    run.over(files)
    sys.exit(run.status)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@output_option
@rules_option
@click.option("--lang-in", "language", type=click.Choice(["en", "uk", "ru"]), help="Language of the text (detected).")
def read(path: Path, output: Path | None, rules_folder: Path | None, language: str | None) -> None:
    """Print what was understood of a plan, as a structured plan to correct and judge again."""
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.report.plan import as_plan_yaml  # noqa: PLC0415
    from legalcheck.rereading import read_plan  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    checker = Checker(open_rulebook(rules_folder), today(), language=language)
    plan = read_plan(open_plan(path, checker.book), checker)
    write_out([as_plan_yaml(plan)], output)


def _valid(text: str, name: str) -> str:
    """Return words given on the command line; ``InputError`` if they are no Unicode text."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{name} holds a byte that is not UTF-8 at character {error.start + 1}; remove it") from error
    return text


def _stdin() -> str:
    """Return standard input as UTF-8 text."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(
            f"standard input: byte 0x{raw[error.start]:02x} at offset {error.start} is not UTF-8"
        ) from error


def _checker(judging: dict[str, Any]) -> "Checker":
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    return Checker(
        open_rulebook(judging["rules_folder"]),
        judging["as_of"] or today(),
        assumptions(judging["assumed"]),
        forums=judging["forums"],
        engine=judging["engine"],
        language=judging["language"],
        report_language=judging["report_language"],
    )
