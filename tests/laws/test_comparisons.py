"""Which of two ways to put one act may weigh more: proved for every matter that can be, on every day of the law.

A drawn matter may miss a fault that one in a million has; here the rules of each era are sets of matters (decision
diagrams), and a law is an inclusion of sets. tests/laws/test_measures.py draws clauses for the same laws, since a proof
about rules says nothing of the program around them.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from legalcheck.model.values import LEVELS
from legalcheck.proving.firing import Era, Eras
from legalcheck.proving.space import Matters
from tests.laws.judging import shipped

Values = Mapping[str, str]
BARRIERS = tuple(level for level in LEVELS if level != "notice")

COMPARED: tuple[tuple[str, Values, Values], ...] = (
    ("de facto is never graver than de jure", {"mode": "de_jure"}, {"mode": "de_facto"}),
    ("control only is never graver than de facto", {"mode": "de_facto"}, {"mode": "control_only"}),
    ("an unsaid mode is never graver than de jure", {"mode": "de_jure"}, {"mode": "unspecified"}),
    ("leave is never graver than a duty", {"force": "obligation"}, {"force": "permission"}),
    ("a statement is never graver than a duty", {"force": "obligation"}, {"force": "declaration"}),
    ("an aim is never graver than a duty", {"force": "obligation"}, {"force": "aim"}),
    ("a report is never graver than a duty", {"force": "obligation"}, {"force": "report"}),
    ("what is taken back is never graver", {"condition": "none"}, {"condition": "revocation"}),
    ("a term is never graver than none", {"time_bound": "no"}, {"time_bound": "yes"}),
    ("an unsaid term is never graver than none", {"time_bound": "no"}, {"time_bound": "unspecified"}),
    ("waiting is never graver", {"waits_for": "unspecified"}, {"waits_for": "end_of_martial_law"}),
    ("leaving core crimes out is never graver", {"leaves_out": "unspecified"}, {"leaves_out": "core_crimes"}),
    ("lifting martial law is never graver", {"martial_law": "yes"}, {"martial_law": "no"}),
    ("consent free of force is never graver", {"consent_free": "no"}, {"consent_free": "yes"}),
    ("title freely ceded is never graver", {"freely_ceded": "no"}, {"freely_ceded": "yes"}),
)

UNSAID = {
    "mode": ("mode",),
    "instrument": ("instrument",),
    "about": ("about",),
    "time_bound": ("time_bound",),
    "third_party_review": ("third_party_review",),
    "organisation": ("organisation",),
    "beneficiary": ("beneficiary", "beneficiary_role"),
    "performer": ("performer", "performer_role", "who_must_act", "reversible_by"),
    "territory": ("territory", "territory_status", "performer_role", "beneficiary_role"),
}
"""Parts of a clause that may be left unsaid, each with all that follows from it."""


@cache
def eras() -> Eras:
    """Return the eras of the shipped law."""
    return Eras(shipped())


@cache
def proposed(era: Era) -> Matters:
    """Return the matters that can be while nothing of what their routes come by is done: routes differ in length."""
    matters = era.possible
    for name, milestone in shipped().milestones.items():
        matters &= era.space.having(name, milestone.values[:1])
    return matters


@cache
def weights(era: Era) -> tuple[tuple[str, str, Matters], ...]:
    """Return, for each forum and level of a barrier, the matters that meet this level or a graver one."""
    found = []
    for forum in shipped().forums:
        graver = era.space.nothing
        for level in BARRIERS:
            at_level = (
                era.firing[rule.id].fires
                for rule in shipped().rules.values()
                if rule.id in era.firing and (rule.forum, rule.then.level) == (forum, level)
            )
            graver = era.space.union([graver, *at_level])
            found.append((forum, level, graver))
    return tuple(found)


@pytest.mark.parametrize(("grave", "light"), [pytest.param(*rest, id=name) for name, *rest in COMPARED])
def test_the_lighter_way_to_put_an_act_is_never_graver_in_any_forum(grave, light):
    """Whatever else a clause says, with the lighter value it meets no barrier that it does not meet with the graver."""
    for era in eras():
        space, possible = era.space, proposed(era)
        for forum, level, matters in weights(era):
            worse = space.settled(matters, light) & ~space.settled(matters, grave) & possible
            assert worse == space.nothing, (era.day, forum, level)


@pytest.mark.parametrize("part", UNSAID)
def test_saying_less_is_never_graver_than_the_gravest_thing_it_may_mean(part):
    """A clause that leaves a part unsaid meets no barrier that it would not meet under something it could say there."""
    for era in eras():
        space, possible = era.space, proposed(era)
        silent = space.having(part, ["unspecified"])
        kept = [name for name in space.names if name not in UNSAID[part]]
        for forum, level, matters in weights(era):
            said = space.alike(matters & possible & ~silent, kept)
            assert matters & possible & silent & ~said == space.nothing, (era.day, forum, level)


def test_recognising_who_acts_for_a_state_weighs_as_much_as_recognising_the_state():
    """A front put up in the area changes nothing, in any forum, on any day."""
    agents = {name: party.acts_for for name, party in shipped().parties.items() if party.acts_for}
    assert agents
    for era in eras():
        space, possible = era.space, proposed(era)
        recognising = space.having("kind", ["recognise_sovereignty"]) & possible
        for forum, level, matters in weights(era):
            for agent, state in agents.items():
                itself = space.settled(matters, {"beneficiary": state})
                behind = space.settled(matters, {"beneficiary": agent})
                assert itself & recognising == behind & recognising, (era.day, forum, level, agent)


def test_a_proof_can_fail():
    """The other way round the comparison is false: de jure is graver than de facto on some matter of today."""
    era = eras().on(shipped().reviewed)
    space, possible = era.space, proposed(era)
    worse = [
        space.settled(matters, {"mode": "de_jure"}) & ~space.settled(matters, {"mode": "control_only"}) & possible
        for _, _, matters in weights(era)
    ]
    assert any(found != space.nothing for found in worse)
