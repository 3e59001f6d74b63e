"""The rulebook shows itself: versions, lists, pages, schemas."""

import json
import re
from pathlib import Path

import pytest

from legalcheck import __version__
from legalcheck.report.rules import rule_list, rule_page, source_page
from legalcheck.report.schemas import schema_text
from legalcheck.rulebook.load import Rulebook, digest_of, find_rules
from legalcheck.rulebook.strict_yaml import parse_strict
from tests.conftest import ROOT, Run
from tests.factory import FILES, RULE_FILES, Folder
from tests.plans import SMALL, TALK, plan_of
from tests.schema import complaints


def test_version_names_program_rulebook_and_digest(run: Run, law: Rulebook) -> None:
    """Who reports a result can say exactly what judged."""
    outcome = run("--version")
    assert outcome.status == 0
    assert outcome.out == f"legalcheck {__version__}, rulebook {law.version} {digest_of(find_rules())}\n"
    assert re.search(r" sha256:[0-9a-f]{64}\n$", outcome.out)


def test_the_digest_follows_every_byte_of_the_rules(small: Folder) -> None:
    """A change of any file of the rulebook changes its digest; putting it back restores it."""
    before = digest_of(small.path)
    for name in FILES:
        text = small.text(name)
        small.write(name, text + "# a remark\n")
        assert digest_of(small.path) != before, name
        small.write(name, text)
    assert digest_of(small.path) == before


def test_the_digest_follows_the_weights_of_the_nominator(small: Folder) -> None:
    """Other weights are another rulebook."""
    weights = small.path / "nominator" / "weights.npy"
    weights.parent.mkdir()
    digests = set()
    for content in (b"one", b"two"):
        weights.write_bytes(content)
        digests.add(digest_of(small.path))
    assert len(digests) == 2


def test_help_names_every_command(run: Run) -> None:
    """The commands of the contract are there, each with its line of help."""
    shown = run("--help").out
    assert all(
        f"\n  {name} " in shown for name in ("check", "batch", "read", "rules", "rule", "source", "verify", "schema")
    )


def test_rules_lists_each_rule_with_its_level(run: Run, small: Folder) -> None:
    """The list names every rule by forum, with its level, rules on whole plans included."""
    shown = " ".join(run("rules", "--rules", small.path).out.split())
    assert "Home (home): 4 rules" in shown
    for line in (
        "amendment home-league-course: The League stands",
        "barred world-no-recognition",
        "step world-gain-by-force",
    ):
        assert line in shown
    assert "plan-leave-for-money" in shown


def test_a_rule_is_shown_in_full(run: Run, small: Folder) -> None:
    """The page of a rule has all of it: what, when, unless, why, sources, route, examples."""
    shown = " ".join(run("rule", "home-league-course", "--rules", small.path).out.split())
    for part in (
        "home-league-course: The League stands in the constitution",
        "Home; amendment; prevailing; in force from 2010-06-01",
        "{performer} would give up {organisation}.",
        "The constitution names the League.",
        "kind: leave_league",
        "Unless (for-a-time-only): A pause leaves the course as it is.",
        "N-LAW-2: Law, Art 2 (verified: partly)",
        "1. amend the constitution - Parliament; two thirds; condition: no emergency",
        "2. sign - President",
        '"Northland will leave the League."',
        "kind: join_league, performer: northland",
    ):
        assert part in shown, part


def test_a_contested_rule_shows_its_positions_and_gaps(run: Run, small: Folder) -> None:
    """Who holds what, with the level under each view, and what is not yet covered."""
    shown = " ".join(run("rule", "others-pay", "--rules", small.path).out.split())
    assert "most writers, 2025: Parliament decides. [consent]" in shown
    assert "some writers: The government may promise. [clear]" in shown
    assert "Known gap: what a guarantee comes to" in shown


def test_a_rule_on_plans_is_shown_in_full(run: Run, small: Folder) -> None:
    """A rule that looks across clauses shows what it looks for and what must be absent."""
    shown = " ".join(run("rule", "plan-leave-for-money", "--rules", small.path).out.split())
    for part in (
        "leaving",
        "paying",
        "voting",
        "kind: hold_vote",
        "emergency: yes",
        "What is bought must be voted on.",
    ):
        assert part in shown, part


