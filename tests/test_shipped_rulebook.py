"""The rulebook that ships: clean, supported, exampled, impartial."""

import ast
import re
from pathlib import Path

import pytest

import legalcheck
from legalcheck.model.result import Finding
from legalcheck.model.rule import Rule
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strata import asked
from tests.conftest import Run
from tests.judging import judged

COUNTRIES = re.compile(
    r"\b(Ukrain\w*|Russia\w*|Moscow|Kyiv|Kiev|Kremlin|United States|American?s?|Washington|Poland|Polish|China|Chinese|"
    r"T[uü]rk\w*|France|French|German\w*|Brit\w*|United Kingdom|Crimea\w*|Donbas|Donetsk|Luhansk|Kherson|Zaporizhzhia|"
    r"Sevastopol)\b"
)


def words_of(rule: Rule) -> str:
    """What a rule says of its own: not the examples, not the views of others, not the names of sources."""
    steps = " ".join(f"{step.act} {step.body} {step.condition or ''}" for step in rule.route)
    exceptions = " ".join(exempt.why for exempt in rule.unless)
    return f"{rule.title} {rule.message} {rule.why} {steps} {exceptions}"


def test_the_shipped_rulebook_verifies(run: Run, shared_reader: None) -> None:
    """Every example of every rule holds, matters and texts, and nothing passes the limits of the engine."""
    outcome = run("verify")
    assert outcome.errors == ""
    assert outcome.status == 0
    assert "0 mistakes" in outcome.out


def test_there_are_rules_enough(law: Rulebook) -> None:
    """The first law holds at least 45 rules, in all three forums."""
    assert len(law.rules) >= 45
    assert {rule.forum for rule in law.rules.values()} == {"ukraine", "international", "third_party"}


def test_contested_questions_carry_positions(law: Rulebook) -> None:
    """At least ten rules are contested; each names who holds what, and the level under each view."""
    contested = [rule for rule in law.rules.values() if rule.standing == "contested"]
    assert len(contested) >= 10
    for rule in contested:
        assert len(rule.positions) >= 2, rule.id
        assert len({view.level for view in rule.positions}) >= 2, f"{rule.id}: all positions come to the same"
        assert all(view.held_by.strip() and view.view.strip() for view in rule.positions), rule.id


def test_no_rule_rests_on_memory_alone(law: Rulebook) -> None:
    """Each rule cites a source that somebody has checked at least in part."""
    for rule in law.rules.values():
        assert any(law.sources[name].at.verified in ("yes", "partly") for name in rule.sources), rule.id


def test_every_rule_has_hits_and_misses(law: Rulebook) -> None:
    """Beside every rule stand a case that it catches and a near one that it leaves alone."""
    for rule in law.rules.values():
        assert any(example.matter for example in rule.examples.hits), rule.id
        assert rule.examples.misses, rule.id
        if rule.then.level:
            assert any(example.text for example in rule.examples.hits), rule.id


def test_international_conditions_name_no_state_and_no_territory(law: Rulebook) -> None:
    """International rules ask about roles; no state and no place decides by its name."""
    states = {name for name, party in law.parties.items() if party.type != "organisation"} - {"unknown"}
    named = states | set(law.vocabulary.territories)
    for rule in law.rules.values():
        if rule.forum == "international":
            conditions = [rule.when, *(exempt.when for exempt in rule.unless)]
            values = {v for when in conditions for allowed in when.attributes.values() for v in allowed.values}
            assert not values & named, rule.id


def test_international_rules_speak_of_roles(law: Rulebook) -> None:
    """What an international rule says of its own names no country; slots fill in whom the clause names."""
    named = {
        rule.id: found
        for rule in law.rules.values()
        if rule.forum == "international" and (found := COUNTRIES.findall(words_of(rule)))
    }
    assert not named


def test_the_code_names_no_party_territory_fact_or_article(law: Rulebook) -> None:
    """The law is data: no party, territory, fact, rule or source stands in the program by its id, and no article."""
    ids = {*law.parties, *law.territories, *law.facts, *law.rules, *law.sources}
    ids -= {"unknown", "other", *LEVELS}
    folder = Path(legalcheck.__file__).parent
    named = {
        str(path.relative_to(folder)): found
        for path in sorted(folder.rglob("*.py"))
        if (found := {word for word in strings(path) if word in ids or re.search(r"\bArt\\.? ?\d", word)})
    }
    assert not named


def strings(path: Path) -> set[str]:
    """Return the string constants of a program file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_sources_cited_beside_a_rule_are_in_force_when_it_is(law: Rulebook) -> None:
    """On the day of the examples each rule in force rests on a source in force."""
    for rule in law.rules.values():
        if rule.in_force.covers("2026-01-15"):
            assert any(law.sources[name].at.in_force.covers("2026-01-15") for name in rule.sources), rule.id


def test_chains_are_chains(law: Rulebook) -> None:
    """Some findings are reached over characterisations, so that explanations are no single jump."""
    characterising = [rule for rule in law.rules.values() if rule.then.characterise]
    resting = [rule for rule in law.rules.values() if asked(rule)]
    assert len(characterising) >= 5
    assert len(resting) >= 5


@pytest.mark.parametrize(
    ("what", "kind", "forum"),
    [
        ("cession", "cede_territory", "ukraine"),
        ("referendum", "hold_referendum", "ukraine"),
        ("amendment", "amend_constitution", "ukraine"),
        ("alliance course", "renounce_alliance", "ukraine"),
        ("foreign bases", "host_foreign_base", "ukraine"),
        ("elections", "hold_elections", "ukraine"),
        ("ceilings", "limit_armed_forces", "ukraine"),
        ("amnesty", "grant_amnesty", "ukraine"),
        ("amnesty of core crimes", "grant_amnesty", "international"),
        ("treaties", "bind_by_agreement", "ukraine"),
        ("guarantees", "give_security_guarantee", "third_party"),
        ("admission", "join_alliance", "third_party"),
        ("sanctions", "lift_sanctions", "third_party"),
        ("assets", "use_frozen_assets", "third_party"),
        ("recognition", "recognise_sovereignty", "international"),
        ("recognition at home", "recognise_sovereignty", "ukraine"),
        ("withdrawal", "withdraw_forces", "ukraine"),
        ("line of contact", "freeze_line", "international"),
        ("prisoners", "exchange_prisoners", "international"),
        ("non-nuclear status", "renounce_nuclear_weapons", "ukraine"),
    ],
)
def test_the_first_law_covers_its_subjects(law: Rulebook, what: str, kind: str, forum: str) -> None:
    """Each subject of the first law has a rule of its own forum on the measure that plans use for it."""
    assert what
    assert any(
        rule.forum == forum and "kind" in rule.when.attributes and kind in rule.when.attributes["kind"].values
        for rule in law.rules.values()
    ) or any(f.forum == forum for f in _findings_on(law, kind))


def _findings_on(book: Rulebook, kind: str) -> list[Finding]:
    parts = {"performer": ["ukraine"], "beneficiary": ["russia"], "organisation": ["nato"], "territory": ["crimea"]}
    return list(judged(book, {"kind": kind, **parts}).findings)
