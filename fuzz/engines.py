"""The two engines: rules and matters of every shape get one answer and one proof, whatever was asked before."""

from functools import cached_property
from random import Random
from typing import Any

from hypothesis import strategies as st

from fuzz.target import Hosts, Input, demand
from legalcheck.inference.durable import MAX_CONDITIONS, Proof, limits, premises
from legalcheck.inference.host import EngineHost, Lost
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.inference.reference import evaluate
from legalcheck.inference.slices import Compiled, Slice, Test
from legalcheck.rulebook.opening import open_rulebook

DAY = "2026-01-15"
HEADS = ("h0", "h1", "h2")
"""Characterisations; each may rest on those before it."""
VALUES = 40
"""Values of each attribute that is made up."""
EVERY = (1 << VALUES) - 1
SHIPPED = 0.3
"""Part of the inputs that are matters of the shipped law."""


class Engines:
    """The fuzzer of engines; an input is ``{rules, matters}`` made up, or ``{kind, matters}`` for the shipped law.

    A rule is ``{head, masks, is, unless}``, an exception a pair of ``masks`` and ``is``; a matter of the shipped law
    maps attributes to values, one of made-up rules is a list of codes. Hypothesis draws the seed of each input only:
    drawing all the numbers in it would take most of the time.
    """

    name = "engines"

    def __init__(self) -> None:
        self._hosts = Hosts()

    def inputs(self) -> st.SearchStrategy[Input]:
        """Return made-up rules with matters, and matters of the shipped law."""
        return st.builds(self._input, st.integers(0, 2**64 - 1))

    def check(self, given: Input) -> str:
        """Ask both engines, forwards and backwards."""
        host = self._hosts.next()
        return self._check_law(given["matters"], host) if "kind" in given else self._check_made_up(given, host)

    def _check_made_up(self, given: Input, host: EngineHost) -> str:
        cut = _slice(given["rules"], len(given["matters"][0]))
        demand(not limits(cut), "made-up rules are within the limits")
        matters = [(cut, codes) for codes in given["matters"]]
        proofs = _proofs(matters, host)
        demand(proofs == _proofs(matters[::-1], host)[::-1], "an answer does not depend on what was asked before")
        fired = 0
        for codes, proof in zip(given["matters"], proofs, strict=True):
            expected = evaluate(cut, codes)
            demand(proof.keys() == expected, f"the engines agree: {sorted(proof)} {sorted(expected)}")
            demand(all(proof[r.id] == premises(r) for r in cut.rules if r.id in proof), "a proof names the premises")
            fired += len(expected)
        return f"{min(len(cut.rules) // 10, 3)}0 rules and more, {'some' if fired else 'none'} apply"

    def _check_law(self, matters: list[dict[str, str]], host: EngineHost) -> str:
        judge = Judge(self._law, host)
        fired = [judge.applies(values) for values in matters]
        lost = judge.settle()
        demand(lost is None, f"the engine answers: {lost}")
        return f"shipped law, {'some' if any(fired) else 'none'} apply"

    def _input(self, seed: int) -> Input:
        random = Random(seed)
        if random.random() < SHIPPED:
            kind = random.choice(sorted(self._law.codes["kind"]))
            return {"kind": kind, "matters": [self._matter(random, kind) for _ in range(random.randint(1, 20))]}
        attributes = random.randint(1, 6)
        rules = [_rule(random, attributes) for _ in range(random.randint(1, random.choice([2, 10, 40])))]
        matters = [[random.randrange(VALUES) for _ in range(attributes)] for _ in range(random.randint(1, 6))]
        return {"rules": rules, "matters": matters}

    def _matter(self, random: Random, kind: str) -> dict[str, str]:
        return {name: random.choice(sorted(codes)) for name, codes in self._law.codes.items()} | {"kind": kind}

    @cached_property
    def _law(self) -> Law:
        return Law(open_rulebook(None), DAY)


def _proofs(matters: list[tuple[Slice, list[int]]], host: EngineHost) -> list[Proof]:
    answer = host.prove(matters)
    demand(not isinstance(answer, Lost), f"the engine answers: {answer}")
    assert isinstance(answer, list)
    return answer


def _rule(random: Random, attributes: int) -> dict[str, Any]:
    stratum = random.randint(0, len(HEADS))
    masks, named = _test(random, attributes, stratum)
    unless = [_test(random, attributes, stratum) for _ in range(random.randint(0, 3))]
    return {"head": (*HEADS, None)[stratum], "masks": masks, "is": named, "unless": unless}


def _test(random: Random, attributes: int, stratum: int) -> list[list[Any]]:
    """Return masks and characterisations: mostly few, so that something applies, at times as many as may be."""
    pairs = random.randint(0, random.choice([2, 2, MAX_CONDITIONS - 4]))
    masks = {(random.randrange(attributes), _mask(random)) for _ in range(pairs)}
    named = random.sample(HEADS[:stratum], random.randint(0, min(stratum, random.choice([1, 3]))))
    return [[list(pair) for pair in sorted(masks)], named]


def _mask(random: Random) -> int:
    one = 1 << random.randrange(VALUES)
    return random.choice([one, EVERY ^ one, EVERY ^ one, random.randint(1, EVERY)])


def _slice(rules: list[dict[str, Any]], attributes: int) -> Slice:
    compiled = [
        Compiled(
            id=f"r{at}",
            stratum=HEADS.index(rule["head"]) if rule["head"] else len(HEADS),
            test=_compiled(rule["masks"], rule["is"]),
            unless=tuple(_compiled(*one) for one in rule["unless"]),
            head=rule["head"],
        )
        for at, rule in enumerate(rules)
    ]
    ordered = tuple(sorted(compiled, key=lambda rule: (rule.stratum, rule.id)))
    return Slice("made-up", ordered, tuple(range(attributes)), tuple(f"a{at}" for at in range(attributes)))


def _compiled(masks: list[list[int]], named: list[str]) -> Test:
    return Test(tuple((at, mask) for at, mask in masks), tuple(named))
