"""One rule with all the rules that it rests on, and what keeps it from applying to a matter."""

from collections.abc import Mapping, Sequence

from legalcheck.inference.law import Compiled, Law, Test
from legalcheck.inference.reference import evaluate
from legalcheck.inference.slices import Slice

Hindrance = dict[int, int]
"""Attributes with masks: as long as none of these attributes has a value of its mask, the rule does not apply."""


class Cone:
    """The rules that decide whether one rule of a law applies; what cannot be is an exception of its own."""

    def __init__(self, law: Law, rule: str):
        """Take the id of a rule that is in force on the day of the law."""
        self.law = law
        self.rule = rule
        kept: list[Compiled] = []
        asked: set[str] = set()
        for one in reversed(law.rules):  # what concludes a characterisation stands before what asks for it
            if one.id == rule or one.head in asked:
                kept.append(_without_impossible(one, law) if one.id == rule else one)
                asked |= {name for test in (one.test, *one.unless) for name in test.characterised}
        self.rules = {one.id: one for one in reversed(kept)}
        tests = [test for one in kept for test in (one.test, *one.unless)]
        self.attributes = tuple(sorted({at for test in tests for at, _ in test.masks}))
        self.masks: Mapping[int, frozenset[int]] = {
            at: frozenset(mask for test in tests for found, mask in test.masks if found == at) for at in self.attributes
        }
        self._slice = Slice(rule, tuple(self.rules.values()), self.attributes, law.attributes)
        self._full = {at: (1 << len(law.codes[law.attributes[at]])) - 1 for at in self.attributes}

    def applying(self, codes: Sequence[int]) -> frozenset[str]:
        """Return the rules of the cone that apply to a matter, given the codes of all attributes."""
        return evaluate(self._slice, codes)

    def applies(self, codes: Sequence[int]) -> bool:
        """Say whether the rule applies to a matter."""
        return self.rule in self.applying(codes)

    def hindrance(self, codes: Sequence[int]) -> Hindrance:
        """Return the narrowest reason why the rule does not apply to a matter to which it does not."""
        return _Explained(self, codes).lacking(self.rules[self.rule])

    def concluding(self, name: str) -> list[Compiled]:
        """Return the rules that reach a characterisation."""
        return [one for one in self.rules.values() if one.head == name]

    def beyond(self, at: int, mask: int) -> int:
        """Return the mask of the values that are not in a mask."""
        return self._full[at] & ~mask


def _without_impossible(rule: Compiled, law: Law) -> Compiled:
    never = tuple(law.test(one.never, with_defaults=False) for one in law.book.impossible)
    return Compiled(rule.id, rule.stratum, rule.test, (*rule.unless, *never), rule.head)


class _Explained:
    """Reasons why rules of a cone apply to one matter or do not."""

    def __init__(self, cone: Cone, codes: Sequence[int]):
        self.cone = cone
        self.codes = codes
        self.applying = cone.applying(codes)
        self.reached = {head for name in self.applying if (head := cone.rules[name].head)}

    def lacking(self, rule: Compiled) -> Hindrance:
        """Return why a rule does not apply: something that it asks for, or an exception that is made out."""
        return _narrowest([*self._unmet(rule.test), *(self._standing(t) for t in rule.unless if self._holds(t))])

    def _unmet(self, test: Test) -> list[Hindrance]:
        failing = [{at: mask} for at, mask in test.masks if not mask >> self.codes[at] & 1]
        return failing + [self._unreached(name) for name in test.characterised if name not in self.reached]

    def _unreached(self, name: str) -> Hindrance:
        """Return why no rule reaches a characterisation: the reasons of all of them together."""
        return _joined([self.lacking(one) for one in self.cone.concluding(name)])

    def _standing(self, test: Test) -> Hindrance:
        """Return what keeps conditions met: as long as nothing leaves its mask and all is reached, they are."""
        found = {at: self.cone.beyond(at, mask) for at, mask in test.masks}
        return _joined([found, *map(self._reaching, test.characterised)])

    def _reaching(self, name: str) -> Hindrance:
        """Return what keeps a characterisation reached: what keeps one of the rules that reach it applying."""
        ways = [one for one in self.cone.concluding(name) if one.id in self.applying]
        return _narrowest([self._applying(one) for one in ways])

    def _applying(self, rule: Compiled) -> Hindrance:
        """Return what keeps a rule applying: its conditions, and for each exception something that it lacks."""
        kept_off = [_narrowest(self._unmet(test)) for test in rule.unless]
        return _joined([self._standing(rule.test), *kept_off])

    def _holds(self, test: Test) -> bool:
        return not self._unmet(test)


def _narrowest(found: Sequence[Hindrance]) -> Hindrance:
    """Return the reason that the fewest values would lift; one that no value lifts is the narrowest of all."""
    return min(found, key=lambda one: sum(mask.bit_count() for mask in one.values()))


def _joined(reasons: Sequence[Hindrance]) -> Hindrance:
    """Return a reason that is lifted where any of several is."""
    found: Hindrance = {}
    for reason in reasons:
        for at, mask in reason.items():
            found[at] = found.get(at, 0) | mask
    return found
