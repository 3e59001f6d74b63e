"""What a person is asked about a plan that was read, what the answers make of it, and the way back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan

Silences = Callable[[Measure], tuple[str, ...]]
"""Returns the empty roles of a measure that could change its verdict."""


@dataclass(frozen=True)
class Question:
    """Whether a clause does what a measure says or, with a role, whether it leaves this role open."""

    clause: str
    measure: str
    role: str = ""


@dataclass(frozen=True)
class _State:
    clauses: tuple[Clause, ...]
    skipped: frozenset[Question] = frozenset()
    answered: int = 0


class Review:
    """The questions on a plan, one after the other; every answer can be taken back."""

    def __init__(self, plan: Plan, silences: Silences):
        self._plan = plan
        self._silences = silences
        self._known: dict[Measure, tuple[str, ...]] = {}
        self._states = [_State(plan.clauses)]

    @property
    def plan(self) -> Plan:
        """The plan with the answers so far."""
        return self._plan.model_copy(update={"clauses": self._state.clauses})

    @property
    def question(self) -> Question | None:
        """What is asked next; None if there is nothing left."""
        return next(self._open(), None)

    @property
    def answered(self) -> int:
        """How many questions were answered or skipped."""
        return self._state.answered

    @property
    def left(self) -> int:
        """How many questions wait, counting the roles of measures that a person may yet confirm."""
        return sum(1 for _ in self._open(ahead=True))

    @property
    def skipped(self) -> int:
        """How many questions were put off."""
        return len(self._state.skipped)

    def about(self, question: Question) -> tuple[Clause, Measure]:
        """Return the clause and the measure that a question is about."""
        clause = next(clause for clause in self._state.clauses if clause.number == question.clause)
        return clause, next(m for m in clause.measures or () if m.id == question.measure)

    def confirm(self, question: Question) -> None:
        """Take a measure as right or, if a role is asked about, leave that role open."""
        clause, measure = self.about(question)
        if question.role:
            left_open = (*clause.left_open, f"{measure.id}.{question.role}")
            self._answer(clause.model_copy(update={"left_open": left_open}))
        else:
            self._answer(_with(clause, measure.model_copy(update={"status": "confirmed"})))

    def refuse(self, question: Question) -> None:
        """Record that a clause does not do what a measure says."""
        clause, measure = self.about(question)
        kept = tuple(other for other in clause.measures or () if other.id != measure.id)
        reasons = {name: why for name, why in clause.reasons.items() if name != measure.id}
        left_open = tuple(name for name in clause.left_open if name.partition(".")[0] != measure.id)
        changed = {"measures": kept, "refused": (*clause.refused, measure), "reasons": reasons, "left_open": left_open}
        self._answer(clause.model_copy(update=changed))

    def fill(self, question: Question, role: str, values: tuple[str, ...]) -> None:
        """Give a role its values; if it was asked about, the question is answered and the measure confirmed."""
        clause, measure = self.about(question)
        words = tuple(item for item in measure.evidence if item.role != role)
        changed: dict[str, object] = {role: values, "evidence": words}
        if question.role:
            changed["status"] = "confirmed"
        self._answer(_with(clause, measure.model_copy(update=changed)), counted=bool(question.role))

    def skip(self, question: Question) -> None:
        """Put a question off to another time."""
        state = self._state
        self._states.append(replace(state, skipped=state.skipped | {question}, answered=state.answered + 1))

    def undo(self) -> bool:
        """Take the last answer back; say whether there was one."""
        if len(self._states) == 1:
            return False
        self._states.pop()
        return True

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def _answer(self, clause: Clause, *, counted: bool = True) -> None:
        state = self._state
        clauses = tuple(clause if old.number == clause.number else old for old in state.clauses)
        self._states.append(replace(state, clauses=clauses, answered=state.answered + counted))

    def _open(self, *, ahead: bool = False) -> Iterator[Question]:
        """Yield the questions that are not answered; ``ahead`` with those that a yes would raise."""
        for clause in self._state.clauses:
            for measure in clause.measures or ():
                asked = (Question(clause.number, measure.id, role) for role in self._roles(clause, measure, ahead))
                yield from (question for question in asked if question not in self._state.skipped)

    def _roles(self, clause: Clause, measure: Measure, ahead: bool) -> Iterator[str]:
        """Yield what is to be asked of a measure: the whole of it first, then each role that is telling and empty."""
        if measure.status == "possible":
            yield ""
        if clause.read_of is not None and (ahead or measure.status != "possible"):
            if measure not in self._known:
                self._known[measure] = self._silences(measure)
            yield from (role for role in self._known[measure] if f"{measure.id}.{role}" not in clause.left_open)


def _with(clause: Clause, measure: Measure) -> Clause:
    """Return a clause with a measure in the place of the one of the same id; a settled one needs no reasons."""
    measures = tuple(measure if old.id == measure.id else old for old in clause.measures or ())
    reasons: Mapping[str, str] = clause.reasons
    if measure.status == "confirmed":
        reasons = {name: why for name, why in reasons.items() if name != measure.id}
    return clause.model_copy(update={"measures": measures, "reasons": reasons})
