"""Judge many plan files: progress for people, lines for programs, and no bad file stops the rest."""

import gc
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from legalcheck.cli.account import Account
from legalcheck.cli.formats import Target, write_reports
from legalcheck.cli.output import write_out
from legalcheck.cli.progress import Bar
from legalcheck.report.formats import rendered

if TYPE_CHECKING:
    from legalcheck.batching.bench import Bench
    from legalcheck.batching.task import Answer, Task
    from legalcheck.checking import Checker
    from legalcheck.model.plan import Plan
    from legalcheck.model.result import Result

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
    """Has files judged, each for itself, and writes the report; the account of it is taken down as answers come."""

    def __init__(
        self,
        bench: "Bench",
        plans: Plans,
        targets: Sequence[Target],
        account: Account,
        *,
        quiet: bool,
        fail_on: str,
    ):
        self.bench = bench
        self.plans = plans
        self.targets = targets
        self.account = account
        self.quiet = quiet
        self.fail_on = fail_on
        bench.judge = plans.judge

    def over(self, files: Sequence[Path]) -> None:
        """Judge the files and write the report."""
        gc.set_threshold(STEADY)
        if are_lines(self.targets):
            lines = self._lines(files)
            first = next(lines, None)  # a run without a single clause leaves an earlier report alone
            if first is not None:
                write_out(chain([first], lines), self.targets[0].file, quiet=self.quiet)
        else:
            self._whole(files)
        self.bench.close(through=not self.account.problems)
        self.account.tell(self.bench.checker.asks)

    def _whole(self, files: Sequence[Path]) -> None:
        """Judge the files and then write the report on all of them, if there is anything to report."""
        from legalcheck.batching.packed import Results  # noqa: PLC0415 - a start without plans goes without

        results = Results()
        for _, answer in self._answers(files):
            if answer.result is not None:
                results.append(answer.result)
        if results:
            report = partial(self.plans.report, results, fail_on=self.fail_on)
            write_reports(self.targets, report, quiet=self.quiet)

    def _lines(self, files: Sequence[Path]) -> Iterator[str]:
        """Yield a line a clause, and after the clauses of a plan one for it as a whole."""
        from legalcheck.report.lines import render  # noqa: PLC0415

        for task, answer in self._answers(files):
            if answer.result is not None:
                yield from render([answer.result], self.bench.checker, single=task.clauses is not None)

    def _answers(self, files: Sequence[Path]) -> "Iterator[tuple[Task, Answer]]":
        """Yield what came of each file, or of each stretch of a stream, in order, once it is taken down."""
        with Bar(files, wanted=self._watched(files)) as bar:
            for task, given in self.bench.answers(self._tasks(files)):
                if task.path not in self.account.given_up:
                    answer = self.account.take(task, given)
                    bar.reach(task.path, task.share)
                    yield task, answer

    def _watched(self, files: Sequence[Path]) -> bool:
        """Say whether a bar is of use: where there is something to wait for, and lines do not run across it."""
        shown = any(target.file is None for target in self.targets) and sys.stdout.isatty()
        waiting = len(files) > 1 or any(map(self._flows, files))
        return waiting and not self.quiet and not (shown and are_lines(self.targets))

    def _tasks(self, files: Sequence[Path]) -> "Iterator[Task]":
        from legalcheck.batching.task import Task  # noqa: PLC0415

        for path in files:
            yield from self._stretches(path) if self._flows(path) else [Task(path)]

    def _flows(self, path: Path) -> bool:
        """Say whether a file is judged as it is read, so that memory stays flat."""
        return are_lines(self.targets) and is_stream(path) and not self.plans.whole

    def _stretches(self, path: Path) -> "Iterator[Task]":
        """Yield a stream in stretches, until it is given up; what precedes a mistake is judged."""
        from legalcheck.batching.task import stretches  # noqa: PLC0415

        for task in stretches(path, self.bench.checker.book):
            if path in self.account.given_up:
                return
            yield task


def is_stream(path: Path) -> bool:
    """Say whether a file can be judged line by line."""
    return path.suffix.lower() == ".jsonl"


def are_lines(targets: Sequence[Target]) -> bool:
    """Say whether a report is written line by line, clause after clause."""
    return [target.form.name for target in targets] == ["jsonl"]
