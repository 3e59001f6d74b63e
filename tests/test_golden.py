"""Reports are what they were: reviewed once, compared ever after."""

import difflib
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.rulebook.load import Rulebook
from tests.accept import EXPECTED, GOLDEN, GOLDEN_CALLS, compact, expected_file, golden_report, plans
from tests.factory import DAY


def difference(path: Path, now: str) -> str:
    """Return a readable diff between a reviewed file and what is said now; empty if they agree."""
    if not path.is_file():
        return f"{path} is missing: write it with 'python -m tests.accept', review it and commit it"
    lines = path.read_text(encoding="utf-8").splitlines(), now.splitlines()
    return "\n".join(difflib.unified_diff(*lines, fromfile=f"reviewed {path.name}", tofile="now", lineterm="", n=1))


@pytest.mark.parametrize("name", sorted(GOLDEN_CALLS))
def test_reports_on_the_small_world_are_as_reviewed(name: str, tmp_path: Path) -> None:
    """The words, their order and their layout change only on purpose."""
    changed = difference(GOLDEN / name, golden_report(name, tmp_path))
    assert not changed, f"\n{changed}"


@pytest.fixture(scope="module")
def checker(law: Rulebook, loaded_reader: object) -> Checker:
    """The shipped law on the day of the reviewed verdicts."""
    made = Checker(law, DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("legalcheck.reading.Reader", lambda _, **__: loaded_reader)
        assert made.reader is loaded_reader
    return made


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: str(plan.name))
def test_verdicts_on_real_plans_are_as_reviewed(plan: Path, checker: Checker) -> None:
    """Verdicts and rules on the restated plans, read from text and confirmed by hand, change only on purpose."""
    changed = difference(expected_file(plan), compact(checker.check_plan(open_plan(plan, checker.book))))
    assert not changed, f"\n{changed}"


def test_there_are_five_real_plans_and_no_stale_verdicts() -> None:
    """At least five plans stand as text, one as structured YAML; each reviewed file belongs to a plan."""
    assert len([plan for plan in plans() if plan.suffix == ".md"]) >= 5
    assert [plan for plan in plans() if plan.suffix == ".yaml"]
    assert {path.name for path in EXPECTED.glob("*.txt")} <= {expected_file(plan).name for plan in plans()}


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: str(plan.name))
def test_real_plans_say_where_they_come_from(plan: Path) -> None:
    """Each restated plan has its title, date and public source, and every clause a number of its own."""
    opened = open_plan(plan)
    assert opened.title != plan.stem
    assert opened.date
    assert opened.source
    assert "http" in opened.source or "S/RES" in opened.source


@pytest.mark.parametrize("plan", [p for p in plans() if p.suffix == ".yaml"], ids=lambda plan: str(plan.name))
def test_structured_plans_tell_the_same_clauses_as_their_text(plan: Path) -> None:
    """A plan given twice, as text and with confirmed measures, has the same clauses with the same numbers and words."""
    structured, text = open_plan(plan), open_plan(plan.with_suffix(".md"))
    assert [c.number for c in structured.clauses] == [c.number for c in text.clauses]
    for one, other in zip(structured.clauses, text.clauses, strict=True):
        assert " ".join(one.text.split()) == " ".join(other.text.split())
        assert one.measures is not None
