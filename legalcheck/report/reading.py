"""How each clause was read: the words that each part rests on, and why the rest was not asserted."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from rich.cells import cell_len

from legalcheck.checking import script_notes
from legalcheck.documents.numbered import introductions
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote
from legalcheck.model.values import UNSPECIFIED
from legalcheck.reading.records import Reading
from legalcheck.report.marking import Mark, Paint, marked, plain, shown

_DOES = {
    "kind": "what is done",
    "performer": "who acts",
    "beneficiary": "for whom",
    "territory": "where",
    "organisation": "which body",
    "polarity": "what turns it round",
    "governor": "what governs it",
    "force": "how far it binds",
    "condition": "what it depends on",
    "mode": "in what sense",
    "instrument": "by what act",
    "deadline": "by when",
    "number": "how many",
}
"""What the words of each part say."""
_PARTS = ("performer", "beneficiary", "territory", "organisation", "about", "number", "deadline")
_FLAGS = ("mode", "instrument", "time_bound", "third_party_review", "waits_for", "leaves_out")
_SENTENCE = re.compile(r"[^.;!?\n]*[^.;!?\n\s][^.;!?\n]*(?:[.;!?]+|$)", re.MULTILINE)


class ReadingReport:
    """Shows readings for a page of ``width`` columns; ``paint`` colours by status."""

    def __init__(self, width: int = 80, paint: Paint = plain):
        self.width = width
        self.paint = paint

    def plan(self, plan: Plan) -> str:
        """Return how every clause of a plan was read, and a count."""
        silent = introductions(plan.clauses)
        clauses = (chain(self.clause(clause, introduces=clause.number in silent), [""]) for clause in plan.clauses)
        return "\n".join([*chain.from_iterable(clauses), *self._summary(plan)]) + "\n"

    def clause(self, clause: Clause, *, introduces: bool = False) -> Iterator[str]:
        """Yield the lines on one clause."""
        language = f" ({clause.language})" if clause.language else ""
        yield f"Clause {shown(clause.number)}{language}"
        if clause.context:
            yield from self._wrapped(f"under: {clause.context}", "  ", "    ")
        measures = clause.measures or ()
        marks = chain.from_iterable(marks_of(measure, clause.text) for measure in measures)
        yield from marked(clause.text, marks, self.width, "  ", self.paint)
        for measure in measures:
            yield from self.measure(measure, clause)
        for measure in clause.refused:
            yield from self._wrapped(f"refused: {described(measure, status=False)}", "  ", "    ")
        yield from self._not_asserted(clause, introduces)

    def measure(self, measure: Measure, clause: Clause) -> Iterator[str]:
        """Yield what a measure says, what each word did, and why it is not asserted where it is not."""
        head, _, rest = f"{measure.id} {described(measure)}".partition(" ")
        lines = list(self._wrapped(f"{head} {rest}", "  ", "     "))
        yield lines[0].replace(head, self.paint(head, measure.status), 1)
        yield from lines[1:]
        if measure.evidence:
            yield from self._wrapped("; ".join(_did(measure.evidence)), "     ", "     ")
        if measure.status == "possible":
            why = clause.reasons.get(measure.id, "it is marked as possible in the plan")
            yield from self._wrapped(f"not asserted: {why}", "     ", "       ")

    def _not_asserted(self, clause: Clause, introduces: bool) -> Iterator[str]:
        """Yield what was seen and not acted on, and the sentences in which nothing was seen."""
        if clause.read_of is None:
            yield from [] if clause.measures else ["  No measures, as the plan says."]
            return
        remarks = list(script_notes(clause, Reading(language=clause.language or "en", measures=clause.measures or ())))
        if introduces:
            yield from self._wrapped("Introduces the clauses below it.", "  ", "    ")
        elif not clause.measures:
            yield from self._wrapped("Not understood: no measure was read from these words.", "  ", "    ")
        else:
            for words in _untouched(clause):
                yield from self._wrapped(f'Nothing was read from: "{words}"', "  ", "    ")
        told = {f"{m.kind} is not asserted: {clause.reasons.get(m.id)}" for m in clause.measures or ()}
        for note in dict.fromkeys(note for note in [*remarks, *clause.notes] if note.message not in told):
            yield from self._wrapped(_noted(note), "  ", "    ")

    def _summary(self, plan: Plan) -> Iterator[str]:
        silent = introductions(plan.clauses)
        measures = [measure.status for clause in plan.clauses for measure in clause.measures or ()]
        counts = [f"{measures.count(s)} {s}" for s in ("asserted", "confirmed", "possible") if s in measures]
        empty = sum(not clause.measures and clause.number not in silent for clause in plan.clauses)
        said = f"{_number(len(plan.clauses), 'clause')}, {_number(len(measures), 'measure')}"
        said += f": {', '.join(counts)}" if counts else ""
        said += f"; {_number(empty, 'clause')} without a measure" if empty else ""
        yield from self._wrapped(f"{said}.", "", "  ")

    def _wrapped(self, text: str, first: str, rest: str) -> Iterator[str]:
        """Wrap words of the report; a line that goes on is indented like ``rest``."""
        room = self.width - cell_len(rest)
        for at, line in enumerate(marked(" ".join(text.split()), (), room)):
            yield (rest if at else first) + line


def described(measure: Measure, *, status: bool = True) -> str:
    """Return a measure in one line, in the words of the vocabulary."""
    said: list[str] = [measure.polarity, measure.force]
    said += [f"condition: {measure.condition}"] if measure.condition != "none" else []
    parts = [", ".join(said)]
    parts += [f"{part} {_value(measure, part)}" for part in _PARTS if getattr(measure, part) not in (None, ())]
    parts += [f"{part} {value}" for part in _FLAGS if (value := getattr(measure, part)) != UNSPECIFIED]
    return f"{measure.kind}: {'; '.join(parts)}" + (f" [{measure.status}]" if status else "")


def marks_of(measure: Measure, text: str) -> Iterator[Mark]:
    """Yield the words of a text that speak for a measure; those that no longer stand there are left out."""
    for item in measure.evidence:
        if text[item.start : item.end] == item.text:
            yield Mark(item.start, item.end, measure.id, item.role, measure.status)


def _value(measure: Measure, part: str) -> str:
    value = getattr(measure, part)
    if part == "deadline":
        return f'"{value}"' + (f" ({measure.within_days} days)" if measure.within_days is not None else "")
    return ", ".join(value) if isinstance(value, tuple) else f"{value:,}" if isinstance(value, int) else str(value)


def _untouched(clause: Clause) -> Iterator[str]:
    """Yield the sentences of a clause in which no word speaks for a measure or was remarked on."""
    spoken = [(e.start, e.end) for measure in clause.measures or () for e in measure.evidence]
    spoken += [(note.start, note.end) for note in clause.notes]
    for found in _SENTENCE.finditer(clause.text) if spoken else ():
        if not any(start < found.end() and found.start() < end for start, end in spoken):
            yield found.group().strip()


def _did(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield what words say, the words of one role together."""
    roles: dict[str, list[str]] = {}
    for item in evidence:
        roles.setdefault(item.role, []).append(f'"{item.text.strip()}"')
    for role, words in roles.items():
        yield f"{_DOES.get(role, 'more')} ({role}): {', '.join(dict.fromkeys(words))}"


def _noted(note: ReadingNote) -> str:
    return f'Not acted on: "{note.text}": {note.message}' if note.text else f"Note: {note.message}"


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" + ("" if count == 1 else "s")
