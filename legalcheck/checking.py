"""From clauses to results: read what is not confirmed, judge, and sum up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from legalcheck.accepting.allowing import clause_allowed, plan_allowed
from legalcheck.documents.numbered import introductions
from legalcheck.inference.conclude import Conclusion, conclude
from legalcheck.inference.judge import Engine, Judge
from legalcheck.inference.law import Law
from legalcheck.inference.plan import PlanLaw, conclude_plan
from legalcheck.inference.silence import telling_silences
from legalcheck.matters.context import DatedContext
from legalcheck.model.accepting import NOT_UNDERSTOOD
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Apart, Clause, Plan, ReadingNote
from legalcheck.model.problem import InputError
from legalcheck.model.result import ClauseResult, PlanFinding, PlanVerdict, Result, RulebookStamp, Unchecked
from legalcheck.model.rule import real_day
from legalcheck.model.values import gravest
from legalcheck.reading.records import ClauseText, Note, Reading
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.vocabulary import foreign_words

if TYPE_CHECKING:
    from legalcheck.inference.host import EngineHost
    from legalcheck.reading import Reader
    from legalcheck.reading.nomination import Nominator

_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[А-Яа-яІіЇїЄєҐґ])\w+")
STALE = (
    "the text has changed since these measures were read or confirmed, so they count as possible only; read it again "
    "with: legalcheck read PLAN.yaml --confirm"
)
"""Said of a clause whose words are no longer those that its measures rest on."""
CHUNK = 256
"""Clauses read and judged together: enough to keep the reader busy, few enough to keep memory flat."""


class _Shared:
    """What checkers of one rulebook and day have in common, made when first needed."""

    def __init__(self, book: Rulebook, as_of: str, engine: "Engine | EngineHost", nominators: "Sequence[Nominator]"):
        self.book = book
        self.as_of = as_of
        self.engine: Engine | EngineHost = engine
        self.nominators = nominators
        self.unchecked: list[Unchecked] = []

    @cached_property
    def judge(self) -> Judge:
        return Judge(Law(self.book, self.as_of), self.engine)

    @cached_property
    def plan_law(self) -> PlanLaw:
        return PlanLaw(self.judge.law)

    @cached_property
    def reader(self) -> "Reader":
        from legalcheck.reading import Reader  # noqa: PLC0415 - costs start-up time where nothing is read

        return Reader(self.book.words, nominators=self.nominators, names=self.book.names)


class Checker:
    """Judges clauses on one day by one rulebook; ``assumptions`` maps facts to values, ``forums`` limits the law."""

    def __init__(
        self,
        book: Rulebook,
        as_of: str,
        assumptions: Mapping[str, str] | None = None,
        *,
        forums: Sequence[str] = (),
        engine: "Engine | EngineHost" = "durable",
        language: str | None = None,
        report_language: str = "en",
        nominators: "Sequence[Nominator]" = (),
    ):
        """Take the language of the text (detected if None), the one in which findings speak, and further nominators.

        With a host as ``engine`` durable_rules runs in a process of its own, and a crash there costs a chunk: see
        ``take_unchecked``.
        """
        _check_date(as_of)
        check_forums(book, forums)
        if report_language not in book.phrases:
            raise InputError(f"the rulebook has no phrases in '{report_language}'; it has {', '.join(book.phrases)}")
        self.book = book
        self.as_of = as_of
        self.context = DatedContext(book, as_of, assumptions, report_language)
        self.forums = tuple(forum for forum in book.forums if not forums or forum in forums)
        self.language = language
        self.trace = False
        self._shared = _Shared(book, as_of, engine, nominators)

    @property
    def judge(self) -> Judge:
        """The compiled law and its memo."""
        return self._shared.judge

    @property
    def reader(self) -> "Reader":
        """The reader, whose models are loaded with the first clause that needs them."""
        return self._shared.reader

    @property
    def assumptions(self) -> dict[str, str]:
        """Every fact with the value that was used; of the milestones, those that are assumed."""
        pending = self.book.milestones.keys() - self.context.assumptions.keys()
        return {name: known.value for name, known in sorted(self.context.facts.items()) if name not in pending}

    @property
    def stamp(self) -> RulebookStamp:
        """Which rulebook judges."""
        return RulebookStamp(version=self.book.version, digest=self.book.digest)

    def under(self, assumptions: Mapping[str, str]) -> "Checker":
        """Return a checker with further assumptions under its own; it shares the compiled law and the reader."""
        return self.assuming({**assumptions, **self.context.assumptions}) if assumptions else self

    def assuming(self, assumptions: Mapping[str, str]) -> "Checker":
        """Return a checker with these assumptions and no others; it shares the compiled law and the reader."""
        other = copy(self)
        other.context = DatedContext(self.book, self.as_of, assumptions, self.context.language)
        return other

    def tracing(self) -> "Checker":
        """Return a checker whose findings on clauses carry their whole derivation."""
        other = copy(self)
        other.trace = True
        return other

    def on(self, day: str) -> "Checker":
        """Return a checker for another day with the same reader."""
        _check_date(day)
        other = copy(self)
        other.as_of = day
        other.context = DatedContext(self.book, day, self.context.assumptions, self.context.language)
        other._shared = _Shared(self.book, day, self._shared.engine, self._shared.nominators)
        other._shared.__dict__["reader"] = self.reader
        return other

    def check(self, clauses: Iterable[Clause]) -> Iterator[ClauseResult]:
        """Yield a result for each clause, in order; clauses are taken in chunks, so that memory stays flat."""
        stream = iter(clauses)
        while chunk := list(islice(stream, CHUNK)):
            readings = self.read(chunk)
            judged = (self._judged(clause, reading) for clause, reading in zip(chunk, readings, strict=True))
            yield from self._settled(chunk, judged) if self.judge.host else judged

    def take_unchecked(self) -> list[Unchecked]:
        """Return the chunks that the engine broke off on since the last call."""
        taken, self._shared.unchecked = self._shared.unchecked, []
        return taken

    def check_clause(self, clause: Clause) -> Result:
        """Judge one clause that stands alone: rules on whole plans say nothing of it."""
        return self._result("", "", list(self.check([clause])), ())

    def check_plan(self, plan: Plan) -> Result:
        """Judge a whole plan; its own assumptions hold where the caller made none."""
        checker = self.under(plan.assumptions)
        self.take_unchecked()  # a plan that was refused half-way may have left some
        clauses = list(checker.check(plan.clauses))
        found, stale = plan_allowed(checker.across(clauses), plan.allow, self.as_of, self.asks)
        self._settle(plan.clauses)
        result = checker._result(plan.title, plan.path, clauses, found, plan.apart)
        return result.model_copy(update={"plan": result.plan.model_copy(update={"stale": stale})}) if stale else result

    def across(self, clauses: Sequence[ClauseResult]) -> tuple[PlanFinding, ...]:
        """Return what holds of clauses together as a plan."""
        measures = [(clause.number, clause.measures) for clause in clauses]
        return conclude_plan(measures, self.context, self.judge, self._shared.plan_law, self.forums)

    @property
    def asked_across(self) -> tuple[str, ...]:
        """The facts on which some rule on whole plans hangs."""
        plan_law = self._shared.plan_law
        return tuple(
            name
            for at, name in enumerate(plan_law.slice.names)
            if at in plan_law.slice.attributes and name in self.book.facts
        )

    def stretch(self, title: str, path: str, clauses: Sequence[ClauseResult]) -> Result:
        """Return a result on judged clauses of a stream, of which as a whole nothing is said."""
        return self._result(title, path, clauses, ())

    def _result(
        self,
        title: str,
        path: str,
        clauses: Sequence[ClauseResult],
        found: Sequence[PlanFinding],
        apart: Sequence[Apart] = (),
    ) -> Result:
        introducing = introductions(clauses)
        silent = any(c.verdict == "not_understood" for c in clauses if c.number not in introducing)
        empty = "not_understood" if silent or not clauses else "clear"
        certain = [finding for finding in found if finding.certainty == "certain"]
        verdict = {
            "title": title,
            "path": path,
            "verdict": gravest([*(c.verdict for c in clauses), *(f.level for f in certain)], empty),
            "possible_verdict": gravest([*(c.possible_verdict for c in clauses), *(f.level for f in found)], empty),
            "forums": {
                name: gravest(
                    [*(c.forums[name] for c in clauses), *(f.level for f in certain if f.forum == name)], empty
                )
                for name in self.forums
            },
            "findings": found,
            "unchecked": self.take_unchecked(),
            "apart": tuple(apart),
        }
        return Result(
            schema="legalcheck.result/1",
            as_of=self.as_of,
            rulebook=self.stamp,
            assumptions=self.assumptions,
            doctrine=None if self.book.doctrine == "prevailing" else self.book.doctrine,
            plan=PlanVerdict.model_validate(verdict),
            clauses=tuple(clauses),
        )

    def read(self, clauses: Sequence[Clause]) -> list[Reading]:
        """Read the clauses that have no measures; what is given is not read again."""
        readings = iter(self.read_words([clause for clause in clauses if clause.measures is None]))
        return [next(readings) if clause.measures is None else _given(clause, self.book) for clause in clauses]

    def read_words(self, clauses: Sequence[Clause]) -> list[Reading]:
        """Read the words of clauses, whatever measures they have; without clauses no model is loaded."""
        texts = [
            ClauseText(text=clause.text, context=clause.context, language=clause.language or self.language)
            for clause in clauses
        ]
        return list(self.reader.read(texts)) if texts else []

    def silences(self, measure: Measure) -> tuple[str, ...]:
        """Return the empty roles of a measure that could change its verdict; none if it is too much to try."""
        try:
            return telling_silences(measure, self.context, self.judge, self.forums)
        except InputError:
            return ()

    def _settled(self, chunk: Sequence[Clause], judged: Iterator[ClauseResult]) -> Iterator[ClauseResult]:
        """Hold back what the engine has not agreed to until the chunk is through; what precedes a mistake is kept."""
        held: list[ClauseResult] = []
        mistake: InputError | None = None
        try:
            for clause in judged:
                if self.judge.unsettled:
                    held.append(clause)
                else:
                    yield clause
        except InputError as error:
            mistake = error
        self._settle(chunk)
        yield from held
        if mistake is not None:
            raise mistake

    def _settle(self, clauses: Sequence[Clause]) -> None:
        """Have the engine asked about what is new in some clauses; keep which they were if it broke off."""
        lost = self.judge.settle()
        if lost is not None:
            numbers = tuple(clause.number for clause in clauses)
            self._shared.unchecked.append(Unchecked(clauses=numbers, matters=lost.matters, cause=lost.cause))

    def _judged(self, clause: Clause, reading: Reading) -> ClauseResult:
        firm = any(measure.status != "possible" for measure in reading.measures)
        # Measures that a person left empty say that the clause does nothing; those that the program read say nothing.
        understood = firm or (clause.measures == () and clause.read_of is None)
        conclusion = conclude(
            reading.measures, self.context, self.judge, self.forums, understood=understood, trace=self.trace
        )
        return clause_allowed(_result(clause, reading, conclusion), clause.allow, self.as_of, self.asks)

    def asks(self, rule: str) -> bool:
        """Say whether a rule is one of those judged by, or stands for a clause that is not understood."""
        if rule == NOT_UNDERSTOOD:
            return True
        norm = self.book.rules.get(rule) or self.book.plan_rules.get(rule)
        return norm is not None and norm.forum in self.forums


def _result(clause: Clause, reading: Reading, conclusion: Conclusion) -> ClauseResult:
    return ClauseResult.model_validate(
        {
            "number": clause.number,
            "text": clause.text,
            "context": clause.context,
            "language": reading.language,
            "span": clause.span,
            "verdict": conclusion.verdict,
            "possible_verdict": conclusion.possible_verdict,
            "forums": conclusion.forums,
            "measures": reading.measures,
            "findings": conclusion.findings,
            "unknowns": conclusion.unknowns,
            "notes": [*script_notes(clause, reading), *(ReadingNote(**note.model_dump()) for note in reading.notes)],
        }
    )


def script_notes(clause: Clause, reading: Reading) -> Iterator[ReadingNote]:
    """Say aloud that a text is not in a language that is read, or that a word mixes two alphabets."""
    if clause.measures is not None and clause.read_of is None:
        return
    if reading.language != "en" and not reading.measures:
        message = f"it seems to be in another language ({reading.language}); only English (en) is read"
        yield ReadingNote(start=0, end=0, text="", message=message)
    mixed = _MIXED.search(clause.text)
    if mixed:
        message = "the word mixes Latin and Cyrillic letters, which look alike; write it in one alphabet"
        yield ReadingNote(start=mixed.start(), end=mixed.end(), text=mixed.group(), message=message)


def _given(clause: Clause, book: Rulebook) -> Reading:
    """Return the measures that a clause comes with; if its text has changed since, none is more than possible."""
    measures = clause.measures or ()
    for measure in measures:
        for part, value in foreign_words(measure, book):
            raise InputError(f"clause {clause.number}, measure {measure.id}: '{value}' is no {part} of the vocabulary")
    language = clause.language or "en"
    if not clause.stale:
        notes = tuple(Note(**note.model_dump()) for note in clause.notes)
        return Reading(language=language, measures=measures, notes=notes, reasons=clause.reasons)
    doubtful = tuple(measure.model_copy(update={"status": "possible"}) for measure in measures)
    return Reading(language=language, measures=doubtful, notes=(Note(start=0, end=0, text="", message=STALE),))


def _check_date(day: str) -> None:
    try:
        real_day(day)
    except ValueError as error:
        raise InputError(str(error)) from error


def check_forums(book: Rulebook, forums: Sequence[str]) -> None:
    """Refuse a forum that the rulebook does not have."""
    for forum in forums:
        if forum not in book.forums:
            raise InputError(f"no forum is called '{forum}'; forums are {', '.join(book.forums)}")
