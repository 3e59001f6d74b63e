"""What is not known is never defaulted: findings are certain, possible or absent, and only what matters is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.model.context import AttributeSpec, Fact
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.model.rule import Rule, Words
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import Folder
from tests.judging import certain, gravity, judged, possible, small_world

VOTE = {"kind": "hold_vote", "performer": ["northland"]}
UNKNOWN_DAY = "2026-03-05"
COURSE = "home/league/home-league-course.yaml"


def add_rule(small: Folder, name: str, when: str, level: str) -> None:
    """Add a rule of the home forum to a folder."""
    text = small.text(COURSE)
    head, tail = text.index("when:"), text.index("then:")
    text = f"{text[:head]}when: {when}\n{text[tail:]}".replace("home-league-course", name).replace(
        "amendment}", f"{level}}}"
    )
    small.write(f"home/league/{name}.yaml", text)


def test_a_known_fact_makes_findings_certain(small_book: Rulebook) -> None:
    """In the emergency the vote is closed, outside it it needs a law; nothing is asked."""
    during, after = judged(small_book, VOTE, day="2026-01-31"), judged(small_book, VOTE, day="2026-02-01")
    assert (during.verdict, during.possible_verdict, during.unknowns) == ("closed", "closed", ())
    assert (after.verdict, after.possible_verdict, after.unknowns) == ("approval", "approval", ())


def test_an_unknown_fact_leaves_what_hangs_on_it_possible(small_book: Rulebook) -> None:
    """Outside the timeline of a fact what rests on it is possible, the rest is certain, and the fact is asked."""
    result = judged(small_book, VOTE, day=UNKNOWN_DAY)
    assert (certain(result), possible(result)) == ({"home-vote-needs-law"}, {"home-vote-closed"})
    assert (result.verdict, result.possible_verdict) == ("approval", "closed")
    (needed,) = result.unknowns
    assert needed.fact == "emergency"
    assert needed.ask == "Is there a state of emergency in Northland?"
    assert "approval -> closed" in needed.would_change


def test_an_assumed_unknown_is_unknown(small_book: Rulebook) -> None:
    """A person may say that a fact is not known, whatever the timeline says."""
    result = judged(small_book, VOTE, assume={"emergency": "unknown"})
    assert (result.verdict, result.possible_verdict) == ("approval", "closed")


def test_a_fact_that_no_rule_asks_about_is_not_asked(small_book: Rulebook) -> None:
    """The harvest is never known and never asked: no rule on votes depends on it."""
    assert "harvest" not in {needed.fact for needed in judged(small_book, VOTE, day=UNKNOWN_DAY).unknowns}


def test_a_finding_that_holds_either_way_is_certain(small: Folder) -> None:
    """A rule that applies whatever the answer does not wait for the answer."""
    add_rule(small, "home-any-harvest", '{kind: talk, harvest: ["yes", "no"]}', "approval")
    result = judged(open_rulebook(small.path), {"kind": "talk"})
    assert certain(result) == {"home-any-harvest"}
    assert result.unknowns == ()


def test_a_fact_that_cannot_change_the_verdict_is_not_asked(small: Folder) -> None:
    """A lesser finding may hang on a fact; while a graver one stands the fact need not be told."""
    add_rule(small, "home-harvest", '{kind: leave_league, harvest: "yes"}', "notice")
    result = judged(open_rulebook(small.path), {"kind": "leave_league", "performer": ["northland"]})
    assert (certain(result), possible(result)) == ({"home-league-course"}, {"home-harvest"})
    assert result.unknowns == ()


def test_a_fact_that_changes_one_forum_only_is_asked(small: Folder) -> None:
    """A verdict is given by forum, so what changes one forum matters though the gravest level stands."""
    add_rule(small, "others-harvest", '{kind: leave_league, harvest: "yes"}', "consent")
    moved = small.text("home/league/others-harvest.yaml").replace("forum: home", "forum: others")
    (small.path / "home/league/others-harvest.yaml").unlink()
    small.write("others/others-harvest.yaml", moved)
    result = judged(open_rulebook(small.path), {"kind": "leave_league", "performer": ["northland"]})
    assert result.verdict == result.possible_verdict == "amendment"
    assert [needed.fact for needed in result.unknowns] == ["harvest"]


def test_a_barrier_under_every_answer_asks_for_the_answer(small: Folder) -> None:
    """Two rules that take turns leave no finding certain; since each answer changes the verdict, the fact is asked."""
    add_rule(small, "home-good-harvest", '{kind: talk, harvest: "yes"}', "approval")
    add_rule(small, "home-bad-harvest", '{kind: talk, harvest: "no"}', "approval")
    result = judged(open_rulebook(small.path), {"kind": "talk"})
    assert possible(result) == {"home-good-harvest", "home-bad-harvest"}
    assert result.possible_verdict == "approval"
    assert [needed.fact for needed in result.unknowns] == ["harvest"]


def test_an_open_performer_is_asked_for(small_book: Rulebook) -> None:
    """Where the clause does not say who pays and it matters, the finding is possible and the question is put."""
    result = judged(small_book, {"kind": "pay"})
    assert (certain(result), possible(result)) == (set(), {"others-pay"})
    assert (result.verdict, result.possible_verdict) == ("clear", "consent")
    (needed,) = result.unknowns
    assert needed.fact == "m1.performer"
    assert "clear -> consent if eastland" in needed.would_change


def test_a_named_performer_leaves_nothing_open(small_book: Rulebook) -> None:
    """The same clause with a name in it is certain."""
    assert certain(judged(small_book, {"kind": "pay", "performer": ["eastland"]})) == {"others-pay"}
    assert judged(small_book, {"kind": "pay", "performer": ["northland"]}).findings == ()


def test_an_unknown_performer_is_nobody_named(small_book: Rulebook) -> None:
    """Somebody, said without a name, is as open as silence."""
    assert possible(judged(small_book, {"kind": "pay", "performer": ["unknown"]})) == {"others-pay"}


def test_a_finding_that_waits_for_two_answers_asks_for_them(small: Folder) -> None:
    """A barrier that hangs on who acts and on a fact at once is possible, and both questions are put."""
    add_rule(small, "home-pay-harvest", '{kind: pay, performer: northland, harvest: "yes"}', "barred")
    result = judged(open_rulebook(small.path), {"kind": "pay"})
    assert result.possible_verdict == "barred"
    assert {needed.fact for needed in result.unknowns} == {"m1.performer", "harvest"}


def test_two_facts_that_matter_only_together_are_both_asked(small: Folder) -> None:
    """Neither fact alone changes the verdict, both together do: both are needed."""
    small.write(
        "context/facts.yaml", small.text("context/facts.yaml") + 'rain: {ask: Did it rain?, values: ["yes", "no"]}\n'
    )
    add_rule(small, "home-rain", '{kind: talk, harvest: "yes", rain: "yes"}', "barred")
    result = judged(open_rulebook(small.path), {"kind": "talk"})
    assert {needed.fact for needed in result.unknowns} == {"harvest", "rain"}


def test_more_unknown_facts_than_can_be_weighed_are_refused(small: Folder) -> None:
    """However many facts are unknown, none is taken as known: past the limit the facts are named and asked for."""
    names = [f"fact{at}" for at in range(12)]
    facts = "".join(f'{name}: {{ask: How is it?, values: ["yes", "no"]}}\n' for name in names)
    small.write("context/facts.yaml", small.text("context/facts.yaml") + facts)
    for name in names:
        add_rule(small, f"home-{name}", f'{{kind: talk, {name}: "yes"}}', "notice")
    book = open_rulebook(small.path)
    with pytest.raises(InputError, match=r"fact0.*fact11"):
        judged(book, {"kind": "talk"})
    known = judged(book, {"kind": "talk"}, assume={"fact0": "yes", "fact1": "no"})
    assert certain(known) == {"home-fact0"}
    assert possible(known) == {f"home-{name}" for name in names[2:]}


def test_what_is_needed_is_named_though_the_answers_are_too_many_to_compare(small: Folder) -> None:
    """Ten facts and three open payers leave thousands of ways to settle them: what changes a verdict is still asked."""
    names = [f"fact{at}" for at in range(10)]
    facts = "".join(f'{name}: {{ask: How is it?, values: ["yes", "no"]}}\n' for name in names)
    small.write("context/facts.yaml", small.text("context/facts.yaml") + facts)
    add_rule(small, "home-any", '{kind: pay, performer: northland, fact0: "yes"}', "barred")
    for name in names[1:]:
        add_rule(small, f"home-{name}", f'{{kind: pay, performer: northland, {name}: "yes"}}', "notice")
    result = judged(open_rulebook(small.path), {"kind": "pay"}, {"kind": "pay"}, {"kind": "pay"})
    assert (result.verdict, result.possible_verdict) == ("clear", "barred")
    assert {"fact0", "m1.performer", "m2.performer", "m3.performer"} <= {needed.fact for needed in result.unknowns}


def test_a_nominated_measure_never_colours_the_verdict(small_book: Rulebook) -> None:
    """What a person has not confirmed counts for the possible verdict only."""
    result = judged(small_book, {"kind": "pay", "performer": ["eastland"], "status": "possible"})
    assert certain(result) == set()
    assert possible(result) == {"others-pay"}
    assert result.possible_verdict == "consent"
    assert gravity(result.verdict) == 0


def test_a_firm_measure_beside_a_nominated_one_stays_certain(small_book: Rulebook) -> None:
    """A guess beside it takes nothing from what is firmly read."""
    sure = {"kind": "leave_league", "performer": ["northland"]}
    guess = {"kind": "pay", "performer": ["eastland"], "status": "possible"}
    result = judged(small_book, sure, guess)
    assert (certain(result), possible(result)) == ({"home-league-course"}, {"others-pay"})
    assert result.verdict == "amendment"


# --- brute force -----------------------------------------------------------------------------------------------------

FACTS = ("f0", "f1", "f2")
PERFORMERS = ((), ("northland",), ("eastland",), ("everyone",))
CANDIDATES = ("northland", "eastland")


@dataclass(frozen=True)
class World:
    """A small rulebook on what is unknown, and the measures of one clause."""

    rules: Mapping[str, Rule]
    measures: tuple[dict[str, object], ...]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One to four rules on one kind of measure that ask about facts and the performer; one or two measures."""
    made = {f"r{at}": draw(rules(at)) for at in range(draw(st.integers(1, 4)))}
    one = st.sampled_from(PERFORMERS).map(lambda named: dict[str, object](kind="pay", performer=list(named)))
    return World(made, tuple(draw(st.lists(one, min_size=1, max_size=2))))


