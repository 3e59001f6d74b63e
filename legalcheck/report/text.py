"""Results for people at a terminal: eighty columns, plain words, colour only where it is wanted."""

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from legalcheck.documents.numbered import introductions
from legalcheck.model.alternative import Alternatives
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.result import Because, ClauseResult, Finding, NearMiss, PlanFinding, PlanVerdict, Result
from legalcheck.model.rule import Source, Step
from legalcheck.model.values import UNSPECIFIED, VERDICTS
from legalcheck.report.changes import change_in_words
from legalcheck.report.escaping import visible
from legalcheck.rulebook.load import Rulebook

if TYPE_CHECKING:
    from legalcheck.checking import Checker

WIDTH = 80
MAX_NUMBER = 12
"""Characters of a clause number that the table has room for."""
MAX_SHOWN = 2000
"""Characters of a clause that the report repeats."""
Paint = Callable[[str, str], str]
"""Colours a piece of text for a verdict: (text, verdict) to text."""

_CITED = re.compile(r"(\b(?:Arts?|paras?|concl\.|Res|Law|ст\.|ч\.|п\.|розд\.)|[№§]) (?=\w)")
"""Words that a number must not be parted from at the end of a line."""
_FLAGS = ("mode", "force", "condition", "instrument")
_USUAL = {UNSPECIFIED, "obligation", "none"}
UNTOLD = {*_USUAL, "affirmed"}
"""Values that go without saying in a derivation; JSON has them all."""
_ROLES = (("performer", "by"), ("beneficiary", "for"), ("territory", "in"), ("organisation", "with"))


def plain(text: str, _verdict: str) -> str:
    """Colour nothing."""
    return text


def render(
    results: Sequence[Result], checker: "Checker", *, single: bool = False, paint: Paint | None = None
) -> Iterator[str]:
    """Yield the report on one clause that stands alone, or on plans with an empty line between them."""
    report = TextReport(checker.book, paint or plain, checker.context.language, whole=checker.trace)
    for at, result in enumerate(results):
        yield "\n" if at else ""
        yield report.clause(result) if single else report.plan(result)


