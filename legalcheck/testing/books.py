"""Rulebooks made from another: with two parties in each other's place, or with rules drawn at random."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from legalcheck.model.measure import Measure
from legalcheck.model.rule import Rule, Words
from legalcheck.model.values import LEVELS
from legalcheck.rulebook.load import Rulebook

HEADS = ("drawn-0", "drawn-1", "drawn-2")
"""Characterisations of drawn rules; one rests on earlier ones only."""
MANY = 6
"""An attribute with more values than this is asked for one value at a time."""

Condition = tuple[str, object]
"""An attribute and what a rule file says of it: a list of values, or ``{not: [...]}``."""


def swapped(book: Rulebook, one: str, other: str) -> Rulebook:
    """Return the law in a world in which two parties have changed places everywhere in the context.

    Who holds title, who took what, who uses force, who acts for whom, who belongs to whom, whom silence stands for and
    whose organs the gates speak of: all change sides. Rules, areas and sources stay.
    """
    for name in (one, other):
        if name not in book.parties:
            raise ValueError(f"no party is called '{name}'; parties are {', '.join(book.parties)}")
    turn = {one: other, other: one}

    def of(name: str) -> str:
        return turn.get(name, name)

    def maybe(name: str | None) -> str | None:
        return None if name is None else of(name)

    return replace(
        book,
        home=of(book.home),
        parties={
            of(name): party.model_copy(
                update={"acts_for": maybe(party.acts_for), "members": tuple(map(of, party.members))}
            )
            for name, party in book.parties.items()
        },
        conventions={
            kind: said.model_copy(
                update={"performer": of(said.performer), "candidates": tuple(map(of, said.candidates))}
            )
            for kind, said in book.conventions.items()
        },
        territories={
            name: area.model_copy(
                update={
                    "title_holder": maybe(area.title_holder),
                    "taken": tuple(taking.model_copy(update={"by": of(taking.by)}) for taking in area.taken),
                }
            )
            for name, area in book.territories.items()
        },
        conflicts=tuple(
            war.model_copy(update={"title_holder": of(war.title_holder), "taker": of(war.taker)})
            for war in book.conflicts
        ),
    )


def swapped_measure(measure: Measure, one: str, other: str) -> Measure:
    """Return a measure with two parties in each other's place in every role."""
    turn = {one: other, other: one}
    roles = ("performer", "beneficiary", "organisation")
    return measure.model_copy(
        update={role: tuple(turn.get(name, name) for name in getattr(measure, role)) for role in roles}
    )


def rule_packs(
    book: Rulebook, *, kinds: Sequence[str] | None = None, min_rules: int = 1, max_rules: int = 5, prefix: str = "r"
) -> st.SearchStrategy[dict[str, Rule]]:
    """Draw small packs of rules on a few kinds of measure, by id; see :func:`with_rules`.

    A rule concludes a level or one of ``HEADS``, rests on up to three conditions and may have two exceptions. ``kinds``
    are those that rules are about, the first three of the vocabulary unless given; ``prefix`` begins each id.
    """
    about = list(kinds if kinds is not None else book.vocabulary.kinds)[:3]
    condition = st.one_of([st.sampled_from(found) for found in _conditions(book)])
    kind = st.sampled_from([about, *([name] for name in about)])
    some = st.lists(condition, max_size=3).map(dict)
    one = st.lists(condition, min_size=1, max_size=1).map(dict)
    head = st.sampled_from([None, None, *range(len(HEADS))])
    asked = st.lists(st.sampled_from(HEADS), unique=True, max_size=1)
    conclusion = st.tuples(st.sampled_from(tuple(book.forums)), st.sampled_from(LEVELS), head)
    rule = st.tuples(conclusion, kind, some, asked, st.lists(st.tuples(one, asked), max_size=2))
    return st.lists(rule, min_size=min_rules, max_size=max_rules).map(
        lambda drawn: {f"{prefix}{at}": _rule(book, f"{prefix}{at}", *parts) for at, parts in enumerate(drawn)}
    )


def _conditions(book: Rulebook) -> Iterable[list[Condition]]:
    """Yield, by attribute, single values and, where they are few, all values but one."""
    for name, spec in book.attributes.items():
        if name != "kind" and len(spec.values) > 1:
            few = len(spec.values) <= MANY
            yield [(name, [value]) for value in spec.values]
            yield [(name, {"not": [value]}) for value in spec.values] if few else [(name, list(spec.values[:MANY]))]


def _rule(
    book: Rulebook,
    name: str,
    conclusion: tuple[str, str, int | None],
    kinds: Sequence[str],
    when: Mapping[str, object],
    asked: Sequence[str],
    unless: Sequence[tuple[Mapping[str, object], Sequence[str]]],
) -> Rule:
    """Make a rule of what was drawn; a characterisation asks for earlier ones only."""
    forum, level, head = conclusion
    below = HEADS if head is None else HEADS[:head]
    exceptions = [{**one, "is": [x for x in names if x in below]} for one, names in unless]
    return Rule.model_validate(
        {
            "id": name,
            "title": "A rule drawn at random",
            "forum": forum,
            "in_force": {"from": None, "to": None},
            "standing": "settled",
            "sources": [next(iter(book.sources))],
            "when": {"kind": list(kinds), **when, "is": [x for x in asked if x in below]},
            "unless": [{"label": f"u{at}", "why": "drawn", "when": one} for at, one in enumerate(exceptions)],
            "then": {"level": level} if head is None else {"characterise": HEADS[head]},
            "message": "A rule drawn at random applies.",
            "why": "It was drawn.",
            "examples": {"hits": [{"text": "-"}], "misses": [{"text": "-"}]},
        }
    )


def with_rules(book: Rulebook, rules: Mapping[str, Rule], *, keep: bool = False) -> Rulebook:
    """Return a rulebook with these rules and no rules on plans; with ``keep`` they come on top of its own."""
    heads = {name: Words(en=name) for name in HEADS}
    return replace(
        book,
        characterisations={**book.characterisations, **heads},
        rules={**book.rules, **rules} if keep else dict(rules),
        plan_rules=book.plan_rules if keep else {},
    )
