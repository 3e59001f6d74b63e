"""What the examples of a rule show: every value that it catches, or every one that it leaves alone.

A rule asks about an attribute to part its values in two. Examples that show all the values of one part leave no value
that could change sides unseen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legalcheck.inference.law import Compiled
from legalcheck.model.rule import Given, Norm, PlanRule, Rule, When
from legalcheck.proving.firing import Era, Eras, fire
from legalcheck.proving.space import Matters
from legalcheck.proving.trials import State, Trials, applies
from legalcheck.proving.witness import witness
from legalcheck.rulebook.load import Rulebook


@dataclass(frozen=True)
class Unshown:
    """Values of one attribute that no hit, or no miss, of a rule shows; of a plan rule, under which label."""

    rule: str
    label: str
    attribute: str
    side: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What a rule finds by one set of conditions, and on which side of the examples that is shown."""

    conditions: tuple[When, ...]
    finds: Matters
    shows: str


class Shown:
    """Which values the examples of every rule show."""

    def __init__(self, eras: Eras, trials: Trials):
        self.eras = eras
        self.trials = trials
        self._seen: dict[str, Seen] = {}

    def applies(self, rule: str) -> bool:
        """Say whether an example makes a rule apply."""
        return any(side == "hits" for side, _, _ in self._of(rule))

    def unshown(self, rule: Norm, only: str | None = None) -> Iterator[Unshown]:
        """Yield what the examples of a rule, which may be a changed one, should show and do not.

        ``only`` limits it to one attribute.
        """
        era = next(self.eras.with_rule(rule.id), None)
        if era is None or not rule.in_force.covers(era.day):
            return
        for label, part in parts(rule, era).items():
            for name in _asked(part, self.eras.book) if only is None else (only,):
                yield from self._missing(rule.id, label, part, name, era)

    def _missing(self, rule: str, label: str, part: Part, name: str, era: Era) -> Iterator[Unshown]:
        values = era.space.book.attributes[name].values
        caught = [value for value in values if era.space.holds(part.finds, name, value)]
        seen = self._of(rule)
        hits, misses = (part.shows, "misses" if part.shows == "hits" else "hits")
        no_hit = tuple(value for value in caught if value not in seen.get((hits, label, name), ()))
        if not no_hit:
            return
        near = _near(part, name, era)
        left = [v for v in values if v not in caught and era.space.holds(near, name, v)]
        no_miss = tuple(value for value in left if value not in seen.get((misses, label, name), ()))
        if no_miss:
            found = name == "kind" or len(no_hit) <= len(no_miss)
            yield Unshown(rule, label, name, hits if found else misses, no_hit if found else no_miss)

    def examples(self, lack: Unshown) -> tuple[Given, ...]:
        """Return matters that show the values, as examples write them."""
        era = next(self.eras.with_rule(lack.rule))
        part = parts(self.eras.book.norm(lack.rule), era)[lack.label]
        pool = part.finds if lack.side == part.shows else _near(part, lack.attribute, era)
        attributes = self.eras.book.attributes
        said = attributes[lack.attribute].of not in ("role", "gate")
        grouped: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for value in lack.values:
            told = witness(era, pool & era.space.having(lack.attribute, [value])).telling
            rest = tuple((name, said) for name, said in told.items() if name != lack.attribute)
            grouped.setdefault(rest, []).append(value)
        found = []
        for rest, values in grouped.items():
            given = {name: (words,) for name, words in rest} | ({lack.attribute: tuple(values)} if said else {})
            found.append({name: given[name] for name in attributes if name in given})
        return tuple(found)

    def _of(self, rule: str) -> "Seen":
        if rule not in self._seen:
            law = self.eras.book.rules.get(rule)
            seen = self._of_rule(law) if law else self._of_plan_rule(self.eras.book.plan_rules[rule])
            self._seen[rule] = self._named(seen)
        return self._seen[rule]

    def _of_rule(self, rule: Rule) -> Iterator[tuple[str, str, State]]:
        """Yield (side, label, state) for every state that an example shows; of a hit only the matters caught."""
        for trial in self.trials.of(rule):
            compiled = self.trials.law(trial.day).compiled(rule)
            for matter in trial.matters:
                if not trial.wanted or all(applies(compiled, state) for state in matter):
                    yield from (("hits" if trial.wanted else "misses", "", state) for state in matter)

    def _of_plan_rule(self, rule: PlanRule) -> Iterator[tuple[str, str, State]]:
        """Yield the same for a plan rule: what each label finds, and what it passes over where it finds nothing."""
        for trial in self.trials.of_plan(rule):
            law = self.trials.law(trial.context.as_of)
            side = "hits" if trial.wanted else "misses"
            for label, when in {**rule.find, **rule.without}.items():
                test = Compiled("", 0, law.test(when), (), None)
                met = [state for state in trial.states if applies(test, state)]
                if bool(met) == ((label in rule.find) == trial.wanted):
                    yield from ((side, label, state) for state in met or trial.states)

    def _named(self, shown: Iterable[tuple[str, str, State]]) -> "Seen":
        specs = list(self.eras.book.attributes.items())
        found: Seen = {}
        for side, label, state in shown:
            for (name, spec), code in zip(specs, state.codes, strict=True):
                found.setdefault((side, label, name), set()).add(spec.values[code])
        return found


Seen = dict[tuple[str, str, str], set[str]]
"""Values shown by side, label and attribute."""


def parts(rule: Norm, era: Era) -> dict[str, Part]:
    """Return what a rule finds in an era: where it applies or, of a plan rule, what each label finds."""
    if isinstance(rule, Rule):
        fires = fire(era.law.compiled(rule), era.space, era.reached).fires & era.possible
        return {"": Part((rule.when, *(exempt.when for exempt in rule.unless)), fires, "hits")}
    assert isinstance(rule, PlanRule)
    found = {}
    for labels, side in ((rule.find, "hits"), (rule.without, "misses")):
        for label, when in labels.items():
            finds = era.space.meeting(era.law.test(when), {}) & era.possible
            found[label] = Part((when,), finds, side)
    return found


def _near(part: Part, name: str, era: Era) -> Matters:
    """Return the matters that a part leaves alone and that differ from one it finds in one attribute only."""
    return era.space.differing(part.finds, name) & era.possible & ~part.finds


def _asked(part: Part, book: Rulebook) -> Iterator[str]:
    """Yield the attributes that conditions ask about, in the order of the rulebook."""
    named = {name for when in part.conditions for name in when.attributes}
    return (name for name in book.attributes if name in named)