class TextReport:
    """Writes results as text in a language of the rulebook; ``paint`` colours verdicts."""

    def __init__(self, book: Rulebook, paint: Paint = plain, language: str = "en", *, whole: bool = False):
        """Take a rulebook; with ``whole`` nothing of a derivation goes without saying."""
        self.whole = whole
        self.book = book
        self.paint = paint
        self.language = language
        self.phrases = book.phrases[language]
        self.words = self.phrases.report

    def clause(self, result: Result) -> str:
        """Return the report on a single clause."""
        lines = [*self._clause(result.clauses[0]), "", *self._footer(result)]
        return "\n".join(lines) + "\n"

    def plan(self, result: Result) -> str:
        """Return the report on a plan: a table of clauses and forums, the findings, a summary."""
        lines = [*self._title(result), "", *self._table(result), ""]
        silent = introductions(result.clauses)
        for clause in result.clauses:
            said = clause.findings or clause.unknowns or clause.stale or clause.verdict == "not_understood"
            if said and (clause.findings or clause.stale or clause.number not in silent):
                lines += [*self._clause(clause, brief=True), ""]
        for finding in result.plan.findings:
            lines += [*self._across(finding, [clause.number for clause in result.clauses]), ""]
        lines += [*self._summary(result), "", *self._footer(result)]
        return "\n".join(lines) + "\n"

    def _word(self, value: str) -> str:
        return self.phrases.value("verdict", value)

    def _forum(self, name: str) -> str:
        return self.book.forums[name].title.in_(self.language)

    def _title(self, result: Result) -> Iterator[str]:
        title = result.plan.title or result.plan.path
        yield from wrap(title)
        yield "=" * min(WIDTH, len(title))
        yield from wrap(self.judged(result))

    def judged(self, result: Result) -> str:
        """Return by the law of which day and by which facts a plan was judged."""
        facts = (
            f"{self.phrases.facts.get(name, name.replace('_', ' '))}: {self.phrases.value(name, value)}"
            for name, value in result.assumptions.items()
        )
        assumed = f" {self.words['facts']}: {'; '.join(facts)}." if result.assumptions else ""
        return self.words["judged"].format(date=result.as_of) + assumed

    def _table(self, result: Result) -> Iterator[str]:
        forums = list(result.plan.forums)
        widths = [max(14, len(self._forum(f)) + 2) for f in forums]
        longest = max(min(len(clause.number), MAX_NUMBER) for clause in result.clauses)
        number = max(len(self.words["head_clause"]), longest) + 2
        heads = "".join(self._forum(f).ljust(w) for f, w in zip(forums, widths, strict=True))
        yield f"{self.words['head_clause'].ljust(number)}{heads}{self.words['head_text']}"
        yield "-" * WIDTH
        silent = introductions(result.clauses)
        for clause in result.clauses:
            cells = "".join(self._cell(clause, f, w, silent) for f, w in zip(forums, widths, strict=True))
            room = WIDTH - number - sum(widths)
            yield (cut(clause.number, MAX_NUMBER).ljust(number) + cells + cut(self._said(clause), room)).rstrip()

    def _cell(self, clause: ClauseResult, forum: str, width: int, silent: frozenset[str]) -> str:
        verdict = clause.forums[forum]
        short = {"clear": ".", "not_understood": "?"}
        word = "-" if clause.number in silent else short.get(verdict, self._word(verdict))
        return self.paint(word, verdict) + " " * max(1, width - len(word))

    def _said(self, clause: ClauseResult) -> str:
        return clause.text or (self.words["no_text"] if clause.measures else "")

    def _clause(self, clause: ClauseResult, *, brief: bool = False) -> Iterator[str]:
        """Yield the lines on one clause; ``brief`` tells notices and what rests on guesses in a sentence each."""
        guessed = {measure.id for measure in clause.measures if measure.status == "possible"}
        lesser = {f.rule for f in clause.findings if (brief and f.level == "notice") or guessed.issuperset(f.measures)}
        word = self._word(clause.verdict)
        page = f" ({self.words['page']} {clause.span.page})" if clause.span and clause.span.page else ""
        head = cut(f"{self.words['head_clause']} {clause.number}", WIDTH - len(word) - len(page) - 2) + page
        yield self._heading(head, word, clause.verdict)
        yield from wrap(cut(self._said(clause), MAX_SHOWN), "  ")
        yield from self._measures(clause)
        if clause.measures:
            yield from wrap("; ".join(f"{self._forum(f)}: {self._word(v)}" for f, v in clause.forums.items()), "  ")
        yield from self._findings([f for f in clause.findings if f.certainty == "certain"], lesser)
        possible = [finding for finding in clause.findings if finding.certainty == "possible"]
        if possible:
            yield ""
            head = "if_confirmed" if clause.verdict == "not_understood" else "may_apply"
            yield from wrap(self.words[head].format(verdict=self._word(clause.possible_verdict)), "  ")
            yield from self._findings(possible, lesser)
        for unknown in clause.unknowns:
            needed = f"{self.words['needed']}: {unknown.ask} ({unknown.fact}: {unknown.would_change})"
            yield from wrap(needed, "  ", "    ")
        for note in clause.notes:
            quoted = f'"{note.text}": ' if note.text else ""
            yield from wrap(f"{self.words['not_acted_on']}: {quoted}{note.message}", "  ", "    ")
        for said in (self.acceptance(clause), *self.stale(clause)):
            yield from wrap(said, "  ", "    ") if said else ()
        if clause.near is not None:
            yield from self._near(clause.near)

    def _near(self, misses: Sequence[NearMiss]) -> Iterator[str]:
        """Yield the rules that a clause came near, each once with all that would bring it about."""
        yield ""
        yield from wrap(f"{self.words['within_one']}:" if misses else f"{self.words['none_near']}.", "  ")
        for rule in dict.fromkeys(miss.rule for miss in misses):
            found = [miss for miss in misses if miss.rule == rule]
            head = f"{self._word(found[0].level)}, {self._forum(found[0].forum)}: {rule}"
            yield from wrap(f"- {head}", "    ", "      ")
            for miss in found:
                yield from wrap(f"{miss.measure}: {change_in_words(miss, self.phrases)}", "      ", "        ")

    def _heading(self, head: str, word: str, verdict: str) -> str:
        room = max(2, WIDTH - len(head) - len(word))
        return head + " " * room + self.paint(word.upper(), verdict)

    def _measures(self, clause: ClauseResult) -> Iterator[str]:
        if not clause.measures and clause.verdict == "not_understood":
            yield from wrap(self.words["silent"], "  ")
        yield from self._understood(clause.measures)

    def _understood(self, measures: Sequence[Measure]) -> Iterator[str]:
        for measure in measures:
            label = self.words["nominated" if measure.status == "possible" else "understood"]
            yield from wrap(f"{label} ({measure.id}): {self.measure_line(measure)}", "  ", "    ")

    def measure_line(self, measure: Measure) -> str:
        """Return in one line what a clause would do."""
        words = self.words
        ruled_out = f"{words['ruled_out']} " if measure.polarity == "negated" else ""
        parts = [ruled_out + self.phrases.value("kind", measure.kind)]
        for role, word in _ROLES:
            named = [self.phrases.value(role, value) for value in getattr(measure, role)]
            parts += [f"{words[word]} {', '.join(named)}"] if named else []
        parts += [f"{words['about']}: {self.phrases.value('about', measure.about)}"] if measure.about else []
        parts += [f"{words['number']}: {measure.number:,}"] if measure.number is not None else []
        parts += [f"{words['time']}: {measure.deadline}"] if measure.deadline else []
        flags = [self.phrases.value(f, str(getattr(measure, f))) for f in _FLAGS if getattr(measure, f) not in _USUAL]
        return "; ".join([*parts, *flags])

    def _findings(self, findings: Sequence[Finding], lesser: Collection[str]) -> Iterator[str]:
        told = [finding for finding in findings if finding.rule in lesser]
        for finding in findings:
            if finding not in told:
                yield ""
                yield from self._finding(finding)
        if told:
            yield ""
        for finding in told:
            head = f"{self._word(finding.level)}, {self._forum(finding.forum)}: "
            said = f"- {head}{finding.message} ({finding.rule}) {self.acceptance(finding)}"
            yield from wrap(said.rstrip(), "  ", "    ")

    def _across(self, finding: PlanFinding, order: Sequence[str]) -> Iterator[str]:
        """Yield the lines on what shows only across the clauses of the plan, which are named in their order."""
        named = {number for found in finding.clauses.values() for number in found}
        numbers = ", ".join(number for number in order if number in named)
        level = self._word(finding.level)
        word = level if finding.certainty == "certain" else f"{self.words['may_be']} {level}"
        yield self._heading(cut(f"{self.words['across']} {numbers}", WIDTH - len(word) - 2), word, finding.level)
        yield from self._finding(finding)

    def _finding(self, finding: Finding | PlanFinding) -> Iterator[str]:
        level = self._word(finding.level)
        tail = ", ".join([self._forum(finding.forum), self._word(finding.certainty), self._word(finding.standing)])
        room = WIDTH - 4 - len(level) - len(tail) - len(finding.rule)
        beside = " " * room + finding.rule if room > 0 else ""
        yield f"  {self.paint(level, finding.level)}: {tail}{beside}"
        if not beside:
            yield finding.rule.rjust(WIDTH)
        yield from wrap(finding.message, "    ")
        accepted = self.acceptance(finding)
        yield from wrap(accepted, "    ", "      ") if accepted else ()
        yield from self._because(finding.because, "      ")
        yield from wrap(f"{self.words['sources']}: {self._citations(finding.sources)}", "    ", "      ")
        for view in finding.positions:
            year = f", {view.year}" if view.year else ""
            said = f"{self.words['position']} ({view.held_by}{year}): {view.view} [{self._word(view.level)}]"
            yield from wrap(said, "    ", "      ")
        for at, step in enumerate(finding.route, 1):
            yield from wrap(f"{self.words['route']} {at}. {step_line(step, self.words['condition'])}", "    ", "      ")

    def _because(self, leaves: Sequence[Because], indent: str) -> Iterator[str]:
        for leaf in (leaf for leaf in leaves if self.whole or leaf.value not in UNTOLD):
            cited = self._cited(leaf)
            said = leaf.says + quoted_words(leaf.evidence) + (f" [{cited}]" if cited else "")
            yield from wrap(f"- {said}", indent, indent + "  ")
            yield from self._because(leaf.because, indent + "  ")

    def _cited(self, leaf: Because) -> str:
        """Return the first sources of a step of a derivation, where it has any of its own."""
        return self._citations(leaf.sources[:2]) if leaf.origin in ("rule", "context") else ""

    def _citations(self, names: Sequence[str]) -> str:
        return "; ".join(self._places(names))

    def _places(self, names: Sequence[str]) -> list[str]:
        """Return sources as a lawyer cites them, the pinpoints of one instrument together."""
        places: dict[str, list[str]] = {}
        for name in names:
            source = self.book.sources[name]
            places.setdefault(source.short.in_(self.language), []).append(self.pinpoint(source))
        return [f"{instrument}, {', '.join(pinpoints)}" for instrument, pinpoints in places.items()]

    def pinpoint(self, source: Source) -> str:
        """Return a place in an instrument, with a word of doubt where it was not fully verified."""
        doubt = {"partly": "partly", "no-from-memory": "unverified"}.get(source.at.verified)
        return source.at.pinpoint.in_(self.language) + (f" ({self.words[doubt]})" if doubt else "")

    def _summary(self, result: Result) -> Iterator[str]:
        yield f"{self.words['summary']}: {self.paint(self._word(result.plan.verdict).upper(), result.plan.verdict)}"
        yield from wrap(self.counted(result), "  ")
        for forum, verdict in result.plan.forums.items():
            yield f"  {self._forum(forum)}: {self.paint(self._word(verdict), verdict)}"
        told = (*self.apart(result), *self.unchecked(result), *self.acceptances(result), *self.needed(result))
        for said in told:
            yield from wrap(said, "  ", "    ")

    def counted(self, result: Result) -> str:
        """Return how many clauses came to which verdict."""
        silent = introductions(result.clauses)
        counts: Counter[str] = Counter(clause.verdict for clause in result.clauses if clause.number not in silent)
        order = [verdict for verdict in VERDICTS if counts[verdict]]
        said = ", ".join(f"{counts[verdict]} {self._word(verdict)}" for verdict in order)
        return self.words["count"].format(number=counts.total(), verdicts=said)

    def apart(self, result: Result) -> Iterator[str]:
        """Yield what was no clause and was not judged."""
        attached = [part for part in result.plan.apart if part.kind == "attachment"]
        counts = Counter(self.words[part.kind] for part in result.plan.apart if part.kind != "attachment")
        parts = [f"{name} ({count} ¶)" for name, count in counts.items()]
        parts += [f"{self.words[part.kind]} ({part.text})" for part in attached]
        if parts:
            yield f"{self.words['set_apart']}: {', '.join(parts)}."

    def unchecked(self, result: Result) -> Iterator[str]:
        """Yield on which clauses the engine broke off."""
        for chunk in result.plan.unchecked:
            yield self.words["unchecked"].format(
                first=chunk.clauses[0], last=chunk.clauses[-1], number=chunk.matters, cause=chunk.cause
            )

    def needed(self, result: Result) -> Iterator[str]:
        """Yield the facts that could still change a verdict, each once."""
        unknowns = (unknown for clause in result.clauses for unknown in clause.unknowns)
        for fact, ask in dict.fromkeys((unknown.fact, unknown.ask) for unknown in unknowns if "." not in unknown.fact):
            yield f"{self.words['needed']}: {ask} (--assume {fact}=...)"

    def acceptance(self, found: Finding | PlanFinding | ClauseResult) -> str:
        """Return in a sentence why something does not count for the exit status; empty if it does."""
        accepted = found.accepted
        if accepted is None:
            return ""
        if accepted.by == "baseline":
            return f"{self.phrases.report['known']}."
        word = "accepted" if accepted.until is None else "accepted_until"
        because = (accepted.because or "").rstrip(".")
        return f"{self.phrases.report[word].format(because=because, until=accepted.until)}."

    def stale(self, judged: ClauseResult | PlanVerdict) -> list[str]:
        """Return in a sentence each what is accepted to no purpose."""
        words = {"expired": self.phrases.report["stale_expired"], "no_finding": self.phrases.report["stale_none"]}
        parts = ((one, one.because.rstrip(".")) for one in judged.stale)
        return [f"{words[one.why].format(rule=one.rule, until=one.until, because=because)}." for one, because in parts]

    def acceptances(self, result: Result) -> Iterator[str]:
        """Yield how much is accepted, and what of that is stale for the plan as a whole."""
        number = accepted_number(result)
        if number:
            yield self.phrases.report["accepted_count"].format(number=number)
        yield from self.stale(result.plan)

    def by_doctrine(self, doctrine: str | None) -> str:
        """Return by which view disputed law counts, with a blank after it; empty where that is its own level."""
        if doctrine is None:
            return ""
        return self.phrases.report["doctrine"].format(doctrine=self.phrases.values.get(doctrine, doctrine)) + " "

    def _footer(self, result: Result | Alternatives) -> Iterator[str]:
        yield from wrap(self.closing(result))

    def closing(self, result: Result | Alternatives) -> str:
        """Return which rulebook judged by the law of which day, and what a verdict does not say."""
        book = result.rulebook
        said = self.words["footer"].format(version=book.version, digest=book.digest[:19], date=result.as_of)
        return self.by_doctrine(result.doctrine) + said if isinstance(result, Result) else said


