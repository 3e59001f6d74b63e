"""From measures to matters: what is ruled out, told or undone, who is meant, and who is who."""

import pytest

from legalcheck.matters.build import MAX_MATTERS, matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook
from tests.factory import DAY
from tests.judging import certain, judged

LEAVE = {"kind": "leave_league", "performer": ["northland"]}


def matters(book: Rulebook, **parts: object) -> list[dict[str, str]]:
    """Return the values of the matters of one measure."""
    return [dict(m.values) for m in matters_of(Measure.model_validate(parts), DatedContext(book, DAY))]


@pytest.mark.parametrize(
    "flag",
    [{"polarity": "negated"}, {"force": "report"}, {"condition": "revocation"}],
    ids=["negated", "told", "undone"],
)
def test_what_is_not_done_hits_no_rule(small_book: Rulebook, flag: dict[str, str]) -> None:
    """A measure that is ruled out, only told of, or undone does nothing of the kind."""
    assert certain(judged(small_book, LEAVE)) == {"home-league-course"}
    assert judged(small_book, {**LEAVE, **flag}).findings == ()


@pytest.mark.parametrize("force", ["obligation", "permission", "declaration", "aim"])
def test_what_is_owed_allowed_stated_or_aimed_at_counts(small_book: Rulebook, force: str) -> None:
    """Every way of speaking but a report commits the text to the measure."""
    assert certain(judged(small_book, {**LEAVE, "force": force})) == {"home-league-course"}


def test_a_labelled_exception_takes_its_case_out(small_book: Rulebook) -> None:
    """An exception is structure: where it holds the rule is silent."""
    assert judged(small_book, {**LEAVE, "condition": "condition"}).findings == ()
    assert certain(judged(small_book, {**LEAVE, "condition": "consequence_of_breach"})) == {"home-league-course"}


def test_two_ways_to_say_one_thing_are_one(small_book: Rulebook) -> None:
    """Not to join is to leave, and not to leave is nothing."""
    not_join = {"kind": "join_league", "performer": ["northland"], "polarity": "negated"}
    assert certain(judged(small_book, not_join)) == certain(judged(small_book, LEAVE)) == {"home-league-course"}
    assert judged(small_book, {**not_join, "polarity": "affirmed"}).findings == ()


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        ("join_alliance", "renounce_alliance"),
        ("host_foreign_forces", "exclude_foreign_forces"),
        ("host_foreign_base", "exclude_foreign_forces"),
        ("lift_sanctions", "impose_sanctions"),
        ("release_frozen_assets", "impose_sanctions"),
    ],
)
def test_equivalents_of_the_shipped_vocabulary(law: Rulebook, kind: str, becomes: str) -> None:
    """A negated measure with an affirmed twin is judged as the twin, rule for rule."""
    parts = {"performer": ["ukraine"], "beneficiary": ["russia"], "organisation": ["nato"]}
    negated, twin = judged(law, {"kind": kind, "polarity": "negated", **parts}), judged(law, {"kind": becomes, **parts})
    assert [(f.rule, f.certainty) for f in negated.findings] == [(f.rule, f.certainty) for f in twin.findings]
    assert negated.forums == twin.forums


def test_a_collective_is_judged_member_by_member(small_book: Rulebook) -> None:
    """Everyone is each of the three states; one matter for each, in order."""
    performers = [values["performer"] for values in matters(small_book, kind="talk", performer=["everyone"])]
    assert performers == ["northland", "southland", "eastland"]


def test_a_member_named_twice_is_one(small_book: Rulebook) -> None:
    """A party named beside its collective is not judged twice."""
    assert len(matters(small_book, kind="talk", performer=["eastland", "everyone"])) == 3


def test_findings_of_one_rule_on_many_members_are_one(small_book: Rulebook) -> None:
    """The report names a rule once, with all whom it concerns in its message."""
    result = judged(
        small_book,
        {"kind": "recognise_rule", "performer": ["everyone"], "beneficiary": ["southland"], "territory": ["valley"]},
    )
    (finding,) = result.findings
    assert finding.rule == "world-no-recognition"
    assert finding.message == "Northland and Eastland would accept what Southland took in Valley."


def test_collectives_of_the_shipped_context_expand(law: Rulebook) -> None:
    """The collective parties of the shipped law stand for their members."""
    expanded = {
        name: [v["performer"] for v in matters(law, kind="hold_talks", performer=[name])]
        for name in ("both_sides", "all_parties", "e3")
    }
    assert expanded == {
        "both_sides": ["ukraine", "russia"],
        "all_parties": ["ukraine", "russia", "third_states"],
        "e3": ["united_kingdom", "france", "germany"],
    }


