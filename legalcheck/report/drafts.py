"""The difference of two drafts for people: eighty columns of text, or one HTML file that needs no network."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from legalcheck.matters.build import PARTS
from legalcheck.model.drafts import (
    BarrierChange,
    ClauseChange,
    Difference,
    DraftClause,
    MeasureChange,
    SideChange,
)
from legalcheck.model.measure import Measure
from legalcheck.model.values import gravest
from legalcheck.report.text import MAX_SHOWN, WIDTH, Paint, TextReport, cut, plain, wrap
from legalcheck.rulebook.load import Rulebook

MARKS = {"added": "+", "removed": "-", "changed": "~", "new": "+", "cleared": "-", "moved": "~"}
_QUIET = ("same", "reworded")
_COLUMN = 20
"""Columns for the name of a forum, and for each verdict beside it."""


class DifferenceWords:
    """Says the parts of a difference in a language of the rulebook."""

    def __init__(self, book: Rulebook, language: str = "en"):
        self.book = book
        self.language = language
        self.phrases = book.phrases[language]
        self.words = self.phrases.diff
        self._text = TextReport(book, language=language)

    def verdict(self, value: str) -> str:
        """Return a verdict or a level in words."""
        return self.phrases.value("verdict", value)

    def forum(self, name: str) -> str:
        """Return the title of a forum."""
        return self.book.forums[name].title.in_(self.language)

    def side(self, side: SideChange) -> str:
        """Return whose obligations a list tells."""
        if not side.parties:
            return self.words[f"{side.side}_give"]
        verb = "gives" if len(side.parties) == 1 else "give"
        return self.words[verb].format(parties=self.phrases.slot("performer", side.parties))

    def measure(self, measure: Measure) -> str:
        """Return what a clause would do; a guess of the reader says so."""
        guess = f" ({self.phrases.value('certainty', 'possible')})" if measure.status == "possible" else ""
        return self._text.measure_line(measure) + guess

    def parts(self, change: MeasureChange) -> list[tuple[str, str, str]]:
        """Return the parts in which a measure changed: what, from, to."""
        if change.old is None or change.new is None:
            return []
        old, new = change.old.measure, change.new.measure
        return [(self.words[part], self._value(part, old), self._value(part, new)) for part in change.parts]

    def _value(self, part: str, measure: Measure) -> str:
        value = getattr(measure, part)
        if value is None or value == ():
            return self.phrases.value(part, "unspecified")
        if part in PARTS:
            return str(self.phrases.slot(part, value))
        if part == "within_days":
            return self.words["days"].format(number=value)
        if part == "deadline":
            return str(value)
        return f"{value:,}" if part == "number" else self.phrases.value(part, str(value))

    def places(self, old: Sequence[str], new: Sequence[str]) -> str:
        """Return the clauses of both drafts: ``6 -> 4``, or those of the one draft that has any."""
        return " -> ".join(", ".join(numbers) for numbers in (old, new) if numbers)

    def met_by(self, change: BarrierChange) -> str:
        """Return which clauses meet a barrier in which draft."""
        sides = ((self.words["old"], change.old_clauses), (self.words["new"], change.new_clauses))
        return "; ".join(f"{name} {', '.join(numbers)}" for name, numbers in sides if numbers)

    def certainty(self, change: BarrierChange) -> str:
        """Return how certainly a barrier is met: before and after, where both drafts meet it otherwise."""
        found = [self.verdict(value) for value in dict.fromkeys((change.old, change.new)) if value]
        return " -> ".join(found)

    def counts(self, difference: Difference) -> str:
        """Return how many clauses had which fate."""
        told = ", ".join(f"{count} {self.words[fate]}" for fate, count in difference.counts.items() if count)
        return self.words["clause_words"].format(counts=told)

    def judged(self, difference: Difference) -> str:
        """Return by the law of which day both drafts were judged."""
        return self.phrases.report["judged"].format(date=difference.as_of)

    def facts(self, assumptions: dict[str, str]) -> str:
        """Return facts with the values used."""
        told = (
            f"{self.phrases.facts.get(name, name.replace('_', ' '))}: {self.phrases.value(name, value)}"
            for name, value in assumptions.items()
        )
        return f"{self.phrases.report['facts']}: {'; '.join(told)}." if assumptions else ""

    def footer(self, difference: Difference) -> str:
        """Return which rulebook judged, and what a verdict does not say."""
        book = difference.rulebook
        return self.phrases.report["footer"].format(
            version=book.version, digest=book.digest[:19], date=difference.as_of
        )

    def sorted_barriers(self, difference: Difference) -> list[tuple[str, list[BarrierChange]]]:
        """Return the barriers under their headings: new, cleared, and met by other clauses."""
        found = (
            (fate, [one for one in difference.barriers if one.change == fate]) for fate in ("new", "cleared", "moved")
        )
        return [(self.words[f"{fate}_barriers"], barriers) for fate, barriers in found if barriers]


def verdict_of(clauses: Sequence[DraftClause]) -> str:
    """Return the gravest verdict of some clauses; empty if they only introduce others, or there is none."""
    judged = [clause.verdict for clause in clauses if not clause.introduces]
    silent = "not_understood" if "not_understood" in judged else "clear"
    return gravest(judged, silent) if judged else ""


class DifferenceText:
    """Writes the difference as text; ``paint`` colours verdicts."""

    def __init__(self, book: Rulebook, paint: Paint = plain, language: str = "en"):
        self.say = DifferenceWords(book, language)
        self.paint = paint

    @cached_property
    def words(self) -> dict[str, str]:
        """The fixed words."""
        return self.say.words

    def report(self, difference: Difference) -> str:
        """Return the whole report."""
        lines = [*self._head(difference), "", *self._verdicts(difference), "", *wrap(self.say.counts(difference))]
        if difference.empty:
            lines += wrap(self.words["none"])
        for side in difference.obligations:
            lines += ["", *_heading(self.say.side(side)), *self._measures(side.changes, placed=True)]
        for title, barriers in self.say.sorted_barriers(difference):
            lines += ["", *_heading(title)]
            for barrier in barriers:
                lines += self._barrier(barrier)
        if not difference.empty:
            lines += ["", *_heading(self.words["clauses"]), *wrap(self.words["marks"])]
        lines += [*self._clauses(difference), "", *wrap(self.say.footer(difference))]
        return "\n".join(lines) + "\n"

    def _head(self, difference: Difference) -> Iterator[str]:
        title = self.words["title"]
        yield from (title, "=" * len(title))
        for name, draft in ((self.words["old"], difference.old), (self.words["new"], difference.new)):
            yield from wrap(f"{name}: {draft.title or draft.path}", "", "  ")
        old, new = difference.old.assumptions, difference.new.assumptions
        facts = self.say.facts(old) if old == new else ""
        yield from wrap(f"{self.say.judged(difference)} {facts}")
        if old != new:
            yield from wrap(f"{self.words['old']}: {self.say.facts(old)}", "", "  ")
            yield from wrap(f"{self.words['new']}: {self.say.facts(new)}", "", "  ")

    def _verdicts(self, difference: Difference) -> Iterator[str]:
        yield " " * _COLUMN + self.words["old"].ljust(_COLUMN) + self.words["new"]
        old, new = difference.old, difference.new
        yield self._row(self.words["whole"], old.verdict, new.verdict)
        for name in new.forums:
            yield self._row(self.say.forum(name), old.forums[name], new.forums[name])

    def _row(self, name: str, old: str, new: str) -> str:
        room = " " * max(1, _COLUMN - len(self.say.verdict(old)))
        return cut(name, _COLUMN - 1).ljust(_COLUMN) + self._painted(old) + room + self._painted(new)

    def _painted(self, verdict: str) -> str:
        return self.paint(self.say.verdict(verdict), verdict)

    def _measures(self, changes: Sequence[MeasureChange], *, placed: bool) -> Iterator[str]:
        """Yield what changed, a measure an entry; ``placed`` names the clauses."""
        for change in changes:
            shown = change.new or change.old
            assert shown is not None
            old, new = ((x.clause,) if x else () for x in (change.old, change.new))
            where = f"{self.say.places(old, new)}: " if placed else ""
            yield from wrap(f"{MARKS[change.change]} {where}{self.say.measure(shown.measure)}", "  ", "      ")
            for name, before, after in self.say.parts(change):
                yield from wrap(f"{name}: {before} -> {after}", "      ", "        ")

    def _barrier(self, barrier: BarrierChange) -> Iterator[str]:
        level = self.say.verdict(barrier.level)
        tail = f"{self.say.forum(barrier.forum)}, {self.say.certainty(barrier)}"
        room = WIDTH - 4 - len(level) - len(tail) - len(barrier.rule)
        beside = " " * room + barrier.rule if room > 0 else ""
        yield f"  {self.paint(level, barrier.level)}: {tail}{beside}"
        if not beside:
            yield barrier.rule.rjust(WIDTH)
        yield from wrap(f"({self.say.met_by(barrier)}) {barrier.message}", "    ")

    def _clauses(self, difference: Difference) -> Iterator[str]:
        for change in difference.clauses:
            if change.change not in _QUIET:
                yield from ("", *self._clause(change))
        for fate in _QUIET:
            pairs = [one.numbers for one in difference.clauses if one.change == fate]
            found = ["->".join(dict.fromkeys((*old, *new))) for old, new in pairs]
            if found:
                yield from ("", *wrap(f"{self.words['unchanged']} ({self.words[fate]}): {', '.join(found)}.", "", "  "))

    def _clause(self, change: ClauseChange) -> Iterator[str]:
        verdicts = [verdict for verdict in map(verdict_of, (change.old, change.new)) if verdict]
        tail = " -> ".join(map(self.say.verdict, dict.fromkeys(verdicts)))
        head = cut(f"{self.say.places(*change.numbers)}  {self.words[change.change]}", WIDTH - len(tail) - 2)
        shown = " -> ".join(map(self._painted, dict.fromkeys(verdicts)))
        yield (head + " " * (WIDTH - len(head) - len(tail)) + shown).rstrip()
        for mark, clauses in (("-", change.old), ("+", change.new)):
            for clause in clauses:
                number = f"{clause.number}: " if len(clauses) > 1 else ""
                yield from wrap(f"{mark} {number}{cut(clause.text, MAX_SHOWN)}", "  ", "    ")
        yield from self._measures(change.measures, placed=False)
        for barrier in change.barriers:
            told = f"{self.say.verdict(barrier.level)}, {self.say.forum(barrier.forum)}: {barrier.rule}"
            yield from wrap(f"{MARKS[barrier.change]} {told}", "  ", "      ")


def _heading(title: str) -> tuple[str, str]:
    return title, "-" * len(title)
