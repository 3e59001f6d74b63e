"""Results as one HTML file: for a phone, a desk and paper, without script, network or anything beside the file."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from markupsafe import Markup

from legalcheck.checking import Checker
from legalcheck.model.measure import Measure
from legalcheck.model.result import Because, ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.route import Route
from legalcheck.model.rule import Source
from legalcheck.model.values import VERDICTS
from legalcheck.report import gantt
from legalcheck.report.changes import change_in_words
from legalcheck.report.html import page
from legalcheck.report.page_views import PlanView, plan_view
from legalcheck.report.route import RouteText
from legalcheck.report.text import UNTOLD, TextReport
from legalcheck.report.underlining import Stretch
from legalcheck.rulebook.load import Rulebook

_LANGUAGES = ("en", "uk", "ru")
"""Languages of clauses that a page names to a screen reader; a plan may say anything."""
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_WORD = re.compile(r"\w+")


def render(results: Sequence[Result], checker: Checker) -> Iterator[str]:
    """Yield the page in pieces: one plan, or several under an index."""
    say = PageWords(checker)
    plans = [plan_view(f"p{at}", result, checker) for at, result in enumerate(results, 1)]
    return page("report.html.jinja", plans=plans, say=say, words=say.page, report=say.words, sources=say.cited(plans))


class PageWords(TextReport):
    """Says the parts of results in the language of the reports, and which sources they cite."""

    def __init__(self, checker: Checker):
        super().__init__(checker.book, language=checker.context.language, whole=checker.trace)
        self.page = self.phrases.page
        self.verdicts = VERDICTS

    def verdict(self, value: str) -> str:
        """Return a verdict, a level, a certainty or a standing in words."""
        return self._word(value)

    def forum(self, name: str) -> str:
        """Return the title of a forum."""
        return self._forum(name)

    def title_of(self, finding: Finding | PlanFinding) -> str:
        """Return what the rule of a finding says, in a line."""
        return self.book.norm(finding.rule).title_in(self.language)

    def tongue(self, language: str) -> str:
        """Return a language of a clause as HTML names it; empty if it is none that is read."""
        return language if language in _LANGUAGES else ""

    def facts(self, result: Result) -> list[tuple[str, str]]:
        """Return the facts that were used, and their values."""
        return [
            (self.phrases.facts.get(name, name.replace("_", " ")), self.phrases.value(name, value))
            for name, value in result.assumptions.items()
        ]

    def parts(self, stretch: Stretch) -> str:
        """Return for which parts of which measures some words speak."""
        return "; ".join(
            f"{name}: {', '.join(self.phrases.part(role) for role in roles)}" for name, roles in stretch.roles.items()
        )

    def status(self, measure: Measure) -> str:
        """Return how sure the reading of a measure is."""
        return self.words["nominated" if measure.status == "possible" else "understood"]

    def change(self, said: str) -> str:
        """Return in this language what an answer would change; a name that it does not have stays as it is."""
        known = {"if": self.page["if"], "or": self.words["or"], **{name: self.forum(name) for name in self.book.forums}}
        known |= {verdict: self.verdict(verdict) for verdict in VERDICTS}
        said = said.replace("depends on other answers too", self.page["depends"]).replace("->", "\u2192")
        return _WORD.sub(lambda word: known.get(word[0]) or self.phrases.value("performer", word[0]), said)

    def near(self, clause: ClauseResult) -> list[tuple[str, str, str, list[str]]]:
        """Return the rules near to a clause: level, forum, rule, and what would bring each about."""
        found: dict[str, list[str]] = {}
        for miss in clause.near or ():
            found.setdefault(miss.rule, []).append(f"{miss.measure}: {change_in_words(miss, self.phrases)}")
        first = {miss.rule: miss for miss in reversed(clause.near or ())}
        return [(first[rule].level, first[rule].forum, rule, changes) for rule, changes in found.items()]

    def shown(self, leaves: Sequence[Because]) -> list[Because]:
        """Return the steps of a derivation that do not go without saying."""
        return [leaf for leaf in leaves if self.whole or leaf.value not in UNTOLD]

    def places(self, leaf: Because) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the first sources of a step of a derivation, where it has any of its own."""
        return self.citations(leaf.sources[:2]) if leaf.origin in ("rule", "context") else []

    def citations(self, names: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return instruments as they are cited, each with its pinpoints and their ids."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name in names:
            source = self.book.sources[name]
            found.setdefault(source.short.in_(self.language), []).append((self.pinpoint(source), name))
        return list(found.items())

    def address(self, source: Source) -> str:
        """Return where the official text should be; empty unless it is an address of the web."""
        url = source.at.url or source.url or ""
        return url if _ADDRESS.fullmatch(url) else ""

    def words_of(self, source: Source, part: str) -> str:
        """Return the instrument or the gist of a source."""
        return (source.instrument if part == "instrument" else source.at.gist).in_(self.language)

    def in_force(self, source: Source) -> str:
        """Return from when to when a source is or was law; empty if it is no law and has no days."""
        span = source.at.in_force
        ends = ((self.words["from"], span.start), (self.words["to"], span.to))
        told = " ".join(f"{word} {day}" for word, day in ends if day)
        return f"{self.page['in_force']} {told}." if told else ""

    def calendar(self, plan: PlanView) -> "_CalendarWords":
        """Return what says the parts of a plan's calendar."""
        return _CalendarWords(self.book, self.language, plan.route)

    def picture(self, drawn: str) -> Markup:
        """Return a picture as markup: the modules that draw escape what they are given."""
        return Markup(drawn)

    def gantt(self, plan: PlanView) -> Markup:
        """Return the calendar as a picture."""
        return self.picture(gantt.drawing(plan.route, self.book, self.language))

    def footer(self, result: Result) -> str:
        """Return which rulebook judged, and what a verdict does not say."""
        book = result.rulebook
        said = self.words["footer"].format(version=book.version, digest=book.digest, date=result.as_of)
        return self.by_doctrine(result.doctrine) + said

    def cited(self, plans: Sequence[PlanView]) -> list[tuple[Source, list[Source]]]:
        """Return the sources that a page links to, by instrument in the order of the rulebook, each with its places."""
        names = {name for plan in plans for name in self._named(plan)}
        found: dict[str, list[Source]] = {}
        for name, source in self.book.sources.items():
            if name in names:
                found.setdefault(source.instrument.en, []).append(source)
        return [(sources[0], sources) for sources in found.values()]

    def _named(self, plan: PlanView) -> Iterator[str]:
        for finding in (view.finding for view, _ in plan.all()):
            yield from finding.sources
            yield from (name for step in finding.route for name in step.sources)
            yield from (name for position in finding.positions for name in position.sources)
            yield from _sources_of(finding.because)
        for step in plan.route.steps:
            yield from step.sources
            yield from step.term.sources if step.term else ()


class _CalendarWords(RouteText):
    """Says the parts of one calendar."""

    def __init__(self, book: Rulebook, language: str, route: Route):
        super().__init__(book, language)
        self.events = {event.name: event.says for event in route.events}
        self.start = route.start
        self.route = route
        self.when = self._when
        self.due = self._due

    @cached_property
    def head(self) -> str:
        """From when days count, and what is to be cleared."""
        return self.words["route_head"].format(start=self.route.start, level=self._word(self.route.level))

    @cached_property
    def remarks(self) -> list[str]:
        """What the calendar leaves out of account."""
        asked = [self.words[f"route_{name}"].format(rules=", ".join(rules)) for name, rules in self._apart() if rules]
        return [*asked, self.words["route_limits"]]

    def _apart(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("unrouted", self.route.unrouted), ("possible", self.route.possible)

    @cached_property
    def spared(self) -> list[tuple[str, list[str]]]:
        """The steps that the calendar goes without, by reason."""
        found = (
            (self.words[f"spared_{why}"], [f"{s.act} \u2013 {s.body}" for s in self.route.spared if s.why == why])
            for why in ("other_way", "at_need")
        )
        return [(reason, steps) for reason, steps in found if steps]


def _sources_of(leaves: Sequence[Because]) -> Iterator[str]:
    for leaf in leaves:
        yield from leaf.sources
        yield from _sources_of(leaf.because)
