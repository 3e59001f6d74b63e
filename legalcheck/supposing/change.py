"""Single things supposed to be otherwise: a fact, a part of a measure, or whether the clause says it at all.

``FACT=VALUE`` supposes a fact, ``[CLAUSE.]MEASURE.PART=VALUE`` a part, ``[CLAUSE.]MEASURE=yes|no`` a whole measure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from legalcheck.inference.needed import NO, YES
from legalcheck.inference.silence import ROLES
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.model.values import UNSPECIFIED
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.vocabulary import foreign_words
from legalcheck.supposing.scene import Scene

_WORDS = ("id", "status", "evidence", "deadline")
"""Fields that say what a measure is called and what it rests on, not what it does."""
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
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name or not value:
            raise InputError(f"--what-if takes FACT=VALUE or MEASURE.PART=VALUE, not '{word}'")
        if found.get(name, value) != value:
            raise InputError(f"--what-if says both {name}={found[name]} and {name}={value}; keep one")
        found[name] = value
    return found


def place_of(name: str, scene: Scene) -> Place:
    """Find what a name is about; ``InputError`` if it names no fact, measure or part of this plan."""
    if name in scene.checker.book.facts:
        return Place(fact=name)
    head, _, last = name.rpartition(".")
    for clause, measure, part in ((*_split(head), last), (*_split(name), "")) if head else ((*_split(name), ""),):
        found = _measure(clause, measure, scene)
        if found and (not part or part in PARTS):
            return Place(clause=found, measure=measure, part=part)
    raise InputError(_unplaced(name, scene))


def present(place: Place, scene: Scene) -> str:
    """Return the value that something has as things stand."""
    if place.fact:
        return scene.checker.context.facts[place.fact].value
    measure = _measures(place, scene).get(place.measure)
    if measure is None:
        return NO
    if place.part:
        return _said(getattr(measure, place.part))
    return "unknown" if measure.status == "possible" else YES


def supposed(scene: Scene, values: Mapping[Place, str]) -> Scene:
    """Return the scene with things otherwise; a value that is the present one changes nothing, to the byte."""
    moved = {place: value for place, value in values.items() if present(place, scene) != _normal(place, value)}
    facts = {place.fact: value for place, value in moved.items() if place.fact}
    after = Scene(scene.checker.over(facts), scene.plan, scene.alone)
    for place in sorted((p for p in moved if not p.fact), key=lambda p: (not p.part, p.clause, p.measure, p.part)):
        measures = [
            new
            for old in _measures(place, after).values()
            for new in (_moved(old, place.part, moved[place], scene) if old.id == place.measure else (old,))
        ]
        after = after.with_measures(place.clause, measures)
    return after


def _split(name: str) -> tuple[str, str]:
    clause, _, measure = name.rpartition(".")
    return clause, measure


def _measure(number: str, measure: str, scene: Scene) -> str:
    """Return the number of the clause that has a measure; nothing if none has, or if it is not said which one."""
    clauses = scene.plan.clauses
    if not number and len(clauses) == 1:
        number = clauses[0].number
    found = (c for c in clauses if c.number == number)
    return next((number for clause in found for one in clause.measures or () if one.id == measure), "")


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


def _measures(place: Place, scene: Scene) -> dict[str, Measure]:
    return {measure.id: measure for measure in scene.clause(place.clause).measures or ()}


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


def _moved(measure: Measure, part: str, value: str, scene: Scene) -> Iterator[Measure]:
    """Yield a measure with one part otherwise, or confirmed; nothing if the clause is not to say it."""
    if part:
        yield _with(measure, part, value, scene.checker.book)
    elif value == YES:
        yield measure.model_copy(update={"status": "confirmed"})
    elif value != NO:
        raise InputError(f"'{measure.id}={value}': a measure takes {YES} or {NO}")


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
