"""The stock Host of durable_rules: a matter is one fact, a rule one pattern over it, an exception a test in the action.

A rule set a kind of measure; conditions on attributes are equalities and inequalities of that fact, a characterisation
is a fact that an action asserts and that rules of higher strata join. The rules carry ``dist: 0`` and their stratum as
priority, without which the engine is not right at all. Either each matter gets a state of its own, or all share one
state and everything asserted is retracted again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from durable.engine import Host, MessageNotHandledException  # type: ignore[import-untyped]

from benchmarks.rulesets import KIND, Conditions, PlainRule, Values

Domains = Mapping[str, Sequence[str]]
_SHARED = "shared"


@dataclass
class _Case:
    """The matter that a state is about, and what was found on it so far."""

    values: Values
    found: set[str] = field(default_factory=set)
    reached: dict[str, dict[str, str]] = field(default_factory=dict)


class StockHost:
    """Answers with the stock Host."""

    def __init__(self, cut: Mapping[str, Sequence[PlainRule]], domains: Domains, *, retract: bool):
        self._retract = retract
        self._cases: dict[str, _Case] = {}
        self._count = 0
        self._kinds = frozenset(kind for kind, rules in cut.items() if rules)
        definitions = {kind: {rule.id: self._rule(rule, domains) for rule in cut[kind]} for kind in self._kinds}
        self._host = Host(definitions)

    def answer(self, values: Values) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter, as far as the Host found them."""
        kind = values[KIND]
        if kind not in self._kinds:
            return frozenset()
        self._count += 1
        state = _SHARED if self._retract else f"s{self._count}"
        case = self._cases[state] = _Case(values)
        fact = {"id": f"m{self._count}", "sid": state, **values}
        try:
            self._host.assert_fact(kind, dict(fact))
            if self._retract:
                for reached in case.reached.values():
                    self._host.retract_fact(kind, dict(reached))
                self._host.retract_fact(kind, fact)
        except MessageNotHandledException:
            pass  # this is how the Host says that the fact matters to no rule
        del self._cases[state]
        return frozenset(case.found)

    def _rule(self, rule: PlainRule, domains: Domains) -> dict[str, Any]:
        tests = [_one_of(name, values, domains[name]) for name, values in rule.when.allowed.items()]
        matter = {"$and": [{"$ex": {KIND: 1}}, *tests]}
        joined = [{f"m_{at}": {"is": name}} for at, name in enumerate(rule.when.characterised, 1)]
        return {"all": [{"m_0": matter}, *joined], "dist": 0, "pri": rule.stratum, "run": self._action(rule)}

    def _action(self, rule: PlainRule) -> Callable[[Any], None]:
        def act(closure: Any) -> None:
            case = self._cases[closure.s.sid]
            if any(_holds(test, case) for test in rule.unless):
                return
            case.found.add(rule.id)
            if rule.head and rule.head not in case.reached:
                fact = {"id": f"is-{rule.head}", "sid": closure.s.sid, "is": rule.head}
                case.reached[rule.head] = fact
                closure.assert_fact(dict(fact))

        return act


def _holds(test: Conditions, case: _Case) -> bool:
    within = all(case.values[name] in allowed for name, allowed in test.allowed.items())
    return within and all(name in case.reached for name in test.characterised)


def _one_of(name: str, values: Iterable[str], domain: Sequence[str]) -> dict[str, Any]:
    """Ask for one of some values, by whichever list is shorter."""
    allowed = [value for value in domain if value in values]
    others = [value for value in domain if value not in allowed]
    if len(allowed) == 1:
        return {name: allowed[0]}
    if len(others) == 1:
        return {"$neq": {name: others[0]}}
    if len(others) < len(allowed):
        return {"$and": [{"$neq": {name: value}} for value in others]}
    return {"$or": [{name: value} for value in allowed]}
