"""The calendar of lawful steps for people at a terminal: when, who, by which majority, after what."""

from collections.abc import Iterator, Sequence

from legalcheck.model.route import Due, Moment, Route, RouteClause, RouteStep
from legalcheck.report.text import WIDTH, wrap
from legalcheck.rulebook.load import Rulebook

_DATES = 12
"""Columns for a day."""


class RouteText:
    """Writes a route as text in a language of the rulebook."""

    def __init__(self, book: Rulebook, language: str = "en"):
        self.book = book
        self.language = language
        self.phrases = book.phrases[language]
        self.words = self.phrases.report

    def text(self, route: Route) -> str:
        """Return the whole report."""
        self.events = {event.name: event.says for event in route.events}
        lines = [*self._head(route), "", *self._timeline(route), *self._clauses(route)]
        lines += [*self._impasses(route), *self._spared(route), *self._footer(route)]
        return "\n".join(lines) + "\n"

    def _head(self, route: Route) -> Iterator[str]:
        title = route.plan.title or route.plan.path
        if title:
            yield from wrap(title)
            yield "=" * min(WIDTH, len(title))
        yield from wrap(self.words["route_head"].format(start=route.start, level=self._word(route.level)))
        for event in route.events:
            yield from wrap(f"- {event.says}: {event.day or self.words['route_open']}", "  ", "    ")

    def _timeline(self, route: Route) -> Iterator[str]:
        if not route.steps:
            yield from (*wrap(self.words["route_no_steps"]), "")
        last = ""
        for step in route.steps:
            when = self._when(step.earliest)
            if when != last:
                yield from wrap(when)
                last = when
            yield from self._step(step)
        if route.steps:
            yield ""

    def _step(self, step: RouteStep) -> Iterator[str]:
        said = f"{step.id}. {step.act} - {step.body}" + (f"; {step.majority}" if step.majority else "")
        yield from wrap(said, "  ", " " * 6)
        if step.condition:
            yield from wrap(f"{self.words['condition']}: {step.condition}", " " * 6)
        if step.term:
            by = f" ({self.words['route_by']} {step.term.by})" if step.term.by else ""
            note = f" {step.term.note}" if step.term.note else ""
            yield from wrap(f"{self.words['route_term']}: {step.term.says}{by}.{note} [{self._cited(step.term.sources)}]",
                            " " * 6)
        tail = [f"{self.words['route_after']} {', '.join(step.after)}"] if step.after else []
        tail += [f"{self.words['clauses' if len(step.clauses) > 1 else 'clause']} {', '.join(step.clauses)}"]
        yield from wrap("; ".join(tail), " " * 6)

    def _clauses(self, route: Route) -> Iterator[str]:
        yield from wrap(self.words["route_clauses"])
        yield "-" * WIDTH
        for clause in route.clauses:
            yield from self._clause(clause)
        yield ""

    def _clause(self, clause: RouteClause) -> Iterator[str]:
        when = self._when(clause.earliest) if clause.earliest else self.phrases.value("verdict", "not_understood")
        said = f"{when}; {self.words['route_reworded']}" if clause.reworded else when
        yield from wrap(f"{clause.number}  {said}", "", "      ")
        for due in clause.due:
            yield from wrap(self._due(due), "      ")

    def _due(self, due: Due) -> str:
        by = f" ({due.by})" if due.by else ""
        said = self.words[f"due_{due.keeping}"].format(days=due.short_by or 0)
        last = [self.words["due_if"].format(event=self.events.get(e, e), day=day) for e, day in due.kept_if.items()]
        return f"\"{due.says}\"{by}: {'; '.join([said, *last])}"

    def _when(self, moment: Moment) -> str:
        if moment.blocked:
            return self.words["route_blocked"]
        waits = [self.words["route_wait"].format(days=w.days, event=self.events.get(w.event, w.event)) for w in moment.waits]
        return "; ".join([*waits, *([] if waits else [moment.day])])

    def _impasses(self, route: Route) -> Iterator[str]:
        for impasse in route.impasses:
            rules = f" ({', '.join(impasse.barred_by)})" if impasse.barred_by else ""
            numbers = f"{self.words['clauses' if len(impasse.clauses) > 1 else 'clause']} {', '.join(impasse.clauses)}"
            yield from wrap(f"{self.words['route_impasse']}, {numbers}: {impasse.says}{rules}", "", "  ")
        if route.impasses:
            yield ""

    def _spared(self, route: Route) -> Iterator[str]:
        for why in ("other_way", "at_need"):
            steps = [step for step in route.spared if step.why == why]
            if steps:
                yield from wrap(self.words[f"spared_{why}"])
            for step in steps:
                yield from wrap(f"- {step.act} - {step.body}", "  ", "    ")
        if route.spared:
            yield ""

    def _footer(self, route: Route) -> Iterator[str]:
        if route.possible:
            yield from wrap(self.words["route_possible"].format(rules=", ".join(route.possible)))
        yield from wrap(self.words["route_limits"])
        stamp = route.rulebook
        yield from wrap(
            self.words["footer"].format(version=stamp.version, digest=stamp.digest[:19], date=route.as_of)
        )

    def _word(self, value: str) -> str:
        return self.phrases.value("verdict", value)

    def _cited(self, names: Sequence[str]) -> str:
        found = (self.book.sources[name] for name in names)
        return "; ".join(f"{s.short.in_(self.language)}, {s.at.pinpoint.in_(self.language)}" for s in found)
