"""The examples of rules as trials: states of matters to which a rule, or a changed one, applies or does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from legalcheck.checking import Checker
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Compiled, Law, Test
from legalcheck.inference.plan import PlanLaw, conclude_plan
from legalcheck.inference.reference import evaluate
from legalcheck.matters.build import matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.rule import PlanRule, Rule
from legalcheck.verifying import Case, Examples, numbered, states

Clauses = tuple[tuple[str, Sequence[Measure]], ...]
"""Numbers of clauses with their measures."""


@dataclass(frozen=True)
class State:
    """A matter with every question answered: the codes of its attributes, and the characterisations reached."""

    codes: tuple[int, ...]
    reached: frozenset[str]


@dataclass(frozen=True)
class Trial:
    """One case of an example on its day: for each matter its states; ``wanted`` says whether the rule must apply."""

    keys: tuple[object, ...]
    wanted: bool
    day: str
    matters: tuple[tuple[State, ...], ...]

    def caught(self, rule: Compiled) -> bool:
        """Say whether a rule certainly applies to some matter of the case."""
        return any(all(applies(rule, state) for state in matter) for matter in self.matters)


@dataclass(frozen=True)
class PlanTrial:
    """A small plan, read: its context, and the measures of its clauses by number."""

    wanted: bool
    context: DatedContext
    clauses: Clauses
    states: tuple[State, ...]


def applies(rule: Compiled, state: State) -> bool:
    """Say whether the conditions of one rule hold in a state and those of no exception do."""
    return _holds(rule.test, state) and not any(_holds(exempt, state) for exempt in rule.unless)


def _holds(test: Test, state: State) -> bool:
    codes, reached = state.codes, state.reached
    return all(mask >> codes[at] & 1 for at, mask in test.masks) and reached.issuperset(test.characterised)


class Trials:
    """The trials of every rule of a rulebook."""

    def __init__(self, examples: Examples):
        self.book = examples.book
        self.examples = examples

    def of(self, rule: Rule) -> tuple[Trial, ...]:
        """Return the trials of a rule."""
        return self._of[rule.id]

    def notice(self, rule: Rule) -> bool:
        """Say whether an example tells a changed rule from the one whose id it has."""
        compiled: dict[bool, Compiled] = {}
        for trial in self.of(rule):
            in_force = rule.in_force.covers(trial.day)
            if in_force and in_force not in compiled:
                compiled[in_force] = self.law(trial.day).compiled(rule)
            if (in_force and trial.caught(compiled[in_force])) != trial.wanted:
                return True
        return False

    def notice_plan(self, rule: PlanRule) -> bool:
        """Say whether a small plan tells a changed plan rule from the one whose id it has."""
        return any(self._finds(rule, trial) != trial.wanted for trial in self._plans[rule.id])

    def of_plan(self, rule: PlanRule) -> "tuple[PlanTrial, ...]":
        """Return the trials of a plan rule."""
        return self._plans[rule.id]

    def _finds(self, rule: PlanRule, trial: "PlanTrial") -> bool:
        book = replace(self.book, rules={}, plan_rules={rule.id: rule})
        law = Law(book, trial.context.as_of)
        judge = Judge(law, "reference")
        found = conclude_plan(trial.clauses, trial.context, judge, PlanLaw(law), (rule.forum,))
        return any(finding.certainty == "certain" for finding in found)

    @cached_property
    def _plans(self) -> Mapping[str, tuple["PlanTrial", ...]]:
        found: dict[str, tuple[PlanTrial, ...]] = {}
        for rule in self.book.plan_rules.values():
            trials = []
            for _, example, wanted in numbered(rule):
                checker = self.examples.checker(example.as_of).under(example.facts)
                for plan in self.examples.plans(example):
                    clauses = tuple((c.number, c.measures) for c in checker.check_plan(plan).clauses)
                    trials.append(PlanTrial(wanted, checker.context, clauses, self._plan_states(clauses, checker)))
            found[rule.id] = tuple(trials)
        return found

    def law(self, day: str) -> Law:
        """Return the law of a day."""
        return self.examples.checker(day).judge.law

    @cached_property
    def _of(self) -> Mapping[str, tuple[Trial, ...]]:
        return {
            rule.id: tuple(
                Trial(keys, wanted, checker.as_of, self._states(case, checker.judge.law))
                for keys, example, wanted in numbered(rule)
                for checker in [self.examples.checker(example.as_of)]
                for case in self.examples.cases(rule, example)
            )
            for rule in self.book.own_rules
        }

    def _plan_states(self, clauses: Clauses, checker: Checker) -> tuple[State, ...]:
        firm = (measure for _, measures in clauses for measure in measures if measure.status != "possible")
        matters = (matter for measure in firm for matter in matters_of(measure, checker.context))
        law = checker.judge.law
        return tuple(self.state(values, law) for matter in matters for values in states(matter, checker))

    def _states(self, case: Case, law: Law) -> tuple[tuple[State, ...], ...]:
        return tuple(tuple(self.state(values, law) for values in matter) for matter in case)

    def state(self, values: Mapping[str, str], law: Law) -> State:
        """Return a full set of values as a state under the law of a day."""
        codes = law.encode(values)
        found = evaluate(law.slice(values["kind"]), codes)
        heads = (self.book.rules[name].then.characterise for name in found)
        return State(codes, frozenset(head for head in heads if head))
