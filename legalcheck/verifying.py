"""Run the rulebook against its own examples and against the limits of the engine."""

from collections.abc import Iterable, Iterator, Mapping

from legalcheck.checking import Checker
from legalcheck.inference.durable import limits
from legalcheck.inference.law import Law
from legalcheck.matters.build import Matter, matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import Problem
from legalcheck.model.rule import Example, PlanExample, PlanRule, Rule
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook

EXAMPLE_DAY = "2026-01-15"
"""Day on which an example is judged if it names none."""

_LISTS = ("performer", "beneficiary", "territory", "organisation")


def verify_examples(book: Rulebook) -> list[Problem]:
    """Return the examples that rules do not meet and the slices that the engine could not hold."""
    return list(_limits(book)) or [*_Examples(book).problems()]


def _limits(book: Rulebook) -> Iterator[Problem]:
    law = Law(book, EXAMPLE_DAY)
    for message in sorted({message for kind in book.vocabulary.kinds for message in limits(law.slice(kind))}):
        yield Problem(message=message, path=str(book.folder))


class _Examples:
    def __init__(self, book: Rulebook):
        self.book = book
        self.checkers: dict[str, Checker] = {}
        self.texts: dict[tuple[str, str], frozenset[str]] = {}

    def problems(self) -> Iterator[Problem]:
        self._read_texts()
        for rule in self.book.rules.values():
            for side, wanted in (("hits", True), ("misses", False)):
                for at, example in enumerate(getattr(rule.examples, side)):
                    yield from self._problem(rule, example, wanted, ("examples", side, at))

        for plan_rule in self.book.plan_rules.values():
            for side, wanted in (("hits", True), ("misses", False)):
                for at, plan_example in enumerate(getattr(plan_rule.examples, side)):
                    yield from self._plan_problem(plan_rule, plan_example, wanted, ("examples", side, at))

    def checker(self, day: str) -> Checker:
        if day not in self.checkers:
            first = next(iter(self.checkers.values()), None)
            self.checkers[day] = first.on(day) if first else Checker(self.book, day)
        return self.checkers[day]

    def _problem(self, rule: Rule, example: Example, wanted: bool, keys: tuple[object, ...]) -> Iterator[Problem]:
        day = example.as_of or EXAMPLE_DAY
        if example.text is not None:
            applies = rule.id in self.texts[day, example.text]
        else:
            applies = rule.id in self._on_matter(rule, example.matter or {}, day)
        if applies != wanted:
            case = f"the text '{example.text}'" if example.text else "the matter"
            message = f"{rule.id} should apply to {case}" if wanted else f"{rule.id} should not apply to {case}"
            yield self.book.documents[rule.id].problem(message, *keys)

    def _plan_problem(
        self, rule: PlanRule, example: PlanExample, wanted: bool, keys: tuple[object, ...]
    ) -> Iterator[Problem]:
        """Judge a small plan; what a plan rule only possibly finds is not caught."""
        checker = self.checker(example.as_of or EXAMPLE_DAY).under(example.facts)
        if example.texts:
            clauses = [Clause(number=str(at), text=text) for at, text in enumerate(example.texts, 1)]
        else:
            measures = [Measure.model_validate({**_measure_parts(m), "status": "confirmed"}) for m in example.matters]
            clauses = [Clause(number=str(at), text="-", measures=(m,)) for at, m in enumerate(measures, 1)]
        found = checker.check_plan(Plan(clauses=tuple(clauses))).plan.findings
        applies = any(finding.rule == rule.id and finding.certainty == "certain" for finding in found)
        if applies != wanted:
            message = f"{rule.id} should {'' if wanted else 'not '}apply to the plan"
            yield self.book.documents[rule.id].problem(message, *keys)

    def _read_texts(self) -> None:
        """Read all texts of one day together, since reading one by one is slow."""
        wanted: dict[str, dict[str, None]] = {}
        for rule in self.book.rules.values():
            for example in (*rule.examples.hits, *rule.examples.misses):
                if example.text is not None:
                    wanted.setdefault(example.as_of or EXAMPLE_DAY, {})[example.text] = None
        for day, texts in wanted.items():
            checker = self.checker(day)
            clauses = [Clause(number=str(at), text=text) for at, text in enumerate(texts)]
            for text, reading in zip(texts, checker.read(clauses), strict=True):
                self.texts[day, text] = frozenset().union(*(self._rules_on(m, checker) for m in reading.measures))

    def _rules_on(self, measure: Measure, checker: Checker) -> frozenset[str]:
        if measure.status == "possible":
            return frozenset()
        return _certainly(matters_of(measure, checker.context), checker)

    def _on_matter(self, rule: Rule, given: Mapping[str, str], day: str) -> frozenset[str]:
        """Return the rules on an example matter; one without a kind is tried with every kind that the rule names."""
        asked = rule.when.attributes.get("kind")
        kinds = [given["kind"]] if "kind" in given else list(asked.values) if asked else []
        found = (rules_applying({**given, "kind": kind}, self.checker(day)) for kind in kinds)
        return frozenset().union(*found)


