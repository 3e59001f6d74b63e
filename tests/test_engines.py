"""The two evaluators agree with each other and with a third, written here straight from the rules."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalcheck.inference import durable, judge
from legalcheck.inference import law as compiling
from legalcheck.inference.reference import evaluate
from legalcheck.model.context import AttributeSpec
from legalcheck.model.problem import InputError
from legalcheck.model.rule import Rule, When
from legalcheck.rulebook.load import Rulebook
from tests.factory import DAY

KINDS = ("k0", "k1")
HEADS = ("c0", "c1", "c2")
LETTERS = "abcd"


@dataclass(frozen=True)
class World:
    """A random rulebook with matters to judge."""

    book: Rulebook
    matters: Sequence[Mapping[str, str]]


def attribute_specs() -> st.SearchStrategy[dict[str, AttributeSpec]]:
    """Two to four attributes beside the kind, two to four values each, some with a default."""

    def spec(size: int, default: int) -> AttributeSpec:
        values = tuple(LETTERS[:size])
        return AttributeSpec(of="clause", values=values, default=values[:default] if default < size else ())

    one = st.builds(spec, st.integers(2, 4), st.integers(0, 3))
    return st.lists(one, min_size=2, max_size=4).map(
        lambda specs: {
            "kind": AttributeSpec(of="clause", values=KINDS),
            **{f"a{at}": spec for at, spec in enumerate(specs)},
        }
    )


@st.composite
def conditions(draw: st.DrawFn, specs: Mapping[str, AttributeSpec], below: int, *, least: int = 0) -> dict[str, object]:
    """Conditions on a few attributes and on characterisations before the one with index ``below``."""
    names = draw(st.lists(st.sampled_from(sorted(specs)), unique=True, min_size=least, max_size=3))
    when: dict[str, object] = {}
    for name in names:
        values = draw(st.lists(st.sampled_from(specs[name].values), unique=True, min_size=1, max_size=3))
        when[name] = {"not": values} if draw(st.booleans()) else values
    asked = draw(st.lists(st.sampled_from(HEADS[:below]), unique=True, max_size=2)) if below else []
    if asked:
        when["is"] = asked
    return when


@st.composite
def rules(draw: st.DrawFn, specs: Mapping[str, AttributeSpec], at: int) -> Rule:
    """One rule: a level, or a characterisation that rests on earlier ones only, with up to two exceptions."""
    head = draw(st.sampled_from([None, *range(len(HEADS))]))
    below = len(HEADS) if head is None else head
    unless = draw(st.lists(conditions(specs, below, least=1), max_size=2))
    return Rule.model_validate(
        {
            "id": f"r{at}",
            "title": "t",
            "forum": "f",
            "in_force": {"from": None, "to": None},
            "standing": "settled",
            "sources": ["S"],
            "when": draw(conditions(specs, below, least=1)),
            "unless": [{"label": f"u{i}", "why": "w", "when": when} for i, when in enumerate(unless)],
            "then": {"level": "barred"} if head is None else {"characterise": HEADS[head]},
            "message": "m",
            "why": "w",
            "examples": {"hits": [{"text": "x"}], "misses": [{"text": "y"}]},
        }
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A rulebook of two to ten rules, and some matters."""
    specs = draw(attribute_specs())
    count = draw(st.integers(2, 10))
    made = {f"r{at}": draw(rules(specs, at)) for at in range(count)}
    matter = st.fixed_dictionaries({name: st.sampled_from(spec.values) for name, spec in specs.items()})
    return World(book_of(specs, made), draw(st.lists(matter, min_size=1, max_size=8)))


def book_of(specs: Mapping[str, AttributeSpec], made: Mapping[str, Rule]) -> Rulebook:
    """A rulebook that holds nothing but attributes and rules."""
    nothing: dict[str, object] = {}
    blank = dict.fromkeys(Rulebook.__dataclass_fields__, nothing)
    return Rulebook(**{**blank, "attributes": dict(specs), "rules": dict(made)})  # type: ignore[arg-type]


