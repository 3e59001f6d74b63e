"""A question on what is still needed, in words."""

from collections.abc import Iterator, Mapping, Sequence

from legalcheck.model.plan import Clause
from legalcheck.report.text import TextReport, wrap
from legalcheck.supposing.asking import LeadsTo, Needed

MAX_CLAUSES = 6
"""Clauses that are named one by one with what an answer leads to."""


class QuestionReport(TextReport):
    """Writes questions as text."""

    def question(self, needed: Needed, clause: Clause | None) -> Iterator[str]:
        """Yield the question, the clause if it is about one, and each answer with what it leads to."""
        yield from wrap(needed.ask)
        place = needed.place
        if clause is not None:
            yield from wrap(f"{self.words['clause']} {clause.number}: {clause.text}", "  ", "    ")
            measure = next(one for one in clause.measures or () if one.id == place.measure)
            yield from wrap(f"({measure.id}) {self.measure_line(measure)}", "  ", "    ")
        for at, answer in enumerate(needed.answers, 1):
            value = self.phrases.value(place.part or place.fact, answer)
            yield from wrap(f"{at} {value}{self._leading(answer, needed.leads_to)}", "  ", "    ")

    def _leading(self, answer: str, leads_to: Mapping[str, LeadsTo]) -> str:
        """Say what an answer leads to, clause by clause; the clauses that come to the same together."""
        told: dict[str, list[str]] = {}
        for number, after in leads_to.items():
            if after[answer]:
                told.setdefault(self._verdicts(after[answer]), []).append(number or self.words["whole"])
        if not told:
            return ""
        several = len(leads_to) > 1
        parts = (f"{said} ({_listed(numbers)})" if several else said for said, numbers in told.items())
        return f": {self.words['ask_leads']} {'; '.join(parts)}"

    def _verdicts(self, found: Mapping[str, tuple[str, ...]]) -> str:
        """Put verdicts in words, by forum where they are."""
        parts = ((name, " / ".join(map(self._word, verdicts))) for name, verdicts in found.items())
        return ", ".join(f"{self._forum(name)}: {said}" if name else said for name, said in parts)


def _listed(numbers: Sequence[str]) -> str:
    more = f" +{len(numbers) - MAX_CLAUSES}" if len(numbers) > MAX_CLAUSES else ""
    return ", ".join(numbers[:MAX_CLAUSES]) + more
