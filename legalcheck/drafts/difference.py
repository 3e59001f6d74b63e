"""Compare two judged drafts: their clauses, the measures and barriers in these, and who is to do what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from legalcheck.documents.numbered import introductions
from legalcheck.drafts.alignment import Group, align, likeness, pairs
from legalcheck.drafts.likeness import FLAGS, SAME_KIND, Content, Scores, alike, bare, content_of
from legalcheck.drafts.sides import by_side
from legalcheck.matters.build import PARTS
from legalcheck.matters.context import DatedContext
from legalcheck.model.drafts import (
    BarrierChange,
    ClauseChange,
    Difference,
    Draft,
    DraftClause,
    Fate,
    MeasureChange,
    Placed,
)
from legalcheck.model.measure import Measure
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook

MOVED = 0.8
"""Measures at least this much alike are one that went to another clause, if they left one and came to another."""
NO_BARRIER = "notice"
_STRENGTH = {None: 0, "possible": 1, "certain": 2}


def difference(old: Result, new: Result, context: DatedContext) -> Difference:
    """Return what changed between two drafts that were judged on one day by one rulebook.

    ``context`` says who takes by force on that day.
    """
    comparison = _Comparison(_Side(old, context.book), _Side(new, context.book))
    clauses = [comparison.clause(group) for group in comparison.groups]
    found: Counter[Fate] = Counter(clause.change for clause in clauses)
    measures = [one for clause in clauses for one in clause.measures]
    across = list(_barriers(comparison.old.across, comparison.new.across))
    return Difference(
        schema="legalcheck.diff/1",
        as_of=new.as_of,
        rulebook=new.rulebook,
        old=_draft(old),
        new=_draft(new),
        counts={fate: found[fate] for fate in get_args(Fate)},
        clauses=tuple(clauses),
        across=tuple(across),
        barriers=tuple(comparison.all_barriers([*(one for clause in clauses for one in clause.barriers), *across])),
        obligations=tuple(by_side(list(_settled(measures, context.book)), context)),
    )


@dataclass(frozen=True)
class _Met:
    """A rule that is met: by which clauses, and the finding that says so most certainly."""

    finding: Finding | PlanFinding
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class _Deed:
    """A measure in its clause; ``key`` is all that it says."""

    placed: Placed
    said: Measure

    @cached_property
    def key(self) -> str:
        """What tells it from every other measure, wherever it stands."""
        return self.said.model_dump_json()


class _Side:
    """One draft, with what is asked of it again and again."""

    def __init__(self, result: Result, book: Rulebook):
        self.book = book
        self.clauses = result.clauses
        self.contents: list[Content] = [content_of(clause, book) for clause in result.clauses]
        self.introducing = introductions(result.clauses)
        self.across = {
            finding.rule: _Met(finding, self._in_order({n for found in finding.clauses.values() for n in found}))
            for finding in result.plan.findings
        }

    def _in_order(self, numbers: set[str]) -> tuple[str, ...]:
        return tuple(clause.number for clause in self.clauses if clause.number in numbers)

    def met(self, places: Iterable[int]) -> dict[str, _Met]:
        """Return the rules that some clauses meet, by id."""
        found: dict[str, _Met] = {}
        for clause in (self.clauses[at] for at in places):
            for finding in clause.findings:
                before = found.get(finding.rule)
                stronger = before is None or _STRENGTH[finding.certainty] > _STRENGTH[before.finding.certainty]
                numbers = (*(before.clauses if before else ()), clause.number)
                found[finding.rule] = _Met(finding if stronger or before is None else before.finding, numbers)
        return found

    @cached_property
    def everywhere(self) -> dict[str, _Met]:
        """The rules that the draft meets anywhere."""
        return {**self.met(range(len(self.clauses))), **self.across}

    def deeds(self, places: Iterable[int]) -> list[_Deed]:
        """Return the measures of some clauses."""
        return [
            _Deed(Placed(clause=clause.number, measure=measure), bare(measure, self.book))
            for clause in (self.clauses[at] for at in places)
            for measure in clause.measures
        ]

    def shown(self, places: Iterable[int]) -> tuple[DraftClause, ...]:
        """Return some clauses as the report has them."""
        return tuple(
            DraftClause(
                number=clause.number,
                text=clause.text,
                context=clause.context,
                verdict=clause.verdict,
                possible_verdict=clause.possible_verdict,
                forums=clause.forums,
                introduces=clause.number in self.introducing,
            )
            for clause in (self.clauses[at] for at in places)
        )


class _Comparison:
    """Two drafts with their clauses aligned."""

    def __init__(self, old: _Side, new: _Side):
        self.old = old
        self.new = new
        self.groups = align(old.contents, new.contents)

    def clause(self, group: Group) -> ClauseChange:
        """Return what became of the clauses of a group."""
        measures = list(_measures(self.old.deeds(group.old), self.new.deeds(group.new)))
        barriers = list(_barriers(self.old.met(group.old), self.new.met(group.new)))
        alike_by = likeness(group, self.old.contents, self.new.contents) if group.old and group.new else None
        return ClauseChange(
            change=self._fate(group, changed=bool(measures or barriers)),
            old=self.old.shown(group.old),
            new=self.new.shown(group.new),
            likeness=None if alike_by is None else round(alike_by, 2),
            measures=tuple(measures),
            barriers=tuple(barriers),
        )

    def _fate(self, group: Group, *, changed: bool) -> Fate:
        if not group.old:
            return "added"
        if not group.new:
            return "removed"
        if len(group.old) > 1:
            return "merged"
        if len(group.new) > 1:
            return "split"
        old, new = self.old.clauses[group.old[0]], self.new.clauses[group.new[0]]
        if changed or _verdicts(old) != _verdicts(new):
            return "changed"
        return "same" if (old.text, old.context) == (new.text, new.context) else "reworded"

    def all_barriers(self, changes: Sequence[BarrierChange]) -> Iterator[BarrierChange]:
        """Yield each rule that changed somewhere once, with every clause that meets it, gravest first."""
        fates: dict[str, set[str]] = {}
        for change in changes:
            fates.setdefault(change.rule, set()).add(change.change)
        found = (
            _barrier(
                "moved" if len(how) > 1 else how.pop(), self.old.everywhere.get(rule), self.new.everywhere.get(rule)
            )
            for rule, how in fates.items()
        )
        yield from sorted(found, key=_gravity)


def _verdicts(clause: ClauseResult) -> tuple[str, str, Mapping[str, str]]:
    return clause.verdict, clause.possible_verdict, clause.forums


def _barriers(old: Mapping[str, _Met], new: Mapping[str, _Met]) -> Iterator[BarrierChange]:
    """Yield the rules, gravest first, that one side meets and the other does not or less certainly."""
    found = []
    for rule in {**old, **new}:
        before, after = old.get(rule), new.get(rule)
        grown = _strength(after) - _strength(before)
        if grown:
            found.append(_barrier("new" if grown > 0 else "cleared", before, after))
    yield from sorted(found, key=_gravity)


def _strength(met: _Met | None) -> int:
    """Return how certainly a barrier is met; a notice is none."""
    return _STRENGTH[met.finding.certainty] if met and met.finding.level != NO_BARRIER else 0


def _barrier(change: str, old: _Met | None, new: _Met | None) -> BarrierChange:
    told = old if change == "cleared" or new is None else new
    assert told is not None
    return BarrierChange.model_validate(
        {
            "change": change,
            **{
                name: getattr(told.finding, name)
                for name in ("rule", "forum", "level", "standing", "message", "sources")
            },
            "old": old.finding.certainty if old else None,
            "new": new.finding.certainty if new else None,
            "old_clauses": old.clauses if old else (),
            "new_clauses": new.clauses if new else (),
        }
    )


def _gravity(change: BarrierChange) -> tuple[bool, int, str]:
    return "certain" not in (change.old, change.new), LEVELS.index(change.level), change.rule


def _measures(old: Sequence[_Deed], new: Sequence[_Deed]) -> Iterator[MeasureChange]:
    """Yield what differs between the measures of two clauses: those of the new one in its order, then what went."""
    partners = {after: before for before, after in pairs(old, new, _alike(old, new), SAME_KIND / 2)}
    for at, deed in enumerate(new):
        if at not in partners:
            yield MeasureChange(change="added", new=deed.placed)
        elif parts := _differing(old[partners[at]].said, deed.said):
            yield MeasureChange(change="changed", old=old[partners[at]].placed, new=deed.placed, parts=parts)
    for at, deed in enumerate(old):
        if at not in partners.values():
            yield MeasureChange(change="removed", old=deed.placed)


def _alike(old: Sequence[_Deed], new: Sequence[_Deed]) -> Scores:
    return alike([deed.said for deed in old], [deed.said for deed in new])


def _differing(old: Measure, new: Measure) -> tuple[str, ...]:
    """Return the parts that differ; where a time is counted in days, its words add nothing."""
    counted = old.within_days != new.within_days
    parts = (part for part in (*PARTS, *FLAGS, "status") if getattr(old, part) != getattr(new, part))
    return tuple(part for part in parts if part != "deadline" or not counted)


def _settled(changes: Sequence[MeasureChange], book: Rulebook) -> Iterator[MeasureChange]:
    """Yield changes of measures for the plan as a whole: what only went to another clause did not change."""
    gone = [_Deed(c.old, bare(c.old.measure, book)) for c in changes if c.old and not c.new]
    come = [_Deed(c.new, bare(c.new.measure, book)) for c in changes if c.new and not c.old]
    partners = {id(come[after].placed): gone[before] for before, after in pairs(gone, come, _alike(gone, come), MOVED)}
    left = {id(deed.placed) for deed in partners.values()}
    for change in changes:
        before = partners.get(id(change.new))
        if before is not None and change.new:
            parts = _differing(before.said, bare(change.new.measure, book))
            if parts:
                yield MeasureChange(change="changed", old=before.placed, new=change.new, parts=parts)
        elif id(change.old) not in left:
            yield change


def _draft(result: Result) -> Draft:
    plan = result.plan
    return Draft(
        title=plan.title,
        path=plan.path,
        assumptions=result.assumptions,
        verdict=plan.verdict,
        possible_verdict=plan.possible_verdict,
        forums=plan.forums,
    )
