"""The dated context of the shipped rulebook: what was so on a day, what is not known, and what may be assumed."""

from dataclasses import replace

import pytest

from legalcheck.checking import Checker
from legalcheck.matters.context import DatedContext
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.model.result import ClauseResult
from legalcheck.rulebook.load import Rulebook
from tests.factory import DAY
from tests.judging import judged

ELECTIONS = {"kind": "hold_elections", "performer": ["ukraine"]}

MARTIAL_LAW = [
    ("2021-01-01", "no"),
    ("2018-12-01", "yes"),
    ("2022-02-23", "no"),
    ("2022-02-24", "yes"),
    ("2026-01-15", "yes"),
    ("2026-05-04", "yes"),
    ("2026-05-05", "unknown"),
    ("2030-01-01", "unknown"),
    ("1995-01-01", "unknown"),
]


@pytest.mark.parametrize(("day", "value"), MARTIAL_LAW)
def test_martial_law_by_date(law: Rulebook, day: str, value: str) -> None:
    """Martial law is known from its acts up to the last extension known, and unknown after it."""
    known = DatedContext(law, day).facts["martial_law"]
    assert known.value == value
    assert bool(known.sources) == (value != "unknown")


@pytest.mark.parametrize(
    ("day", "verdict"), [("2021-01-01", "open"), ("2022-02-24", "closed"), ("2026-05-04", "closed")]
)
def test_elections_follow_martial_law(law: Rulebook, day: str, verdict: str) -> None:
    """Elections are closed while martial law lasts, and not before it."""
    assert (judged(law, ELECTIONS, day=day).forums["ukraine"] == "closed") == (verdict == "closed")


def test_after_the_last_extension_known_the_closure_is_possible_and_asked(law: Rulebook) -> None:
    """From 5 May 2026 nobody has told whether martial law lasts: the closure is possible, the fact is asked."""
    result = judged(law, ELECTIONS, day="2026-05-05")
    assert result.verdict != "closed"
    assert result.possible_verdict == "closed"
    assert "martial_law" in {needed.fact for needed in result.unknowns}


@pytest.mark.parametrize(("day", "value"), [("2026-05-05", "yes"), (DAY, "no"), (DAY, "unknown")])
def test_an_assumption_overrides_the_timeline(law: Rulebook, day: str, value: str) -> None:
    """What a person assumes is laid over what the calendar says, and marked as assumed."""
    context = DatedContext(law, day, {"martial_law": value})
    assert context.facts["martial_law"].value == value
    assert context.facts["martial_law"].origin == ("unknown" if value == "unknown" else "assumption")


@pytest.mark.parametrize(
    ("assumed", "says"),
    [
        ({"weather": "fine"}, "no fact is called 'weather'"),
        ({"martial_law": "perhaps"}, "'martial_law' takes one of yes, no, unknown"),
    ],
)
def test_an_assumption_about_nothing_is_refused(law: Rulebook, assumed: dict[str, str], says: str) -> None:
    """A fact or a value that the rulebook does not know is refused with those that it knows."""
    with pytest.raises(InputError, match=says):
        DatedContext(law, DAY, assumed)


@pytest.mark.parametrize("day", ["2026-02-30", "20260115", "15.01.2026", "today", "", "2026-1-5"])
def test_a_day_that_is_no_day_is_refused(law: Rulebook, day: str) -> None:
    """A date is an ISO date that exists."""
    with pytest.raises(InputError, match="is no date"):
        Checker(law, day)


STATUS = [
    ("crimea", "2014-02-19", "undisputed"),
    ("crimea", "2014-02-20", "taken"),
    ("crimea", DAY, "taken"),
    ("kherson_oblast", "2021-01-01", "held"),
    ("kherson_oblast", DAY, "taken"),
    ("ukraine_held", DAY, "held"),
    ("ukraine_occupied", DAY, "taken"),
    ("russia_territory", DAY, "undisputed"),
    ("unspecified", DAY, "unspecified"),
]


@pytest.mark.parametrize(("territory", "day", "status"), STATUS)
def test_territory_status_by_date(law: Rulebook, territory: str, day: str, status: str) -> None:
    """Which territory is taken, held under force or undisputed depends on the day."""
    assert DatedContext(law, day).territory_status(territory).value == status


