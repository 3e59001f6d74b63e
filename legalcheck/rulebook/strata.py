"""The order in which rules may fire: a rule comes after every rule whose characterisation it asks about."""

from collections.abc import Iterable

from legalcheck.model.rule import Rule


class CycleError(Exception):
    """Characterisations rest on each other in a circle; ``cycle`` names them in order."""

    def __init__(self, cycle: list[str]):
        self.cycle = cycle
        super().__init__(" -> ".join(cycle))


def asked(rule: Rule) -> set[str]:
    """Return the characterisations that a rule asks about, its exceptions included."""
    return {name for when in (rule.when, *(e.when for e in rule.unless)) for name in when.characterised}


def strata(rules: Iterable[Rule]) -> dict[str, int]:
    """Return the stratum of each rule id, from 0; ``CycleError`` if there is no order."""
    rules = list(rules)
    derived_by: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.then.characterise:
            derived_by.setdefault(rule.then.characterise, []).append(rule)
    height: dict[str, int] = {}
    path: list[str] = []

    def level(name: str) -> int:
        """Return the first stratum in which the characterisation is complete."""
        if name in path:
            raise CycleError([*path[path.index(name) :], name])
        if name not in height:
            path.append(name)
            height[name] = 1 + max((below(rule) for rule in derived_by.get(name, ())), default=0)
            path.pop()
        return height[name]

    def below(rule: Rule) -> int:
        return max((level(name) for name in sorted(asked(rule))), default=0)

    return {rule.id: below(rule) for rule in rules}
