"""Commands: thin shells around the layers below, one clear sentence for every error."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck import __version__
from legalcheck.cli.options import assumptions, judging_options, output_option, rules_option, today
from legalcheck.cli.output import colour_wanted, paint, printable, write_folder, write_out
from legalcheck.model.problem import InputError, Problem

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.result import Result

OK, FOUND, UNUSABLE, UNSETTLED, INTERNAL, STOPPED = 0, 1, 2, 3, 70, 130
"""Exit statuses: nothing, something at or above the level, unusable input, not settled, our mistake, Ctrl-C."""

FORMATS = ("text", "json", "jsonl")


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, Ctrl-C with status 130, a mistake of ours with 70."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(UNUSABLE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("legalcheck: stopped; nothing was written.", err=True)
        sys.exit(STOPPED)
    except InputError as error:
        _complain(error.problems)
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except Exception as error:
        if os.environ.get("LEGALCHECK_DEBUG"):
            raise
        said = (
            str(error)
            if str(error).startswith("internal error")
            else f"internal error: {type(error).__name__}: {error}"
        )
        click.echo(f"legalcheck: {said} (LEGALCHECK_DEBUG=1 shows where)", err=True)
        sys.exit(INTERNAL)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn a user's mistake into its sentences and exit status 2."""
    from legalcheck.reading.records import ReaderUnavailable  # noqa: PLC0415 - costs start-up time where nothing is read

    try:
        yield
    except InputError as error:
        _complain(error.problems)
        sys.exit(UNUSABLE)
    except ReaderUnavailable as error:
        _complain([Problem(message=str(error))])
        sys.exit(UNUSABLE)


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(f"legalcheck: {printable(str(problem))}", err=True)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415 - not needed to start

    with _clear_errors():
        book = open_rulebook(None)
    click.echo(f"legalcheck {__version__}, rulebook {book.version} {book.digest}")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show versions.")
def cli() -> None:
    """Say which legal barriers a clause of a peace plan meets, why, and by which lawful route it could pass.

    Exit status: 0 nothing at or above --fail-on; 1 something is; 2 the call, the rulebook or the input cannot be used;
    3 nothing is, but a clause was not understood or an unknown fact could take it there.
    """


