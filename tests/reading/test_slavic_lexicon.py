"""Every entry of the Ukrainian and Russian lexicons reads its example as its kind, and no counter-example."""

import pytest

from legalcheck.reading import ClauseText, Reader, Reading

LANGUAGES = ("uk", "ru")


@pytest.fixture(scope="module", params=LANGUAGES)
def entries(request: pytest.FixtureRequest, reader: Reader) -> list[tuple[str, str, bool, Reading]]:
    """Return (kind, text, must it read, reading) of every example of a language."""
    pytest.importorskip("pymorphy3", reason="the extra for this language is not installed")
    found = []
    for act in reader.slavic(request.param).lexicon.all_acts:
        found.append((act.kind, act.example, True))
        found.extend((act.kind, text, False) for text in act.not_example)
    readings = reader.read(ClauseText(text=text, language=request.param) for _, text, _ in found)
    return [(kind, text, must, reading) for (kind, text, must), reading in zip(found, readings, strict=True)]


def test_every_example_reads_as_its_kind(entries: list[tuple[str, str, bool, Reading]]) -> None:
    """An entry reads what it was made for."""
    missed = [
        f"{kind}: {text}"
        for kind, text, must, reading in entries
        if must and kind not in {m.kind for m in reading.measures if m.status == "asserted"}
    ]
    assert not missed, f"{len(missed)} of {len(entries)}\n" + "\n".join(missed)


def test_no_counter_example_reads_as_its_kind(entries: list[tuple[str, str, bool, Reading]]) -> None:
    """An entry keeps silent where its words mean something else; what is only told is no proposal."""
    invented = [
        f"{kind}: {text}"
        for kind, text, must, reading in entries
        if not must
        and kind
        in {
            m.kind
            for m in reading.measures
            if m.status == "asserted" and m.polarity == "affirmed" and m.force != "report"
        }
    ]
    assert not invented, "\n".join(invented)
