"""What stands in the way of a clause once some changes and steps are made, by the reference evaluator alone.

Only what a change touches is put anew: the matters of each measure are worked out once and coded, those that its rules
cannot tell apart count as one, and each distinct matter is evaluated once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from legalcheck.alternatives.moves import CONTEXT, Move, Place
from legalcheck.checking import Checker
from legalcheck.inference.conclude import settled_matters
from legalcheck.inference.reference import evaluate
from legalcheck.inference.slices import Compiled, Slice
from legalcheck.matters.build import canonical, measure_of
from legalcheck.model.measure import Measure
from legalcheck.model.rule import Rule, Step
from legalcheck.model.values import LEVELS, at_or_above

SHUT = "closed"
"""Level from which on an act cannot be done at all: a step that meets it leads nowhere."""
_CARRIED = "waits_for"
"""What a clause waits for, the acts that it takes wait for too."""

State = frozenset[Move]
"""Changes and steps that are made together; no two of them in one place."""


@dataclass(frozen=True)
class Obstacle:
    """A rule that stands in the way, and the places of which one has to change before it can go."""

    rule: str
    places: frozenset[Place]


class Coded:
    """The matters of one measure as codes, with all rules on its kind."""

    def __init__(self, measure: Measure, checker: Checker):
        law = checker.judge.law
        self.cut: Slice = law.slice(canonical(measure, checker.book).kind)
        self.names = law.attributes
        self.codes = law.codes
        found = (law.encode(values) for values in settled_matters(measure, checker.context, checker.judge))
        self._matters = tuple({self._key(codes): codes for codes in found}.values())
        self._known: dict[tuple[int, ...], frozenset[str]] = {}
        self._fired: dict[frozenset[tuple[str, str]], frozenset[str]] = {}

    @cached_property
    def asked(self) -> frozenset[str]:
        """The attributes that some rule on the kind asks about."""
        return frozenset(self.names[at] for at in self.cut.attributes)

    def fired(self, put: Mapping[str, str]) -> frozenset[str]:
        """Return the rules that apply to some matter of the measure with these attributes put anew."""
        telling = frozenset((name, value) for name, value in put.items() if name in self.asked)
        if telling not in self._fired:
            self._fired[telling] = frozenset().union(*map(self._applies, self._put(telling)))
        return self._fired[telling]

    def cone(self, rule: str) -> frozenset[str]:
        """Return the attributes on which it depends whether a rule applies."""
        by_id = {one.id: one for one in self.cut.rules}
        heads: dict[str, list[Compiled]] = {}
        for one in self.cut.rules:
            heads.setdefault(one.head or "", []).append(one)
        found: set[int] = set()
        stack, seen = [by_id[rule]], {rule}
        while stack:
            one = stack.pop()
            for test in (one.test, *one.unless):
                found |= {at for at, _ in test.masks}
                below = [other for head in test.characterised for other in heads.get(head, ())]
                stack += [other for other in below if other.id not in seen]
                seen |= {other.id for other in below}
        return frozenset(self.names[at] for at in found)

    def _put(self, put: Iterable[tuple[str, str]]) -> Iterator[list[int]]:
        new = {self.names.index(name): self.codes[name][value] for name, value in put}
        for codes in self._matters:
            changed = list(codes)
            for at, code in new.items():
                changed[at] = code
            yield changed

    def _key(self, codes: Sequence[int]) -> tuple[int, ...]:
        return tuple(classes.get(codes[at], 0) for at, classes in self.cut.classes)

    def _applies(self, codes: Sequence[int]) -> frozenset[str]:
        key = self._key(codes)
        if key not in self._known:
            self._known[key] = evaluate(self.cut, codes)
        return self._known[key]


class Trial:
    """A clause of some measures: what stands in its way in each state."""

    def __init__(self, measures: Sequence[Measure], checker: Checker, below: str):
        self.measures = {measure.id: measure for measure in measures}
        self.checker = checker
        self.below = below
        self.book = checker.book
        self._only: str | None = None
        self._steps_shut = True
        self._coded = {measure.id: Coded(measure, checker) for measure in measures}
        self._acts: dict[tuple[str, str, str], Coded] = {}
        self._facts = {name: known.value for name, known in checker.context.facts.items()}

    def against(self, rule: str, *, shut_steps: bool = True) -> "Trial":
        """Return a trial in which one rule alone stands in the way; without ``shut_steps`` every step can be taken."""
        other = copy(self)
        other._only, other._steps_shut = rule, shut_steps
        return other

    def barred(self) -> bool:
        """Say whether any barrier at or above the level stands as things are."""
        return any(self.barriers(frozenset(), name) for name in self.measures)

    def standing(self, state: State, measure: str) -> frozenset[str]:
        """Return the rules of the forums that apply to a measure in a state, whatever the unknowns are."""
        return frozenset(
            rule
            for rule in self._coded[measure].fired(self._put(state, measure))
            if self.book.rules[rule].then.level and self.book.rules[rule].forum in self.checker.forums
        )

    def barriers(self, state: State, measure: str) -> list[str]:
        """Return those at or above the level, in order."""
        found = sorted(rule for rule in self.standing(state, measure) if self._grave(rule, self.below))
        return [rule for rule in found if self._only in (None, rule)]

    def obstacles(self, state: State) -> Iterator[Obstacle]:
        """Yield what stands in the way of a state: barriers, steps that are shut, and what steps need and lack."""
        for name in self.measures:
            for rule in self.barriers(state, name):
                yield Obstacle(rule, self._places(name, self._coded[name].cone(rule)))
            if self._steps_shut:
                yield from self._shut(state, name)

    def taken(self, state: State) -> list[tuple[Move, Step]]:
        """Return the steps of a state, each as the routes of what stands without it have it."""
        unmade = frozenset(move for move in state if not move.is_step)
        return [
            (move, next(self._routes(unmade, move))) for move in sorted(state - unmade, key=lambda move: move.order)
        ]

    # steps

    def _routes(self, unmade: State, move: Move) -> Iterator[Step]:
        """Yield steps of routes that a move takes: of rules that stand before any step, gravest first, then others."""
        wanted = {(place[1], value) for place, value in move.sets}
        standing = frozenset().union(*(self.standing(unmade, name) for name in self.measures))
        others = {one.id for coded in self._coded.values() for one in coded.cut.rules} - standing
        for rules in (standing, others):
            for rule in sorted((self.book.rules[name] for name in rules), key=_gravest_first):
                for step in rule.route_in(self.checker.context.language):
                    if not wanted.isdisjoint(step.settles.items()):
                        yield step

    def _shut(self, state: State, measure: str) -> Iterator[Obstacle]:
        """Yield why steps cannot be taken: the act is shut, or what it needs does not hold."""
        unmade = frozenset(move for move in state if not move.is_step)
        put = self._put(state, measure)
        known = {**self._facts, **put}
        for rule in sorted(self.standing(unmade, measure)):
            for step in self.book.rules[rule].route:
                if not self._uses(state, step):
                    continue
                for name, value in step.needs.items():
                    if known.get(name) != value:
                        cone = self._coded[measure].cone(rule)
                        yield Obstacle(rule, self._places(measure, cone) | {(CONTEXT, name)})
                for name in step.settles.keys() & self.book.milestones.keys():
                    if self.book.milestones[name].does:
                        yield from self._act_shut(name, measure, put)

    def _uses(self, state: State, step: Step) -> bool:
        made = {(place[1], value) for move in state if move.is_step for place, value in move.sets}
        return not made.isdisjoint(step.settles.items())

    def _act_shut(self, milestone: str, measure: str, put: Mapping[str, str]) -> Iterator[Obstacle]:
        """Yield the rules that shut the act by which a milestone is reached for a measure."""
        waits = put.get(_CARRIED, getattr(self.measures[measure], _CARRIED))
        act = self._act(milestone, measure, waits)
        facts = {name: value for name, value in put.items() if name in self._facts}
        for rule in sorted(act.fired(facts)):
            if self._grave(rule, SHUT) and self.book.rules[rule].forum in self.checker.forums:
                yield Obstacle(rule, self._places(measure, act.cone(rule) & {_CARRIED, *self._facts}))

    def _act(self, milestone: str, measure: str, waits: str) -> Coded:
        """Return the act of a milestone as it is done for a measure: about it, and waiting as it does."""
        about = self.measures[measure].about or self.measures[measure].kind
        if (milestone, about, waits) not in self._acts:
            parts = {"about": about, **self.book.milestones[milestone].does, _CARRIED: waits}
            known = {name: value for name, value in parts.items() if name in self.book.attributes}
            self._acts[milestone, about, waits] = Coded(measure_of(known, self.book), self.checker)
        return self._acts[milestone, about, waits]

    def _grave(self, rule: str, level: str) -> bool:
        return at_or_above(str(self.book.rules[rule].then.level), level)

    def _put(self, state: State, measure: str) -> dict[str, str]:
        return {attribute: value for move in state for (of, attribute), value in move.sets if of in (CONTEXT, measure)}

    def _places(self, measure: str, names: Iterable[str]) -> frozenset[Place]:
        return frozenset((CONTEXT if name in self._facts else measure, name) for name in names)


def _gravest_first(rule: Rule) -> tuple[int, str]:
    level = rule.then.level
    return (LEVELS.index(level) if level else len(LEVELS), rule.id)
