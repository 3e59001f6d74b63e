"""What a plan still needs, asked in the order that settles most; every answer can be taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from legalcheck.inference.conclude import worlds_of
from legalcheck.inference.needed import Question, View, Worlds
from legalcheck.model.result import ClauseResult, Result
from legalcheck.model.values import UNKNOWN, gravest
from legalcheck.supposing.change import Place, supposed
from legalcheck.supposing.scene import Scene

LeadsTo = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Verdicts that may still come, by answer and by forum."""
MAX_CASES = 256
"""States of the facts under which the rules on whole plans are looked at."""


@dataclass(frozen=True)
class Needed:
    """A question, with what each answer leads to.

    ``leads_to`` has what :meth:`Worlds.leads_to` says, by number of the clause; the number is empty for what holds of
    the plan as a whole. ``gain`` is how many verdicts an answer rules out on average: see :meth:`Worlds.gain`.
    """

    place: Place
    ask: str
    answers: tuple[str, ...]
    leads_to: Mapping[str, LeadsTo]
    gain: Fraction


class Interview:
    """The questions on a scene, the one that settles most first: see :meth:`Worlds.gain`, summed over the clauses."""

    def __init__(self, scene: Scene):
        self._scenes = [scene]
        self._answers: list[tuple[Place, str]] = []
        self._results: dict[int, Result] = {}

    @property
    def scene(self) -> Scene:
        """The scene with the answers so far."""
        return self._scenes[-1]

    @property
    def answers(self) -> Mapping[Place, str]:
        """The answers so far; one that was skipped is empty."""
        return dict(self._answers)

    @property
    def last(self) -> Place | None:
        """What was answered or skipped last."""
        return self._answers[-1][0] if self._answers else None

    @property
    def result(self) -> Result:
        """The verdict with the answers so far."""
        at = len(self._scenes) - 1
        if at not in self._results:
            self._results[at] = self.scene.judge()
        return self._results[at]

    def questions(self) -> list[Needed]:
        """Return all that is still needed, each question once, the one that settles most first."""
        found: dict[Place, Needed] = {}
        for one in self._parts():
            if one.place not in self.answers:
                found[one.place] = _joined(found[one.place], one) if one.place in found else one
        return sorted(found.values(), key=lambda needed: -needed.gain)

    def answer(self, needed: Needed, value: str) -> None:
        """Take an answer; it holds for every clause."""
        self._scenes.append(supposed(self.scene, {needed.place: value}))
        self._answers.append((needed.place, value))

    def skip(self, needed: Needed) -> None:
        """Leave a question open."""
        self._scenes.append(self.scene)
        self._answers.append((needed.place, ""))

    def undo(self) -> bool:
        """Take the last answer back; say whether there was one."""
        if not self._answers:
            return False
        self._results.pop(len(self._scenes) - 1, None)
        self._scenes.pop()
        self._answers.pop()
        return True

    def _parts(self) -> Iterator[Needed]:
        """Yield the questions clause by clause, then those of the plan as a whole."""
        for clause in self.result.clauses:
            yield from _of_clause(clause, self.scene)
        if not self.scene.alone:
            yield from _of_plan(self.scene, self.result)


def _of_clause(clause: ClauseResult, scene: Scene) -> Iterator[Needed]:
    """Yield what a clause needs: what its result asks, and whether its guesses are right where that can change it.

    Who acts is asked only of a measure that is no guess any more.
    """
    doubted = {measure.id for measure in clause.measures if measure.status == "possible"}
    silent = clause.verdict == "not_understood"  # which an answer about any guess ends, whatever it is
    told = {unknown.fact for unknown in clause.unknowns}
    if not told and not doubted:
        return
    checker = scene.checker
    empty = "not_understood" if scene.clause(clause.number).read_of else "clear"
    worlds = worlds_of(clause.measures, checker.context, checker.judge, checker.forums, empty)
    for at, question in enumerate(worlds.questions):
        measure, _, role = question.name.partition(".")
        asked = question.name in told or worlds.sways(at) or (question.name in doubted and silent)
        if asked and not (role and measure in doubted):
            place = (
                Place(fact=question.name)
                if question.name in scene.checker.book.facts
                else Place(clause=clause.number, measure=measure, part=role)
            )
            yield _needed(place, at, worlds, scene, clause.number)


def _of_plan(scene: Scene, result: Result) -> Iterator[Needed]:
    """Yield the facts that rules on the whole plan need, its clauses being as certain as they are."""
    book, checker = scene.checker.book, scene.checker
    asked = [name for name in checker.asked_across if checker.context.facts[name].value == UNKNOWN]
    questions = tuple(
        Question(name, book.facts[name].ask.in_(checker.context.language), book.facts[name].values) for name in asked
    )
    outcomes: dict[tuple[str, ...], View] = {}
    if prod(len(question.answers) for question in questions) <= MAX_CASES:
        for answers in product(*(question.answers for question in questions)):
            found = scene.with_facts(dict(zip(asked, answers, strict=True))).checker.across(result.clauses)
            certain = [one for one in found if one.certainty == "certain"]
            outcomes[answers] = tuple(
                gravest(one.level for one in certain if one.forum == forum) for forum in checker.forums
            )
    worlds = Worlds(questions, outcomes)
    yield from (_needed(Place(fact=name), at, worlds, scene) for at, name in enumerate(asked) if worlds.sways(at))


def _needed(place: Place, at: int, worlds: Worlds, scene: Scene, number: str = "") -> Needed:
    question = worlds.questions[at]
    leads_to = worlds.leads_to(at, scene.checker.forums)
    return Needed(place, question.ask, question.answers, {number: leads_to}, worlds.gain(at))


def _joined(one: Needed, other: Needed) -> Needed:
    """Return one question that stands for the same one of two clauses."""
    return replace(one, leads_to={**one.leads_to, **other.leads_to}, gain=one.gain + other.gain)
