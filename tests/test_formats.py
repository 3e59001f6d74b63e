"""Formats as a person asks for them: several at once, where each goes, and what cannot be done."""

import inspect
import json
from importlib import import_module
from pathlib import Path

import pytest

from legalcheck.cli.formats import targets_of
from legalcheck.model.problem import InputError
from legalcheck.report import formats
from legalcheck.report.formats import FORMATS, Format, Settings
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.plans import LEAVE, plan_of

PLAN_FORMATS = [form.name for form in FORMATS.values() if not form.draws]


def files(*words: str, output: str | None = None) -> dict[str, str | None]:
    """Return the file of each format, None for standard output."""
    found = targets_of(words, Path(output) if output else None)
    return {target.form.name: str(target.file) if target.file else None for target in found}


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_every_format_can_be_written(form: Format) -> None:
    """A format has a module with a function that takes results, a checker, and the settings it asks for."""
    parameters = list(inspect.signature(import_module(f"legalcheck.report.{form.module}").render).parameters)
    assert len(parameters) == 2 + len(form.takes)
    assert parameters[2:] == list(form.takes)
    assert set(form.takes) <= set(Settings.__dataclass_fields__)


def test_suffixes_differ() -> None:
    """Several formats under one name are several files."""
    suffixes = [form.suffix for form in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize(
    ("words", "output", "found"),
    [
        ((), None, {"text": None}),
        (("json",), None, {"json": None}),
        (("json",), "report", {"json": "report"}),
        (("json",), "report.txt", {"json": "report.txt"}),
        (("json,jsonl",), "report", {"json": "report.json", "jsonl": "report.jsonl"}),
        (("json", "text"), "a/report.json", {"json": "a/report.json", "text": "a/report.txt"}),
        (("json", "text"), "report.v2", {"json": "report.v2.json", "text": "report.v2.txt"}),
        (("text", "json=all.json"), None, {"text": None, "json": "all.json"}),
        (("text,json=all.json",), "words", {"text": "words", "json": "all.json"}),
        (("json=a=b.json",), None, {"json": "a=b.json"}),
    ],
)
def test_each_format_goes_where_it_was_told(
    words: tuple[str, ...], output: str | None, found: dict[str, str | None]
) -> None:
    """A file of its own, the file of -o, one under the name of -o, or standard output."""
    assert files(*words, output=output) == found


@pytest.mark.parametrize(
    ("words", "output", "said"),
    [
        (("text,json",), None, "text and json cannot share standard output; name files with -o NAME (NAME.txt, NA"),
        (("yaml",), None, "there is no format 'yaml'; -f takes text, json, jsonl"),
        (("",), None, "there is no format ''"),
        (("json=",), None, "-f takes NAME or NAME=FILE, not 'json='"),
        (("json", "text,json"), "report", "-f names json twice"),
        (("json=report",), "other", "every format has a file of its own already; leave out -o"),
        (("json=x", "text=./x"), None, "x: json and text cannot share a file; give each its own"),
        (("json=.",), None, ".: is a folder; name a file for json"),
        (("svg",), None, "'svg' draws one clause, so it goes with check; -f takes text"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], output: str | None, said: str) -> None:
    """One sentence tells what is wrong and what to do."""
    with pytest.raises(InputError) as refused:
        files(*words, output=output)
    assert said in str(refused.value)


def test_bytes_are_not_sent_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A binary format needs a file."""
    monkeypatch.setitem(formats.FORMATS, "json", Format("json", ".json", "records", binary=True))
    with pytest.raises(InputError, match="json is no text to show; write it to a file with -o FILE or -f json=FILE"):
        files("json")
    assert files("json=x") == {"json": "x"}


def test_several_formats_at_once_say_the_same(run: Run, small: Folder, tmp_path: Path) -> None:
    """Each of several reports is the one that its format gives alone; what has no file goes to standard output."""
    plan = plan_of(tmp_path, LEAVE)
    call = ("batch", plan, "--rules", small.path, "--as-of", DAY)
    alone = {}
    for name in PLAN_FORMATS:
        run(*call, "-f", name, "-o", tmp_path / "alone")
        alone[name] = (tmp_path / "alone").read_bytes()
    outcome = run(*call, "-f", ",".join(PLAN_FORMATS), "-o", tmp_path / "report")
    assert (outcome.status, outcome.raw) == (run(*call).status, b"")
    for name in PLAN_FORMATS:
        assert (tmp_path / f"report{FORMATS[name].suffix}").read_bytes() == alone[name] != b"", name
    assert run(*call, "-f", "text", "-f", f"json={tmp_path / 'own'}").raw == alone["text"]
    assert (tmp_path / "own").read_bytes() == alone["json"]


def test_one_clause_is_reported_in_several_formats(run: Run, small: Folder, tmp_path: Path, plain_reader: None) -> None:
    """A check takes them as well, pictures included."""
    call = ("check", "Northland will leave the League.", "--rules", small.path, "--as-of", DAY)
    outcome = run(*call, "-f", f"svg={tmp_path / 'a.svg'},json={tmp_path / 'a.json'}", "-f", "text", "-q")
    assert outcome.raw == b""
    assert (tmp_path / "a.svg").read_bytes() == run(*call, "-f", "svg").raw
    assert json.loads((tmp_path / "a.json").read_text())["clauses"][0]["findings"]


def test_all_files_are_written_or_none(run: Run, small: Folder, tmp_path: Path) -> None:
    """If one of several files cannot be written, the others are as they were and nothing lies about."""
    plan, kept = plan_of(tmp_path, LEAVE), tmp_path / "kept.json"
    kept.write_text("as it was")
    before = sorted(tmp_path.iterdir())
    outcome = run("batch", plan, "--rules", small.path, "-f", f"json={kept},text={tmp_path / 'no' / 'such.txt'}")
    assert (outcome.status, outcome.raw) == (2, b"")
    assert outcome.errors.count("\n") == 1
    assert "such.txt: cannot be written: No such file or directory" in outcome.errors
    assert (kept.read_text(), sorted(tmp_path.iterdir())) == ("as it was", before)


def test_a_plan_is_never_written_over(run: Run, small: Folder, tmp_path: Path) -> None:
    """A report that would take the place of a plan to be judged is refused, whichever way it is named."""
    plan = plan_of(tmp_path, LEAVE, name="plan.json")
    plan.write_text('{"clauses": [{"measures": [{"kind": "pay"}], "number": "1"}]}')
    for words in (["-f", f"json={plan}"], ["-f", "json,text", "-o", tmp_path / "plan"]):
        outcome = run("batch", plan, "--rules", small.path, *words)
        assert outcome.status == 2
        assert "plan.json: is one of the plans to be judged" in outcome.errors
    assert not (tmp_path / "plan.txt").exists()


def test_what_if_is_told_in_two_formats_only(run: Run, small: Folder, tmp_path: Path) -> None:
    """Differences have two formats; another is refused before anything is judged."""
    outcome = run("batch", plan_of(tmp_path, LEAVE), "--rules", small.path, "--what-if", "emergency=no", "-f", "jsonl")
    assert outcome.status == 2
    assert "--what-if is reported as text or json" in outcome.errors