def by_the_letter(book: Rulebook, matter: Mapping[str, str]) -> frozenset[str]:
    """Judge a matter straight from the rules: no masks, no slices, characterisations in their order."""
    reached: set[str] = set()
    fired: set[str] = set()
    for head in (*HEADS, None):
        for rule in book.rules.values():
            if rule.then.characterise == head and applies_by_the_letter(book, rule, matter, reached):
                fired.add(rule.id)
        if head and any(book.rules[name].then.characterise == head for name in fired):
            reached.add(head)
    return frozenset(fired)


def applies_by_the_letter(book: Rulebook, rule: Rule, matter: Mapping[str, str], reached: set[str]) -> bool:
    """Say whether one rule applies, its defaults counted in and its exceptions out."""
    for name, spec in book.attributes.items():
        if name not in rule.when.attributes and spec.default and matter[name] not in spec.default:
            return False
    return meets(rule.when, matter, reached) and not any(meets(one.when, matter, reached) for one in rule.unless)


def meets(when: When, matter: Mapping[str, str], reached: set[str]) -> bool:
    """Say whether all that is asked holds."""
    asked = all((matter[name] in allowed.values) != allowed.negated for name, allowed in when.attributes.items())
    return asked and reached.issuperset(when.characterised)


def by_both(compiled: compiling.Law, matter: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what durable_rules and what the bit masks find."""
    cut = compiled.slice(matter["kind"])
    codes = compiled.encode(matter)
    engine = durable.DurableSlice(cut)
    try:
        return frozenset(engine.evaluate(codes)), evaluate(cut, codes)
    finally:
        engine.close()


@given(worlds())
def test_engine_masks_and_letter_agree(world: World) -> None:
    """For every rulebook and every matter, three independent evaluations find the same rules."""
    compiled = compiling.Law(world.book, DAY)
    for matter in world.matters:
        expected = by_the_letter(world.book, matter)
        assert by_both(compiled, matter) == (expected, expected)


@settings(max_examples=30)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rules_and_attributes_is_irrelevant(world: World, shuffle: random.Random) -> None:
    """The law does not depend on the order in which it was written down or in which facts are told."""
    names, attributes = list(world.book.rules), list(world.book.attributes)
    shuffle.shuffle(names)
    shuffle.shuffle(attributes)
    other = book_of(
        {name: world.book.attributes[name] for name in attributes}, {name: world.book.rules[name] for name in names}
    )
    before, after = compiling.Law(world.book, DAY), compiling.Law(other, DAY)
    for matter in world.matters:
        assert by_both(before, matter) == by_both(after, matter)


@settings(max_examples=30)
@given(worlds())
def test_a_session_of_the_engine_leaves_nothing_behind(world: World) -> None:
    """What the engine found for one matter does not colour the next, in whatever order they come."""
    compiled = compiling.Law(world.book, DAY)
    engines = {kind: durable.DurableSlice(compiled.slice(kind)) for kind in KINDS}
    matters = [*world.matters, *reversed(world.matters)]
    found = [frozenset(engines[matter["kind"]].evaluate(compiled.encode(matter))) for matter in matters]
    assert found == found[::-1]
    for engine in engines.values():
        engine.close()


@settings(max_examples=30)
@given(worlds())
def test_the_proof_names_exactly_what_a_rule_rests_on(world: World) -> None:
    """Each firing records the premises that it matched: all of the rule's, none besides."""
    compiled = compiling.Law(world.book, DAY)
    for matter in world.matters:
        cut = compiled.slice(matter["kind"])
        engine = durable.DurableSlice(cut)
        proof = engine.evaluate(compiled.encode(matter))
        engine.close()
        assert all(proof[rule.id] == durable.premises(rule) for rule in cut.rules if rule.id in proof)


def test_a_matter_is_asked_once(small_book: Rulebook) -> None:
    """The engine is asked once for each distinct matter, however often it comes."""
    compiled = compiling.Law(small_book, DAY)
    one = judge.Judge(compiled)
    first, second = matter_of(small_book, kind="pay", performer="eastland"), matter_of(small_book, kind="talk")
    for _ in range(50):
        one.applies(first)
        one.applies(second)
    assert one.asked == 2


def test_matters_that_differ_in_what_nobody_asks_are_one(small_book: Rulebook) -> None:
    """A matter is known by the attributes that rules on its kind ask about, and by nothing else."""
    compiled = compiling.Law(small_book, DAY)
    one = judge.Judge(compiled)
    for territory in ("valley", "hills", "unspecified"):
        one.applies(matter_of(small_book, kind="pay", performer="eastland", territory=territory))
    assert one.asked == 1
    one.applies(matter_of(small_book, kind="pay", performer="northland"))
    assert one.asked == 2


def test_law_that_is_not_in_force_does_not_apply(small_book: Rulebook) -> None:
    """A rule holds from its first day to its last, both included, and on no other."""
    matter = matter_of(small_book, kind="leave_league", performer="northland")

    def found(day: str) -> frozenset[str]:
        compiled = compiling.Law(small_book, day)
        return judge.Judge(compiled, "reference").applies(matter)

    assert "home-league-course" not in found("2010-05-31")
    assert "home-league-course" in found("2010-06-01")


@pytest.mark.parametrize("finds", [frozenset(), frozenset(("others-pay", "world-no-recognition"))])
def test_a_disagreement_is_an_error_that_names_the_matter(
    small_book: Rulebook, monkeypatch: pytest.MonkeyPatch, finds: frozenset[str]
) -> None:
    """Where the evaluators differ nothing is chosen silently: the matter and both answers are named."""
    compiled = compiling.Law(small_book, DAY)
    monkeypatch.setattr(judge, "evaluate", lambda *_: finds)
    matter = matter_of(small_book, kind="pay", performer="eastland")
    with pytest.raises(judge.Disagreement) as caught:
        judge.Judge(compiled).applies(matter)
    assert "kind=pay" in str(caught.value)
    assert "performer=eastland" in str(caught.value)
    assert ("others-pay" if not finds else "world-no-recognition") in str(caught.value)


def test_a_wrong_proof_is_a_disagreement_too(small_book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right rule for the wrong reason is no agreement."""
    compiled = compiling.Law(small_book, DAY)
    honest = durable.DurableSlice.evaluate
    monkeypatch.setattr(
        durable.DurableSlice, "evaluate", lambda *given: dict.fromkeys(honest(*given), frozenset({"is.invented"}))
    )
    with pytest.raises(judge.Disagreement):
        judge.Judge(compiled).applies(matter_of(small_book, kind="pay", performer="eastland"))


def test_a_missing_engine_is_one_clear_sentence(small_book: Rulebook, without_engine: None) -> None:
    """Who has no durable_rules learns how to install it, the flag for Python 3.13 included, and what works without."""
    with pytest.raises(InputError) as caught:
        judge.Judge(compiling.Law(small_book, DAY))
    said = str(caught.value)
    assert all(
        words in said for words in ("pip install durable-rules", "compiler", "3.13", "CPPFLAGS", "--engine reference")
    )
    assert "\n" not in said


def test_the_reference_engine_works_without_durable_rules(small_book: Rulebook, without_engine: None) -> None:
    """Bit masks alone need no C engine."""
    compiled = compiling.Law(small_book, DAY)
    one = judge.Judge(compiled, "reference")
    assert one.applies(matter_of(small_book, kind="pay", performer="eastland")) == {"others-pay"}


def matter_of(book: Rulebook, **values: str) -> dict[str, str]:
    """A full set of values: the ones given, else affirmed, unconditional and unspecified."""
    usual = {"polarity": "affirmed", "force": "obligation", "condition": "none"}
    blank = {name: usual.get(name, "unspecified") for name in book.attributes}
    facts = {name: fact.values[0] for name, fact in book.facts.items()}
    return {**blank, **facts, **values}


def test_a_slice_holds_every_rule_that_can_apply(law: Rulebook) -> None:
    """Cutting the shipped law by kind of measure loses no rule: each sits in the slice of every kind that it names."""
    compiled = compiling.Law(law, DAY)
    for rule in law.rules.values():
        kinds = rule.when.attributes.get("kind")
        if kinds and not kinds.negated and not rule.when.characterised and rule.in_force.covers(DAY):
            for kind in kinds.values:
                assert rule.id in {one.id for one in compiled.slice(kind).rules}