def rules_applying(given: Mapping[str, str], checker: Checker) -> frozenset[str]:
    """Return the ids of the rules that certainly apply to a matter given by attributes, on the checker's day.

    Parties, territory and flags are given as in a rule's example; roles that are stated override those worked out from
    names; facts that are stated are assumed. ``given`` must name a kind.
    """
    book = checker.book
    facts = {name: value for name, value in given.items() if name in book.facts}
    rest = {name: value for name, value in given.items() if name not in facts}
    context = DatedContext(book, checker.as_of, {**checker.context.assumptions, **facts})
    matters = matters_of(Measure.model_validate(_measure_parts(rest)), context)
    return _certainly((_override(matter, rest, book) for matter in matters), checker)


def _certainly(matters: Iterable[Matter], checker: Checker) -> frozenset[str]:
    """Return the rules that apply to some matter under every answer to its questions."""
    judge = checker.judge
    found: set[str] = set()
    for matter in matters:
        cut = judge.law.slice(matter.values["kind"])
        asked = frozenset(judge.law.attributes[at] for at in cut.attributes)
        sets = [judge.applies(values) for values in _settled(matter, asked)]
        found |= frozenset.intersection(*sets)
    return frozenset(found)


def _measure_parts(given: Mapping[str, str]) -> dict[str, object]:
    parts: dict[str, object] = {}
    for name, value in given.items():
        if value in (UNSPECIFIED, UNKNOWN) and name != "kind":
            continue
        if name in _LISTS:
            parts[name] = [value]
        elif name in Measure.model_fields:
            parts[name] = value
    return parts


def _override(matter: Matter, given: Mapping[str, str], book: Rulebook) -> Matter:
    """Lay roles that an example states over those worked out from names."""
    worked_out = {name for name in given if book.attributes[name].of == "role" or name not in Measure.model_fields}
    stated = {name: value for name, value in given.items() if name in worked_out}
    opens = tuple(o for o in matter.opens if o.name in book.facts or "performer_role" not in stated)
    values = {**matter.values, **stated}
    if "performer_role" in stated:  # whoever has the role is no open question any more
        values = {
            name: UNSPECIFIED if value == UNKNOWN and name not in book.facts else value
            for name, value in values.items()
        }
    return Matter(matter.measure, values, opens, matter.origins)


def _settled(matter: Matter, asked: frozenset[str]) -> Iterator[dict[str, str]]:
    """Yield the values of a matter under every answer to its questions; what no rule asks about has one answer."""
    states = [dict(matter.values)]
    for question in matter.opens:
        answers = list(question.answers.values())
        told = answers if any(name in asked for answer in answers for name in answer) else answers[:1]
        states = [{**state, **answer} for state in states for answer in told]
    yield from states
