"""A plan or a clause that was read once, to be judged again and again as things are supposed to be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from legalcheck.checking import STALE, Checker
from legalcheck.model.plan import Clause, Plan, ReadingNote, digest_of
from legalcheck.model.problem import InputError
from legalcheck.model.result import Result
from legalcheck.rereading import read_plan


@dataclass(frozen=True)
class Scene:
    """What is judged and by what; every clause has its measures.

    ``checker`` has the assumptions of the caller over those of the plan. ``start`` and ``given`` are checker and plan
    before anything was supposed. ``alone`` marks one clause that is no plan: rules on whole plans do not apply to it.
    """

    checker: Checker
    start: Checker
    plan: Plan
    given: Plan
    alone: bool = False

    def judge(self) -> Result:
        """Judge it as it stands."""
        if self.alone:
            return self.checker.check_clause(self.plan.clauses[0])
        return self.checker.check_plan(self.plan)

    def clause(self, number: str) -> Clause:
        """Return the clause of a number; ``InputError`` if there is none."""
        found = next((clause for clause in self.plan.clauses if clause.number == number), None)
        if found is None:
            numbers = ", ".join(clause.number for clause in self.plan.clauses)
            raise InputError(f"no clause has the number '{number}'; there are {numbers}")
        return found

    def with_facts(self, values: Mapping[str, str]) -> "Scene":
        """Return a scene with some facts otherwise; one that is as it was at the start is known as it was then."""
        before = self.start.context
        back = {name for name, value in values.items() if before.facts[name].value == value} - before.assumptions.keys()
        told = {**self.checker.context.assumptions, **values}
        assumed = {name: value for name, value in told.items() if name not in back}
        return replace(self, checker=self.start.assuming(assumed))

    def with_clause(self, changed: Clause) -> "Scene":
        """Return a scene in which the clause of this number is another one, with its measures in the order given."""
        given = next(clause for clause in self.given.clauses if clause.number == changed.number)
        order = [one.id for one in (*(given.measures or ()), *given.refused)]
        measures = tuple(sorted(changed.measures or (), key=lambda one: order.index(one.id)))
        ordered = changed.model_copy(update={"measures": measures})
        clauses = tuple(ordered if clause.number == changed.number else clause for clause in self.plan.clauses)
        return replace(self, plan=self.plan.model_copy(update={"clauses": clauses}))


def scene_of(plan: Plan, checker: Checker, *, alone: bool = False) -> Scene:
    """Read the clauses that come without measures; where a text has changed since, what is given is possible only."""
    unread = tuple(clause for clause in plan.clauses if clause.measures is None)
    fresh: dict[str, Clause] = {}
    if unread:
        read = read_plan(plan.model_copy(update={"clauses": unread}), checker)
        fresh = {clause.number: clause for clause in read.clauses}
    clauses = tuple(fresh.get(clause.number) or _doubted(clause) for clause in plan.clauses)
    under = checker.under(plan.assumptions)
    read_through = plan.model_copy(update={"clauses": clauses})
    return Scene(under, under, read_through, read_through, alone)


def _doubted(clause: Clause) -> Clause:
    """Return a clause as it is judged: if its text has changed, all that it comes with is a guess to be settled."""
    if not clause.stale:
        return clause
    guesses = tuple(one.model_copy(update={"status": "possible"}) for one in clause.measures or ())
    note = ReadingNote(start=0, end=0, text="", message=STALE)
    read_of = digest_of(clause.text, clause.context)
    return clause.model_copy(update={"measures": guesses, "reasons": {}, "notes": (note,), "read_of": read_of})
