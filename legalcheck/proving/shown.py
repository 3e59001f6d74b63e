"""What the examples of a rule show: every value that it catches, or every one that it leaves alone.

A rule asks about an attribute to part its values in two. Examples that show all the values of one part leave no value
that could change sides unseen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalcheck.model.rule import Rule
from legalcheck.proving.firing import Era, Eras, fire
from legalcheck.proving.space import Matters
from legalcheck.proving.trials import Trials, applies
from legalcheck.proving.witness import witness
from legalcheck.rulebook.load import Rulebook


@dataclass(frozen=True)
class Unshown:
    """Values of one attribute that no hit, or no miss, of a rule shows."""

    rule: str
    attribute: str
    side: str
    values: tuple[str, ...]


class Shown:
    """Which values the examples of every rule show."""

    def __init__(self, eras: Eras, trials: Trials):
        self.eras = eras
        self.trials = trials
        self._seen: dict[str, Mapping[tuple[str, str], frozenset[str]]] = {}

    def unshown(self, rule: Rule, only: str | None = None) -> Iterator[Unshown]:
        """Yield what the examples of a rule, which may be a changed one, should show and do not.

        ``only`` limits it to one attribute.
        """
        era = next(self.eras.with_rule(rule.id), None)
        if era is None or not rule.in_force.covers(era.day):
            return
        fires = self.fires(rule, era)
        for name in asked(rule, self.eras.book):
            if only in (None, name):
                yield from self._missing(rule, name, fires, era)

    def fires(self, rule: Rule, era: Era) -> Matters:
        """Return where a rule applies in an era."""
        return fire(era.law.compiled(rule), era.space, era.reached).fires & era.possible

    def _missing(self, rule: Rule, name: str, fires: Matters, era: Era) -> Iterator[Unshown]:
        space, values = era.space, era.space.book.attributes[name].values
        caught = [value for value in values if space.holds(fires, name, value)]
        left = [v for v in values if v not in caught and space.holds(self._near(name, fires, era), name, v)]
        if not caught or not left:
            return
        seen = self._of(rule.id)
        no_hit = tuple(value for value in caught if value not in seen["hits", name])
        no_miss = tuple(value for value in left if value not in seen["misses", name])
        if no_hit and no_miss:
            hits = name == "kind" or len(no_hit) <= len(no_miss)
            yield Unshown(rule.id, name, "hits" if hits else "misses", no_hit if hits else no_miss)

    def _near(self, name: str, fires: Matters, era: Era) -> Matters:
        """Return the matters that a rule leaves alone and that differ from one it catches in one attribute only."""
        return era.space.differing(fires, name) & era.possible & ~fires

    def example(self, rule: Rule, lack: Unshown) -> tuple[dict[str, tuple[str, ...]], ...]:
        """Return matters that show the values, as the examples of a rule write them."""
        era = next(self.eras.with_rule(rule.id))
        fires = self.fires(rule, era)
        pool = fires if lack.side == "hits" else self._near(lack.attribute, fires, era)
        grouped: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for value in lack.values:
            told = witness(era, pool & era.space.having(lack.attribute, [value])).telling
            rest = tuple((name, said) for name, said in told.items() if name != lack.attribute)
            grouped.setdefault(rest, []).append(value)
        order = self.eras.book.attributes
        found = []
        for rest, values in grouped.items():
            given = {name: (said,) for name, said in rest} | {lack.attribute: tuple(values)}
            found.append({name: given[name] for name in order if name in given})
        return tuple(found)

    def _of(self, rule: str) -> Mapping[tuple[str, str], frozenset[str]]:
        if rule not in self._seen:
            self._seen[rule] = self._count(self.eras.book.rules[rule])
        return self._seen[rule]

    def _count(self, rule: Rule) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return the values that hits and misses show; of a hit only the matters that are caught."""
        seen: dict[tuple[str, int], set[int]] = {}
        for trial in self.trials.of(rule):
            compiled = self.trials.law(trial.day).compiled(rule)
            for matter in trial.matters:
                if trial.wanted and not all(applies(compiled, state) for state in matter):
                    continue
                for state in matter:
                    for at, code in enumerate(state.codes):
                        seen.setdefault(("hits" if trial.wanted else "misses", at), set()).add(code)
        specs = list(self.eras.book.attributes.items())
        return {
            (side, name): frozenset(spec.values[code] for code in seen.get((side, at), ()))
            for at, (name, spec) in enumerate(specs)
            for side in ("hits", "misses")
        }


def asked(rule: Rule, book: Rulebook) -> Sequence[str]:
    """Return the attributes that a rule and its exceptions ask about, in the order of the rulebook."""
    named = {name for when in (rule.when, *(exempt.when for exempt in rule.unless)) for name in when.attributes}
    return [name for name in book.attributes if name in named]
