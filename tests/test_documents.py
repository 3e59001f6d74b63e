"""Documents become the same clauses as text: numbers computed, tracked changes resolved, nothing lost, nothing run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from legalcheck.documents.files import open_plan
from legalcheck.documents.readers import paragraphs_of
from legalcheck.model.plan import Clause
from tests.conftest import ROOT
from tests.documents import odt_plan, word_plan

PLANS = sorted(path for path in (ROOT / "cases" / "plans").glob("*.md") if path.stem != "README")
WRITERS = {
    "docx": lambda text: word_plan(text, computed=True),
    "docx typed": lambda text: word_plan(text, computed=False),
    "odt": lambda text: odt_plan(text, computed=True),
    "odt typed": lambda text: odt_plan(text, computed=False),
}


def told(clauses: tuple[Clause, ...]) -> list[tuple[str, str, str]]:
    """Return what a clause is, wherever it stands."""
    return [(clause.number, clause.text, clause.context) for clause in clauses]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.stem))
def test_a_plan_has_the_same_clauses_in_every_format(plan: Path, writer: str, tmp_path: Path) -> None:
    """Numbers, words and introductions are those of the text, whether a word processor counted or a person."""
    path = tmp_path / f"plan.{writer.split()[0]}"
    path.write_bytes(WRITERS[writer](plan.read_text(encoding="utf-8")))
    opened, text = open_plan(path), open_plan(plan)
    assert told(opened.clauses) == told(text.clauses)
    assert opened.title == text.title
