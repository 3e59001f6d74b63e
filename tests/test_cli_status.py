"""What the program's exit status promises to scripts."""

import json
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.inference import judge
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.plans import (
    EASTLAND_PAYS,
    LEAVE,
    NOMINATED,
    PAY,
    RECOGNISE,
    SMALL,
    TALK,
    VOTE,
    plan_of,
)

pytestmark = pytest.mark.usefixtures("plain_reader")

STATUSES = [
    pytest.param([TALK], [], 0, id="clear"),
    pytest.param([LEAVE, TALK], [], 0, id="below-the-level"),
    pytest.param([TALK, RECOGNISE], [], 1, id="barred"),
    pytest.param([LEAVE], ["--fail-on", "amendment"], 1, id="at-the-level"),
    pytest.param([LEAVE], ["--fail-on", "notice"], 1, id="above-the-level"),
    pytest.param([LEAVE], ["--fail-on", "closed"], 0, id="under-the-level"),
    pytest.param([PAY], ["--fail-on", "consent"], 3, id="unknown-performer-could-take-it-there"),
    pytest.param([PAY], ["--fail-on", "approval"], 0, id="unknown-could-not-take-it-there"),
    pytest.param([EASTLAND_PAYS], ["--fail-on", "consent"], 1, id="named-performer-takes-it-there"),
    pytest.param([VOTE], ["--fail-on", "closed", "--as-of", "2026-03-05"], 3, id="unknown-fact-could-take-it-there"),
    pytest.param(
        [VOTE], ["--fail-on", "closed", "--as-of", "2026-03-05", "--assume", "emergency=no"], 0, id="assumed-away"
    ),
    pytest.param(
        [VOTE], ["--fail-on", "closed", "--as-of", "2026-03-05", "--assume", "emergency=yes"], 1, id="assumed"
    ),
    pytest.param([NOMINATED], ["--fail-on", "amendment"], 3, id="nominated-measure-could-take-it-there"),
    pytest.param([PAY, RECOGNISE], ["--fail-on", "consent"], 1, id="found-beats-unsettled"),
    pytest.param([RECOGNISE], ["--forum", "home"], 0, id="other-forums-left-out"),
    pytest.param([RECOGNISE], ["--forum", "world"], 1, id="this-forum-only"),
]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize(("measures", "options", "status"), STATUSES)
def test_the_status_says_what_was_found(
    run: Run, small: Folder, tmp_path: Path, measures: list[str], options: list[str], status: int, form: str
) -> None:
    """0 nothing, 1 at or above the level, 3 not settled: the same in every format."""
    day = [] if "--as-of" in options else ["--as-of", DAY]
    outcome = run("batch", plan_of(tmp_path, *measures), "--rules", small.path, *day, *options, "-f", form)
    assert outcome.status == status
    assert outcome.errors == ""


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Eastland accepts that Valley is Southland's.", 1),
        ("Northland shall hold a vote.", 0),
        ("The weather will be fine.", 3),
        ("Northland may leave the League if it likes.", 0),
    ],
)
def test_check_says_it_of_one_clause(run: Run, small: Folder, text: str, status: int) -> None:
    """One clause on the command line or on standard input: a clause that is not understood is not settled."""
    options = ("--rules", small.path, "--as-of", DAY)
    assert run("check", text, *options).status == status
    assert run("check", "-", *options, stdin=text.encode()).status == status


def test_a_clause_that_is_only_nominated_is_not_understood(run: Run, small: Folder) -> None:
    """A guess is no understanding: the verdict is not understood, the guess is reported apart, nothing is settled."""
    outcome = run("check", "It may leave.", "--rules", small.path, "--as-of", DAY, "-f", "json")
    (clause,) = json.loads(outcome.out)["clauses"]
    assert (clause["verdict"], clause["possible_verdict"]) == ("not_understood", "amendment")
    assert outcome.status == 3


def test_a_line_that_only_introduces_others_settles_with_them(run: Run, small: Folder, tmp_path: Path) -> None:
    """An introducing line does nothing itself; that it was not understood leaves nothing unsettled, in any format."""
    path = tmp_path / "plan.md"
    path.write_text("1. Northland:\n   a. shall hold a vote;\n   b. shall hold a vote again.\n", encoding="utf-8")
    options = ("--rules", small.path, "--as-of", DAY)
    assert [run("batch", path, *options, "-f", form).status for form in ("text", "json", "jsonl")] == [0, 0, 0]


