"""One plan judged by the law of three days: the same text, three results, each explained in cases/dated/README.md."""

import os
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.rulebook.opening import open_rulebook
from tests.accept import PLANS, ROOT, compact

DATED = ROOT / "cases" / "dated"
PLAN = PLANS / "minsk-ii-2015-02.yaml"
DAYS = ("2015-03-01", "2019-06-01", "2026-01-15")


def expected(day: str) -> Path:
    """Return where the reviewed verdicts of a day stand."""
    return DATED / f"minsk-ii-on-{day}.txt"


@pytest.mark.parametrize("day", DAYS)
def test_the_law_of_the_day_judges(day: str) -> None:
    """Verdicts of a past day do not move when the law or the facts of later days are written down."""
    book = open_rulebook(None)
    said = compact(Checker(book, day).check_plan(open_plan(PLAN, book)))
    if os.environ.get("LEGALCHECK_ACCEPT"):
        expected(day).write_text(said, encoding="utf-8")
    assert said.splitlines() == expected(day).read_text(encoding="utf-8").splitlines()


def test_three_days_give_three_results() -> None:
    """What is open in 2015 is shut in 2026, and each day has findings of its own."""
    texts = [expected(day).read_text(encoding="utf-8").split("\n", 1)[1] for day in DAYS]
    assert len(set(texts)) == len(DAYS)
    plans = [text.strip().splitlines()[-1] for text in texts]
    assert "ukraine amendment" in plans[0]
    assert "ukraine amendment" in plans[1]
    assert "ukraine closed" in plans[2]
