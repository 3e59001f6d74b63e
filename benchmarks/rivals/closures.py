"""Plain Python: a closure a condition and a closure a rule, run in the order of the strata."""

from collections.abc import Callable, Iterable, Mapping

from benchmarks.rulesets import Conditions, PlainRule, Values

Test = Callable[[Values, set[str]], bool]


class Closures:
    """Answers with closures, one list a kind of measure."""

    def __init__(self, cut: Mapping[str, Iterable[PlainRule]]):
        self._rules = {kind: [(rule.id, rule.head, _rule(rule)) for rule in rules] for kind, rules in cut.items()}

    def answer(self, values: Values) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter."""
        found: list[str] = []
        reached: set[str] = set()
        for name, head, holds in self._rules[values["kind"]]:
            if holds(values, reached):
                found.append(name)
                if head:
                    reached.add(head)
        return frozenset(found)


def _rule(rule: PlainRule) -> Test:
    when, unless = _all(rule.when), [_all(test) for test in rule.unless]
    if not unless:
        return when
    return lambda values, reached: when(values, reached) and not any(test(values, reached) for test in unless)


def _all(test: Conditions) -> Test:
    allowed, needed = tuple(test.allowed.items()), frozenset(test.characterised)

    def holds(values: Values, reached: set[str]) -> bool:
        for name, accepted in allowed:
            if values[name] not in accepted:
                return False
        return needed <= reached

    return holds
