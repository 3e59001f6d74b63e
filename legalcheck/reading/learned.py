"""Nominate kinds of measure by words that clauses with known measures used: learned weights, no syntax, no verdict.

A nomination says that a clause may speak of a kind and which words suggest it. It never says who does what, whether the
clause rules the act out, or under which condition. Weights are made by ``python -m training``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legalcheck.model.nominator import NOMINATOR, NominatorFile
from legalcheck.model.problem import InputError, Problem
from legalcheck.reading.ngrams import VERSION, Pieces, Words, cut
from legalcheck.reading.records import Nomination
from legalcheck.rulebook.strict_yaml import load_strict

LONGEST = 20_000  # characters looked at; a clause does not change its subject after that
EVIDENCE = 3  # words at most that are shown for a nomination
_TOLL = 0.2  # of the weight of the heaviest word: what another word must add to be shown with it
_BATCH = 32  # texts scored at a time, so that memory stays flat

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The pieces of some texts, by the rows of the weights in which they are looked up."""

    words: Words
    pieces: Pieces
    rows: NDArray[np.int64]


class LearnedNominator:
    """Scores clauses for every kind at once. Texts of any kind are safe; nothing is kept between calls."""

    def __init__(self, said: NominatorFile, weights: NDArray[np.int8], rarity: Floats):
        self.kinds = tuple(said.kinds)
        self.languages = said.languages
        self.weights = weights
        self.rarity = rarity
        entries = said.kinds.values()
        self._scale = np.array([entry.scale for entry in entries], np.float32)
        self._offset = np.array([entry.offset for entry in entries], np.float32)
        self._threshold = np.array([entry.threshold for entry in entries], np.float32)

    @classmethod
    def load(cls, rules: Path) -> "LearnedNominator | None":
        """Return the nominator of a folder of rules, or nothing if it has none."""
        path = rules / NOMINATOR
        folder = path.parent
        if not folder.is_dir():
            return None
        said = NominatorFile.model_validate(load_strict(path).data)
        try:
            weights = np.asarray(np.load(folder / "weights.npy", mmap_mode="r", allow_pickle=False))
            rarity = np.load(folder / "rarity.npy", allow_pickle=False).astype(np.float32)
        except (OSError, ValueError) as error:
            raise InputError(Problem(message=f"has no weights that can be read: {error}", path=str(path))) from error
        if said.pieces != VERSION or weights.shape != (len(rarity), len(said.kinds)):
            raise InputError(Problem(message="does not fit its weights; run python -m training", path=str(path)))
        return cls(said, weights, rarity)

    def nominate(self, text: str, language: str) -> list[Nomination]:
        """Return the kinds that a clause may speak of, the most probable first."""
        return next(self.nominate_many([text], [language]))

    def nominate_many(self, texts: Sequence[str], languages: Sequence[str]) -> Iterator[list[Nomination]]:
        """Yield the nominations of each clause, in order; faster than one by one, and the same."""
        pairs = iter(zip(texts, languages, strict=True))
        while some := list(islice(pairs, _BATCH)):
            batch = self._batch([text[:LONGEST] for text, _ in some])
            scores = self._scores(batch, [language for _, language in some])
            for at in range(len(some)):
                chosen = np.flatnonzero(scores[at] >= self._threshold)
                found = [
                    Nomination(self.kinds[k], float(scores[at, k]), *self._evidence(batch, at, int(k))) for k in chosen
                ]
                yield sorted(found, key=lambda nomination: -nomination.score)

    def _batch(self, texts: Sequence[str]) -> _Batch:
        words, pieces = cut(texts)
        return _Batch(words, pieces, pieces.rows(len(self.rarity)))

    def _scores(self, batch: _Batch, languages: Sequence[str]) -> Floats:
        sums = np.full((len(languages), len(self.kinds)), -np.inf, np.float32)
        owners, rows = distinct(batch.pieces.owner, batch.rows, len(self.rarity))
        bounds = np.searchsorted(owners, np.arange(len(languages) + 1))
        for at, language in enumerate(languages):
            own = rows[bounds[at] : bounds[at + 1]]
            if len(own) and language in self.languages:
                values = unit(self.rarity[own])
                sums[at] = (
                    (values @ self.weights[own].astype(np.float32)) * self._scale
                    + self._offset
                    + self.languages[language]
                )
        return _probability(sums)

    def _evidence(self, batch: _Batch, text: int, kind: int) -> tuple[int, int]:
        """Return the offsets of one to three neighbouring words that speak most for a kind."""
        words, pieces = batch.words, batch.pieces
        own = np.flatnonzero(pieces.owner == text)
        said = self.weights[batch.rows[own], kind] * self.rarity[batch.rows[own]] / 2
        begin, end = np.searchsorted(words.owner, (text, text + 1))
        weight = np.zeros(end - begin)
        for side in (pieces.first, pieces.last):
            weight += np.bincount(side[own] - begin, said, len(weight))
        first, last = _heaviest(weight)
        return int(words.starts[begin + first]), int(words.ends[begin + last])


def distinct(
    owner: NDArray[np.int64], rows: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (text, row) once for each row that a text has, sorted by text."""
    found = np.sort(owner * size + rows)
    found = found[np.diff(found, prepend=-1) > 0]
    return found // size, found % size


def unit(values: Floats) -> Floats:
    """Return a vector brought to length one."""
    found: Floats = values / np.sqrt(values @ values)
    return found


def _probability(sums: Floats) -> Floats:
    found = 1 / (1 + np.exp(-np.clip(sums, -30, 30)))
    return found.astype(np.float32)


def _heaviest(weight: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and the last of up to three neighbours that are worth most."""
    sums = np.concatenate(([0.0], np.cumsum(weight - _TOLL * abs(weight.max()))))
    worth = {width: sums[width:] - sums[:-width] for width in range(1, min(EVIDENCE, len(weight)) + 1)}
    width = max(worth, key=lambda width: worth[width].max())
    first = int(worth[width].argmax())
    return first, first + width - 1
