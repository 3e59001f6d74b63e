"""Plan files of every kind come in whole or are refused with file, line, column and what was expected."""

import json
from pathlib import Path

import pytest

from legalcheck.documents.files import open_plan, stream_clauses
from legalcheck.documents.finding import find_plans
from legalcheck.model.plan import Plan
from legalcheck.model.problem import InputError
from tests.counting import work
from tests.processes import bounded

SOME_YAML = """\
title: A plan
date: 2026-01-10
source: a newspaper
assumptions: {martial_law: yes, harvest: no}
clauses:
  - number: 1.10
    text: Talks begin.
  - number: 2
    text: Money is paid.
    context: "They agree:"
    language: en
  - number: 21a
    measures:
      - {kind: pay, performer: eastland, number: 600000, deadline: 2026-02-01}
      - {kind: talk, status: possible}
"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a plan file and return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def refusal(folder: Path, name: str, text: str | bytes) -> str:
    """Return what a plan file is refused with, without its path."""
    path = write(folder, name, text)
    with pytest.raises(InputError) as caught:
        open_plan(path)
    return "\n".join(str(problem).removeprefix(f"{path}:") for problem in caught.value.problems)


def test_a_yaml_plan_comes_in_as_written(tmp_path: Path) -> None:
    """Numbers such as 1.10, dates and plain yes and no keep their form; one name may stand for a list of one."""
    plan = open_plan(write(tmp_path, "plan.yaml", SOME_YAML))
    assert (plan.title, plan.date, plan.source) == ("A plan", "2026-01-10", "a newspaper")
    assert plan.assumptions == {"martial_law": "yes", "harvest": "no"}
    assert [clause.number for clause in plan.clauses] == ["1.10", "2", "21a"]
    assert plan.clauses[1].context == "They agree:"
    assert plan.clauses[0].measures is None
    pay, talk = plan.clauses[2].measures or ()
    assert (pay.id, pay.performer, pay.number, pay.deadline, pay.status) == (
        "m1", ("eastland",), 600000, "2026-02-01", "confirmed",
    )  # fmt: skip
    assert (talk.id, talk.status, talk.polarity, talk.condition) == ("m2", "possible", "affirmed", "none")


def test_measures_without_ids_get_free_ones(tmp_path: Path) -> None:
    """A finding points at one measure: ids that the program gives never meet those that a person gave."""
    line = "clauses:\n  - {number: 1, measures: [{kind: pay}, {id: m1, kind: talk}, {kind: talk}]}\n"
    (clause,) = open_plan(write(tmp_path, "plan.yaml", line)).clauses
    ids = [measure.id for measure in clause.measures or ()]
    assert ids[1] == "m1"
    assert len(set(ids)) == 3


def test_a_json_plan_says_the_same_as_yaml(tmp_path: Path) -> None:
    """One plan in two notations is one plan."""
    data = {
        "title": "A plan",
        "assumptions": {"martial_law": True},
        "clauses": [{"number": "1", "text": "Talks begin."}, {"number": 2, "measures": [{"kind": "talk"}]}],
    }
    from_json = open_plan(write(tmp_path, "plan.json", json.dumps(data)))
    lines = "title: A plan\nassumptions: {martial_law: yes}\nclauses:\n"
    lines += '  - {number: "1", text: Talks begin.}\n  - {number: 2, measures: [{kind: talk}]}\n'
    from_yaml = open_plan(write(tmp_path, "plan.yaml", lines))
    assert from_json.model_copy(update={"path": ""}) == from_yaml.model_copy(update={"path": ""})


def test_json_lines_are_clauses(tmp_path: Path) -> None:
    """One clause a line; empty lines are nothing; a clause without a number takes that of its line."""
    path = write(tmp_path, "plan.jsonl", '{"number": "7", "text": "One."}\n\n{"text": "Two."}\n')
    clauses = list(stream_clauses(path))
    assert [(c.number, c.text) for c in clauses] == [("7", "One."), ("3", "Two.")]
    assert open_plan(path).clauses == tuple(clauses)


def test_json_lines_are_read_one_by_one(tmp_path: Path) -> None:
    """A stream gives its first clauses before its last line is looked at."""
    path = write(tmp_path, "plan.jsonl", '{"text": "One."}\n{"text": "Two."}\nno json\n')
    stream = stream_clauses(path)
    assert [next(stream).text, next(stream).text] == ["One.", "Two."]
    with pytest.raises(InputError, match="3:1: is not valid JSON"):
        next(stream)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_json_lines_end_at_line_feeds_only(tmp_path: Path, odd: str) -> None:
    """A separator that JSON allows inside a string does not cut the line, streamed or read whole."""
    path = write(tmp_path, "plan.jsonl", f'{{"text": "One{odd}more."}}\n{{"text": "Two."}}\n')
    assert [c.text for c in stream_clauses(path)] == [f"One{odd}more.", "Two."]
    assert open_plan(path).clauses == tuple(stream_clauses(path))


def test_front_matter_names_the_plan(tmp_path: Path) -> None:
    """Title, date, source and assumptions stand between two lines of hyphens; clauses keep their lines."""
    text = "---\ntitle: A plan\ndate: 2026-01-10\nassumptions: {martial_law: no}\n---\n\n# A plan\n\n1. Talks begin.\n"
    plan = open_plan(write(tmp_path, "plan.md", text))
    assert (plan.title, plan.date, plan.assumptions) == ("A plan", "2026-01-10", {"martial_law": "no"})
    (clause,) = plan.clauses
    assert clause.span is not None
    assert clause.span.line == 9
    assert text[clause.span.start : clause.span.end] == "1. Talks begin."


def test_a_text_without_front_matter_is_named_after_its_file(tmp_path: Path) -> None:
    """A plan without a title takes the name of its file."""
    assert open_plan(write(tmp_path, "my-plan.txt", "1. Talks begin.\n")).title == "my-plan"


def test_positions_hold_under_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    """Offsets count the characters of the text, whatever ends its lines; a byte order mark is none of them."""
    text = "1. One.\r\n2. Two.\r\n"
    plan = open_plan(write(tmp_path, "plan.md", "\ufeff" + text))
    spans = [clause.span for clause in plan.clauses]
    assert [text[span.start : span.end] for span in spans if span] == ["1. One.", "2. Two."]


BAD = [
    pytest.param("a.yaml", "", "1:1: is empty; a plan needs at least one clause", id="empty-yaml"),
    pytest.param("a.md", "", "1:1: is empty; a plan needs at least one clause", id="empty-markdown"),
    pytest.param("a.json", " \n", "1:1: is empty; a plan needs at least one clause", id="blank-json"),
    pytest.param("a.jsonl", "\n\n", "1:1: is empty; a plan needs at least one clause", id="blank-lines"),
    pytest.param("a.md", "# Only a title\n", "1:1: has no clauses", id="no-clauses"),
    pytest.param("a.yaml", "clauses: []\n", "1:10: ", id="no-clauses-in-yaml"),
    pytest.param("a.yaml", "title: x\n", "1:1: 'clauses' is missing", id="clauses-missing"),
    pytest.param("a.yaml", "- one\n- two\n", "1:1: must be a mapping with the key 'clauses'", id="list"),
    pytest.param("a.json", "[1, 2]", "1:1: must be a mapping with the key 'clauses'", id="json-list"),
    pytest.param("a.yaml", "clauses:\n  - {number: 1}\n", "2:5: a clause needs 'text' or 'measures'", id="neither"),
    pytest.param(
        "a.yaml", "clauses:\n  - {number: 1, text: '  '}\n", "2:5: a clause needs 'text' or 'measures'", id="blank"
    ),
    pytest.param("a.yaml", "clauses:\n  - {text: One.}\n", "2:5: 'clauses.0.number' is missing", id="number-missing"),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1, text: One., verdict: fine}\n",
        "2:38: unknown key 'clauses.0.verdict'",
        id="key",
    ),
    pytest.param(
        "a.yaml", "titel: x\nclauses:\n  - {number: 1, text: A}\n", "1:8: unknown key 'titel'", id="key-on-top"
    ),
    pytest.param(
        "a.yaml",
        "path: /x\nclauses:\n  - {number: 1, text: A}\n",
        "1:7: unknown key 'path'",
        id="key-that-the-program-sets",
    ),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1, measures: [{kind: pay, who: x}]}\n",
        "2:45: unknown key 'clauses.0.measures.0.who'",
        id="key-in-a-measure",
    ),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1, measures: [{kind: pay, polarity: maybe}]}\n",
        "2:50: 'clauses.0.measures.0.polarity' is 'maybe'; expected 'affirmed' or 'negated'",
        id="value-in-a-measure",
    ),
    pytest.param(
        "a.yaml",
        'clauses:\n  - {number: "5", text: A}\n  - {number: 5, text: B}\n',
        "3:14: clause number '5' stands twice; give each clause its own number",
        id="number-twice",
    ),
    pytest.param(
        "a.json",
        '{"clauses": [{"number": "5", "text": "A"},\n {"number": "5", "text": "B"}]}',
        "2:13: clause number '5' stands twice",
        id="number-twice-in-json",
    ),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1', text: A}\n  - {number: 1', text: B}\n",
        "3:14: clause number '1'' stands twice",
        id="number-with-a-quote-twice",
    ),
    pytest.param(
        "a.jsonl",
        '{"number": "5", "text": "A"}\n{"number": "5", "text": "B"}\n',
        "2:1: clause number '5' stands twice",
        id="number-twice-in-lines",
    ),
    pytest.param("a.json", '{"clauses": [\n{"number": 1,, }]}', "2:14: is not valid JSON", id="json-broken"),
    pytest.param(
        "a.json", '{"title": "a", "title": "b"}', "1:1: key 'title' stands twice; keep one", id="json-key-twice"
    ),
    pytest.param(
        "a.json", '{"clauses": [{"number": 1.10, "text": "A"}]}', "1:25: 'clauses.0.number' must be text", id="float"
    ),
    pytest.param("a.json", "[" * 100_000, "1:1: ", id="json-deep"),
    pytest.param(
        "a.json", "9" * 5000, "1:1: holds a number of 5000 digits; 100 are allowed", id="json-number-without-end"
    ),
    pytest.param(
        "a.json",
        '{"clauses": [{"number": 1, "text": "\\ud83d\\ude00", "x": 1}]}',
        "1:57: unknown key 'clauses.0.x'",
        id="json-escaped-emoji",
    ),
    pytest.param("a.jsonl", '{"text": "A"}\n["B"]\n', "2:", id="line-that-is-a-list"),
    pytest.param("a.jsonl", '{"text": "A"}\n{"text": "B", "x": 1}\n', "2:1: unknown key 'x'", id="key-in-a-line"),
    pytest.param("a.jsonl", '{"text": "A"}\n{"text": \n', "2:", id="line-cut-short"),
    pytest.param("a.yaml", b"clauses:\n  - {number: 1, text: caf\xe9}\n", "2:26: byte 0xe9 is not UTF-8", id="latin-1"),
    pytest.param("a.md", b"1. One.\n2. caf\xe9\n", "2:7: byte 0xe9 is not UTF-8", id="latin-1-markdown"),
    pytest.param(
        "a.jsonl", b'{"text": "A"}\n{"text": "caf\xe9"}\n', "2:14: byte 0xe9 is not UTF-8", id="latin-1-lines"
    ),
    pytest.param("a.md", "---\ntitel: x\n---\n1. One.\n", "2:8: unknown key 'titel'", id="key-in-front-matter"),
    pytest.param(
        "a.md", "---\ntitle: x\ntitle: y\n---\n1. One.\n", "3:1: key 'title' stands twice", id="front-matter-twice"
    ),
    pytest.param("a.md", "---\nclauses: []\n---\n1. One.\n", "2:10: clauses stand below", id="clauses-in-front-matter"),
    pytest.param("a.yaml", "date: 2026-13-01\nclauses:\n  - {number: 1, text: A}\n", "1:7: ", id="day-that-is-none"),
    pytest.param("a.yaml", "date: soon\nclauses:\n  - {number: 1, text: A}\n", "1:7: ", id="date-that-is-none"),
    pytest.param(
        "a.yaml",
        "assumptions: {martial_law: [yes]}\nclauses:\n  - {number: 1, text: A}\n",
        "1:28: 'assumptions.martial_law'",
        id="assumption-that-is-a-list",
    ),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1, measures: [{id: m2, kind: pay}, {id: m2, kind: talk}]}\n",
        "2:5: measure id 'm2' stands twice; give each measure of a clause its own id",
        id="one-id-for-two-measures",
    ),
    pytest.param(
        "a.yaml",
        "clauses:\n  - {number: 1, measures: [{id: [m2], kind: pay}]}\n",
        "2:33: 'clauses.0.measures.0.id' must be text, not a list",
        id="id-that-is-a-list",
    ),
]


@pytest.mark.parametrize(("name", "text", "says"), BAD)
def test_a_bad_plan_is_refused_with_its_place(tmp_path: Path, name: str, text: str | bytes, says: str) -> None:
    """What a plan file has wrong is named with line and column."""
    assert refusal(tmp_path, name, text).startswith(says)


def test_the_latin_1_line_of_a_stream_is_named(tmp_path: Path) -> None:
    """A stream that stops being UTF-8 says on which line."""
    path = write(tmp_path, "a.jsonl", b'{"text": "A"}\n{"text": "B"}\n{"text": "caf\xe9"}\n')
    with pytest.raises(InputError, match=r"a\.jsonl:3:14: byte 0xe9 is not UTF-8"):
        list(stream_clauses(path))


def test_all_mistakes_of_a_plan_are_named_at_once(tmp_path: Path) -> None:
    """A person who corrects a plan learns of every mistake of form in one go."""
    said = refusal(
        tmp_path, "a.yaml", "titel: x\ndate: soon\nclauses:\n  - {number: 1, text: A, x: 1}\n  - {text: B}\n"
    )
    assert len(said.splitlines()) == 4


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
def test_a_mistake_is_one_line_however_it_was_written(tmp_path: Path, name: str) -> None:
    """A key that holds a line break, or no end of letters, is named in one line that ends with what to do."""
    for key in ("two\nlines", "x" * 1000):
        clause = json.dumps({"number": "1", "text": "A", key: 1})
        said = refusal(tmp_path, name, clause if name == "a.jsonl" else f'{{"clauses": [{clause}]}}')
        assert len(said.splitlines()) == 1
        assert len(said) < 1200
        assert said.endswith("check its spelling")


def test_a_key_that_stands_twice_is_found_without_comparing_all_with_all(tmp_path: Path) -> None:
    """Four times the keys are about four times the work: nothing is quadratic."""

    def refused(count: int) -> None:
        keys = ", ".join(f'"{name}": 1' for name in (*range(count), count - 1))
        assert "stands twice" in refusal(tmp_path, "a.json", f"{{{keys}}}")

    assert work(lambda: refused(2000)) < 5 * work(lambda: refused(500))


def test_files_are_found_by_path_folder_and_pattern(tmp_path: Path) -> None:
    """Each plan is found once, in order, however it is named; a README in a folder is no plan."""
    for name in ("b.md", "a.yaml", "README.md", "notes.png", "sub/c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1. One.\n", encoding="utf-8")
    found, problems = find_plans([str(tmp_path / "*.md"), str(tmp_path), str(tmp_path / "b.md")])
    assert problems == []
    assert [path.name for path in found] == ["README.md", "b.md", "a.yaml", "c.json"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nothing.yaml", "does not exist; give a plan file, a folder or a pattern"),
        ("*.yaml", "does not exist; give a plan file, a folder or a pattern"),
        ("", "holds no plan files; a plan ends in .yaml"),
        ("notes.png", "is no plan file; a plan ends in .yaml"),
    ],
)
def test_a_path_that_gives_no_plan_is_named(tmp_path: Path, name: str, says: str) -> None:
    """A path, a pattern or a folder without plans is a problem of its own; the others are still found."""
    write(tmp_path, "notes.png", "x")
    good = write(tmp_path.parent, f"{tmp_path.name}.md", "1. One.\n")
    found, problems = find_plans([str(tmp_path / name) if name else str(tmp_path), str(good)])
    assert found == [good]
    assert [says in problem.message for problem in problems] == [True]


def test_a_path_with_brackets_is_a_path(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is found under its name."""
    path = write(tmp_path, "plan[1].md", "1. One.\n")
    assert find_plans([str(path)]) == ([path], [])


def test_a_plan_knows_its_file(tmp_path: Path) -> None:
    """Results name the file that they come from."""
    path = write(tmp_path, "plan.yaml", SOME_YAML)
    plan = open_plan(path)
    assert isinstance(plan, Plan)
    assert plan.path == str(path)


HOSTILE = [
    pytest.param("**x " * 250_000, id="stars"),
    pytest.param("[" * 1_000_000, id="brackets"),
    pytest.param("`a " * 330_000, id="ticks"),
    pytest.param("[a](" * 250_000, id="links"),
    pytest.param("- - - - x " * 100_000, id="rules"),
    pytest.param("word " * 200_000, id="words"),
    pytest.param("(" * 1_000_000, id="parentheses"),
    pytest.param("1. " * 330_000, id="numbers"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_megabyte_of_one_clause_comes_in(tmp_path: Path, text: str) -> None:
    """One line of a megabyte, however hostile, is taken apart in the time that its length needs."""
    path = write(tmp_path, "plan.md", f"1. {text}\n2. Next.\n")
    script = (
        "import sys; from pathlib import Path; from legalcheck.documents.files import open_plan\n"
        "print(open_plan(Path(sys.argv[1])).clauses[-1].text)"
    )
    assert bounded(script, path) == "Next."