def test_silence_is_read_by_the_convention_and_said_so(small_book: Rulebook) -> None:
    """A clause that names nobody binds whom the convention says, and the derivation tells that it was read so."""
    result = judged(small_book, {"kind": "recognise_rule", "beneficiary": ["southland"], "territory": ["valley"]})
    assert certain(result) == {"world-no-recognition"}
    shown = result.findings[0].model_dump_json()
    assert '"origin":"convention"' in shown or "Northland and Eastland" in result.findings[0].message


def test_a_kind_without_a_convention_takes_no_performer_from_silence(small_book: Rulebook) -> None:
    """Where no convention speaks, nobody is put in."""
    assert [values["performer"] for values in matters(small_book, kind="talk")] == ["unspecified"]


def test_a_matter_has_every_attribute(small_book: Rulebook) -> None:
    """A matter is closed: each attribute has one of its values, unless it is unknown."""
    for values in matters(small_book, kind="pay", beneficiary=["everyone"], territory=["valley", "hills"]):
        assert set(values) == set(small_book.attributes)
        for name, value in values.items():
            assert value in (*small_book.attributes[name].values, "unknown")


def test_too_many_combinations_are_refused(small_book: Rulebook) -> None:
    """A measure that multiplies past the limit is refused with what to do, not judged for hours."""
    many = ["northland", "southland", "eastland", "rebels", "league"]
    assert MAX_MATTERS > 5 * 5 * 3 * 5
    parts = {"kind": "talk", "performer": many, "beneficiary": many, "organisation": many, "territory": ["valley"] * 17}
    with pytest.raises(InputError, match="split it"):
        matters(small_book, **parts)


ROLES = [
    ("northland", "valley", "title_holder"),
    ("southland", "valley", "taker_by_force"),
    ("rebels", "valley", "taker_by_force"),
    ("eastland", "valley", "third_state"),
    ("league", "valley", "organisation"),
    ("southland", "hills", "taker_by_force"),
    ("northland", "unspecified", "title_holder"),
    ("southland", "unspecified", "taker_by_force"),
    ("eastland", "unspecified", "third_state"),
    ("unspecified", "valley", "unspecified"),
]


@pytest.mark.parametrize(("party", "territory", "role"), ROLES)
def test_roles_follow_from_title_and_force(small_book: Rulebook, party: str, territory: str, role: str) -> None:
    """Who holds title and who took by force is worked out from the dated context, not from names."""
    assert DatedContext(small_book, DAY).role(party, territory) == role


@pytest.mark.parametrize(
    ("territory", "day", "status"),
    [
        ("valley", "2020-02-29", "undisputed"),
        ("valley", "2020-03-01", "taken"),
        ("hills", "2020-02-29", "undisputed"),
        ("hills", DAY, "held"),
        ("plain", "2020-02-29", "undisputed"),
        ("unspecified", DAY, "unspecified"),
    ],
)
def test_the_status_of_a_territory_follows_the_date(
    small_book: Rulebook, territory: str, day: str, status: str
) -> None:
    """Land is taken from the first day of its taking, held while force is used against its holder, else undisputed."""
    assert DatedContext(small_book, day).territory_status(territory).value == status


def test_before_the_war_nobody_is_a_taker(small_book: Rulebook) -> None:
    """Roles are dated: the day before the taking the neighbour is a third state."""
    assert DatedContext(small_book, "2020-02-29").role("southland", "valley") == "third_state"


GATES = [
    ({"kind": "hold_vote", "performer": ["northland"]}, "parliament", "same_body"),
    ({"kind": "give_land", "performer": ["northland"]}, "people", "nobody"),
    ({"kind": "give_land"}, "people", "nobody"),
    ({"kind": "talk", "performer": ["northland"]}, "unspecified", "unspecified"),
    ({"kind": "hold_vote", "performer": ["eastland"]}, "other_state", "same_body"),
    ({"kind": "hold_vote", "performer": ["league"]}, "organisation", "same_body"),
    ({"kind": "talk"}, "unspecified", "unspecified"),
    ({"kind": "pay"}, "unknown", "unknown"),
]


@pytest.mark.parametrize(("measure", "acts", "undoes"), GATES)
def test_who_must_act_follows_from_the_act_and_the_actor(
    small_book: Rulebook, measure: dict[str, object], acts: str, undoes: str
) -> None:
    """The home state's own organs act for it, others for themselves; an open performer leaves it open."""
    (values,) = matters(small_book, **measure)
    assert (values["who_must_act"], values["reversible_by"]) == (acts, undoes)


def test_an_answer_to_who_acts_settles_who_must_act(small_book: Rulebook) -> None:
    """Each answer to an open performer brings its role and its bodies with it: no attribute stays unknown."""
    (matter,) = matters_of(Measure(kind="pay"), DatedContext(small_book, DAY))
    for question in matter.opens:
        for answer in question.answers.values():
            settled = {**matter.values, **answer}
            if question.name not in small_book.facts:
                facts = small_book.facts
                assert [name for name, value in settled.items() if value == "unknown" and name not in facts] == []
