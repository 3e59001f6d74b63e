"""Commands that read and judge: check and batch."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.accepting import Baselines, baseline_option
from legalcheck.cli.account import Account
from legalcheck.cli.batch import Batch, Plans, are_lines, is_stream
from legalcheck.cli.config import check_words
from legalcheck.cli.formats import Target, format_option, targets_of, write_reports
from legalcheck.cli.given import words_of
from legalcheck.cli.nominating import chosen
from legalcheck.cli.options import (
    ask_option,
    assumptions,
    doctrine_option,
    judging_options,
    output_option,
    today,
    trace_option,
    what_if_option,
)
from legalcheck.cli.output import valid_text
from legalcheck.cli.running import Running, bench_for, running_options
from legalcheck.cli.status import status_of
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.inference.host import EngineHost
    from legalcheck.model.result import Result


@click.command()
@click.argument("text")
@click.option("--context", "introduction", default="", metavar="LINE", help="The line that introduces the clause.")
@format_option(drawing=True)
@click.option("--all", "near", is_flag=True, help="List the rules, too, that came within one condition.")
@what_if_option
@ask_option
@trace_option
@output_option
@baseline_option
@doctrine_option
@judging_options
def check(
    text: str, introduction: str, forms: tuple[str, ...], near: bool, output: Path | None, **judging: Any
) -> None:
    """Judge one clause; TEXT is its words, or - for standard input."""
    from legalcheck.model.plan import Clause  # noqa: PLC0415

    targets = targets_of(forms, output, drawing=True)
    refuse_together(text == "-" and judging["ask"], targets, judging["supposed"])
    if near and (judging["ask"] or judging["supposed"]):
        raise InputError("--all lists the rules near to the clause as it stands; leave out --ask and --what-if")
    words = words_of(text)
    baselines = Baselines(judging["baseline_file"])
    checker = opened_checker(judging)
    clause = Clause(number="1", text=words, context=valid_text(introduction, "the context"))
    plans = Plans(checker, alone=True)
    if judging["ask"] or judging["supposed"]:
        from legalcheck.cli.supposing import Otherwise  # noqa: PLC0415
        from legalcheck.model.plan import Plan  # noqa: PLC0415

        plans = Otherwise(checker, judging["supposed"], ask=judging["ask"], alone=True)
        result = baselines.anywhere().result(plans.judge(Plan(clauses=(clause,))))
    else:
        result = baselines.anywhere().result(checker.check_clause(clause))
        result = _with_near(result, checker) if near else result
    fail_on = judging["fail_on"]
    write_reports(targets, lambda target: plans.report([result], target, fail_on), quiet=judging["quiet"])
    sys.exit(status_of([result], fail_on))


def _with_near(result: "Result", checker: "Checker") -> "Result":
    from legalcheck.whynot.near import with_near_misses  # noqa: PLC0415

    return with_near_misses(result, checker)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@format_option(drawing=False)
@running_options
@what_if_option
@ask_option
@trace_option
@output_option
@baseline_option
@doctrine_option
@judging_options
def batch(paths: tuple[str, ...], forms: tuple[str, ...], output: Path | None, **judging: Any) -> None:
    """Judge plan files, folders of them, or patterns; - is a plan on standard input."""
    from legalcheck.documents.files import STDIN  # noqa: PLC0415
    from legalcheck.documents.finding import find_plans  # noqa: PLC0415

    running = Running.taken(judging)
    targets = targets_of(forms, output)
    refuse_together(False, targets, judging["supposed"])
    baselines = Baselines(judging["baseline_file"])
    files, problems = find_plans(paths, [target.file for target in targets if target.file])
    _refuse_plans(targets, files)
    divisible = are_lines(targets) and any(map(is_stream, files))
    most = 1 if STDIN in files else None if divisible else len(files)  # standard input is this process's own
    with bench_for(judging, running, paths, most) as bench:
        account = Account(problems, judging["fail_on"], baselines)
        plans = _plans(bench.checker, judging)
        Batch(bench, plans, targets, account, quiet=judging["quiet"], fail_on=judging["fail_on"]).over(files)
    sys.exit(account.status)


def _plans(checker: "Checker", judging: dict[str, Any]) -> Plans:
    """Return what is done with each plan of a batch."""
    if not judging["ask"] and not judging["supposed"]:
        return Plans(checker)
    from legalcheck.cli.supposing import Otherwise  # noqa: PLC0415

    return Otherwise(checker, judging["supposed"], ask=judging["ask"])


def _refuse_plans(targets: Sequence[Target], files: Sequence[Path]) -> None:
    plans = {os.path.realpath(path) for path in files}
    for target in targets:
        if target.file is not None and os.path.realpath(target.file) in plans:
            raise InputError(f"{target.file}: is one of the plans to be judged; choose another file with -o")


@contextmanager
def engine_for(name: str) -> "Iterator[str | EngineHost]":
    """Have durable_rules start in a process of its own while the rulebook is opened; the reference needs none."""
    if name != "durable":
        yield name
        return
    from legalcheck.inference.host import EngineHost  # noqa: PLC0415

    with EngineHost() as host:
        host.start()
        yield host


def refuse_together(piped: bool, targets: Sequence[Target], supposed: tuple[str, ...]) -> None:
    """Refuse options that exclude each other; ``InputError`` says which."""
    if piped:
        raise InputError("--ask takes the answers from standard input; give the clause on the command line")
    if supposed and not {target.form.name for target in targets} <= {"text", "json"}:
        raise InputError("--what-if is reported as text or json; choose one with -f")


def opened_checker(judging: dict[str, Any]) -> "Checker":
    """Return a checker by the options of a command; one without a doctrine counts disputed law as the rules have it."""
    from legalcheck.checking import Checker  # noqa: PLC0415
    from legalcheck.inference.doctrine import read_by  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    book = read_by(open_rulebook(judging["rules_folder"]), judging.get("doctrine", "prevailing"))
    check_words(book, judging["assumed"])
    checker = Checker(
        book,
        judging["as_of"] or today(),
        assumptions(judging["assumed"]),
        forums=judging["forums"],
        engine=judging["engine"],
        language=judging["language"],
        report_language=judging["report_language"],
        nominators=chosen(book, judging["nominate"], judging["llm_model"], quiet=judging["quiet"]),
    )
    return checker.tracing() if judging.get("trace") else checker