ROLES = [
    ("ukraine", "crimea", DAY, "title_holder"),
    ("russia", "crimea", DAY, "taker_by_force"),
    ("russia_proxies", "donetsk_oblast", DAY, "taker_by_force"),
    ("united_states", "crimea", DAY, "third_state"),
    ("nato", "crimea", DAY, "organisation"),
    ("russia", "russia_territory", DAY, "title_holder"),
    ("ukraine", "russia_territory", DAY, "third_state"),
    ("russia", "ukraine_held", DAY, "taker_by_force"),
    ("russia", "unspecified", DAY, "taker_by_force"),
    ("russia", "crimea", "2014-01-01", "third_state"),
]


@pytest.mark.parametrize(("party", "territory", "day", "role"), ROLES)
def test_roles_by_date(law: Rulebook, party: str, territory: str, day: str, role: str) -> None:
    """Title-holder, taker by force and third state are worked out for the territory and the day."""
    assert DatedContext(law, day).role(party, territory) == role


# --- the same law for whoever takes ----------------------------------------------------------------------------------

SWAP = {"ukraine": "russia", "russia": "ukraine"}


def swapped_world(book: Rulebook) -> Rulebook:
    """The shipped rulebook in a world in which the two sides of the war have changed places."""
    territories = {
        name: entry.model_copy(
            update={
                "title_holder": SWAP.get(entry.title_holder or "", entry.title_holder),
                "taken": tuple(t.model_copy(update={"by": SWAP.get(t.by, t.by)}) for t in entry.taken),
            }
        )
        for name, entry in book.territories.items()
    }
    conflicts = tuple(
        c.model_copy(update={"title_holder": SWAP[c.title_holder], "taker": SWAP[c.taker]}) for c in book.conflicts
    )
    parties = {name: p.model_copy(update={"acts_for": SWAP.get(p.acts_for or "")}) for name, p in book.parties.items()}
    conventions = {
        name: c.model_copy(
            update={
                "performer": SWAP.get(c.performer, c.performer),
                "candidates": tuple(SWAP.get(one, one) for one in c.candidates),
            }
        )
        for name, c in book.conventions.items()
    }
    return replace(
        book,
        home=SWAP[book.home],
        territories=territories,
        conflicts=conflicts,
        parties=parties,
        conventions=conventions,
    )


def swapped(parties: list[str]) -> list[str]:
    """The same parties with the two sides changed."""
    return [SWAP.get(party, party) for party in parties]


def international(result: ClauseResult) -> set[tuple[str, str]]:
    """The international findings of a clause: rule and certainty."""
    return {(f.rule, f.certainty) for f in result.findings if f.forum == "international"}


def test_international_verdicts_are_mirrored_where_the_parties_change_places(law: Rulebook) -> None:
    """International law looks at roles: with title-holder and taker exchanged the same rules hit the same acts."""
    mirror = swapped_world(law)
    here, there = Checker(law, DAY, engine="reference"), Checker(mirror, DAY, engine="reference")
    hits = 0
    for kind in law.vocabulary.kinds:
        for performer in (["ukraine"], ["russia"], ["united_states"], ["russia_proxies"], ["both_sides"], []):
            for beneficiary in (["ukraine"], ["russia"], []):
                for territory in (["crimea"], ["ukraine_held"], ["russia_territory"], []):
                    parts = {"kind": kind, "territory": territory}
                    one = judged_by(here, {**parts, "performer": performer, "beneficiary": beneficiary})
                    other = judged_by(
                        there, {**parts, "performer": swapped(performer), "beneficiary": swapped(beneficiary)}
                    )
                    assert international(one) == international(other), (kind, performer, beneficiary, territory)
                    assert one.forums["international"] == other.forums["international"]
                    hits += bool(international(one))
    assert hits > 200


def judged_by(checker: Checker, measure: dict[str, object]) -> ClauseResult:
    """Judge one confirmed measure."""
    return next(checker.check([Clause.model_validate({"number": "1", "measures": [measure]})]))


def test_recognition_of_what_was_taken_is_barred_whoever_took_it(law: Rulebook) -> None:
    """A third state may recognise neither side's gains by force: mirrored, the mirrored clause is barred."""
    third = {
        "kind": "recognise_sovereignty",
        "performer": ["united_states"],
        "territory": ["crimea"],
        "mode": "de_jure",
    }
    mirror = swapped_world(law)
    assert judged(law, {**third, "beneficiary": ["russia"]}).forums["international"] == "barred"
    assert judged(law, {**third, "beneficiary": ["ukraine"]}).forums["international"] != "barred"
    assert judged(mirror, {**third, "beneficiary": ["ukraine"]}).forums["international"] == "barred"
    assert judged(mirror, {**third, "beneficiary": ["russia"]}).forums["international"] != "barred"
