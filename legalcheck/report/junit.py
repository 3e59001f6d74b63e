"""Results as JUnit XML, which build servers show as tests: a suite a plan, a case a clause or a finding across clauses.

A case fails where the run fails by --fail-on; it is skipped where the clause was not understood or could yet get there.
Times are left out, so that the same plan gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from legalcheck.documents.numbered import introductions
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import at_or_above, gravest
from legalcheck.report.escaping import visible
from legalcheck.report.outcome import Outcome, across_outcome, clause_outcome
from legalcheck.report.pointing import shown_path
from legalcheck.report.text import TextReport, cut

if TYPE_CHECKING:
    from legalcheck.checking import Checker

NAMED = 80
"""Characters of a clause that the name of its case repeats."""


def render(results: Sequence[Result], checker: "Checker", *, fail_on: str = "barred") -> Iterator[str]:
    """Yield the document."""
    report = _Suites(checker.book, language=checker.context.language)
    root = Element("testsuites", name="legalcheck")
    outcomes: Counter[Outcome] = Counter()
    for result in results:
        outcomes += report.suite(root, result, fail_on)
    root.attrib |= {"tests": str(outcomes.total()), "failures": str(outcomes["failed"]), "errors": "0"}
    indent(root, " ")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


class _Suites(TextReport):
    def suite(self, root: Element, result: Result, fail_on: str) -> "Counter[Outcome]":
        """Add the suite of a plan; return how many of its cases came to what."""
        plan = result.plan
        suite = SubElement(root, "testsuite", name=visible(plan.title or shown_path(plan.path) or "legalcheck"))
        facts = {"as_of": result.as_of, "rulebook": f"{result.rulebook.version} {result.rulebook.digest}"}
        facts |= {"doctrine": result.doctrine} if result.doctrine else {}
        facts |= {f"assume {name}": value for name, value in result.assumptions.items()}
        listed = SubElement(suite, "properties")
        for name, value in {**facts, "verdict": plan.verdict, "fail_on": fail_on}.items():
            SubElement(listed, "property", name=name, value=visible(value))
        silent = introductions(result.clauses)
        outcomes: Counter[Outcome] = Counter()
        for clause in result.clauses:
            outcome = clause_outcome(clause, fail_on, introduces=clause.number in silent)
            outcomes[outcome] += 1
            self._judged(self._case(suite, result, self._name(clause)), clause, outcome, fail_on)
        for finding in plan.findings:
            outcome = across_outcome(finding, fail_on)
            outcomes[outcome] += 1
            case = self._case(suite, result, f"{self.words['across']}: {finding.rule}")
            self._come_to(case, outcome, finding.message, finding.level, self._lines([finding]))
            _text(case, "system-out", self._lines([finding]))
        counted = {"tests": outcomes.total(), "failures": outcomes["failed"], "errors": 0, "skipped": outcomes["open"]}
        suite.attrib |= {name: str(number) for name, number in counted.items()}
        return outcomes

    def _case(self, suite: Element, result: Result, name: str) -> Element:
        group = shown_path(result.plan.path) or "legalcheck"
        return SubElement(suite, "testcase", name=visible(name), classname=visible(group))

    def _name(self, clause: ClauseResult) -> str:
        return cut(f"{self.words['head_clause']} {clause.number}: {self._said(clause)}", NAMED)

    def _judged(self, case: Element, clause: ClauseResult, outcome: Outcome, fail_on: str) -> None:
        """Say in the case of a clause what fails it or leaves it open, and then all that was found."""
        counting = (finding for finding in clause.findings if finding.accepted is None)
        grave = [finding for finding in counting if at_or_above(finding.level, fail_on)]
        failing = [finding for finding in grave if finding.certainty == "certain"] if outcome == "failed" else grave
        message = " ".join(finding.message for finding in failing) or self.words["silent"]
        verdict = gravest((finding.level for finding in failing), clause.verdict)
        self._come_to(case, outcome, message, verdict, self._lines(failing))
        needed = [f"{self.words['needed']}: {one.ask} ({one.fact}: {one.would_change})" for one in clause.unknowns]
        accepted = [said for said in (self.acceptance(clause), *self.stale(clause)) if said]
        _text(case, "system-out", [self._said(clause), *self._lines(clause.findings), *needed, *accepted])

    def _come_to(self, case: Element, outcome: Outcome, message: str, verdict: str, lines: Sequence[str]) -> None:
        if outcome == "failed":
            _text(case, "failure", lines, message=message, type=verdict)
        elif outcome == "open":
            _text(case, "skipped", lines, message=message, type=verdict)

    def _lines(self, findings: Sequence[Finding | PlanFinding]) -> list[str]:
        said = [
            f"{self._word(finding.level)}, {self._forum(finding.forum)}, {self._word(finding.certainty)}: "
            f"{finding.message} ({finding.rule}) [{self._citations(finding.sources)}] {self.acceptance(finding)}"
            for finding in findings
        ]
        return [line.rstrip() for line in said]


def _text(case: Element, name: str, lines: Sequence[str], **attributes: str) -> None:
    """Add an element with lines in it to a case."""
    said = {key: visible(value) for key, value in attributes.items()}
    SubElement(case, name, said).text = visible("\n".join(lines))