def test_a_source_is_shown_with_what_rests_on_it(run: Run, small: Folder) -> None:
    """A source shows its pinpoint, what it says, how far it was verified, and every rule that cites it."""
    shown = run("source", "N-LAW-1", "--rules", small.path).out
    for part in (
        "N-LAW-1: Law, Art 1",
        "A nation votes when parliament says so.",
        "Verified: yes",
        "https://example.org/law",
        "home-vote-closed",
        "home-vote-needs-law",
        "others-pay",
        "plan-leave-for-money",
    ):
        assert part in shown, part
    assert "Caveats: The text was seen in translation only." in run("source", "N-LAW-2", "--rules", small.path).out


@pytest.mark.parametrize(("command", "what"), [("rule", "rule"), ("source", "source")])
def test_an_unknown_id_is_status_2(run: Run, small: Folder, command: str, what: str) -> None:
    """An id that is none is named, with where to look."""
    outcome = run(command, "NOTHING", "--rules", small.path)
    assert outcome.status == 2
    assert f"no {what} is called 'NOTHING'" in outcome.errors


def test_every_page_of_the_shipped_rulebook_is_eighty_columns_wide(law: Rulebook) -> None:
    """Every rule and every source can be shown, within the page."""
    pages = [rule_list(law), *(rule_page(law, name) for name in (*law.rules, *law.plan_rules))]
    pages += [source_page(law, name) for name in law.sources]
    for page in pages:
        wide = [line for line in page.splitlines() if len(line) > 80 and "https://" not in line]
        assert not wide


def test_the_rulebook_is_written_as_pages(run: Run, small: Folder, tmp_path: Path) -> None:
    """One Markdown page a rule and an index that links to all of them; no link leads nowhere."""
    folder = tmp_path / "pages"
    assert run("rules", "-f", "markdown", "-o", folder, "--rules", small.path).status == 0
    names = {path.name for path in folder.iterdir()}
    assert names == {"README.md", "plan-leave-for-money.md", *(f"{Path(name).stem}.md" for name in RULE_FILES)}
    index = (folder / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)]+)\)", index))
    assert linked == names - {"README.md"}
    page = (folder / "home-league-course.md").read_text(encoding="utf-8")
    for part in (
        "# The League stands in the constitution",
        "for-a-time-only",
        "Law, Art 2",
        "two thirds",
        "Left alone:",
    ):
        assert part in page


def test_pages_leave_the_files_of_others_alone(run: Run, small: Folder, tmp_path: Path) -> None:
    """Writing pages into a folder that holds other things removes and changes none of them."""
    others = {"notes.md": "my notes", "README.md": "my own words", "data.txt": "x"}
    for name, text in others.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("rules", "-f", "markdown", "-o", tmp_path, "--rules", small.path)
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in others} == others


def test_pages_of_rules_that_are_gone_do_not_stay(run: Run, small: Folder, tmp_path: Path) -> None:
    """Pages written again are those of the rulebook as it is now."""
    folder = tmp_path / "pages"
    run("rules", "-f", "markdown", "-o", folder, "--rules", small.path)
    (small.path / "others/money/others-pay.yaml").unlink()
    assert run("rules", "-f", "markdown", "-o", folder, "--rules", small.path).status == 0
    assert not (folder / "others-pay.md").exists()


def test_pages_without_a_folder_are_status_2(run: Run, small: Folder) -> None:
    """Pages need somewhere to go."""
    outcome = run("rules", "-f", "markdown", "--rules", small.path)
    assert outcome.status == 2
    assert "-o" in outcome.errors


def test_pages_onto_a_file_are_status_2(run: Run, small: Folder, tmp_path: Path) -> None:
    """A file is no folder, and stays what it is."""
    (tmp_path / "file").write_text("old", encoding="utf-8")
    outcome = run("rules", "-f", "markdown", "-o", tmp_path / "file", "--rules", small.path)
    assert outcome.status == 2
    assert str(tmp_path / "file") in outcome.errors
    assert "Traceback" not in outcome.errors
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


