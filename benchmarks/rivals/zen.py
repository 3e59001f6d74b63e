"""zen-engine in two forms: a decision graph of tables, one a stratum, and one compiled expression a kind of measure.

Tables: each rule is a row, each attribute a column, cells list the allowed values. The output columns collect the ids
of the rows that hold and what they characterise, which the table of the next stratum reads; exceptions are a column
with a condition of its own. The graphs go through the engine's static loader, which compiles them once and is some
thirty times as fast as ``create_decision``.

Expressions: one list a kind with the id of each rule, or null, by the conditions of the rule; a characterisation stands
as the conditions of the rules that reach it, since an expression keeps no state.

Both are given only the attributes that the rules on the kind ask about: converting a matter is most of the cost.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import zen

from benchmarks.rulesets import Conditions, PlainRule, Values, asked

Domains = Mapping[str, Sequence[str]]


class ZenTables:
    """Answers with a decision graph a kind of measure."""

    def __init__(self, cut: Mapping[str, Sequence[PlainRule]], domains: Domains):
        content = {kind: _graph(rules, domains) for kind, rules in cut.items() if rules}
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})
        self._asked = {kind: asked(cut[kind]) for kind in content}
        self._found = tuple({f"found{rule.stratum}" for rules in cut.values() for rule in rules})

    def answer(self, values: Values) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter."""
        names = self._asked.get(values["kind"])
        if names is None:
            return frozenset()
        result = self._engine.evaluate(values["kind"], {name: values[name] for name in names})["result"]
        return frozenset(rule for field in self._found for rule in result.get(field, ()))


class ZenExpressions:
    """Answers with a compiled expression a kind of measure."""

    def __init__(self, cut: Mapping[str, Sequence[PlainRule]], domains: Domains):
        self._expressions = {
            kind: (zen.compile_expression(_listing(rules, domains)), asked(rules))
            for kind, rules in cut.items()
            if rules
        }

    def answer(self, values: Values) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter."""
        found = self._expressions.get(values["kind"])
        if found is None:
            return frozenset()
        expression, names = found
        return frozenset(filter(None, expression.evaluate({name: values[name] for name in names})))


def _graph(rules: Sequence[PlainRule], domains: Domains) -> dict[str, Any]:
    strata = sorted({rule.stratum for rule in rules})
    chained = len(strata) > 1
    tables = [_table(at, [rule for rule in rules if rule.stratum == at], domains, chained) for at in strata]
    nodes = [_node("in", "inputNode"), *tables, _node("out", "outputNode")]
    edges = [
        {"id": f"e{at}", "type": "edge", "sourceId": source["id"], "targetId": target["id"]}
        for at, (source, target) in enumerate(pairwise(nodes))
    ]
    return {"nodes": nodes, "edges": edges}


def _table(stratum: int, rules: Sequence[PlainRule], domains: Domains, chained: bool) -> dict[str, Any]:
    """Return the table of one stratum: columns for attributes, for what lower strata reached and for exceptions."""
    names = asked(rules, exceptions=False)
    columns = [{"id": name, "name": name, "field": name} for name in names]
    columns += [{"id": name, "name": name} for name in ("reached", "unless")]
    outputs = [{"id": name, "name": name, "field": f"{name}{stratum}[]"} for name in ("found", "is")]
    rows = [_row(rule, names, stratum, domains) for rule in rules]
    content = {"hitPolicy": "first", "passThrough": chained, "inputs": columns, "outputs": outputs, "rules": rows}
    return _node(f"t{stratum}", "decisionTableNode", content=content)


def _row(rule: PlainRule, names: Iterable[str], stratum: int, domains: Domains) -> dict[str, str]:
    cells = dict.fromkeys(names, "")
    cells |= {name: _one_of("$", values, domains[name]) for name, values in rule.when.allowed.items()}
    return {
        "_id": rule.id,
        **cells,
        "reached": " and ".join(_reached(name, stratum) for name in rule.when.characterised),
        "unless": " and ".join(f"not ({_test(test, stratum, domains)})" for test in rule.unless),
        "found": f"'{rule.id}'",
        "is": f"'{rule.head}'" if rule.head else "",
    }


def _test(test: Conditions, stratum: int, domains: Domains) -> str:
    parts = [_one_of(name, values, domains[name]) for name, values in test.allowed.items()]
    return " and ".join(parts + [_reached(name, stratum) for name in test.characterised])


def _reached(name: str, stratum: int) -> str:
    """Ask whether a table below ``stratum`` reached a characterisation."""
    return "(" + " or ".join(f"contains(is{at} ?? [], '{name}')" for at in range(stratum)) + ")"


def _one_of(subject: str, values: Iterable[str], domain: Sequence[str]) -> str:
    """Ask for one of some values, by whichever list is shorter."""
    allowed = [value for value in domain if value in values]
    others = [value for value in domain if value not in allowed]
    if len(allowed) == 1:
        return f"{subject} == '{allowed[0]}'"
    return f"{subject} in {allowed}" if len(allowed) <= len(others) else f"not ({subject} in {others})"


def _node(name: str, kind: str, **parts: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, **parts}


def _listing(rules: Sequence[PlainRule], domains: Domains) -> str:
    reached: dict[str, str] = {}
    items: list[str] = []
    for rule in rules:
        holds = _holds(rule, reached, domains)
        items.append(f"{holds} ? '{rule.id}' : null")
        if rule.head:
            reached[rule.head] = f"({reached[rule.head]} or {holds})" if rule.head in reached else holds
    return f"[{', '.join(items)}]"


def _holds(rule: PlainRule, reached: Mapping[str, str], domains: Domains) -> str:
    parts = [_written(rule.when, reached, domains)]
    parts += [f"not {_written(test, reached, domains)}" for test in rule.unless]
    return f"({' and '.join(parts)})"


def _written(test: Conditions, reached: Mapping[str, str], domains: Domains) -> str:
    parts = [_one_of(name, values, domains[name]) for name, values in test.allowed.items()]
    parts += [reached[name] for name in test.characterised]
    return f"({' and '.join(parts) or 'true'})"
