"""Steps of routes and the views of those who differ."""

import re
from collections.abc import Iterator, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Norm
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, problem
from legalcheck.rulebook.style.sheet import StyleSheet

_PARALLEL = ("majority", "condition")


def check_steps(book: Rulebook, rules: Sequence[AnyRule], sheet: StyleSheet) -> Iterator[Problem]:
    """Report steps without a body, a source, or the majority of a vote, and translations that name another body."""
    for rule in rules:
        for at, step in enumerate(rule.route):
            where = ("route", at)
            bodies = [body for body in sheet.bodies if re.search(body.en, step.body)]
            if not step.body.strip() or (sheet.bodies and not bodies):
                message = f"'{step.body}' names nobody that style.yaml lists under 'bodies'; say who takes the step"
                yield problem(book, rule, message, *where, "body")
            if not step.sources:
                yield problem(book, rule, "the step rests on no source; name one", *where)
            if step.majority is None and any(body.votes for body in bodies):
                message = "a body that votes takes the step: give its majority, or say that there is no vote"
                yield problem(book, rule, message, *where, "body")
        yield from _translated(book, rule, sheet)


def _translated(book: Rulebook, rule: Norm, sheet: StyleSheet) -> Iterator[Problem]:
    """Report what the Ukrainian step leaves out or adds, and what it puts otherwise."""
    for at, (step, words) in enumerate(zip(rule.route, rule.uk.route if rule.uk else (), strict=False)):
        for part in _PARALLEL:
            if (getattr(step, part) is None) != (getattr(words, part) is None):
                yield problem(book, rule, f"'{part}' of step {at + 1} stands in one language only", "uk", "route", at)
        for part, terms in (("body", sheet.bodies), ("act", sheet.deeds)):
            english, other = getattr(step, part), getattr(words, part)
            if any(term.parts(english, other) for term in terms):
                message = f"the {part} of step {at + 1} is '{english}' in English and '{other}' here; say the same"
                yield problem(book, rule, message, "uk", "route", at, part)


def check_views(book: Rulebook, rules: Sequence[AnyRule]) -> Iterator[Problem]:
    """Report contested rules whose views do not differ, views without a source, and settled rules with views."""
    for rule in rules:
        levels = [view.level for view in rule.positions]
        if rule.standing == "contested" and len(levels) > 1 and len(set(levels)) == 1:
            message = f"is contested, but all its positions come to '{levels[0]}'; name one that differs"
            yield problem(book, rule, message, "positions")
        if rule.standing == "contested" and rule.then.level and levels and rule.then.level not in levels:
            message = f"its level '{rule.then.level}' is that of none of its positions; the strict reading sets it"
            yield problem(book, rule, message, "then")
        if rule.standing == "settled" and levels:
            yield problem(book, rule, "is settled, yet lists positions; they differ only where it is not", "positions")
        for at, view in enumerate(rule.positions):
            if not view.sources:
                yield problem(book, rule, "the position rests on no source; name one", "positions", at)
            if any(view.view == other.view for other in rule.positions[:at]):
                yield problem(book, rule, "the view stands twice", "positions", at, "view")
