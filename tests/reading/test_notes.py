"""Notes, headlines and what only looks like a proposal."""

import pytest

from tests.reading.conftest import Read, asserted, proposed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Control of the Zaporizhzhia plant returns to Ukraine.", "restore_control"),
        ("Hostilities on land, at sea and in the air cease at midnight.", "cease_fire"),
        ("Trade between Russia and Europe resumes.", "cooperate_economically"),
        ("Sanctions: phased out over 36 months", "lift_sanctions"),
        ("ICC warrants void", "end_proceedings"),
        ("Children home within 90 days", "return_persons"),
        ("US to treat Crimea as Russian land", "recognise_sovereignty"),
        ("Residents of Crimea will receive Russian passports.", "grant_citizenship"),
        ("The ICC will drop the warrant.", "end_proceedings"),
    ],
)
def test_short_lines_read_as_full_sentences(read: Read, text: str, kind: str) -> None:
    """A note, a headline or a verb that looks like a noun is read like the sentence that it stands for."""
    assert kind in proposed(read(text))


@pytest.mark.parametrize(
    "text",
    [
        'In this Protocol "elections" includes by-elections and "referendum" includes a consultative poll.',
        "This Act may be cited as the Ceasefire Monitoring Act 2026.",
        "Villagers feuding over hedge reach truce at county court",
        "Explainer: how a snapback works",
        "Britain has supplied Ukraine with missiles since 2022.",
        "Ukraine held presidential elections in 2019.",
        "Foreign bases out.",
    ],
)
def test_what_is_no_proposal_asserts_nothing_to_be_done(read: Read, text: str) -> None:
    """Definitions, titles, headings, the past and everyday life lay nothing down."""
    assert not proposed(read(text)) - {"exclude_foreign_forces"}


def test_one_word_names_one_kind(read: Read) -> None:
    """Handing land over is a cession, and not also a recognition by the same word."""
    assert proposed(read("Luhansk will pass to Russia.")) == {"cede_territory"}


def test_a_headline_may_deny_its_infinitive(read: Read) -> None:
    """What somebody is "not to" do is ruled out."""
    (measure,) = asserted(read("RU not to attack neighbours"))
    assert (measure.kind, measure.polarity, measure.performer) == ("pledge_non_aggression", "affirmed", ("russia",))


@pytest.mark.parametrize(
    ("text", "kind", "polarity"),
    [
        ("No NATO for Ukraine", "join_alliance", "negated"),
        ("NATO no, EU yes", "join_alliance", "negated"),
        ("NATO no, EU yes", "join_union", "affirmed"),
        ("Donetsk, Luhansk to Russia", "cede_territory", "affirmed"),
    ],
)
def test_what_a_note_leaves_out_is_supplied(read: Read, text: str, kind: str, polarity: str) -> None:
    """An organisation stands for membership of it, and a place "to" a party goes there."""
    assert (kind, polarity) in [(m.kind, m.polarity) for m in asserted(read(text))]


def test_what_is_supplied_rests_on_words_of_the_note(read: Read) -> None:
    """No evidence is empty: the name speaks for the membership that it stands for."""
    (measure,) = asserted(read("No NATO for Ukraine"))
    assert [e.text for e in measure.evidence if e.role == "kind"] == ["NATO"]
