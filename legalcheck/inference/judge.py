"""Which rules apply to a matter: the engine asked once for each distinct matter, the second evaluator always."""

from collections.abc import Mapping, Sequence
from typing import Literal

from legalcheck.inference.durable import DurableSlice, Proof, load_engine, premises
from legalcheck.inference.law import Law, Slice
from legalcheck.inference.reference import evaluate

Engine = Literal["durable", "reference"]


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
    """Answers for one law; a matter is looked up by the attributes that rules on its kind ask about.

    With ``engine="durable"`` durable_rules decides and bit masks check it; with ``"reference"`` bit masks decide alone.
    """

    def __init__(self, law: Law, engine: Engine = "durable"):
        self.law = law
        self.engine = engine
        if engine == "durable":
            load_engine()
        self._kind = law.attributes.index("kind")
        self._kinds = list(law.codes["kind"])
        self._memo: dict[tuple[str, tuple[int, ...]], frozenset[str]] = {}
        self._durable: dict[str, DurableSlice] = {}
        self.asked = 0
        """Distinct matters put to the engine so far."""

    def applies(self, codes: Sequence[int]) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter, given the codes of all its attributes."""
        return self.decide(self.law.slice(self._kinds[codes[self._kind]]), codes)

    def decide(self, cut: Slice, codes: Sequence[int]) -> frozenset[str]:
        """Return the ids of the rules of one slice that apply, given the codes of all attributes that it knows."""
        key = (cut.kind, tuple([codes[at] for at in cut.attributes]))
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._ask(cut, codes)
        return found

    def _ask(self, cut: Slice, codes: Sequence[int]) -> frozenset[str]:
        self.asked += 1
        expected = evaluate(cut, codes)
        if self.engine == "reference":
            return expected
        if cut.kind not in self._durable:
            self._durable[cut.kind] = DurableSlice(cut)
        proof = self._durable[cut.kind].evaluate(codes)
        if proof.keys() != expected or any(proof[r.id] != premises(r) for r in cut.rules if r.id in proof):
            raise Disagreement(self._decode(cut, codes), proof, expected)
        return expected

    def _decode(self, cut: Slice, codes: Sequence[int]) -> dict[str, object]:
        """Name the values of a matter; attributes that the law does not list show their codes."""
        words = {name: list(values) for name, values in self.law.codes.items()}
        named = zip(cut.names, codes, strict=True)
        return {name: words[name][code] if name in words else code for name, code in named}
