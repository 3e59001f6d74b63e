"""How a batch runs: in how many processes, with what was judged before, and as a stopped run that goes on."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.options import stack
from legalcheck.model.problem import InputError
from legalcheck.rulebook.cache import NOWHERE, cache_folder, digest_of

if TYPE_CHECKING:
    from legalcheck.batching.bench import Bench
    from legalcheck.batching.kept import Kept
    from legalcheck.checking import Checker

WORKER = "legalcheck.cli.judging_apart"
_WITHOUT_EFFECT = ("rules_folder", "quiet", "fail_on", "baseline_file")
"""Options on which no result depends, or only through the digest of the rulebook."""

running_options = stack(
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=0),
        default=1,
        metavar="N",
        help="Judge in so many processes; 0 is one for each processor (1).",
    ),
    click.option("--no-cache", is_flag=True, help="Take no results of earlier runs, and keep none."),
    click.option(
        "--resume", is_flag=True, help="Go on where this call was stopped; within streams if it was given then, too."
    ),
)
"""How a batch runs; what it says does not depend on it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker judges by: the options of the call, the rulebook as it was when that began, and what is kept."""

    judging: dict[str, Any]
    digest: str
    kept: "Kept"


@dataclass(frozen=True, slots=True)
class Running:
    """How a batch is asked to run: in how many processes at most, and what is kept."""

    jobs: int
    no_cache: bool
    resume: bool

    @classmethod
    def taken(cls, options: dict[str, Any]) -> "Running":
        """Take the options on running out of those of a call; ``InputError`` if they do not go with the others."""
        running = cls(options.pop("jobs") or _processors(), options.pop("no_cache"), options.pop("resume"))
        running._agree_with(options)
        return running

    def _agree_with(self, judging: dict[str, Any]) -> None:
        alone = "--ask" if judging["ask"] else "--what-if" if judging["supposed"] else ""
        if self.jobs > 1 and (alone or "llm" in judging["nominate"]):
            raise InputError(f"{alone or '--nominate llm'} takes one process; leave out -j")
        if self.resume and alone:
            raise InputError(f"{alone} is worked out anew each time; leave out --resume")
        if self.resume and self.no_cache:
            raise InputError("--resume goes on from what was kept, and --no-cache keeps nothing; leave one out")
        if self.resume and cache_folder() == NOWHERE:
            raise InputError("--resume goes on from what was kept, and LEGALCHECK_CACHE=off keeps nothing")


@contextmanager
def bench_for(judging: dict[str, Any], running: Running, paths: Sequence[str], most: int | None) -> "Iterator[Bench]":
    """Have what judges ready for a call on some paths, in which no more than ``most`` processes find work."""
    from legalcheck.batching.bench import Bench  # noqa: PLC0415 - a start that judges nothing goes without
    from legalcheck.cli.judging import engine_for, opened_checker  # noqa: PLC0415

    size = running.jobs if most is None else max(1, min(running.jobs, most))
    with ExitStack() as begun:
        engine = begun.enter_context(engine_for(judging["engine"])) if size == 1 else "reference"
        checker = opened_checker({**judging, "engine": engine})
        judging = {**judging, "as_of": checker.as_of}
        kept = _kept(judging, running, paths, checker)
        if size == 1:
            bench = Bench(checker, kept)
        else:
            from legalcheck.batching.crew import Crew  # noqa: PLC0415

            crew = begun.enter_context(Crew(WORKER, Setup(judging, checker.book.digest, kept), size))
            bench = Bench(checker, kept, crew, size)
        yield bench


def _kept(judging: dict[str, Any], running: Running, paths: Sequence[str], checker: "Checker") -> "Kept":
    """Return where results are kept: nothing of what a person or a language model said is, but for going on."""
    from legalcheck.batching.kept import Kept, basis_of  # noqa: PLC0415

    if running.no_cache or judging["ask"] or judging["supposed"] or cache_folder() == NOWHERE:
        return Kept()
    options = sorted((name, value) for name, value in judging.items() if name not in _WITHOUT_EFFECT)
    basis = basis_of(checker.book.digest, repr(options))
    return Kept(
        basis,
        None if "llm" in judging["nominate"] else cache_folder() / "results",
        cache_folder() / "runs" / digest_of(basis, os.getcwd(), *paths) if running.resume else None,
    )


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