@st.composite
def rules(draw: st.DrawFn, at: int) -> Rule:
    """A rule on payments with conditions on facts and on who pays, and perhaps an exception."""
    answers = st.sampled_from(("yes", "no"))
    when: dict[str, object] = {"kind": "pay", **draw(st.dictionaries(st.sampled_from(FACTS), answers, max_size=2))}
    payer = draw(st.sampled_from([None, None, "northland", "eastland"]))
    when |= {"performer": payer} if payer else {}
    exception = draw(st.dictionaries(st.sampled_from(FACTS), answers, max_size=1))
    return Rule.model_validate(
        {
            "id": f"r{at}",
            "title": "t",
            "forum": draw(st.sampled_from(("home", "others"))),
            "in_force": {"from": None, "to": None},
            "standing": "settled",
            "sources": ["N-LAW-1"],
            "when": when,
            "unless": [{"label": "u", "why": "w", "when": exception}] if exception else [],
            "then": {"level": draw(st.sampled_from(("barred", "approval", "notice")))},
            "message": "m",
            "why": "w",
            "examples": {"hits": [{"text": "x"}], "misses": [{"text": "y"}]},
        }
    )


def book_with(world: World) -> Rulebook:
    """The small world with these rules and three facts of which nothing is known."""
    small_book = small_world()
    facts = {name: Fact(ask=Words(en="?"), values=("yes", "no")) for name in FACTS}
    clause_attributes = {name: spec for name, spec in small_book.attributes.items() if spec.of != "fact"}
    asked = {name: AttributeSpec(of="fact", values=("yes", "no"), ask=Words(en="?")) for name in FACTS}
    return replace(small_book, facts=facts, attributes={**clause_attributes, **asked}, rules=dict(world.rules))


