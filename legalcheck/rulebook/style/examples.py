"""Examples that tell rules apart: none twice, a hit of one's own, a miss that is near."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Example, Norm, PlanExample
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import norms, problem
from legalcheck.rulebook.style.sheet import StyleSheet

_SIDES = ("hits", "misses")


def check_examples(book: Rulebook, sheet: StyleSheet) -> Iterator[Problem]:
    """Report examples that stand twice, rules without a hit of their own, and rules whose misses are all far."""
    hits = Counter(key for rule in norms(book) for key in {_key(one) for one in _of(rule, "hits")})
    for rule in norms(book):
        yield from _twice(book, rule)
        if not any(hits[_key(one)] == 1 for one in _of(rule, "hits")):
            message = "every hit is a hit of another rule too, so the examples do not tell the two apart; add one"
            yield problem(book, rule, message, "examples", "hits")
        far = _distance(rule) if sheet.near is not None else None
        if far is not None and sheet.near is not None and far > sheet.near:
            message = f"the nearest miss differs from every hit in {far} attributes; add one that differs in fewer"
            yield problem(book, rule, message, "examples", "misses")


def _of(rule: Norm, side: str) -> tuple[Any, ...]:
    examples = getattr(rule, "examples")  # noqa: B009 - rules on clauses and on plans have each their own
    listed: tuple[Any, ...] = getattr(examples, side)
    return listed


def _key(example: Example | PlanExample) -> Hashable:
    """Return what an example asks, so that two that ask the same are equal."""
    if isinstance(example, Example):
        return (example.text, _items(example.matter or {}), example.as_of)
    matters = tuple(map(_items, example.matters))
    return (example.texts, matters, _items(example.facts), example.as_of)


def _items(values: Mapping[str, str]) -> Hashable:
    return tuple(sorted(values.items()))


def _twice(book: Rulebook, rule: Norm) -> Iterator[Problem]:
    seen: dict[Hashable, str] = {}
    for side in _SIDES:
        for at, one in enumerate(_of(rule, side)):
            before = seen.setdefault(_key(one), side)
            if before != side:
                yield problem(book, rule, "the same example stands among the hits; keep one", "examples", side, at)
            elif any(_key(other) == _key(one) for other in _of(rule, side)[:at]):
                yield problem(book, rule, "the example stands twice; keep one", "examples", side, at)


def _distance(rule: Norm) -> int | None:
    """Return in how many attributes the nearest miss differs from a hit; None if no miss is given as a matter."""
    hits, misses = ([one.matter for one in _of(rule, side) if getattr(one, "matter", None)] for side in _SIDES)
    apart = (len({name for name, _ in hit.items() ^ miss.items()}) for hit in hits for miss in misses)
    return min(apart, default=None)
