"""What is still needed: questions, and what verdicts come under every set of answers to all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from legalcheck.model.values import VERDICTS, gravest

YES, NO = "yes", "no"
"""Answers to the question whether a clause says what was only nominated."""
View = tuple[str, ...]
"""Verdicts by forum, in the order of the forums."""


@dataclass(frozen=True)
class Question:
    """Something that is not known: a fact, who acts (``m1.performer``), or whether a guess is right (``m1``)."""

    name: str
    ask: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Worlds:
    """Full sets of answers, one to each question in order, with the verdicts by forum that each set comes to.

    ``outcomes`` has every set, or none if there were too many to look at. Whether a question matters is decided over
    all sets together, so that answers count which change nothing one at a time.
    """

    questions: tuple[Question, ...]
    outcomes: Mapping[tuple[str, ...], View]

    def after(self, at: int) -> dict[str, frozenset[View]]:
        """Return, for each answer to a question, the verdicts that may still come."""
        found: dict[str, set[View]] = {answer: set() for answer in self.questions[at].answers}
        for answers, view in self.outcomes.items():
            found[answers[at]].add(view)
        return {answer: frozenset(views) for answer, views in found.items()}

    def sways(self, at: int) -> bool:
        """Say whether two sets of answers that differ in this question only come to different verdicts, if known."""
        views: dict[tuple[str, ...], View] = {}
        for answers, view in self.outcomes.items():
            if views.setdefault(answers[:at] + answers[at + 1 :], view) != view:
                return True
        return not self.outcomes

    def gain(self, at: int) -> Fraction:
        """Return how many of the verdicts that may come an answer rules out, on average over all sets of answers.

        A question has each of its answers in equally many sets.
        """
        after = self.after(at).values()
        return len(self._reached) - Fraction(sum(map(len, after)), len(after))

    def leads_to(self, at: int, forums: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return, by answer and by forum, the verdicts that may still come, the gravest first.

        Under the empty name stands the verdict on the whole; it stands alone where the answers tell it apart, and the
        forums that they tell apart stand there where it is the same after all of them. None if nothing was looked at.
        """
        if not self.outcomes:
            return {answer: {} for answer in self.questions[at].answers}
        after = self.after(at)
        whole = {answer: {"": gravest_first(views)} for answer, views in after.items()}
        if _differ(whole, ""):
            return whole
        split = {
            answer: {name: in_order(view[i] for view in views) for i, name in enumerate(forums)}
            for answer, views in after.items()
        }
        told = [name for name in forums if _differ(split, name)]
        return {answer: {name: found[name] for name in told} or whole[answer] for answer, found in split.items()}

    @cached_property
    def _reached(self) -> frozenset[View]:
        return frozenset(self.outcomes.values())


def gravest_first(views: Iterable[View]) -> tuple[str, ...]:
    """Return the verdicts on the whole that views by forum come to, each once, the gravest first."""
    return in_order(gravest(view, "not_understood" if "not_understood" in view else "clear") for view in views)


def in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    """Return verdicts, each once, the gravest first."""
    return tuple(sorted(set(verdicts), key=VERDICTS.index))


def _differ(after: Mapping[str, Mapping[str, tuple[str, ...]]], name: str) -> bool:
    return len({found[name] for found in after.values()}) > 1
