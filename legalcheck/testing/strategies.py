"""Measures, clauses, plans, matters, facts and days of a rulebook, drawn at random."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from legalcheck.inference.law import Law
from legalcheck.matters.build import matters_of, measure_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.rule import InForce
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook

ROLES = ("performer", "beneficiary", "organisation", "territory")
"""Parts of a measure that name parties or areas; each may name several."""
MAX_CHANGES = 4
"""Parts in which a measure is moved away from where it starts."""

Change = tuple[str, object]
"""A part of a measure with a value for it; a party or an area is added to those that stand there."""


def measures(book: Rulebook, *, kinds: Collection[str] | None = None) -> st.SearchStrategy[Measure]:
    """Draw confirmed measures in words of the rulebook: near what its rules are about, and anything else.

    A measure starts as a bare kind or as an example of a rule, so that rules are met often, and is then changed in up
    to ``MAX_CHANGES`` parts. ``kinds`` limits what is done. What law does not read (evidence, the words of a deadline)
    is left out; the id is ``m1`` (see :func:`named`).
    """
    wanted = book.vocabulary.kinds.keys() if kinds is None else kinds
    bare = [Measure(kind=kind, status="confirmed") for kind in book.vocabulary.kinds if kind in wanted]
    starts = list(dict.fromkeys([*bare, *(one for one in _examples(book) if one.kind in wanted)]))
    change = st.one_of([st.sampled_from(found) for found in _changes(book)])
    return st.builds(_changed, st.sampled_from(starts), st.lists(change, max_size=MAX_CHANGES))


def kinds_asking(book: Rulebook, *attributes: str) -> tuple[str, ...]:
    """Return the kinds of measure on which some rule, in force when the law was last reviewed, asks an attribute.

    A law about one attribute is tested best on these: ``measures(book, kinds=kinds_asking(book, "mode"))``.
    """
    law = Law(book, book.reviewed)
    wanted = {law.attributes.index(name) for name in attributes}
    return tuple(kind for kind in book.vocabulary.kinds if wanted & set(law.slice(kind).attributes))


def _examples(book: Rulebook) -> Iterator[Measure]:
    """Yield the measures that the examples of the rules are about."""
    rules = [rule.examples for rule in book.rules.values()]
    matters = [matter for found in rules for one in (*found.hits, *found.misses) for matter in one.matters]
    plans = [rule.examples for rule in book.plan_rules.values()]
    matters += [
        matter for found in plans for one in (*found.hits, *found.misses) for plan in one.plans for matter in plan
    ]
    for matter in matters:
        if "kind" in matter:
            yield measure_of(matter, book, "confirmed")


def _changes(book: Rulebook) -> Iterator[list[Change]]:
    """Yield, part by part, what it may be changed to."""
    for role in ROLES:
        values = book.vocabulary.territories if role == "territory" else tuple(book.parties)
        yield [(role, value) for value in values]
    for name, spec in book.attributes.items():
        if spec.of == "clause" and name not in (*ROLES, "kind") and name in Measure.model_fields:
            silent = None if Measure.model_fields[name].default is None else UNSPECIFIED
            yield [(name, silent if value == UNSPECIFIED else value) for value in spec.values]
    edges = sorted({day for spec in book.attributes.values() for day in spec.bands.values()})
    if edges:
        yield [("within_days", days) for edge in edges for days in (edge, edge + 1)]


def _changed(measure: Measure, changes: Iterable[Change]) -> Measure:
    parts: dict[str, object] = {}
    for part, value in changes:
        if part in ROLES:
            there = parts.get(part, getattr(measure, part))
            assert isinstance(there, tuple)
            parts[part] = tuple(dict.fromkeys((*there, value)))
        else:
            parts[part] = value
    return measure.model_copy(update=parts)


def named(found: Iterable[Measure]) -> tuple[Measure, ...]:
    """Give measures the ids that they have in a clause: m1, m2 and so on."""
    return tuple(measure.model_copy(update={"id": f"m{at}"}) for at, measure in enumerate(found, 1))


def clauses(book: Rulebook, *, min_measures: int = 1, max_measures: int = 2) -> st.SearchStrategy[Clause]:
    """Draw clauses of confirmed measures, numbered 1; their words say nothing and are not read."""
    found = st.lists(measures(book), min_size=min_measures, max_size=max_measures)
    return found.map(lambda drawn: Clause(number="1", text="-", measures=named(drawn)))


def plans(book: Rulebook, *, min_clauses: int = 1, max_clauses: int = 3) -> st.SearchStrategy[Plan]:
    """Draw plans of such clauses, numbered from 1, without a title or assumptions."""
    return st.lists(clauses(book), min_size=min_clauses, max_size=max_clauses).map(_plan)


def _plan(found: Iterable[Clause]) -> Plan:
    return Plan(clauses=tuple(one.model_copy(update={"number": str(at)}) for at, one in enumerate(found, 1)))


def facts(book: Rulebook, *, known: bool = False) -> st.SearchStrategy[dict[str, str]]:
    """Draw assumptions on the world: facts with one of their values or ``unknown``; with ``known`` all have a value.

    Milestones stay as they are; see :func:`milestones`.
    """
    world = {name: fact for name, fact in book.facts.items() if name not in book.milestones}
    values = {name: st.sampled_from(fact.values) for name, fact in world.items()}
    if known:
        return st.fixed_dictionaries(values)
    return st.fixed_dictionaries({}, optional={name: found | st.just(UNKNOWN) for name, found in values.items()})


def milestones(book: Rulebook) -> st.SearchStrategy[dict[str, str]]:
    """Draw assumptions on what is done: some milestones, each with one of the values that say so."""
    reached = [(name, value) for name, milestone in book.milestones.items() for value in milestone.values[1:]]
    return st.lists(st.sampled_from(reached), max_size=len(reached)).map(dict) if reached else st.just({})


def days(book: Rulebook) -> st.SearchStrategy[str]:
    """Draw days (ISO dates) on which something of the law or the context begins or has just ended, and those before."""
    return st.sampled_from(turning_days(book))


def turning_days(book: Rulebook) -> tuple[str, ...]:
    """Return the days on which a rule, a source, a fact, a taking or the use of force changes, each with its eve."""
    turns = {day for span in _spans(book) for day in _edges(span)}
    return tuple(sorted({str(day - back) for day in turns for back in (timedelta(0), timedelta(1))}))


def _spans(book: Rulebook) -> Iterator[InForce]:
    yield from (rule.in_force for rule in (*book.rules.values(), *book.plan_rules.values()))
    yield from (source.at.in_force for source in book.sources.values())
    yield from (span for fact in book.facts.values() for span in fact.spans)
    yield from (taking for area in book.territories.values() for taking in area.taken)
    yield from (span for conflict in book.conflicts for span in conflict.spans)


def _edges(span: InForce) -> Iterator[date]:
    if span.start:
        yield date.fromisoformat(span.start)
    if span.to:
        yield date.fromisoformat(span.to) + timedelta(1)


def matters(book: Rulebook, context: DatedContext) -> st.SearchStrategy[Mapping[str, str]]:
    """Draw matters: a value for every attribute, as some measure has them in a context once all is answered."""
    return _matters(measures(book), context)


@st.composite
def _matters(draw: st.DrawFn, some: st.SearchStrategy[Measure], context: DatedContext) -> Mapping[str, str]:
    matter = draw(st.sampled_from(matters_of(draw(some), context)))
    values = dict(matter.values)
    for question in matter.opens:
        values |= question.answers[draw(st.sampled_from(sorted(question.answers)))]
    return values
