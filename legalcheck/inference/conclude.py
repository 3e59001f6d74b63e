"""From the measures of a clause to its findings, under every answer to what is not known.

A fact that nobody told us has all its values at once. For each way of settling the facts, a measure is judged under
every answer to its own open role. A finding is certain if it holds in all of these, possible if it holds in some.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from legalcheck.inference.explain import Witness, finding_of
from legalcheck.inference.judge import Judge
from legalcheck.inference.needed import NO, YES, Question, View, Worlds, gravest_first
from legalcheck.matters.build import Matter, Open, matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.model.result import Finding, Unknown
from legalcheck.model.values import LEVELS, gravest

MAX_UNKNOWN_FACTS = 10
MAX_WORLDS = 4096
"""Full sets of answers that are compared one by one to see what is still needed."""

YES_NO = (YES, NO)
Case = tuple[str, ...]
"""One value for each unknown fact that matters, in a fixed order."""


@dataclass(frozen=True)
class Conclusion:
    """What follows from the measures of one clause."""

    findings: tuple[Finding, ...]
    unknowns: tuple[Unknown, ...]
    verdict: str
    possible_verdict: str
    forums: Mapping[str, str]


def conclude(
    measures: Sequence[Measure],
    context: DatedContext,
    judge: Judge,
    forums: Sequence[str],
    *,
    understood: bool = True,
    trace: bool = False,
) -> Conclusion:
    """Judge the measures of one clause together; a clause that was not ``understood`` never comes out clear.

    With ``trace`` the findings carry their whole derivation.
    """
    clause = _Clause(measures, context, judge, forums, trace=trace)
    return clause.conclusion("clear" if understood else "not_understood")


class _Judged:
    """One measure: which rules apply to it, by case of the facts and by answer to its open role."""

    def __init__(self, measure: Measure, matters: list[Matter], clause: "_Clause"):
        self.measure = measure
        self.matters = matters
        opens = [o for o in matters[0].opens if o.name not in clause.context.facts]
        asked = set(clause.judge.law.slice(matters[0].values["kind"]).attributes)
        asked_names = {clause.judge.law.attributes[at] for at in asked}
        self.open: Open | None = next(
            (o for o in opens if asked_names & {"performer", "performer_role", "who_must_act", "reversible_by"}), None
        )
        self.answers: tuple[str, ...] = tuple(self.open.answers) if self.open else ("",)
        self.applies: dict[tuple[Case, str], frozenset[str]] = {}
        self.witnesses: dict[str, list[Witness]] = {}
        for case in clause.cases:
            for answer in self.answers:
                self.applies[case, answer] = self._union(clause, case, answer)

    def _union(self, clause: "_Clause", case: Case, answer: str) -> frozenset[str]:
        found: set[str] = set()
        for matter in self.matters:
            settled = clause.settle(matter, case, answer)
            for rule in clause.barriers(clause.judge.applies(settled)):
                self.witnesses.setdefault(rule, []).append(Witness(matter, settled, case, answer))
                found.add(rule)
        return frozenset(found)

    def certain(self, case: Case) -> frozenset[str]:
        """Return the rules that apply in this case whatever the answer to the open role."""
        return frozenset.intersection(*(self.applies[case, answer] for answer in self.answers))

    def possible(self) -> frozenset[str]:
        """Return the rules that apply in some case."""
        return frozenset().union(*self.applies.values())


class _Clause:
    def __init__(
        self,
        measures: Sequence[Measure],
        context: DatedContext,
        judge: Judge,
        forums: Sequence[str],
        *,
        trace: bool = False,
    ):
        self.trace = trace
        self.context = context
        self.judge = judge
        self.named_forums = tuple(forums)
        self.rules = context.book.rules
        matters = [(measure, matters_of(measure, context)) for measure in measures]
        self.facts = self._unknown_facts(found for _, found in matters)
        self.cases: tuple[Case, ...] = tuple(product(*(context.book.facts[name].values for name in self.facts)))
        self.judged = [_Judged(measure, found, self) for measure, found in matters]
        self.firm = [one for one in self.judged if one.measure.status != "possible"]

    def _unknown_facts(self, matters: Iterable[list[Matter]]) -> tuple[str, ...]:
        """Return the unknown facts that some rule on some measure of the clause asks about."""
        law = self.judge.law
        asked = {law.attributes[at] for found in matters for at in law.slice(found[0].values["kind"]).attributes}
        unknown = (name for name, known in self.context.facts.items() if known.origin == "unknown" and name in asked)
        found = tuple(unknown)
        if len(found) > MAX_UNKNOWN_FACTS:
            raise InputError(
                f"{len(found)} unknown facts bear on one clause, {MAX_UNKNOWN_FACTS} can be weighed; "
                f"tell some with --assume: {', '.join(found)}"
            )
        return found

    def settle(self, matter: Matter, case: Case, answer: str) -> dict[str, str]:
        """Return the values of a matter with every question answered."""
        values = {**matter.values, **dict(zip(self.facts, case, strict=True))}
        for question in matter.opens:
            if question.name in self.context.facts:
                if question.name not in self.facts:
                    values[question.name] = next(iter(question.answers))
            else:
                values |= question.answers.get(answer) or next(iter(question.answers.values()))
        return values

    def barriers(self, rules: Iterable[str]) -> Iterator[str]:
        """Keep the rules that conclude a level; the others only build the chain."""
        return (r for r in rules if self.rules[r].then.level and self.rules[r].forum in self.named_forums)

    def conclusion(self, empty: str) -> Conclusion:
        """Return the findings; ``empty`` is the verdict where there are none."""
        certain = self._certain(self.cases)
        possible: frozenset[str] = frozenset().union(*(one.possible() for one in self.judged))
        findings = [self._finding(rule, rule in certain) for rule in certain | possible]
        return Conclusion(
            findings=tuple(sorted(findings, key=self._rank)),
            unknowns=tuple(self._unknowns(certain)),
            verdict=self._verdict(certain, empty),
            possible_verdict=self._verdict(certain | possible, empty),
            forums=self._forums(certain, empty),
        )

    def _certain(self, cases: Iterable[Case]) -> frozenset[str]:
        """Return the rules that hold in all these cases on measures that are not mere guesses."""
        sets = [frozenset().union(*(one.certain(case) for one in self.firm)) for case in cases]
        return frozenset.intersection(*sets) if sets else frozenset()

    def _verdict(self, rules: Iterable[str], empty: str = "clear") -> str:
        return gravest((self.rules[rule].then.level for rule in rules), empty)

    def _forums(self, rules: Iterable[str], empty: str = "clear") -> dict[str, str]:
        found = list(rules)
        return {
            name: self._verdict((r for r in found if self.rules[r].forum == name), empty) for name in self.named_forums
        }

    def _finding(self, rule: str, certain: bool) -> Finding:
        judged = [one for one in (self.firm if certain else self.judged) if rule in one.possible()]
        if certain:
            judged = [one for one in judged if any(rule in one.certain(case) for case in self.cases)] or judged
        shown = [(one.measure, one.witnesses[rule]) for one in judged]
        return finding_of(self.rules[rule], certain, shown, self.context, self.judge, trace=self.trace)

    def _rank(self, finding: Finding) -> tuple[int, int, int, str]:
        return (
            0 if finding.certainty == "certain" else 1,
            LEVELS.index(finding.level),
            self.named_forums.index(finding.forum),
            finding.rule,
        )

    def _unknowns(self, certain: frozenset[str]) -> Iterator[Unknown]:
        """Yield what is still needed: only what can change the verdict, now or once other answers are in."""
        worlds = self.worlds()
        open_roles = [one for one in self.firm if one.open is not None]
        for at, name in enumerate(self.facts):
            fact = self.context.book.facts[name]
            fixed = {v: self._certain(c for c in self.cases if c[at] == v) for v in fact.values}
            if self._needed(at, certain, fixed, worlds):
                change = self._change(at, certain, fixed, worlds)
                yield Unknown(fact=name, would_change=change, ask=fact.ask.in_(self.context.language))
        for at, one in enumerate(open_roles, len(self.facts)):
            fixed = {answer: self._with_answer(one, answer) for answer in one.answers}
            if self._needed(at, certain, fixed, worlds):
                assert one.open is not None
                yield Unknown(
                    fact=one.open.name, would_change=self._change(at, certain, fixed, worlds), ask=one.open.ask
                )

    def worlds(self, *, guesses: bool = False, empty: str = "clear") -> Worlds:
        """Return the verdicts by forum under every full set of answers, unless there are too many sets to look at.

        With ``guesses`` it is a question, too, whether the clause says what was only nominated; if nothing is left that
        it says, its verdict is ``empty``.
        """
        ones = self.judged if guesses else self.firm
        doubted = [one for one in ones if one.measure.status == "possible"]
        roles = [one for one in ones if one.open is not None]
        questions = (
            *(self._fact_question(name) for name in self.facts),
            *(Question(one.open.name, one.open.ask, one.answers) for one in roles if one.open is not None),
            *(Question(one.measure.id, self.context.phrases.report["ask_reading"], YES_NO) for one in doubted),
        )
        if prod(len(question.answers) for question in questions) > MAX_WORLDS:
            return Worlds(questions, {})
        outcomes: dict[Case, View] = {}
        for answers in product(*(question.answers for question in questions)):
            told = dict(zip((question.name for question in questions), answers, strict=True))
            said = [one for one in ones if told.get(one.measure.id, YES) == YES]
            case = answers[: len(self.facts)]
            sets = (one.applies[case, told[one.open.name] if one.open else ""] for one in said)
            outcomes[answers] = self.view(frozenset().union(*sets), "clear" if said else empty)
        return Worlds(questions, outcomes)

    def _fact_question(self, name: str) -> Question:
        fact = self.context.book.facts[name]
        return Question(name, fact.ask.in_(self.context.language), fact.values)

    def _needed(
        self,
        at: int,
        certain: frozenset[str],
        fixed: Mapping[str, frozenset[str]],
        worlds: Worlds,
    ) -> bool:
        """Say whether an answer changes the verdict as things stand, or would with some answers to everything else."""
        changes = any(self.view(rules) != self.view(certain) for rules in fixed.values())
        return changes or worlds.sways(at)

    def _with_answer(self, one: _Judged, answer: str) -> frozenset[str]:
        others = [other for other in self.firm if other is not one]
        sets = [one.applies[case, answer].union(*(other.certain(case) for other in others)) for case in self.cases]
        return frozenset.intersection(*sets)

    def view(self, rules: Iterable[str], empty: str = "clear") -> View:
        """Return the verdicts by forum that rules come to."""
        return tuple(self._forums(rules, empty).values())

    def _change(self, at: int, certain: frozenset[str], fixed: Mapping[str, frozenset[str]], worlds: Worlds) -> str:
        """Say what the verdict is and what each answer makes of it, by forum where the whole does not move."""
        now = self._verdict(certain)
        parts = [
            f"{now} -> {then} if {value}" for value, rules in fixed.items() if (then := self._verdict(rules)) != now
        ]
        if parts:
            return "; ".join(parts)
        before = self._forums(certain)
        return "; ".join(
            f"{forum}: {before[forum]} -> {then} if {value}"
            for value, rules in fixed.items()
            for forum, then in self._forums(rules).items()
            if then != before[forum]
        ) or self._change_with_others(at, now, worlds)

    def _change_with_others(self, at: int, now: str, worlds: Worlds) -> str:
        """Say what the verdict may become after each answer, where other answers have to come in as well."""
        if not worlds.outcomes:
            return f"{now} -> depends on other answers too"
        reached = {value: gravest_first(views) for value, views in worlds.after(at).items()}
        return "; ".join(f"{now} -> {' or '.join(found)} if {value}" for value, found in reached.items())


def verdicts_by_case(
    measure: Measure, context: DatedContext, judge: Judge, forums: Sequence[str]
) -> dict[Case, frozenset[tuple[str, ...]]]:
    """Return, in each case of the unknown facts, the verdicts by forum that a measure alone may come to."""
    clause = _Clause([measure], context, judge, forums)
    (one,) = clause.judged
    return {case: frozenset(clause.view(one.applies[case, answer]) for answer in one.answers) for case in clause.cases}


def worlds_of(
    measures: Sequence[Measure], context: DatedContext, judge: Judge, forums: Sequence[str], empty: str
) -> Worlds:
    """Return the verdicts by forum of one clause under every set of answers, nominated measures being questions too.

    ``empty`` is the verdict on a clause that says nothing of what was nominated, and nothing else.
    If there are more than ``MAX_WORLDS`` sets, the questions come without outcomes.
    """
    return _Clause(measures, context, judge, forums).worlds(guesses=True, empty=empty)


def settled_matters(measure: Measure, context: DatedContext, judge: Judge) -> list[dict[str, str]]:
    """Return the matters of a measure under every answer to what is not known and what rules on its kind ask about."""
    clause = _Clause([measure], context, judge, tuple(context.book.forums))
    (one,) = clause.judged
    ways = product(one.matters, clause.cases, one.answers)
    return [clause.settle(matter, case, answer) for matter, case, answer in ways]
