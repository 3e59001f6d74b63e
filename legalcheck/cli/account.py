"""What a batch comes to: the exit status, the mistakes and the warnings that are told at its end."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.accepting import Baselines, stale_warnings
from legalcheck.cli.output import complain, printable
from legalcheck.cli.status import INTERNAL, UNUSABLE, clause_status, gravest_status, status_of
from legalcheck.model.problem import Problem

if TYPE_CHECKING:
    from legalcheck.accepting.baseline import Known
    from legalcheck.batching.task import Answer, Task
    from legalcheck.model.result import Result


class Account:
    """Takes down the answers to tasks, in their order."""

    def __init__(self, problems: Sequence[Problem], fail_on: str, baselines: Baselines | None = None):
        """Take what was wrong before anything was judged, the level from which a finding counts, and what is known."""
        self.problems = list(problems)
        self.given_up: set[Path] = set()
        """Files with which something is wrong; of a stream, the rest is not judged."""
        self._fail_on = fail_on
        self._statuses: set[int] = set()
        self._warnings: list[str] = []
        self._faulty = False
        self._baselines = baselines or Baselines(None)
        self._known: dict[Path, Known] = {}

    @property
    def status(self) -> int:
        """The exit status of the whole run."""
        return INTERNAL if self._faulty else UNUSABLE if self.problems else gravest_status(self._statuses)

    def take(self, task: "Task", answer: "Answer") -> "Answer":
        """Take down what an answer comes to; return it with what a baseline knows of the plan marked."""
        if answer.result is not None:
            result = self._marked(task.path, answer.result)
            self._statuses |= self._statuses_of(task, result)
            self._warn(task.path, result)
            answer = replace(answer, result=result)
        wrong = [Problem(message=answer.fault)] if answer.fault else answer.problems
        if wrong:
            self.problems += [p if p.path else p.model_copy(update={"path": str(task.path)}) for p in wrong]
            self.given_up.add(task.path)
        self._faulty = self._faulty or bool(answer.fault)
        return answer

    def tell(self, asks: Callable[[str], bool]) -> None:
        """Write mistakes and warnings to standard error; ``asks`` says whether a rule was one of those judged by."""
        complain(self.problems)
        whole = ((path, known) for path, known in self._known.items() if path not in self.given_up)
        lost = (warning for path, known in whole for warning in self._baselines.warnings(path, known, asks))
        for warning in (*self._warnings, *lost):
            click.echo(f"legalcheck: warning: {printable(warning)}", err=True)

    def _marked(self, path: Path, result: "Result") -> "Result":
        """Mark what the baseline knows of a plan; of a stream, stretch by stretch."""
        if self._baselines.file is None:
            return result
        return self._known.setdefault(path, self._baselines.of(path)).result(result)

    def _statuses_of(self, task: "Task", result: "Result") -> set[int]:
        if task.clauses is None:
            return {status_of([result], self._fail_on)}
        return {clause_status(clause, self._fail_on) for clause in result.clauses}

    def _warn(self, path: Path, result: "Result") -> None:
        """Keep for the end where the engine broke off, and what is accepted to no purpose."""
        self._warnings += [
            f"{path}: the engine broke off ({chunk.cause}) on clauses {chunk.clauses[0]} to {chunk.clauses[-1]}; "
            f"{chunk.matters} of their matters rest on the reference evaluator alone"
            for chunk in result.plan.unchecked
        ]
        for clause in result.clauses:
            self._warnings += stale_warnings(path, clause, f"clause {clause.number}")
        self._warnings += stale_warnings(path, result.plan, "the plan")
