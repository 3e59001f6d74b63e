"""The ways that a route offers: which of its steps together clear the finding that asked for them."""

from collections.abc import Iterator
from itertools import product

from legalcheck.model.rule import Norm
from legalcheck.rulebook.load import Rulebook

Way = tuple[int, ...]
"""Places of steps in a route, in order."""


def ways(norm: Norm, book: Rulebook) -> tuple[Way, ...]:
    """Return every way through a route, in its order; none if the rule has no route.

    A fact or a part of the clause that a step settles clears the finding alone; milestones add up, and two values of
    one are alternatives. Steps that settle nothing prepare or complete each way, but for those taken at need.
    """
    if not norm.route:
        return ()
    cures = list(_cures(norm, book)) or [frozenset()]
    return tuple(dict.fromkeys(_way(norm, cure, book) for cure in cures))


def _cures(norm: Norm, book: Rulebook) -> Iterator[frozenset[int]]:
    """Yield the sets of settling steps that clear the finding."""
    milestones: dict[str, list[int]] = {}
    for at, step in enumerate(norm.route):
        for name in step.settles:
            if name in book.milestones:
                milestones.setdefault(name, []).append(at)
            else:
                yield frozenset((at,))
    if milestones:
        for places in product(*(_ends(norm, found) for found in milestones.values())):
            yield frozenset(places)


def _ends(norm: Norm, places: list[int]) -> list[int]:
    """Return where a milestone may be reached: at the last of its steps, or at each that is no step of every way."""
    row = [at for at in places if norm.route[at].taken == "always"]
    return [*row[-1:], *(at for at in places if at not in row)]


def _way(norm: Norm, cure: frozenset[int], book: Rulebook) -> Way:
    last = max(cure, default=-1)
    replaced = {at - 1 for at in cure if norm.route[at].taken == "instead"}
    general = all(name in book.milestones for at in cure for name in norm.route[at].settles)
    found = set(cure)
    for at, step in enumerate(norm.route):
        if step.taken != "always" or at in replaced:
            continue
        on_the_way = at < last and general and all(name in book.milestones for name in step.settles)
        if not step.settles or on_the_way:
            found.add(at)
    return tuple(sorted(found))
