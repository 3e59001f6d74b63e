"""Examples that tell rules apart: none twice, and a hit of one's own."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Example, PlanExample
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, own_rules, problem


def hit_counts(book: Rulebook) -> Counter[Hashable]:
    """Return of how many rules each case is a hit."""
    return Counter(case for rule in own_rules(book) for case in set(_cases(rule.examples.hits)))


def check_examples(book: Rulebook, rules: Sequence[AnyRule], hits: Counter[Hashable]) -> Iterator[Problem]:
    """Report cases that stand twice, and rules all of whose hits are hits of others."""
    for rule in rules:
        yield from _twice(book, rule)
        if all(hits[case] > 1 for case in _cases(rule.examples.hits)):
            message = "every hit is a hit of another rule too, so the examples do not tell the two apart; add one"
            yield problem(book, rule, message, "examples", "hits")


def _twice(book: Rulebook, rule: AnyRule) -> Iterator[Problem]:
    seen: set[Hashable] = set()
    sides: dict[str, Sequence[Example | PlanExample]] = {"hits": rule.examples.hits, "misses": rule.examples.misses}
    for side, examples in sides.items():
        for at, example in enumerate(examples):
            cases = set(_cases([example]))
            if cases & seen:
                yield problem(book, rule, "the same case stands above; keep one", "examples", side, at)
            seen |= cases


def _cases(examples: Iterable[Example | PlanExample]) -> Iterator[Hashable]:
    """Yield what examples ask, so that two that ask the same are equal; a list of values asks with each of them."""
    for one in examples:
        if isinstance(one, Example):
            yield from ((one.text, _items(matter), one.as_of) for matter in one.matters or ({},))
        else:
            plans = (tuple(map(_items, plan)) for plan in one.plans or ((),))
            yield from ((one.texts, plan, _items(one.facts), one.as_of) for plan in plans)


def _items(values: Mapping[str, str]) -> Hashable:
    return tuple(sorted(values.items()))
