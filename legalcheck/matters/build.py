"""Turn a measure into matters: one performer, one beneficiary, one territory, one organisation each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from legalcheck.matters.context import DatedContext, Known
from legalcheck.model.context import Gate
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.model.values import UNKNOWN, UNSPECIFIED, Status
from legalcheck.rulebook.load import Rulebook

MAX_MATTERS = 2000
PARTS = ("performer", "beneficiary", "territory", "organisation")
"""Parts of a measure that may name several; a matter has one of each."""
_FLAGS = (
    *("kind", "polarity", "force", "condition", "mode", "instrument"),
    *("time_bound", "third_party_review", "waits_for", "leaves_out"),
)


@dataclass(frozen=True)
class Open:
    """A question whose answer is not known; each answer settles some attributes."""

    name: str
    ask: str
    answers: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Matter:
    """One thing that one party would do, in its dated context.

    ``values`` has every attribute of the rulebook; one that is unknown is settled by an answer to one of ``opens``.
    ``origins`` says where values come from that the words of the clause do not give.
    """

    measure: Measure
    values: Mapping[str, str]
    opens: tuple[Open, ...] = ()
    origins: Mapping[str, Known] = field(default_factory=dict)


def canonical(measure: Measure, book: Rulebook) -> Measure:
    """Bring a measure to the second form of a pair that the vocabulary declares equivalent."""
    pair = book.vocabulary.equivalent.get((measure.kind, measure.polarity))
    return measure if pair is None else measure.model_copy(update={"kind": pair[0], "polarity": pair[1]})


def measure_of(values: Mapping[str, str], book: Rulebook, status: Status = "asserted") -> Measure:
    """Return the measure of a matter given by attributes; what is worked out from names, dates or facts is left out.

    ``values`` must name a kind. A band of days becomes its longest limit, and what lies beyond all bands twice the
    longest.
    """
    said = {name: value for name, value in values.items() if book.attributes[name].of == "clause"}
    parts = dict(part_of(name, value, book) for name, value in said.items() if value not in (UNSPECIFIED, UNKNOWN))
    return Measure.model_validate({**parts, "status": status})


def part_of(name: str, value: str, book: Rulebook) -> tuple[str, object]:
    """Return the part of a measure, with its value, in which a clause says that an attribute has a value."""
    silent = value == UNSPECIFIED
    if name in PARTS:
        return name, () if silent else (value,)
    if name == "due":
        bands = book.attributes[name].bands
        return "within_days", None if silent else bands.get(value, 2 * max(bands.values()))
    return name, None if silent and name == "about" else value


def matters_of(measure: Measure, context: DatedContext) -> list[Matter]:
    """Return the matters of a measure, in the order of its parties and territories."""
    book = context.book
    measure = canonical(measure, book)
    acting, said = performers(measure, book)
    axes = (
        acting,
        expand(measure.beneficiary, book),
        measure.territory or (UNSPECIFIED,),
        expand(measure.organisation, book),
    )
    count = 1
    for axis in axes:
        count *= len(axis)
    if count > MAX_MATTERS:
        raise InputError(f"measure '{measure.id}' combines {count} parties and territories; split it into smaller ones")
    return [_matter(measure, context, said, *values) for values in product(*axes)]


def performers(measure: Measure, book: Rulebook) -> tuple[tuple[str, ...], Known | None]:
    """Return who acts and, where the clause does not say, how its silence is read; the measure must be canonical."""
    named = tuple(p for p in measure.performer if book.parties[p].type != UNKNOWN)
    if named:
        return expand(named, book), None
    convention = book.conventions.get(measure.kind)
    if convention is None:
        return (UNSPECIFIED,), None
    if convention.performer == "open":
        return (UNKNOWN,), Known(UNKNOWN, "unknown")
    return silent_performers(measure.kind, book), Known(convention.performer, "convention")


def silent_performers(kind: str, book: Rulebook) -> tuple[str, ...]:
    """Return who may be meant where a clause of this kind names no performer; unspecified if nobody is read into it."""
    convention = book.conventions.get(kind)
    if convention is None:
        return (UNSPECIFIED,)
    return expand(convention.candidates if convention.performer == "open" else (convention.performer,), book)


def expand(parties: Iterable[str], book: Rulebook) -> tuple[str, ...]:
    """Replace collective names by their members, each once, in order; nobody becomes unspecified."""
    found = dict.fromkeys(m for party in parties for m in (book.parties[party].members or (party,)))
    return tuple(p for p in found if book.parties[p].type != UNKNOWN) or (UNSPECIFIED,)


def _matter(
    measure: Measure,
    context: DatedContext,
    said: Known | None,
    performer: str,
    beneficiary: str,
    territory: str,
    body: str,
) -> Matter:
    status = context.territory_status(territory)
    roles = Known("", "context", context.role_sources(territory))
    values = {name: str(getattr(measure, name)) for name in _FLAGS if name in context.book.attributes}
    values |= {
        "about": measure.about or UNSPECIFIED,
        "performer": performer,
        "beneficiary": beneficiary,
        "organisation": body,
        "territory": territory,
        "performer_role": UNKNOWN if performer == UNKNOWN else context.role(performer, territory),
        "beneficiary_role": context.role(beneficiary, territory),
        "territory_status": status.value,
    }
    origins = {"territory_status": status, "performer_role": roles, "beneficiary_role": roles}
    if said is not None:
        origins["performer"] = said
    values |= gate(measure.kind, performer, context.book)
    if "due" in context.book.attributes:
        values["due"] = context.book.attributes["due"].band(measure.within_days)
    values |= {name: known.value for name, known in context.facts.items()}
    origins |= context.facts
    return Matter(measure, values, tuple(_opens(measure, context, values)), origins)


def _acting(kind: str, performer: str, territory: str, context: DatedContext) -> dict[str, str]:
    """Return the values that follow from who acts."""
    role = context.role(performer, territory)
    return {"performer": performer, "performer_role": role, **gate(kind, performer, context.book)}


def gate(kind: str, performer: str, book: Rulebook) -> dict[str, str]:
    """Return who has to act and who could undo it; both are unknown as long as the performer is."""
    if performer == UNKNOWN:
        return {"who_must_act": UNKNOWN, "reversible_by": UNKNOWN}
    if performer == book.home:
        gate = book.gates.kinds.get(kind)
    else:
        gate = book.gates.others.get(book.parties[performer].type or "") if performer != UNSPECIFIED else None
    return (gate or Gate()).model_dump()


def settled(matter: Matter, asked: Collection[str]) -> list[dict[str, str]]:
    """Return the values of a matter under every answer to its questions.

    Of a question that bears on none of the attributes ``asked`` the first answer stands for all.
    """
    found = [dict(matter.values)]
    for question in matter.opens:
        answers = list(question.answers.values())
        told = answers if any(name in asked for answer in answers for name in answer) else answers[:1]
        found = [{**state, **answer} for state in found for answer in told]
    return found


def _opens(measure: Measure, context: DatedContext, values: Mapping[str, str]) -> Iterator[Open]:
    if values["performer"] == UNKNOWN:
        candidates = silent_performers(measure.kind, context.book)
        answers = {p: _acting(measure.kind, p, values["territory"], context) for p in candidates}
        yield Open(f"{measure.id}.performer", context.phrases.report["ask_performer"], answers)
    for name, known in context.facts.items():
        if known.value == UNKNOWN:
            fact = context.book.facts[name]
            yield Open(name, fact.ask.in_(context.language), {value: {name: value} for value in fact.values})
