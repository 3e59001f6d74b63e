"""The gate of the lexicon: no entry may let the readers assert what a labelled clause does not say."""

from pathlib import Path

import pytest

from legalcheck.reading import Reader
from legalcheck.rulebook.strict_yaml import load_strict
from tests.scoring import LABELLED, Scorer, score

KNOWN = Path(__file__).resolve().parent.parent.parent / "cases" / "inventions.yaml"


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: str(path.stem))
def test_no_new_invention_on_labelled_clauses(reader: Reader, path: Path) -> None:
    """A clause outside the list of known faults is never accused of what it does not say.

    A fault that is gone must leave the list (``python -m tests.accept inventions``), so that it cannot come back.
    """
    if path.stem[:2] in ("uk", "ru"):
        pytest.importorskip("pymorphy3", reason="the extra for this language is not installed")
    row, _ = score(path, reader, Scorer())
    known = set(load_strict(KNOWN).data.get(path.stem, ()))
    assert (sorted(set(row.invented) - known), sorted(known - set(row.invented))) == ([], [])
