"""Compiled rules as plain records: all that an evaluator sees of the law. It imports little: a worker starts fast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Test:
    """What must hold: (attribute, mask of allowed values) pairs, and characterisations."""

    masks: tuple[tuple[int, int], ...]
    characterised: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """One rule, ready to run."""

    id: str
    stratum: int
    test: Test
    unless: tuple[Test, ...]
    head: str | None


@dataclass(frozen=True)
class Slice:
    """The rules that can apply to one kind of measure, lowest stratum first, and the attributes they ask about."""

    kind: str
    rules: tuple[Compiled, ...]
    attributes: tuple[int, ...]
    names: tuple[str, ...]
    """Names of all attributes, in the order of the codes of a matter."""

    @cached_property
    def classes(self) -> tuple[tuple[int, Mapping[int, int]], ...]:
        """For each attribute asked about, its codes by class: codes that satisfy the same conditions share a number.

        A code that satisfies none is left out. Matters of the same classes are one matter to these rules.
        """
        masks: dict[int, set[int]] = {at: set() for at in self.attributes}
        for rule in self.rules:
            for at, mask in (pair for test in (rule.test, *rule.unless) for pair in test.masks):
                masks[at].add(mask)
        return tuple((at, _classes(sorted(found))) for at, found in masks.items())


def _classes(masks: Sequence[int]) -> Mapping[int, int]:
    """Number the codes from 1 by the masks that they satisfy; codes that satisfy none have no number."""
    numbers: dict[tuple[int, ...], int] = {}
    classes: dict[int, int] = {}
    for code in range(max((mask.bit_length() for mask in masks), default=0)):
        satisfied = tuple(mask for mask in masks if mask >> code & 1)
        if satisfied:
            classes[code] = numbers.setdefault(satisfied, len(numbers) + 1)
    return classes
