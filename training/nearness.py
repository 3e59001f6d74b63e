"""Find texts that nearly repeat each other, without comparing every pair."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SIZE = 4  # characters of a run
_BETWEEN = re.compile(r"\W+")


@dataclass(frozen=True)
class Near:
    """Two texts and how near they are: runs of characters that both have, by runs that either has."""

    nearness: float
    first: str
    second: str


def runs(text: str) -> frozenset[str]:
    """Return the runs of characters of a text, punctuation and case aside."""
    plain = f" {_BETWEEN.sub(' ', text.lower()).strip()} "
    return frozenset(plain[at : at + _SIZE] for at in range(max(1, len(plain) - _SIZE + 1)))


def repeats(texts: Sequence[str], least: float) -> list[Near]:
    """Return the pairs within a list that are at least so near, the nearest first."""
    return _sorted(Near(s, texts[a], texts[b]) for a, b, s in _pairs(texts, texts, least) if a < b)


def nearest(texts: Sequence[str], others: Sequence[str], least: float) -> list[Near]:
    """Return the pairs between two lists that are at least so near, the nearest first."""
    return _sorted(Near(s, texts[a], others[b]) for a, b, s in _pairs(texts, others, least))


def _sorted(found: Iterable[Near]) -> list[Near]:
    return sorted(found, key=lambda near: (-near.nearness, near.first, near.second))


def _pairs(texts: Sequence[str], others: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Compare only texts that share one of their rarest runs; two texts as near as that must share one."""
    right = [runs(text) for text in others]
    counts = Counter(run for found in right for run in found)
    by_run: dict[str, list[int]] = {}
    for at, found in enumerate(right):
        for run in _rarest(found, counts, least):
            by_run.setdefault(run, []).append(at)
    for at, text in enumerate(texts):
        left = runs(text)
        for other in sorted({b for run in _rarest(left, counts, least) for b in by_run.get(run, ())}):
            shared = len(left & right[other])
            nearness = shared / (len(left) + len(right[other]) - shared)
            if nearness >= least:
                yield at, other, nearness


def _rarest(found: frozenset[str], counts: Counter[str], least: float) -> list[str]:
    """Return so many of the rarest runs that a near text cannot lack them all (prefix filtering)."""
    keep = len(found) - int(least * len(found) + 0.999999) + 1
    return sorted(found, key=lambda run: (counts[run], run))[:keep]
