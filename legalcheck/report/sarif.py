"""Results as SARIF 2.1.0, the format in which static analysers report to code hosts, editors and dashboards.

One run holds all plans. A rule that was hit is a descriptor with help; the sources are a taxonomy, so that results and
rules point to them; what was not understood and what is still needed are notifications of the invocation. Nothing in it
depends on the machine or the moment.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from legalcheck import __version__
from legalcheck.accepting.baseline import normalised
from legalcheck.documents.numbered import introductions
from legalcheck.documents.places import Place
from legalcheck.model.accepting import Accepted
from legalcheck.model.result import Because, ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.rule import Norm, Source
from legalcheck.report.escaping import markdown, visible
from legalcheck.report.linked import Linked, address_of
from legalcheck.report.pointing import Pointer, Words, severity
from legalcheck.report.text import UNTOLD, quoted_words, step_line

if TYPE_CHECKING:
    from legalcheck.checking import Checker

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_NOTIFICATIONS = {
    "not-understood": "No measure was read from the words of a clause.",
    "still-needed": "An unknown fact or an open reading could change a verdict.",
    "unchecked": "The engine broke off; the reference evaluator judged alone.",
    "stale-acceptance": "The plan accepts a finding that there is not, or no longer accepts one that there is.",
}
_Data = dict[str, Any]


def render(results: Sequence[Result], checker: "Checker") -> Iterator[str]:
    """Yield the log."""
    log = _Log(checker, results)
    yield json.dumps(log.data(), ensure_ascii=False, indent=1) + "\n"


def _said(text: str, formatted: str | None = None) -> _Data:
    """Return a message; braces are doubled, since SARIF takes one for a slot, and no link is made by chance."""
    plain = _doubled(visible(text)).replace("](", "] (")
    return {"text": plain} if formatted is None else {"text": plain, "markdown": _doubled(formatted)}


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class _Log(Linked):
    """Puts results together; rules and sources are listed by id, and results refer to them by their places."""

    def __init__(self, checker: "Checker", results: Sequence[Result]):
        super().__init__(checker.book, language=checker.context.language, whole=checker.trace)
        self.checker = checker
        self.results = results
        found = [finding for result in results for finding in _findings(result)]
        self.rules = {name: at for at, name in enumerate(sorted({finding.rule for finding in found}))}
        cited = (name for finding in found for name in finding.sources)
        ruled = (name for rule in self.rules for name in self.book.norm(rule).sources)
        self.sources = {name: at for at, name in enumerate(sorted({*cited, *ruled}))}

    def data(self) -> _Data:
        """Return the log as plain data."""
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [self._run()]}

    def _run(self) -> _Data:
        stamp = self.checker.stamp
        plans = [_Plan(self, result) for result in self.results]
        notifications = [one for plan in plans for one in plan.notifications()]
        return {
            "tool": {"driver": self._driver()},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
            "language": self.language,
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which legalcheck was run."}}},
            "artifacts": [plan.artifact() for plan in plans if plan.pointer.path],
            "taxonomies": [self._taxonomy()],
            "results": [one for plan in plans for one in plan.results()],
            "properties": {"as_of": self.checker.as_of, "rulebook": stamp.model_dump(), "doctrine": self.book.doctrine},
        }

    def _driver(self) -> _Data:
        return {
            "name": "legalcheck",
            "version": __version__,
            "semanticVersion": __version__,
            "fullDescription": {"text": "Which legal barriers the clauses of a plan meet. No legal advice."},
            "rules": [self._rule(self.book.norm(name)) for name in self.rules],
            "notifications": [
                {"id": name, "shortDescription": {"text": says}} for name, says in _NOTIFICATIONS.items()
            ],
        }

    def _rule(self, norm: Norm) -> _Data:
        level = norm.then.level or "notice"
        link = next((address for name in norm.sources if (address := address_of(self.book.sources[name]))), None)
        return {
            "id": norm.id,
            "shortDescription": _said(norm.title_in(self.language)),
            "fullDescription": _said(norm.why_in(self.language)),
            "help": _said(*self._help(norm)),
            **({"helpUri": link} if link else {}),
            "defaultConfiguration": {"level": severity(level)},
            "relationships": [{"target": self.taxon(name), "kinds": ["relevant"]} for name in norm.sources],
            "properties": {
                "forum": norm.forum,
                "level": level,
                "standing": norm.standing,
                "tags": [norm.forum, level, norm.standing],
            },
        }

    def _help(self, norm: Norm) -> tuple[str, str]:
        """Return what a rule says, why, its sources and its route, as text and as Markdown."""
        title, why = norm.title_in(self.language), norm.why_in(self.language)
        steps = [step_line(step, self.words["condition"]) for step in norm.route_in(self.language)]
        plain = [f"{title}. {why}", f"{self.words['sources']}: {self._citations(norm.sources)}."]
        plain += [f"{self.words['route']}: {'; '.join(steps)}."] if steps else []
        sources = [f"- {self.link(name)}: {markdown(self._gist(name))}" for name in norm.sources]
        formatted = [f"**{markdown(title)}**", "", markdown(why), "", f"{self.words['sources']}:", "", *sources]
        if steps:
            formatted += ["", f"{self.words['route']}:", ""]
            formatted += [f"{at}. {markdown(step)}" for at, step in enumerate(steps, 1)]
        return "\n\n".join(plain), "\n".join(formatted)

    def _gist(self, name: str) -> str:
        return self.book.sources[name].at.gist.in_(self.language)

    def _taxonomy(self) -> _Data:
        return {
            "name": "sources",
            "shortDescription": {"text": "Places in the law that the rules rest on."},
            "taxa": [self._source(self.book.sources[name]) for name in self.sources],
        }

    def _source(self, source: Source) -> _Data:
        address = address_of(source)
        return {
            "id": source.id,
            "shortDescription": _said(self._citations([source.id])),
            "fullDescription": _said(source.at.gist.in_(self.language)),
            **({"helpUri": address} if address else {}),
            "properties": {"rank": source.rank, "verified": source.at.verified},
        }

    def taxon(self, name: str) -> _Data:
        """Return a reference to a source."""
        return {"id": name, "index": self.sources[name], "toolComponent": {"name": "sources", "index": 0}}

    def message(self, finding: Finding | PlanFinding) -> _Data:
        """Return what a finding says: the level and the sentence, then reasons and sources."""
        level = self._word(finding.level)
        word = level if finding.certainty == "certain" else f"{self.words['may_be']} {level}"
        head = f"{self._forum(finding.forum)}, {word}: {finding.message}"
        sources = f"{self.words['sources']}: {self._citations(finding.sources)}."
        links = [f"- {self.link(name)}" for name in finding.sources]
        formatted = [
            markdown(head),
            "",
            *self._reasons(finding.because, ""),
            "",
            f"{self.words['sources']}:",
            "",
            *links,
        ]
        return _said(f"{head}\n\n{sources}", "\n".join(formatted))

    def _reasons(self, leaves: Sequence[Because], indent: str) -> Iterator[str]:
        for leaf in (leaf for leaf in leaves if self.whole or leaf.value not in UNTOLD):
            yield f"{indent}- {markdown(leaf.says + quoted_words(leaf.evidence))}"
            yield from self._reasons(leaf.because, indent + "  ")


class _Plan:
    """The results and notifications of one plan."""

    def __init__(self, log: _Log, result: Result):
        self.log = log
        self.result = result
        self.pointer = Pointer(result)
        self.by_number = {clause.number: clause for clause in result.clauses}

    def artifact(self) -> _Data:
        """Return the plan file, with the verdicts on the plan."""
        plan = self.result.plan
        return {
            "location": {"uri": _uri(self.pointer.path), "uriBaseId": _ROOT},
            "properties": {
                "title": plan.title,
                "verdict": plan.verdict,
                "possible_verdict": plan.possible_verdict,
                "forums": plan.forums,
                "assumptions": self.result.assumptions,
            },
        }

    def results(self) -> Iterator[_Data]:
        """Yield a result for each finding, clause by clause, then those across clauses."""
        for clause in self.result.clauses:
            yield from (self._finding(clause, finding) for finding in clause.findings)
        yield from map(self._across, self.result.plan.findings)

    def _finding(self, clause: ClauseResult, finding: Finding) -> _Data:
        words = self.pointer.words(clause, finding.because)
        data = self._result(finding, [clause.text])
        data["locations"] = [self._location(clause, words[0] if words else None)]
        related = [self._location(clause, one, told=one.says) for one in words[1:]]
        data |= {"relatedLocations": _numbered(related)} if related else {}
        data["properties"] |= {"clause": clause.number, "text": clause.text, "measures": list(finding.measures)}
        return data

    def _across(self, finding: PlanFinding) -> _Data:
        named = {number: label for label, numbers in finding.clauses.items() for number in numbers}
        clauses = [clause for clause in self.result.clauses if clause.number in named]
        data = self._result(finding, [clause.text for clause in clauses])
        data["locations"] = [self._location(clause, None) for clause in clauses[:1]]
        related = [self._location(clause, None, told=named[clause.number]) for clause in clauses[1:]]
        data |= {"relatedLocations": _numbered(related)} if related else {}
        data["properties"] |= {"clauses": {label: list(numbers) for label, numbers in finding.clauses.items()}}
        return data

    def _result(self, finding: Finding | PlanFinding, words: Sequence[str]) -> _Data:
        condition = self.log.words["condition"]
        return {
            "ruleId": finding.rule,
            "ruleIndex": self.log.rules[finding.rule],
            "level": severity(finding.level, finding.certainty),
            "message": self.log.message(finding),
            "partialFingerprints": {"ruleAndWords/v1": _fingerprint(finding.rule, words)},
            "taxa": [self.log.taxon(name) for name in finding.sources],
            "suppressions": [_suppression(finding.accepted)] if finding.accepted else [],  # all results have it or none
            "properties": {
                "forum": finding.forum,
                "level": finding.level,
                "certainty": finding.certainty,
                "standing": finding.standing,
                "route": [step_line(step, condition) for step in finding.route],
            },
        }

    def _location(self, clause: ClauseResult, words: Words | None, told: str = "") -> _Data:
        """Return where words of a clause stand, or the clause: in the file, where known, and by its number."""
        data: _Data = {"logicalLocations": _logical(clause)}
        if self.pointer.path:
            physical: _Data = {"artifactLocation": {"uri": _uri(self.pointer.path), "uriBaseId": _ROOT}}
            whole = self.pointer.clause(clause)
            place = words.place if words and words.place else whole
            physical |= {"region": _region(place)} if place else {}
            physical |= {"contextRegion": _region(whole)} if whole and place != whole and not told else {}
            data["physicalLocation"] = physical
        if told:
            data["message"] = _said(told)
        return data

    def notifications(self) -> Iterator[_Data]:
        """Yield what was not understood, what is still needed, and where the engine broke off."""
        silent = introductions(self.result.clauses)
        for clause in self.result.clauses:
            if clause.verdict == "not_understood" and clause.number not in silent:
                said = f"{self.log.words['silent']} {self.log.acceptance(clause)}".rstrip()
                yield self._notification("not-understood", "note" if clause.accepted else "warning", said, clause)
            for said in self.log.stale(clause):
                yield self._notification("stale-acceptance", "warning", said, clause)
            for unknown in clause.unknowns:
                said = f"{self.log.words['needed']}: {unknown.ask} ({unknown.fact}: {unknown.would_change})"
                yield self._notification("still-needed", "note", said, clause)
        for said in self.log.stale(self.result.plan):
            yield self._notification("stale-acceptance", "warning", said, self.result.clauses[0])
        for chunk, said in zip(self.result.plan.unchecked, self.log.unchecked(self.result), strict=True):
            yield self._notification("unchecked", "warning", said, self.by_number[chunk.clauses[0]])

    def _notification(self, name: str, level: str, said: str, clause: ClauseResult) -> _Data:
        return {
            "descriptor": {"id": name, "index": list(_NOTIFICATIONS).index(name)},
            "level": level,
            "message": _said(said),
            "locations": [self._location(clause, None)],
        }


def _suppression(accepted: Accepted) -> _Data:
    """Return who accepts a finding: the plan itself, or a baseline outside it."""
    if accepted.by == "baseline":
        return {"kind": "external", "status": "accepted"}
    until = {"properties": {"until": accepted.until}} if accepted.until else {}
    return {"kind": "inSource", "status": "accepted", "justification": accepted.because or "", **until}


def _findings(result: Result) -> Iterator[Finding | PlanFinding]:
    yield from (finding for clause in result.clauses for finding in clause.findings)
    yield from result.plan.findings


def _logical(clause: ClauseResult) -> list[_Data]:
    """Return a clause by its number and, in a document without lines of its own, by page and paragraph."""
    found: list[_Data] = [{"name": clause.number, "fullyQualifiedName": f"clause {clause.number}", "kind": "clause"}]
    for kind in ("page", "paragraph"):
        number = getattr(clause.span, kind) if clause.span else None
        found += [{"name": f"{kind} {number}", "kind": kind}] if number is not None else []
    return found


def _region(place: Place) -> _Data:
    data: _Data = {"startLine": place.line, "startColumn": place.column}
    if place.text:
        data |= {"endLine": place.end_line, "endColumn": place.end_column}
        data |= {"charOffset": place.start, "charLength": len(place.text), "snippet": {"text": place.text}}
    return data


def _numbered(locations: Iterable[_Data]) -> list[_Data]:
    return [{"id": at, **location} for at, location in enumerate(locations, 1)]


def _fingerprint(rule: str, words: Sequence[str]) -> str:
    """Return what stays the same while a clause moves or is renumbered, and while others around it change."""
    return sha256(json.dumps([rule, *map(normalised, words)], ensure_ascii=False).encode("utf-8")).hexdigest()[:32]


def _uri(path: str) -> str:
    return quote(path)
