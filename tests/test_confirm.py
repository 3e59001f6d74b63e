"""A person settles what the program only guessed: asked once, taken back at will, saved whole, gone on with later."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Plan
from legalcheck.report.plan import as_plan_yaml
from legalcheck.reviewing import Review
from legalcheck.rulebook.load import Rulebook
from tests.conftest import Outcome, Run
from tests.factory import DAY, Folder
from tests.judging import small_world
from tests.plans import clause, measure
from tests.processes import environment

pytestmark = pytest.mark.usefixtures("plain_reader")

TEXT = """\
1. It may leave.
2. Northland will leave the League.
3. Perhaps it may leave, and Eastland accepts that Valley is Southland's.
4. It may leave soon.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three guesses and two readings."""
    path = tmp_path / "plan.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def confirm(run: Run, small: Folder, path: Path, *keys: str, output: Path | None = None) -> Outcome:
    """Answer with lines from a pipe, which then ends."""
    options = ["-o", output] if output else []
    answers = "".join(f"{key}\n" for key in keys).encode()
    return run("read", path, "--confirm", "--rules", small.path, *options, stdin=answers)


def measures(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the kinds and statuses of a saved plan by clause."""
    return {c.number: [(m.kind, m.status) for m in c.measures or ()] for c in open_plan(path).clauses}


def verdicts(run: Run, small: Folder, path: Path) -> list[str]:
    """Return the verdicts on the clauses of a plan."""
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json")
    return [clause["verdict"] for clause in json.loads(outcome.out)["clauses"]]


def asked(outcome: Outcome) -> list[str]:
    """Return the progress lines, in order."""
    return re.findall(r"^(\d+ of \d+) -", outcome.out, re.MULTILINE)


def test_each_guess_is_asked_about_once_and_judged_as_answered(
    run: Run, small: Folder, plan: Path, tmp_path: Path
) -> None:
    """Yes makes a guess count, no takes it out and keeps a record; what was asserted is not asked about."""
    outcome = confirm(run, small, plan, "y", "n", "y")
    saved = tmp_path / "plan.yaml"
    assert (outcome.status, outcome.errors) == (0, "")
    assert asked(outcome) == ["1 of 3", "2 of 3", "3 of 3"]
    assert "3 answered, 0 left" in outcome.out
    assert measures(saved) == {
        "1": [("leave_league", "confirmed")],
        "2": [("leave_league", "asserted")],
        "3": [("recognise_rule", "asserted")],
        "4": [("leave_league", "confirmed")],
    }
    assert [m.kind for m in open_plan(saved).clauses[2].refused] == ["leave_league"]
    assert verdicts(run, small, saved) == ["amendment", "amendment", "barred", "amendment"]


def test_a_question_shows_the_clause_its_words_and_what_the_kind_means(run: Run, small: Folder, plan: Path) -> None:
    """Nobody has to look anything up: the words are marked, the kind is told in the words of the vocabulary."""
    out = confirm(run, small, plan).out
    assert "  It may leave.\n     ^^^^^^^^^ m1 kind\n" in out
    assert "leave_league: a state gives up the League" in out
    assert "clause 1\n" in out


def test_the_end_of_the_input_saves_and_a_second_call_goes_on(
    run: Run, small: Folder, plan: Path, tmp_path: Path
) -> None:
    """Who stops half-way finds the answers again and is asked the rest only."""
    saved = tmp_path / "plan.yaml"
    assert "1 answered, 2 left" in confirm(run, small, plan, "n").out
    second = confirm(run, small, saved, "y", "q")
    assert asked(second)[0] == "1 of 2"
    assert "clause 3" in second.out
    third = confirm(run, small, saved, "s")
    assert asked(third) == ["1 of 1"]
    assert "0 answered, 1 left" in third.out
    assert confirm(run, small, saved, "y").status == 0
    before = saved.read_bytes()
    last = confirm(run, small, saved)
    assert "nothing to ask" in last.out
    assert saved.read_bytes() == before


