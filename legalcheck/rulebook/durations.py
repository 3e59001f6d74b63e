"""Checks on the events and terms that a calendar of lawful steps is made from."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Step
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strict_yaml import Document

FILE = "context/durations.yaml"


def words_of(step: Step) -> tuple[str | None, ...]:
    """Return what makes a step the same one in several routes: its words."""
    return step.act, step.body, step.majority, step.condition


def durations_problems(book: Rulebook) -> Iterator[Problem]:
    """Report names that nothing declares, terms that no step takes, and steps of the same words with two terms."""
    document = book.documents.get(FILE)
    if document is not None:
        yield from _events(book, document)
        yield from _terms(book, document)
        yield from _acts(book, document)
        yield from _two_terms(book)


def _events(book: Rulebook, document: Document) -> Iterator[Problem]:
    for name, event in book.durations.events.items():
        yield from _sources(book, document, event.sources, "events", name)
        if event.fact not in book.facts:
            yield document.problem(f"no fact is called '{event.fact}'", "events", name, "fact")
            continue
        for part in ("before", "after"):
            value = getattr(event, part)
            if value not in book.facts[event.fact].values:
                yield document.problem(f"'{value}' is no value of '{event.fact}'", "events", name, part)
        yield from _values(book, document, event.also, "events", name, "also")


def _terms(book: Rulebook, document: Document) -> Iterator[Problem]:
    taken = {step.takes for rule in (*book.rules.values(), *book.plan_rules.values()) for step in rule.route}
    taken |= {act.takes for act in book.durations.acts}
    own = document.data.get("terms") or {}
    for name, term in book.durations.terms.items():
        yield from _sources(book, document, term.sources, "terms", name)
        if name in own and name not in taken:
            yield document.problem(f"no step takes the term '{name}'; name it in a route or drop it", "terms", name)
        if term.counts_from is not None and term.counts_from not in book.durations.events:
            yield document.problem(f"no event is called '{term.counts_from}'", "terms", name, "counts_from")


def _acts(book: Rulebook, document: Document) -> Iterator[Problem]:
    for at, act in enumerate(book.durations.acts):
        if act.takes not in book.durations.terms:
            yield document.problem(f"no term is called '{act.takes}'", "acts", at, "takes")
        if act.when.characterised:
            yield document.problem("an act is told by attributes only", "acts", at, "when", "is")
        asked = {name: allowed.values for name, allowed in act.when.attributes.items()}
        yield from _values(book, document, asked, "acts", at, "when")


def _sources(book: Rulebook, document: Document, names: Sequence[str], *keys: Hashable) -> Iterator[Problem]:
    for name in names:
        if name not in book.sources:
            yield document.problem(f"no source is called '{name}'", *keys, "sources")


def _values(
    book: Rulebook, document: Document, given: Mapping[str, Sequence[str]], *keys: Hashable
) -> Iterator[Problem]:
    for name, values in given.items():
        spec = book.attributes.get(name)
        if spec is None:
            yield document.problem(f"no attribute is called '{name}'", *keys, name)
        for value in values if spec else ():
            if spec and value not in spec.values:
                yield document.problem(f"'{value}' is no value of '{name}'", *keys, name)


def _two_terms(book: Rulebook) -> Iterator[Problem]:
    """Report steps that read alike, so that they are one step, but take different terms."""
    seen: dict[tuple[str | None, ...], tuple[str | None, str]] = {}
    for rule in (*book.rules.values(), *book.plan_rules.values()):
        for at, step in enumerate(rule.route):
            term, first = seen.setdefault(words_of(step), (step.takes, rule.id))
            if term != step.takes:
                message = f"the step reads as one of '{first}', which takes another term; give both the same"
                yield book.documents[rule.id].problem(message, "route", at)
