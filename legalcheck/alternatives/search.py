"""All smallest sets of changes and steps that let a clause pass.

Method: breadth-first hitting sets (R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32,
1987). Whatever passes has to touch some place on which the first obstacle depends, so only moves in such places are
tried; a set that holds one that passes is not smallest. Exact up to the size given.
"""

from collections.abc import Sequence

from legalcheck.alternatives.moves import Move
from legalcheck.alternatives.trial import State, Trial

MOST = 3
"""Changes and steps that are made together at most."""


def smallest(trial: Trial, moves: Sequence[Move], most: int = MOST) -> list[State]:
    """Return every set of at most ``most`` moves that passes and none of whose parts does."""
    found: list[State] = []
    level: list[State] = [frozenset()]
    for size in range(most + 1):
        following: dict[State, None] = {}
        for state in level:
            if any(passing <= state for passing in found):
                continue
            options = _options(trial, state, moves)
            if options is None:
                found.append(state)
            elif size < most:
                following |= dict.fromkeys(state | {move} for move in options)
        level = list(following)
    return found


def _options(trial: Trial, state: State, moves: Sequence[Move]) -> list[Move] | None:
    """Return the moves of which one is needed next, as few as can be said; None if nothing stands in the way."""
    occupied = frozenset().union(*(move.places for move in state))
    free = [move for move in moves if move.places.isdisjoint(occupied)]
    fewest: list[Move] | None = None
    for obstacle in trial.obstacles(state):
        options = [move for move in free if not move.places.isdisjoint(obstacle.places)]
        if fewest is None or len(options) < len(fewest):
            fewest = options
        if not fewest:
            break
    return fewest
