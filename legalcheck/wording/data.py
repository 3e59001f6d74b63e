"""The wording data of a rulebook (``wording/en.yaml``), checked against its vocabulary."""

from collections.abc import Collection, Hashable, Iterator
from typing import Any

from pydantic import Field, ValidationError, model_validator

from legalcheck.model.base import Record
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError, Problem
from legalcheck.model.values import UNKNOWN, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook, load_record, validation_problems
from legalcheck.rulebook.shelf import shelved
from legalcheck.rulebook.strict_yaml import Document
from legalcheck.wording.template import Template

ROLES = ("performer", "beneficiary", "territory", "organisation")
AROUND = (
    *("instrument", "time_bound", "third_party_review", "waits_for", "leaves_out"),
    *("within_days", "condition"),
)
"""Parts of a measure that are said around the act."""
FILE = "wording/en.yaml"
_WAY = (*ROLES, "place", "number", "about", "about_clause")
_FRAME = ("subject", "performer", "verb")


class Way(Record):
    """One way to say a kind: subject and verb phrase around a bar, or a whole sentence, and what it says besides."""

    says: str = Field(description="Subject | verb phrase in its base form; without a bar a whole sentence.")
    fixed: dict[str, str] = Field(default_factory=dict, description="Parts of the measure that these words say.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"says": data}
        if not isinstance(data, dict) or "fixed" in data:
            return data
        return {"says": data.get("says"), "fixed": {str(k): str(v) for k, v in data.items() if k != "says"}}


class KindWording(Record):
    """How one kind of measure is said."""

    typical: dict[str, Any] = Field(description="Parts of a measure of this kind as plans have it.")
    also: tuple[dict[str, Any], ...] = Field(default=(), description="The same of further measures, to try words on.")
    topic: str = Field(description="The act as a noun: what a law or a vote is about.")
    ways: tuple[Way, ...] = Field(min_length=1, description="Ways to say it, best first.")


class Unworded(Record):
    """Values for which there is no wording, and why."""

    kinds: tuple[str, ...] = Field(default=(), description="Kinds meant; empty for all.")
    attribute: str = Field(description="Attribute meant.")
    values: tuple[str, ...] = Field(
        default=(), description="Its values that are not worded; empty for all but silence."
    )
    why: str = Field(description="The reason, in one sentence.")


class Wording(Record):
    """The wording data of one rulebook."""

    names: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Names of parties and territories, best first."
    )
    plural: tuple[str, ...] = Field(default=(), description="Those that take a plural verb.")
    places: dict[str, str] = Field(default_factory=dict, description="Where an act is done, if not in the territory.")
    frames: dict[str, dict[str, tuple[str, ...]]] = Field(
        default_factory=dict, description="By force and polarity: how a clause speaks."
    )
    revocation: tuple[str, ...] = Field(default=(), description="How a clause takes back what another gave.")
    around: dict[str, dict[str, tuple[str, ...]]] = Field(
        default_factory=dict,
        description="What is said around an act: by part of the measure and value, in the order of the clause.",
    )
    topics: dict[str, str] = Field(
        default_factory=dict, description="What a law or a vote can be about that is no kind of measure."
    )
    beside: dict[str, str] = Field(
        default_factory=dict, description="By instrument: the act that a reader finds beside one done by it."
    )
    kinds: dict[str, KindWording] = Field(default_factory=dict, description="By kind of measure.")
    unworded: tuple[Unworded, ...] = Field(default=(), description="What no clause says.")

    def typical(self, kind: str) -> Measure:
        """Return a measure of a kind as plans have it."""
        return self.samples(kind)[0]

    def excused(self, kind: str, attribute: str, value: str) -> bool:
        """Say whether the file gives a reason why a value of an attribute is not worded for a kind."""
        return any(
            one.attribute == attribute
            and kind in (one.kinds or (kind,))
            and (value in one.values if one.values else value != UNSPECIFIED)
            for one in self.unworded
        )

    def samples(self, kind: str) -> list[Measure]:
        """Return the measures of a kind that the file gives as samples, the typical one first."""
        entry = self.kinds[kind]
        return [_measure(kind, parts) for parts in (entry.typical, *entry.also)]


