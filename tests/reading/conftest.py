"""One reader for all tests of reading: the model is loaded once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from legalcheck.model.measure import Measure
from legalcheck.reading import ClauseText, Reader, Reading

RULES = Path(__file__).resolve().parent.parent.parent / "rules"
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return a reader of the shipped lexicon."""
    return Reader(RULES)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Return a function that reads one clause."""

    def one(text: str, context: str = "") -> Reading:
        return next(iter(reader.read([ClauseText(text=text, context=context)])))

    return one


def asserted(reading: Reading) -> list[Measure]:
    """Return what a reading asserts."""
    return [measure for measure in reading.measures if measure.status == "asserted"]


def proposed(reading: Reading) -> set[str]:
    """Return the kinds that a reading asserts as to be done."""
    return {
        m.kind
        for m in asserted(reading)
        if m.polarity == "affirmed" and m.force != "report" and m.condition != "revocation"
    }
