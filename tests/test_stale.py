"""What was confirmed of words that have changed since: never lost, never taken for settled."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.processes import environment

pytestmark = pytest.mark.usefixtures("plain_reader")

TEXT = "1. Northland will leave the League.\n2. The weather will be fine.\n3. Eastland will pay.\n"


@pytest.fixture
def written(run: Run, small: Folder, tmp_path: Path) -> Path:
    """A plan that was read and written down."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text(TEXT, encoding="utf-8")
    assert run("read", text, "--rules", small.path, "-o", written).status == 0
    return written


def edit(path: Path, old: str, new: str) -> None:
    """Change what stands in a file; it must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def judged(run: Run, small: Folder, path: Path) -> dict[str, dict[str, Any]]:
    """Judge a plan and return its clauses by number."""
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json")
    assert outcome.errors == ""
    return {clause["number"]: clause for clause in json.loads(outcome.out)["clauses"]}


def test_measures_of_changed_words_are_only_possible_and_say_so(run: Run, small: Folder, written: Path) -> None:
    """Who edits a clause after it was confirmed is told that its measures speak for other words."""
    edit(written, "status: asserted", "status: confirmed")
    edit(written, "Northland will leave the League", "Southland will leave the League")
    clauses = judged(run, small, written)
    assert clauses["1"]["verdict"] == "not_understood"
    assert clauses["1"]["possible_verdict"] == "amendment"
    assert [measure["status"] for measure in clauses["1"]["measures"]] == ["possible"]
    assert "the text has changed since" in clauses["1"]["notes"][0]["message"]
    assert clauses["3"]["verdict"] == "consent"
    assert clauses["3"]["notes"] == []


def test_the_line_above_counts_as_words_that_were_read(run: Run, small: Folder, tmp_path: Path) -> None:
    """A sub-clause was read with the line that introduces it: if that changes, so may what it says."""
    text, written = tmp_path / "plan.md", tmp_path / "plan.yaml"
    text.write_text("1. Northland:\n   a. will leave the League.\n", encoding="utf-8")
    run("read", text, "--rules", small.path, "-o", written)
    edit(written, "context: 'Northland:'", "context: 'Eastland:'")
    assert "the text has changed" in judged(run, small, written)["1a"]["notes"][0]["message"]


def test_a_plan_written_by_hand_has_nothing_that_could_be_stale(run: Run, small: Folder, tmp_path: Path) -> None:
    """Without a digest the measures are the person's, whatever the text says."""
    path = tmp_path / "hand.yaml"
    path.write_text("clauses: [{number: 1, text: Anything., measures: [{kind: pay, performer: eastland}]}]\n")
    clause = judged(run, small, path)["1"]
    assert (clause["verdict"], clause["notes"]) == ("consent", [])
    before = path.read_text(encoding="utf-8")
    again = run("read", path, "--rules", small.path).out
    assert "read_of" not in again
    assert "status: confirmed" in again
    assert path.read_text(encoding="utf-8") == before


def test_nothing_read_is_not_nothing_done(run: Run, small: Folder, written: Path, tmp_path: Path) -> None:
    """An empty list that the program wrote means that it understood nothing; one that a person wrote means clear."""
    assert judged(run, small, written)["2"]["verdict"] == "not_understood"
    path = tmp_path / "hand.yaml"
    path.write_text("clauses: [{number: 1, text: The weather will be fine., measures: []}]\n", encoding="utf-8")
    assert judged(run, small, path)["1"]["verdict"] == "clear"


def test_reading_again_keeps_what_the_new_words_bear_out(run: Run, small: Folder, written: Path) -> None:
    """A harmless edit costs a person nothing: the confirmed measure stays, on its new words."""
    edit(written, "status: asserted", "status: confirmed")
    edit(written, "text: Northland will leave the League.", "text: In spring Northland will leave the League.")
    assert run("read", written, "--rules", small.path, "-o", written).status == 0
    clause = judged(run, small, written)["1"]
    assert (clause["verdict"], clause["notes"]) == ("amendment", [])
    (measure,) = clause["measures"]
    assert measure["status"] == "confirmed"
    assert measure["evidence"] == [{"role": "kind", "start": 25, "end": 41, "text": "leave the League"}]


def test_reading_again_keeps_what_a_person_added(run: Run, small: Folder, written: Path) -> None:
    """A role that the words never gave, filled by a person, is no reason to doubt the measure."""
    edit(written, "status: asserted", "beneficiary: [southland]\n        status: confirmed")
    edit(written, "text: Eastland will pay.", "text: Soon Eastland will pay.")
    run("read", written, "--rules", small.path, "-o", written)
    (measure,) = judged(run, small, written)["3"]["measures"]
    assert (measure["status"], measure["beneficiary"]) == ("confirmed", ["southland"])


def test_reading_again_asks_about_what_the_new_words_do_not_bear_out(run: Run, small: Folder, written: Path) -> None:
    """A confirmed measure whose words are gone is kept as a question, beside what is read now."""
    edit(written, "status: asserted", "status: confirmed")
    edit(written, "text: Northland will leave the League.", "text: Northland shall hold a vote.")
    run("read", written, "--rules", small.path, "-o", written)
    measures = judged(run, small, written)["1"]["measures"]
    assert [(m["id"], m["kind"], m["status"]) for m in measures] == [
        ("m1", "hold_vote", "asserted"),
        ("m2", "leave_league", "possible"),
    ]
    assert "confirmed before the text was changed" in written.read_text(encoding="utf-8")


def test_a_plan_that_was_read_is_judged_without_a_parser(small: Folder, written: Path) -> None:
    """No model is loaded where nothing has to be read, not even for clauses of which nothing was understood."""
    script = (
        "import sys; from legalcheck.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('spacy', 'thinc') or 'reading.english' in m))"
    )
    call = [sys.executable, "-c", script, "batch", str(written), "--rules", str(small.path), "--as-of", DAY]
    done = subprocess.run(call, capture_output=True, check=True, env=environment())
    assert done.stderr == b""
    assert done.stdout.decode().splitlines()[-1] == "[]"
