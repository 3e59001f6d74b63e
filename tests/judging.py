"""Short ways to judge confirmed measures in tests."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause
from legalcheck.model.result import ClauseResult
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import DAY, write_rulebook


@cache
def small_world() -> Rulebook:
    """Return the rulebook of the small world, for tests whose arguments are drawn."""
    with TemporaryDirectory() as folder:
        return open_rulebook(write_rulebook(Path(folder)).path)


def judged(
    book: Rulebook, *measures: Mapping[str, object], day: str = DAY, assume: Mapping[str, str] | None = None
) -> ClauseResult:
    """Judge one clause of confirmed measures by bit masks alone; tests/test_engines.py ties these to the engine."""
    checker = Checker(book, day, assume, engine="reference")
    clause = Clause.model_validate({"number": "1", "measures": [dict(measure) for measure in measures]})
    return next(checker.check([clause]))


def certain(result: ClauseResult) -> set[str]:
    """Return the ids of the rules that certainly apply."""
    return {finding.rule for finding in result.findings if finding.certainty == "certain"}


def possible(result: ClauseResult) -> set[str]:
    """Return the ids of the rules that may apply."""
    return {finding.rule for finding in result.findings if finding.certainty == "possible"}


def gravity(verdict: str) -> int:
    """Return how grave a verdict is: 0 for clear, 7 for barred."""
    return len(LEVELS) - LEVELS.index(verdict) if verdict in LEVELS else 0
