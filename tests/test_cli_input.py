"""Text that no clause should be made of, and what people send anyway."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome, Run
from tests.factory import DAY, Folder

CYRILLIC_C = "\u0421"
VOTING = "{kind: hold_vote, performer: northland}"
VOTE = "Northland shall hold a vote."


def clause_of(outcome: Outcome) -> dict[str, Any]:
    """Return the one clause of a JSON result."""
    (clause,) = json.loads(outcome.out)["clauses"]
    assert isinstance(clause, dict)
    return clause


ODD = [
    pytest.param(f"{VOTE}\x00", id="nul"),
    pytest.param(f"\x07{VOTE}\x1b[0m", id="control-characters"),
    pytest.param(f"\u202e{VOTE}\u202c\u200f", id="direction-marks"),
    pytest.param(f"\u2028{VOTE}\u0085", id="rare-line-ends"),
    pytest.param(f"{VOTE} \U0001f600 \u0301\u0301", id="beyond-the-first-plane"),
    pytest.param(f"\u200b{VOTE}\ufeff", id="no-width"),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_are_kept_and_judged(run: Run, small: Folder, plain_reader: None, text: str) -> None:
    """The text of a clause comes out of the JSON as it went in, and offsets of evidence count its characters."""
    outcome = run("check", "-", "--rules", small.path, "--as-of", DAY, "-f", "json", stdin=text.encode())
    clause = clause_of(outcome)
    assert clause["text"] == text
    assert clause["verdict"] == "closed"
    measures = clause["measures"]
    assert isinstance(measures, list)
    for one in measures[0]["evidence"]:
        assert text[one["start"] : one["end"]] == one["text"]


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_are_shown_and_never_sent(run: Run, small: Folder, plain_reader: None, text: str) -> None:
    """The text report of an odd clause holds printable characters only."""
    outcome = run("check", "-", "--rules", small.path, "--as-of", DAY, stdin=text.encode())
    assert [c for c in outcome.out.replace("\n", "") if not c.isprintable()] == []
    assert "hold a vote" in outcome.out


@pytest.mark.parametrize("text", [f"{VOTE} \udcff", "\udcff"])
@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_lone_surrogate_on_the_command_line_ends_in_a_sentence(
    run: Run, small: Folder, plain_reader: None, text: str, form: str
) -> None:
    """Bytes that are no UTF-8 come in as lone surrogates: refused plainly, without a crash."""
    outcome = run("check", text, "--rules", small.path, "--as-of", DAY, "-f", form)
    assert outcome.status == 2
    assert "Traceback" not in outcome.errors
    assert "internal error" not in outcome.errors
    assert "UTF-8" in outcome.errors
    assert outcome.raw == b""


def test_a_lone_surrogate_in_a_plan_is_placed(run: Run, small: Folder, tmp_path: Path, plain_reader: None) -> None:
    """An escape that is no character is refused with its place."""
    path = tmp_path / "plan.jsonl"
    path.write_text('{"text": "fine"}\n{"text": "bad \\ud800"}\n', encoding="utf-8")
    outcome = run("batch", path, "--rules", small.path)
    assert outcome.status == 2
    assert f"{path}:2:" in outcome.errors
    assert "Traceback" not in outcome.errors


HALF = [
    '{"title": "\\ud800", "clauses": [{"number": "1", "text": "x"}]}',
    '{"date": "\\ud800", "clauses": [{"number": "1", "text": "x"}]}',
    '{"\\ud800": 1, "clauses": [{"number": "1", "text": "x"}]}',
    '{"clauses": [{"number": "\\ud800", "text": "x"}]}',
    '{"clauses": [{"number": "1", "measures": [{"id": "\\ud800", "kind": "talk"}]}]}',
    '{"clauses": [{"number": "1", "measures": [{"kind": "talk", "deadline": "\\udfff"}]}]}',
    '{"assumptions": {"emergency": "\\ud800"}, "clauses": [{"number": "1", "text": "x"}]}',
]


@pytest.mark.parametrize("text", HALF, ids=["title", "date", "key", "number", "id", "deadline", "assumption"])
def test_half_a_character_anywhere_in_a_plan_is_refused(
    run: Run, small: Folder, tmp_path: Path, plain_reader: None, text: str
) -> None:
    """An escape that is no character is refused with the file, wherever it stands in a plan."""
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    outcome = run("batch", path, "--rules", small.path, "-f", "json")
    assert outcome.status == 2
    assert f"{path}:1:" in outcome.errors
    assert "internal error" not in outcome.errors


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize("name", ["plan\udcff.yaml", "plan\udcff.jsonl"])
def test_a_file_name_that_is_no_utf_8_does_not_stop_the_batch(
    run: Run, small: Folder, tmp_path: Path, form: str, name: str
) -> None:
    """A plan whose name holds stray bytes is judged or refused like any other: no crash, the others are judged."""
    odd, good = tmp_path / name, tmp_path / "good.jsonl"
    line = '{"number": "1", "measures": [{"kind": "talk"}]}\n'
    odd.write_text(f"clauses: [{line.strip()}]" if name.endswith("yaml") else line, encoding="utf-8")
    good.write_text(line, encoding="utf-8")
    outcome = run("batch", odd, good, "--rules", small.path, "-f", form)
    assert outcome.status in (0, 2)
    assert "Traceback" not in outcome.errors
    assert "internal error" not in outcome.errors
    assert "good" in outcome.out


MEGABYTE = [
    pytest.param("word " * 200_000, id="words"),
    pytest.param("a" * 1_000_000, id="one-word"),
    pytest.param("(" * 1_000_000, id="brackets"),
    pytest.param("\u0416" * 500_000, id="cyrillic"),
    pytest.param("; " * 500_000, id="semicolons"),
    pytest.param("- " * 500_000, id="bullets"),
]


@pytest.mark.parametrize("text", MEGABYTE)
def test_a_megabyte_of_one_clause_is_reported(run: Run, small: Folder, plain_reader: None, text: str) -> None:
    """Loading, judging and reporting a clause of a megabyte works like any other; the text report shows it in part."""
    outcome = run("check", "-", "--rules", small.path, "--as-of", DAY, stdin=text.encode())
    assert (outcome.status, outcome.errors) == (3, "")
    assert len(outcome.raw) < 10_000


def test_a_megabyte_of_one_clause_is_in_the_json_whole(run: Run, small: Folder, plain_reader: None) -> None:
    """What a program reads is not cut."""
    text = "word " * 200_000
    outcome = run("check", "-", "--rules", small.path, "--as-of", DAY, "-f", "json", stdin=text.encode())
    assert clause_of(outcome)["text"] == text


def test_a_megabyte_of_one_clause_is_read(run: Run, shared_reader: None) -> None:
    """The reader takes a megabyte too: what stands at its start and at its end is understood, in its place."""
    text = f"Ukraine will hold elections within 100 days. {'x' * 1_000_000}. Ukraine will not join NATO."
    outcome = run("check", "-", "--as-of", DAY, "-f", "json", "--engine", "reference", stdin=text.encode())
    measures = clause_of(outcome)["measures"]
    assert isinstance(measures, list)
    assert {"hold_elections", "join_alliance"} <= {measure["kind"] for measure in measures}
    assert all(text[e["start"] : e["end"]] == e["text"] for measure in measures for e in measure["evidence"])


LOOK_ALIKES = (
    f"{CYRILLIC_C}rimea will be recognised as Russian territory.",
    "Crimea will be re\u0441ognised as Russian territ\u043ery.",
    "Ukr\u0430ine will cede Crime\u0430 to Russi\u0430.",
)
EMPTY_WORDS = ("?!", "1234", "\u2014", "...", "\u00e9", "a")


def judged_lines(run: Run, folder: Path, texts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Judge texts by the shipped law and return the clauses of the result."""
    path = folder / "plan.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    outcome = run("batch", path, "--as-of", DAY, "-f", "jsonl", "--engine", "reference")
    return [json.loads(line)["clause"] for line in outcome.out.splitlines()]


