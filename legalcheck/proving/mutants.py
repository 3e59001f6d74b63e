"""Rules with one thing changed: the slips that a drafter could make.

Mutation analysis (R. A. DeMillo, R. J. Lipton, F. G. Sayward, "Hints on test data selection", Computer 11(4), 1978): a
test that does not notice a planted slip would not notice a real one. A value set is widened by every value that it
leaves out and narrowed by every one that it names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from legalcheck.model.rule import Allowed, InForce, PlanRule, Rule, When, day_after
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook

LAW = ("drop a condition", "flip a condition", "widen a value set", "narrow a value set", "drop an exception")
"""Operators that change to which matters a rule applies."""


@dataclass(frozen=True)
class Mutant:
    """One changed rule: by which operator, at which keys of its file, in words."""

    norm: Rule | PlanRule
    operator: str
    keys: tuple[object, ...]
    change: str

    def __str__(self) -> str:
        return f"{self.norm.id}: {self.change}"


def mutants(book: Rulebook) -> Iterator[Mutant]:
    """Yield every mutant of every rule that is not inherited, in the order of the rulebook."""
    for rule in book.own_rules:
        yield from _of_rule(rule, book)
    for plan_rule in book.plan_rules.values():
        yield from _of_plan_rule(plan_rule, book)


def _of_rule(rule: Rule, book: Rulebook) -> Iterator[Mutant]:
    for operator, keys, change, when in _changed(rule.when, book):
        yield Mutant(rule.model_copy(update={"when": when}), operator, ("when", *keys), f"when {change}")
    for at, exempt in enumerate(rule.unless):
        others = rule.unless[:at] + rule.unless[at + 1 :]
        dropped = rule.model_copy(update={"unless": others})
        yield Mutant(dropped, "drop an exception", ("unless", at), f"exception '{exempt.label}' dropped")
        for operator, keys, change, when in _changed(exempt.when, book):
            changed = exempt.model_copy(update={"when": when})
            unless = (*rule.unless[:at], changed, *rule.unless[at + 1 :])
            says = f"exception '{exempt.label}' with {change}"
            yield Mutant(rule.model_copy(update={"unless": unless}), operator, ("unless", at, "when", *keys), says)
    yield from _of_norm(rule, book)


def _of_plan_rule(rule: PlanRule, book: Rulebook) -> Iterator[Mutant]:
    for part in ("find", "without"):
        labels: Mapping[str, When] = getattr(rule, part)
        for label, when in labels.items():
            if part == "without":
                left = {name: other for name, other in labels.items() if name != label}
                dropped = rule.model_copy(update={part: left})
                yield Mutant(dropped, "drop an exception", (part, label), f"without '{label}' dropped")
            for operator, keys, change, other in _changed(when, book):
                changed = rule.model_copy(update={part: {**labels, label: other}})
                yield Mutant(changed, operator, (part, label, *keys), f"{part} '{label}' with {change}")
    for operator, keys, change, when in _changed(rule.when, book) if rule.when else ():
        facts = rule.model_copy(update={"when": when})
        yield Mutant(facts, operator, ("when", *keys), f"when {change}")
    yield from _of_norm(rule, book)


def _changed(when: When, book: Rulebook) -> Iterator[tuple[str, tuple[object, ...], str, When]]:
    """Yield (operator, keys, change in words, changed conditions)."""
    for name, allowed in when.attributes.items():
        rest = {other: value for other, value in when.attributes.items() if other != name}
        if rest or when.characterised:
            yield "drop a condition", (name,), f"{name} not asked", when.model_copy(update={"attributes": rest})
        for operator, change, changed in _allowed(name, allowed, book):
            attributes = {other: changed if other == name else value for other, value in when.attributes.items()}
            yield operator, (name,), change, when.model_copy(update={"attributes": attributes})
    for at, name in enumerate(when.characterised):
        left = when.characterised[:at] + when.characterised[at + 1 :]
        if left or when.attributes:
            dropped = when.model_copy(update={"characterised": left})
            yield "drop a condition", ("is", at), f"'{name}' not asked", dropped


def _allowed(name: str, allowed: Allowed, book: Rulebook) -> Iterator[tuple[str, str, Allowed]]:
    """Yield (operator, change in words, changed values) for one condition."""
    every = book.attributes[name].values
    accepted = [value for value in every if (value in allowed.values) != allowed.negated]
    flipped = Allowed(values=allowed.values, negated=not allowed.negated)
    yield "flip a condition", f"{name} turned round", flipped
    for value in every:
        if value in accepted and len(accepted) > 1:
            left = tuple(other for other in accepted if other != value)
            yield "narrow a value set", f"{name} without {value}", Allowed(values=left)
        elif value not in accepted and len(accepted) + 1 < len(every):
            yield "widen a value set", f"{name} also {value}", Allowed(values=(*accepted, value))


def _of_norm(norm: Rule | PlanRule, book: Rulebook) -> Iterator[Mutant]:
    for level in LEVELS if norm.then.level else ():
        if level != norm.then.level:
            then = norm.then.model_copy(update={"level": level})
            yield Mutant(norm.model_copy(update={"then": then}), "change the level", ("then",), f"level {level}")
    for forum in book.forums:
        if forum != norm.forum:
            yield Mutant(norm.model_copy(update={"forum": forum}), "change the forum", ("forum",), f"forum {forum}")
    for span in _spans(norm.in_force):
        moved = norm.model_copy(update={"in_force": span})
        yield Mutant(moved, "move a date", ("in_force",), f"in force from {span.start} to {span.to}")
    for at, (first, second) in enumerate(pairwise(norm.route)):
        steps = (*norm.route[:at], second, first, *norm.route[at + 2 :])
        swapped = norm.model_copy(update={"route": steps})
        yield Mutant(swapped, "swap two steps", ("route", at), f"steps {at + 1} and {at + 2} swapped")
    for place, source in enumerate(norm.sources):
        left = norm.sources[:place] + norm.sources[place + 1 :]
        if left:
            removed = norm.model_copy(update={"sources": left})
            yield Mutant(removed, "remove a source", ("sources", place), f"source {source} removed")


def _spans(span: InForce) -> Iterator[InForce]:
    """Yield the span with each of its ends a day earlier and a day later, where that is still a span."""
    for days in (-1, 1):
        if span.start:
            start = day_after(span.start, days)
            if span.to is None or start <= span.to:
                yield span.model_copy(update={"start": start})
        if span.to:
            to = day_after(span.to, days)
            if span.start is None or span.start <= to:
                yield span.model_copy(update={"to": to})
