"""What was read can be written down, corrected and judged again: nothing is lost on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote, Span, digest_of
from legalcheck.report.plan import as_plan_yaml
from legalcheck.rereading import read_plan
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.judging import small_world
from tests.plans import LEAVE, plan_of

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
        assert one.pop("span")
        assert other.pop("span") is None
        assert one == other


def test_what_was_read_stays_what_the_program_says(run: Run, small: Folder, tmp_path: Path) -> None:
    """Nobody has confirmed what was only read: a measure keeps its status on paper and in the verdict on the paper."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text("1. Northland will leave the League.\n2. It may leave.\n", encoding="utf-8")
    run("read", text, "--rules", small.path, "-o", written)
    statuses = [
        measure["status"] for clause in result(run, small, written)["clauses"] for measure in clause["measures"]
    ]
    assert statuses == ["asserted", "possible"]


def test_a_measure_without_a_status_is_confirmed(run: Run, small: Folder, tmp_path: Path) -> None:
    """What a person writes down is theirs."""
    written = plan_of(tmp_path, LEAVE)
    (clause,) = result(run, small, written)["clauses"]
    assert [measure["status"] for measure in clause["measures"]] == ["confirmed"]


def test_the_status_is_the_same_too(run: Run, small: Folder, tmp_path: Path) -> None:
    """A plan of nominated measures and of clauses that were not understood stays unsettled when it is written down."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text("1. It may leave.\n2. The weather will be fine.\n", encoding="utf-8")
    run("read", text, "--rules", small.path, "-o", written)
    options = ("--rules", small.path, "--as-of", DAY, "--fail-on", "amendment")
    assert run("batch", text, *options).status == run("batch", written, *options).status == 3


def test_what_is_written_names_what_a_person_may_correct(run: Run, small: Folder, tmp_path: Path) -> None:
    """The written plan says how far each measure was read, and keeps the words behind it."""
    text = tmp_path / "plan.md"
    text.write_text("1. Northland will leave the League.\n2. It may leave.\n", encoding="utf-8")
    shown = run("read", text, "--rules", small.path).out
    assert shown.startswith("# What was understood.")
    assert "status: asserted" in shown
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
KINDS = st.sampled_from(sorted(WORLD.vocabulary.kinds))
EVIDENCE = st.builds(
    Evidence, role=ANY_TEXT, start=st.integers(0, 99), end=st.integers(0, 99), text=st.text(max_size=9)
)
EVIDENCE_LISTS = st.lists(EVIDENCE, max_size=2).map(tuple)
MEASURES = st.builds(
    Measure,
    kind=KINDS,
    performer=PARTIES,
    beneficiary=PARTIES,
    organisation=PARTIES,
    territory=st.lists(st.sampled_from(WORLD.vocabulary.territories), unique=True, max_size=2).map(tuple),
    mode=st.sampled_from(["de_jure", "de_facto", "control_only", "unspecified"]),
    polarity=st.sampled_from(["affirmed", "negated"]),
    force=st.sampled_from(["obligation", "permission", "declaration", "aim", "report"]),
    condition=st.sampled_from(["none", "condition", "consequence_of_breach", "revocation"]),
    instrument=st.sampled_from(["treaty", "statute", "unspecified"]),
    about=st.none() | KINDS,
    number=st.none() | st.integers(0, 10**7),
    deadline=st.none() | ANY_TEXT,
    within_days=st.none() | st.integers(0, 10**4),
    time_bound=st.sampled_from(["yes", "no", "unspecified"]),
    third_party_review=st.sampled_from(["none", "court", "unspecified"]),
    status=st.sampled_from(["asserted", "possible", "confirmed"]),
    evidence=EVIDENCE_LISTS,
)


def named(measures: list[Measure]) -> tuple[Measure, ...]:
    """Give measures ids of their own."""
    return tuple(measure.model_copy(update={"id": f"m{at}"}) for at, measure in enumerate(measures, 1))


SOME_MEASURES = st.lists(MEASURES, max_size=2).map(named)
SPANS = st.builds(Span, line=st.integers(1, 99), start=st.integers(0, 99), end=st.integers(0, 99))
NOTES = st.builds(
    ReadingNote, start=st.integers(0, 9), end=st.integers(0, 9), text=st.text(max_size=9), message=ANY_TEXT
)
CLAUSES = st.builds(
    Clause,
    number=ANY_TEXT,
    text=ANY_TEXT,
    language=st.none() | st.sampled_from(["en", "uk", "ru"]),
    context=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    measures=st.none() | SOME_MEASURES,
    refused=SOME_MEASURES,
    left_open=st.lists(st.sampled_from(["m1.performer", "m2.territory"]), max_size=2).map(tuple),
    reasons=st.dictionaries(st.sampled_from(["m1", "m2"]), ANY_TEXT, max_size=2),
    notes=st.lists(NOTES, max_size=2).map(tuple),
    read_of=st.none() | ANY_TEXT.map(digest_of),
    span=st.none() | SPANS,
)
PLANS = st.builds(
    Plan,
    title=ANY_TEXT,
    date=st.none() | st.dates().map(str),
    source=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    assumptions=st.dictionaries(st.sampled_from(["emergency", "harvest"]), st.sampled_from(["yes", "no"])),
    clauses=st.lists(CLAUSES, min_size=1, max_size=3, unique_by=lambda clause: clause.number).map(tuple),
)


@given(plan=PLANS)
def test_any_structured_plan_survives_being_written_down(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    """Whatever a plan holds comes back as it was: every part of every measure, what was refused, what was left open."""
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_bytes(as_plan_yaml(plan).encode("utf-8"))
    again = open_plan(path)
    assert again.model_copy(update={"path": plan.path}) == plan


@given(plan=PLANS)
def test_reading_a_plan_that_is_read_changes_nothing(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    """A structured plan whose texts are those that were read goes through 'read' as it is; nothing is read again."""
    settled = [clause.measures if clause.measures is not None else () for clause in plan.clauses]
    clauses = tuple(
        clause.model_copy(update={"measures": measures, "read_of": digest_of(clause.text, clause.context)})
        for clause, measures in zip(plan.clauses, settled, strict=True)
    )
    plan = plan.model_copy(update={"clauses": clauses})
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("legalcheck.checking.Checker.reader")
        assert read_plan(plan, Checker(WORLD, DAY, engine="reference")) == plan
