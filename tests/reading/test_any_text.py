"""No text breaks the reader, and what it quotes stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.reading import ClauseText, Reader
from tests.reading.conftest import Read, asserted, proposed

WORDS = (
    "Ukraine Russia NATO Crimea will shall not never join cede recognise withdraw troops sanctions elections the of to "
    'and or if until as Russian , . : ; " ( ) - \u2019s 100 days \u00a0 \u202e \ud800 \x00 \n'
).split(" ")
ACTS = [
    ("Ukraine will cede Crimea to Russia", "cede Crimea to Russia"),
    ("Ukraine will join NATO", "join NATO"),
    ("Ukraine will hold elections", "hold elections"),
    ("Ukraine will recognise Crimea as Russian", "recognise Crimea as Russian"),
    ("Ukraine will withdraw its troops from Donetsk", "withdraw its troops from Donetsk"),
    ("Ukraine will waive all claims against Russia", "waive all claims against Russia"),
]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_unicode_is_read_without_a_crash(reader: Reader, texts: list[str]) -> None:
    """Every clause gets one reading, in order, and every quotation is exact."""
    _check(reader, texts)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), min_size=1, max_size=4))
def test_any_jumble_of_telling_words_is_quoted_exactly(reader: Reader, texts: list[str]) -> None:
    """Evidence and notes are the words that stand between their offsets."""
    _check(reader, texts)


@pytest.mark.parametrize("text", ["{}", "Україна {} вступає до НАТО.", "Украина {} вступает в НАТО."])
def test_a_letter_without_a_name_is_read_in_every_language(reader: Reader, text: str) -> None:
    """Unicode has letters that it knows by number only; a word that holds one is in no dictionary."""
    _check(reader, [text.format("\U000179ae\u0435\u0435")])


def _check(reader: Reader, texts: list[str]) -> None:
    readings = list(reader.read(ClauseText(text=t, context=t) for t in texts))
    assert len(readings) == len(texts)
    for text, reading in zip(texts, readings, strict=True):
        parts = [item for measure in reading.measures for item in measure.evidence]
        assert all(text[part.start : part.end] == part.text for part in parts)
        assert all(text[note.start : note.end] == note.text for note in reading.notes)


@pytest.mark.parametrize("affirmed", [whole for whole, _ in ACTS])
def test_what_is_not_the_case_is_not_proposed(read: Read, affirmed: str) -> None:
    """A sentence under "it is not the case that" leaves nothing affirmed."""
    assert proposed(read(f"{affirmed}."))
    assert not proposed(read(f"It is not the case that {affirmed}."))


@pytest.mark.parametrize("act", [act for _, act in ACTS])
@pytest.mark.parametrize("frame", ["Ukraine refuses to {}.", "Nobody expects Ukraine to {}.", "Did Ukraine {}?"])
def test_a_refused_act_is_not_proposed(read: Read, frame: str, act: str) -> None:
    """Refusal, a negative expectation and a question leave nothing affirmed."""
    assert not proposed(read(frame.format(act)))


def test_a_reading_does_not_depend_on_its_neighbours(reader: Reader, read: Read) -> None:
    """A clause reads alone as it reads among others."""
    texts = [f"{whole}." for whole, _ in ACTS]
    together = list(reader.read(ClauseText(text=text) for text in texts))
    assert together == [read(text) for text in texts]


def test_a_long_clause_is_read_to_its_end(read: Read) -> None:
    """What stands behind many sentences is still found."""
    filler = "The delegations met in Geneva in good spirits. " * 200
    assert {m.kind for m in asserted(read(f"{filler}Ukraine will join NATO."))} == {"join_alliance"}


def test_capitals_typographic_quotes_and_soft_breaks_do_not_matter(read: Read) -> None:
    """Shouting and typography change nothing."""
    for text in ("UKRAINE SHALL CEDE CRIMEA TO RUSSIA.", "\u201cUkraine\u201d shall cede Crimea\u00a0to Russia."):
        assert {m.kind for m in asserted(read(text))} == {"cede_territory"}


@pytest.mark.parametrize(
    ("text", "language"),
    [("Україна не вступить до НАТО; її", "uk"), ("Украина не вступит в НАТО, объявила она.", "ru"), ("", "en")],
)
def test_the_script_tells_the_language(read: Read, text: str, language: str) -> None:
    """Cyrillic is Ukrainian or Russian by its letters."""
    assert read(text).language == language
