"""Would anything notice a wrong rule? Every mutant that is not the same law must be told from its original.

What may notice one: the examples of the rule, the checks on the rulebook as text, the days of its sources, and the
demand that examples show what a rule catches. Mutants that say the same law in other words are recognised exactly, as
equal decision diagrams in every era.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from legalcheck.model.rule import Norm, PlanRule, Rule
from legalcheck.proving.faults import unsupported, uses
from legalcheck.proving.firing import Era
from legalcheck.proving.mutants import LAW, Mutant, mutants
from legalcheck.proving.shown import Shown, Unshown, parts
from legalcheck.proving.space import Matters
from legalcheck.proving.witness import Witness, witness
from legalcheck.rulebook.check import check_rule
from legalcheck.rulebook.style import HouseStyle

BAR = 95
"""Per cent of the mutants that are not the same law that must be noticed."""
NEVER = ("change the level", "change the forum", "move a date")
"""Operators of which no mutant may survive."""


@dataclass(frozen=True)
class Survivor:
    """A mutant that nothing notices, with a matter that tells it from its original, and what that example would be."""

    mutant: Mutant
    witness: Witness | None = None
    caught: bool = False
    """Whether the original applies to the witness; if so it is a hit to add, else a miss."""


@dataclass
class Tally:
    """How many mutants of one operator were made, and what became of them."""

    made: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[Survivor] = field(default_factory=list)


@dataclass(frozen=True)
class Coverage:
    """What came of all mutants: the counts of each operator, and shares in per cent, rounded down."""

    tallies: Mapping[str, Tally]
    rules: int
    """Rules that an example makes apply."""

    @property
    def killed(self) -> int:
        """Mutants noticed, of those that are not the same law."""
        return _share(self.tallies.values())

    @property
    def conditions(self) -> int:
        """Conditions and exceptions that are missed when they are gone."""
        return _share(tally for name, tally in self.tallies.items() if name.startswith("drop"))

    @property
    def sources(self) -> int:
        """Sources that are missed when they are gone."""
        return _share(tally for name, tally in self.tallies.items() if name == "remove a source")

    @property
    def enough(self) -> bool:
        """Whether the bar is met, with no mutant left on what must never slip."""
        return self.killed >= BAR and not any(self.tallies[name].survivors for name in NEVER if name in self.tallies)


def _share(tallies: Iterable[Tally]) -> int:
    """Return how many per cent are killed, rounded down; all of none is all."""
    found = list(tallies)
    different = sum(tally.made - tally.equivalent for tally in found)
    return 100 * sum(tally.killed for tally in found) // different if different else 100


class Adequacy:
    """Judges mutants of one rulebook."""

    def __init__(self, shown: Shown):
        self.book = shown.eras.book
        self.eras = shown.eras
        self.trials = shown.trials
        self.shown = shown
        self._uses = uses(self.book)
        self._style = HouseStyle(self.book)
        self._of_originals: dict[tuple[str, str], frozenset[str]] = {}
        self._lacks: dict[tuple[str, str | None], frozenset[Unshown]] = {}

    def coverage(self, rules: Collection[str] = ()) -> Coverage:
        """Try every mutant, of all rules or of those named, and count by operator."""
        wanted = set(rules) or {*(rule.id for rule in self.book.own_rules), *self.book.plan_rules}
        found: dict[str, Tally] = {}
        for mutant in mutants(self.book):
            if mutant.norm.id not in wanted:
                continue
            tally = found.setdefault(mutant.operator, Tally())
            tally.made += 1
            if self._noticed(mutant):
                tally.killed += 1
                continue
            survivor = self._survivor(mutant)
            if survivor is None:
                tally.equivalent += 1
            else:
                tally.survivors.append(survivor)
        return Coverage(found, 100 * sum(map(self.shown.applies, wanted)) // len(wanted))

    def _noticed(self, mutant: Mutant) -> bool:
        norm = mutant.norm
        if self._newly(self._complaints, norm) or (mutant.operator not in LAW and self._newly(self._texts, norm)):
            return True
        if mutant.operator == "remove a source" and self._uses[self._removed(mutant)] == 1:
            return True
        if self.trials.notice(norm) if isinstance(norm, Rule) else self.trials.notice_plan(norm):
            return True
        only = str(mutant.keys[-1]) if mutant.keys[-1] in self.book.attributes else None
        if (norm.id, only) not in self._lacks:
            self._lacks[norm.id, only] = frozenset(self.shown.unshown(self.book.norm(norm.id), only))
        return not self._lacks[norm.id, only].issuperset(self.shown.unshown(norm, only))

    def _removed(self, mutant: Mutant) -> str:
        """Return the source that a mutant lacks."""
        return next(name for name in self.book.norm(mutant.norm.id).sources if name not in mutant.norm.sources)

    def _newly(self, check: Callable[[Rule | PlanRule], frozenset[str]], norm: Rule | PlanRule) -> frozenset[str]:
        """Return what a check says of a changed rule and not of the one whose id it has."""
        key = (check.__name__, norm.id)
        if key not in self._of_originals:
            self._of_originals[key] = check(self.book.norm(norm.id))
        return check(norm) - self._of_originals[key]

    def _complaints(self, norm: Rule | PlanRule) -> frozenset[str]:
        """Return what the checks on the rulebook say of one rule."""
        found = [problem.message for problem in check_rule(self.book, norm)]
        return frozenset((*found, *(fault.message for fault in unsupported(norm, self.book))))

    def _texts(self, norm: Rule | PlanRule) -> frozenset[str]:
        """Return what the house style has against the texts, the days, the folder or the steps of one rule."""
        return frozenset(problem.message for problem in self._style.problems([norm]))

    def _survivor(self, mutant: Mutant) -> Survivor | None:
        """Return how a mutant that nothing notices differs from its original; None if it is the same law."""
        new, old = mutant.norm, self.book.norm(mutant.norm.id)
        if mutant.operator not in (*LAW, "move a date"):
            return Survivor(mutant)
        for day in self._days(old, new):
            era = self.eras.on(day)
            before, after = self._reach(old, era, day), self._reach(new, era, day)
            for part in (*before, *(part for part in after if part not in before)):
                once, now = before.get(part, era.space.nothing), after.get(part, era.space.nothing)
                if once != now:
                    lost = once & ~now
                    caught = bool(lost != era.space.nothing)
                    return Survivor(mutant, replace(witness(era, lost if caught else now & ~once), day=day), caught)
        return None

    def _days(self, old: Norm, new: Norm) -> Iterator[str]:
        """Yield a day of each era in which two versions of a rule may differ; of dates moved, the days between."""
        if old.in_force == new.in_force:
            yield from (era.day for era in self.eras.with_rule(old.id))
            return
        ends = (old.in_force.start, new.in_force.start, old.in_force.to, new.in_force.to)
        yield from (day for day in ends if day and old.in_force.covers(day) != new.in_force.covers(day))

    def _reach(self, norm: Norm, era: Era, day: str) -> Mapping[str, Matters]:
        """Return the matters that a rule reaches: where it applies or, of a plan rule, what each label finds."""
        if not norm.in_force.covers(day):
            return {}
        found = {label: part.finds for label, part in parts(norm, era).items()}
        if isinstance(norm, PlanRule) and norm.when:
            found["when"] = era.space.meeting(era.law.test(norm.when), {}) & era.possible
        return found
