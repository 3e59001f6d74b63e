"""What a batch comes to: the exit status, the mistakes and the warnings that are told at its end."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.output import complain, printable
from legalcheck.cli.status import INTERNAL, UNUSABLE, clause_status, gravest_status, status_of
from legalcheck.model.problem import Problem

if TYPE_CHECKING:
    from legalcheck.batching.task import Answer, Task
    from legalcheck.model.result import Result, Unchecked


class Account:
    """Takes down the answers to tasks, in their order."""

    def __init__(self, problems: Sequence[Problem], fail_on: str):
        """Take what was wrong before anything was judged, and the level from which on a finding counts."""
        self.problems = list(problems)
        self.given_up: set[Path] = set()
        """Files with which something is wrong; of a stream, the rest is not judged."""
        self._fail_on = fail_on
        self._statuses: set[int] = set()
        self._warnings: list[str] = []
        self._faulty = False

    @property
    def status(self) -> int:
        """The exit status of the whole run."""
        return INTERNAL if self._faulty else UNUSABLE if self.problems else gravest_status(self._statuses)

    def take(self, task: "Task", answer: "Answer") -> None:
        """Take down what an answer comes to."""
        if answer.result is not None:
            self._statuses |= self._statuses_of(task, answer.result)
            self._warn(task.path, answer.result.plan.unchecked)
        wrong = [Problem(message=answer.fault)] if answer.fault else answer.problems
        if wrong:
            self.problems += [p if p.path else p.model_copy(update={"path": str(task.path)}) for p in wrong]
            self.given_up.add(task.path)
        self._faulty = self._faulty or bool(answer.fault)

    def tell(self) -> None:
        """Write mistakes and warnings to standard error."""
        complain(self.problems)
        for warning in self._warnings:
            click.echo(f"legalcheck: warning: {printable(warning)}", err=True)

    def _statuses_of(self, task: "Task", result: "Result") -> set[int]:
        if task.clauses is None:
            return {status_of([result], self._fail_on)}
        return {clause_status(clause, self._fail_on) for clause in result.clauses}

    def _warn(self, path: Path, chunks: "Sequence[Unchecked]") -> None:
        """Keep for the end where the engine broke off; a stream has no summary to say it in."""
        self._warnings += [
            f"{path}: the engine broke off ({chunk.cause}) on clauses {chunk.clauses[0]} to {chunk.clauses[-1]}; "
            f"{chunk.matters} of their matters rest on the reference evaluator alone"
            for chunk in chunks
        ]
