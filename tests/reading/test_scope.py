"""What the words around an act do to it, law by law."""

import pytest

from tests.reading.conftest import Read, asserted, proposed

RULED_OUT = [
    "Ukraine will not cede Crimea.",
    "Ukraine shall never cede Crimea.",
    "Under no circumstances shall Ukraine cede Crimea.",
    "Ukraine refuses to cede Crimea.",
    "Ukraine shall refrain from ceding Crimea.",
    "Neither party shall cede territory.",
    "No party shall cede territory.",
    "Ukraine will cede no territory.",
    "Ukraine may not be compelled to cede Crimea.",
    "The cession of Crimea is excluded.",
    "Any cession of territory is prohibited.",
    "There shall be no cession of territory.",
]
UNDECIDED = [
    "Ukraine does not refuse to cede Crimea.",
    "Would Ukraine cede Crimea?",
    "Ukraine might cede Crimea.",
    "A conference on the cession of Crimea will be held.",
    "If Ukraine cedes Crimea, the talks end.",
    "The demand to cede Crimea is withdrawn.",
    "The United States will not oppose the cession of Crimea.",
    "Kyiv was accused of ceding Crimea.",
]


@pytest.mark.parametrize("text", RULED_OUT)
def test_a_negated_or_refused_act_is_ruled_out(read: Read, text: str) -> None:
    """Negation, refusal and exclusion give the negated measure and nothing affirmed."""
    found = [m for m in asserted(read(text)) if m.kind == "cede_territory"]
    assert [m.polarity for m in found] == ["negated"]


@pytest.mark.parametrize("text", UNDECIDED)
def test_an_act_from_whose_governor_nothing_follows_is_not_asserted(read: Read, text: str) -> None:
    """A double negation, a question, a topic or a condition asserts nothing."""
    assert "cede_territory" not in proposed(read(text))


def test_coordinated_verbs_keep_their_own_negation(read: Read) -> None:
    """The negation of the second verb does not touch the first."""
    found = {m.kind: m.polarity for m in asserted(read("Ukraine will cede Crimea and will not join NATO."))}
    assert found == {"cede_territory": "affirmed", "join_alliance": "negated"}


def test_a_negation_reaches_over_or(read: Read) -> None:
    """Verbs joined by "or" share the negation before them."""
    found = {m.kind: m.polarity for m in asserted(read("Ukraine shall not cede Crimea or join NATO."))}
    assert found == {"cede_territory": "negated", "join_alliance": "negated"}


def test_not_only_is_no_negation(read: Read) -> None:
    """Both members of "not only A but also B" are affirmed."""
    found = asserted(read("Ukraine will not only cede Crimea but also recognise Donetsk as Russian."))
    assert {m.kind: m.polarity for m in found} == {"cede_territory": "affirmed", "recognise_sovereignty": "affirmed"}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Sanctions shall not be lifted until Russian forces have left Ukraine.", "negated"),
        ("Not until Russia withdraws its troops will sanctions be lifted.", "negated"),
        ("Provided that Russia withdraws its troops, sanctions will be lifted.", "affirmed"),
        ("Should Russia withdraw its troops, sanctions will be lifted.", "affirmed"),
    ],
)
def test_conditions_are_seen(read: Read, text: str, polarity: str) -> None:
    """What an act depends on is a condition, and "not until" is a negation with one."""
    found = next(m for m in asserted(read(text)) if m.kind == "lift_sanctions")
    assert (found.polarity, found.condition) == (polarity, "condition")


@pytest.mark.parametrize(
    "text", ["Recognition of the new territories will be revoked.", "If Kyiv attacks, the security guarantee lapses."]
)
def test_what_is_taken_away_is_a_revocation(read: Read, text: str) -> None:
    """An act that is undone is affirmed with the condition of revocation."""
    assert [(m.polarity, m.condition) for m in asserted(read(text))] == [("affirmed", "revocation")]


@pytest.mark.parametrize(
    "text",
    [
        "Russia demands that Ukraine recognise Crimea as Russian.",
        'The plan states: "Ukraine will recognise Crimea as Russian."',
        "Lavrov: Ukraine must recognise Crimea as Russian",
    ],
)
def test_what_another_says_is_a_report(read: Read, text: str) -> None:
    """A demand, a quotation and a speaker's words are told, not proposed."""
    assert {m.force for m in asserted(read(text))} == {"report"}


def test_leave_is_not_a_duty(read: Read) -> None:
    """A clause with "may" gives a permission."""
    found = asserted(read("A multinational force may be stationed in Ukraine."))
    assert [(m.kind, m.force) for m in found] == [("host_foreign_forces", "permission")]


def test_a_dropped_plan_rules_its_act_out(read: Read) -> None:
    """A plan passes on what is done to it: to drop a bid to join is not to join."""
    found = [(m.kind, m.polarity) for m in asserted(read("Kyiv formally drops its plan to enter NATO."))]
    assert found in ([("join_alliance", "negated")], [("renounce_alliance", "affirmed")])


def test_the_past_is_told(read: Read) -> None:
    """A simple past tells what happened and proposes nothing."""
    assert not proposed(read("Voters elected a new president of Ukraine on Sunday."))


def test_an_unknown_governor_leaves_a_possible_reading_with_a_note(read: Read) -> None:
    """A word that is not in the table supports no assertion, and the reading says which word."""
    reading = read("Ukraine somersaults the recognition of Crimea as Russian.")
    assert not asserted(reading)
    assert reading.notes
