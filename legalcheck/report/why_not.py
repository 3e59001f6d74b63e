"""Why a rule does not apply, for people at a terminal and for programs."""

from collections.abc import Iterator, Sequence

from legalcheck.model.values import UNSPECIFIED
from legalcheck.model.why_not import Condition, WhyNot
from legalcheck.report.changes import change_in_words, values_in_words
from legalcheck.report.text import WIDTH, TextReport, quoted_words, wrap


class WhyNotReport(TextReport):
    """Writes answers as text in a language of the rulebook; ``whole`` shows the conditions that are met, too."""

    def answer(self, answer: WhyNot) -> str:
        """Return the report on one answer."""
        lines = [*self._head(answer), *self._body(answer), "", *wrap(self._by_what(answer))]
        return "\n".join(lines) + "\n"

    def _by_what(self, answer: WhyNot) -> str:
        book = answer.rulebook
        return self.words["footer"].format(version=book.version, digest=book.digest[:19], date=answer.as_of)

    def _head(self, answer: WhyNot) -> Iterator[str]:
        word = self.words[f"applies_{answer.applies}"].upper()
        colour = answer.level or "notice"
        room = WIDTH - len(answer.rule) - len(word)
        shown = self.paint(word, "clear" if answer.applies == "no" else colour)
        yield answer.rule + " " * room + shown if room > 1 else answer.rule
        if room <= 1:
            yield " " * (WIDTH - len(word)) + shown
        forum = self.book.forums[answer.forum].title.in_(self.language)
        level = f"{forum}, {self.phrases.value('verdict', answer.level)}" if answer.level else forum
        yield from wrap(f"{answer.title} ({level})", "  ")
        yield from wrap(f"{self.words['head_clause']}: {answer.clause.text or self.words['no_text']}", "  ", "    ")
        if not answer.clause.measures:
            yield from wrap(self.words["silent"], "  ")
        yield from self._understood(answer.clause.measures)

    def _body(self, answer: WhyNot) -> Iterator[str]:
        if answer.not_in_force:
            span = answer.not_in_force
            days = [f"{self.words['from']} {span.start}"] if span.start else []
            days += [f"{self.words['to']} {span.to}"] if span.to else []
            yield from ("", *wrap(f"{self.words['not_law']} {' '.join(days)}.", "  "))
        if answer.because:
            yield ""
            yield from self._because(answer.because, "    ")
        if answer.conditions:
            yield ""
            head = self.words["all_conditions" if self.whole else "in_the_way"]
            yield from wrap(f"{head} ({answer.measure}):", "  ")
            yield from self._conditions(answer.conditions, "    ")
        if answer.measure:
            yield ""
            yield from self._nearest(answer)

    def _conditions(self, conditions: Sequence[Condition], indent: str) -> Iterator[str]:
        for one in conditions:
            if self.whole or not one.met:
                mark = "+" if self.whole and one.met else "-"
                yield from wrap(f"{mark} {self._condition(one)}", indent, indent + "  ")
                yield from self._inner(one, indent + "  ")

    def _inner(self, one: Condition, indent: str) -> Iterator[str]:
        """Yield what a condition depends on; pruned, only the nearest rule that would reach a characterisation."""
        if one.of == "exception":
            asked = one.conditions if self.whole else [c for c in one.conditions if c.value != UNSPECIFIED]
            for inner in asked:
                mark = "+" if self.whole and inner.met else "-"
                yield from wrap(f"{mark} {self._fact(inner)}", indent, indent + "  ")
        elif self.whole or one.of == "rule":
            yield from self._conditions(one.conditions, indent)
        else:
            yield from self._conditions(one.conditions[:1], indent)

    def _condition(self, one: Condition) -> str:
        if one.of == "attribute":
            return self._fact(one) + ("" if one.met else f"; {self.words['asked']}: {self._accepted(one)}")
        if one.of == "exception":
            head = self.words["no_exception" if one.met else "exception"]
            return f"{head}: {one.name.replace('-', ' ')} - {one.says}"
        if one.of == "rule":
            return f"{one.name}: {one.says}"
        return one.says + ("" if one.met else f": {self.words['not_reached']}")

    def _fact(self, one: Condition) -> str:
        return one.says + quoted_words(one.evidence)

    def _accepted(self, one: Condition) -> str:
        every = self.book.attributes[one.name].values
        others = [value for value in every if value not in one.accepted]
        if len(others) < len(one.accepted) and len(one.accepted) > 2:
            return f"{self.words['any_but']} {values_in_words(one.name, others, self.phrases)}"
        return values_in_words(one.name, one.accepted, self.phrases)

    def _nearest(self, answer: WhyNot) -> Iterator[str]:
        if not answer.nearest:
            yield from wrap(f"{self.words['too_far' if answer.far else 'never_applies']}.", "  ")
            return
        yield from wrap(f"{self.words['would_apply']}:", "  ")
        for at, way in enumerate(answer.nearest, 1):
            said = "; ".join(change_in_words(change, self.phrases) for change in way.changes)
            measure = f"{way.measure}: " if len(answer.clause.measures) > 1 else ""
            yield from wrap(f"{at}. {measure}{said}", "    ", "       ")
            if way.text:
                yield from wrap(f'{self.words["as_clause"]}: "{way.text}"', "       ")
