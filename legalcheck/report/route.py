"""The calendar of lawful steps for people at a terminal: when, who, by which majority, after what."""

from collections.abc import Iterator, Mapping, Sequence

from legalcheck.model.route import Due, Moment, Route, RouteClause, RouteStep
from legalcheck.report.text import WIDTH, wrap
from legalcheck.rulebook.load import Rulebook


def when(moment: Moment, start: str, events: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Return a moment in words: a day, or what it waits for and the day before which it does not come anyway."""
    if moment.blocked:
        return words["route_blocked"]
    if not moment.waits:
        return moment.day
    waits = [
        words["route_wait" if wait.days > 1 else "route_wait_one"].format(days=wait.days, event=events[wait.event])
        for wait in moment.waits
    ]
    floor = [words["route_floor"].format(day=moment.day)] if moment.day > start else []
    return "; ".join([*waits, *floor])


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
        self.start = route.start
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
        """Yield the steps under the days on which they can be done, and the events among them on theirs."""
        if not route.steps:
            yield from (*wrap(self.words["route_no_steps"]), "")
            return
        told = sorted((event.day, event.says) for event in route.events if event.day and event.day >= route.start)
        last = ""
        for step in route.steps:
            when = step.begins if step.reaches else step.earliest
            while told and not when.waits and not when.blocked and told[0][0] < when.day:
                yield f"{told[0][0]}  * {told.pop(0)[1]}"
            if self._when(when) != last:
                last = self._when(when)
                yield from wrap(last)
            yield from self._step(step)
        yield from (f"{day}  * {says}" for day, says in told)
        yield ""

    def _step(self, step: RouteStep) -> Iterator[str]:
        said = f"{step.id}. {step.act} - {step.body}" + (f"; {step.majority}" if step.majority else "")
        yield from wrap(said, "  ", " " * 6)
        if step.condition:
            yield from wrap(f"{self.words['condition']}: {step.condition}", " " * 6)
        if step.term:
            by = f" ({self.words['route_by']} {step.term.by})" if step.term.by else ""
            note = f" {step.term.note}" if step.term.note else ""
            yield from wrap(
                f"{self.words['route_term']}: {step.term.says}{by}.{note} [{self._cited(step.term.sources)}]", " " * 6
            )
        if step.reaches:
            yield from wrap(f"{self.words['route_reaches']}: {self.events[step.reaches]}", " " * 6)
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
        yield from wrap(said, f"{clause.number:<5} ", "      ")
        for due in clause.due:
            yield from wrap(self._due(due), "      ")

    def _due(self, due: Due) -> str:
        by = f" ({due.by})" if due.by else ""
        said = self.words[f"due_{due.keeping}"].format(days=due.short_by or 0)
        last = [self.words["due_if"].format(event=self.events[e], day=day) for e, day in due.kept_if.items()]
        return f'"{due.says}"{by}: {"; ".join([said, *last])}'

    def _when(self, moment: Moment) -> str:
        return when(moment, self.start, self.events, self.words)

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
        if route.unrouted:
            yield from wrap(self.words["route_unrouted"].format(rules=", ".join(route.unrouted)))
        if route.possible:
            yield from wrap(self.words["route_possible"].format(rules=", ".join(route.possible)))
        yield from wrap(self.words["route_limits"])
        stamp = route.rulebook
        yield from wrap(self.words["footer"].format(version=stamp.version, digest=stamp.digest[:19], date=route.as_of))

    def _word(self, value: str) -> str:
        return self.phrases.value("verdict", value)

    def _cited(self, names: Sequence[str]) -> str:
        found = (self.book.sources[name] for name in names)
        return "; ".join(f"{s.short.in_(self.language)}, {s.at.pinpoint.in_(self.language)}" for s in found)
