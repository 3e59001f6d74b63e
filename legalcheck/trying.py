"""Try rules on their own examples, and say condition by condition where what was expected and what came part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalcheck.checking import Checker
from legalcheck.matters.build import Matter, matters_of, measure_of
from legalcheck.model.context import AttributeSpec
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import Problem
from legalcheck.model.rule import Allowed, Example, PlanExample, PlanRule, Rule, When
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook
from legalcheck.verifying import Examples, matters_given, numbered, states


@dataclass(frozen=True)
class Difference:
    """A condition that is not met: what the rule asks for, and what the example has."""

    name: str
    expected: str
    got: str


@dataclass(frozen=True)
class Trial:
    """One example of a rule, tried."""

    name: str
    """Which example it is: ``hits 2``."""
    place: Problem
    """Where it stands."""
    given: tuple[str, ...]
    """The example in a line or, for a plan, one a clause."""
    read: tuple[str, ...]
    """What was read from its words, as matters; empty where it has none."""
    wanted: bool
    applies: bool
    differences: tuple[Difference, ...]
    """Why the rule does not apply: what the nearest matter lacks; empty where it does."""

    @property
    def met(self) -> bool:
        """Whether the example came out as its rule says."""
        return self.applies == self.wanted


@dataclass(frozen=True)
class _Near:
    """How far a matter is from meeting something: what is missing in the nearest state in which it does not."""

    applies: bool
    differences: tuple[Difference, ...] = ()


_Tried = tuple[tuple[str, ...], tuple[str, ...], _Near]
"""A case of an example as given, what was read of it, and how near it comes."""


class Trials:
    """Tries the examples of one rulebook; the reader and the compiled law are made once."""

    def __init__(self, book: Rulebook):
        self.book = book
        self._examples = Examples(book)

    def of(self, rule: Rule | PlanRule) -> Iterator[Trial]:
        """Yield the examples of a rule in the order of its file, tried.

        Of an example that stands for several cases the first that comes out otherwise than it should is shown.
        """
        for keys, example, wanted in numbered(rule):
            checker = self._examples.checker(example.as_of)
            if isinstance(rule, PlanRule):
                tried = list(self._on_plans(rule, example, checker))
            else:
                tried = list(self._on_clause(rule, example, checker))
            given, read, near = next((one for one in tried if one[2].applies != wanted), tried[0])
            place = self.book.documents[rule.id].problem("", *keys)
            name = f"{keys[1]} {int(str(keys[2])) + 1}"
            yield Trial(name, place, given, read, wanted, near.applies, near.differences)

    def _on_clause(self, rule: Rule, example: Example, checker: Checker) -> Iterator[_Tried]:
        if example.text is not None:
            measures = _read([example.text], checker)[0]
            read = tuple(flow(_said(measure)) for measure in measures)
            yield (f'"{example.text}"',), read, self._on_measures(rule, measures, checker)
        asked = rule.when.attributes.get("kind")
        for given in example.matters:
            kinds = [given["kind"]] if "kind" in given else list(asked.values) if asked else []
            matters = [matter for kind in kinds for matter in matters_given({**given, "kind": kind}, checker)]
            yield (flow(given),), (), _nearest(self._rule_on(rule, matter, checker) for matter in matters)

    def _on_measures(self, rule: Rule, measures: Sequence[Measure], checker: Checker) -> _Near:
        if not measures:
            return _Near(False, (Difference("reading", "a measure", "nothing was understood"),))
        return _nearest(
            _doubted(self._rule_on(rule, matter, checker), measure)
            for measure in measures
            for matter in matters_of(measure, checker.context)
        )

    def _rule_on(self, rule: Rule, matter: Matter, checker: Checker) -> _Near:
        """Say whether a rule applies to a matter under every answer to its questions and, if not, what it lacks."""
        failing = [state for state in states(matter, checker) if rule.id not in checker.judge.applies(state)]
        if not failing:
            return _Near(True)
        return _nearest(_Near(False, tuple(self._lacking(rule, state, matter, checker))) for state in failing)

    def _lacking(self, rule: Rule, state: Mapping[str, str], matter: Matter, checker: Checker) -> Iterator[Difference]:
        """Yield what stands between a rule and a matter whose questions are answered."""
        if not rule.in_force.covers(checker.as_of):
            span = f"{rule.in_force.start or 'the beginning'} to {rule.in_force.to or 'today'}"
            yield Difference("in_force", span, checker.as_of)
        yield from _unmet(rule.when, state, matter, self.book)
        applying = checker.judge.applies(state)
        concluded = {self.book.rules[name].then.characterise for name in applying}
        for name in sorted(set(rule.when.characterised) - concluded):
            yield Difference("is", name, "not concluded")
            yield from self._towards(name, state, matter, checker)
        for label, when in self._exceptions(rule):
            if not [*_unmet(when, state, matter, self.book, defaults=False)] and concluded.issuperset(
                when.characterised
            ):
                yield Difference(label, "does not hold", "holds")

    def _towards(self, name: str, state: Mapping[str, str], matter: Matter, checker: Checker) -> Iterator[Difference]:
        """Yield what the nearest rule that would conclude a characterisation lacks."""
        concluding = [rule for rule in self.book.rules.values() if rule.then.characterise == name]
        ways = [(rule.id, tuple(self._lacking(rule, state, matter, checker))) for rule in concluding]
        if ways:
            rule, lacking = min(ways, key=lambda way: len(way[1]))
            yield from (Difference(f"{rule}, {one.name}", one.expected, one.got) for one in lacking)

    def _exceptions(self, rule: Rule) -> Iterator[tuple[str, When]]:
        yield from ((f"unless '{exempt.label}'", exempt.when) for exempt in rule.unless)
        accomplished = self.book.accomplished(rule)
        if accomplished is not None:
            yield "route", accomplished

    def _on_plans(self, rule: PlanRule, example: PlanExample, checker: Checker) -> Iterator[_Tried]:
        checker = checker.under(example.facts)
        if example.texts:
            clauses = _read(example.texts, checker)
            given = tuple(f'{at}. "{text}"' for at, text in enumerate(example.texts, 1))
            read = tuple(f"{at}. {flow(_said(m))}" for at, measures in enumerate(clauses, 1) for m in measures)
            yield given, read, self._plan_near(rule, clauses, checker)
        for matters in example.plans:
            measures = [[measure_of(matter, self.book, "confirmed")] for matter in matters]
            given = tuple(f"{at}. {flow(matter)}" for at, matter in enumerate(matters, 1))
            yield given, (), self._plan_near(rule, measures, checker)

    def _plan_near(self, rule: PlanRule, clauses: Sequence[Sequence[Measure]], checker: Checker) -> _Near:
        confirmed = (Clause(number=str(at), text="-", measures=tuple(m)) for at, m in enumerate(clauses, 1))
        found = checker.check_plan(Plan(clauses=tuple(confirmed))).plan.findings
        applies = any(finding.rule == rule.id and finding.certainty == "certain" for finding in found)
        return _Near(applies, () if applies else tuple(self._plan_lacking(rule, clauses, checker)))

    def _plan_lacking(
        self, rule: PlanRule, clauses: Sequence[Sequence[Measure]], checker: Checker
    ) -> Iterator[Difference]:
        """Yield the labels that no clause meets, those that one should not meet, and the facts that are otherwise."""
        for label, when in rule.find.items():
            near = _nearest(self._label_on(when, measure, checker) for measures in clauses for measure in measures)
            yield from (Difference(f"find '{label}', {one.name}", one.expected, one.got) for one in near.differences)
        for label, when in rule.without.items():
            for at, measures in enumerate(clauses, 1):
                if any(self._label_on(when, measure, checker).applies for measure in measures):
                    yield Difference(f"without '{label}'", "in no clause", f"in clause {at}")
        for name, allowed in rule.when.attributes.items() if rule.when else ():
            known = checker.context.facts.get(name)
            got, spec = known.value if known else UNKNOWN, self.book.attributes[name]
            if got not in allowed.among(spec.values):
                yield Difference(name, _asked(allowed, spec), got)

    def _label_on(self, when: When, measure: Measure, checker: Checker) -> _Near:
        unmet = (tuple(_unmet(when, m.values, m, self.book)) for m in matters_of(measure, checker.context))
        return _nearest(_doubted(_Near(not lacking, lacking), measure) for lacking in unmet)


def flow(parts: Mapping[str, str]) -> str:
    """Return attributes as they stand in the examples of a rule file."""
    words = (f'{name}: "{value}"' if value in ("yes", "no") else f"{name}: {value}" for name, value in parts.items())
    return f"{{{', '.join(words)}}}"


def _read(texts: Iterable[str], checker: Checker) -> list[list[Measure]]:
    clauses = [Clause(number=str(at), text=text) for at, text in enumerate(texts, 1)]
    return [list(reading.measures) for reading in checker.read(clauses)]


def _said(measure: Measure) -> dict[str, str]:
    """Return what a measure says, without what is silent or goes without saying."""
    silent = {"polarity": "affirmed", "force": "obligation", "condition": "none"}
    parts: dict[str, str] = {}
    for name, value in measure.model_dump(exclude={"id", "evidence", "status"}).items():
        words = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        if value and words not in (UNSPECIFIED, "none", silent.get(name)):
            parts[name] = f"[{words}]" if ", " in words else words
    return parts


def _nearest(found: Iterable[_Near]) -> _Near:
    """Return one that applies, else the one that lacks least; of equals the first."""
    return min(found, key=lambda near: (not near.applies, len(near.differences)), default=_Near(False))


def _doubted(near: _Near, measure: Measure) -> _Near:
    """A reading that is only possible makes nothing apply."""
    if measure.status != "possible":
        return near
    return _Near(False, (Difference("reading", "asserted", "possible"), *near.differences))


def _unmet(
    when: When, state: Mapping[str, str], matter: Matter, book: Rulebook, *, defaults: bool = True
) -> Iterator[Difference]:
    """Yield the conditions on attributes that a state of a matter does not meet."""
    for name, spec in book.attributes.items():
        allowed = when.attributes.get(name)
        if allowed is None and defaults and spec.default:
            allowed = Allowed(values=spec.default)
        if allowed is not None and state[name] not in allowed.among(spec.values):
            got = state[name] if matter.values[name] != UNKNOWN else UNKNOWN
            yield Difference(name, _asked(allowed, spec), got)


def _asked(allowed: Allowed, spec: AttributeSpec) -> str:
    words = " or ".join(allowed.values)
    return f"anything but {words}" if allowed.negated else words
