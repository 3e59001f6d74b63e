"""Precedents and the mirror: the international rules decide by roles, rightly on history and alike for either side."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.result import Finding, PlanFinding
from legalcheck.model.values import LEVELS, UNSPECIFIED, gravest
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.verifying import rules_applying
from tests.conftest import ROOT
from tests.factory import DAY

FORUM = "international"
FILES = {path.stem: path for path in sorted((ROOT / "cases" / "precedents").glob("*.yaml"))}
PLANS = {path.stem: path for path in sorted((ROOT / "cases" / "plans").glob("*.yaml"))}

PARTS = ("id", "name", "year", "as_of", "group", "facts", "outcome", "authority", "lesson", "roles", "sources_seen")
LAST_PARTS = ("verified", "matters")
NOT_ASKED = ("act", "as_of", "expect")
NAMED_BY_ID = {"performer", "beneficiary", "territory", "organisation"}
NO_NAMES = {"League", "United", "Nations"}
"""Capitalised words that may stand beside the matters although they stand among the roles, too."""

Case = Mapping[str, Any]
Outcome = frozenset[tuple[str, str, str]]
"""Rule, level and certainty of every finding of the forum."""


@cache
def case_of(name: str) -> Case:
    """Return a precedent by the name of its file."""
    case: Case = yaml.safe_load(FILES[name].read_text(encoding="utf-8"))
    return case


@cache
def real() -> Rulebook:
    """Return the rulebook that ships."""
    return open_rulebook(None)


@cache
def checker_in(world: Callable[[], Rulebook], day: str = DAY) -> Checker:
    """Return a checker that asks the bit masks alone; tests/test_engines.py ties these to the engine."""
    return Checker(world(), day, engine="reference")


def asked_of(matter: Mapping[str, Any]) -> dict[str, str]:
    """Return the attributes that a matter gives."""
    return {name: value for name, value in matter.items() if name not in NOT_ASKED}


def levels_on(matter: Mapping[str, Any], day: str) -> dict[str, str]:
    """Return the rules of the forum that conclude a level on a matter given by roles, each with its level.

    The performer is some state or other: its role is stated, so that nothing hangs on who it is.
    """
    checker = checker_in(real, day)
    found = rules_applying({"performer": "other_state", **asked_of(matter)}, checker)
    rules = (checker.book.rules[name] for name in sorted(found))
    return {rule.id: rule.then.level for rule in rules if rule.forum == FORUM and rule.then.level}


# --- the precedents


def test_there_are_precedents_of_both_kinds() -> None:
    """At least twenty cases in which the bar applied and twenty-two in which it did not."""
    groups = [case_of(name)["group"] for name in FILES]
    assert groups.count("positive") >= 20
    assert groups.count("control") >= 22
    assert len(groups) == groups.count("positive") + groups.count("control")


@pytest.mark.parametrize("name", FILES)
def test_a_precedent_is_complete(name: str, law: Rulebook) -> None:
    """A case has its parts in order, a date, sources, and matters in words of the rulebook."""
    case = case_of(name)
    assert tuple(part for part in case if part != "caveats") == (*PARTS, *LAST_PARTS)
    assert case["id"].lower() == name
    assert case["verified"] in ("yes", "partly")
    assert case["sources_seen"]
    for matter in case["matters"]:
        assert set(matter["expect"]) <= {"level", "any_of"}
        assert matter["expect"]["level"] in (*LEVELS, "clear")
        assert set(matter["expect"].get("any_of", ())) <= law.rules.keys()
        for attribute, value in asked_of(matter).items():
            assert value in law.attributes[attribute].values, f"'{value}' is no value of '{attribute}'"


@pytest.mark.parametrize("name", FILES)
def test_a_precedent_names_roles_only(name: str) -> None:
    """No matter names a party or a territory, by id or in its words."""
    case = case_of(name)
    named = set(re.findall(r"\b[A-Z][a-z]{3,}", f"{case['name']} {' '.join(case['roles'].values())}")) - NO_NAMES
    for matter in case["matters"]:
        assert not matter.keys() & NAMED_BY_ID
        assert not named & set(re.findall(r"\w+", matter["act"]))
        assert {matter.get("performer_role"), matter.get("beneficiary_role")} <= {*case["roles"], UNSPECIFIED, None}


@pytest.mark.parametrize("name", FILES)
def test_the_bar_applies_where_it_did_and_nowhere_else(name: str) -> None:
    """A case of the bar has a matter that is barred, a control has none."""
    case = case_of(name)
    barred = [matter["act"] for matter in case["matters"] if matter["expect"]["level"] == "barred"]
    assert bool(barred) == (case["group"] == "positive")


@pytest.mark.parametrize("name", FILES)
def test_the_international_rules_are_right_on_the_precedent(name: str) -> None:
    """On the day of the case each matter comes out at its level, by one of the rules that carry it."""
    case = case_of(name)
    for matter in case["matters"]:
        day = str(matter.get("as_of", case["as_of"]))
        found = levels_on(matter, day)
        wanted = matter["expect"]
        told = f"{case['id']}, {day}: {matter['act']}: {found or 'no rule applies'}"
        assert gravest(found.values(), "clear") == wanted["level"], told
        carrying = {rule for rule, level in found.items() if level == wanted["level"]}
        assert not wanted.get("any_of") or carrying & set(wanted["any_of"]), told


# --- the mirror


@cache
def sides() -> Mapping[str, str]:
    """Return the title-holder and the taker of the conflict, each with the other."""
    conflict = real().conflicts[0]
    return {conflict.title_holder: conflict.taker, conflict.taker: conflict.title_holder}


def other(party: Any) -> Any:
    """Return the other side for a side, anybody else unchanged."""
    return sides().get(party, party)


@cache
def mirrored() -> Rulebook:
    """Return the law in a world in which the title-holder and the taker have changed places; names of areas stay."""
    book = real()
    return replace(
        book,
        conflicts=tuple(
            c.model_copy(update={"title_holder": other(c.title_holder), "taker": other(c.taker)})
            for c in book.conflicts
        ),
        territories={
            name: area.model_copy(
                update={
                    "title_holder": other(area.title_holder),
                    "taken": tuple(t.model_copy(update={"by": other(t.by)}) for t in area.taken),
                }
            )
            for name, area in book.territories.items()
        },
        parties={
            name: party.model_copy(update={"acts_for": other(party.acts_for)}) for name, party in book.parties.items()
        },
        conventions={
            kind: said.model_copy(
                update={"performer": other(said.performer), "candidates": tuple(other(c) for c in said.candidates)}
            )
            for kind, said in book.conventions.items()
        },
    )


@cache
def counter_invasion() -> Rulebook:
    """Return the law in a world in which the state under attack has taken the other's own land by force instead."""
    areas = {name: area.model_copy(update={"taken": ()}) for name, area in real().territories.items()}
    taking = real().territories["crimea"].taken[0].model_copy(update={"by": mirrored().conflicts[0].taker})
    areas["russia_territory"] = areas["russia_territory"].model_copy(update={"taken": (taking,)})
    return replace(mirrored(), territories=areas)


