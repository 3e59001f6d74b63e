"""What would pass instead of a clause: as text for people, as JSON for programs."""

from collections.abc import Iterator, Sequence

from legalcheck.model.alternative import AddedStep, Alternative, Alternatives, Change
from legalcheck.model.rule import Step
from legalcheck.model.values import at_or_above
from legalcheck.report.text import TextReport, settling_line, wrap

CHIEF = 2
"""Sources of a rule that the text names: those on which it rests first of all."""


class AlternativesReport(TextReport):
    """Writes alternatives as text: the clause with what bars it, then each alternative, cheapest first."""

    def alternatives(self, found: Alternatives) -> str:
        """Return the report on one clause."""
        lines = [*self._barred_clause(found), "", *self._title_of(found)]
        for number, one in enumerate(found.alternatives, 1):
            lines += ["", *self._alternative(number, one)]
        if found.none_because is not None:
            lines += wrap(found.none_because.says, "  ")
            lines += self._resting_on("sources", found.none_because.sources)
        if any(measure.status == "possible" for measure in found.clause.measures):
            lines += wrap(self.words["alt_guessed"], "  ")
        lines += ["", *wrap(self.words["alt_limits"]), *self._footer(found)]
        return "\n".join(lines) + "\n"

    def _barred_clause(self, found: Alternatives) -> Iterator[str]:
        """Yield the clause and the findings at or above the level."""
        clause = found.clause
        word = self._word(clause.verdict)
        yield self._heading(self.words["head_clause"], word, clause.verdict)
        yield from wrap(self._said(clause), "  ")
        yield from self._measures(clause)
        firm = {measure.id for measure in clause.measures if measure.status != "possible"}
        grave = [f for f in clause.findings if at_or_above(f.level, found.below) and not firm.isdisjoint(f.measures)]
        yield from self._findings(grave, {finding.rule for finding in grave})

    def _title_of(self, found: Alternatives) -> list[str]:
        level, doctrine = self._word(found.below), self.phrases.value("doctrine", found.doctrine)
        return wrap(self.words["alt_title"].format(level=level, doctrine=doctrine))

    def _alternative(self, number: int, one: Alternative) -> Iterator[str]:
        price = f"{self.words['alt_number']} {number}, {self.words['alt_price']} {one.price}"
        yield self._heading(price, self._word(one.verdict), one.verdict)
        yield from wrap(one.text or self.words["alt_unworded"], "  ")
        for change in one.changes:
            yield from wrap(f"{self.words['alt_change']} ({change.measure}): {self._change(change)}", "  ", "    ")
        for step in one.steps:
            yield from wrap(f"{self.words['alt_step']}: {settling_line(_as_step(step))}", "  ", "    ")
        yield from wrap(f"{self.words['alt_trade_off']}: {one.trade_off}", "  ", "    ")
        yield from self._resting_on("alt_satisfies", self._chief(one))
        forums = "; ".join(f"{self._forum(name)}: {self._word(verdict)}" for name, verdict in one.forums.items())
        yield from wrap(f"{self.words['alt_remains']}: {forums}", "  ", "    ")

    def _change(self, change: Change) -> str:
        name = change.attribute
        template = self.phrases.leaves.get(name, name.replace("_", " ") + ": {value}")
        was, becomes = (self.phrases.value(name, value) for value in (change.was, change.becomes))
        return f"{template.format(value=was)} -> {becomes}"

    def _chief(self, one: Alternative) -> list[str]:
        """Return the chief sources of each rule that is cleared, then those of the steps; JSON has them all."""
        chief = [name for rule in one.cleared for name in self.book.rules[rule].sources[:CHIEF]]
        chief += [name for step in one.steps for name in step.sources]
        return list(dict.fromkeys(name for name in chief if name in one.sources))

    def _resting_on(self, word: str, sources: Sequence[str]) -> Iterator[str]:
        if sources:
            yield from wrap(f"{self.words[word]}: {self._citations(sources)}", "  ", "    ")


def _as_step(step: AddedStep) -> Step:
    return Step.model_validate(step.model_dump(exclude={"price", "trade_off"}))
