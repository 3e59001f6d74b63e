"""Where reports go and what they look like: whole or not at all, the same bytes twice, no surprise for a terminal."""

import errno
import json
import os
import re
import select
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from legalcheck.checking import Checker
from legalcheck.model.plan import Plan
from legalcheck.model.result import Result
from legalcheck.rulebook.load import Rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.plans import LEAVE, LINES, RECOGNISE, SMALL, TALK, plan_of
from tests.processes import environment, feed, program
from tests.schema import complaints

FORMS = ("text", "json", "jsonl")
ESCAPE = "\x1b"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The plan of the small world, as a file."""
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def temporary(folder: Path) -> list[str]:
    """Return what is left in a folder that nobody asked for."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_report_goes_to_a_file_as_it_would_to_the_screen(
    run: Run, small: Folder, plan: Path, tmp_path: Path, form: str
) -> None:
    """-o changes where the bytes go, not the bytes, and leaves nothing beside them."""
    options = ("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", form)
    output = tmp_path / "report"
    shown, written = run(*options), run(*options, "-o", output)
    assert output.read_bytes() == shown.raw
    assert written.raw == b""
    assert written.status == shown.status
    assert temporary(tmp_path) == []


def test_a_report_file_has_the_usual_rights(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """A file that the program writes is as readable as any other."""
    run("batch", plan, "--rules", small.path, "-o", tmp_path / "report")
    (tmp_path / "other").write_text("x", encoding="utf-8")
    assert (tmp_path / "report").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("where", ["missing/report.json", "file/report.json", "."])
@pytest.mark.parametrize("form", FORMS)
def test_an_output_that_cannot_be_written_is_status_2(
    run: Run, small: Folder, plan: Path, tmp_path: Path, where: str, form: str
) -> None:
    """A folder that is missing, is a file, or is itself the target: one sentence that names it."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    outcome = run("batch", plan, "--rules", small.path, "-f", form, "-o", tmp_path / where)
    assert outcome.status == 2
    assert str(tmp_path / where) in outcome.errors
    assert "Traceback" not in outcome.errors
    assert temporary(tmp_path) == []


def test_an_output_folder_without_rights_is_status_2(
    run: Run, small: Folder, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may not write there is told so."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    outcome = run("batch", plan, "--rules", small.path, "-o", tmp_path / "report")
    assert outcome.status == 2
    assert f"{tmp_path / 'report'}: cannot be written: Permission denied" in outcome.errors


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_the_old_report(
    run: Run, small: Folder, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A report that cannot be finished is not begun: the old one stays, nothing lies beside it."""
    output = tmp_path / "report"
    output.write_text("old", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    outcome = run("batch", plan, "--rules", small.path, "-f", form, "-o", output)
    assert outcome.status == 2
    assert "No space left on device" in outcome.errors
    assert output.read_text(encoding="utf-8") == "old"
    assert temporary(tmp_path) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_report_is_written_if_no_plan_could_be_used(run: Run, small: Folder, tmp_path: Path, form: str) -> None:
    """Where every input is bad there is nothing to report: an old report is not replaced by an empty one."""
    (tmp_path / "bad.yaml").write_text("clauses: [", encoding="utf-8")
    output = tmp_path / "report"
    output.write_text("old", encoding="utf-8")
    assert run("batch", tmp_path / "bad.yaml", "--rules", small.path, "-f", form, "-o", output).status == 2
    assert output.read_text(encoding="utf-8") == "old"


def test_a_pipe_as_output_stays_a_pipe(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """A device or a pipe is written to, never replaced by a file: -o /dev/null must not destroy /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "jsonl", "-o", pipe)
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        assert json.loads(os.read(end, 1 << 16).splitlines()[0])["schema"] == "legalcheck.clause/1"
    finally:
        os.close(end)


def test_a_link_as_output_stays_a_link(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """A report written through a link lands where the link points."""
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    run("batch", plan, "--rules", small.path, "-o", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("A small plan")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_ctrl_c_in_a_batch_leaves_no_file(small: Folder, plan: Path, tmp_path: Path, form: str) -> None:
    """A batch that is stopped while it reads its second plan leaves nothing half-written."""
    pipe, output = tmp_path / "slow.jsonl", tmp_path / "report"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        program("batch", plan, pipe, "--rules", small.path, "-f", form, "-o", output, "--engine", "reference"),
        stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    end = feed(pipe, running)
    os.write(end, b'{"measures": [{"kind": "talk"}]}\n')
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    os.close(end)
    assert running.returncode == 130
    assert b"stopped" in errors
    assert b"Traceback" not in errors
    assert not output.exists()
    assert temporary(tmp_path) == []


def test_a_closed_pipe_ends_it_quietly(small: Folder, plan: Path) -> None:
    """Who reads only the first lines gets no complaint, and no status that means findings."""
    running = subprocess.Popen(
        program("batch", *[plan] * 20, "--rules", small.path, "-f", "json"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=30) == 0


def test_quiet_prints_nothing_but_errors(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """-q leaves the exit status to tell; a file that was asked for is still written."""
    options = ("--rules", small.path, "--as-of", DAY, "-q")
    for form in FORMS:
        outcome = run("batch", plan, *options, "-f", form)
        assert (outcome.status, outcome.raw, outcome.errors) == (1, b"", "")
    missing = run("batch", plan, tmp_path / "missing.md", *options)
    assert (missing.status, missing.raw) == (2, b"")
    assert "missing.md" in missing.errors
    run("batch", plan, *options, "-f", "json", "-o", tmp_path / "report")
    assert json.loads((tmp_path / "report").read_bytes())["plan"]["title"] == "A small plan"


# --- colour ----------------------------------------------------------------------------------------------------------


def on_a_terminal(words: list[str], **changed: str) -> str:
    """Run a program with a terminal for its output, and return what it shows."""
    ours, theirs = os.openpty()
    running = subprocess.Popen(words, stdout=theirs, stderr=subprocess.PIPE, env=environment(**changed), cwd=ROOT)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    running.communicate(timeout=30)
    return shown.decode()


def test_colour_is_for_terminals_that_want_it(small: Folder, plan: Path, run: Run) -> None:
    """Colour appears on a terminal, never in a pipe, and never against NO_COLOR; the words are the same."""
    options = ("batch", plan, "--rules", small.path, "--as-of", DAY)
    coloured = on_a_terminal(program(*options))
    plain_terminal = on_a_terminal(program(*options), NO_COLOR="1")
    piped = run(*options).out
    assert ESCAPE in coloured
    assert ESCAPE not in plain_terminal
    assert ESCAPE not in piped
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("\r\n", "\n") == piped
    assert plain_terminal.replace("\r\n", "\n") == piped


def test_a_file_is_never_coloured(small: Folder, plan: Path, tmp_path: Path) -> None:
    """A report written to a file from a terminal is plain."""
    output = tmp_path / "report"
    on_a_terminal(program("batch", plan, "--rules", small.path, "-o", output))
    assert ESCAPE not in output.read_text(encoding="utf-8")


def test_progress_is_for_those_who_watch(small: Folder, plan: Path, tmp_path: Path) -> None:
    """A batch over several files shows its progress on a terminal's standard error; the report stays clean."""
    other = plan_of(tmp_path, TALK, name="other.yaml")
    words = program("batch", plan, other, "--rules", small.path, "-f", "json", "--engine", "reference")
    piped = subprocess.run(words, capture_output=True, check=False, env=environment(), cwd=ROOT)
    ours, theirs = os.openpty()
    watched = subprocess.run(words, stdout=subprocess.PIPE, stderr=theirs, check=False, env=environment(), cwd=ROOT)
    os.close(theirs)
    os.close(ours)
    assert piped.stderr == b""
    assert watched.stdout == piped.stdout
    assert len(json.loads(piped.stdout)["plans"]) == 2


# --- text ------------------------------------------------------------------------------------------------------------

NASTY = "Pay\x1b[31m red\x07 \u202etfel\u202c now\u200f."


def test_no_control_character_reaches_the_terminal(run: Run, small: Folder, tmp_path: Path) -> None:
    """Escapes, bells and marks of writing direction in a plan are shown as such, never sent: in no part of a report."""
    data = {
        "title": f"Title {NASTY}",
        "clauses": [
            {
                "number": f"1{NASTY}",
                "text": f"{NASTY} {NASTY}",
                "context": NASTY,
                "measures": [{"kind": "pay", "performer": "eastland", "deadline": NASTY}],
            }
        ],
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY)
    assert outcome.status == 0
    shown = outcome.out.replace("\n", "")
    assert [c for c in shown if not c.isprintable()] == []
    assert "others-pay" in outcome.out


def test_no_control_character_of_a_mistake_reaches_the_terminal(run: Run, small: Folder, tmp_path: Path) -> None:
    """A bad file cannot colour or turn around the sentence that refuses it."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({f"key{NASTY}": 1, "clauses": []}), encoding="utf-8")
    outcome = run("batch", path, "--rules", small.path)
    assert outcome.status == 2
    assert [c for c in outcome.errors.replace("\n", "") if not c.isprintable()] == []


def test_a_report_is_eighty_columns_wide(run: Run, small: Folder, tmp_path: Path) -> None:
    """No line is wider than the page, whatever the length of numbers, words and titles."""
    data = {
        "title": "A very long title " * 12,
        "clauses": [
            {"number": "1", "text": "word " * 300, "measures": [{"kind": "pay", "performer": "eastland"}]},
            {"number": "Annex II, part 4, section 12, point (iii)", "text": "x" * 300, "measures": [{"kind": "talk"}]},
        ],
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    lines = run("batch", path, "--rules", small.path, "--as-of", DAY).out.splitlines()
    assert max(map(len, lines)) <= 80


def test_a_finding_is_told_in_full(run: Run, small: Folder, plan: Path) -> None:
    """Clause, verdict by forum, message, reasons, sources and route: all of it is in the text."""
    shown = " ".join(run("batch", plan, "--rules", small.path, "--as-of", DAY).out.split())
    for part in (
        "A small plan",
        "Northland will leave the League.",
        "Northland would give up the League.",
        '"leave the League"',
        "Law, Art 2",
        "amend the constitution - Parliament; two thirds; condition: no emergency",
        "home-league-course",
        "a gain that was made by force",
        "Home: amendment",
        "Still needed",
        "Who is to do this?",
        "Position (most writers, 2025): Parliament decides. [consent]",
        "Summary: BARRED",
        "No legal advice.",
    ):
        assert part in shown, part


def test_a_clause_that_is_not_understood_is_said_aloud(run: Run, small: Folder, plain_reader: None) -> None:
    """Silence is never taken for lawfulness."""
    outcome = run("check", "The weather will be fine.", "--rules", small.path)
    assert "Not understood" in outcome.out
    assert "That is no sign that the clause is lawful." in " ".join(outcome.out.split())


def test_a_plan_rule_is_told_and_counted(run: Run, small: Folder, tmp_path: Path) -> None:
    """What shows only across clauses stands in the report, in the JSON, in the verdict and in the exit status."""
    path = plan_of(tmp_path, LEAVE, "{kind: pay, performer: eastland}")
    options = ("--rules", small.path, "--as-of", DAY, "--fail-on", "closed")
    text, data = run("batch", path, *options), run("batch", path, *options, "-f", "json")
    assert (text.status, data.status, run("batch", path, *options, "-f", "jsonl").status) == (1, 1, 1)
    assert "Clause 1 is bought by clause 2, and nobody is asked." in " ".join(text.out.split())
    found = json.loads(data.out)["plan"]
    assert (found["verdict"], found["forums"]["home"]) == ("closed", "closed")
    assert found["findings"][0]["rule"] == "plan-leave-for-money"
    assert found["findings"][0]["clauses"] == {"leaving": ["1"], "paying": ["2"]}
    for more in (
        "{kind: hold_vote, performer: northland}",
        "{kind: hold_vote, performer: northland, status: possible}",
    ):
        path = plan_of(tmp_path, LEAVE, "{kind: pay, performer: eastland}", more)
        found = json.loads(run("batch", path, *options, "-f", "json").out)["plan"]["findings"]
        assert "certain" not in {finding["certainty"] for finding in found}


@pytest.mark.parametrize("flag", ["polarity: negated", "force: report", "condition: revocation"])
def test_a_plan_rule_counts_only_what_is_done(run: Run, small: Folder, tmp_path: Path, flag: str) -> None:
    """What a clause rules out, tells or undoes is not found by a rule on plans either."""
    path = plan_of(
        tmp_path, f"{{kind: leave_league, performer: northland, {flag}}}", "{kind: pay, performer: eastland}"
    )
    data = json.loads(run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json").out)
    assert data["plan"]["findings"] == []


def test_a_plan_rule_waits_for_what_is_not_known(run: Run, small: Folder, tmp_path: Path) -> None:
    """An open payer or an unknown emergency leaves the finding across clauses possible."""
    for measures, day in (([LEAVE, "{kind: pay}"], DAY), ([LEAVE, "{kind: pay, performer: eastland}"], "2026-03-05")):
        path = plan_of(tmp_path, *measures)
        outcome = run("batch", path, "--rules", small.path, "--as-of", day, "-f", "json", "--fail-on", "closed")
        found = json.loads(outcome.out)["plan"]
        assert [(f["rule"], f["certainty"]) for f in found["findings"]] == [("plan-leave-for-money", "possible")]
        assert (found["verdict"], found["possible_verdict"]) == ("amendment", "closed")
        assert outcome.status == 3


UKRAINIAN = """\
uk:
  title: \u043d\u0430\u0437\u0432\u0430
  message: "\u041f\u043b\u0430\u0442\u0456\u0436 {performer:gen} \u0454 {number}."
  why: \u0431\u043e
  positions:
    - {view: \u043f\u0435\u0440\u0448\u0438\u0439, held_by: \u043e\u0434\u043d\u0456}
    - {view: \u0434\u0440\u0443\u0433\u0438\u0439, held_by: \u0456\u043d\u0448\u0456}
examples:"""


def test_a_report_speaks_the_language_asked_for(run: Run, small: Folder, tmp_path: Path) -> None:
    """--lang uk tells findings, positions and names in Ukrainian, in the grammatical case that a message asks for."""
    small.edit("others/money/others-pay.yaml", "examples:", UKRAINIAN)
    small.write("phrases/uk.yaml", small.text("phrases/en.yaml"))
    small.edit(
        "phrases/uk.yaml",
        "eastland: Eastland",
        "eastland: {nom: \u0421\u0445\u0456\u0434\u0456\u044f, gen: \u0421\u0445\u0456\u0434\u0456\u0457}",
    )
    plan = plan_of(tmp_path, "{kind: pay, performer: eastland, number: 1000}")
    options = ("--rules", small.path, "--as-of", DAY)
    shown = run("batch", plan, *options, "--lang", "uk").out
    for part in (
        "\u041f\u043b\u0430\u0442\u0456\u0436 \u0421\u0445\u0456\u0434\u0456\u0457 \u0454 1,000.",
        "\u043f\u0435\u0440\u0448\u0438\u0439",
        "\u0456\u043d\u0448\u0456",
        "\u0421\u0445\u0456\u0434\u0456\u044f",
    ):
        assert part in shown, part
    english = run("batch", plan, *options)
    assert "Eastland would pay 1,000." in english.out
    assert run("batch", plan, *options, "--lang", "uk").status == english.status


# --- JSON ------------------------------------------------------------------------------------------------------------


def result_schema(run: Run, small: Folder) -> dict[str, Any]:
    """The schema of results of the small world."""
    schema: dict[str, Any] = json.loads(run("schema", "result", "--rules", small.path).out)
    return schema


def test_json_fits_the_schema(run: Run, small: Folder, plan: Path) -> None:
    """What is printed is what the schema of results promises."""
    data = json.loads(run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "json").out)
    assert complaints(data, result_schema(run, small)) == []
    assert data["schema"] == "legalcheck.result/1"


def test_json_on_a_real_plan_fits_the_committed_schema(run: Run) -> None:
    """A real plan judged by the shipped law fits schemas/result.json, unknown facts included."""
    schema = json.loads((ROOT / "schemas" / "result.json").read_text(encoding="utf-8"))
    plan = ROOT / "cases" / "plans" / "us-28-point-2025-11.yaml"
    outcome = run("batch", plan, "--as-of", "2026-06-01", "-f", "json", "--engine", "reference")
    assert complaints(json.loads(outcome.out), schema) == []


def test_the_validator_finds_what_is_wrong(run: Run, small: Folder, plan: Path) -> None:
    """The check on the schema is no empty one: a wrong value, a missing and an unknown key are found."""
    data = json.loads(run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "json").out)
    data["clauses"][0]["verdict"] = "fine"
    del data["clauses"][1]["findings"]
    data["clauses"][2]["extra"] = 1
    assert len(complaints(data, result_schema(run, small))) == 3


def test_json_holds_what_the_contract_names(run: Run, small: Folder, plan: Path) -> None:
    """Names in the result are fixed: scripts rest on them."""
    data = json.loads(run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "json").out)
    assert list(data)[:4] == ["schema", "as_of", "rulebook", "assumptions"]
    assert data["as_of"] == DAY
    assert data["assumptions"] == {"emergency": "yes", "harvest": "unknown"}
    assert data["rulebook"]["version"] == "7"
    assert re.fullmatch("sha256:[0-9a-f]{64}", data["rulebook"]["digest"])
    assert {"title", "path", "verdict", "possible_verdict", "forums"} <= data["plan"].keys()
    clause = data["clauses"][0]
    assert {"number", "text", "language", "span", "verdict", "possible_verdict", "forums", "measures", "findings",
            "unknowns"} <= clause.keys()  # fmt: skip
    measure = clause["measures"][0]
    parts = "id kind performer beneficiary territory mode polarity force condition instrument about number deadline"
    assert {*parts.split(), "status", "evidence"} <= measure.keys()
    finding = clause["findings"][0]
    assert {"rule", "forum", "level", "certainty", "standing", "measures", "sources", "message", "because", "route",
            "positions"} <= finding.keys()  # fmt: skip
    assert data["clauses"][2]["unknowns"][0].keys() == {"fact", "would_change", "ask"}


def test_every_finding_points_to_measure_rule_source_and_words(run: Run, small: Folder, plan: Path) -> None:
    """Nothing is invented: each finding names measures of its clause, and its derivation ends in words or context."""
    data = json.loads(run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "json").out)
    for clause in data["clauses"]:
        known = {measure["id"] for measure in clause["measures"]}
        for finding in clause["findings"]:
            assert set(finding["measures"]) <= known
            assert finding["measures"]
            assert finding["sources"]
            assert finding["because"]
            assert {leaf["origin"] for leaf in leaves(finding["because"])} <= {
                "clause", "context", "convention", "assumption", "unknown",
            }  # fmt: skip
    words = [e for leaf in leaves(data["clauses"][0]["findings"][0]["because"]) for e in leaf["evidence"]]
    text = data["clauses"][0]["text"]
    assert words
    assert all(text[one["start"] : one["end"]] == one["text"] for one in words)


def leaves(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ends of a derivation."""
    return [end for step in steps for end in (leaves(step["because"]) if step["because"] else [step])]


def test_several_plans_are_one_document(run: Run, small: Folder, plan: Path, tmp_path: Path) -> None:
    """A batch over several plans gives one document with a result for each, in order."""
    other = plan_of(tmp_path, TALK, name="other.yaml")
    data = json.loads(run("batch", plan, other, "--rules", small.path, "-f", "json").out)
    assert data.keys() == {"schema", "plans"}
    assert [one["plan"]["path"] for one in data["plans"]] == [str(plan), str(other)]
    assert all(complaints(one, result_schema(run, small)) == [] for one in data["plans"])


def test_json_lines_stand_alone(run: Run, small: Folder, plan: Path) -> None:
    """One clause a line, each line whole: date, rulebook and plan stand in it; the plan as a whole comes last."""
    options = ("batch", plan, "--rules", small.path, "--as-of", DAY)
    *lines, last = [json.loads(line) for line in run(*options, "-f", "jsonl").out.splitlines()]
    whole = json.loads(run(*options, "-f", "json").out)
    assert [line["clause"] for line in lines] == whole["clauses"]
    assert (last["schema"], last["plan"]) == ("legalcheck.plan/1", whole["plan"])
    for line in (*lines, last):
        assert all(line[part] == whole[part] for part in ("as_of", "rulebook", "assumptions"))
        assert line["plan"]["path"] == str(plan)
    assert {line["schema"] for line in lines} == {"legalcheck.clause/1"}


def test_json_lines_in_and_out_are_a_stream(run: Run, small: Folder, tmp_path: Path) -> None:
    """A stream of clauses gives a line for each, in order, with their numbers."""
    path = tmp_path / "plan.jsonl"
    path.write_text(LINES, encoding="utf-8")
    lines = run("batch", path, "--rules", small.path, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["clause"]["number"] for line in lines] == ["1", "2"]


def test_json_lines_are_written_while_they_come_in(small: Folder, tmp_path: Path) -> None:
    """The first clauses of a long stream are answered before its last is there."""
    pipe = tmp_path / "plan.jsonl"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        program("batch", pipe, "--rules", small.path, "-f", "jsonl", "--engine", "reference"),
        stdout=subprocess.PIPE, env=environment(), cwd=ROOT,
    )  # fmt: skip
    assert running.stdout is not None
    end = feed(pipe, running)
    os.write(end, b'{"measures": [{"kind": "talk"}]}\n' * 600)
    assert select.select([running.stdout], [], [], 30)[0]
    first = running.stdout.readline()
    os.close(end)
    running.communicate(timeout=30)
    assert json.loads(first)["clause"]["number"] == "1"


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_input_gives_the_same_bytes(run: Run, small: Folder, plan: Path, form: str) -> None:
    """Neither the order of hashing nor the run changes a byte."""
    call = ("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", form)
    runs = [
        subprocess.run(program(*call), capture_output=True, check=False, env=environment(PYTHONHASHSEED=seed), cwd=ROOT)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout == run(*call).raw != b""


def test_confirmed_measures_need_no_reader(small: Folder, tmp_path: Path) -> None:
    """A structured plan is judged without loading a language model, assumptions or not."""
    path = plan_of(tmp_path, RECOGNISE, head="assumptions: {emergency: no}\n")
    script = (
        "import sys; from legalcheck.cli import main\ntry: main()\nexcept SystemExit: print('spacy' in sys.modules)\n"
    )
    words = [program()[0], "-c", script, "batch", str(path), "--rules", str(small.path), "-q"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment(), cwd=ROOT)
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_help_is_cheap(tmp_path: Path) -> None:
    """Asking for help loads neither models nor engines."""
    script = (
        "import sys; from legalcheck.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'spacy', 'durable_rules_engine', 'yaml', 'rich'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [program()[0], "-c", script, "--help"], capture_output=True, text=True, check=False, env=environment(), cwd=ROOT
    )
    assert done.stdout.strip().endswith("set()")


def test_a_plan_without_findings_is_whole(run: Run, small: Folder, tmp_path: Path) -> None:
    """A plan that hits nothing is clear in every forum, and says what clear means."""
    outcome = run("batch", plan_of(tmp_path, TALK), "--rules", small.path, "--as-of", DAY)
    assert outcome.status == 0
    assert "Summary: CLEAR" in outcome.out


def test_the_checker_gives_frozen_results(small_book: Rulebook) -> None:
    """A result is data: nobody can change it after the fact."""
    plan = Plan.model_validate({"clauses": [{"number": "1", "measures": [{"kind": "talk"}]}]})
    result = Checker(small_book, DAY, engine="reference").check_plan(plan)
    assert isinstance(result, Result)
    with pytest.raises(ValueError, match="frozen"):
        result.as_of = "2020-01-01"