def test_letters_that_only_look_latin_never_make_a_clause_clear(run: Run, tmp_path: Path, shared_reader: None) -> None:
    """Cyrillic letters that look Latin may keep a clause from being understood; they never make it clear."""
    clauses = judged_lines(run, tmp_path, LOOK_ALIKES)
    assert tuple(clause["text"] for clause in clauses) == LOOK_ALIKES
    assert "clear" not in {clause["verdict"] for clause in clauses}


def test_what_says_nothing_is_not_understood(run: Run, tmp_path: Path, shared_reader: None) -> None:
    """Signs without words are a clause that is not understood, not a lawful one."""
    clauses = judged_lines(run, tmp_path, EMPTY_WORDS)
    assert [clause["verdict"] for clause in clauses] == ["not_understood"] * len(EMPTY_WORDS)


def test_the_introducing_line_of_a_clause_comes_along(run: Run, small: Folder, plain_reader: None) -> None:
    """--context gives the line that a sub-clause belongs to; it is part of the result, not of the text."""
    options = ("--rules", small.path, "--as-of", DAY, "-f", "json")
    clause = clause_of(run("check", VOTE, "--context", "The parties agree:", *options))
    assert (clause["text"], clause["context"]) == (VOTE, "The parties agree:")


def test_words_that_were_seen_but_not_acted_on_are_told(run: Run, small: Folder, plain_reader: None) -> None:
    """What the reader saw and did not take for a measure is named in every form, with the reason."""
    options = ("--rules", small.path, "--as-of", DAY)
    text = "Northland is said to be proud."
    (note,) = clause_of(run("check", text, *options, "-f", "json"))["notes"]
    assert text[note["start"] : note["end"]] == note["text"] == "is said to"
    shown = " ".join(run("check", text, *options).out.split())
    assert 'Not acted on: "is said to": hearsay' in shown


