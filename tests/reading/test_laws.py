"""Laws of reading that hold in every language: what does not change the meaning does not change the measures."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.reading import ClauseText, Reader
from tests.reading.conftest import Read, asserted

pytest.importorskip("pymorphy3", reason="the extras for Ukrainian and Russian are not installed")

Said = set[tuple[str, str, tuple[str, ...], tuple[str, ...]]]
CLAUSES = {
    "en": [
        "Ukraine will cede Crimea to Russia.",
        "Russia will withdraw its troops from the Kherson region.",
        "The parties shall exchange all prisoners of war.",
        "Ukraine will not join NATO.",
    ],
    "uk": [
        "Україна передає Росії Крим.",
        "Росія виводить свої війська з Херсонської області.",
        "Сторони обмінюються всіма військовополоненими.",
        "Україна не вступає до НАТО.",
    ],
    "ru": [
        "Украина передаёт России Крым.",
        "Россия выводит свои войска из Херсонской области.",
        "Стороны обмениваются всеми военнопленными.",
        "Украина не вступает в НАТО.",
    ],
}
UNRELATED = {
    "en": ["The weather was fine.", "Lunch was served at noon.", "The hall has forty chairs."],
    "uk": ["Погода була гарна.", "Обід подали опівдні.", "У залі сорок стільців."],
    "ru": ["Погода была хорошая.", "Обед подали в полдень.", "В зале сорок стульев."],
}
DENIALS = {
    "en": ["It is not the case that {}", "It is false that {}"],
    "uk": ["Неправда, що {}", "Хибно твердити, що {}"],
    "ru": ["Неправда, что {}", "Неверно, что {}"],
}
ALL = [(language, text) for language, texts in CLAUSES.items() for text in texts]
WORDS = (
    "Україна Росія Крим НАТО не ні віддасть передає визнає війська санкції вибори до з і та або якщо що який «буде»"
    " Украина Россия отдаст если который и или от с . , — : ; ( ) 100 днів \u02bc \u00a0 \u0301 \x00 \n"
).split(" ")


def said(read: Read, text: str) -> Said:
    """Return what a reading asserts in its own voice, without places."""
    told = (m for m in asserted(read(text)) if m.force != "report")
    return {(m.kind, m.polarity, m.performer, m.territory) for m in told}


@pytest.mark.parametrize(("language", "text"), ALL)
def test_an_unrelated_sentence_changes_nothing(read: Read, language: str, text: str) -> None:
    """Before or after a clause, what proposes nothing leaves its measures as they are."""
    alone = said(read, text)
    assert alone
    for other in UNRELATED[language]:
        assert said(read, f"{other} {text}") == alone
        assert said(read, f"{text} {other}") == alone


@pytest.mark.parametrize(("language", "text"), ALL)
def test_a_parenthesis_changes_nothing(read: Read, language: str, text: str) -> None:
    """An aside in brackets leaves the measures as they are."""
    aside = {"en": "(see Annex 2)", "uk": "(див. додаток 2)", "ru": "(см. приложение 2)"}[language]
    assert said(read, f"{text[:-1]} {aside}.") == said(read, text)


@pytest.mark.parametrize(("language", "text"), ALL)
def test_a_denied_clause_affirms_nothing_of_its_own(read: Read, language: str, text: str) -> None:
    """Under a denial, no measure stays affirmed that the clause affirmed."""
    affirmed = {kind for kind, polarity, *_ in said(read, text) if polarity == "affirmed"}
    for denial in DENIALS[language]:
        told = said(read, denial.format(text[0].lower() + text[1:] if not _names(text) else text))
        assert not affirmed & {kind for kind, polarity, *_ in told if polarity == "affirmed"}


def _names(text: str) -> bool:
    return not text.startswith(("The ", "Сторони ", "Стороны "))


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join), min_size=1, max_size=4))
def test_any_jumble_of_slavic_words_is_quoted_exactly(reader: Reader, texts: list[str]) -> None:
    """Evidence and notes are the words that stand between their offsets, and no text breaks the readers."""
    readings = list(reader.read(ClauseText(text=t, context=t) for t in texts))
    for text, reading in zip(texts, readings, strict=True):
        for part in _parts(reading.measures, reading.notes):
            assert text[part.start : part.end] == part.text


def _parts(measures: tuple[object, ...], notes: tuple[object, ...]) -> Iterator[object]:
    for measure in measures:
        yield from measure.evidence
    yield from notes


@given(st.text(alphabet=st.characters(min_codepoint=0x300, max_codepoint=0x52F), max_size=120))
def test_any_cyrillic_letters_are_read_without_a_crash(reader: Reader, text: str) -> None:
    """Letters of the Cyrillic blocks, combining marks among them, get one reading."""
    assert len(list(reader.read([ClauseText(text=text)]))) == 1
