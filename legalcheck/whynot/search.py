"""The fewest changes to a measure or to the facts after which a rule certainly applies to it: exact, not by guessing.

Method: as long as a rule does not apply there is a reason, a set of attributes of which one has to change; each change
of one of them is tried, then the reason that is left, and so on, shortest sets of changes first (R. Reiter, A theory of
diagnosis from first principles, Artificial Intelligence 32, 1987). Every least set is found, and none that is not.
Values that no rule in question can tell apart are tried once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.matters.build import canonical, matters_of, settled
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.whynot.choices import Change, Choices, changed
from legalcheck.whynot.cone import Cone

MAX_TRIED = 20_000
"""Sets of changes to one measure that are tried; a rule that is farther off than that has nothing to do with it."""
READING = "status"
"""What has to be confirmed of a measure that was only nominated: it makes nothing apply for certain."""

Changes = frozenset[Change]
Values = dict[str, tuple[str, ...]]
"""For each attribute that has to change the values that would do, whichever are put together."""


@dataclass(frozen=True)
class Way:
    """One least set of changes to a measure."""

    measure: Measure
    changes: Values


@dataclass(frozen=True)
class Nearest:
    """All least sets of changes; none if nothing makes the rule apply, or (``far``) nothing within the limit."""

    ways: tuple[Way, ...]
    far: bool = False


class Search:
    """Looks for what would make one rule, in force on the day of a context, apply."""

    def __init__(self, rule: str, context: DatedContext, law: Law):
        self.context = context
        self.law = law
        self.cone = Cone(law, rule)
        self.choices = Choices(law, context, self.cone.masks)
        self._asked = frozenset(law.attributes[at] for at in self.cone.attributes)

    def nearest(self, measures: Sequence[Measure]) -> Nearest:
        """Return the least sets of changes over all measures of a clause, in their order."""
        best: list[Way] = []
        far = False
        for measure in measures:
            found = self._nearest(measure, _size(best[0]) if best else None)
            if found is None:
                far = True
            elif found and best and _size(found[0]) < _size(best[0]):
                best = found
            else:
                best += found
        return Nearest(tuple(best), far and not best)

    def _nearest(self, measure: Measure, most: int | None) -> list[Way] | None:
        """Return the least sets for one measure, of at most ``most`` changes; None if too many have to be tried."""
        said = canonical(measure, self.context.book)
        unsure: Values = {READING: ("confirmed",)} if measure.status == "possible" else {}
        level: dict[Changes, None] = {frozenset(): None}
        tried = 0
        depth = len(unsure)
        while level and (most is None or depth <= most):
            tried += len(level)
            if tried > MAX_TRIED:
                return None
            blocked = {changes: self._blocked(said, dict(changes)) for changes in level}
            found = [changes for changes, hindering in blocked.items() if not hindering]
            if found:
                return [Way(measure, {**unsure, **values}) for values in self._together(found)]
            level = {
                further: None for changes, codes in blocked.items() for further in self._further(said, changes, codes)
            }
            depth += 1
        return []

    def _further(self, measure: Measure, changes: Changes, blocked: Iterable[Sequence[int]]) -> Iterator[Changes]:
        """Yield a set of changes with each one more that could help."""
        said = changed(measure, dict(changes), self.context)
        done = {name for name, _ in changes}
        for codes in blocked:
            for name, value in self.choices.lifting(self.cone.hindrance(codes), said):
                if name not in done and not set(self.choices.alike(name, value)) & set(self.choices.now(measure, name)):
                    yield changes | {(name, value)}

    def _blocked(self, measure: Measure, changes: Mapping[str, str]) -> list[Sequence[int]]:
        """Return, as codes, a state of each matter in which the rule does not apply; none if it does apply to one."""
        found: list[Sequence[int]] = []
        for matter in states(changed(measure, changes, self.context), changes, self.context, self._asked):
            failing = next((codes for codes in map(self.law.encode, matter) if not self.cone.applies(codes)), None)
            if failing is None:
                return []
            found.append(failing)
        return found

    def _together(self, found: Sequence[Changes]) -> list[Values]:
        """Join sets of changes that differ in the value of one attribute only."""
        boxes = [{name: self.choices.alike(name, value) for name, value in self._ordered(one)} for one in found]
        joined = True
        while joined:
            joined = False
            kept: list[Values] = []
            for box in boxes:
                at, name = next(((i, n) for i, other in enumerate(kept) if (n := _parting(other, box))), (-1, ""))
                if name:
                    both = {*kept[at][name], *box[name]}
                    values = tuple(v for v in self.law.codes[name] if v in both)
                    kept[at] = {**kept[at], name: values}
                    joined = True
                else:
                    kept.append(box)
            boxes = kept
        return boxes

    def _ordered(self, changes: Changes) -> list[Change]:
        return sorted(changes, key=lambda change: self.law.attributes.index(change[0]))


def states(
    measure: Measure, told: Mapping[str, str], context: DatedContext, asked: Iterable[str]
) -> Iterator[list[dict[str, str]]]:
    """Yield, for each matter of a measure, its states under every answer to what ``asked`` attributes leave open."""
    facts = {name: value for name, value in told.items() if name in context.facts}
    for matter in matters_of(measure, context):
        found = settled(matter, frozenset(asked) - facts.keys())
        yield list({tuple((state | facts).items()): state | facts for state in found}.values())


def certainly(judge: Judge, rule: str, measure: Measure, told: Mapping[str, str], context: DatedContext) -> bool:
    """Say, by the judge's own engines, whether a rule applies to some matter of a measure whatever is left open."""
    kinds = {matter.values["kind"] for matter in matters_of(measure, context)}
    asked = {judge.law.attributes[at] for kind in kinds for at in judge.law.slice(kind).attributes}
    found = states(measure, told, context, asked)
    return any(all(rule in judge.applies(state) for state in matter) for matter in found)


def _size(way: Way) -> int:
    return len(way.changes)


def _parting(one: Values, other: Values) -> str:
    """Return the only attribute in which two sets of changes to the same attributes differ; empty if there is none."""
    if one.keys() != other.keys():
        return ""
    differing = [name for name in one if one[name] != other[name]]
    return differing[0] if len(differing) == 1 else ""
