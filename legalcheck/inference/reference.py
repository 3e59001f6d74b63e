"""The second evaluator: bit masks over closed values, sharing no code with the engine that it checks."""

from collections.abc import Collection, Sequence

from legalcheck.inference.slices import Slice, Test


def evaluate(cut: Slice, codes: Sequence[int]) -> frozenset[str]:
    """Return the ids of the rules of ``cut`` that apply to a matter, given the codes of all its attributes."""
    fired: list[str] = []
    reached: set[str] = set()
    for rule in cut.rules:
        if _holds(rule.test, codes, reached) and not any(_holds(test, codes, reached) for test in rule.unless):
            fired.append(rule.id)
            if rule.head:
                reached.add(rule.head)
    return frozenset(fired)


def _holds(test: Test, codes: Sequence[int], reached: Collection[str]) -> bool:
    return all(mask >> codes[at] & 1 for at, mask in test.masks) and all(name in reached for name in test.characterised)
