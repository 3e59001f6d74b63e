"""Results for people at a terminal: eighty columns, plain words, colour only where it is wanted."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from legalcheck.checking import introductions
from legalcheck.model.measure import Measure
from legalcheck.model.result import Because, ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.rule import Step
from legalcheck.model.values import LEVELS, UNSPECIFIED
from legalcheck.rulebook.load import Rulebook

WIDTH = 80
MAX_SHOWN = 2000
"""Characters of a clause that the report repeats."""
Paint = Callable[[str, str], str]
"""Colours a piece of text for a verdict: (text, verdict) to text."""

WORDS = {"not_understood": "not understood"}
_FLAGS = ("mode", "force", "condition", "instrument")
_USUAL = {UNSPECIFIED, "obligation", "none"}


def plain(text: str, _verdict: str) -> str:
    """Colour nothing."""
    return text


class TextReport:
    """Writes results as text; ``paint`` colours verdicts."""

    def __init__(self, book: Rulebook, paint: Paint = plain):
        self.book = book
        self.paint = paint

    def clause(self, result: Result) -> str:
        """Return the report on a single clause."""
        lines = [*self._clause(result.clauses[0]), "", *self._footer(result)]
        return "\n".join(lines) + "\n"

    def plan(self, result: Result) -> str:
        """Return the report on a plan: a table of clauses and forums, the findings, a summary."""
        lines = [*self._title(result), "", *self._table(result), ""]
        for clause in result.clauses:
            if clause.findings or clause.unknowns or clause.verdict == "not_understood":
                lines += [*self._clause(clause, brief=True), ""]
        for finding in result.plan.findings:
            lines += [*self._across(finding), ""]
        lines += [*self._summary(result), "", *self._footer(result)]
        return "\n".join(lines) + "\n"

    def _title(self, result: Result) -> Iterator[str]:
        title = result.plan.title or result.plan.path
        yield from wrap(title)
        yield "=" * min(WIDTH, len(title))
        yield from wrap(f"Judged by the law of {result.as_of}. {self._assumed(result)}")

    def _assumed(self, result: Result) -> str:
        said = [f"{name.replace('_', ' ')}: {value}" for name, value in result.assumptions.items()]
        return f"Facts: {'; '.join(said)}." if said else ""

    def _table(self, result: Result) -> Iterator[str]:
        forums = list(result.plan.forums)
        widths = [max(14, len(self.book.forums[f].title) + 2) for f in forums]
        number = max([6, *(len(c.number) for c in result.clauses)]) + 2
        heads = (self.book.forums[f].title.ljust(w) for f, w in zip(forums, widths, strict=True))
        yield ("Clause".ljust(number) + "".join(heads) + "Text").rstrip()
        yield "-" * WIDTH
        silent = introductions(result.clauses)
        for clause in result.clauses:
            cells = "".join(self._cell(clause, f, w, silent) for f, w in zip(forums, widths, strict=True))
            room = WIDTH - number - sum(widths)
            yield (clause.number.ljust(number) + cells + _cut(clause.text or _said(clause), room)).rstrip()

    def _cell(self, clause: ClauseResult, forum: str, width: int, silent: frozenset[str]) -> str:
        verdict = clause.forums[forum]
        word = "-" if clause.number in silent else "." if verdict == "clear" else WORDS.get(verdict, verdict)
        return self.paint(word, verdict) + " " * (width - len(word))

    def _clause(self, clause: ClauseResult, *, brief: bool = False) -> Iterator[str]:
        """Yield the lines on one clause; ``brief`` leaves the derivations of mere notices out."""
        word = WORDS.get(clause.verdict, clause.verdict).upper()
        head = f"Clause {clause.number}"
        yield head + " " * max(2, WIDTH - len(head) - len(word)) + self.paint(word, clause.verdict)
        yield from wrap(_cut(clause.text, MAX_SHOWN) or _said(clause), "  ")
        yield from self._measures(clause)
        if clause.measures:
            forums = (f"{self.book.forums[f].title}: {WORDS.get(v, v)}" for f, v in clause.forums.items())
            yield from wrap("; ".join(forums), "  ")
        certain = [finding for finding in clause.findings if finding.certainty == "certain"]
        possible = [finding for finding in clause.findings if finding.certainty == "possible"]
        yield from self._findings(certain, brief)
        if possible:
            yield ""
            yield from wrap(
                f"May apply as well, and make it {WORDS.get(clause.possible_verdict, clause.possible_verdict)}:", "  "
            )
            yield from self._findings(possible, brief)
        yield from self._unknowns(clause)
        for note in clause.notes:
            yield from wrap(f'Not acted on: "{note.text}": {note.message}', "  ", "    ")

    def _findings(self, findings: Sequence[Finding], brief: bool) -> Iterator[str]:
        for finding in findings:
            yield ""
            yield from self._finding(finding, brief=brief and finding.level == "notice")

    def _measures(self, clause: ClauseResult) -> Iterator[str]:
        if not clause.measures:
            yield from wrap(
                "Not understood: no measure was read from these words. That is no sign that the clause is lawful.", "  "
            )
        for measure in clause.measures:
            label = "Nominated, please confirm" if measure.status == "possible" else "Understood"
            yield from wrap(f"{label} ({measure.id}): {self._measure(measure)}", "  ", "    ")

    def _measure(self, measure: Measure) -> str:
        phrases = self.book.phrases
        ruled_out = "not to " if measure.polarity == "negated" else ""
        parts = [ruled_out + phrases.value("kind", measure.kind)]
        for role, word in (("performer", "by"), ("beneficiary", "for"), ("territory", "in"), ("organisation", "with")):
            named = [phrases.value(role, value) for value in getattr(measure, role)]
            parts += [f"{word} {', '.join(named)}"] if named else []
        parts += [f"about: {phrases.value('about', measure.about)}"] if measure.about else []
        parts += [f"number: {measure.number:,}"] if measure.number is not None else []
        parts += [f"time: {measure.deadline}"] if measure.deadline else []
        flags = [phrases.value(f, str(getattr(measure, f))) for f in _FLAGS if getattr(measure, f) not in _USUAL]
        return "; ".join([*parts, *flags])

    def _across(self, finding: PlanFinding) -> Iterator[str]:
        """Yield the lines on what shows only across the clauses of the plan."""
        numbers = ", ".join(dict.fromkeys(n for found in finding.clauses.values() for n in found))
        word = finding.level.upper() if finding.certainty == "certain" else f"MAY BE {finding.level.upper()}"
        head = _cut(f"Across clauses {numbers}", WIDTH - len(word) - 2)
        yield head + " " * max(2, WIDTH - len(head) - len(word)) + self.paint(word, finding.level)
        yield from self._finding(finding, brief=False)

    def _finding(self, finding: Finding | PlanFinding, *, brief: bool) -> Iterator[str]:
        forum = self.book.forums[finding.forum].title
        tail = ", ".join([forum, finding.certainty, finding.standing])
        room = " " * max(1, WIDTH - 4 - len(finding.level) - len(tail) - len(finding.rule))
        yield f"  {self.paint(finding.level, finding.level)}: {tail}{room}{finding.rule}"
        yield from wrap(finding.message, "    ")
        if not brief:
            yield from self._because(finding.because, "      ")
        yield from wrap(f"Sources: {self._citations(finding.sources)}", "    ", "      ")
        for view in finding.positions:
            year = f", {view.year}" if view.year else ""
            yield from wrap(f"Position ({view.held_by}{year}): {view.view} [{view.level}]", "    ", "      ")
        for at, step in enumerate(finding.route, 1):
            yield from wrap(f"Route {at}. {step_line(step)}", "    ", "      ")

    def _because(self, leaves: Sequence[Because], indent: str) -> Iterator[str]:
        for leaf in leaves:
            words = ", ".join(f'"{evidence.text}"' for evidence in leaf.evidence)
            cited = self._citations(leaf.sources[:2]) if leaf.origin in ("rule", "context") else ""
            said = leaf.says + (f" ({words})" if words else "") + (f" [{cited}]" if cited else "")
            yield from wrap(f"- {said}", indent, indent + "  ")
            yield from self._because(leaf.because, indent + "  ")

    def _citations(self, names: Sequence[str]) -> str:
        """Return sources as a lawyer cites them, the pinpoints of one instrument together."""
        places: dict[str, list[str]] = {}
        for name in names:
            source = self.book.sources[name]
            places.setdefault(source.short.en, []).append(source.at.pinpoint)
        return "; ".join(f"{instrument}, {', '.join(pinpoints)}" for instrument, pinpoints in places.items())

    def _unknowns(self, clause: ClauseResult) -> Iterator[str]:
        for unknown in clause.unknowns:
            yield from wrap(f"Still needed: {unknown.ask} ({unknown.fact}: {unknown.would_change})", "  ", "    ")

    def _summary(self, result: Result) -> Iterator[str]:
        silent = introductions(result.clauses)
        judged = [clause for clause in result.clauses if clause.number not in silent]
        counts: Counter[str] = Counter(clause.verdict for clause in judged)
        order = [level for level in (*LEVELS, "clear", "not_understood") if counts[level]]
        said = ", ".join(f"{counts[level]} {WORDS.get(level, level)}" for level in order)
        word = WORDS.get(result.plan.verdict, result.plan.verdict)
        yield f"Summary: {self.paint(word.upper(), result.plan.verdict)}"
        yield from wrap(f"{len(judged)} clauses: {said}.", "  ")
        for forum, verdict in result.plan.forums.items():
            yield f"  {self.book.forums[forum].title}: {self.paint(WORDS.get(verdict, verdict), verdict)}"
        facts = dict.fromkeys(
            (u.fact, u.ask) for clause in result.clauses for u in clause.unknowns if "." not in u.fact
        )
        for fact, ask in facts:
            yield from wrap(f"Still needed: {ask} (--assume {fact}=...)", "  ", "    ")

    def _footer(self, result: Result) -> Iterator[str]:
        yield from wrap(
            f"Rulebook {result.rulebook.version} ({result.rulebook.digest[:19]}), law of {result.as_of}. "
            "'clear' means that no encoded rule was hit, not that the clause is lawful. No legal advice."
        )


def _said(clause: ClauseResult) -> str:
    return "(no text; confirmed measures only)" if clause.measures else ""


def step_line(step: Step) -> str:
    """Return a step of a route in one line."""
    parts = [f"{step.act} - {step.body}"]
    parts += [step.majority] if step.majority else []
    parts += [f"condition: {step.condition}"] if step.condition else []
    return "; ".join(parts)


def _cut(text: str, room: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= room else text[: max(0, room - 3)].rstrip() + "..."


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap to the width of the page; control characters are shown, never sent to the terminal."""
    safe = "".join(c if c.isprintable() or c in " \n" else "\ufffd" for c in text)
    follow = first if rest is None else rest
    lines = textwrap.wrap(" ".join(safe.split()), WIDTH, initial_indent=first, subsequent_indent=follow)
    return lines or [first.rstrip()]
