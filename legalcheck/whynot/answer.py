"""Answer why a rule does not apply to a clause: its conditions, and the least that would have to be otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from legalcheck.checking import Checker
from legalcheck.matters.build import Matter, matters_of, settled
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.model.result import ClauseResult
from legalcheck.model.rule import Rule
from legalcheck.model.values import UNSPECIFIED
from legalcheck.model.why_not import Applies, AskedClause, Change, Condition, Nearest, WhyNot
from legalcheck.whynot.choices import changed
from legalcheck.whynot.conditions import Conditions, lacking
from legalcheck.whynot.search import READING, Search, Way, certainly
from legalcheck.wording import Drafter

MAX_WORDED = 3
"""Nearest cases that are put into words as clauses."""


def why_not(rule: str, clause: Clause, checker: Checker) -> WhyNot:
    """Say why a rule does not apply to a clause, or that it does; ``InputError`` if no such rule judges clauses."""
    return _Answer(_rule_of(rule, checker), clause, checker).whole()


def _rule_of(name: str, checker: Checker) -> Rule:
    book = checker.book
    if name in book.plan_rules:
        raise InputError(f"'{name}' looks at whole plans, not at one clause; 'legalcheck rule {name}' says for what")
    if name not in book.rules:
        raise InputError(f"no rule is called '{name}'; 'legalcheck rules' lists them")
    rule = book.rules[name]
    if rule.forum not in checker.forums:
        raise InputError(f"'{name}' is of the forum {rule.forum}, which --forum leaves out")
    return rule


class _Answer:
    def __init__(self, rule: Rule, clause: Clause, checker: Checker):
        self.rule = rule
        self.checker = checker
        self.context = checker.context
        self.clause = clause
        self.result: ClauseResult = next(checker.check([clause]))

    def whole(self) -> WhyNot:
        in_force = self.rule.in_force.covers(self.checker.as_of)
        applies = self._applies() if in_force else "no"
        parts: dict[str, object] = {"applies": applies, "not_in_force": None if in_force else self.rule.in_force}
        if applies == "certain":
            parts["because"] = next((f.because for f in self.result.findings if f.rule == self.rule.id), ())
        elif in_force and self.result.measures:
            parts |= self._lacking()
        language = self.context.language
        return WhyNot.model_validate(
            {
                "as_of": self.checker.as_of,
                "rulebook": self.checker.stamp,
                "assumptions": self.checker.assumptions,
                "rule": self.rule.id,
                "title": self.rule.title_in(language),
                "forum": self.rule.forum,
                "level": self.rule.then.level,
                "clause": AskedClause(
                    text=self.clause.text,
                    context=self.clause.context,
                    language=self.result.language,
                    measures=self.result.measures,
                ),
                **parts,
            }
        )

    def _applies(self) -> Applies:
        """Say whether the rule applies; what is a step on the way has no finding and is asked for by itself."""
        found = {finding.rule: finding.certainty for finding in self.result.findings}
        if self.rule.then.level:
            return found.get(self.rule.id, "no")
        firm = [measure for measure in self.result.measures if measure.status != "possible"]
        if any(self._certainly(measure, {}) for measure in firm):
            return "certain"
        return "possible" if any(map(self._possibly, self.result.measures)) else "no"

    def _possibly(self, measure: Measure) -> bool:
        states = (state for matter in matters_of(measure, self.context) for state in self._states(matter))
        return any(self.rule.id in self.checker.judge.applies(state) for state in states)

    def _lacking(self) -> dict[str, object]:
        search = Search(self.rule.id, self.context, self.checker.judge.law)
        found = search.nearest(self.result.measures)
        measure = found.ways[0].measure if found.ways else self.result.measures[0]
        return {
            "measure": measure.id,
            "conditions": self._conditions(measure),
            "distance": len(found.ways[0].changes) if found.ways else None,
            "far": found.far,
            "nearest": tuple(self._nearest(found.ways, search)),
        }

    def _conditions(self, measure: Measure) -> tuple[Condition, ...]:
        """Return the conditions of the rule in the state of a measure in which it lacks least, but something."""
        judge = self.checker.judge
        held = [
            Conditions(matter, state, self.context, judge).of(self.rule)
            for matter in matters_of(measure, self.context)
            for state in self._states(matter)
            if self.rule.id not in judge.applies(state)
        ]
        return min(held, key=lacking, default=())

    def _states(self, matter: Matter) -> list[dict[str, str]]:
        law = self.checker.judge.law
        return settled(matter, {law.attributes[at] for at in law.slice(matter.values["kind"]).attributes})

    def _nearest(self, ways: Sequence[Way], search: Search) -> Iterator[Nearest]:
        drafter = Drafter(self.checker.book, reader=self.checker.reader, law=self.checker.judge.law)
        for at, way in enumerate(ways):
            changes = {name: _plainest(values) for name, values in way.changes.items() if name != READING}
            measure = changed(way.measure, changes, self.context).model_copy(update={"status": "confirmed"})
            if not self._certainly(measure, changes):
                raise RuntimeError(f"internal error: {self.rule.id} does not apply after {changes}; please report it")
            said = {name for name in changes if name not in self.context.facts}
            yield Nearest(
                measure=way.measure.id,
                changes=tuple(
                    Change(attribute=name, now=self._now(way.measure, name, search), values=values)
                    for name, values in way.changes.items()
                ),
                text=drafter.phrase_checked(measure) if said and at < MAX_WORDED else None,
            )

    def _now(self, measure: Measure, name: str, search: Search) -> tuple[str, ...]:
        return (measure.status,) if name == READING else search.choices.now(measure, name)

    def _certainly(self, measure: Measure, told: Mapping[str, str]) -> bool:
        return certainly(self.checker.judge, self.rule.id, measure, told, self.context)


def _plainest(values: Sequence[str]) -> str:
    """Return the value to put into words: the first that says something."""
    return next((value for value in values if value != UNSPECIFIED), values[0])
