"""Run the rulebook against its own examples and against the limits of the engine."""

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from itertools import count
from typing import Any

from legalcheck.checking import Checker
from legalcheck.inference.durable import limits
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.matters.build import Matter, matters_of, measure_of, settled
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import Problem
from legalcheck.model.rule import Example, PlanExample, PlanRule, Rule
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook
from legalcheck.wording.data import load_wording

EXAMPLE_DAY = "2026-01-15"
"""Day on which an example is judged if it names none."""


State = Mapping[str, str]
"""The values of all attributes of a matter, with every question answered."""


def verify_examples(book: Rulebook, examples: "Examples | None" = None) -> list[Problem]:
    """Return the examples that rules do not meet and the slices that the engine could not hold.

    Rules that are inherited are tried where they stand: their examples are about another home state.
    ``InputError`` if the wording of the rulebook has mistakes.
    """
    load_wording(book)
    return list(_limits(book)) or [*(examples or Examples(book)).problems()]


def _limits(book: Rulebook) -> Iterator[Problem]:
    law = Law(book, EXAMPLE_DAY)
    for message in sorted({message for kind in book.vocabulary.kinds for message in limits(law.slice(kind))}):
        yield Problem(message=message, path=str(book.folder))


class Examples:
    """The examples of a rulebook; texts are read once."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.checkers: dict[str, Checker] = {}

    def problems(self) -> Iterator[Problem]:
        """Yield the examples that rules do not meet."""
        for rule in self.book.own_rules:
            for keys, example, wanted in numbered(rule):
                judge = self.checker(example.as_of).judge
                found = [any_applies(rule.id, judge, case) for case in self.cases(rule, example)]
                if (all(found) if wanted else any(found)) != wanted:
                    said = f"the text '{example.text}'" if example.text else "the matter"
                    message = f"{rule.id} should {'' if wanted else 'not '}apply to {said}"
                    yield self.book.documents[rule.id].problem(message, *keys)
        for plan_rule in self.book.plan_rules.values():
            for keys, plan_example, wanted in numbered(plan_rule):
                found = [self._finds(plan_rule, plan_example, plan) for plan in self.plans(plan_example)]
                if (all(found) if wanted else any(found)) != wanted:
                    message = f"{plan_rule.id} should {'' if wanted else 'not '}apply to the plan"
                    yield self.book.documents[plan_rule.id].problem(message, *keys)

    def checker(self, day: str | None) -> Checker:
        """Return a checker for a day; all share what does not change with the day."""
        day = day or EXAMPLE_DAY
        if day not in self.checkers:
            first = next(iter(self.checkers.values()), None)
            self.checkers[day] = first.on(day) if first else Checker(self.book, day)
        return self.checkers[day]

    def cases(self, rule: Rule, example: Example) -> "list[Case]":
        """Return what an example comes to: a text or each matter that it stands for is one case.

        A matter without a kind is one case together with those of every kind that the rule names.
        """
        checker = self.checker(example.as_of)
        if example.text is not None:
            return [self._texts[example.as_of or EXAMPLE_DAY, example.text]]
        asked = rule.when.attributes.get("kind")
        found: list[Case] = []
        for given in example.matters:
            kinds = [given["kind"]] if "kind" in given else list(asked.values) if asked else []
            matters = [m for kind in kinds for m in matters_given({**given, "kind": kind}, checker)]
            found.append([states(matter, checker) for matter in matters])
        return found

    def plans(self, example: PlanExample) -> list[Plan]:
        """Return the small plans that an example stands for."""
        if example.texts:
            return [Plan(clauses=tuple(Clause(number=str(at), text=text) for at, text in enumerate(example.texts, 1)))]
        return [
            Plan(clauses=tuple(map(partial(_confirmed, self.book), count(1), matters))) for matters in example.plans
        ]

    def _finds(self, rule: PlanRule, example: PlanExample, plan: Plan) -> bool:
        """Judge a small plan; what a plan rule only possibly finds is not caught."""
        checker = self.checker(example.as_of).under(example.facts)
        found = checker.check_plan(plan).plan.findings
        return any(finding.rule == rule.id and finding.certainty == "certain" for finding in found)

    @cached_property
    def _texts(self) -> "dict[tuple[str, str], Case]":
        """Read all texts of one day together, since reading one by one is slow."""
        wanted: dict[str, dict[str, None]] = {}
        for rule in self.book.own_rules:
            for example in (*rule.examples.hits, *rule.examples.misses):
                if example.text is not None:
                    wanted.setdefault(example.as_of or EXAMPLE_DAY, {})[example.text] = None
        found: dict[tuple[str, str], Case] = {}
        for day, texts in wanted.items():
            checker = self.checker(day)
            clauses = [Clause(number=str(at), text=text) for at, text in enumerate(texts)]
            for text, reading in zip(texts, checker.read(clauses), strict=True):
                firm = [measure for measure in reading.measures if measure.status != "possible"]
                matters = [matter for measure in firm for matter in matters_of(measure, checker.context)]
                found[day, text] = [states(matter, checker) for matter in matters]
        return found


Case = list[list[State]]
"""The matters of an example, each in every state that answers to its questions may bring it to."""


def numbered(rule: Rule | PlanRule) -> Iterator[tuple[tuple[object, ...], Any, bool]]:
    """Yield (keys in the rule's file, example, whether it is to be caught)."""
    for side, wanted in (("hits", True), ("misses", False)):
        for at, example in enumerate(getattr(rule.examples, side)):
            yield ("examples", side, at), example, wanted


def _confirmed(book: Rulebook, number: int, given: Mapping[str, str]) -> Clause:
    measure = measure_of(given, book, "confirmed")
    return Clause(number=str(number), text="-", measures=(measure,))


def any_applies(rule: str, judge: Judge, case: Case) -> bool:
    """Say whether a rule certainly applies to some matter of a case."""
    return any(all(rule in judge.applies(state) for state in matter) for matter in case)


def rules_applying(given: Mapping[str, str], checker: Checker) -> frozenset[str]:
    """Return the ids of the rules that certainly apply to a matter given by attributes, on the checker's day.

    Parties, territory and flags are given as in a rule's example; roles that are stated override those worked out from
    names; facts that are stated are assumed. ``given`` must name a kind.
    """
    judge = checker.judge
    found: set[str] = set()
    for matter in matters_given(given, checker):
        found |= frozenset.intersection(*(judge.applies(state) for state in states(matter, checker)))
    return frozenset(found)


def matters_given(given: Mapping[str, str], checker: Checker) -> list[Matter]:
    """Return the matters that attributes come to, on the checker's day; see ``rules_applying``."""
    book = checker.book
    facts = {name: value for name, value in given.items() if name in book.facts}
    rest = {name: value for name, value in given.items() if name not in facts}
    context = DatedContext(book, checker.as_of, {**checker.context.assumptions, **facts})
    matters = matters_of(measure_of(rest, book), context)
    return [_override(matter, rest, book) for matter in matters]


def states(matter: Matter, checker: Checker) -> list[State]:
    """Return the values of a matter under every answer to its questions; what no rule asks about has one answer."""
    law = checker.judge.law
    asked = frozenset(law.attributes[at] for at in law.slice(matter.values["kind"]).attributes)
    return [*settled(matter, asked)]


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