def _measure(kind: str, parts: dict[str, Any]) -> Measure:
    listed = {k: (v,) if k in ROLES and isinstance(v, str) else v for k, v in parts.items()}
    return Measure.model_validate({**listed, "kind": kind, "status": "confirmed"})


def load_wording(book: Rulebook) -> Wording:
    """Load a rulebook's wording, empty if it has none; ``InputError`` lists every mistake with its place."""
    path = book.folder / FILE
    if not path.is_file():
        return Wording()
    with shelved(book.folder, "wording"):
        wording, document = load_record(path, Wording)
    problems = list(_problems(wording, document, book))
    if problems:
        raise InputError(problems)
    return wording


def _problems(wording: Wording, document: Document, book: Rulebook) -> Iterator[Problem]:
    named = {*book.parties, *book.vocabulary.territories} - {UNKNOWN}
    fixable = Measure.model_fields.keys() - {"id", "kind", "evidence", "status"}
    yield from _unknown(wording.names, named, "party or territory", document, "names")
    yield from _unknown(wording.plural, wording.names, "name of this file", document, "plural")
    yield from _unknown(wording.places, wording.names, "name of this file", document, "places")
    yield from _unknown(wording.around, AROUND, "part of a measure that is said around the act", document, "around")
    yield from _unknown(wording.kinds, book.vocabulary.kinds, "kind of measure", document, "kinds")
    for keys, text, slots in _templates(wording):
        yield from _template(text, slots, document, keys)
    for at, one in enumerate(wording.unworded):
        yield from _unknown(one.kinds, book.vocabulary.kinds, "kind of measure", document, "unworded", at, "kinds")
        yield from _unknown((one.attribute,), book.attributes, "attribute", document, "unworded", at)
    for kind, entry in wording.kinds.items():
        for at, way in enumerate(entry.ways):
            yield from _unknown(way.fixed, fixable, "part of a measure", document, "kinds", kind, "ways", at)
        try:
            wording.samples(kind)
        except ValidationError as error:
            yield from validation_problems(error, document, ("kinds", kind, "typical"))


def _unknown(
    words: Collection[str], known: Collection[str], what: str, document: Document, *keys: Hashable
) -> Iterator[Problem]:
    for word in words:
        if word not in known:
            yield document.problem(f"'{word}' is no {what}; check its spelling", *keys, word)


def _template(text: str, slots: Collection[str], document: Document, keys: tuple[Hashable, ...]) -> Iterator[Problem]:
    try:
        strange = sorted(Template(text).slots - set(slots))
    except ValueError as error:
        yield document.problem(str(error), *keys)
        return
    if strange:
        known = f"it can have {', '.join(sorted(slots))}" if slots else "it has none"
        yield document.problem(f"no slot is called '{strange[0]}' here; {known}", *keys)


def _templates(wording: Wording) -> Iterator[tuple[tuple[Hashable, ...], str, Collection[str]]]:
    """Yield every template: where it stands, its text, and the slots that it can have."""
    for force, polarities in wording.frames.items():
        for polarity, frames in polarities.items():
            for at, frame in enumerate(frames):
                yield ("frames", force, polarity, at), frame, _FRAME
    for at, frame in enumerate(wording.revocation):
        yield ("revocation", at), frame, ("clause",)
    for part, values in wording.around.items():
        for value, phrases in values.items():
            for at, phrase in enumerate(phrases):
                yield ("around", part, value, at), phrase, ("days",) if part == "within_days" else ()
    for kind, entry in wording.kinds.items():
        yield ("kinds", kind, "topic"), entry.topic, (*ROLES, "place")
        for at, way in enumerate(entry.ways):
            yield ("kinds", kind, "ways", at), way.says, _WAY
