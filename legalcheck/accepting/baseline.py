"""Findings that were known before: told again by their rule, their words and what the clause does.

A fingerprint does not depend on the number or the line of a clause, nor on the order of clauses. It names the words,
without case, spacing and punctuation, and the parts of the measures that the finding rests on. Two clauses of the same
words are two findings: a baseline knows as many as it lists.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from legalcheck.model.accepting import NOT_UNDERSTOOD, Accepted
from legalcheck.model.baseline import KnownFinding
from legalcheck.model.measure import Measure
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS

SHOWN = 60
"""Characters of a clause that an entry repeats for people."""
_WORD = re.compile(r"\w+")
_ASIDE = ("id", "status", "evidence")
"""Parts of a measure that say how it was read, not what is to be done."""
_Found = TypeVar("_Found", Finding, PlanFinding)


def normalised(text: str) -> str:
    """Return the words of a text without case, spacing and punctuation."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def known_findings(result: Result) -> tuple[KnownFinding, ...]:
    """Return the entries of a baseline for a plan, sorted; what the plan itself accepts needs none."""
    words = {clause.number: clause.text for clause in result.clauses}
    entries = [entry for clause in result.clauses for entry in _of_clause(clause)]
    entries += [
        _entry(finding, _across(finding, words), " / ".join(_named(finding, words)))
        for finding in result.plan.findings
        if finding.accepted is None
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.rule, entry.fingerprint, *_strength(entry))))


class Known:
    """The entries of a baseline for one plan; each answers for one finding."""

    def __init__(self, entries: Iterable[KnownFinding]):
        self._left: dict[str, list[KnownFinding]] = {}  # by fingerprint, gravest and surest first
        for entry in sorted(entries, key=_strength, reverse=True):
            self._left.setdefault(entry.fingerprint, []).append(entry)

    def clause(self, clause: ClauseResult) -> ClauseResult:
        """Return a clause with what is known marked; what the plan accepts is known, too, and keeps its reason."""
        if not self._left:
            return clause
        marked = tuple(self._marked(finding, _on_clause(clause, finding)) for finding in clause.findings)
        update: dict[str, object] = {"findings": marked}
        if clause.verdict == NOT_UNDERSTOOD and self._take(_silent(clause)) and clause.accepted is None:
            update["accepted"] = Accepted(by="baseline")
        return clause.model_copy(update=update)

    def across(self, findings: Sequence[PlanFinding], words: Mapping[str, str]) -> tuple[PlanFinding, ...]:
        """Mark what is known across clauses, whose words are given by number."""
        return tuple(self._marked(finding, _across(finding, words)) for finding in findings)

    def result(self, result: Result) -> Result:
        """Return a whole plan with what is known marked."""
        if not self._left:
            return result
        clauses = tuple(map(self.clause, result.clauses))
        words = {clause.number: clause.text for clause in clauses}
        plan = result.plan.model_copy(update={"findings": self.across(result.plan.findings, words)})
        return result.model_copy(update={"clauses": clauses, "plan": plan})

    @property
    def missing(self) -> tuple[KnownFinding, ...]:
        """The entries that no finding has met so far."""
        return tuple(entry for entries in self._left.values() for entry in entries)

    def _marked(self, finding: _Found, fingerprint: str) -> _Found:
        entry = KnownFinding(
            rule=finding.rule, level=finding.level, certainty=finding.certainty, fingerprint=fingerprint
        )
        if self._take(entry) and finding.accepted is None:
            return finding.model_copy(update={"accepted": Accepted(by="baseline")})
        return finding

    def _take(self, now: KnownFinding) -> bool:
        """Use up the mildest entry that covers a finding; say whether there was one."""
        entries = self._left.get(now.fingerprint, [])
        at = next((at for at in range(len(entries) - 1, -1, -1) if _covers(entries[at], now)), None)
        if at is None:
            return False
        del entries[at]
        return True


def _of_clause(clause: ClauseResult) -> Iterator[KnownFinding]:
    for finding in clause.findings:
        if finding.accepted is None:
            yield _entry(finding, _on_clause(clause, finding), clause.text)
    if clause.verdict == NOT_UNDERSTOOD and clause.accepted is None:
        yield _silent(clause)


def _entry(finding: Finding | PlanFinding, fingerprint: str, words: str) -> KnownFinding:
    return KnownFinding(
        rule=finding.rule,
        level=finding.level,
        certainty=finding.certainty,
        fingerprint=fingerprint,
        words=_shown(words),
    )


def _silent(clause: ClauseResult) -> KnownFinding:
    """Return the entry for a clause from which nothing was read."""
    fingerprint = _digest(NOT_UNDERSTOOD, [normalised(clause.text)])
    return KnownFinding(
        rule=NOT_UNDERSTOOD,
        level="not_understood",
        certainty="certain",
        fingerprint=fingerprint,
        words=_shown(clause.text),
    )


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 3].rstrip() + "..."


def _on_clause(clause: ClauseResult, finding: Finding) -> str:
    parts = sorted(_parts(measure) for measure in clause.measures if measure.id in finding.measures)
    return _digest(finding.rule, [normalised(clause.text), *parts])


def _parts(measure: Measure) -> str:
    """Return what a measure does as one line; parts that a later version adds count only where they are said."""
    said = measure.model_dump(mode="json", exclude=set(_ASIDE), exclude_defaults=True)
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _across(finding: PlanFinding, words: Mapping[str, str]) -> str:
    """Return the fingerprint of a finding across clauses, from the words of those that it names."""
    named = {
        label: sorted(normalised(words[number]) for number in numbers) for label, numbers in finding.clauses.items()
    }
    return _digest(finding.rule, [json.dumps(named, sort_keys=True, ensure_ascii=False)])


def _named(finding: PlanFinding, words: Mapping[str, str]) -> list[str]:
    """Return the words of the clauses that a finding names, in the order of the plan."""
    named = {number for numbers in finding.clauses.values() for number in numbers}
    return [text for number, text in words.items() if number in named]


def _digest(rule: str, parts: Sequence[str]) -> str:
    return sha256(json.dumps([rule, *parts], ensure_ascii=False).encode("utf-8")).hexdigest()[:24]


def _strength(entry: KnownFinding) -> tuple[int, int]:
    """Order entries from the gravest and surest down."""
    level = LEVELS.index(entry.level) if entry.level in LEVELS else len(LEVELS)
    return level, 0 if entry.certainty == "certain" else 1


def _covers(entry: KnownFinding, now: KnownFinding) -> bool:
    """Say whether an entry knows a finding: at its level or a graver one, and as surely."""
    known, found = _strength(entry), _strength(now)
    return known[0] <= found[0] and known[1] <= found[1]
