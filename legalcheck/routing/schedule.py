"""The calendar of a result: which way each finding is cleared, and the earliest lawful day of every step and clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from legalcheck.checking import Checker
from legalcheck.documents.numbered import introductions
from legalcheck.matters.build import Matter, matters_of
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.route import (
    Due,
    Impasse,
    Moment,
    Outlook,
    Route,
    RouteClause,
    RouteEvent,
    RoutePlan,
    RouteStep,
    Spared,
    TermSet,
)
from legalcheck.model.rule import Step, When
from legalcheck.model.terms import Term
from legalcheck.model.values import UNKNOWN, at_or_above
from legalcheck.routing.merged import Asked, Graph, Key, Node, merged, ordered, steps_of
from legalcheck.routing.moments import after, done, latest, moment, rank
from legalcheck.routing.ways import Way, ways
from legalcheck.rulebook.durations import words_of
from legalcheck.verifying import rules_applying

SHUT = ("barred", "closed")
"""Levels of a rule that shuts the door to an act."""


def assumed_for(checker: Checker, start: str, days: Mapping[str, str]) -> dict[str, str]:
    """Return what is assumed of facts on ``start`` because of events with (``days``) or without a day.

    An event whose fact is unknown and that has no day is taken as still to come; nothing is then dated without it.
    """
    told: dict[str, str] = {}
    for name, event in checker.book.durations.events.items():
        known = checker.context.facts[event.fact]
        if name in days:
            told[event.fact] = event.before if start <= days[name] else event.after
            if known.origin == "assumption" and known.value != told[event.fact]:
                raise InputError(
                    f"{event.fact}={known.value} is assumed, but the day told for '{name}' makes it "
                    f"{told[event.fact]} on {start}; keep one of the two"
                )
        elif known.value == UNKNOWN:
            told[event.fact] = event.before
    return told


@dataclass(frozen=True)
class Moments:
    """The earliest moments of steps, and what comes before each; ``ends`` is in an order in which they can be taken."""

    edges: Mapping[Key, Mapping[Key, None]]
    circles: Sequence[tuple[Key, ...]]
    ends: dict[Key, Moment]
    begins: dict[Key, Moment]


class Calendar:
    """Works out the calendar of results; ``days`` are events with their days (ISO dates), ``start`` the first day."""

    def __init__(self, checker: Checker, start: str, days: Mapping[str, str], level: str = "consent"):
        self.book = checker.book
        self.start = start
        self.days = dict(days)
        self.level = level
        self.checker = checker.under(assumed_for(checker, start, days))
        self.events = self.book.durations.events
        self.now = moment(date.fromisoformat(start))
        self._doors: dict[str, tuple[str, ...]] = {}
        self._ways: dict[str, tuple[Way, ...]] = {}

    def route(self, result: Result) -> Route:
        """Return the calendar of a result, which must come from this calendar's checker."""
        asked = list(self._asked(result))
        chosen = [(one, self._choice(one)) for one in asked if one.norm.route]
        return _Drawn(self, result, asked, chosen).route()

    def _asked(self, result: Result) -> Iterator[Asked]:
        """Yield the findings that are to be cleared."""
        found: list[tuple[Finding | PlanFinding, tuple[str, ...]]] = [
            (finding, (clause.number,)) for clause in result.clauses for finding in clause.findings
        ]
        found += [(f, tuple(dict.fromkeys(n for ns in f.clauses.values() for n in ns))) for f in result.plan.findings]
        for finding, numbers in found:
            if finding.certainty == "certain" and at_or_above(finding.level, self.level):
                yield Asked(self.book.norm(finding.rule), finding.route, numbers)

    def _choice(self, asked: Asked) -> Way:
        """Return the best way: lawful, without open events, in the same words, the usual one, early, in this order."""

        def order(way: Way) -> tuple[object, ...]:
            graph = merged([(asked, way)])
            end = latest(self.moments(graph).ends.values())
            rewords = any(self.rewords(graph[key].step) for key in graph)
            unusual = any(graph[key].step.taken != "always" for key in graph)
            blocked, open_events, day, days = rank(end)
            return blocked, bool(open_events), rewords, unusual, day, days

        offered = self._ways.get(asked.norm.id)
        if offered is None:
            offered = self._ways[asked.norm.id] = (min(ways(asked.norm, self.book), key=order),)
        return offered[0]

    def rewords(self, step: Step) -> bool:
        """Say whether a step changes the words of the clause."""
        return any(name not in self.book.facts for name in step.settles)

    def event_of(self, settles: Mapping[str, object]) -> str | None:
        """Return the event that steps with such ends bring about, or None."""
        for name, event in self.events.items():
            for part, values in settles.items():
                given = set(values) if isinstance(values, dict) else {values}
                if part == event.fact and event.after in given:
                    return name
                if part in self.book.milestones and given & set(event.also.get(part, ())):
                    return name
        return None

    def day_of(self, event: str) -> Moment:
        """Return when an event comes at the earliest: on its day, if that is told."""
        if event in self.days:
            return moment(max(date.fromisoformat(self.days[event]), date.fromisoformat(self.start)))
        return moment(date.fromisoformat(self.start), {event: 0})

    def free(self, event: str) -> Moment:
        """Return the first moment at which what an event brings about holds."""
        entry = self.events[event]
        if event in self.days:
            day = date.fromisoformat(self.days[event]) + timedelta(days=1)
            return moment(max(day, date.fromisoformat(self.start)))
        if self.checker.context.facts[entry.fact].value == entry.after:
            return self.now
        return moment(date.fromisoformat(self.start), {event: 1})

    def edges(self, graph: Graph) -> dict[Key, dict[Key, None]]:
        """Return by step what comes before it: the step before in each route, and steps that reach what it needs."""
        found: dict[Key, dict[Key, None]] = {}
        for key, node in graph.items():
            found[key] = dict(node.before)
            for name, value in self.needs(node):
                if self._by_steps(name, value):
                    found[key] |= {other: None for other in steps_of(graph, name, value) if other != key}
        return found

    def moments(self, graph: Graph) -> "Moments":
        """Return when each step can be begun and done at the earliest, in an order in which they can be taken."""
        edges = self.edges(graph)
        order, circles = ordered(edges)
        stuck = {key for circle in circles for key in circle}
        found = Moments(edges, circles, {}, {})
        for key in order:
            node = graph[key]
            before = [found.ends[other] for other in node.before if other in found.ends]
            needed = [self.needed(name, value, graph, found.ends) for name, value in self.needs(node)]
            blocked = moment(date.fromisoformat(self.start), blocked=key in stuck or bool(self.barring(node)))
            found.begins[key] = latest([self.now, blocked, *before, *needed])
            found.ends[key] = done(found.begins[key], self.term(node))
            event = self.event_of(node.settles)
            if event is not None:
                found.ends[key] = latest([found.ends[key], self.free(event)])
        return found

    def term(self, node: Node) -> Term | None:
        """Return the term of a step, if the law sets one."""
        return self.book.durations.terms[node.takes] if node.takes else None

    def needs(self, node: Node) -> list[tuple[str, str]]:
        """Return what must hold before a step: what it says, and what opens the doors to what it settles."""
        found = dict(node.needs)
        for name in node.settles:
            for rule in self.closing(name):
                found |= self._opened_by(rule)
        return list(found.items())

    def barring(self, node: Node) -> tuple[str, ...]:
        """Return the rules that bar what a step settles, and that no fact opens."""
        return tuple(rule for name in node.settles for rule in self.closing(name) if not self._opened_by(rule))

    def closing(self, milestone: str) -> tuple[str, ...]:
        """Return the rules that bar or close the act by which a milestone is reached, on the first day."""
        if milestone not in self._doors:
            entry = self.book.milestones.get(milestone)
            rules = rules_applying(entry.does, self.checker) if entry and "kind" in entry.does else frozenset()
            self._doors[milestone] = tuple(sorted(r for r in rules if self.book.rules[r].then.level in SHUT))
        return self._doors[milestone]

    def _opened_by(self, rule: str) -> dict[str, str]:
        """Return the facts that open a door again, as its route settles them."""
        facts = self.book.facts.keys() - self.book.milestones.keys()
        settled = [pair for step in self.book.rules[rule].route for pair in step.settles.items()]
        return {name: value for name, value in settled if name in facts}

    def _by_steps(self, name: str, value: str) -> bool:
        """Say whether only steps can bring about a value of a fact or milestone."""
        return self.checker.context.facts[name].value != value and self.event_of({name: value}) is None

    def needed(self, name: str, value: str, graph: Graph, ends: Mapping[Key, Moment]) -> Moment:
        """Return when a fact or milestone has a value at the earliest."""
        if self._by_steps(name, value):
            reached = [ends[key] for key in steps_of(graph, name, value) if key in ends]
            return min(reached, key=rank) if reached else moment(date.fromisoformat(self.start), blocked=True)
        event = self.event_of({name: value})
        holds = self.checker.context.facts[name].value == value
        return self.now if holds or event is None else self.free(event)

    def acting(self, measures: Sequence[Measure]) -> Iterator[Term]:
        """Yield the terms that the acts of a clause take themselves."""
        for act in self.book.durations.acts:
            matters = (m for measure in measures for m in matters_of(measure, self.checker.context))
            if any(self._is(act.when, matter) for matter in matters):
                yield self.book.durations.terms[act.takes]

    def _is(self, when: When, matter: Matter) -> bool:
        """Say whether a matter meets conditions on what the clause says; what they do not ask has its usual values."""
        for name, spec in self.book.attributes.items():
            allowed = when.attributes.get(name)
            value = matter.values.get(name)
            if allowed is None:
                if spec.default and value not in spec.default:
                    return False
            elif (value in allowed.values) == allowed.negated:
                return False
        return True

    def waited(self, measures: Sequence[Measure]) -> Iterator[str]:
        """Yield the events that a clause itself waits for."""
        for name, event in self.events.items():
            if any(getattr(m, part, None) in values for m in measures for part, values in event.also.items()):
                yield name


