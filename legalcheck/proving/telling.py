"""Faults and surviving mutants as a person reads them: the place, the matter, the clause, and what to do."""

from collections.abc import Mapping

from legalcheck.matters.build import measure_of
from legalcheck.model.problem import Problem
from legalcheck.model.rule import Given, Rule
from legalcheck.proving.adequacy import Survivor
from legalcheck.proving.faults import Fault, digest
from legalcheck.proving.witness import quoted
from legalcheck.rulebook.load import Rulebook
from legalcheck.wording import Drafter

_MENDED = ("gap", "unshown value")
"""Faults that say themselves what to write instead of a waiver."""


class Teller:
    """Tells what the proofs found; witnesses are worded as clauses that the reader takes for them."""

    def __init__(self, book: Rulebook):
        self.book = book
        self._drafter = Drafter(book)

    def fault(self, fault: Fault) -> Problem:
        """Return a fault with its witness, and the waiver that would set it aside."""
        lines = [f"{fault.kind}: {fault.message}"]
        if fault.witness is not None:
            lines += [f"    matter: {fault.witness}", *self._clause(fault.witness.values)]
        if fault.kind not in _MENDED:
            waiver = f"fault: {fault.kind}, of: [{', '.join(fault.of)}], digest: {digest(fault.of, self.book)}"
            lines.append(f"    to waive it: {{{waiver}, since: , why: }}")
        document = self.book.documents.get(fault.of[0])
        text = "\n".join(lines)
        return document.problem(text, *fault.keys) if document else Problem(message=text, path=str(self.book.folder))

    def survivor(self, survivor: Survivor) -> Problem:
        """Return a mutant that nothing noticed, with the example that would notice it."""
        mutant, found = survivor.mutant, survivor.witness
        lines = [f"nothing notices the mutant with {mutant.change}"]
        if found is not None:
            act = f"add to {'hits' if survivor.caught else 'misses'}" if isinstance(mutant.norm, Rule) else "apart on"
            lines += [f"    {act}: {written({name: (value,) for name, value in found.telling.items()})}"]
            lines += [f"      as_of: {found.day}"] if found.day != self.book.reviewed else []
            lines += self._clause(found.values)
        return self.book.documents[mutant.norm.id].problem("\n".join(lines), *mutant.keys)

    def _clause(self, values: Mapping[str, str]) -> list[str]:
        """Return the line with the clause for a matter; none if there are no words that read back to it."""
        clause = self._drafter.phrase_checked(measure_of(values, self.book))
        return [f'    clause: "{clause}"'] if clause else []


def written(given: Given) -> str:
    """Return a matter as an example writes it."""
    said = ((name, values[0] if len(values) == 1 else f"[{', '.join(values)}]") for name, values in given.items())
    return "- matter: {" + ", ".join(f"{name}: {quoted(value)}" for name, value in said) + "}"
