"""durable_rules, within the bounds in which it was measured to be right.

The C core is driven directly: no Host, no threads, no negation, no retraction, one live session id, primed once and
deleted after every evaluation. Facts and conditions are short tokens from closed sets. Rules carry ``dist: 0`` and
their stratum as priority; exceptions are guards, tested when a rule fires, by which time every lower stratum is
complete. Each firing says which facts it matched: that record is the proof.
"""

import contextlib
import json
from collections.abc import Sequence
from typing import Any

from legalcheck.inference.slices import Compiled, Slice, Test

MAX_CONDITIONS = 16
MAX_PREDICATES = 480
_SESSION = "s"
_PRIME = "prime"

Proof = dict[str, frozenset[str]]
"""Rule id to the premises that it matched: literal tokens and ``is.`` tokens of characterisations."""


class EngineFault(RuntimeError):
    """The engine did something that its bounds exclude: an internal error."""


def load_engine() -> Any:
    """Import the C core; ``InputError`` says how to install it."""
    try:
        import durable_rules_engine  # noqa: PLC0415 - costs nothing when the reference engine is asked for
    except ImportError as error:
        from legalcheck.model.problem import InputError  # noqa: PLC0415 - a worker starts without the models

        raise InputError(
            f"durable_rules cannot be imported ({error}); install a C compiler and run 'pip install durable-rules' "
            "(on Python 3.13 set CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject first), or use --engine reference"
        ) from error
    return durable_rules_engine


def literal(attribute: int, mask: int) -> str:
    """Return the token of the condition that an attribute has one of the values in ``mask``."""
    return f"a{attribute}.{mask:x}"


def characterised(name: str) -> str:
    """Return the token of a characterisation."""
    return f"is.{name}"


def limits(cut: Slice) -> list[str]:
    """Return, as sentences, where a slice of rules goes past what the C core can hold."""
    found = [
        f"rule '{rule.id}' has {len(_premises(rule))} conditions, the engine takes {MAX_CONDITIONS}; "
        "derive a characterisation from some of them"
        for rule in cut.rules
        if len(_premises(rule)) > MAX_CONDITIONS
    ]
    predicates = {premise for rule in cut.rules for premise in _premises(rule)}
    if len(predicates) > MAX_PREDICATES:
        found.append(f"rules on '{cut.kind}' use {len(predicates)} conditions; the engine takes {MAX_PREDICATES}")
    return found


def refuse_too_large(cut: Slice) -> None:
    """Raise ``InputError`` where a slice of rules goes past what the C core can hold."""
    faults = limits(cut)
    if faults:
        from legalcheck.model.problem import InputError  # noqa: PLC0415 - a worker starts without the models

        raise InputError(f"{faults[0]}; 'legalcheck verify' lists all such, --engine reference does without")


class DurableSlice:
    """The rules on one kind of measure inside the C core."""

    def __init__(self, cut: Slice):
        refuse_too_large(cut)
        self._core = load_engine()
        self._rules = {rule.id: rule for rule in cut.rules}
        self._literals = sorted({pair for rule in cut.rules for pair in rule.test.masks})
        self._handle = self._core.create_ruleset(f"rules.{cut.kind}", json.dumps(_document(cut)))
        self._prime()

    def evaluate(self, codes: Sequence[int]) -> Proof:
        """Return every rule that applies to a matter, with the premises it matched; codes are in attribute order."""
        facts = ["kind", *(literal(at, mask) for at, mask in self._literals if mask >> codes[at] & 1)]
        try:
            return self._run(facts, codes)
        finally:
            with contextlib.suppress(self._core.error):
                self._core.delete_state(self._handle, _SESSION)

    def close(self) -> None:
        """Free the rules in the C core."""
        self._core.delete_ruleset(self._handle)

    def _prime(self) -> None:
        """Fire once, since a session that never fired cannot be deleted safely."""
        offset = self._assert(_PRIME, _PRIME)
        if not self._core.start_action_for_state(self._handle, offset):
            raise EngineFault("the engine did not fire its first rule")
        self._core.complete_and_start_action(self._handle, offset)
        self._core.delete_state(self._handle, _SESSION)

    def _assert(self, name: str, predicate: str) -> int:
        code, offset = self._core.assert_fact(self._handle, f'{{"id":"{name}","sid":"{_SESSION}","p":"{predicate}"}}')
        if code not in (0, 1):
            raise EngineFault(f"the engine refused the fact {predicate} with code {code}")
        return int(offset)

    def _run(self, facts: list[str], codes: Sequence[int]) -> Proof:
        known = list(facts)
        offset = 0
        for at, fact in enumerate(facts):
            offset = self._assert(f"f{at}", fact)
        started = self._core.start_action_for_state(self._handle, offset)
        message = started[1] if started else None
        proof: Proof = {}
        reached: set[str] = set()
        stratum = 0
        while message:
            ((rule_id, captured),) = json.loads(message).items()
            rule = self._rules[rule_id]
            if rule.stratum < stratum or rule_id in proof:
                raise EngineFault(f"the engine fired '{rule_id}' out of turn")
            stratum = rule.stratum
            if not any(_holds(test, codes, reached) for test in rule.unless):
                matched = (known[int(fact["id"][1:])] for fact in captured.values())
                proof[rule_id] = frozenset(p for p in matched if p != "kind")
                if rule.head and rule.head not in reached:
                    reached.add(rule.head)
                    self._assert(f"f{len(known)}", characterised(rule.head))
                    known.append(characterised(rule.head))
            message = self._core.complete_and_start_action(self._handle, offset)
        return proof


def premises(rule: Compiled) -> frozenset[str]:
    """Return the tokens that must all hold for a rule to be considered."""
    return frozenset(_premises(rule)[1:])


def _premises(rule: Compiled) -> list[str]:
    return ["kind", *(literal(*pair) for pair in rule.test.masks), *map(characterised, rule.test.characterised)]


def _document(cut: Slice) -> dict[str, Any]:
    """Return the rules in the form that the C core takes, with one more rule to prime it."""
    document: dict[str, Any] = {_PRIME: {"all": [{"m_0": {"p": _PRIME}}]}}
    for rule in cut.rules:
        conditions = [{f"m_{at}": {"p": premise}} for at, premise in enumerate(_premises(rule))]
        document[rule.id] = {"all": conditions, "dist": 0, "pri": rule.stratum}
    return document


def _holds(test: Test, codes: Sequence[int], reached: set[str]) -> bool:
    """Test an exception when its rule fires."""
    for at, mask in test.masks:
        if not mask >> codes[at] & 1:
            return False
    return reached.issuperset(test.characterised)
