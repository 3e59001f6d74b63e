"""What is said around an act: instrument, term, overseer, subject of a vote; and words with marks of no width."""

import pytest

from legalcheck.model.measure import Measure
from legalcheck.reading import ClauseText, Reader


def _read(reader: Reader, text: str, kind: str) -> Measure:
    """Return the asserted measure of a kind that a text is read as."""
    reading = next(iter(reader.read([ClauseText(text=text)])))
    return next(m for m in reading.measures if m.kind == kind and m.status == "asserted")


@pytest.mark.parametrize(
    ("text", "kind", "field", "value"),
    [
        ("Ukraine shall not join NATO for twenty years.", "join_alliance", "time_bound", "yes"),
        ("Ukraine shall never join NATO.", "join_alliance", "time_bound", "no"),
        ("Ukraine leases Sevastopol to Russia until 2042.", "lease_territory", "time_bound", "yes"),
        ("Foreign troops may not be permanently based in Ukraine.", "host_foreign_forces", "time_bound", "unspecified"),
        ("The president serves five years and Ukraine is neutral.", "declare_neutrality", "time_bound", "unspecified"),
        ("The amnesty is granted by law.", "grant_amnesty", "instrument", "statute"),
        ("Ukraine and Russia shall end the war by a peace treaty.", "cease_fire", "instrument", "treaty"),
        ("Both sides shall cease fire by international law.", "cease_fire", "instrument", "unspecified"),
        ("Ukraine shall hold a referendum on neutrality.", "hold_referendum", "about", "declare_neutrality"),
        ("Ukraine shall hold a referendum on the cession of Crimea.", "hold_referendum", "about", "cede_territory"),
    ],
)
def test_field(reader: Reader, text: str, kind: str, field: str, value: str) -> None:
    """A field says what the words around the act say, and nothing where they do not."""
    assert getattr(_read(reader, text, kind), field) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ceasefire is monitored by a council headed by President Trump.", "foreign_head_of_state"),
        ("The ceasefire is monitored by a peace council.", "political_council"),
        ("Compliance is monitored by a joint commission of the parties.", "unspecified"),
    ],
)
def test_who_oversees(reader: Reader, text: str, value: str) -> None:
    """A council oversees for a third party, a joint commission for the parties themselves."""
    assert _read(reader, text, "monitor_compliance").third_party_review == value


def test_what_a_vote_is_about_is_not_done(reader: Reader) -> None:
    """A vote on a cession cedes nothing."""
    reading = next(iter(reader.read([ClauseText(text="Ukraine shall hold a referendum on the cession of Crimea.")])))
    assert all(m.kind != "cede_territory" or m.status == "possible" for m in reading.measures)


def test_invisible_marks_do_not_split_words(reader: Reader) -> None:
    """Soft hyphens and spaces of no width leave the reading as it is, and evidence quotes the clause as given."""
    text = "Ukr\u00adaine shall rec\u200bognise Crimea as Rus\u200dsian."
    measure = _read(reader, text, "recognise_sovereignty")
    assert measure.performer == ("ukraine",)
    assert measure.beneficiary == ("russia",)
    assert all(text[e.start : e.end] == e.text for e in measure.evidence)


def test_sub_points_share_their_introducing_line(reader: Reader) -> None:
    """A line that introduces several points is kept in mind for each, and not for the points of another."""
    points = [
        ClauseText(text="It will withdraw its forces from Kherson.", context=f"{party} undertakes the following.")
        for party in ("Russia", "Russia", "Ukraine", "Ukraine")
    ]
    performers = [reading.measures[0].performer for reading in reader.read(points)]
    assert performers == [("russia",), ("russia",), ("ukraine",), ("ukraine",)]
