"""Read English clauses into measures."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from legalcheck.reading.draft import Draft
from legalcheck.reading.english.build import Builder
from legalcheck.reading.english.circumstances import Circumstances, CircumstanceWords
from legalcheck.reading.english.memory import Memory
from legalcheck.reading.english.nominate import Nominator
from legalcheck.reading.english.parsing import Parsed, Parser, Source
from legalcheck.reading.english.phrases import Phrases, remember
from legalcheck.reading.english.scope import Scope
from legalcheck.reading.english.wardrobe import Wardrobe
from legalcheck.reading.gazetteer import Gazetteer
from legalcheck.reading.lexicon import Cast, Lexicon
from legalcheck.reading.records import ClauseText, Nomination, Note, Reading
from legalcheck.reading.settle import add, settle, too_many
from legalcheck.reading.textual import Piece, clean, pieces, visible
from legalcheck.rulebook.layers import layers_of

CONTEXT = 600  # characters of an introducing line that are looked at
MOST = 100  # notes on one clause


@dataclass(slots=True)
class _Job:
    """A clause that is being read: what is still to come, and what was found so far."""

    given: str  # the clause as it was given
    text: str  # the clause without what has no width
    places: list[int] | None  # where its characters stand in the clause, if not in the same place
    left: int
    context: bool  # the first stretch is the introducing line: it is kept in mind, not read
    suspected: tuple[Nomination, ...] = ()
    recall: bool = False  # it has the introducing line of the clause before
    memory: Memory = field(default_factory=Memory)
    speaker: bool = False
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Lead:
    """The introducing line last read: the sub-points below it share it."""

    text: str = ""
    memory: Memory = field(default_factory=Memory)
    speaker: bool = False


class EnglishReader:
    """Reads English clauses, many at a time."""

    def __init__(self, rules: Path, over: Path | None = None):
        """Take the folder of rules, and one whose names come before those."""
        folder = rules / "lexicon" / "en"
        wardrobe = Wardrobe(folder, Gazetteer.load(*layers_of(over, rules, "gazetteer/en.yaml")))
        cast = Cast.load(*layers_of(over, rules, "lexicon/en/cast.yaml"))
        self.lexicon = Lexicon.load(folder, cast, wardrobe.speller)
        wardrobe.learn(self.lexicon.vocabulary(), self.lexicon.verbs())
        self.parser = Parser(wardrobe)
        self.circumstances = CircumstanceWords(folder)
        self.speech = self.lexicon.sets["speech"]
        self.openers = self.lexicon.sets["openers"]

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause, in order."""
        jobs: deque[_Job] = deque()
        lead = _Lead()
        for parsed in self.parser.parse(chain.from_iterable(self._sources(clause, jobs, lead) for clause in clauses)):
            job = jobs[0]
            self._advance(job, parsed, lead)
            if job.left == 0:
                jobs.popleft()
                yield _reading(job)

    def _sources(self, clause: ClauseText, jobs: deque[_Job], introduced: "_Lead") -> Iterator[Source]:
        """Return the stretches to be parsed for a clause: its introducing line if it is new, then its pieces."""
        plain, places = visible(clause.text)
        text = clean(plain)
        context = clean(visible(clause.context[-CONTEXT:])[0]).strip()
        lead = context.rstrip(":-\u2013\u2014 ")
        joined = bool(lead) and lead.split()[-1].lower().strip(",") in self.openers
        found = list(pieces(text, self.speech)) or [Piece(0, " ")]
        kept = bool(context) and not joined
        recall = kept and introduced.text == context
        sources = [Source(context)] if kept and not recall else []
        introduced.text = context if kept else introduced.text
        for index, piece in enumerate(found):
            if joined and index == 0:
                sources.append(Source(f"{lead} {piece.text}", piece.start - len(lead) - 1, len(lead) + 1))
            else:
                sources.append(Source(piece.text, piece.start))
        jobs.append(_Job(clause.text, plain, places, len(sources), kept and not recall, clause.suspected, recall))
        return iter(sources)

    def _advance(self, job: _Job, parsed: Parsed, introduced: "_Lead") -> None:
        """Read one more stretch of a clause."""
        if job.recall:
            job.memory, job.speaker, job.recall = introduced.memory, introduced.speaker, False
        phrases = Phrases(self.lexicon, parsed, job.memory)
        if not job.context:
            speaker = job.speaker and any(t.dep_ in ("nsubj", "nsubjpass") for t in parsed.doc)
            around = Circumstances(self.circumstances, phrases)
            builder = Builder(job.text, self.lexicon, phrases, Scope(phrases), around)
            builder.speaker = speaker
            notes: list[Note] = []
            read = builder.drafts(Nominator(self.lexicon, phrases), notes)
            add(job.drafts, [*read, *builder.suspected(job.suspected)])
            job.notes.extend(notes[: max(0, MOST - len(job.notes))])
        memory = remember(phrases)
        if job.context:
            introduced.memory, introduced.speaker = memory, parsed.speaker
        job.context, job.speaker, job.memory, job.left = False, parsed.speaker, memory, job.left - 1


def _reading(job: _Job) -> Reading:
    """Return what was understood of a clause, with its words in their own places."""
    measures, left_out, reasons = settle(job.drafts)
    told = (*job.notes, *too_many(left_out))
    reading = Reading(language="en", measures=measures, notes=told, reasons=reasons)
    return reading.placed(job.given, job.places)
