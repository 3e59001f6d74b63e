"""What a model may say of a clause: that it could be of a kind, and in which words; never more."""

from collections.abc import Iterable
from typing import Protocol

from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.problem import InputError
from legalcheck.reading.records import Nomination, Note, Reading


class NominatorUnavailable(InputError):
    """A nominator that was asked for cannot do its work: the run ends, for what it would say is not known."""


class Nominator(Protocol):
    """Nominates kinds of measures for the text of a clause."""

    @property
    def name(self) -> str:
        """How reports call it."""

    @property
    def always(self) -> bool:
        """Whether it is asked about every clause, or only about those of which nothing was read."""

    def nominate(self, text: str, language: str) -> list[Nomination]:
        """Return what the text may speak of; offsets are those of ``text``."""


def nominated(reading: Reading, text: str, nominators: Iterable[Nominator]) -> Reading:
    """Return a reading with what the nominators add to it."""
    silent = not reading.measures
    for nominator in nominators:
        if silent or nominator.always:
            found = nominator.nominate(text, reading.language)
            reading = add_nominations(reading, text, found, nominator.name)
    return reading


def add_nominations(reading: Reading, text: str, nominations: Iterable[Nomination], nominator: str) -> Reading:
    """Return a reading with a ``possible`` measure for each nominated kind that it lacks, and a note of who said so."""
    measures = list(reading.measures)
    for one in sorted(nominations, key=lambda n: (-n.score, n.start, n.end, n.kind)):
        if all(measure.kind != one.kind for measure in measures):
            evidence = Evidence(role="kind", start=one.start, end=one.end, text=text[one.start : one.end])
            name = f"m{len(measures) + 1}"
            measures.append(Measure(id=name, kind=one.kind, status="possible", evidence=(evidence,)))
    fresh = measures[len(reading.measures) :]
    if not fresh:
        return reading
    named = ", ".join(f"{measure.id} ({measure.kind})" for measure in fresh)
    note = Note(start=0, end=0, text="", message=f"only nominated, by {nominator}, and not read: {named}")
    return reading.model_copy(update={"measures": tuple(measures), "notes": (*reading.notes, note)})