def turned(measure: Measure) -> Measure:
    """Return a measure with the two sides in each other's place."""
    roles = ("performer", "beneficiary", "organisation")
    parts = {role: tuple(map(other, getattr(measure, role))) for role in roles}
    return measure.model_copy(update=parts)


def clause_of(*measures: Measure, number: str = "1") -> Clause:
    """Return a clause of confirmed measures; its words do not count."""
    return Clause(number=number, text="-", measures=measures)


def outcome(findings: Iterable[Finding | PlanFinding]) -> Outcome:
    """Return what the forum finds, without the words in which it says so."""
    return frozenset((f.rule, f.level, f.certainty) for f in findings if f.forum == FORUM)


def on_clause(measure: Measure, world: Callable[[], Rulebook], facts: Mapping[str, str] | None = None) -> Outcome:
    """Return what the forum finds on one measure, in a world and under facts."""
    return outcome(next(checker_in(world).under(facts or {}).check([clause_of(measure)])).findings)


def on_plan(clauses: Iterable[Clause], world: Callable[[], Rulebook]) -> dict[str, Outcome]:
    """Return what the forum finds on each clause and, under an empty number, on the plan as a whole."""
    result = checker_in(world).check_plan(Plan(clauses=tuple(clauses)))
    return {"": outcome(result.plan.findings)} | {c.number: outcome(c.findings) for c in result.clauses}


@cache
def confirmed(name: str) -> Mapping[str, tuple[Measure, ...]]:
    """Return the confirmed measures of a plan by the number of their clause."""
    clauses = open_plan(PLANS[name]).clauses
    assert all(clause.measures is not None for clause in clauses), name
    return {clause.number: clause.measures or () for clause in clauses}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_turned_round_meets_the_same_international_law(name: str) -> None:
    """With the sides swapped in the world and in each measure, the same rules apply, as gravely and as certainly."""
    plan = confirmed(name)
    found = on_plan((clause_of(*measures, number=number) for number, measures in plan.items()), real)
    turned_round = (clause_of(*map(turned, measures), number=number) for number, measures in plan.items())
    assert any(found.values())
    assert on_plan(turned_round, mirrored) == found


