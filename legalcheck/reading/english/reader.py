"""Read English clauses into measures."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from legalcheck.reading.english.build import Builder, Draft
from legalcheck.reading.english.memory import Memory
from legalcheck.reading.english.nominate import Nominator
from legalcheck.reading.english.parsing import Parsed, Parser, Source
from legalcheck.reading.english.phrases import Phrases, remember
from legalcheck.reading.english.scope import Scope
from legalcheck.reading.english.settle import add, settle
from legalcheck.reading.english.wardrobe import Wardrobe
from legalcheck.reading.gazetteer import Gazetteer
from legalcheck.reading.lexicon import Lexicon
from legalcheck.reading.records import ClauseText, Note, Reading
from legalcheck.reading.textual import Piece, clean, pieces

CONTEXT = 600  # characters of an introducing line that are looked at
MOST = 100  # notes on one clause


@dataclass(slots=True)
class _Job:
    """A clause that is being read: what is still to come, and what was found so far."""

    clause: ClauseText
    left: int
    context: bool  # the first stretch is the introducing line: it is kept in mind, not read
    memory: Memory = field(default_factory=Memory)
    speaker: bool = False
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class EnglishReader:
    """Reads English clauses, many at a time."""

    def __init__(self, rules: Path):
        folder = rules / "lexicon" / "en"
        wardrobe = Wardrobe(folder, Gazetteer.load(rules / "gazetteer" / "en.yaml"))
        self.lexicon = Lexicon.load(folder, wardrobe.speller)
        wardrobe.learn(self.lexicon.vocabulary(), self.lexicon.verbs())
        self.parser = Parser(wardrobe)
        self.speech = self.lexicon.sets["speech"]
        self.openers = self.lexicon.sets["openers"]

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause, in order."""
        jobs: deque[_Job] = deque()
        for parsed in self.parser.parse(chain.from_iterable(self._sources(clause, jobs) for clause in clauses)):
            job = jobs[0]
            self._advance(job, parsed)
            if job.left == 0:
                jobs.popleft()
                yield Reading(language="en", measures=settle(job.drafts), notes=tuple(job.notes))

    def _sources(self, clause: ClauseText, jobs: deque[_Job]) -> Iterator[Source]:
        """Return the stretches to be parsed for a clause: its introducing line, then its pieces."""
        text = clean(clause.text)
        context = clean(clause.context[-CONTEXT:]).strip()
        lead = context.rstrip(":-\u2013\u2014 ")
        joined = bool(lead) and lead.split()[-1].lower().strip(",") in self.openers
        found = list(pieces(text, self.speech)) or [Piece(0, " ")]
        sources = [Source(context)] if context and not joined else []
        for index, piece in enumerate(found):
            if joined and index == 0:
                sources.append(Source(f"{lead} {piece.text}", piece.start - len(lead) - 1, len(lead) + 1))
            else:
                sources.append(Source(piece.text, piece.start))
        jobs.append(_Job(clause, len(sources), bool(context) and not joined))
        return iter(sources)

    def _advance(self, job: _Job, parsed: Parsed) -> None:
        """Read one more stretch of a clause."""
        phrases = Phrases(self.lexicon, parsed, job.memory)
        if not job.context:
            speaker = job.speaker and any(t.dep_ in ("nsubj", "nsubjpass") for t in parsed.doc)
            builder = Builder(job.clause.text, self.lexicon, phrases, Scope(phrases), speaker)
            notes: list[Note] = []
            add(job.drafts, list(builder.drafts(Nominator(self.lexicon, phrases), notes)))
            job.notes.extend(notes[: max(0, MOST - len(job.notes))])
        job.context, job.speaker, job.memory, job.left = False, parsed.speaker, remember(phrases), job.left - 1
