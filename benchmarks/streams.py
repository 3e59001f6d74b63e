"""The rulebook under test and the streams of matters: drawn from real plans, the same in every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from benchmarks.rulesets import KIND, PlainRule, Values, by_kind, plain_rules
from benchmarks.settings import AS_OF, SEED
from legalcheck.documents.files import open_plan
from legalcheck.inference.law import Law
from legalcheck.matters.build import Matter, matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import load_strict

CASES = Path(__file__).resolve().parent.parent / "cases"
PLANS = CASES / "plans"
DISTINCT_MEASURES = 400
MOST_CHANGES = 3
_PARTS = ("performer", "beneficiary", "territory", "organisation", "condition", "force", "polarity")


@dataclass(frozen=True)
class World:
    """One rulebook on one day, with the clauses of the restated plans."""

    book: Rulebook
    context: DatedContext

    @classmethod
    def open(cls) -> "World":
        """Open the rulebook of the checkout."""
        book = open_rulebook(None)
        return cls(book, DatedContext(book, AS_OF))

    @cached_property
    def law(self) -> Law:
        """The rules of the day as the program compiles them."""
        return Law(self.book, AS_OF)

    @cached_property
    def rules(self) -> dict[str, list[PlainRule]]:
        """The rules of the day by kind of measure, for the other engines."""
        return by_kind(self.book, plain_rules(self.book, AS_OF))

    @cached_property
    def domains(self) -> dict[str, tuple[str, ...]]:
        """Every attribute with its values."""
        return {name: tuple(spec.values) for name, spec in self.book.attributes.items()}

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses of the structured plans, with their confirmed measures."""
        plans = (open_plan(path) for path in sorted(PLANS.glob("*.yaml")))
        return [clause for plan in plans for clause in plan.clauses if clause.measures]

    def texts(self, language: str) -> list[Clause]:
        """Return clauses of a language in words: those of the plans, which are English, and labelled ones."""
        plans = (open_plan(path) for path in sorted(PLANS.glob("*.md")) if path.stem != "README" and language == "en")
        return [*(clause for plan in plans for clause in plan.clauses), *_labelled_clauses(language)]

    @cached_property
    def distinct(self) -> list[Values]:
        """The distinct matters of a few hundred distinct measures: those of the plans, then variants of them."""
        matters = (settled(matter) for measure in self._measures() for matter in matters_of(measure, self.context))
        return list({tuple(values.values()): values for values in matters}.values())

    def repeated(self, count: int) -> list[Values]:
        """Return a stream of ``count`` matters over :attr:`distinct`, a few frequent, most of them rare."""
        weights = [1 / rank for rank in range(1, len(self.distinct) + 1)]
        order = Random(SEED).sample(self.distinct, len(self.distinct))
        return Random(SEED).choices(order, weights, k=count)

    def new(self, count: int) -> list[Values]:
        """Return ``count`` matters of which no two are the same."""
        found: dict[tuple[str, ...], Values] = {}
        for values in self.varied():
            found[tuple(values.values())] = values
            if len(found) == count:
                break
        return list(found.values())

    def varied(self) -> Iterator[Values]:
        """Yield matters without end: one of a plan with one to three of its attributes changed at random."""
        random = Random(SEED)
        names = list(self.domains)
        while True:
            values = dict(random.choice(self.distinct))
            for name in random.sample(names, random.randint(1, MOST_CHANGES)):
                values[name] = random.choice(self.domains[name])
            yield values

    def describe(self) -> str:
        """Say which rules and how many matters are measured."""
        rules = {rule.id: rule for found in self.rules.values() for rule in found}
        strata = len({rule.stratum for rule in rules.values()})
        return (
            f"Rulebook {self.book.version} ({self.book.digest[:19]}): {len(rules)} rules in force on {AS_OF} that can "
            f"apply, {strata} strata, {len(self.domains)} attributes; "
            f"{len(self.distinct)} distinct matters from {DISTINCT_MEASURES} distinct measures."
        )

    def _measures(self) -> list[Measure]:
        plans = (measure for clause in self.clauses for measure in clause.measures or ())
        found = dict.fromkeys(plain for plain in map(_plain, plans))
        for measure in self._variants(list(found)):
            found[measure] = None
            if len(found) >= DISTINCT_MEASURES:
                break
        return list(found)

    def _variants(self, measures: list[Measure]) -> Iterator[Measure]:
        """Yield measures of the plans with one part taken from another measure."""
        random = Random(SEED)
        while True:
            measure, other = random.choice(measures), random.choice(measures)
            part = random.choice(_PARTS)
            yield measure.model_copy(update={part: getattr(other, part)})


def _labelled_clauses(language: str) -> Iterator[Clause]:
    for path in sorted([*CASES.glob(f"corpus/{language}_?.yaml"), *CASES.glob(f"reading/{language}_*.yaml")]):
        entries = load_strict(path).data
        words = {entry["id"]: entry["text"] for entry in entries}
        for entry in entries:
            yield Clause(number=entry["id"], text=entry["text"], context=words.get(entry.get("parent"), ""))


def settled(matter: Matter) -> Values:
    """Return the values of a matter with every question answered by its first answer."""
    values = dict(matter.values)
    for question in matter.opens:
        values |= next(iter(question.answers.values()))
    return values


def first_of_each_kind(world: World) -> list[Values]:
    """Return one matter a kind of measure, to make an engine ready for all of them."""
    base = {name: values[0] for name, values in world.domains.items()}
    return [{**base, KIND: kind} for kind in world.domains[KIND]]


def _plain(measure: Measure) -> Measure:
    """Drop what no rule asks about, so that equal measures are equal."""
    return measure.model_copy(update={"id": "m1", "number": None, "deadline": None, "status": "confirmed"})