def completions(world: World) -> list[tuple[tuple[dict[str, object], ...], dict[str, str]]]:
    """Every way to settle who pays and what the facts are."""
    named = [
        [measure] if measure["performer"] else [{**measure, "performer": [who]} for who in CANDIDATES]
        for measure in world.measures
    ]
    answers = [dict(zip(FACTS, values, strict=True)) for values in product(("yes", "no"), repeat=len(FACTS))]
    return [(measures, facts) for measures in product(*named) for facts in answers]


@given(worlds())
def test_possible_is_what_some_completion_finds(world: World) -> None:
    """The findings named are those of some completion, no more and no less."""
    book = book_with(world)
    now = judged(book, *world.measures)
    found = [certain(judged(book, *measures, assume=facts)) for measures, facts in completions(world)]
    assert certain(now) | possible(now) == set().union(*found)


@given(worlds())
def test_certain_is_what_every_completion_finds(world: World) -> None:
    """A finding is certain exactly if it stands under every way to settle what is open."""
    book = book_with(world)
    found = [certain(judged(book, *measures, assume=facts)) for measures, facts in completions(world)]
    assert certain(judged(book, *world.measures)) == set.intersection(*found)


@given(worlds())
def test_knowing_more_stays_within_what_was_possible(world: World) -> None:
    """Telling facts never lifts a certain barrier and never adds one that was not announced as possible."""
    book = book_with(world)
    now = judged(book, *world.measures)
    for measures, facts in completions(world):
        then = judged(book, *measures, assume=facts)
        assert gravity(now.verdict) <= gravity(then.verdict) <= gravity(then.possible_verdict)
        assert gravity(then.possible_verdict) <= gravity(now.possible_verdict)
        assert then.unknowns == ()