def accepted_number(result: Result) -> int:
    """Return how many findings do not count for the exit status, clauses not understood among them."""
    marks = [clause.accepted for clause in result.clauses]
    marks += [finding.accepted for clause in result.clauses for finding in clause.findings]
    marks += [finding.accepted for finding in result.plan.findings]
    return sum(mark is not None for mark in marks)


def quoted_words(evidence: Sequence[Evidence]) -> str:
    """Return the words of a clause that something rests on, to be put after it; empty if there are none."""
    words = ", ".join(f'"{one.text}"' for one in evidence)
    return f" ({words})" if words else ""


def step_line(step: Step, condition: str = "condition") -> str:
    """Return a step of a route in one line."""
    parts = [f"{step.act} - {step.body}"]
    parts += [step.majority] if step.majority else []
    parts += [f"{condition}: {step.condition}"] if step.condition else []
    return "; ".join(parts)


def settling_line(step: Step) -> str:
    """Return a step in one line, with what holds once it is done as ``--assume`` takes it."""
    settled = ", ".join(f"{name}={value}" for name, value in step.settles.items())
    return f"{step_line(step)} [settles {settled}]" if settled else step_line(step)


def cut(text: str, room: int) -> str:
    """Return text on one line, shortened to ``room`` characters."""
    text = " ".join(visible(text).split())
    return text if len(text) <= room else text[: max(0, room - 3)].rstrip() + "..."


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap to the width of the page; control characters are shown, never sent to the terminal."""
    safe = visible(text)
    follow = first if rest is None else rest
    held = _CITED.sub("\\1\u00a0", " ".join(safe.split()))
    lines = textwrap.wrap(held, WIDTH, initial_indent=first, subsequent_indent=follow)
    return [line.replace("\u00a0", " ") for line in lines] or [first.rstrip()]
