"""Names of parties and territories."""

import pytest

from legalcheck.reading.gazetteer import Gazetteer
from legalcheck.rulebook.strict_yaml import load_strict
from tests.reading.conftest import RULES

VOCABULARY = load_strict(RULES / "vocabulary.yaml").data


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the English gazetteer."""
    return Gazetteer.load(RULES / "gazetteer" / "en.yaml")


def test_every_id_is_in_the_vocabulary() -> None:
    """The gazetteer names no party and no territory that the vocabulary lacks."""
    data = load_strict(RULES / "gazetteer" / "en.yaml").data
    assert set(data["parties"]) <= set(VOCABULARY["values"]["party"])
    assert set(data["territories"]) <= set(VOCABULARY["territories"])
    assert {t for group in data["groups"] for t in group["territories"]} <= set(VOCABULARY["territories"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kyiv and Moscow", [("Kyiv", ("ukraine",)), ("Moscow", ("russia",))]),
        ("the Russian Federation", [("Russian Federation", ("russia",))]),
        ("Russian troops", [("Russian", ("russia",))]),
        ("help us, U.S. and US", [("U.S", ("united_states",)), ("US", ("united_states",))]),
        ("the trade union and the Union", [("Union", ("european_union",))]),
    ],
)
def test_the_longest_name_wins_and_case_counts(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    """A name is found once, without its article, as it is written."""
    assert [(text[m.start : m.end], m.entity.parties) for m in gazetteer.find(text)] == found


def test_a_regions_noun_belongs_to_its_name(gazetteer: Gazetteer) -> None:
    """One name is "Donetsk region", and one is a power plant."""
    text = "Donetsk region and the Zaporizhzhia nuclear power plant"
    found = [(text[m.start : m.end], m.entity.territories) for m in gazetteer.find(text)]
    assert found == [
        ("Donetsk region", ("donetsk_oblast",)),
        ("Zaporizhzhia nuclear power plant", ("zaporizhzhia_npp",)),
    ]
