"""Examples that tell rules apart: none twice, and a hit of one's own."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Example, PlanExample
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, own_rules, problem

_SIDES = ("hits", "misses")


def check_examples(book: Rulebook, rules: Sequence[AnyRule]) -> Iterator[Problem]:
    """Report examples that stand twice, and rules all of whose hits are hits of others."""
    hits = Counter(key for rule in own_rules(book) for key in {_key(one) for one in _of(rule, "hits")})
    for rule in rules:
        yield from _twice(book, rule)
        if not any(hits[_key(one)] == 1 for one in _of(rule, "hits")):
            message = "every hit is a hit of another rule too, so the examples do not tell the two apart; add one"
            yield problem(book, rule, message, "examples", "hits")


def _of(rule: AnyRule, side: str) -> tuple[Example | PlanExample, ...]:
    return rule.examples.hits if side == "hits" else rule.examples.misses


def _key(example: Example | PlanExample) -> Hashable:
    """Return what an example asks, so that two that ask the same are equal."""
    if isinstance(example, Example):
        return (example.text, _items(example.matter or {}), example.as_of)
    matters = tuple(map(_items, example.matters))
    return (example.texts, matters, _items(example.facts), example.as_of)


def _items(values: Mapping[str, str]) -> Hashable:
    return tuple(sorted(values.items()))


def _twice(book: Rulebook, rule: AnyRule) -> Iterator[Problem]:
    seen: dict[Hashable, str] = {}
    for side in _SIDES:
        for at, one in enumerate(_of(rule, side)):
            before = seen.setdefault(_key(one), side)
            if before != side:
                yield problem(book, rule, "the same example stands among the hits; keep one", "examples", side, at)
            elif any(_key(other) == _key(one) for other in _of(rule, side)[:at]):
                yield problem(book, rule, "the example stands twice; keep one", "examples", side, at)
