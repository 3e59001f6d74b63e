"""Judge many plan files: progress for people, lines for programs, and no bad file stops the rest."""

import gc
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.accepting import Baselines, stale_warnings
from legalcheck.cli.formats import Target, write_reports
from legalcheck.cli.output import complain, printable, write_out
from legalcheck.cli.progress import Bar
from legalcheck.cli.status import INTERNAL, UNUSABLE, clause_status, gravest_status, status_of
from legalcheck.model.problem import Problem
from legalcheck.report.formats import rendered

if TYPE_CHECKING:
    from legalcheck.accepting.baseline import Known
    from legalcheck.batching.bench import Bench
    from legalcheck.batching.task import Answer, Task
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
        bench: "Bench",
        targets: Sequence[Target],
        problems: list[Problem],
        *,
        quiet: bool,
        fail_on: str,
        plans: "Plans | None" = None,
        baselines: Baselines | None = None,
    ):
        from legalcheck.batching.packed import Results  # noqa: PLC0415 - a start without plans goes without

        self.bench = bench
        self.plans = plans or Plans(bench.checker)
        self.baselines = baselines or Baselines(None)
        bench.judge = self.plans.judge
        self.targets = targets
        self.problems = problems
        self.quiet = quiet
        self.fail_on = fail_on
        self.results = Results()
        self.statuses: set[int] = set()
        self.warnings: list[str] = []
        self.faulty = False
        """Whether a mistake of ours was met."""
        self._met: dict[Path, Known] = {}
        """What a baseline knows of the plans so far."""
        self._given_up: set[Path] = set()
        """Files with which something is wrong; of a stream, the rest is not judged."""

    def over(self, files: Sequence[Path]) -> None:
        """Judge the files and write the report."""
        gc.set_threshold(STEADY)
        if are_lines(self.targets):
            lines = self._lines(files)
            first = next(lines, None)  # a run without a single clause leaves an earlier report alone
            if first is not None:
                write_out(chain([first], lines), self.targets[0].file, quiet=self.quiet)
        else:
            for _, answer in self._answers(files):
                if answer.result is not None:
                    self.results.append(answer.result)
            if self.results:
                write_reports(self.targets, self._report, quiet=self.quiet)
        for path, known in self._met.items():
            self.warnings += () if path in self._given_up else self.baselines.warnings(path, known, self.bench.checker)
        self.bench.close(through=not self.problems)
        complain(self.problems)
        for warning in self.warnings:
            click.echo(f"legalcheck: warning: {printable(warning)}", err=True)

    @property
    def status(self) -> int:
        """The exit status of the whole run."""
        return INTERNAL if self.faulty else UNUSABLE if self.problems else gravest_status(self.statuses)

    def _report(self, target: Target) -> Iterator[str] | Iterator[bytes]:
        return self.plans.report(self.results, target, self.fail_on)

    def _lines(self, files: Sequence[Path]) -> Iterator[str]:
        """Yield a line a clause, and after the clauses of a plan one for it as a whole."""
        from legalcheck.report.lines import render  # noqa: PLC0415

        for task, answer in self._answers(files):
            if answer.result is not None:
                yield from render([answer.result], self.bench.checker, single=task.clauses is not None)

    def _answers(self, files: Sequence[Path]) -> "Iterator[tuple[Task, Answer]]":
        """Yield what came of each file, or of each stretch of a stream, in order, once it is accounted for."""
        shown = any(target.file is None for target in self.targets) and sys.stdout.isatty()
        several = len(files) > 1 or any(map(self._flows, files))
        with Bar(files, wanted=several and not self.quiet and not (shown and are_lines(self.targets))) as bar:
            for task, given in self.bench.answers(self._tasks(files)):
                if task.path not in self._given_up:
                    answer = self._known(task.path, given)
                    self._account(task, answer)
                    bar.reach(task.path, task.share)
                    yield task, answer

    def _known(self, path: Path, answer: "Answer") -> "Answer":
        """Mark what the baseline knows of a plan; of a stream, stretch by stretch."""
        if self.baselines.file is None or answer.result is None:
            return answer
        known = self._met.setdefault(path, self.baselines.of(path))
        return replace(answer, result=known.result(answer.result))

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
            if path in self._given_up:
                return
            yield task

    def _account(self, task: "Task", answer: "Answer") -> None:
        """Take down what an answer comes to; a stream is given up where something is wrong with it."""
        if answer.result is not None:
            self.statuses |= self._statuses(task, answer.result)
            self._warn(task.path, answer.result.plan.unchecked)
            for clause in answer.result.clauses:
                self.warnings += stale_warnings(task.path, clause, f"clause {clause.number}")
            self.warnings += stale_warnings(task.path, answer.result.plan, "the plan")
        wrong = [Problem(message=answer.fault)] if answer.fault else answer.problems
        if wrong:
            self.problems += [p if p.path else p.model_copy(update={"path": str(task.path)}) for p in wrong]
            self.faulty = self.faulty or bool(answer.fault)
            self._given_up.add(task.path)

    def _statuses(self, task: "Task", result: "Result") -> set[int]:
        if task.clauses is None:
            return {status_of([result], self.fail_on)}
        return {clause_status(clause, self.fail_on) for clause in result.clauses}

    def _warn(self, path: Path, chunks: "Sequence[Unchecked]") -> None:
        """Keep for the end where the engine broke off; a stream has no summary to say it in."""
        self.warnings += [
            f"{path}: the engine broke off ({chunk.cause}) on clauses {chunk.clauses[0]} to {chunk.clauses[-1]}; "
            f"{chunk.matters} of their matters rest on the reference evaluator alone"
            for chunk in chunks
        ]


def is_stream(path: Path) -> bool:
    """Say whether a file can be judged line by line."""
    return path.suffix.lower() == ".jsonl"


def are_lines(targets: Sequence[Target]) -> bool:
    """Say whether a report is written line by line, clause after clause."""
    return [target.form.name for target in targets] == ["jsonl"]