class _Drawn:
    """One calendar on its way to a record."""

    def __init__(self, calendar: Calendar, result: Result, asked: Sequence[Asked], chosen: Sequence[tuple[Asked, Way]]):
        self.calendar = calendar
        self.book = calendar.book
        self.result = result
        self.asked = asked
        self.chosen = chosen
        self.graph = merged(chosen)
        self.moments = calendar.moments(self.graph)
        self.language = calendar.checker.context.language
        self.words = calendar.checker.context.phrases.report
        places = {key: at for at, key in enumerate(self.moments.ends)}
        self.order = sorted(self.graph, key=lambda key: (rank(self._told_at(key)), places[key]))
        self.ids = {key: f"s{at}" for at, key in enumerate(self.order, 1)}

    def route(self) -> Route:
        """Return the record."""
        return Route.model_validate(
            {
                "schema": "legalcheck.route/1",
                "as_of": self.result.as_of,
                "start": self.calendar.start,
                "level": self.calendar.level,
                "rulebook": self.result.rulebook,
                "assumptions": self.result.assumptions,
                "plan": RoutePlan(
                    title=self.result.plan.title, path=self.result.plan.path, verdict=self.result.plan.verdict
                ),
                "events": tuple(self._events()),
                "steps": tuple(self._step(key) for key in self.order),
                "clauses": tuple(self._clauses()),
                "impasses": tuple(self._impasses()),
                "spared": tuple(self._spared()),
                "unrouted": tuple(sorted({one.norm.id for one in self.asked if not one.norm.route and not one.bars})),
                "possible": tuple(self._possible()),
            }
        )

    def _events(self) -> Iterator[RouteEvent]:
        """Yield the events that some step or clause waits for or that were told."""
        waits = {wait.event for end in self.moments.ends.values() for wait in end.waits} | self.calendar.days.keys()
        waits |= {name for node in self.graph.values() if (name := self.calendar.event_of(node.settles))}
        waits |= {name for clause in self.result.clauses for name in self.calendar.waited(clause.measures)}
        for name, event in self.calendar.events.items():
            if name in waits:
                says = event.name.in_(self.language)
                yield RouteEvent(name=name, says=says, day=self.calendar.days.get(name), sources=event.sources)

    def _told_at(self, key: Key) -> Moment:
        """Return the moment under which a step stands: when it can be done, or begun if it brings about an event."""
        reaches = self.calendar.event_of(self.graph[key].settles)
        return self.moments.begins[key] if reaches else self.moments.ends[key]

    def _step(self, key: Key) -> RouteStep:
        reaches = self.calendar.event_of(self.graph[key].settles)
        node = self.graph[key]
        shown = node.shown
        return RouteStep(
            id=self.ids[key],
            act=shown.act,
            body=shown.body,
            majority=shown.majority,
            condition=shown.condition,
            after=tuple(sorted((self.ids[other] for other in self.moments.edges[key]), key=_number)),
            needs=dict(sorted(self.calendar.needs(node))),
            settles={name: tuple(values) for name, values in sorted(node.settles.items())},
            reaches=reaches,
            rewords=self.calendar.rewords(node.step),
            begins=self.moments.begins[key],
            earliest=latest([self.moments.begins[key], self.calendar.day_of(reaches)])
            if reaches
            else self.moments.ends[key],
            term=self._term(node, self.moments.begins[key]),
            sources=tuple(node.sources),
            rules=tuple(node.rules),
            clauses=self._in_order(node.clauses),
        )

    def _term(self, node: Node, begins: Moment) -> TermSet | None:
        term = self.calendar.term(node)
        if term is None or node.takes is None:
            return None
        return TermSet(
            name=node.takes,
            says=term.name.in_(self.language),
            note=term.note.in_(self.language) if term.note else None,
            by=self._last_day(term, begins),
            sources=term.sources,
        )

    def _last_day(self, term: Term, begins: Moment) -> str | None:
        if term.at_most is None:
            return None
        if term.counts_from is not None:
            told = self.calendar.days.get(term.counts_from)
            return after(date.fromisoformat(told), term.at_most).isoformat() if told else None
        return None if begins.waits or begins.blocked else _later(begins.day, term)

    def _in_order(self, numbers: Mapping[str, None]) -> tuple[str, ...]:
        return tuple(clause.number for clause in self.result.clauses if clause.number in numbers)

    def _clauses(self) -> Iterator[RouteClause]:
        silent = introductions(self.result.clauses)
        keys: dict[str, dict[Key, None]] = {}
        for key in self.order:
            for number in self.graph[key].clauses:
                keys.setdefault(number, {})[key] = None
        shut: dict[str, dict[str, None]] = {}
        for one in self.asked:
            if one.bars:
                for number in one.clauses:
                    shut.setdefault(number, {})[one.norm.id] = None
        for clause in self.result.clauses:
            if clause.number not in silent:
                yield self._clause(clause, tuple(keys.get(clause.number, ())), tuple(shut.get(clause.number, ())))

    def _clause(self, clause: ClauseResult, keys: Sequence[Key], shut: tuple[str, ...]) -> RouteClause:
        firm = [measure for measure in clause.measures if measure.status != "possible"]
        earliest = self._earliest(firm, keys, bool(shut)) if clause.verdict != "not_understood" else None
        return RouteClause(
            number=clause.number,
            text=clause.text,
            verdict=clause.verdict,
            outlook=_outlook(earliest),
            earliest=earliest,
            reworded=any(self.calendar.rewords(self.graph[key].step) for key in keys),
            steps=tuple(self.ids[key] for key in keys),
            due=tuple(self._due(measure, earliest) for measure in firm if measure.deadline or measure.within_days)
            if earliest
            else (),
            no_route=shut,
        )

    def _earliest(self, measures: Sequence[Measure], keys: Sequence[Key], shut: bool) -> Moment:
        waited = [self.calendar.free(name) for name in self.calendar.waited(measures)]
        start = moment(date.fromisoformat(self.calendar.start), blocked=shut)
        ready = latest([self.calendar.now, start, *waited, *(self.moments.ends[key] for key in keys)])
        return latest([ready, *(done(ready, term) for term in self.calendar.acting(measures))])

    def _due(self, measure: Measure, earliest: Moment) -> Due:
        """Hold the time that a measure sets against the earliest day of its clause."""
        begin = self._counted_from(measure)
        by = begin + timedelta(days=measure.within_days) if begin and measure.within_days is not None else None
        return Due(
            measure=measure.id,
            says=measure.deadline or f"{measure.within_days} days",
            by=by.isoformat() if by else None,
            **self._kept(earliest, by),
        )

    def _kept(self, earliest: Moment, by: date | None) -> dict[str, Any]:
        """Say whether a time that ends with the day ``by`` can be kept, by how much not, and on what that hangs."""
        if earliest.blocked:
            return {"keeping": "never"}
        if by is None:
            return {"keeping": "not_counted"}
        last = {wait.event: by - timedelta(days=wait.days) for wait in earliest.waits}
        start = date.fromisoformat(self.calendar.start)
        short = max([(date.fromisoformat(earliest.day) - by).days, *((start - day).days for day in last.values())])
        if short > 0:
            return {"keeping": "missed", "short_by": short}
        if last:
            return {"keeping": "open", "kept_if": {event: day.isoformat() for event, day in last.items()}}
        return {"keeping": "kept"}

    def _counted_from(self, measure: Measure) -> date | None:
        """Return the day from which a time counts: the first day, or that of the event which the clause waits for."""
        waited = list(self.calendar.waited([measure]))
        if not waited:
            return date.fromisoformat(self.calendar.start)
        days = [self.calendar.days.get(name) for name in waited]
        told = [day for day in days if day is not None]
        return date.fromisoformat(max(told)) if len(told) == len(waited) else None

    def _impasses(self) -> Iterator[Impasse]:
        """Yield what leads nowhere: clauses without a route, steps to acts that are barred, circles."""
        bare: dict[str, dict[str, None]] = {}
        for one in self.asked:
            if one.bars:
                bare.setdefault(one.norm.id, {}).update(dict.fromkeys(one.clauses))
        for rule, numbers in bare.items():
            title = self.book.norm(rule).title_in(self.language)
            says = self.words["impasse_bare"].format(title=title)
            yield Impasse(says=says, clauses=self._in_order(numbers), barred_by=(rule,))
        for key in self.order:
            yield from self._stuck(key)
        for circle in self.moments.circles:
            says = self.words["impasse_circle"].format(steps=", ".join(self.ids[key] for key in circle))
            numbers = {number: None for key in circle for number in self.graph[key].clauses}
            steps = tuple(self.ids[key] for key in circle[1:])
            yield Impasse(says=says, steps=steps, clauses=self._in_order(numbers))

    def _stuck(self, key: Key) -> Iterator[Impasse]:
        node = self.graph[key]
        clauses = self._in_order(node.clauses)
        phrases = self.calendar.checker.context.phrases
        for name in node.settles:
            barred = tuple(rule for rule in self.calendar.barring(node) if rule in self.calendar.closing(name))
            if barred:
                needs = phrases.facts.get(name, name.replace("_", " "))
                titles = "; ".join(self.book.rules[rule].title_in(self.language) for rule in barred)
                says = self.words["impasse_barred"].format(step=self.ids[key], needs=needs, titles=titles)
                yield Impasse(says=says, steps=(self.ids[key],), clauses=clauses, barred_by=barred)
        for name, value in self.calendar.needs(node):
            if self.calendar.needed(name, value, self.graph, self.moments.ends).blocked:
                needs = f"{phrases.facts.get(name, name.replace('_', ' '))}: {phrases.value(name, value)}"
                says = self.words["impasse_unreached"].format(step=self.ids[key], needs=needs)
                yield Impasse(says=says, steps=(self.ids[key],), clauses=clauses)

    def _spared(self) -> Iterator[Spared]:
        """Yield steps of the routes that the calendar goes without."""
        left: dict[tuple[Key, str], dict[str, None]] = {}
        shown: dict[Key, Step] = {}
        for one, way in self.chosen:
            for at, step in enumerate(one.norm.route):
                key = words_of(step)
                if at not in way and key not in self.graph:
                    why = "at_need" if step.taken == "at_need" else "other_way"
                    left.setdefault((key, why), {})[one.norm.id] = None
                    shown.setdefault(key, one.shown[at])
        for (key, why), rules in left.items():
            step = shown[key]
            yield Spared.model_validate({"act": step.act, "body": step.body, "why": why, "rules": tuple(rules)})

    def _possible(self) -> Iterator[str]:
        """Yield the rules that may apply and would have to be cleared as well."""
        clauses = [f for clause in self.result.clauses for f in clause.findings]
        found: Sequence[Finding | PlanFinding] = [*clauses, *self.result.plan.findings]
        certain = {finding.rule for finding in found if finding.certainty == "certain"}
        may = (f.rule for f in found if f.certainty != "certain" and at_or_above(f.level, self.calendar.level))
        yield from sorted(set(may) - certain)


def _outlook(earliest: Moment | None) -> Outlook:
    if earliest is None:
        return "not_understood"
    return "impasse" if earliest.blocked else "waits" if earliest.waits else "dated"


def _later(day: str, term: Term) -> str:
    assert term.at_most is not None
    return after(date.fromisoformat(day), term.at_most).isoformat()


def _number(name: str) -> int:
    return int(name[1:])
