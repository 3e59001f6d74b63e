"""What a page shows of results: frozen views with ids of their own, by which they name each other.

Plans are ``p1``, ``p2`` and so on, clauses ``p1-c3``, their measures ``p1-c3-m1``, their findings ``p1-c3-f2``, those
across clauses ``p1-f1``. No id comes from the words of a plan.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from legalcheck.checking import Checker
from legalcheck.documents.numbered import introductions
from legalcheck.model.plan import Clause, Plan, digest_of
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.route import Route
from legalcheck.model.values import LEVELS, UNKNOWN
from legalcheck.report.derivation import Box, Boxes
from legalcheck.report.svg import drawing
from legalcheck.report.underlining import Stretch, stretches
from legalcheck.routing.schedule import Calendar


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, its place among those of the clause, and its derivation as a picture, which a notice has not."""

    id: str
    number: int
    finding: Finding | PlanFinding
    picture: str = ""


@dataclass(frozen=True)
class ClauseView:
    """A clause with its id and its findings, those that are certain first."""

    id: str
    clause: ClauseResult
    introduces: bool
    findings: tuple[FindingView, ...]

    @property
    def certain(self) -> tuple[FindingView, ...]:
        """The findings on which the verdict rests."""
        return tuple(view for view in self.findings if view.finding.certainty == "certain")

    @property
    def possible(self) -> tuple[FindingView, ...]:
        """The findings that may come on top."""
        return tuple(view for view in self.findings if view.finding.certainty == "possible")

    @property
    def stretches(self) -> Iterator[Stretch]:
        """The words of the clause, cut where its evidence begins and ends."""
        return stretches(self.clause.text, self.clause.measures)

    def of(self, measure: str) -> tuple[FindingView, ...]:
        """Return the findings that rest on a measure."""
        return tuple(self._resting.get(measure, ()))

    def target(self, measures: Sequence[str]) -> str:
        """Return the id of what some words lead to: the first finding on their measures, or what was understood."""
        found = [view for name in measures for view in self.of(name)]
        return min(found, key=lambda view: view.number).id if found else self.measure_id(measures[0])

    def measure_id(self, name: str) -> str:
        """Return the id of a measure; its own name may be any words."""
        return f"{self.id}-m{self._places[name]}"

    @cached_property
    def _resting(self) -> dict[str, list[FindingView]]:
        found: dict[str, list[FindingView]] = {}
        for view in self.findings:
            for name in view.finding.measures if isinstance(view.finding, Finding) else ():
                found.setdefault(name, []).append(view)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {measure.id: at for at, measure in enumerate(self.clause.measures, 1)}


@dataclass(frozen=True)
class PlanView:
    """A plan with its id, its clauses, what shows only across them, and the calendar of its lawful steps."""

    id: str
    result: Result
    clauses: tuple[ClauseView, ...]
    across: tuple[FindingView, ...]
    route: Route

    @property
    def title(self) -> str:
        """What the plan is called; empty for a clause that stands alone."""
        return self.result.plan.title or self.result.plan.path

    def ids(self, numbers: Sequence[str]) -> list[tuple[str, str]]:
        """Return clause numbers with the ids of their clauses, in the order of the plan."""
        places = sorted({self._places[number] for number in numbers})
        return [(self.clauses[at].clause.number, self.clauses[at].id) for at in places]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {view.clause.number: at for at, view in enumerate(self.clauses)}

    @property
    def gravest(self) -> list["Met"]:
        """The certain findings that make the verdict of the plan, each rule once with the clauses that meet it."""
        worst = self.result.plan.verdict
        return self._met(lambda found: found.certainty == "certain" and found.level == worst)

    @property
    def contested(self) -> list["Met"]:
        """The findings on which jurists differ, gravest first, each rule once with the clauses that meet it."""
        found = self._met(lambda found: bool(found.positions))
        return sorted(found, key=lambda met: LEVELS.index(met[0].finding.level))

    def _met(self, asked: Callable[[Finding | PlanFinding], bool]) -> list["Met"]:
        found: dict[tuple[str, str], Met] = {}
        for view, numbers in self.all():
            if asked(view.finding):
                _, met = found.setdefault((view.finding.rule, view.finding.level), (view, []))
                met += numbers
        return list(found.values())

    def all(self) -> Iterator[tuple[FindingView, list[str]]]:
        """Yield every finding with the numbers of its clauses, those across clauses last."""
        for clause in self.clauses:
            yield from ((view, [clause.clause.number]) for view in clause.findings)
        for view in self.across:
            assert isinstance(view.finding, PlanFinding)
            yield view, [number for numbers in view.finding.clauses.values() for number in numbers]


Met = tuple[FindingView, list[str]]
"""The first finding of a rule, and the numbers of all clauses that meet it."""


def plan_view(name: str, result: Result, checker: Checker) -> PlanView:
    """Return the view of a result; ``name`` is its id."""
    silent = introductions(result.clauses)
    boxes = Boxes(checker.book, language=checker.context.language, whole=checker.trace)
    clauses = (
        _clause_view(f"{name}-c{at}", clause, clause.number in silent, boxes)
        for at, clause in enumerate(result.clauses, 1)
    )
    across = (FindingView(f"{name}-f{at}", at, found) for at, found in enumerate(result.plan.findings, 1))
    return PlanView(name, result, tuple(clauses), tuple(across), calendar_of(result, checker))


def _clause_view(name: str, clause: ClauseResult, introduces: bool, boxes: Boxes) -> ClauseView:
    pairs = list(zip(clause.findings, boxes.of(clause), strict=True))
    pairs.sort(key=lambda pair: pair[0].certainty == "possible")
    views = (
        FindingView(f"{name}-f{at}", at, finding, _picture(tree) if finding.level != "notice" else "")
        for at, (finding, tree) in enumerate(pairs, 1)
    )
    return ClauseView(name, clause, introduces, tuple(views))


def _picture(tree: Box) -> str:
    """Return the derivation of one finding as a picture, whose name is that of the rule."""
    (finding,) = tree.rests_on
    return drawing([tree], finding.lines[1])


def calendar_of(result: Result, checker: Checker) -> Route:
    """Return the calendar of a result from its own day on, with no event told.

    An event whose fact was left open is taken as still to come, and the measures are then judged once more.
    """
    known = {name: value for name, value in result.assumptions.items() if value != UNKNOWN}
    calendar = Calendar(checker.assuming(known), result.as_of, {})
    if calendar.checker.assumptions != checker.assuming(known).assumptions:
        result = calendar.checker.check_plan(_as_read(result))
    return calendar.route(result)


def _as_read(result: Result) -> Plan:
    """Return the plan of a result with what was read from it, so that nothing has to be read again."""
    clauses = tuple(
        Clause(
            number=clause.number,
            text=clause.text,
            context=clause.context,
            language=clause.language,
            measures=clause.measures,
            read_of=digest_of(clause.text, clause.context) if clause.verdict == "not_understood" else None,
        )
        for clause in result.clauses
    )
    return Plan(title=result.plan.title, path=result.plan.path, clauses=clauses)
