"""Which clause of one draft became which of the other: the best pairing as a whole, then splits and merges.

Clauses that say and do the same are paired first. The others are paired so that the sum of what their likenesses have
above ``LEAST`` is the greatest there is (linear assignment); pairs below it are none. A clause that is left over joins
a pair if it is like the clause on the other side, and that clause is covered better with it than without.

Clauses are put in the order of their contents before anything is decided, and the draft that comes first in that order
takes the rows; so neither the places of the clauses nor the order of the drafts matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from legalcheck.drafts.likeness import Content, Scores, joined, scores

LEAST = 0.525
"""Clauses less alike than this are not one clause in two drafts."""
GAIN = 0.03
"""By how much a clause must be covered better with a further part for the part to be taken as split from it."""
GRAIN = 1_000_000
"""Likenesses are compared in millionths, as integers, so that no rounding decides."""


@dataclass(frozen=True)
class Group:
    """Clauses, by index, of the old draft and those that they became; one side has at most one."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class _Keyed(Protocol):
    @property
    def key(self) -> Any:
        """What tells it from others and orders them, wherever they stand."""


Pair = tuple[int, int]
"""An index in the old draft and one in the new."""


def align(olds: Sequence[Content], news: Sequence[Content]) -> list[Group]:
    """Return every clause of two drafts in one group each, in the order of the new draft; what went, where it stood."""
    found = scores(olds, news)
    first = [Group((old,), (new,)) for old, new in pairs(olds, news, found, LEAST)]
    return _placed(_Joining(olds, news, found, first).all())


def likeness(group: Group, olds: Sequence[Content], news: Sequence[Content]) -> float:
    """Return how alike the two sides of a group are, each taken as one."""
    sides = (sorted((drafts[at] for at in found), key=_key) for drafts, found in ((olds, group.old), (news, group.new)))
    old, new = (joined(side) if len(side) > 1 else side[0] for side in sides)
    return float(scores([old], [new])[0, 0])


def pairs(olds: Sequence[_Keyed], news: Sequence[_Keyed], found: Scores, least: float) -> list[Pair]:
    """Return the best pairs of two lists: what is the same, then what is most alike by ``found``, if at ``least``."""
    rows, columns = _sorted(olds), _sorted(news)
    same = list(_identical(olds, news, rows, columns))
    rows = [at for at in rows if at not in {old for old, _ in same}]
    columns = [at for at in columns if at not in {new for _, new in same}]
    left = found[np.ix_(rows, columns)]
    if [olds[at].key for at in rows] > [news[at].key for at in columns]:
        return [*same, *((rows[row], columns[column]) for column, row in _assign(left.T, least))]
    return [*same, *((rows[row], columns[column]) for row, column in _assign(left, least))]


def _assign(found: Scores, least: float) -> Iterator[Pair]:
    """Yield the pairs of a row and a column with the greatest sum of scores above ``least``, none below it."""
    import lap  # noqa: PLC0415 - only where drafts are compared

    if not found.size:
        return
    weights: Scores = np.round(np.maximum(found - least, 0.0) * GRAIN)
    columns, _ = lap.lapjv(np.ascontiguousarray(GRAIN - weights), extend_cost=True, return_cost=False)
    for row, column in enumerate(int(column) for column in columns):
        if column >= 0 and found[row, column] >= least:
            yield row, column


def _key(item: _Keyed) -> Any:
    return item.key


def _sorted(items: Sequence[_Keyed]) -> list[int]:
    return sorted(range(len(items)), key=lambda at: items[at].key)


def _identical(
    olds: Sequence[_Keyed], news: Sequence[_Keyed], rows: Sequence[int], columns: Sequence[int]
) -> Iterator[Pair]:
    """Yield what is the same on both sides; of several, the first with the first."""
    waiting: dict[Any, list[int]] = {}
    for column in columns:
        waiting.setdefault(news[column].key, []).append(column)
    for row in rows:
        same = waiting.get(olds[row].key)
        if same:
            yield row, same.pop(0)


class _Joining:
    """Lets the clauses that are left over join pairs, the one that gains most first."""

    def __init__(self, olds: Sequence[Content], news: Sequence[Content], found: Scores, groups: list[Group]):
        self.olds = olds
        self.news = news
        self.found = found
        self.groups = groups

    def all(self) -> list[Group]:
        """Return the groups with all that joined, and the clauses that stay alone."""
        while best := max(self._offers(), default=None, key=lambda offer: (offer[0], offer[1])):
            _, _, at, group = best
            self.groups[at] = group
        alone = [Group((at,), ()) for at in self._left(len(self.olds), "old")]
        return [*self.groups, *alone, *(Group((), (at,)) for at in self._left(len(self.news), "new"))]

    def _left(self, count: int, side: str) -> list[int]:
        taken = {at for group in self.groups for at in getattr(group, side)}
        return [at for at in range(count) if at not in taken]

    def _offers(self) -> Iterator[tuple[float, tuple[object, ...], int, Group]]:
        """Yield what may join, with what that gains, an order among equals, and the group that would come of it."""
        for new in self._left(len(self.news), "new"):
            for at, group in enumerate(self.groups):
                if len(group.old) == 1 and self.found[group.old[0], new] >= LEAST:
                    yield from self._offer(at, group, replace(group, new=(*group.new, new)))
        for old in self._left(len(self.olds), "old"):
            for at, group in enumerate(self.groups):
                if len(group.new) == 1 and self.found[old, group.new[0]] >= LEAST:
                    yield from self._offer(at, group, replace(group, old=(*group.old, old)))

    def _offer(self, at: int, group: Group, wider: Group) -> Iterator[tuple[float, tuple[object, ...], int, Group]]:
        gain = round(likeness(wider, self.olds, self.news) - likeness(group, self.olds, self.news), 6)
        if gain >= GAIN:
            sides = ([self.olds[x].key for x in wider.old], [self.news[x].key for x in wider.new])
            yield gain, tuple(sorted(sorted(side) for side in sides)), at, wider


def _placed(groups: list[Group]) -> list[Group]:
    """Put groups in the order of the new draft; what has no place there stands after what preceded it in the old."""
    ordered = [Group(tuple(sorted(group.old)), tuple(sorted(group.new))) for group in groups]
    place = {at: group.new[0] for group in ordered if group.new for at in group.old}
    return sorted(ordered, key=lambda group: _place(group, place))


def _place(group: Group, place: dict[int, int]) -> tuple[int, int, int]:
    if group.new:
        return group.new[0], 0, 0
    before = next((place[at] for at in range(group.old[0] - 1, -1, -1) if at in place), -1)
    return before, 1, group.old[0]
