"""One run of a fuzzer: as many inputs as the time allows, counted; what breaks a promise, made small."""

import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity

from fuzz.minimise import minimised
from fuzz.target import Input, Target, general

ROUND = 250
"""Inputs that are drawn from one seed before the next."""
SLOW = 10.0
"""Seconds of CPU time after which an input counts as a find of its own: no input is worth that long."""


@dataclass(frozen=True)
class Find:
    """An input that broke a promise, as small as it would get, and what happened."""

    target: str
    kind: str
    what: str
    given: Input


@dataclass
class Tally:
    """What a run came to."""

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    finds: list[Find] = field(default_factory=list)


class Slow(AssertionError):
    """An input took too long."""


def run(target: Target, seconds: float, seed: int, told: Callable[[Find], None], clock: Callable[[], float]) -> Tally:
    """Try inputs until the time is up; ``told`` hears of each find as it is made."""
    tally = Tally()
    end = clock() + seconds
    known: set[str] = set()
    while clock() < end:
        find = _round(target, seed, tally, known, lambda: clock() >= end)
        seed += 1
        if find is not None:
            tally.finds.append(find)
            told(find)
    return tally


def _round(target: Target, seed: int, tally: Tally, known: set[str], over: Callable[[], bool]) -> Find | None:
    """Draw inputs from one seed; the first that breaks a promise in a new way is made small and returned."""
    found: list[tuple[Input, Exception]] = []

    def one(given: Input) -> None:
        if over() and not found:
            return
        tally.inputs += 1
        try:
            tally.outcomes[_timed(target, given)] += 1
        except Exception as error:
            if signature(error) not in known:
                found[:] = [(given, error)]
                raise

    try:
        _drawn(seed)(hypothesis.given(target.inputs())(one))()
    except Exception:
        if not found:
            raise
        given, error = found[0]
        known.add(signature(error))
        if _kind(error) != "slow":
            given = minimised(given, lambda smaller: _breaks(target, smaller, signature(error)))
        return Find(target.name, _kind(error), f"{type(error).__name__}: {error}"[:500], given)
    return None


def _breaks(target: Target, given: Input, wanted: str) -> bool:
    """Say whether an input breaks the same promise."""
    try:
        target.check(given)
    except Exception as error:
        return signature(error) == wanted
    return False


def _drawn(seed: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Return what runs a test on the inputs that Hypothesis draws from a seed, and on no others."""
    settings = hypothesis.settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate,),  # pieces of the seeds are what is to shrink, and Hypothesis does not know them
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
    )
    return lambda test: hypothesis.seed(seed)(settings(test))


def _timed(target: Target, given: Input) -> str:
    begin = time.process_time()
    outcome = target.check(given)
    if time.process_time() - begin > SLOW:
        raise Slow("an input took too long")
    return outcome


def _kind(error: Exception) -> str:
    return {"Broken": "promise", "Slow": "slow"}.get(type(error).__name__, "crash")


def signature(error: Exception) -> str:
    """Return what makes two finds the same: the kind of error, its sentence, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f"{Path(last.filename).name}:{last.name}" if last else ""
    return f"{type(error).__name__} {general(str(error))} {where}"
