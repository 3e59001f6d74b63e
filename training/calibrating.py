"""Turn sums into probabilities and fix thresholds, on clauses by authors whom the weights do not know."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from training.corpus import LANGUAGES, Clause
from training.fitting import NEUTRAL, RIGHT, Floats, Marks, fit, marks

NOISE = 0.05  # nominations a clause that proposes nothing, in each language
PRECISION = 0.6  # of each kind, where that can be had
_SPREAD = 1.0  # by how much the offset of a kind is expected to differ from that of all kinds


@dataclass(frozen=True)
class Scale:
    """Calibration: slope and offset of each kind, what each language adds, thresholds."""

    slope: float
    offset: Floats
    languages: dict[str, float]
    threshold: Floats


def unseen_sums(clauses: Sequence[Clause], kinds: Sequence[str]) -> Floats:
    """Return the sums of every clause by a model that has learned from all authors but its own."""
    found = np.zeros((len(clauses), len(kinds)))
    for author in sorted({clause.author for clause in clauses}):
        own = np.array([clause.author == author for clause in clauses])
        model = fit([c for c in clauses if c.author != author], kinds)
        found[own] = model.sums([c for c in clauses if c.author == author])
    return found


def calibrate(clauses: Sequence[Clause], kinds: Sequence[str]) -> Scale:
    """Return the calibration that clauses of unseen authors ask for."""
    sums, y = unseen_sums(clauses, kinds), marks(clauses, kinds)
    slope, common = _logistic(sums[y != NEUTRAL], y[y != NEUTRAL] == RIGHT)
    offset = np.array([common + _shift(slope * sums[:, k] + common, y[:, k]) for k in range(len(kinds))])
    logits = slope * sums + offset
    languages = {language: _quiet(logits, clauses, language) for language in LANGUAGES}
    shifted = logits + np.array([[languages[clause.language]] for clause in clauses])
    threshold = np.array([_threshold(expit(shifted[:, k]), y[:, k]) for k in range(len(kinds))])
    return Scale(slope, offset, languages, threshold)


def _logistic(sums: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope and offset of the likeliest logistic curve."""

    def loss(at: Floats) -> float:
        logits = at[0] * sums + at[1]
        return float(np.sum(np.logaddexp(0, np.where(right, -logits, logits))))

    slope, offset = minimize(loss, np.array([2.0, 0.0]), method="L-BFGS-B").x
    return float(slope), float(offset)


def _shift(logits: Floats, y: Marks) -> float:
    """Return by how much a kind differs from all kinds; little where it has few clauses."""
    judged, right = logits[y != NEUTRAL], y[y != NEUTRAL] == RIGHT

    def loss(at: Floats) -> float:
        moved = judged + at[0]
        return float(np.sum(np.logaddexp(0, np.where(right, -moved, moved))) + at[0] ** 2 / (2 * _SPREAD**2))

    return float(minimize(loss, np.array([0.0]), method="L-BFGS-B").x[0])


def _quiet(logits: Floats, clauses: Sequence[Clause], language: str) -> float:
    """Return what must be added in a language so that a probability of one half keeps to the noise allowed."""
    empty = np.array([clause.language == language and not clause.kinds for clause in clauses])
    highest = np.sort(logits[empty], axis=None)[::-1]
    return -float(highest[int(NOISE * empty.sum())])


def _threshold(scores: Floats, y: Marks) -> float:
    """Return one half, or the least higher probability from which on enough of the nominations are right."""
    order = np.argsort(-scores, kind="stable")
    order = order[(y[order] != NEUTRAL) & (scores[order] >= 0.5)]
    right = np.cumsum(y[order] == RIGHT)
    enough = np.flatnonzero(right / np.arange(1, len(order) + 1) >= PRECISION)
    last = enough[-1] if len(enough) else 0
    if len(order) == 0 or (len(enough) and last == len(order) - 1):
        return 0.5
    return float(scores[order[last]])