STAGE = {"taken": "crimea", "held": "ukraine_held", "undisputed": "other", UNSPECIFIED: None}
"""An area for each status in the world of the rulebook."""


def acted_out(matter: Mapping[str, Any]) -> Measure:
    """Give the roles of a matter to parties of the conflict and the land to an area of that status."""
    conflict = real().conflicts[0]
    cast = {
        "title_holder": conflict.title_holder,
        "taker_by_force": conflict.taker,
        "third_state": "united_states",
        "organisation": "united_nations",
    }
    area = STAGE[matter.get("territory_status", UNSPECIFIED)]
    roles = {role: cast.get(matter.get(f"{role}_role", "")) for role in ("performer", "beneficiary")}
    parts: dict[str, object] = {name: value for name, value in asked_of(matter).items() if name in Measure.model_fields}
    parts |= {role: (party,) for role, party in roles.items() if party}
    return Measure.model_validate({**parts, "territory": (area,) if area else (), "status": "confirmed"})


def facts_of(matter: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that a matter states."""
    return {name: value for name, value in matter.items() if name in real().facts}


@pytest.mark.parametrize("name", FILES)
def test_a_precedent_turned_round_meets_the_same_international_law(name: str) -> None:
    """Played by the parties of the conflict, a precedent comes out alike whichever side plays which role."""
    for matter in case_of(name)["matters"]:
        measure, facts = acted_out(matter), facts_of(matter)
        assert on_clause(turned(measure), mirrored, facts) == on_clause(measure, real, facts), matter["act"]


@pytest.mark.parametrize("name", FILES)
def test_roles_worked_out_from_names_are_the_roles_stated(name: str) -> None:
    """Played by the parties of the conflict, a precedent meets the rules that it meets when only its roles are told."""
    told = [m for m in case_of(name)["matters"] if m.get("performer_role", UNSPECIFIED) != UNSPECIFIED]
    for matter in told:
        found = {rule for rule, _, _ in on_clause(acted_out(matter), real, facts_of(matter))}
        assert found == levels_on(matter, DAY).keys(), matter["act"]


@pytest.mark.parametrize("name", PLANS)
def test_land_taken_in_a_counter_invasion_is_judged_alike(name: str) -> None:
    """What a plan would do with land taken from one side is judged as the same with the other side's own land."""
    measures = [m for found in confirmed(name).values() for m in found if m.territory]
    assert measures
    for measure in measures:
        there = measure.model_copy(update={"territory": ("crimea",)})
        here = turned(measure).model_copy(update={"territory": ("russia_territory",)})
        assert on_clause(here, counter_invasion) == on_clause(there, real), measure.kind


@pytest.mark.parametrize(
    ("kind", "parts", "rule"),
    [
        ("annex_territory", {"performer": ["ukraine"]}, "intl-annexation-is-void"),
        ("cede_territory", {"performer": ["russia"], "beneficiary": ["ukraine"]}, "intl-cession-procured-by-force"),
        ("recognise_sovereignty", {"performer": ["third_states"], "beneficiary": ["ukraine"]}, "intl-non-recognition"),
        ("hold_status_vote", {"performer": ["ukraine"]}, "intl-vote-gives-no-title"),
        ("lease_territory", {"performer": ["russia"], "beneficiary": ["ukraine"]}, "intl-lease-under-force"),
        ("exchange_territory", {"performer": ["russia"], "beneficiary": ["ukraine"]}, "intl-exchange-under-force"),
        ("give_military_aid", {"performer": ["united_states"], "beneficiary": ["ukraine"]}, "intl-aid-to-taker"),
    ],
)
def test_russian_land_taken_by_force_is_protected_like_any_other(
    kind: str, parts: Mapping[str, object], rule: str
) -> None:
    """Had Ukraine taken Russian land by force, the bars would stand against Ukraine."""
    measure = Measure.model_validate({"kind": kind, "territory": ["russia_territory"], "status": "confirmed", **parts})
    assert (rule, "barred", "certain") in on_clause(measure, counter_invasion)
    assert rule not in {name for name, _, _ in on_clause(measure, real)}
