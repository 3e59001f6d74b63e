"""Learn weights: texts to vectors, one linear separation a kind, one more for whether anything is proposed."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from legalcheck.reading.learned import distinct, unit
from legalcheck.reading.ngrams import cut
from training.corpus import Clause

ROWS = 52_009  # a prime, so that weights stay under four megabytes
GATE = 0.27  # share of "proposes anything" in the sum of every kind
COST = 3.0
PROPOSED = 4.0  # weight of a clause that proposes the kind, against one that does not
RIGHT, WRONG, NEUTRAL = 1, 0, -1

Floats = NDArray[np.float64]
Marks = NDArray[np.int8]


@dataclass(frozen=True)
class Model:
    """Weights by row and kind, and what is added for each kind."""

    rarity: NDArray[np.float32]
    weights: Floats
    offset: Floats

    def sums(self, clauses: Sequence[Clause]) -> Floats:
        """Return what each clause comes to for each kind, before calibration."""
        found: Floats = vectors(clauses, self.rarity) @ self.weights + self.offset
        return found


def marks(clauses: Sequence[Clause], kinds: Sequence[str]) -> Marks:
    """Return for each clause and kind whether a nomination is right, wrong or neither."""
    found = np.full((len(clauses), len(kinds)), WRONG, np.int8)
    for at, clause in enumerate(clauses):
        found[at, [kinds.index(kind) for kind in clause.neutral]] = NEUTRAL
        found[at, [kinds.index(kind) for kind in clause.kinds]] = RIGHT
    return found


def vectors(clauses: Sequence[Clause], rarity: NDArray[np.float32]) -> csr_matrix:
    """Return the clauses as rows of length one."""
    owners, rows = _rows(clauses)
    bounds = np.searchsorted(owners, np.arange(len(clauses) + 1))
    parts = [unit(rarity[rows[a:b]]) for a, b in pairwise(bounds)]
    return csr_matrix((np.concatenate(parts), rows, bounds), shape=(len(clauses), len(rarity)))


def fit(clauses: Sequence[Clause], kinds: Sequence[str]) -> Model:
    """Learn from clauses; the same clauses give the same weights."""
    rarity = _rarity(clauses)
    x, y = vectors(clauses, rarity), marks(clauses, kinds)
    columns = [_separate(x, y[:, at]) for at in range(len(kinds))]
    gate, gate_offset = _separate(x, _proposes(y))
    weights = np.stack([column for column, _ in columns], axis=1) + GATE * gate[:, None]
    offset = np.array([offset for _, offset in columns]) + GATE * gate_offset
    return Model(rarity, weights, offset)


def _rows(clauses: Sequence[Clause]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pieces = cut([clause.text for clause in clauses])[1]
    return distinct(pieces.owner, pieces.rows(ROWS), ROWS)


def _rarity(clauses: Sequence[Clause]) -> NDArray[np.float32]:
    """Return the inverse document frequency of each row, in the precision in which it is kept."""
    counts = np.bincount(_rows(clauses)[1], minlength=ROWS)
    return (np.log((1 + len(clauses)) / (1 + counts)) + 1).astype(np.float16).astype(np.float32)


def _proposes(y: Marks) -> Marks:
    """Return whether each clause proposes anything; neither, where only tolerated readings are left."""
    any_right, any_neutral = (y == RIGHT).any(1), (y == NEUTRAL).any(1)
    return np.where(any_right, RIGHT, np.where(any_neutral, NEUTRAL, WRONG)).astype(np.int8)


def _separate(x: csr_matrix, y: Marks) -> tuple[Floats, float]:
    """Return the weights and the offset that best tell the right clauses from the wrong ones."""
    judged = np.flatnonzero(y != NEUTRAL)
    machine = LinearSVC(C=COST, class_weight={RIGHT: PROPOSED, WRONG: 1.0}, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(x[judged], y[judged])
    return machine.coef_[0], float(machine.intercept_[0])