def test_sources_are_listed_and_the_unverified_first_to_check(run: Run, small: Folder) -> None:
    """All sources, or only those that nobody has fully checked."""
    everything = run("sources", "--rules", small.path).out
    assert all(name in everything for name in ("N-LAW-1", "N-LAW-2", "N-RUMOUR", "W-CHARTER-1"))
    unverified = run("sources", "--unverified", "--rules", small.path).out
    assert "N-RUMOUR" in unverified
    assert "N-LAW-1" not in unverified
    assert "W-CHARTER-1" not in unverified


COMMANDS = [
    ("check", "Northland shall hold a vote."),
    ("batch", "PLAN"),
    ("read", "PLAN"),
    ("rules",),
    ("rule", "others-pay"),
    ("source", "N-LAW-1"),
    ("sources",),
    ("verify",),
    ("schema", "plan"),
    ("schema", "rule"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_that_uses_a_rulebook_takes_another(
    run: Run, small: Folder, tmp_path: Path, plain_reader: None, words: tuple[str, ...]
) -> None:
    """--rules DIR is accepted everywhere, and it is that folder that speaks."""
    plan = plan_of(tmp_path, TALK)
    outcome = run(*(plan if word == "PLAN" else word for word in words), "--rules", small.path)
    assert outcome.status in (0, 3), outcome.errors
    if words[0] == "schema":
        assert "northland" in outcome.out
        assert "ukraine" not in outcome.out


def test_the_rules_are_found_beside_the_program() -> None:
    """Without --rules the rulebook of the checkout, or of the installed program, is used."""
    assert (find_rules() / "rulebook.yaml").is_file()


def test_a_program_without_rules_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lost its rules says how to mend it."""
    monkeypatch.setattr("legalcheck.rulebook.packs._PLACES", ())
    outcome = run("rules")
    assert outcome.status == 2
    assert "reinstall legalcheck or give --rules DIR" in outcome.errors


# --- schemas ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan", "rule", "result", "route", "diff", "baseline"])
def test_the_committed_schemas_are_those_that_the_program_prints(law: Rulebook, name: str) -> None:
    """Editors use the files under schemas/: they say what the program says."""
    assert (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8") == schema_text(name, law)


def test_the_program_prints_the_schema_of_its_rulebook(run: Run, law: Rulebook) -> None:
    """The command says what the committed files say."""
    printed = run("schema", "plan")
    assert (printed.status, printed.out) == (0, schema_text("plan", law))


def defined(schema: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    """Return every property of a schema with its name."""
    found: list[tuple[str, dict[str, object]]] = []
    definitions = schema.get("$defs", {})
    assert isinstance(definitions, dict)
    for part in (schema, *definitions.values()):
        found += part.get("properties", {}).items()
    return found


@pytest.mark.parametrize("name", ["plan", "result"])
def test_every_public_field_is_described(law: Rulebook, name: str) -> None:
    """An editor can say what each part of a file means."""
    schema = json.loads(schema_text(name, law))
    fields = defined(schema)
    assert len(fields) > 20
    assert [field for field, told in fields if not told.get("description") and "$ref" not in told] == []


def test_plans_fit_the_schema_of_plans(run: Run, small: Folder) -> None:
    """The plan of the small world fits the schema of its rulebook; a misspelt key does not."""
    schema = json.loads(run("schema", "plan", "--rules", small.path).out)
    plan = parse_strict(SMALL, "plan").data
    assert complaints(plan, schema) == []
    plan["clauses"][0]["txet"] = "x"
    plan["clauses"][1]["measures"][0]["kind"] = "dance"
    assert len(complaints(plan, schema)) >= 1
    assert complaints({"title": "no clauses"}, schema) != []


def test_rules_fit_the_schema_of_rules(law: Rulebook) -> None:
    """Every shipped rule file fits the schema that editors use; a misspelt value does not."""
    schema = json.loads(schema_text("rule", law))
    for name in law.rules:
        assert complaints(law.documents[name].data, schema) == [], name
    wrong = {**law.documents[next(iter(law.rules))].data, "when": {"kind": "dance"}}
    assert complaints(wrong, schema) != []
