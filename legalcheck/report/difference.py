"""Differences between two judgements, as text and as JSON."""

from collections.abc import Iterator
from textwrap import shorten

from legalcheck.model.difference import ClauseDifference, Difference, Moves, Verdicts
from legalcheck.model.result import Finding, PlanFinding
from legalcheck.report.text import WIDTH, TextReport, wrap

_ARROW = " -> "
MAX_HEAD = 40
"""Characters that the number of a clause has room for beside its verdicts."""
MAX_SHOWN = 400
"""Characters of a clause that the report repeats."""


class DifferenceReport(TextReport):
    """Writes differences as text: what was supposed, then each clause that changes, then the whole."""

    def difference(self, found: Difference, *, alone: bool = False) -> str:
        """Return the report; ``alone`` for one clause that is no plan."""
        changed = [clause for clause in found.clauses if clause]
        lines = [*self._supposed(found), ""]
        for clause in changed:
            lines += [*self._changed_clause(clause), ""]
        if found.findings:
            lines += [self.words["whole"], *self._moved(found.findings), ""]
        if not changed and not found.findings:
            lines += [f"{self.words['nothing_changes']} ({self._word(found.after.plan.verdict)})", ""]
        if not alone:
            lines += [*self._whole(found, len(changed)), ""]
        lines += wrap(self.by_doctrine(found.doctrine) + self._closing(found))
        return "\n".join(lines) + "\n"

    def _supposed(self, found: Difference) -> Iterator[str]:
        title = found.title or found.path
        yield from wrap(title) if title else ()
        words = self.words
        if not found.supposed:
            yield from wrap(words["from_to"].format(before=found.before.as_of, after=found.after.as_of))
        for one in found.supposed:
            yield from wrap(f"{words['what_if']} {one.name}={one.after} ({words['now']} {one.before})")

    def _changed_clause(self, clause: ClauseDifference) -> Iterator[str]:
        verdict = self._step(clause.before.verdict, clause.after.verdict).upper()
        head = shorten(f"{self.words['head_clause']} {clause.number}", MAX_HEAD, placeholder="...")
        yield self._heading(head, verdict, clause.after.verdict)
        yield from wrap(shorten(clause.text, MAX_SHOWN, placeholder="..."), "  ") if clause.text else ()
        yield from self._by_forum(clause.before, clause.after)
        yield from self._moved(clause.findings)

    def _by_forum(self, before: Verdicts, after: Verdicts) -> Iterator[str]:
        forums = (
            f"{self._forum(name)}: {self._step(verdict, after.forums[name])}" for name, verdict in before.forums.items()
        )
        yield from wrap("; ".join(forums), "  ", "    ")
        if before.possible_verdict != before.verdict or after.possible_verdict != after.verdict:
            yield from wrap(
                f"{self.words['possibly']}: {self._step(before.possible_verdict, after.possible_verdict)}", "  "
            )

    def _step(self, before: str, after: str) -> str:
        return self._word(after) if before == after else f"{self._word(before)}{_ARROW}{self._word(after)}"

    def _moved(self, moves: Moves[Finding] | Moves[PlanFinding]) -> Iterator[str]:
        for word, found in (("gone", moves.gone), ("added", moves.added)):
            for finding in found:
                yield from self._one(self.words[word], self._what(finding), finding)
        for one in moves.changed:
            before, after = self._what(one.before), self._what(one.after)
            what = f"{after} ({', '.join(one.parts)})" if before == after else f"{before}{_ARROW}{after}"
            yield from self._one(self.words["changed"], what, one.after)

    def _what(self, finding: Finding | PlanFinding) -> str:
        return f"{self._word(finding.level)}, {self._word(finding.certainty)}, {self._word(finding.standing)}"

    def _one(self, word: str, what: str, finding: Finding | PlanFinding) -> Iterator[str]:
        yield ""
        head = f"  {word}: {self._forum(finding.forum)}: {what}"
        room = WIDTH - len(head) - len(finding.rule)
        yield head + (" " * room + finding.rule if room > 1 else "")
        if room <= 1:
            yield finding.rule.rjust(WIDTH)
        yield from wrap(finding.message, "    ")
        yield from wrap(f"{self.words['sources']}: {self._citations(finding.sources)}", "    ", "      ")

    def _whole(self, found: Difference, changed: int) -> Iterator[str]:
        before, after = found.before.plan, found.after.plan
        verdict = self.paint(self._step(before.verdict, after.verdict).upper(), after.verdict)
        yield f"{self.words['summary']}: {verdict}"
        yield from wrap(self.words["change_count"].format(number=changed, all=len(found.clauses)), "  ")
        yield from self._by_forum(before, after)

    def _closing(self, found: Difference) -> str:
        days = dict.fromkeys((found.before.as_of, found.after.as_of))
        book = found.rulebook
        return self.words["footer"].format(version=book.version, digest=book.digest[:19], date=" / ".join(days))
