"""Results as Markdown for the pages of a forge: a table of clauses and forums, then each clause with its findings.

All that comes from a plan is escaped, so that it can be neither markup nor HTML. The few elements of HTML are ours:
places to link to, and derivations that fold away.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from legalcheck.documents.numbered import introductions
from legalcheck.model.result import Because, ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS
from legalcheck.report.escaping import forge_markdown as escaped
from legalcheck.report.linked import Linked
from legalcheck.report.pointing import severity
from legalcheck.report.text import UNTOLD, cut, quoted_words, step_line

if TYPE_CHECKING:
    from legalcheck.checking import Checker

SHORT = 80
"""Characters of a clause in the table."""
_GRAVE = tuple(level for level in LEVELS if severity(level) == "error")
_MARKS = {"clear": "·", "not_understood": "?"}


def render(results: Sequence[Result], checker: "Checker", *, single: bool = False) -> Iterator[str]:
    """Yield the document, plan by plan; one clause that stands alone needs no table."""
    report = _Pages(checker.book, language=checker.context.language, whole=checker.trace)
    for at, result in enumerate(results, 1):
        lines = report.alone(result) if single else report.page(result, at)
        yield ("\n" if at > 1 else "") + "\n".join(lines) + "\n"


class _Pages(Linked):
    def alone(self, result: Result) -> Iterator[str]:
        """Yield the lines on a single clause."""
        yield from self._section(result.clauses[0])
        yield from self._closing(result)

    def page(self, result: Result, at: int) -> Iterator[str]:
        """Yield the lines on a plan, the one at a place among the plans."""
        yield f"# {escaped(result.plan.title or result.plan.path)}"
        verdict = self._word(result.plan.verdict).upper()
        yield from ("", f"{self.words['summary']}: **{verdict}**. {self._verdicts(result.plan.forums)}.", "")
        told = (*self.apart(result), *self.unchecked(result), *self.acceptances(result), *self.needed(result))
        for said in (self.judged(result), self.counted(result), *told):
            yield from (escaped(said), "")
        yield from self._overview(result, at)
        silent = introductions(result.clauses)
        for place, clause in enumerate(result.clauses):
            if clause.number not in silent or clause.findings:
                yield from self._section(clause, f"p{at}c{place}")
        order = [clause.number for clause in result.clauses]
        for finding in result.plan.findings:
            named = {number for numbers in finding.clauses.values() for number in numbers}
            numbers = ", ".join(number for number in order if number in named)
            yield from ("", f"## {self.words['across']} {escaped(numbers)}: {self._level(finding)}", "")
            yield from self._finding_lines(finding)
        yield from self._closing(result)

    def _verdicts(self, forums: Mapping[str, str]) -> str:
        return "; ".join(f"{escaped(self._forum(forum))}: {self._word(verdict)}" for forum, verdict in forums.items())

    def _overview(self, result: Result, at: int) -> Iterator[str]:
        heads = [self.words["head_clause"], *(self._forum(forum) for forum in result.plan.forums)]
        yield f"| {' | '.join([*map(escaped, heads), self.words['head_text']])} |"
        yield "|" + " --- |" * (len(heads) + 1)
        silent = introductions(result.clauses)
        for place, clause in enumerate(result.clauses):
            if clause.number in silent and not clause.findings:
                number, cells = escaped(clause.number), ["-" for _ in clause.forums]
            else:
                number = f"[{escaped(clause.number)}](#p{at}c{place})"
                cells = [self._cell_of(verdict) for verdict in clause.forums.values()]
            yield f"| {' | '.join([number, *cells, escaped(cut(self._said(clause), SHORT))])} |"

    def _cell_of(self, verdict: str) -> str:
        word = _MARKS.get(verdict, self._word(verdict))
        return f"**{word}**" if verdict in _GRAVE else word

    def _section(self, clause: ClauseResult, anchor: str = "") -> Iterator[str]:
        place = f'<a name="{anchor}"></a>' if anchor else ""
        yield from ("", f"## {place}{self.words['head_clause']} {escaped(clause.number)}: {self._word(clause.verdict)}")
        yield from ("", f"> {escaped(self._said(clause))}", "")
        if not clause.measures and clause.verdict == "not_understood":
            yield self.words["silent"]
        for measure in clause.measures:
            label = self.words["nominated" if measure.status == "possible" else "understood"]
            yield f"- {label} ({escaped(measure.id)}): {escaped(self.measure_line(measure))}"
        yield from [f"- {self._verdicts(clause.forums)}"] if clause.measures else []
        yield from self._findings_of(clause)
        needed = [f"{self.words['needed']}: {u.ask} ({u.fact}: {u.would_change})" for u in clause.unknowns]
        notes = [f'"{note.text}": {note.message}' if note.text else note.message for note in clause.notes]
        accepted = [said for said in (self.acceptance(clause), *self.stale(clause)) if said]
        yield from _listed([*accepted, *needed, *(f"{self.words['not_acted_on']}: {note}" for note in notes)])

    def _findings_of(self, clause: ClauseResult) -> Iterator[str]:
        """Yield what certainly applies, then what may; notices and what rests on guesses in a line each."""
        guessed = {measure.id for measure in clause.measures if measure.status == "possible"}
        for certainty in ("certain", "possible"):
            found = [finding for finding in clause.findings if finding.certainty == certainty]
            if found and certainty == "possible":
                head = "if_confirmed" if clause.verdict == "not_understood" else "may_apply"
                yield from ("", self.words[head].format(verdict=self._word(clause.possible_verdict)))
            lesser = [one for one in found if one.level == "notice" or guessed.issuperset(one.measures)]
            for finding in (one for one in found if one not in lesser):
                yield from ("", f"### {self._level(finding)}: {escaped(self._forum(finding.forum))}", "")
                yield from self._finding_lines(finding)
            yield from _listed(
                [
                    f"{self._level(f)}, {self._forum(f.forum)}: {f.message} ({f.rule}) {self.acceptance(f)}".rstrip()
                    for f in lesser
                ]
            )

    def _level(self, finding: Finding | PlanFinding) -> str:
        level = self._word(finding.level)
        return level if finding.certainty == "certain" else f"{self.words['may_be']} {level}"

    def _finding_lines(self, finding: Finding | PlanFinding) -> Iterator[str]:
        tail = f"{self._word(finding.certainty)}, {self._word(finding.standing)}"
        yield f"{escaped(finding.message)} ({tail}; `{finding.rule}`)"
        if finding.accepted is not None:
            yield from ("", escaped(self.acceptance(finding)))
        views = [
            f"{self.words['position']} ({view.held_by}{f', {view.year}' if view.year else ''}): "
            f"{view.view} [{self._word(view.level)}]"
            for view in finding.positions
        ]
        yield from _listed(views)
        if finding.route:
            yield from ("", f"{self.words['route']}:", "")
            steps = (step_line(step, self.words["condition"]) for step in finding.route)
            yield from (f"{at}. {escaped(step)}" for at, step in enumerate(steps, 1))
        yield from ("", f"{self.words['sources']}: {'; '.join(map(self.link, finding.sources))}", "")
        yield from (f"<details><summary>{escaped(self.words['derivation'])}</summary>", "")
        yield from (*self._reasons(finding.because, ""), "", "</details>")

    def _reasons(self, leaves: Sequence[Because], indent: str) -> Iterator[str]:
        for leaf in (leaf for leaf in leaves if self.whole or leaf.value not in UNTOLD):
            cited = self._cited(leaf)
            said = leaf.says + quoted_words(leaf.evidence) + (f" [{cited}]" if cited else "")
            yield f"{indent}- {escaped(said)}"
            yield from self._reasons(leaf.because, indent + "  ")

    def _closing(self, result: Result) -> Iterator[str]:
        yield from ("", "---", "", escaped(self.closing(result)))


def _listed(lines: Sequence[str]) -> list[str]:
    """Return lines as a list of its own, with an empty line before; nothing if there are none."""
    return ["", *(f"* {escaped(line)}" for line in lines)] if lines else []