def test_undo_goes_back_any_number_of_answers(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """Mistakes can be taken back up to the first; further back there is nothing."""
    outcome = confirm(run, small, plan, "y", "n", "s", "u", "u", "u", "u", "n", "q")
    assert "There is nothing to undo." in outcome.out
    assert measures(tmp_path / "plan.yaml")["1"] == []
    assert [len(c.refused) for c in open_plan(tmp_path / "plan.yaml").clauses] == [1, 0, 0, 0]


def test_an_unknown_key_changes_nothing(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """A slip of the finger is told and asked again."""
    outcome = confirm(run, small, plan, "x", "", "yy", "YES")
    assert outcome.out.count("Press one of y, n, s, e, u, q.") == 3
    assert measures(tmp_path / "plan.yaml")["1"] == [("leave_league", "confirmed")]


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """A plan whose measure names nobody, though the law asks who it is."""
    path = tmp_path / "silent.yaml"
    text = "Somebody will pay."
    paid = measure(text, {"kind": "pay"}, kind="pay")
    path.write_text(as_plan_yaml(Plan(clauses=(clause("1", text, paid),))), encoding="utf-8")
    return path


@pytest.mark.parametrize("answer", ["3", "eastland", "EASTLAND"])
def test_an_open_role_is_asked_for_and_filled_by_number_or_id(
    run: Run, small: Folder, silent: Path, answer: str
) -> None:
    """Whose act it is changes the verdict: the person says it, and the plan is judged so without reading."""
    outcome = confirm(run, small, silent, "e", "nobody I know", answer)
    assert "It names no performer" in outcome.out
    assert "'nobody' is not in the list." in outcome.out
    (paid,) = open_plan(silent).clauses[0].measures or ()
    assert (paid.performer, paid.status) == (("eastland",), "confirmed")
    assert verdicts(run, small, silent) == ["consent"]
    assert "nothing to ask" in confirm(run, small, silent).out


def test_a_role_left_open_is_not_asked_for_again(run: Run, small: Folder, silent: Path) -> None:
    """Some clauses do leave it open; once said, that is settled, and the law still weighs every answer."""
    confirm(run, small, silent, "y")
    assert open_plan(silent).clauses[0].left_open == ("m1.performer",)
    assert "nothing to ask" in confirm(run, small, silent).out


def test_a_guess_can_be_corrected_before_it_is_confirmed(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """The kind is right and a role is wrong: the role is edited, then the whole confirmed."""
    confirm(run, small, plan, "e", "beneficiary", "southland, 3", "y", "q")
    (leaving,) = open_plan(tmp_path / "plan.yaml").clauses[0].measures or ()
    assert (leaving.beneficiary, leaving.status) == (("southland", "eastland"), "confirmed")


def test_going_back_from_the_list_leaves_the_question(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """Enter leaves a list without an answer."""
    confirm(run, small, plan, "e", "", "e", "1", "", "q")
    assert measures(tmp_path / "plan.yaml")["1"] == [("leave_league", "possible")]


def test_roles_that_cannot_matter_are_not_asked_for(law: Rulebook) -> None:
    """Only what could make a verdict graver is asked: not where votes are held, but whose money goes where."""
    checker = Checker(law, "2026-01-15", engine="reference")
    assert checker.silences(Measure(kind="hold_elections")) == ()
    assert checker.silences(Measure(kind="cease_fire")) == ()
    assert checker.silences(Measure(kind="pay_for_guarantee")) == ("performer",)
    assert checker.silences(Measure(kind="recognise_sovereignty")) == ("beneficiary", "territory")


def test_changed_words_are_read_again_and_asked_about(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """What was confirmed of other words comes back as a question, with the reason."""
    saved = tmp_path / "plan.yaml"
    confirm(run, small, plan, "y", "n", "y")
    saved.write_text(saved.read_text(encoding="utf-8").replace("text: It may leave.", "text: It rains."))
    outcome = confirm(run, small, saved, "n")
    assert asked(outcome) == ["1 of 1"]
    assert "not asserted: it was confirmed before the text was changed" in " ".join(outcome.out.split())
    assert measures(saved)["1"] == []
    assert measures(saved)["4"] == [("leave_league", "confirmed")]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("-", "--confirm"), "takes the answers from standard input"),
        (("--text", "It may leave.", "--confirm"), "takes the answers from standard input"),
        (("plan.md", "--confirm", "-o", "plan.json"), "ends in .yaml"),
        (("plan.md", "--confirm", "--show"), "exclude each other"),
    ],
)
def test_calls_that_cannot_work_are_refused(
    run: Run, small: Folder, plan: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], said: str
) -> None:
    """One sentence, status 2, nothing written."""
    monkeypatch.chdir(plan.parent)
    outcome = run("read", *call, "--rules", small.path)
    assert (outcome.status, outcome.raw) == (2, b"")
    assert said in outcome.errors
    assert [path.name for path in plan.parent.iterdir() if path.is_file()] == ["plan.md"]


def test_answers_are_never_written_over(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """Reading the text once more into the file that holds the answers is refused, however it is asked for."""
    saved = tmp_path / "plan.yaml"
    confirm(run, small, plan, "y")
    before = saved.read_bytes()
    again = confirm(run, small, plan, "n"), confirm(run, small, plan, "n", output=saved)
    plainly = run("read", plan, "-o", saved, "--rules", small.path)
    for outcome in (*again, plainly):
        assert outcome.status == 2
        assert f"legalcheck read {saved} --confirm" in outcome.errors
    assert saved.read_bytes() == before


def test_a_confirmed_plan_is_judged_without_a_parser(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """Judging what a person settled loads no language model."""
    confirm(run, small, plan, "y", "n", "n")
    script = (
        "import sys; from legalcheck.cli import main\ntry: main()\nexcept SystemExit: print('spacy' in sys.modules)"
    )
    call = [sys.executable, "-c", script, "batch", str(tmp_path / "plan.yaml"), "--rules", str(small.path)]
    done = subprocess.run(call, capture_output=True, check=True, env=environment())
    assert done.stdout.decode().splitlines()[-1] == "False"


def test_a_terminal_needs_one_key_an_answer(small: Folder, plan: Path, tmp_path: Path) -> None:
    """At a terminal no Enter is needed, and q saves; Ctrl-C saves too."""
    saved = tmp_path / "plan.yaml"
    text = "Somebody will pay. It may leave."
    found = measure(text, {"kind": "may leave"}, kind="leave_league", status="possible")
    Path(saved).write_text(as_plan_yaml(Plan(clauses=(clause("1", text, found), clause("2", text, found)))))
    call = [sys.executable, "-m", "legalcheck", "read", str(saved), "--confirm", "--rules", str(small.path)]
    for key, status in ((b"y", 0), (b"\x03", 130)):
        ours, theirs = pty.openpty()
        running = subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm"))
        try:
            os.close(theirs)
            _until(ours, b"> ")
            os.write(ours, key)
            if status == 0:
                _until(ours, b"> ")
                os.write(ours, b"q")
            said = _until(ours, b"legalcheck batch")
            assert running.wait(30) == status
        finally:
            running.kill()
            running.wait()
            os.close(ours)
        assert b" left." in said
    assert measures(saved) == {"1": [("leave_league", "confirmed")], "2": [("leave_league", "possible")]}


def _until(terminal: int, wanted: bytes) -> bytes:
    """Read from a terminal until it shows something."""
    shown = b""
    while wanted not in shown:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, shown
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    assert wanted in shown
    time.sleep(0.3)  # until the terminal is ready for single keys
    return shown


WORLD = small_world()
GUESS = "It may leave."
READ = Plan(
    clauses=tuple(
        clause(
            str(at),
            GUESS,
            measure(GUESS, {"kind": "leave"}, kind="leave_league", status="possible"),
            measure(GUESS, {}, kind="pay", status=status),
        )
        for at, status in enumerate(("asserted", "possible", "confirmed"), 1)
    )
)
ANSWERS = st.lists(st.sampled_from(["confirm", "refuse", "skip", "fill", "undo"]), max_size=12)


def review_of(plan: Plan) -> Review:
    """Return the review of a plan by the law of the small world."""
    return Review(plan, Checker(WORLD, DAY, engine="reference").silences)


def answer(review: Review, answers: list[str]) -> None:
    """Give answers as long as there are questions."""
    for one in answers:
        question = review.question
        if one == "undo":
            review.undo()
        elif question is not None and one == "fill":
            review.fill(question, question.role or "territory", ("northland",) if question.role else ("valley",))
        elif question is not None:
            getattr(review, "confirm" if question.role and one == "refuse" else one)(question)


@given(answers=ANSWERS)
def test_undo_undoes_everything(answers: list[str]) -> None:
    """Whatever was answered, going back far enough gives the plan as it was read."""
    review = review_of(READ)
    answer(review, answers)
    while review.undo():
        pass
    assert review.plan == READ
    assert review.answered == 0


@given(answers=ANSWERS)
def test_a_saved_review_goes_on_where_it_stopped(tmp_path_factory: pytest.TempPathFactory, answers: list[str]) -> None:
    """Saved and opened at any point, a plan asks what is left, with what was put off, and nothing else."""
    review = review_of(READ)
    answer(review, answers)
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(as_plan_yaml(review.plan), encoding="utf-8")
    again = review_of(open_plan(path))
    assert again.left == review.left + review.skipped
    assert [c.measures for c in again.plan.clauses] == [c.measures for c in review.plan.clauses]


@given(answers=ANSWERS)
def test_no_measure_is_lost(answers: list[str]) -> None:
    """Every measure that was read is still there, kept or refused."""

    def kinds(plan: Plan) -> list[Any]:
        return [sorted(m.id for m in (*(c.measures or ()), *c.refused)) for c in plan.clauses]

    review = review_of(READ)
    answer(review, answers)
    assert kinds(review.plan) == kinds(READ)
