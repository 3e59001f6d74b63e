"""Rulebooks of other countries as packages: found by their entry point, never imported, laid over the shared law."""

import importlib.metadata
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.rulebook import packs
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.packs import GROUP, find_rules, installed_packs
from tests.conftest import ROOT, Run
from tests.factory import Folder

MOLDOVA = ROOT / "packs" / "moldova"
PROJECT = tomllib.loads((MOLDOVA / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def install(site: Path, package: Path, project: dict[str, object]) -> None:
    """Lay a package into a folder of packages as an installer would, with the entry points that it declares."""
    shutil.copytree(package, site / package.name)
    info = site / f"{package.name}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    declared = project["entry-points"]
    assert isinstance(declared, dict)
    lines = [f"{name} = {value}" for name, value in declared[GROUP].items()]
    (info / "entry_points.txt").write_text("\n".join([f"[{GROUP}]", *lines]) + "\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with the pack for Moldova in it."""
    folder = tmp_path / "site"
    folder.mkdir()
    install(folder, MOLDOVA / "legalcheck_moldova", PROJECT)
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture(scope="module")
def moldova() -> Rulebook:
    """The rulebook of Moldova, from the checkout."""
    return open_rulebook(MOLDOVA / "legalcheck_moldova" / "rules")


@pytest.fixture(scope="module")
def checker(moldova: Rulebook) -> Iterator[Checker]:
    """Judges by the law of Moldova on a day on which no emergency is known."""
    return Checker(moldova, "2026-01-15")


def test_an_installed_pack_is_found_by_its_name(site: Path, run: Run) -> None:
    """--rules takes the name of an entry point; the clause is judged by the law of the pack and the shared law."""
    assert find_rules(Path("moldova")) == site / "legalcheck_moldova" / "rules"
    outcome = run("check", "--rules", "moldova", "Moldova will cede Transnistria to Russia.", "--as-of", "2026-01-15")
    assert outcome.status == 1, outcome.errors
    assert "Moldova: amendment; International law: barred" in outcome.out
    assert "md-revision-by-referendum" in outcome.out
    assert "Ukraine" not in outcome.out


def test_installed_packs_are_listed(site: Path, run: Run) -> None:
    """The rulebook of the program stands first, then every pack with its package and version."""
    outcome = run("rules", "--packs")
    lines = outcome.out.splitlines()
    assert lines[0] == "legalcheck  comes with the program"
    assert f"moldova     legalcheck-moldova {PROJECT['version']}" in lines


def test_a_pack_is_data_and_never_imported(site: Path) -> None:
    """What the package would do on import does not happen."""
    (site / "legalcheck_moldova" / "__init__.py").write_text("raise SystemExit('imported')\n")
    assert open_rulebook(Path("moldova")).home == "moldova"


def test_packs_are_looked_for_only_when_one_is_named(small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start without --rules, and one with a folder, asks the installation for nothing."""

    def scan(**_: str) -> None:
        raise AssertionError("the installed packages were scanned")

    monkeypatch.setattr(importlib.metadata, "entry_points", scan)
    assert find_rules() == packs.shipped_rules()
    assert find_rules(Path("legalcheck")) == packs.shipped_rules()
    assert find_rules(small.path) == small.path
    with pytest.raises(AssertionError):
        find_rules(Path("moldova"))


def test_a_folder_comes_before_a_pack_of_its_name(site: Path, small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the working folder is what a person means."""
    monkeypatch.chdir(small.path.parent)
    small.path.rename("moldova")
    assert find_rules(Path("moldova")) == Path("moldova")


def test_what_is_neither_folder_nor_pack_is_said(run: Run) -> None:
    """The message says where packs are listed."""
    outcome = run("check", "--rules", "atlantis", "A clause.")
    assert outcome.status == 2
    assert outcome.errors == (
        "legalcheck: atlantis: is not a folder of rules; give one that holds rulebook.yaml, or a pack of "
        "'legalcheck rules --packs'\n"
    )


def test_a_pack_that_lost_its_files_is_said(site: Path) -> None:
    """An entry point whose package is gone, or holds no rules, asks for a new installation."""
    shutil.rmtree(site / "legalcheck_moldova" / "rules")
    with pytest.raises(InputError, match="the pack 'moldova' has no rulebook in 'legalcheck_moldova'; install"):
        find_rules(Path("moldova"))
    shutil.rmtree(site / "legalcheck_moldova")
    assert "moldova" in installed_packs()
    with pytest.raises(InputError, match="the pack 'moldova' has no rulebook"):
        find_rules(Path("moldova"))


def test_the_rulebook_of_moldova_verifies(run: Run) -> None:
    """Every example of its rules holds, and what it inherits finds the facts that it asks for."""
    outcome = run("verify", "--rules", MOLDOVA / "legalcheck_moldova" / "rules")
    assert outcome.errors == ""
    assert outcome.status == 0


def test_the_rulebook_of_moldova_is_a_rulebook_of_its_own(moldova: Rulebook, law: Rulebook) -> None:
    """At least eight rules on its own constitution; international law is inherited, the law of other states is not."""
    own = [rule for rule in moldova.own_rules if rule.then.level]
    assert len(own) >= 8
    assert {rule.forum for rule in moldova.own_rules} == {"moldova"}
    international = {name for name, rule in law.rules.items() if rule.forum == "international"}
    assert moldova.rules.keys() & moldova.inherited == international
    assert moldova.plan_rules == {}
    for rule in moldova.own_rules:
        assert any(moldova.sources[name].at.verified in ("yes", "partly") for name in rule.sources), rule.id


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Transnistria will be recognised as part of Russia.",
            {"md-revision-by-referendum", "intl-non-recognition", "intl-cession-procured-by-force"},
        ),
        ("The United States will recognise Transnistria as Russian.", {"intl-non-recognition"}),
        ("Moldova will join NATO.", {"md-revision-by-referendum"}),
        ("Moldova will remain neutral.", {"md-neutrality-restated"}),
        ("Moldova will host a Russian military base in Transnistria.", {"md-revision-by-referendum"}),
        ("Moldova will grant Transnistria a special status.", {"md-status-of-left-bank-by-organic-law"}),
        ("Russia will withdraw its troops from Transnistria.", {"md-withdrawal-is-due", "intl-taker-must-withdraw"}),
        ("A referendum in Transnistria will decide its status.", {"md-regional-vote-moves-no-sovereignty"}),
        ("The Constitution will be amended within 60 days.", {"md-other-amendment-by-parliament"}),
    ],
)
def test_clauses_on_moldova_meet_barriers(checker: Checker, text: str, wanted: set[str]) -> None:
    """Words, silence about the performer, roles and facts are read as those of Moldova."""
    (result,) = checker.check([Clause(number="1", text=text)])
    assert wanted <= {finding.rule for finding in result.findings if finding.certainty == "certain"}


def test_sources_of_another_state_are_not_listed(run: Run, law: Rulebook) -> None:
    """Of the sources below only those are shown on which a rule of the pack rests."""
    outcome = run("sources", "--rules", MOLDOVA / "legalcheck_moldova" / "rules")
    listed = {line.split(":")[0] for line in outcome.out.splitlines() if not line.startswith(" ")}
    assert {"MD-CONST-1", "VCLT-51-52"} <= listed
    elsewhere = {name for rule in law.rules.values() if rule.forum == "ukraine" for name in rule.sources}
    elsewhere -= {name for rule in law.rules.values() if rule.forum == "international" for name in rule.sources}
    assert elsewhere
    assert not listed & elsewhere


def test_the_law_of_moldova_says_nothing_of_other_lands(checker: Checker) -> None:
    """Own rules look at their own state and its territory."""
    (result,) = checker.check([Clause(number="1", text="Russia will withdraw its troops from Kherson oblast.")])
    assert not [finding for finding in result.findings if finding.forum == "moldova"]