@given(worlds(), st.sampled_from(FACTS), st.sampled_from(("yes", "no")))
def test_a_fact_that_would_change_a_verdict_is_asked(world: World, fact: str, value: str) -> None:
    """If telling one fact moves the verdict of a forum, that fact is among those still needed."""
    book = book_with(world)
    now, then = judged(book, *world.measures), judged(book, *world.measures, assume={fact: value})
    if then.forums != now.forums:
        assert fact in {needed.fact for needed in now.unknowns}


@given(worlds())
def test_a_fact_that_cannot_change_any_verdict_is_never_asked(world: World) -> None:
    """A fact that is asked for moves the verdict of a forum under some way to settle the rest."""
    book = book_with(world)
    now = judged(book, *world.measures)
    outcomes = {
        (str(measures), *facts.values()): judged(book, *measures, assume=facts).forums
        for measures, facts in completions(world)
    }
    for fact in {needed.fact for needed in now.unknowns} & set(FACTS):
        at = 1 + FACTS.index(fact)
        turned = ((key, (*key[:at], "no" if key[at] == "yes" else "yes", *key[at + 1 :])) for key in outcomes)
        alone = (judged(book, *world.measures, assume={fact: value}).forums for value in ("yes", "no"))
        assert any(outcomes[key] != outcomes[other] for key, other in turned) or any(f != now.forums for f in alone)


@given(worlds())
def test_a_possible_barrier_always_comes_with_a_question(world: World) -> None:
    """Where the verdict may come out graver, something is asked that could settle it."""
    now = judged(book_with(world), *world.measures)
    if now.possible_verdict != now.verdict:
        assert now.unknowns


def test_the_measure_model_and_the_world_agree() -> None:
    """The performers of these worlds are parties that a measure can name."""
    assert all(Measure(kind="pay", performer=performer).performer == performer for performer in PERFORMERS)
