"""Single things supposed to be otherwise: a fact, a part of a measure, or whether the clause says it at all.

``FACT=VALUE`` supposes a fact, ``[CLAUSE.]MEASURE.PART=VALUE`` a part, and
``[CLAUSE.]MEASURE=yes`` (``no``, ``unknown``) whether the clause says it at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from legalcheck.inference.needed import NO, YES
from legalcheck.inference.silence import ROLES
from legalcheck.model.measure import Measure
from legalcheck.model.pairs import pairs
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.model.values import UNKNOWN, UNSPECIFIED, Status
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.vocabulary import foreign_words
from legalcheck.supposing.scene import Scene

_WORDS = ("id", "status", "evidence", "deadline")
"""Fields that say what a measure is called and what it rests on, not what it does."""
_STATUS: Mapping[str, Status | None] = {YES: "confirmed", NO: None, UNKNOWN: "possible"}
"""Whether a clause says what a measure says, and the status that comes of it."""
PARTS = tuple(name for name in Measure.model_fields if name not in _WORDS)
"""Parts of a measure that can be supposed to be otherwise."""


@dataclass(frozen=True)
class Place:
    """What a supposition is about: a fact, or a measure of a clause with one of its parts or, without, as a whole."""

    fact: str = ""
    clause: str = ""
    measure: str = ""
    part: str = ""


def settings(words: Iterable[str]) -> dict[str, str]:
    """Return names with their values from NAME=VALUE words; ``InputError`` if two contradict each other."""
    return pairs(words, "--what-if", "FACT=VALUE or MEASURE.PART=VALUE")


def place_of(name: str, scene: Scene) -> Place:
    """Find what a name is about; ``InputError`` if it names no fact, measure or part of this plan."""
    if name in scene.checker.book.facts:
        return Place(fact=name)
    head, _, last = name.rpartition(".")
    clause, _, measure = head.rpartition(".")
    for number, one, part in ((clause, measure, last), (head, last, "")):
        found = _having(number, one, scene)
        if found and (not part or part in PARTS):
            return Place(clause=found, measure=one, part=part)
    raise InputError(_unplaced(name, scene))


def present(place: Place, scene: Scene) -> str:
    """Return the value that something has as things stand."""
    if place.fact:
        return scene.checker.context.facts[place.fact].value
    measure = next(one for one in _measures(place.clause, scene) if one.id == place.measure)
    if place.part:
        return _said(getattr(measure, place.part))
    if measure in scene.clause(place.clause).refused:
        return NO
    return UNKNOWN if measure.status == "possible" else YES


def supposed(scene: Scene, values: Mapping[Place, str]) -> Scene:
    """Return the scene with things otherwise; a value that is the present one changes nothing, to the byte."""
    moved = {place: value for place, value in values.items() if present(place, scene) != _normal(place, value)}
    facts = {place.fact: value for place, value in moved.items() if place.fact}
    after = scene.with_facts(facts) if facts else scene
    for place, value in moved.items():
        if not place.fact:
            after = after.with_clause(_moved(after.clause(place.clause), place, value, scene.checker.book))
    return after


def _having(number: str, measure: str, scene: Scene) -> str:
    """Return the number of the clause that has a measure; nothing if none has, or if it is not said which one."""
    clauses = scene.plan.clauses
    if not number and len(clauses) == 1:
        number = clauses[0].number
    known = number in {clause.number for clause in clauses}
    return number if known and measure in {one.id for one in _measures(number, scene)} else ""


def _unplaced(name: str, scene: Scene) -> str:
    """Say what could have been meant by a name that is about nothing."""
    facts = ", ".join(scene.checker.book.facts)
    many = len(scene.plan.clauses) > 1
    named = list(_named(scene))
    shown = ", ".join(named[:8]) + (" and so on" if len(named) > 8 else "")
    has = f"measures are {shown}" if named else "the clause has no measure"
    hint = " (in a plan with the number of the clause)" if many else ""
    return f"'{name}' is no fact and no part of a measure{hint}; facts are {facts}; {has}; parts are {', '.join(PARTS)}"


def _named(scene: Scene) -> Iterator[str]:
    for clause in scene.plan.clauses:
        for measure in clause.measures or ():
            yield measure.id if len(scene.plan.clauses) == 1 else f"{clause.number}.{measure.id}"


def _measures(number: str, scene: Scene) -> tuple[Measure, ...]:
    """Return what a clause says, and what somebody said that it does not say."""
    clause = scene.clause(number)
    return (*(clause.measures or ()), *clause.refused)


def _said(value: object) -> str:
    """Return a part of a measure as it is written on the command line."""
    if isinstance(value, tuple):
        return ",".join(value) or UNSPECIFIED
    return UNSPECIFIED if value is None else str(value)


def _normal(place: Place, value: str) -> str:
    """Return a value as :func:`_said` would write it, so that the two can be compared."""
    if place.part in ROLES:
        return ",".join(dict.fromkeys(name.strip() for name in value.split(",")))
    return value


def _moved(clause: Clause, place: Place, value: str, book: Rulebook) -> Clause:
    """Return a clause with one thing about one of its measures otherwise."""
    if place.part:
        lists = {name: getattr(clause, name) or () for name in ("measures", "refused")}
        changed = {
            name: tuple(_with(one, place.part, value, book) if one.id == place.measure else one for one in found)
            for name, found in lists.items()
        }
        return clause.model_copy(update=changed)
    if value not in _STATUS:
        raise InputError(f"'{place.measure}={value}': a measure takes one of {', '.join(_STATUS)}")
    said = next(one for one in (*(clause.measures or ()), *clause.refused) if one.id == place.measure)
    settled = said.model_copy(update={"status": _STATUS[value] or said.status})
    kept = tuple(one for one in clause.refused if one.id != place.measure)
    if value == NO:
        left = tuple(one for one in clause.measures or () if one.id != place.measure)
        return clause.model_copy(update={"measures": left, "refused": (*kept, settled)})
    there = clause.measures or ()
    there = there if said in there else (*there, said)
    measures = tuple(settled if one.id == place.measure else one for one in there)
    return clause.model_copy(update={"measures": measures, "refused": kept})


def _with(measure: Measure, part: str, value: str, book: Rulebook) -> Measure:
    """Return a measure with a part set; the words that spoke for what stood there speak for it no more."""
    parts: dict[str, object] = {part: _parsed(part, value)}
    spoken = {part}
    if part == "within_days":
        parts["deadline"] = None
        spoken.add("deadline")
    parts["evidence"] = [item.model_dump() for item in measure.evidence if item.role not in spoken]
    try:
        made = Measure.model_validate({**measure.model_dump(), **parts})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise InputError(f"'{measure.id}.{part}={value}': {wrong['msg'][:1].lower()}{wrong['msg'][1:]}") from error
    for foreign, word in foreign_words(made, book):
        if foreign == part:
            raise InputError(f"'{measure.id}.{part}={value}': '{word}' is no {part} of the vocabulary")
    return made


def _parsed(part: str, value: str) -> object:
    """Return a value as the part holds it; ``unspecified`` says that the clause does not say."""
    silent = value == UNSPECIFIED
    if part in ROLES:
        return () if silent else tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    return None if silent and Measure.model_fields[part].default is None else value
