"""What is wrong with a rulebook over the whole space of matters, each with the smallest matter that shows it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from legalcheck.model.rule import InForce, Norm, When, day_after
from legalcheck.model.values import UNSPECIFIED
from legalcheck.proving.firing import Era, Eras
from legalcheck.proving.space import Matters
from legalcheck.proving.witness import Witness, witness
from legalcheck.rulebook.load import Rulebook

SHUT = ("barred", "closed")
"""Levels at which no act can be done."""
_CARRIED = ("waits_for", "due")
"""A clause that waits, or that sets a time, says so of the acts that it takes."""
_LAW = ("forum", "in_force", "sources", "when", "unless", "find", "without", "then", "route")


@dataclass(frozen=True)
class Fault:
    """One finding of the proofs.

    ``of`` names what it is about, the rule in whose file it stands first; ``keys`` lead to the place in that file;
    ``rules`` are those that the witness must show to apply.
    """

    kind: str
    of: tuple[str, ...]
    message: str
    keys: tuple[object, ...] = ()
    witness: Witness | None = None
    rules: tuple[str, ...] = ()


def faults(eras: Eras) -> Iterator[Fault]:
    """Yield every fault that the proofs find, check by check."""
    for check in CHECKS:
        yield from check(eras)


def digest(of: Iterable[str], book: Rulebook) -> str:
    """Return twelve digits that change with the law of the rules that a fault is about, and not with their words."""
    total = hashlib.sha256()
    for name in of:
        norm = book.rules.get(name) or book.plan_rules.get(name)
        total.update(name.encode())
        total.update(norm.model_dump_json(include=set(_LAW)).encode() if norm else b"")
    return total.hexdigest()[:12]


def dead_rules(eras: Eras) -> Iterator[Fault]:
    """Find rules that no matter can meet."""
    for rule in eras.book.rules:
        if all(_none(era.fires(rule), era) for era in eras.with_rule(rule)):
            yield Fault("dead rule", (rule,), f"no matter that can be meets '{rule}'; loosen its conditions", ("when",))
    for plan_rule in eras.book.plan_rules.values():
        for part in ("find", "without"):
            for label, when in getattr(plan_rule, part).items():
                if all(_none(_meeting(when, era), era) for era in eras.with_rule(plan_rule.id)):
                    says = f"no clause that can be is found by '{label}' of '{plan_rule.id}'"
                    yield Fault("dead rule", (plan_rule.id,), says, (part, label))


def subsumed_rules(eras: Eras) -> Iterator[Fault]:
    """Find rules that add nothing: where one applies, another of its forum and level does, on the same sources."""
    barriers = [rule for rule in eras.book.rules.values() if rule.then.level]
    for rule, other in product(barriers, barriers):
        if rule is other or (rule.forum, rule.then.level) != (other.forum, other.then.level):
            continue
        if not (_within(rule.in_force, other.in_force) and set(rule.sources) <= set(other.sources)):
            continue
        found = [era for era in eras.with_rule(rule.id) if not _none(era.fires(rule.id), era)]
        if found and all(_none(era.fires(rule.id) & ~era.fires(other.id), era) for era in found):
            says = f"wherever '{rule.id}' applies, '{other.id}' does, at the same level and on the same sources"
            shown = witness(found[0], found[0].fires(rule.id))
            yield Fault("subsumed rule", (rule.id, other.id), says, ("when",), shown, (rule.id, other.id))


def idle_exceptions(eras: Eras) -> Iterator[Fault]:
    """Find exceptions that never bite, since nothing meets them or another one does all that they do."""
    for rule in eras.book.rules.values():
        for at, exempt in enumerate(rule.unless):
            if all(_none(_alone(rule.id, at, era), era) for era in eras.with_rule(rule.id)):
                says = f"exception '{exempt.label}' of '{rule.id}' never makes a difference; drop it or widen it"
                yield Fault("idle exception", (rule.id, exempt.label), says, ("unless", at))


def overlapping_exceptions(eras: Eras) -> Iterator[Fault]:
    """Find pairs of exceptions of one rule that some matter meets together."""
    for rule in eras.book.rules.values():
        for (at, first), (also, second) in combinations(enumerate(rule.unless), 2):
            for era in eras.with_rule(rule.id):
                firing = era.firing[rule.id]
                both = firing.test & firing.exceptions[at] & firing.exceptions[also] & era.possible
                if not _none(both, era):
                    says = f"exceptions '{first.label}' and '{second.label}' of '{rule.id}' meet on one matter"
                    of = (rule.id, first.label, second.label)
                    yield Fault("overlapping exceptions", of, says, ("unless", also), witness(era, both))
                    break


def contradicting_routes(eras: Eras) -> Iterator[Fault]:
    """Find two rules on one matter whose routes settle one thing in two ways that exclude each other."""
    settling = {rule.id: found for rule in eras.book.rules.values() if (found := settled(rule))}
    for first, second in combinations(settling, 2):
        names = [
            n for n in settling[first] if not set(settling[first][n]) & set(settling[second].get(n, settling[first][n]))
        ]
        for era in eras.with_rule(first) if names else ():
            both = era.fires(first) & era.fires(second)
            if not _none(both, era):
                says = f"the routes of '{first}' and '{second}' settle '{names[0]}' in two ways, on one matter"
                shown = witness(era, both)
                yield Fault("contradicting routes", (first, second), says, ("route",), shown, (first, second))
                break


def routes_into_bars(eras: Eras) -> Iterator[Fault]:
    """Find routes that lead into a bar: once they are gone, a rule applies that did not, and shuts the door."""
    shut = [rule.id for rule in eras.book.rules.values() if rule.then.level in SHUT]
    for rule in eras.book.rules.values():
        told: set[str] = set()
        for end in ends(rule):

            def reach(era: Era, doors: Matters, end: Mapping[str, str] = end) -> Matters:
                return era.space.settled(doors, end)

            for era, other in _doors(rule.id, shut, eras, reach):
                found = era.fires(rule.id) & reach(era, era.fires(other)) & ~era.fires(other)
                if other not in told and not _none(found, era):
                    told.add(other)
                    says = f"the route of '{rule.id}' leads into '{other}', which did not apply before"
                    shown = witness(era, found)
                    yield Fault("route into a bar", (rule.id, other), says, ("route",), shown, (rule.id,))


def endless_routes(eras: Eras) -> Iterator[Fault]:
    """Find routes that change nothing: gone to their end, the rule that asked for them still applies."""
    for rule in eras.book.rules.values():
        for end in ends(rule):
            for era in eras.with_rule(rule.id):
                still = era.fires(rule.id) & eras.space.settled(era.fires(rule.id), end)
                if not _none(still, era):
                    says = f"with all done that its route asks for, '{rule.id}' still applies"
                    yield Fault("endless route", (rule.id,), says, ("route",), witness(era, still), (rule.id,))
                    break


def barred_steps(eras: Eras) -> Iterator[Fault]:
    """Find routes that come by an act to which the door is shut under the facts under which the rule applies.

    Facts that the route itself settles or that the step needs, such as the end of a state of emergency, are taken as
    settled before. Where the rule that shuts the door applies to the matter itself, it is said already.
    """
    book = eras.book
    shut = [rule.id for rule in book.rules.values() if rule.then.level in SHUT]
    shared = book.facts.keys() | {*_CARRIED}
    for rule in book.rules.values():
        settles = settled(rule)
        for name in sorted(settles.keys() & book.milestones.keys()):
            does, facts = book.milestones[name].does, _facts_before(name, rule, book)

            def reach(
                era: Era, doors: Matters, does: Mapping[str, str] = does, facts: Mapping[str, str] = facts
            ) -> Matters:
                return era.space.settled(era.space.alike(doors & _act(does, era), shared), facts)

            told: set[str] = set()
            for era, other in _doors(rule.id, shut, eras, reach) if does else ():
                found = era.fires(rule.id) & reach(era, era.fires(other)) & ~era.fires(other)
                if other not in told and not _none(found, era):
                    told.add(other)
                    says = f"the route of '{rule.id}' comes by '{name}', to which '{other}' shuts the door unsaid"
                    yield Fault(
                        "barred step", (rule.id, name, other), says, ("route",), witness(era, found), (rule.id,)
                    )


def _facts_before(milestone: str, rule: Norm, book: Rulebook) -> dict[str, str]:
    """Return the facts that a route settles or that the steps to a milestone need."""
    told: dict[str, str] = {}
    for step in rule.route:
        told |= {**step.settles, **(step.needs if milestone in step.settles else {})}
    return {name: value for name, value in told.items() if name in book.facts.keys() - book.milestones}


def _doors(
    rule: str, shut: Sequence[str], eras: Eras, reach: Callable[[Era, Matters], Matters]
) -> Iterator[tuple[Era, str]]:
    """Yield an era and one of ``shut`` that stands before something to which a rule applies.

    ``reach`` says from where the matters of a set are come to. Eras in which rule and doors are as in one before are
    passed over.
    """
    tried: set[tuple[Matters, Matters]] = set()
    for era in eras.with_rule(rule):
        fires, doors = era.fires(rule), era.union(shut)
        if (fires, doors) not in tried and not _none(fires & reach(era, doors), era):
            yield from (
                (era, other) for other in shut if other != rule and not _none(fires & reach(era, era.fires(other)), era)
            )
        tried.add((fires, doors))


def gaps(eras: Eras) -> Iterator[Fault]:
    """Find kinds of measures on which a forum has no rule today and does not say why, and reasons out of date."""
    book, era = eras.book, eras.on(eras.book.reviewed)
    told = {(silence.forum, kind) for silence in book.silences for kind in silence.kinds}
    for forum in book.forums:
        rules = [name for name, rule in book.rules.items() if rule.forum == forum and rule.then.level]
        ruled = eras.space.union(era.fires(name) for name in rules)
        for kind in book.vocabulary.kinds:
            silent = not eras.space.holds(ruled, "kind", kind)
            if silent and (forum, kind) not in told:
                says = f"no rule of '{forum}' speaks of '{kind}'; add one, or say why in proof/silences.yaml"
                yield Fault("gap", (forum, kind), says)
            if not silent and (forum, kind) in told:
                says = f"proof/silences.yaml says that no rule of '{forum}' speaks of '{kind}', but one does; drop it"
                yield Fault("stale silence", (forum, kind), says)


def unreachable_values(eras: Eras) -> Iterator[Fault]:
    """Find values that no matter can have on any day."""
    for name, spec in eras.book.attributes.items():
        for value in spec.values:
            if not any(eras.space.holds(era.possible, name, value) for era in eras):
                yield Fault("unreachable value", (name, value), f"no matter can have the value '{value}' of '{name}'")


def unused_sources(eras: Eras) -> Iterator[Fault]:
    """Find sources on which nothing rests."""
    used = uses(eras.book)
    for name in eras.book.sources:
        if not used[name]:
            yield Fault("unused source", (name,), f"nothing rests on the source '{name}'; cite it or drop it")


def uses(book: Rulebook) -> Counter[str]:
    """Return how often each source is cited: by rules, steps, positions, and all parts of the context."""
    used = Counter(source for norm in _norms(book) for source in norm.sources)
    used.update(source for norm in _norms(book) for step in norm.route for source in step.sources)
    used.update(source for norm in _norms(book) for view in norm.positions for source in view.sources)
    used.update(source for fact in book.facts.values() for span in fact.spans for source in span.sources)
    used.update(source for area in book.territories.values() for taking in area.taken for source in taking.sources)
    used.update(source for conflict in book.conflicts for span in conflict.spans for source in span.sources)
    used.update(source for event in book.durations.events.values() for source in event.sources)
    used.update(source for term in book.durations.terms.values() for source in term.sources)
    return used


def timelines(eras: Eras) -> Iterator[Fault]:
    """Find facts with holes or overlaps in time, and rules in force while none of their sources is."""
    for name, fact in eras.book.facts.items():
        for before, after in zip(fact.spans, fact.spans[1:], strict=False):
            if before.to is None or after.start is None or after.start != day_after(before.to):
                says = f"'{name}': the span up to {before.to} and the one from {after.start} do not meet"
                yield Fault("timeline", (name, str(before.to)), says)
    for norm in _norms(eras.book):
        yield from unsupported(norm, eras.book)


def unsupported(norm: Norm, book: Rulebook) -> Iterator[Fault]:
    """Find days on which a rule is in force and none of its sources is."""
    spans = [book.sources[source].at.in_force for source in norm.sources]
    if all(span.start and norm.in_force.start and norm.in_force.start < span.start for span in spans):
        first = min(span.start or "" for span in spans)
        says = f"'{norm.id}' is law from {norm.in_force.start}, but its first source begins on {first}"
        yield Fault("timeline", (norm.id,), says, ("in_force",))
    last = [span.to for span in spans]
    if all(last) and (norm.in_force.to is None or norm.in_force.to > max(str(day) for day in last)):
        says = f"'{norm.id}' outlives its sources, the last of which ended on {max(str(day) for day in last)}"
        yield Fault("timeline", (norm.id, "end"), says, ("in_force",))


CHECKS: Sequence[Callable[[Eras], Iterator[Fault]]] = (
    dead_rules,
    subsumed_rules,
    idle_exceptions,
    overlapping_exceptions,
    contradicting_routes,
    routes_into_bars,
    endless_routes,
    barred_steps,
    gaps,
    unreachable_values,
    unused_sources,
    timelines,
)


def settled(rule: Norm) -> dict[str, tuple[str, ...]]:
    """Return what a route settles: for each name the values to which its steps, some of them alternatives, bring it."""
    found: dict[str, dict[str, None]] = {}
    for step in rule.route:
        for name, value in step.settles.items():
            found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


def ends(rule: Norm) -> Iterator[Mapping[str, str]]:
    """Yield what holds at the end of a route, one for each choice among alternatives; nothing if it settles nothing."""
    found = settled(rule)
    for values in product(*found.values()) if found else ():
        yield dict(zip(found, values, strict=True))


def _alone(rule: str, at: int, era: Era) -> Matters:
    """Return the matters on which one exception alone keeps a rule from applying."""
    firing = era.firing[rule]
    others = era.space.union(found for also, found in enumerate(firing.exceptions) if also != at)
    return firing.test & firing.exceptions[at] & ~others & era.possible


def _meeting(when: When, era: Era) -> Matters:
    return era.space.meeting(era.law.test(when), {}) & era.possible


def _act(does: Mapping[str, str], era: Era) -> Matters:
    """Return an act as the plainest matters: what it does not name is unspecified or as clauses mostly have it."""
    found = era.possible
    for name, spec in era.space.book.attributes.items():
        if name in does:
            found &= era.space.having(name, [does[name]])
        elif spec.of == "clause" and name not in _CARRIED:
            plain = spec.default[:1] or [value for value in (UNSPECIFIED, "none") if value in spec.values][:1]
            found &= era.space.having(name, plain or spec.values)
    return found


def _none(matters: Matters, era: Era) -> bool:
    return bool(matters == era.space.nothing)


def _within(inner: InForce, outer: InForce) -> bool:
    begins = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    return begins and (outer.to is None or (inner.to is not None and inner.to <= outer.to))


def _norms(book: Rulebook) -> tuple[Norm, ...]:
    return (*book.rules.values(), *book.plan_rules.values())
