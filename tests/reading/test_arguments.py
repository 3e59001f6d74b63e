"""Who does what to whom, and where."""

import pytest

from legalcheck.model.measure import Measure
from tests.reading.conftest import Read, asserted

ROLES = ("performer", "beneficiary", "territory", "organisation")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ukraine shall cede Crimea to Russia.", ("ukraine", "russia", "crimea", "")),
        ("Crimea shall be ceded to Russia by Ukraine.", ("ukraine", "russia", "crimea", "")),
        ("Crimea shall be ceded to Russia.", ("", "russia", "crimea", "")),
        ("Russia recognises Crimea as Ukrainian territory.", ("russia", "ukraine", "crimea", "")),
        ("The United States will recognise Crimea as Russian.", ("united_states", "russia", "crimea", "")),
        ("Kyiv will join NATO.", ("ukraine", "", "", "nato")),
        ("Russian forces will withdraw from Kherson.", ("russia", "", "kherson_oblast", "")),
    ],
)
def test_roles_do_not_depend_on_voice_or_name(read: Read, text: str, roles: tuple[str, ...]) -> None:
    """Active and passive, name and metonym give the same roles; a passive without an actor has no performer."""
    (found,) = asserted(read(text))
    assert tuple(",".join(getattr(found, role)) for role in ROLES) == roles


@pytest.mark.parametrize(
    "text",
    [
        "Russia recognises Crimea as Ukrainian.",
        "Ukraine waives all claims against Russia.",
        "Russia shall pay compensation to Ukraine.",
        "Ukraine will attack Russia no more.",
    ],
)
def test_swapping_the_parties_swaps_their_roles(read: Read, text: str) -> None:
    """No reading depends on which party a sentence names."""
    names = {"Ukraine": "Russia", "Russia": "Ukraine", "Ukrainian": "Russian", "Russian": "Ukrainian"}
    swapped = " ".join(names.get(w.strip(".,"), w.strip(".,")) for w in text.split()) + "."
    there, back = asserted(read(text)), asserted(read(swapped))
    assert _kinds(there) == _kinds(back)
    assert {_roles(m) for m in there} == {_mirror(_roles(m)) for m in back}


def test_a_collective_name_is_several_territories(read: Read) -> None:
    """Donbas is two oblasts."""
    (found,) = asserted(read("Kyiv will hand over the whole of Donbas to Moscow."))
    assert found.territory == ("donetsk_oblast", "luhansk_oblast")


def test_the_head_noun_decides(read: Read) -> None:
    """What stands beside the head of a phrase is not its object: no chair is a territory."""
    assert not asserted(read("Russia cedes the chairmanship of the committee to Ukraine."))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The armed forces of Ukraine are limited to 600,000.", 600_000),
        ("Ukraine's army shall not exceed six hundred thousand soldiers.", 600_000),
        ("The army of Ukraine shall number at most 85 thousand soldiers.", 85_000),
    ],
)
def test_ceilings_are_numbers(read: Read, text: str, number: int) -> None:
    """Numbers in words and in figures give the ceiling."""
    assert [m.number for m in asserted(read(text)) if m.kind == "limit_armed_forces"] == [number]


def test_the_time_limit_is_kept_in_its_words(read: Read) -> None:
    """A deadline is quoted."""
    (found,) = asserted(read("Ukraine shall hold elections within 100 days."))
    assert found.deadline == "within 100 days"


def test_a_sub_clause_goes_on_with_its_introducing_line(read: Read) -> None:
    """The line that leads in may hold subject, negation and what a pronoun stands for."""
    (found,) = asserted(read("join NATO;", context="Ukraine undertakes never to:"))
    assert (found.performer, found.polarity) == (("ukraine",), "negated")


def test_an_amendment_says_what_it_is_about(read: Read) -> None:
    """What is to be written into a constitution is named, and read for itself."""
    found = {
        m.kind: m for m in asserted(read("Ukraine shall write into its constitution an undertaking not to join NATO."))
    }
    assert found["amend_constitution"].about == "renounce_alliance"
    assert found["join_alliance"].polarity == "negated"


def _kinds(measures: list[Measure]) -> set[tuple[str, str]]:
    return {(m.kind, m.polarity) for m in measures}


def _roles(measure: Measure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return measure.performer, measure.beneficiary


def _mirror(roles: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    names = {"ukraine": "russia", "russia": "ukraine"}
    return tuple(tuple(names.get(p, p) for p in role) for role in roles)


def test_an_object_behind_the_asides_of_its_verb_is_found(read: Read) -> None:
    """A heavy object may stand last: "cedes to Russia, for ever and in full, the districts"."""
    (measure,) = asserted(
        read("Ukraine cedes to the Russian Federation, in full and for ever, the districts named below.")
    )
    assert (measure.kind, measure.performer, measure.beneficiary) == ("cede_territory", ("ukraine",), ("russia",))


def test_who_is_ready_to_do_a_thing_does_it(read: Read) -> None:
    """A headline's adjective passes its subject on."""
    measures = asserted(read("Zelensky ready to drop NATO ambition"))
    assert [(m.kind, m.performer) for m in measures] == [("renounce_alliance", ("ukraine",))]