@pytest.mark.parametrize("command", ["read", "batch"])
def test_a_file_past_the_limit_is_refused(run: Run, small: Folder, tmp_path: Path, command: str) -> None:
    """A plan of many megabytes is refused before it is loaded, with what to do."""
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    outcome = run(command, path, "--rules", small.path)
    assert outcome.status == 2
    assert f"{path}: is larger than 32 MB; split it" in outcome.errors


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_reading_what_is_no_file_is_status_2(run: Run, small: Folder, tmp_path: Path, name: str) -> None:
    """A plan that is missing or a folder is named; nothing is written."""
    outcome = run("read", tmp_path / name, "--rules", small.path, "-o", tmp_path / "out.yaml")
    assert outcome.status == 2
    assert str(tmp_path / name) in outcome.errors
    assert "Traceback" not in outcome.errors
    assert not (tmp_path / "out.yaml").exists()


HOSTILE_PLANS = [
    pytest.param("a.yaml", b"", "is empty", id="empty"),
    pytest.param("a.yaml", b"a: &a [x]\nclauses: [*a, *a]\n", "aliases", id="bomb"),
    pytest.param("a.yaml", b"clauses:\n\t- {number: 1}\n", "is not valid YAML", id="tab"),
    pytest.param("a.yaml", b"clauses: []\nclauses: []\n", "stands twice", id="duplicate-key"),
    pytest.param("a.yaml", b"clauses: [{number: 1, text: caf\xe9}]\n", "is not UTF-8", id="latin-1"),
    pytest.param("a.yaml", b"clauses: [{number: 1, text: a\x00b}]\n", "U+0000", id="nul"),
    pytest.param("a.yaml", b"\xff\xfec\x00l\x00", "is not UTF-8", id="utf-16"),
    pytest.param("a.json", b"[" * 100_000, "nested", id="deep-json"),
    pytest.param("a.json", b'{"clauses": [{"number": NaN, "text": "x"}]}', "must be text", id="not-a-number"),
    pytest.param("a.json", b'{"clauses": ' + b"9" * 5000 + b"}", "a.json:1:", id="huge-number"),
    pytest.param("a.md", b"\x00\x01\x02", "", id="binary"),
    pytest.param("a.md", b"---\ntitle: [\n---\n1. One.\n", "is not valid YAML", id="broken-front-matter"),
]


@pytest.mark.parametrize(("name", "raw", "says"), HOSTILE_PLANS)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_hostile_plan_is_one_sentence(
    run: Run, small: Folder, tmp_path: Path, plain_reader: None, name: str, raw: bytes, says: str, form: str
) -> None:
    """Whatever a plan file holds, the batch ends in a sentence with the file in it, or in a result."""
    path = tmp_path / name
    path.write_bytes(raw)
    outcome = run("batch", path, "--rules", small.path, "-f", form)
    assert "Traceback" not in outcome.errors
    assert "internal error" not in outcome.errors
    if says:
        assert outcome.status == 2
        assert says in outcome.errors
        assert str(path) in outcome.errors
    else:
        assert outcome.status in (2, 3)


def test_a_folder_without_plans_is_status_2(run: Run, small: Folder, tmp_path: Path) -> None:
    """An empty folder is named; nothing is judged in its place."""
    (tmp_path / "empty").mkdir()
    outcome = run("batch", tmp_path / "empty", "--rules", small.path)
    assert outcome.status == 2
    assert f"{tmp_path / 'empty'}: holds no plan files" in outcome.errors
    assert outcome.raw == b""


def test_a_pattern_names_plans(run: Run, small: Folder, tmp_path: Path) -> None:
    """A pattern that the shell left alone is expanded."""
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"measures": [{"kind": "talk"}]}\n', encoding="utf-8")
    outcome = run("batch", tmp_path / "*.jsonl", "--rules", small.path, "-f", "json")
    assert outcome.status == 0
    assert [one["plan"]["title"] for one in json.loads(outcome.out)["plans"]] == ["a", "b"]


def test_assumptions_of_a_plan_hold_where_the_caller_makes_none(run: Run, small: Folder, tmp_path: Path) -> None:
    """A plan may take facts as given; who calls has the last word."""
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"assumptions: {{emergency: no}}\nclauses:\n  - {{number: 1, measures: [{VOTING}]}}\n",
        encoding="utf-8",
    )
    options = ("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json")
    alone, overruled = run(*options), run(*options, "--assume", "emergency=yes")
    assert json.loads(alone.out)["plan"]["verdict"] == "approval"
    assert json.loads(alone.out)["assumptions"]["emergency"] == "no"
    assert json.loads(overruled.out)["plan"]["verdict"] == "closed"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_an_assumption_of_a_plan_about_nothing_is_named(run: Run, small: Folder, tmp_path: Path, form: str) -> None:
    """A plan that assumes an unknown fact is refused with its file; the other plans are judged."""
    path = tmp_path / "plan.yaml"
    path.write_text(
        "assumptions: {weather: fine}\nclauses:\n  - {number: 1, measures: [{kind: talk}]}\n", encoding="utf-8"
    )
    outcome = run("batch", path, "--rules", small.path, "-f", form)
    assert outcome.status == 2
    assert str(path) in outcome.errors
    assert "no fact is called 'weather'" in outcome.errors