@cli.command()
@click.argument("text")
@click.option("--context", "introduction", default="", metavar="LINE", help="The line that introduces the clause.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@output_option
@judging_options
def check(text: str, introduction: str, form: str, output: Path | None, **judging: Any) -> None:
    """Judge one clause; TEXT is its words, or - for standard input."""
    from legalcheck.model.plan import Clause  # noqa: PLC0415

    with _clear_errors():
        words = _stdin() if text == "-" else _valid(text, "the clause")
        if not words.strip():
            raise InputError("the clause is empty; give its words")
        checker = _checker(judging)
        result = checker.check_clause(Clause(number="1", text=words, context=_valid(introduction, "the context")))
        if not judging["quiet"] or output:
            write_out(_rendered([result], form, checker, output, single=True), output)
    sys.exit(_status([result], judging["fail_on"]))


@cli.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@output_option
@judging_options
def batch(paths: tuple[str, ...], form: str, output: Path | None, **judging: Any) -> None:
    """Judge plan files, folders of them, or patterns."""
    from legalcheck.documents.files import find_plans  # noqa: PLC0415

    with _clear_errors():
        checker = _checker(judging)
        files, problems = find_plans(paths)
        run = _Batch(checker, form, output, problems, quiet=judging["quiet"], fail_on=judging["fail_on"])
        run.over(files)
    sys.exit(run.status)


class _Batch:
    """Judges files one after the other; a file that cannot be used does not stop the rest."""

    def __init__(
        self, checker: "Checker", form: str, output: Path | None, problems: list[Problem], *, quiet: bool, fail_on: str
    ):
        self.checker = checker
        self.form = form
        self.output = output
        self.problems = problems
        self.quiet = quiet
        self.fail_on = fail_on
        self.results: list[Result] = []
        self.statuses: set[int] = set()

    def over(self, files: Sequence[Path]) -> None:
        """Judge the files and write the report."""
        if self.form == "jsonl":
            lines = self._lines(files)
            first = next(lines, None)  # a run without a single clause leaves an earlier report alone
            if first is not None:
                write_out(chain([first], lines), self.output, quiet=self.quiet)
        else:
            for path in self._progress(files):
                self._one(path)
            if self.results and (self.output or not self.quiet):
                write_out(_rendered(self.results, self.form, self.checker, self.output), self.output)
        _complain(self.problems)

    @property
    def status(self) -> int:
        """The exit status of the whole run."""
        if self.problems:
            return UNUSABLE
        return FOUND if FOUND in self.statuses else UNSETTLED if UNSETTLED in self.statuses else OK

    def _one(self, path: Path) -> None:
        from legalcheck.documents.files import open_plan  # noqa: PLC0415

        try:
            result = self.checker.check_plan(open_plan(path, self.checker.book))
        except InputError as error:
            self.problems += [p if p.path else p.model_copy(update={"path": str(path)}) for p in error.problems]
            return
        self.results.append(result)
        self.statuses.add(_status([result], self.fail_on))

    def _lines(self, files: Sequence[Path]) -> Iterator[str]:
        """Yield a line a clause; files of JSON lines are streamed, so that memory stays flat."""
        for path in self._progress(files):
            try:
                yield from self._lines_of(path)
            except InputError as error:
                self.problems += [p if p.path else p.model_copy(update={"path": str(path)}) for p in error.problems]

    def _lines_of(self, path: Path) -> Iterator[str]:
        from legalcheck.documents.files import STREAMED, open_plan, stream_clauses  # noqa: PLC0415
        from legalcheck.documents.numbered import iter_introductions  # noqa: PLC0415
        from legalcheck.report.records import as_line, line_head  # noqa: PLC0415

        if path.suffix.lower() != STREAMED:
            plan = open_plan(path, self.checker.book)
            checker, clauses, title = self.checker.under(plan.assumptions), iter(plan.clauses), plan.title
            introducing = frozenset(iter_introductions(plan.clauses))
        else:
            checker, clauses, title = self.checker, stream_clauses(path, self.checker.book), path.stem
            introducing = frozenset()
        head = line_head(checker.empty(title, str(path)))
        for clause in checker.check(clauses):
            introduces = clause.number in introducing and not clause.measures
            self.statuses.add(_clause_status(clause, self.fail_on, introduces=introduces))
            yield as_line(clause, head)

    def _progress(self, files: Sequence[Path]) -> Iterator[Path]:
        """Show progress on standard error where it is a terminal and there is more than one file."""
        if len(files) < 2 or not sys.stderr.isatty() or self.quiet:
            yield from files
            return
        from rich.console import Console  # noqa: PLC0415 - only where a person watches
        from rich.progress import track  # noqa: PLC0415

        yield from track(files, "Judging", console=Console(stderr=True), transient=True)


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
@output_option
@rules_option
@click.option("--lang-in", "language", type=click.Choice(["en", "uk", "ru"]), help="Language of the text (detected).")
def read(path: Path, output: Path | None, rules_folder: Path | None, language: str | None) -> None:
    """Print what was understood of a plan, as a structured plan to correct and judge again."""
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.report.plan import as_plan_yaml  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        checker = Checker(open_rulebook(rules_folder), today(), language=language)
        plan = open_plan(path, checker.book)
        write_out([as_plan_yaml(plan, checker.read(plan.clauses))], output)


@cli.command()
@click.option("-f", "--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="List or pages.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder for the pages.")
@rules_option
def rules(form: str, output: Path | None, rules_folder: Path | None) -> None:
    """List the rules, or write them as Markdown pages into a folder."""
    from legalcheck.report.rules import rule_list  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        book = open_rulebook(rules_folder)
        if form == "text":
            write_out([rule_list(book)], output)
        elif output is None:
            raise InputError("pages need a folder; name one with -o")
        else:
            from legalcheck.report.pages import MARKER, rule_pages  # noqa: PLC0415

            write_folder(rule_pages(book), output, MARKER)


@cli.command()
@click.argument("name", metavar="ID")
@rules_option
def rule(name: str, rules_folder: Path | None) -> None:
    """Show one rule in full, with its examples."""
    from legalcheck.report.rules import rule_page  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        write_out([rule_page(open_rulebook(rules_folder), name)], None)


@cli.command()
@click.argument("name", metavar="ID")
@rules_option
def source(name: str, rules_folder: Path | None) -> None:
    """Show one source with the rules that rest on it."""
    from legalcheck.report.rules import source_page  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        write_out([source_page(open_rulebook(rules_folder), name)], None)


@cli.command()
@click.option("--unverified", is_flag=True, help="Only those to check first against the official texts.")
@rules_option
def sources(unverified: bool, rules_folder: Path | None) -> None:
    """List the sources."""
    from legalcheck.report.rules import source_list  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        write_out([source_list(open_rulebook(rules_folder), unverified=unverified)], None)


@cli.command()
@rules_option
def verify(rules_folder: Path | None) -> None:
    """Check the rulebook: its files, its names, the limits of the engine, and every example.

    Exit status: 0 clean, 1 an example or a limit is not met, 2 the rulebook cannot be used.
    """
    from legalcheck.rulebook.check import check_rulebook  # noqa: PLC0415
    from legalcheck.rulebook.load import load_rulebook  # noqa: PLC0415
    from legalcheck.verifying import verify_examples  # noqa: PLC0415

    with _clear_errors():
        book = load_rulebook(rules_folder)
        problems = check_rulebook(book)
        if problems:
            raise InputError(problems)
        found = verify_examples(book)
    _complain(found)
    examples = sum(len(r.examples.hits) + len(r.examples.misses) for r in book.rules.values())
    examples += sum(len(r.examples.hits) + len(r.examples.misses) for r in book.plan_rules.values())
    number = len(book.rules) + len(book.plan_rules)
    click.echo(f"{number} rules, {len(book.sources)} sources, {examples} examples: {len(found)} mistakes")
    sys.exit(FOUND if found else OK)


@cli.command()
@click.argument("name", type=click.Choice(["plan", "rule", "result"]))
@rules_option
def schema(name: str, rules_folder: Path | None) -> None:
    """Print the JSON Schema of plan files, rule files or results."""
    from legalcheck.report.schemas import schema_text  # noqa: PLC0415
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    with _clear_errors():
        write_out([schema_text(name, open_rulebook(rules_folder))], None)


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
    from legalcheck.rulebook.cache import open_rulebook  # noqa: PLC0415

    return Checker(
        open_rulebook(judging["rules_folder"]),
        judging["as_of"] or today(),
        assumptions(judging["assumed"]),
        forums=judging["forums"],
        engine=judging["engine"],
        language=judging["language"],
        report_language=judging["report_language"],
    )


def _rendered(
    results: Sequence["Result"], form: str, checker: "Checker", output: Path | None, *, single: bool = False
) -> Iterator[str]:
    if form == "json":
        from legalcheck.report.records import as_json  # noqa: PLC0415

        yield as_json(results)
    elif form == "jsonl":
        from legalcheck.report.records import as_line, line_head  # noqa: PLC0415

        yield from (as_line(clause, line_head(result)) for result in results for clause in result.clauses)
    else:
        from legalcheck.report.text import TextReport, plain  # noqa: PLC0415

        report = TextReport(checker.book, paint if colour_wanted(output) else plain, checker.context.language)
        yield "\n".join((report.clause if single else report.plan)(result) for result in results)


def _clause_status(clause: Any, fail_on: str, *, introduces: bool = False) -> int:
    from legalcheck.checking import at_or_above  # noqa: PLC0415

    if at_or_above(clause.verdict, fail_on):
        return FOUND
    unsettled = at_or_above(clause.possible_verdict, fail_on) or (clause.verdict == "not_understood" and not introduces)
    return UNSETTLED if unsettled else OK


def _status(results: Sequence["Result"], fail_on: str) -> int:
    """Return the exit status that results come to."""
    from legalcheck.checking import at_or_above, introductions  # noqa: PLC0415

    found: set[int] = set()
    for result in results:
        silent = introductions(result.clauses)
        found |= {_clause_status(clause, fail_on, introduces=clause.number in silent) for clause in result.clauses}
        across = [finding for finding in result.plan.findings if at_or_above(finding.level, fail_on)]
        found |= {FOUND if finding.certainty == "certain" else UNSETTLED for finding in across}
    return FOUND if FOUND in found else UNSETTLED if UNSETTLED in found else OK
