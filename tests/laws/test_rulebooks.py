"""How rules stand to each other, on rules that nobody has written yet: each speaks for itself."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.matters.context import DatedContext
from legalcheck.model.rule import InForce, Rule, When
from legalcheck.testing import matters, rule_packs, with_rules
from tests.factory import DAY
from tests.judging import small_world

WORLD = small_world()
MATTER = matters(WORLD, DatedContext(WORLD, DAY))
PACK = rule_packs(WORLD, min_rules=2)
Pack = Mapping[str, Rule]


def found(pack: Pack, matter: Mapping[str, str], day: str = DAY) -> frozenset[str]:
    """Return which rules of a pack apply to a matter."""
    return Judge(Law(with_rules(WORLD, pack), day), "reference").applies(matter)


def barriers(pack: Pack) -> list[str]:
    """Return the first two rules of a pack that conclude a level, on which no other rule rests."""
    return [name for name, rule in pack.items() if rule.then.level][:2]


def without(pack: Pack, name: str) -> dict[str, Rule]:
    """Return a pack without one rule."""
    return {other: rule for other, rule in pack.items() if other != name}


def changed(pack: Pack, name: str, **parts: object) -> dict[str, Rule]:
    """Return a pack in which one rule has other parts."""
    return {**pack, name: pack[name].model_copy(update=parts)}


@given(PACK, MATTER)
def test_a_barrier_never_changes_what_another_rule_finds(pack, matter):
    """Nothing overrides from outside: without a rule that concludes a level, the others find what they found."""
    for name in barriers(pack):
        assert found(without(pack, name), matter) == found(pack, matter) - {name}


@given(PACK, MATTER)
def test_dropping_an_exception_only_widens_its_own_rule(pack, matter):
    """An exception takes from the rule that has it, and from no other."""
    for name in barriers(pack):
        wider = found(changed(pack, name, unless=()), matter)
        assert found(pack, matter) <= wider <= found(pack, matter) | {name}


@given(PACK, MATTER, st.data())
def test_dropping_a_condition_only_widens_its_own_rule(pack, matter, data):
    """A condition narrows; where it is dropped, the rule finds what it found and perhaps more."""
    for name in barriers(pack):
        asked = pack[name].when.attributes
        free = sorted(part for part in asked if part != "kind" and not WORLD.attributes[part].default)
        if free:
            dropped = data.draw(st.sampled_from(free))
            kept = {part: allowed for part, allowed in asked.items() if part != dropped}
            when = When(attributes=kept, characterised=pack[name].when.characterised)
            wider = found(changed(pack, name, when=when), matter)
            assert found(pack, matter) <= wider <= found(pack, matter) | {name}


@given(PACK, MATTER)
def test_a_rule_that_is_turned_round_applies_where_it_did_not(pack, matter):
    """Where a single condition is replaced by its opposite, a rule without exceptions holds in one of the two only."""
    for name in barriers(pack):
        rule = pack[name]
        for part, allowed in rule.when.attributes.items():
            if not rule.unless:
                opposite = {**rule.when.attributes, part: allowed.model_copy(update={"negated": not allowed.negated})}
                when = When(attributes=opposite, characterised=rule.when.characterised)
                assert not {name} <= found(changed(pack, name, when=when), matter) & found(pack, matter)


@given(PACK, MATTER)
def test_a_rule_that_has_ended_might_as_well_not_stand_there(pack, matter):
    """A rule that is no longer law applies to nothing and nothing rests on it."""
    for name in list(pack)[:2]:
        ended = changed(pack, name, in_force=InForce.model_validate({"from": None, "to": "1999-12-31"}))
        assert found(ended, matter) == found(without(pack, name), matter)


@given(PACK, MATTER, st.sampled_from(("barred", "consent", "notice")))
def test_the_level_of_a_rule_decides_no_other_question(pack, matter, level):
    """How grave a barrier is has no say in whether a rule applies."""
    for name in barriers(pack):
        then = pack[name].then.model_copy(update={"level": level})
        assert found(changed(pack, name, then=then), matter) == found(pack, matter)
