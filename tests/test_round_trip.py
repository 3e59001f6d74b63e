"""What was read can be written down, corrected and judged again: nothing is lost on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents.files import open_plan
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.reading.records import Reading
from legalcheck.report.plan import as_plan_yaml
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.judging import small_world

pytestmark = pytest.mark.usefixtures("plain_reader")

PLAN = """\
---
title: "A plan: yes"
date: 2026-01-10
source: nowhere
assumptions: {harvest: no}
---

Northland shall hold a vote.

1. Northland:
   a. will leave the League;
   b. shall hold a vote in 2027.
2. It may leave.
3. The weather will be fine.
4. Eastland accepts that Valley is Southland's: "yes", # no comment.
1.10. Eastland will pay.
"""


def result(run: Run, small: Folder, path: Path, form: str = "json") -> dict[str, Any]:
    """Judge a plan and return its result."""
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", form)
    assert outcome.errors == ""
    data = json.loads(outcome.out)
    assert isinstance(data, dict)
    return data


def test_what_was_read_is_judged_as_the_text_was(run: Run, small: Folder, tmp_path: Path) -> None:
    """Reading a plan, writing it down and judging what was written gives the verdicts of the text, clause by clause."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text(PLAN, encoding="utf-8")
    assert run("read", text, "--rules", small.path, "-o", written).status == 0
    before, after = result(run, small, text), result(run, small, written)
    assert before["assumptions"] == after["assumptions"]
    assert len(before["clauses"]) == len(after["clauses"]) == 8
    for one, other in zip(before["clauses"], after["clauses"], strict=True):
        for part in (
            "number",
            "text",
            "context",
            "language",
            "verdict",
            "possible_verdict",
            "forums",
            "findings",
            "unknowns",
        ):
            assert one[part] == other[part], (one["number"], part)
        firm = [
            {**measure, "status": measure["status"].replace("asserted", "confirmed")} for measure in one["measures"]
        ]
        assert firm == other["measures"]


def test_the_status_is_the_same_too(run: Run, small: Folder, tmp_path: Path) -> None:
    """A plan of nominated measures and of clauses that were not understood stays unsettled when it is written down."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text("1. It may leave.\n2. The weather will be fine.\n", encoding="utf-8")
    run("read", text, "--rules", small.path, "-o", written)
    options = ("--rules", small.path, "--as-of", DAY, "--fail-on", "amendment")
    assert run("batch", text, *options).status == run("batch", written, *options).status == 3


def test_what_is_written_names_what_a_person_may_correct(run: Run, small: Folder, tmp_path: Path) -> None:
    """The written plan says what is confirmed, keeps the words behind each measure, and fits on reading eyes."""
    text = tmp_path / "plan.md"
    text.write_text("1. Northland will leave the League.\n2. It may leave.\n", encoding="utf-8")
    shown = run("read", text, "--rules", small.path).out
    assert shown.startswith("# What was understood.")
    assert "status: confirmed" in shown
    assert "status: possible" in shown
    assert "text: leave the League" in shown


def test_a_correction_changes_the_verdict(run: Run, small: Folder, tmp_path: Path) -> None:
    """A person who confirms a nominated measure gets the verdict on it."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text("1. It may leave.\n", encoding="utf-8")
    run("read", text, "--rules", small.path, "-o", written)
    corrected = written.read_text(encoding="utf-8").replace("status: possible", "status: confirmed")
    written.write_text(corrected, encoding="utf-8")
    assert result(run, small, written)["plan"]["verdict"] == "amendment"


WORLD = small_world()
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text.strip() != ""
)
PARTIES = st.lists(st.sampled_from(sorted(WORLD.parties)), unique=True, max_size=2).map(tuple)
MEASURES = st.builds(
    Measure,
    kind=st.sampled_from(sorted(WORLD.vocabulary.kinds)),
    performer=PARTIES,
    beneficiary=PARTIES,
    organisation=PARTIES,
    territory=st.lists(st.sampled_from(WORLD.vocabulary.territories), unique=True, max_size=2).map(tuple),
    mode=st.sampled_from(["de_jure", "de_facto", "control_only", "unspecified"]),
    polarity=st.sampled_from(["affirmed", "negated"]),
    force=st.sampled_from(["obligation", "permission", "declaration", "aim", "report"]),
    condition=st.sampled_from(["none", "condition", "consequence_of_breach", "revocation"]),
    number=st.none() | st.integers(0, 10**7),
    deadline=st.none() | ANY_TEXT,
    time_bound=st.sampled_from(["yes", "no", "unspecified"]),
    status=st.sampled_from(["asserted", "possible", "confirmed"]),
)


@st.composite
def read_plans(draw: st.DrawFn) -> tuple[Plan, list[Reading]]:
    """A plan of any words, and any readings of its clauses."""
    texts = draw(st.lists(ANY_TEXT, min_size=1, max_size=3))
    clauses = tuple(Clause(number=draw(ANY_TEXT) + str(at), text=text) for at, text in enumerate(texts))
    found = [draw(st.lists(MEASURES, max_size=2)) for _ in texts]
    readings = [
        Reading(language="en", measures=tuple(m.model_copy(update={"id": f"m{i}"}) for i, m in enumerate(measures, 1)))
        for measures in found
    ]
    return Plan(title=draw(ANY_TEXT), source=draw(ANY_TEXT), clauses=clauses), readings


@given(drawn=read_plans())
def test_any_reading_survives_being_written_down(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Plan, list[Reading]]
) -> None:
    """Whatever the words and the measures, what is written comes back as it was, possible measures as possible."""
    plan, readings = drawn
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_bytes(as_plan_yaml(plan, readings).encode("utf-8"))
    again = open_plan(path)
    assert (again.title, again.source) == (plan.title, plan.source)
    for before, reading, after in zip(plan.clauses, readings, again.clauses, strict=True):
        assert (after.number, after.text) == (before.number, before.text)
        assert after.measures == (
            tuple(
                m.model_copy(update={"status": "possible" if m.status == "possible" else "confirmed"})
                for m in reading.measures
            )
            or None
        )
