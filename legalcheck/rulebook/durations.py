"""Checks on the events and terms that a calendar of lawful steps is made from."""

from collections.abc import Iterator

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Step
from legalcheck.rulebook.load import Rulebook

FILE = "context/durations.yaml"


def words_of(step: Step) -> tuple[str | None, ...]:
    """Return what makes a step the same one in several routes: its words."""
    return step.act, step.body, step.majority, step.condition


def durations_problems(book: Rulebook) -> Iterator[Problem]:
    """Report names that nothing declares, terms that no step takes, and steps of the same words with two terms."""
    document = book.documents.get(FILE)
    if document is None:
        return
    durations = book.durations
    for name, event in durations.events.items():
        place = ("events", name)
        if event.fact not in book.facts:
            yield document.problem(f"no fact is called '{event.fact}'", *place, "fact")
        elif not {event.before, event.after} <= set(book.facts[event.fact].values):
            yield document.problem(f"'{event.fact}' has no such value", *place, "after")
        for part, values in event.also.items():
            if part not in book.attributes or not set(values) <= set(book.attributes[part].values):
                yield document.problem(f"'{part}' has no such value", *place, "also", part)
        for source in event.sources:
            if source not in book.sources:
                yield document.problem(f"no source is called '{source}'", *place, "sources")
    taken = {step.takes for rule in (*book.rules.values(), *book.plan_rules.values()) for step in rule.route}
    taken |= {act.takes for act in durations.acts}
    own = document.data.get("terms") or {}
    for name, term in durations.terms.items():
        place = ("terms", name)
        if name in own and name not in taken:
            yield document.problem(f"no step takes the term '{name}'; name it in a route or drop it", *place)
        if term.counts_from is not None and term.counts_from not in durations.events:
            yield document.problem(f"no event is called '{term.counts_from}'", *place, "counts_from")
        for source in term.sources:
            if source not in book.sources:
                yield document.problem(f"no source is called '{source}'", *place, "sources")
    for at, act in enumerate(durations.acts):
        if act.takes not in durations.terms:
            yield document.problem(f"no term is called '{act.takes}'", "acts", at, "takes")
        for name, allowed in act.when.attributes.items():
            if name not in book.attributes or not set(allowed.values) <= set(book.attributes[name].values):
                yield document.problem(f"'{name}' has no such value", "acts", at, "when", name)
    yield from _two_terms(book)


def _two_terms(book: Rulebook) -> Iterator[Problem]:
    """Report steps that read alike, so that they are one step, but take different terms."""
    seen: dict[tuple[str | None, ...], tuple[str | None, str]] = {}
    for rule in (*book.rules.values(), *book.plan_rules.values()):
        for at, step in enumerate(rule.route):
            term, first = seen.setdefault(words_of(step), (step.takes, rule.id))
            if term != step.takes:
                message = f"the step reads as one of '{first}', which takes another term; give both the same"
                yield book.documents[rule.id].problem(message, "route", at)