UNUSABLE = [
    pytest.param(
        ["--assume", "emergency"], "--assume takes FACT=VALUE, not 'emergency'", id="assumption-without-value"
    ),
    pytest.param(
        ["--assume", "emergency=yes", "--assume", "emergency=no"],
        "--assume says both emergency=yes and emergency=no; keep one",
        id="contradictory-assumptions",
    ),
    pytest.param(
        ["--assume", "weather=fine"], "no fact is called 'weather'; facts are emergency, harvest", id="unknown-fact"
    ),
    pytest.param(["--assume", "emergency=maybe"], "'emergency' takes one of yes, no, unknown", id="unknown-value"),
    pytest.param(["--as-of", "2026-02-30"], "'2026-02-30' is no date; give one as 2026-01-15", id="no-date"),
    pytest.param(["--as-of", "soon"], "'soon' is no date", id="no-date-at-all"),
    pytest.param(["--forum", "moon"], "no forum is called 'moon'; forums are home, world, others", id="unknown-forum"),
    pytest.param(["--fail-on", "murder"], "'murder' is not one of", id="unknown-level"),
    pytest.param(["--fail-on", "clear"], "'clear' is not one of", id="clear-is-no-level"),
    pytest.param(["--format", "excel"], "there is no format 'excel'", id="unknown-format"),
    pytest.param(["--colour"], "No such option", id="unknown-option"),
    pytest.param(["--lang", "uk"], "the rulebook has no phrases in 'uk'; it has en", id="language-without-phrases"),
]


@pytest.mark.parametrize(("options", "says"), UNUSABLE)
@pytest.mark.parametrize("command", ["check", "batch"])
def test_a_call_that_cannot_be_used_is_status_2(
    run: Run, small: Folder, tmp_path: Path, command: str, options: list[str], says: str
) -> None:
    """A call that cannot be used says why in a sentence and prints nothing else."""
    what = plan_of(tmp_path, TALK) if command == "batch" else "Northland shall hold a vote."
    outcome = run(command, what, "--rules", small.path, *options)
    assert outcome.status == 2
    assert says in outcome.errors
    assert outcome.raw == b""
    assert "Traceback" not in outcome.errors


def test_the_same_assumption_twice_is_one(run: Run, small: Folder, tmp_path: Path) -> None:
    """Saying one thing twice is no contradiction."""
    twice = ("--assume", "emergency=no", "--assume", "emergency=no")
    assert run("batch", plan_of(tmp_path, VOTE), "--rules", small.path, "--as-of", DAY, *twice).status == 0


@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_an_empty_clause_is_status_2(run: Run, small: Folder, empty: str) -> None:
    """No words are no clause, on the command line and on standard input."""
    for outcome in (
        run("check", empty, "--rules", small.path),
        run("check", "-", "--rules", small.path, stdin=empty.encode()),
    ):
        assert outcome.status == 2
        assert "the clause is empty" in outcome.errors


def test_standard_input_that_is_not_utf_8_is_status_2(run: Run, small: Folder) -> None:
    """Latin-1 on standard input is named with its byte."""
    outcome = run("check", "-", "--rules", small.path, stdin=b"caf\xe9")
    assert outcome.status == 2
    assert "byte 0xe9 at offset 3 is not UTF-8" in outcome.errors


def test_a_byte_order_mark_on_standard_input_is_no_word(run: Run, small: Folder) -> None:
    """Offsets into the text do not count what some editors put before it."""
    outcome = run(
        "check", "-", "--rules", small.path, "-f", "json", stdin="\ufeffNorthland shall hold a vote.".encode()
    )
    assert json.loads(outcome.out)["clauses"][0]["text"] == "Northland shall hold a vote."


