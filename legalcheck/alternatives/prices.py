"""What may be changed in a clause or done first, and what that costs (``alternatives.yaml`` of a rulebook)."""

from collections.abc import Iterator

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError, Problem
from legalcheck.model.rule import Words
from legalcheck.rulebook.load import Rulebook, load_record
from legalcheck.rulebook.shelf import shelved
from legalcheck.rulebook.strict_yaml import Document

FILE = "alternatives.yaml"
SAME_DEAL = (
    *("mode", "force", "condition", "instrument", "time_bound", "third_party_review", "waits_for", "leaves_out"),
)
"""Parts of a measure that may change: what is done, by whom, for whom and where stays."""


class AllowedChange(Record):
    """One value that a part of a measure may take instead of what the clause says."""

    attribute: str = Field(description="Part of the measure.")
    to: str = Field(description="The new value.")
    of: tuple[str, ...] = Field(default=(), description="Values that it may replace; empty for all.")
    kinds: tuple[str, ...] = Field(default=(), description="Kinds of measure for which it is offered; empty for all.")
    price: int = Field(ge=1, description="How much it takes from the clause.")
    gives_up: Words = Field(description="What it gives up, in one sentence.")

    def fits(self, measure: Measure) -> bool:
        """Say whether it is offered for a measure."""
        was = getattr(measure, self.attribute)
        return was != self.to and (not self.of or was in self.of) and (not self.kinds or measure.kind in self.kinds)


class AllowedStep(Record):
    """A fact or milestone that may be brought about first."""

    fact: str = Field(description="Fact or milestone.")
    to: str = Field(description="The value that it gets.")
    price: int = Field(ge=1, description="How much it asks for.")
    costs: Words = Field(description="What it costs, in one sentence.")


class Prices(Record):
    """All that may be changed or done, in the order in which equals are listed."""

    changes: tuple[AllowedChange, ...] = Field(default=(), description="Changes of the clause.")
    steps: tuple[AllowedStep, ...] = Field(default=(), description="Steps before it.")


def load_prices(book: Rulebook) -> Prices:
    """Load a rulebook's prices; ``InputError`` lists every mistake with its place.

    A rulebook without the file uses that of the rulebook it extends, as far as its own routes take such steps, or has
    no alternatives to offer.
    """
    own = book.folder / FILE
    path = own if own.is_file() or book.base is None else book.base / FILE
    if not path.is_file():
        return Prices()
    with shelved(path.parent, "alternatives"):
        prices, document = load_record(path, Prices)
    taken = set(_settled(book))
    if path != own:
        return prices.model_copy(update={"steps": tuple(s for s in prices.steps if (s.fact, s.to) in taken)})
    problems = [*_problems(prices, document, book), *_unpriced(prices, document, taken)]
    if problems:
        raise InputError(problems)
    return prices


def _settled(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield what steps of routes on clauses make of facts and milestones."""
    pairs = (pair for rule in book.rules.values() for step in rule.route for pair in step.settles.items())
    return ((name, value) for name, value in pairs if name in book.facts)


def _problems(prices: Prices, document: Document, book: Rulebook) -> Iterator[Problem]:
    for at, change in enumerate(prices.changes):
        if change.attribute not in SAME_DEAL:
            message = f"'{change.attribute}' makes it another deal; what may change is {', '.join(SAME_DEAL)}"
            yield document.problem(message, "changes", at, "attribute")
            continue
        known = book.attributes[change.attribute].values if change.attribute in book.attributes else ()
        for word in (change.to, *change.of):
            if word not in known:
                yield document.problem(f"'{word}' is no value of '{change.attribute}'", "changes", at)
        for kind in change.kinds:
            if kind not in book.vocabulary.kinds:
                yield document.problem(f"no kind of measure is called '{kind}'", "changes", at, "kinds")
    taken = set(_settled(book))
    for at, step in enumerate(prices.steps):
        if (step.fact, step.to) not in taken:
            yield document.problem(f"no route of a rule brings about '{step.fact}: {step.to}'; drop it", "steps", at)


def _unpriced(prices: Prices, document: Document, taken: set[tuple[str, str]]) -> Iterator[Problem]:
    priced = {(step.fact, step.to) for step in prices.steps}
    for name, value in sorted(taken - priced):
        yield document.problem(f"a route brings about '{name}: {value}', which has no price here; add one", "steps")
