"""Judge many plan files: progress for people, lines for programs, and no bad file stops the rest."""

import gc
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.formats import Target, write_reports
from legalcheck.cli.output import complain, printable, write_out
from legalcheck.cli.status import UNUSABLE, clause_status, gravest_status, status_of
from legalcheck.model.problem import InputError, Problem
from legalcheck.reading.nomination import NominatorUnavailable
from legalcheck.report.formats import rendered

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.plan import Plan
    from legalcheck.model.result import Result, Unchecked

STEADY = 20_000
"""New objects between two looks for garbage while many clauses are judged: few enough to keep memory flat."""


class Plans:
    """What is done with each plan, and what is reported at the end."""

    whole = False
    """Whether a stream, too, has to be there as a whole before it is judged."""

    def __init__(self, checker: "Checker", *, alone: bool = False):
        """Take a checker; ``alone`` if there is one plan, whose only clause stands alone."""
        self.checker = checker
        self.alone = alone

    def judge(self, plan: "Plan") -> "Result":
        """Judge one plan."""
        return self.checker.check_plan(plan)

    def report(self, results: Sequence["Result"], target: Target, fail_on: str) -> Iterator[str] | Iterator[bytes]:
        """Yield the report on all that was judged, in the format of a target."""
        return rendered(target.form, results, self.checker, target.settings(fail_on, single=self.alone))


class Batch:
    """Judges files one after the other; a file that cannot be used does not stop the rest."""

    def __init__(
        self,
        checker: "Checker",
        targets: Sequence[Target],
        problems: list[Problem],
        *,
        quiet: bool,
        fail_on: str,
        plans: "Plans | None" = None,
    ):
        self.checker = checker
        self.plans = plans or Plans(checker)
        self.targets = targets
        self.problems = problems
        self.quiet = quiet
        self.fail_on = fail_on
        self.results: list[Result] = []
        self.statuses: set[int] = set()
        self.warnings: list[str] = []

    def over(self, files: Sequence[Path]) -> None:
        """Judge the files and write the report."""
        gc.set_threshold(STEADY)
        if [target.form.name for target in self.targets] == ["jsonl"]:
            lines = self._lines(files)
            first = next(lines, None)  # a run without a single clause leaves an earlier report alone
            if first is not None:
                write_out(chain([first], lines), self.targets[0].file, quiet=self.quiet)
        else:
            for path in self._progress(files):
                result = self._one(path)
                self.results += [result] if result is not None else []
            if self.results:
                write_reports(self.targets, self._report, quiet=self.quiet)
        complain(self.problems)
        for warning in self.warnings:
            click.echo(f"legalcheck: warning: {printable(warning)}", err=True)

    @property
    def status(self) -> int:
        """The exit status of the whole run."""
        return UNUSABLE if self.problems else gravest_status(self.statuses)

    def _report(self, target: Target) -> Iterator[str] | Iterator[bytes]:
        return self.plans.report(self.results, target, self.fail_on)

    def _one(self, path: Path) -> "Result | None":
        """Judge one plan; None if it cannot be used."""
        from legalcheck.documents.files import open_plan  # noqa: PLC0415

        try:
            result = self.plans.judge(open_plan(path, self.checker.book))
        except NominatorUnavailable:
            raise
        except InputError as error:
            self._unusable(path, error)
            return None
        self.statuses.add(status_of([result], self.fail_on))
        self._warn(path, result.plan.unchecked)
        return result

    def _unusable(self, path: Path, error: InputError) -> None:
        """Keep what is wrong with a file for the end; a problem that names no file gets this one."""
        self.problems += [p if p.path else p.model_copy(update={"path": str(path)}) for p in error.problems]

    def _lines(self, files: Sequence[Path]) -> Iterator[str]:
        """Yield a line a clause; files of JSON lines are streamed, so that memory stays flat."""
        for path in self._progress(files):
            try:
                yield from self._lines_of(path)
            except NominatorUnavailable:
                raise
            except InputError as error:
                self._unusable(path, error)

    def _lines_of(self, path: Path) -> Iterator[str]:
        from legalcheck.documents.files import STREAMED, stream_clauses  # noqa: PLC0415
        from legalcheck.report.records import as_line, as_plan_line, line_head  # noqa: PLC0415

        if path.suffix.lower() != STREAMED or self.plans.whole:
            result = self._one(path)
            if result is not None:
                yield from (as_line(clause, line_head(result)) for clause in result.clauses)
                yield as_plan_line(result)
            return
        head = line_head(self.checker.empty(path.stem, str(path)))
        for clause in self.checker.check(stream_clauses(path, self.checker.book)):
            self.statuses.add(clause_status(clause, self.fail_on))
            yield as_line(clause, head)
            self._warn(path, self.checker.take_unchecked())

    def _warn(self, path: Path, chunks: "Sequence[Unchecked]") -> None:
        """Keep for the end where the engine broke off; a stream has no summary to say it in."""
        self.warnings += [
            f"{path}: the engine broke off ({chunk.cause}) on clauses {chunk.clauses[0]} to {chunk.clauses[-1]}; "
            f"{chunk.matters} of their matters rest on the reference evaluator alone"
            for chunk in chunks
        ]

    def _progress(self, files: Sequence[Path]) -> Iterator[Path]:
        """Show progress on standard error where it is a terminal and there is more than one file."""
        if len(files) < 2 or not sys.stderr.isatty() or self.quiet:
            yield from files
            return
        from rich.console import Console  # noqa: PLC0415 - only where a person watches
        from rich.progress import track  # noqa: PLC0415

        yield from track(files, "Judging", console=Console(stderr=True), transient=True)
