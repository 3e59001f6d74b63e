"""The rules of one day, compiled: attributes become small integers, conditions bit masks, kinds of measure slices."""

from collections.abc import Iterator, Mapping

from legalcheck.inference.slices import Compiled, Slice, Test
from legalcheck.model.rule import Rule, When
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strata import strata

__all__ = ["Compiled", "Law", "Slice", "Test"]


class Law:
    """The rules in force on the ISO date ``as_of``, sliced by kind of measure on demand."""

    def __init__(self, book: Rulebook, as_of: str):
        self.book = book
        self.as_of = as_of
        self.attributes: tuple[str, ...] = tuple(book.attributes)
        self.codes: Mapping[str, Mapping[str, int]] = {
            name: {value: code for code, value in enumerate(spec.values)} for name, spec in book.attributes.items()
        }
        height = strata(book.rules.values())
        in_force = [rule for rule in book.rules.values() if rule.in_force.covers(as_of)]
        self.rules: tuple[Compiled, ...] = tuple(
            sorted((self.compiled(rule, height[rule.id]) for rule in in_force), key=lambda c: (c.stratum, c.id))
        )
        self._slices: dict[str, Slice] = {}
        self._classes: dict[str, tuple[tuple[str, Mapping[str, int]], ...]] = {}

    def slice(self, kind: str) -> Slice:
        """Return the rules that can apply to measures of ``kind``."""
        if kind not in self._slices:
            self._slices[kind] = self._cut(kind)
        return self._slices[kind]

    def classes(self, kind: str) -> tuple[tuple[str, Mapping[str, int]], ...]:
        """Return, for each attribute that rules on ``kind`` ask about, the class of each of its values."""
        if kind not in self._classes:
            self._classes[kind] = tuple(
                (name, {value: classes.get(code, 0) for value, code in self.codes[name].items()})
                for name, classes in ((self.attributes[at], classes) for at, classes in self.slice(kind).classes)
            )
        return self._classes[kind]

    def encode(self, values: Mapping[str, str]) -> tuple[int, ...]:
        """Return the codes of a full set of known values, in the order of the attributes."""
        return tuple(self.codes[name][values[name]] for name in self.attributes)

    def compiled(self, rule: Rule, stratum: int = 0) -> Compiled:
        """Return a rule ready to run; ``stratum`` matters only where it runs with others."""
        return Compiled(
            id=rule.id,
            stratum=stratum,
            test=self.test(rule.when),
            unless=tuple(self.test(when, with_defaults=False) for when in self._exceptions(rule)),
            head=rule.then.characterise,
        )

    def _exceptions(self, rule: Rule) -> Iterator[When]:
        """Yield where a rule does not apply: its exceptions, and its route gone to the end."""
        yield from (exempt.when for exempt in rule.unless)
        accomplished = self.book.accomplished(rule)
        if accomplished is not None:
            yield accomplished

    def test(self, when: When, *, with_defaults: bool = True) -> Test:
        """Compile conditions; with defaults, an attribute that they do not name must have one of its default values."""
        masks: list[tuple[int, int]] = []
        for at, (name, spec) in enumerate(self.book.attributes.items()):
            codes, everything = self.codes[name], (1 << len(spec.values)) - 1
            allowed = when.attributes.get(name)
            if allowed is not None:
                mask = _mask(codes, allowed.values)
                mask = everything & ~mask if allowed.negated else mask
            elif with_defaults and spec.default:
                mask = _mask(codes, spec.default)
            else:
                continue
            if mask != everything:
                masks.append((at, mask))
        return Test(tuple(masks), tuple(sorted(when.characterised)))

    def _cut(self, kind: str) -> Slice:
        at, code = self.attributes.index("kind"), self.codes["kind"][kind]
        kept: list[Compiled] = []
        reached: set[str] = set()
        for rule in self.rules:
            test = _without_kind(rule.test, at, code)
            if test is None or not reached.issuperset(test.characterised):
                continue
            unless = tuple(cut for cut in (_without_kind(e, at, code) for e in rule.unless) if cut is not None)
            unless = tuple(test for test in unless if reached.issuperset(test.characterised))
            kept.append(Compiled(rule.id, rule.stratum, test, unless, rule.head))
            if rule.head:
                reached.add(rule.head)
        asked = {attribute for rule in kept for test in (rule.test, *rule.unless) for attribute, _ in test.masks}
        return Slice(kind, tuple(kept), tuple(sorted(asked)), self.attributes)


def _mask(codes: Mapping[str, int], values: tuple[str, ...]) -> int:
    mask = 0
    for value in values:
        mask |= 1 << codes[value]
    return mask


def _without_kind(test: Test, at: int, code: int) -> Test | None:
    """Drop the condition on the kind of measure; None if it does not allow this one."""
    masks = []
    for attribute, mask in test.masks:
        if attribute != at:
            masks.append((attribute, mask))
        elif not mask >> code & 1:
            return None
    return Test(tuple(masks), test.characterised)