def test_a_bad_file_does_not_stop_the_good_ones(run: Run, small: Folder, tmp_path: Path) -> None:
    """Each bad file gets its message, the good ones are judged, and the status is 2."""
    good = plan_of(tmp_path, RECOGNISE, name="good.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_text("clauses: [\n", encoding="utf-8")
    worse = tmp_path / "worse.md"
    worse.write_bytes(b"1. caf\xe9\n")
    missing = tmp_path / "missing.yaml"
    for form in ("text", "json", "jsonl"):
        outcome = run("batch", bad, worse, missing, good, "--rules", small.path, "--as-of", DAY, "-f", form)
        assert outcome.status == 2
        assert "world-no-recognition" in outcome.out
        assert all(f"{path}:" in outcome.errors for path in (bad, worse, missing))
        assert str(good) not in outcome.errors


def test_a_measure_outside_the_vocabulary_is_placed(run: Run, small: Folder, tmp_path: Path) -> None:
    """A word that the vocabulary does not hold is refused with file, line and column, like any other mistake."""
    path = plan_of(tmp_path, TALK, "{kind: dance}", "{kind: pay, performer: [westland]}")
    for form in ("json", "jsonl"):
        outcome = run("batch", path, "--rules", small.path, "-f", form)
        assert outcome.status == 2
        assert f"{path}:3:" in outcome.errors
        assert "'dance'" in outcome.errors
        assert f"{path}:4:" in outcome.errors, "both mistakes are named at once"
        assert "'westland'" in outcome.errors


@pytest.mark.parametrize("arguments", [(), ("batch",), ("check",), ("rule",), ("nonsense",), ("schema", "soup")])
def test_a_call_without_sense_is_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    """A missing argument or an unknown command is a mistake of the call."""
    outcome = run(*arguments)
    assert outcome.status == 2
    assert "Traceback" not in outcome.errors


def test_a_folder_without_rules_is_status_2(run: Run, tmp_path: Path) -> None:
    """A rulebook that is none is named."""
    for folder in (tmp_path, tmp_path / "missing"):
        outcome = run("check", "words", "--rules", folder)
        assert outcome.status == 2
        assert str(folder) in outcome.errors


def test_a_broken_rulebook_is_status_2_with_every_mistake(run: Run, small: Folder) -> None:
    """No clause is judged by a rulebook with mistakes; all of them are listed."""
    small.edit("home/votes/home-vote-closed.yaml", "sources: [N-LAW-1]", "sources: [N-LAW-9]")
    small.edit("others/money/others-pay.yaml", "performer: eastland", "performer: westland")
    outcome = run("check", "words", "--rules", small.path)
    assert outcome.status == 2
    assert "N-LAW-9" in outcome.errors
    assert "westland" in outcome.errors
    assert outcome.raw == b""


@pytest.mark.parametrize("command", ["verify", "rules"])
def test_commands_on_the_rulebook_refuse_a_broken_one(run: Run, small: Folder, command: str) -> None:
    """A rulebook that cannot be used is status 2 wherever it is used."""
    small.edit("home/votes/home-vote-closed.yaml", "sources: [N-LAW-1]", "sources: [N-LAW-9]")
    assert run(command, "--rules", small.path).status == 2


def test_verify_is_status_1_if_an_example_is_not_met(run: Run, small: Folder) -> None:
    """An example that a rule does not meet is named where it stands."""
    name = "others/money/others-pay.yaml"
    small.edit(
        name, "    - matter: {kind: pay, performer: eastland}", "    - matter: {kind: pay, performer: southland}"
    )
    small.edit(name, "    - matter: {kind: pay, performer: northland}", '    - text: "Eastland will pay a lot."')
    outcome = run("verify", "--rules", small.path)
    assert outcome.status == 1
    assert "others-pay should apply to the matter" in outcome.errors
    assert "others-pay should not apply to the text 'Eastland will pay a lot.'" in outcome.errors
    assert f"{small.place(name, 'matter: {kind: pay, performer: southland}')}: " in outcome.errors
    assert "2 mistakes" in outcome.out


def test_verify_runs_the_examples_of_rules_on_plans(run: Run, small: Folder) -> None:
    """A plan that a rule across clauses should catch and does not is named where it stands."""
    name = "plan/plan-leave-for-money.yaml"
    small.edit(name, '"Eastland will pay."', '"Nobody will."')
    small.edit(name, '      facts: {emergency: "no"}\n', "")
    outcome = run("verify", "--rules", small.path)
    assert outcome.status == 1
    assert "plan-leave-for-money should apply to the plan" in outcome.errors
    assert "plan-leave-for-money should not apply to the plan" in outcome.errors
    assert f"{small.path / name}:" in outcome.errors


def test_verify_is_status_0_if_all_examples_are_met(run: Run, small: Folder) -> None:
    """A clean rulebook says how much was checked."""
    outcome = run("verify", "--rules", small.path)
    assert (outcome.status, outcome.errors) == (0, "")
    assert "8 rules, 4 sources, 26 examples: 0 mistakes" in outcome.out


def test_a_missing_engine_is_status_2_and_the_reference_works(
    run: Run, small: Folder, tmp_path: Path, without_engine: None
) -> None:
    """Without durable_rules one sentence says what to do, and bit masks alone judge."""
    plan = plan_of(tmp_path, RECOGNISE)
    options = ("--rules", small.path, "--as-of", DAY, "-f", "json", "--no-cache")
    without = run("batch", plan, *options)
    assert (without.status, without.raw) == (2, b"")
    assert "pip install durable-rules" in without.errors
    with_reference = run("batch", plan, *options, "--engine", "reference")
    assert with_reference.status == 1
    assert json.loads(with_reference.out)["plan"]["verdict"] == "barred"


def test_both_engines_give_the_same_bytes(run: Run, small: Folder, tmp_path: Path) -> None:
    """The engine decides how it is worked out, not what comes out."""
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    outcomes = [
        run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json", "--engine", engine).raw
        for engine in ("durable", "reference")
    ]
    assert outcomes[0] == outcomes[1]


def test_an_internal_error_is_no_verdict(
    run: Run, small: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disagreement of the engines ends in one line that names the matter and in a status that promises nothing."""
    monkeypatch.setattr(judge, "evaluate", lambda *_: frozenset())
    outcome = run("batch", plan_of(tmp_path, RECOGNISE), "--rules", small.path, "--as-of", DAY, "--no-cache")
    assert outcome.status not in (0, 1, 3)
    assert "disagree on the matter" in outcome.errors
    assert "kind=recognise_rule" in outcome.errors
    assert "Traceback" not in outcome.errors


def test_ctrl_c_is_said_plainly(run: Run, small: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops the program is told so, without a traceback, with the status that shells use."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Checker, "check_plan", stop)
    output = tmp_path / "report.json"
    outcome = run("batch", plan_of(tmp_path, TALK), "--rules", small.path, "-f", "json", "-o", output)
    assert outcome.status == 130
    assert "stopped" in outcome.errors
    assert "Traceback" not in outcome.errors
    assert not output.exists()
