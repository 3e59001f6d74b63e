"""Which rules apply to a matter: the engine asked once for each distinct matter, the second evaluator always."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from legalcheck.inference.durable import DurableSlice, Proof, load_engine, premises
from legalcheck.inference.law import Law
from legalcheck.inference.reference import evaluate
from legalcheck.inference.slices import Slice

if TYPE_CHECKING:
    from legalcheck.inference.host import EngineHost, Lost

Engine = Literal["durable", "reference"]

Key = tuple[str | int, ...]
"""A kind and the classes of the values that its rules ask about: what makes a matter distinct."""


class Disagreement(RuntimeError):
    """The two evaluators differ: an internal error that names the matter."""

    def __init__(self, values: Mapping[str, object], durable: Proof, reference: frozenset[str]):
        only = sorted(set(durable) - reference), sorted(reference - set(durable))
        matter = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(
            f"internal error: the engines disagree on the matter [{matter}]: only durable_rules finds {only[0]}, "
            f"only the reference finds {only[1]}; please report it"
        )


class Judge:
    """Answers for one law; a matter is looked up by what rules on its kind can tell apart.

    With ``engine="durable"`` durable_rules decides and bit masks check it; with ``"reference"`` bit masks decide alone.
    With a host durable_rules is asked in a process of its own, on all new matters at once, when ``settle`` is called.
    """

    def __init__(self, law: Law, engine: "Engine | EngineHost" = "durable"):
        self.law = law
        self.engine = engine
        self.host = None if isinstance(engine, str) else engine
        if engine != "reference":
            load_engine()
        self.unsettled: dict[Key, tuple[Slice, Sequence[int]]] = {}
        """Matters that the host has not been asked about yet."""
        self._memo: dict[Key, frozenset[str]] = {}
        self._durable: dict[str, DurableSlice] = {}
        self.asked = 0
        """Distinct matters put to the engine so far."""

    def applies(self, values: Mapping[str, str]) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter, given the values of all its attributes."""
        kind = values["kind"]
        key: Key = (kind, *[classes[values[name]] for name, classes in self.law.classes(kind)])
        found = self._memo.get(key)
        return self._ask(key, self.law.slice(kind), self.law.encode(values)) if found is None else found

    def decide(self, cut: Slice, codes: Sequence[int]) -> frozenset[str]:
        """Return the ids of the rules of one slice that apply, given the codes of all attributes that it knows."""
        key: Key = (cut.kind, *[classes.get(codes[at], 0) for at, classes in cut.classes])
        found = self._memo.get(key)
        return self._ask(key, cut, codes) if found is None else found

    def settle(self) -> "Lost | None":
        """Have the host check all answers since the last call; where it broke off they rest on the bit masks alone."""
        asked, self.unsettled = self.unsettled, {}
        if self.host is None or not asked:
            return None
        found = {key: self._memo.pop(key) for key in asked}  # a clause that comes later has them asked again
        proofs = self.host.prove(list(asked.values()))
        if not isinstance(proofs, list):
            return proofs
        for (key, (cut, codes)), proof in zip(asked.items(), proofs, strict=True):
            self._compare(cut, codes, proof, found[key])
        self._memo |= found  # unless it broke off or one answer was wrong
        return None

    def _ask(self, key: Key, cut: Slice, codes: Sequence[int]) -> frozenset[str]:
        self.asked += 1
        found = evaluate(cut, codes)
        if self.host is not None:
            self.unsettled[key] = cut, codes
        elif self.engine == "durable":
            if cut.kind not in self._durable:
                self._durable[cut.kind] = DurableSlice(cut)
            self._compare(cut, codes, self._durable[cut.kind].evaluate(codes), found)
        self._memo[key] = found
        return found

    def _compare(self, cut: Slice, codes: Sequence[int], proof: Proof, expected: frozenset[str]) -> None:
        if proof.keys() != expected or any(proof[r.id] != premises(r) for r in cut.rules if r.id in proof):
            raise Disagreement(self._decode(cut, codes), proof, expected)

    def _decode(self, cut: Slice, codes: Sequence[int]) -> dict[str, object]:
        """Name the values of a matter; attributes that the law does not list show their codes."""
        words = {name: list(values) for name, values in self.law.codes.items()}
        named = zip(cut.names, codes, strict=True)
        return {name: words[name][code] if name in words else code for name, code in named}
