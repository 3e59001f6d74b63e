"""Why a rule does not apply: what is in the way, and the least that would have to be otherwise."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.matters.build import canonical
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.model.values import UNKNOWN
from legalcheck.model.why_not import Condition, WhyNot
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.testing import facts, measures
from legalcheck.whynot.answer import why_not
from legalcheck.whynot.choices import changed
from legalcheck.whynot.near import near_misses
from legalcheck.whynot.search import Search, Way, certainly
from tests.conftest import Run
from tests.factory import DAY, Folder, write_rulebook
from tests.judging import small_world

COURSE = "home-league-course"
CLOSED = "home-vote-closed"
NO_RECOGNITION = "world-no-recognition"
GAIN = {"kind": "recognise_rule", "performer": "eastland", "beneficiary": "southland", "territory": "valley"}


def asked(book: Rulebook, rule: str, *parts: Mapping[str, object], day: str = DAY, **assume: str) -> WhyNot:
    """Ask why a rule does not apply to a clause of confirmed measures, by both engines."""
    clause = Clause.model_validate({"number": "1", "text": "-", "measures": [dict(one) for one in parts]})
    return why_not(rule, clause, Checker(book, day, assume))


def changes(answer: WhyNot) -> list[dict[str, tuple[str, ...]]]:
    """Return the nearest sets of changes, by attribute."""
    return [{change.attribute: change.values for change in way.changes} for way in answer.nearest]


def unmet(conditions: tuple[Condition, ...]) -> Iterator[str]:
    """Yield the names of the conditions in the way, down to the rules that a characterisation rests on."""
    for one in conditions:
        if not one.met:
            yield one.name
            yield from unmet(one.conditions)


def test_a_value_that_is_not_the_one_asked_for_is_named(small_book: Rulebook) -> None:
    """One condition fails: it is in the way, and changing it is the one nearest way."""
    answer = asked(small_book, COURSE, {"kind": "leave_league", "performer": "eastland"})
    assert answer.applies == "no"
    assert list(unmet(answer.conditions)) == ["performer"]
    assert answer.distance == 1
    assert changes(answer) == [{"performer": ("northland",)}]
    assert answer.nearest[0].changes[0].now == ("eastland",)


def test_the_exception_that_stops_a_rule_is_named_with_what_makes_it_out(small_book: Rulebook) -> None:
    """An exception is in the way with its reason; whatever undoes it is the nearest way."""
    parts = {"kind": "leave_league", "performer": "northland", "condition": "condition"}
    answer = asked(small_book, COURSE, parts)
    (stopping,) = [one for one in answer.conditions if one.of == "exception"]
    assert (stopping.name, stopping.met, stopping.says) == (
        "for-a-time-only",
        False,
        "A pause leaves the course as it is.",
    )
    assert [one.name for one in stopping.conditions if one.met] == ["condition"]
    assert changes(answer) == [{"condition": ("none", "consequence_of_breach")}]


def test_a_characterisation_is_followed_down_to_the_rule_that_reaches_it(small_book: Rulebook) -> None:
    """What a rule builds on is not reached because of a name of the clause: that name is the change."""
    answer = asked(small_book, NO_RECOGNITION, {**GAIN, "territory": "hills"})
    assert "gain-by-force" in unmet(answer.conditions)
    assert "territory_status" in unmet(answer.conditions)
    assert changes(answer) == [{"territory": ("valley",)}]


def test_roles_are_changed_by_who_acts_and_where(small_book: Rulebook) -> None:
    """A role cannot be said: those who have it are named, and silence where it is read as somebody."""
    answer = asked(small_book, NO_RECOGNITION, {**GAIN, "performer": "southland"})
    assert [set(one) for one in changes(answer)] == [{"performer"}]
    assert set(changes(answer)[0]["performer"]) == {"northland", "eastland", "league", "unspecified"}


def test_a_fact_that_is_otherwise_or_not_told_is_a_change(small_book: Rulebook) -> None:
    """A rule that rests on a fact is one fact away; so is one that only may apply because nobody has told it."""
    vote = {"kind": "hold_vote", "performer": "northland"}
    answer = asked(small_book, CLOSED, vote, emergency="no")
    assert (answer.applies, changes(answer)) == ("no", [{"emergency": ("yes",)}])
    answer = asked(small_book, CLOSED, vote, emergency="unknown")
    assert (answer.applies, changes(answer)) == ("possible", [{"emergency": ("yes",)}])
    assert answer.nearest[0].changes[0].now == (UNKNOWN,)


def test_a_route_that_is_gone_is_in_the_way(small: Folder) -> None:
    """A rule is silent once its route has been gone: the milestone is what would have to be undone."""
    small.write("context/milestones.yaml", "asked: {ask: Is it given?, values: [pending, given]}\n")
    step = "route:\n  - {act: ask, body: all states, settles: {asked: given}}\nexamples:"
    small.edit("world/land/world-no-recognition.yaml", "examples:", step)
    answer = asked(open_rulebook(small.path), NO_RECOGNITION, GAIN, asked="given")
    assert list(unmet(answer.conditions)) == ["route"]
    assert changes(answer) == [{"asked": ("pending",)}]


def test_a_nominated_reading_has_to_be_confirmed_as_well(small_book: Rulebook) -> None:
    """A guess makes nothing apply for certain."""
    answer = asked(small_book, COURSE, {"kind": "leave_league", "performer": "northland", "status": "possible"})
    assert (answer.applies, changes(answer)) == ("possible", [{"status": ("confirmed",)}])
    answer = asked(small_book, COURSE, {"kind": "leave_league", "performer": "eastland", "status": "possible"})
    assert (answer.applies, changes(answer)) == ("no", [{"status": ("confirmed",), "performer": ("northland",)}])


def test_the_nearest_of_several_measures_is_taken(small_book: Rulebook) -> None:
    """A clause comes as near as the nearest thing that it would do."""
    talk = {"id": "m1", "kind": "talk", "performer": "eastland"}
    leave = {"id": "m2", "kind": "leave_league", "performer": "eastland"}
    answer = asked(small_book, COURSE, talk, leave)
    assert (answer.measure, answer.distance) == ("m2", 1)
    assert [way.measure for way in answer.nearest] == ["m2"]


def test_ruling_membership_out_is_leaving(small_book: Rulebook) -> None:
    """Two forms of one thing are brought together before they are compared."""
    answer = asked(small_book, COURSE, {"kind": "join_league", "performer": "northland"})
    assert {"polarity": ("negated",)} in changes(answer)
    assert {"kind": ("leave_league",)} in changes(answer)


def test_a_kind_that_means_another_thing_where_it_is_ruled_out_takes_both_changes(small: Folder) -> None:
    """Not joining is leaving: for a rule on joining, what rules something else out has to change twice."""
    small.edit("home/league/home-league-course.yaml", "  kind: leave_league", "  kind: join_league")
    small.edit("home/league/home-league-course.yaml", "matter: {kind: leave", "matter: {kind: join")
    found = asked(open_rulebook(small.path), COURSE, {"kind": "talk", "performer": "northland", "polarity": "negated"})
    assert changes(found) == [{"kind": ("join_league",), "polarity": ("affirmed",)}]


def test_a_rule_that_is_no_law_on_the_day_says_when_it_is(small_book: Rulebook) -> None:
    """No change to the clause helps where there is no rule yet."""
    answer = asked(small_book, COURSE, {"kind": "leave_league", "performer": "northland"}, day="2005-01-01")
    assert answer.not_in_force is not None
    assert answer.not_in_force.start == "2010-06-01"
    assert (answer.applies, answer.nearest, answer.conditions) == ("no", (), ())


def test_a_rule_that_applies_is_explained_instead(small_book: Rulebook) -> None:
    """Asked about a rule that applies, the answer is its derivation."""
    answer = asked(small_book, NO_RECOGNITION, GAIN)
    assert (answer.applies, answer.nearest, answer.conditions) == ("certain", (), ())
    assert "gain that was made by force" in " ".join(one.says for one in answer.because)


def test_a_step_on_the_way_can_be_asked_about(small_book: Rulebook) -> None:
    """Rules that only characterise have no finding and are answered all the same."""
    assert asked(small_book, "world-gain-by-force", GAIN).applies == "certain"
    answer = asked(small_book, "world-gain-by-force", {**GAIN, "beneficiary": "eastland"})
    assert changes(answer) == [{"beneficiary": ("southland", "rebels")}]


def test_what_cannot_be_is_no_way(small: Folder) -> None:
    """Values that a rulebook declares never to come together are not proposed."""
    wanted = {"kind": "leave_league", "performer": "eastland"}
    book = open_rulebook(small.path)
    assert changes(asked(book, COURSE, {**wanted, "mode": "de_jure"})) == [{"performer": ("northland",)}]
    small.write(
        "proof/impossible.yaml", "- {never: {kind: leave_league, performer: northland, mode: de_jure}, why: none}\n"
    )
    found = changes(asked(open_rulebook(small.path), COURSE, {**wanted, "mode": "de_jure"}))
    assert found == [{"mode": ("de_facto", "control_only", "unspecified"), "performer": ("northland",)}]


@pytest.mark.parametrize(
    ("rule", "forums", "message"),
    [
        ("no-such-rule", (), "no rule is called 'no-such-rule'; 'legalcheck rules' lists them"),
        ("plan-leave-for-money", (), "'plan-leave-for-money' looks at whole plans, not at one clause"),
        (COURSE, ("world",), f"'{COURSE}' is of the forum home, which --forum leaves out"),
    ],
)
def test_what_cannot_be_asked_is_said(small_book: Rulebook, rule: str, forums: tuple[str, ...], message: str) -> None:
    """A slip in the name, a rule on plans, a forum that is left out."""
    clause = Clause.model_validate({"number": "1", "measures": [{"kind": "talk"}]})
    with pytest.raises(InputError) as caught:
        why_not(rule, clause, Checker(small_book, DAY, forums=forums))
    assert message in str(caught.value.problems[0])


# What holds whatever is asked.

DEEP = {
    "home/deep/home-deep.yaml": """\
id: home-deep
title: What is given up is voted on, unless it is excused
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when: {kind: [recognise_rule, join_league, pay], performer: northland}
unless:
  - {label: excused, why: It is excused., when: {is: excused}}
  - {label: by-force, why: It is barred elsewhere., when: {is: gain-by-force, instrument: treaty}}
then: {level: approval}
message: "{performer} would give something up."
why: What is given up is voted on.
examples:
  hits:
    - matter: {kind: pay, performer: northland}
    - text: "Northland will join the League."
  misses:
    - matter: {kind: pay, performer: northland, beneficiary: eastland}
""",
    "home/deep/home-excused.yaml": """\
id: home-excused
title: What is excused is noted
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when: {is: excused, performer: northland}
then: {level: notice}
message: "{performer} would give nothing up."
why: It is noted.
examples:
  hits:
    - matter: {kind: pay, performer: northland, beneficiary: eastland}
    - text: "Northland will leave the League."
  misses:
    - matter: {kind: pay, performer: northland}
""",
    "home/deep/home-excused-by-gain.yaml": """\
id: home-excused-by-gain
title: Nothing is given up where the other gains nothing
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when: {kind: [recognise_rule, pay], beneficiary_role: {not: unspecified}}
unless:
  - {label: in-law, why: Title is something., when: {mode: de_jure}}
  - {label: of-force, why: A gain by force is one., when: {is: gain-by-force, time_bound: {not: "yes"}}}
then: {characterise: excused}
message: "{beneficiary} would gain nothing."
why: What nobody gains is not given up.
examples:
  hits:
    - matter: {kind: pay, beneficiary: eastland}
  misses:
    - matter: {kind: pay, beneficiary: eastland, mode: de_jure}
""",
    "home/deep/home-excused-by-statute.yaml": """\
id: home-excused-by-statute
title: Parliament has been asked where there is a statute
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when: {kind: leave_league, organisation: league, harvest: "yes", reversible_by: {not: nobody}}
then: {characterise: excused}
message: "{performer} asked."
why: A vote is a vote.
examples:
  hits:
    - matter: {kind: leave_league, organisation: league, harvest: "yes"}
  misses:
    - matter: {kind: leave_league, organisation: league, harvest: "no"}
""",
}


@cache
def deep_world() -> Rulebook:
    """Return the small world with exceptions that rest on characterisations with exceptions of their own."""
    with TemporaryDirectory() as path:
        folder = write_rulebook(Path(path))
        folder.edit("characterisations.yaml", "gain-by-force:", "excused: nothing is given up\ngain-by-force:")
        for name, text in DEEP.items():
            folder.write(name, text)
        return open_rulebook(folder.path)


BOOKS = st.sampled_from([small_world, deep_world])


def told(way: Way, pick: st.DataObject) -> dict[str, str]:
    """Return one choice among the values that a way offers."""
    offered = {name: values for name, values in way.changes.items() if name != "status"}
    return {name: pick.draw(st.sampled_from(values)) for name, values in offered.items()}


def applies_after(book: Rulebook, rule: str, way: Way, said: dict[str, str], assume: Mapping[str, str]) -> bool:
    """Judge the measure again after a choice of changes, by durable_rules with the bit masks beside it."""
    context = DatedContext(book, DAY, assume)
    measure = changed(canonical(way.measure, book), said, context).model_copy(update={"status": "confirmed"})
    checker = Checker(book, DAY, {**assume, **{name: v for name, v in said.items() if name in book.facts}})
    if book.rules[rule].then.level is None:
        return certainly(checker.judge, rule, measure, {}, checker.context)
    (result,) = checker.check([Clause(number="1", text="-", measures=(measure,))])
    return rule in {finding.rule for finding in result.findings if finding.certainty == "certain"}


@given(measure=measures(small_world()), assume=facts(small_world()), pick=st.data())
def test_the_rule_applies_after_what_why_not_says(
    measure: Measure, assume: dict[str, str], pick: st.DataObject
) -> None:
    """Whichever of the offered values are put together, both engines find that the rule certainly applies."""
    book = pick.draw(BOOKS)()
    rule = pick.draw(st.sampled_from(sorted(book.rules)))
    for way in Search(rule, DatedContext(book, DAY, assume), Law(book, DAY)).nearest([measure]).ways:
        assert applies_after(book, rule, way, told(way, pick), assume)


@pytest.mark.parametrize("deep", [False, True])
@given(pick=st.data())
def test_no_fewer_changes_do_and_none_of_as_many_is_left_out(deep: bool, pick: st.DataObject) -> None:
    """Every set of up to two changes, tried one by one, gives what the search gives."""
    book = deep_world() if deep else small_world()
    measure, assume = pick.draw(measures(book)), pick.draw(facts(book))
    rule = pick.draw(st.sampled_from(["home-deep", "home-excused"] if deep else sorted(book.rules)))
    context, law = DatedContext(book, DAY, assume), Law(book, DAY)
    found = Search(rule, context, law).nearest([measure]).ways
    judge = Judge(law, "reference")
    search = Search(rule, context, law)
    offered = {
        name: [v for v in spec.values if v not in search.choices.now(canonical(measure, book), name)]
        for name, spec in book.attributes.items()
        if name in search.choices.names
    }
    expected: set[frozenset[tuple[str, str]]] = set()
    size = -1
    while not expected and size < 2:
        size += 1
        for names in combinations(offered, size):
            for values in product(*(offered[name] for name in names)):
                said = dict(zip(names, values, strict=True))
                changed_measure = changed(canonical(measure, book), said, context)
                if certainly(judge, rule, changed_measure, said, context):
                    expected.add(frozenset(said.items()))
    spelled = {
        frozenset(zip(way.changes, values, strict=True)) for way in found for values in product(*way.changes.values())
    }
    if expected:
        assert spelled == expected
    else:
        assert all(len(way.changes) > 2 for way in found)


@pytest.fixture(scope="module")
def shipped_law(law: Rulebook) -> Law:
    """The shipped rules of the day."""
    return Law(law, DAY)


@given(pick=st.data())
def test_the_shipped_rules_apply_after_what_why_not_says(law: Rulebook, shipped_law: Law, pick: st.DataObject) -> None:
    """The same on the shipped law."""
    measure = pick.draw(measures(law))
    rule = pick.draw(st.sampled_from([rule.id for rule in shipped_law.rules]))
    found = Search(rule, DatedContext(law, DAY), shipped_law).nearest([measure])
    assert not found.far
    for way in found.ways[:3]:
        said = told(way, pick)
        context = DatedContext(law, DAY)
        after = changed(canonical(way.measure, law), said, context)
        assert certainly(Judge(shipped_law), rule, after, said, context), (rule, said)


@given(measure=measures(small_world()), assume=facts(small_world()))
def test_what_came_within_one_condition_is_what_is_one_change_away(measure: Measure, assume: dict[str, str]) -> None:
    """The list of near rules and the answers of why-not agree, but for what another kind of act would do."""
    book = small_world()
    checker = Checker(book, DAY, assume, engine="reference")
    (result,) = checker.check([Clause(number="1", text="-", measures=(measure,))])
    near = {(miss.rule, miss.attribute, miss.values) for miss in near_misses(result, checker)}
    hit = {finding.rule for finding in result.findings}
    law = Law(book, DAY)
    expected = set()
    for rule in law.rules:
        if rule.id not in hit and book.rules[rule.id].then.level:
            for way in Search(rule.id, checker.context, law).nearest([measure]).ways:
                (name, values), *more = way.changes.items()
                if not more and name != "kind":
                    expected.add((rule.id, name, values))
    assert near == expected


# As a user sees it.

ACCEPTS = "Eastland accepts that Valley is Southland's."


def flat(text: str) -> str:
    """Return a report without its line breaks."""
    return " ".join(text.split())


@pytest.mark.usefixtures("plain_reader")
class TestCommand:
    """legalcheck why-not and check --all on the small world."""

    def test_an_exception_and_a_change_are_told(self, run: Run, small: Folder) -> None:
        """In the way stand what is not met and the exceptions; then the nearest cases."""
        outcome = run("why-not", COURSE, "Eastland will pay.", "--rules", small.path, "--as-of", DAY)
        assert outcome.status == 0
        assert "DOES NOT APPLY" in outcome.out
        said = flat(outcome.out)
        assert 'the clause would pay ("will pay"); asked: leave league' in said
        assert "kind: leave league (now: pay); performer: Northland (now: Eastland)" in said
        assert all(len(line) <= 80 for line in outcome.out.splitlines())

    def test_trace_shows_what_is_met_as_well(self, run: Run, small: Folder) -> None:
        """Pruned, only what is in the way is shown; whole, every condition with its mark."""
        call = ("why-not", COURSE, "Eastland will pay.", "--rules", small.path, "--as-of", DAY)
        assert "+ polarity: affirmed" not in run(*call).out
        assert "+ polarity: affirmed" in run(*call, "--trace").out
        assert "+ exception not made out: for a time only" in run(*call, "--trace").out

    @pytest.mark.parametrize(
        ("rule", "text", "more", "status"),
        [
            (NO_RECOGNITION, ACCEPTS, (), 1),
            (COURSE, "Northland will leave the League.", (), 0),
            (COURSE, "Northland will leave the League.", ("--fail-on", "amendment"), 1),
            (COURSE, "Northland may leave.", ("--fail-on", "amendment"), 3),
            (COURSE, "Nothing that is known.", (), 3),
            (COURSE, "Eastland will pay.", ("--fail-on", "notice"), 0),
        ],
    )
    def test_the_exit_status_tells(
        self, run: Run, small: Folder, rule: str, text: str, more: tuple[str, ...], status: int
    ) -> None:
        """1 where it applies at or above the level, 3 where it may or nothing was understood, else 0."""
        outcome = run("why-not", rule, text, "--rules", small.path, "--as-of", DAY, *more)
        assert (outcome.status, outcome.errors) == (status, "")

    def test_json_has_every_condition(self, run: Run, small: Folder) -> None:
        """Programs get the whole tree, met or not, and the same bytes each time."""
        call = ("why-not", COURSE, "Eastland will pay.", "--rules", small.path, "--as-of", DAY, "-f", "json")
        outcome = run(*call)
        data = json.loads(outcome.out)
        assert data["schema"] == "legalcheck.why-not/1"
        assert {one["name"] for one in data["conditions"]} >= {"kind", "performer", "polarity", "for-a-time-only"}
        assert data["distance"] == 2
        assert run(*call).raw == outcome.raw

    def test_a_rule_that_is_no_law_yet_and_an_empty_clause_are_said(self, run: Run, small: Folder) -> None:
        """A day before the rule is an answer, no words are a mistake."""
        outcome = run("why-not", COURSE, "Eastland will pay.", "--rules", small.path, "--as-of", "2005-01-01")
        assert "It is no law on this day; it is in force from 2010-06-01." in outcome.out
        outcome = run("why-not", COURSE, " ", "--rules", small.path)
        assert (outcome.status, outcome.raw) == (2, b"")
        assert outcome.errors == "legalcheck: the clause is empty; give its words\n"

    def test_check_all_is_about_the_clause_as_it_stands(self, run: Run, small: Folder) -> None:
        """What is asked or supposed has reports of its own, which draw nothing either."""
        call = ("check", "Eastland will pay.", "--rules", small.path, "--what-if", "harvest=no")
        outcome = run(*call, "--all")
        said = "--all lists the rules near to the clause as it stands; leave out --ask and --what-if"
        assert (outcome.status, outcome.errors) == (2, f"legalcheck: {said}\n")
        assert run(*call, "-f", "svg").status == 2

    def test_check_all_lists_what_came_near(self, run: Run, small: Folder) -> None:
        """Rules within one condition are listed with what is missing; without --all nothing is said of them."""
        text = "Northland will hold a vote."
        call = ("check", text, "--rules", small.path, "--as-of", "2026-02-10")
        assert "within one condition" not in run(*call).out
        said = flat(run(*call, "--all").out)
        assert f"closed, Home: {CLOSED} m1: emergency in Northland: yes (now: no)" in said
        (clause,) = json.loads(run(*call, "--all", "-f", "json").out)["clauses"]
        assert {"rule": CLOSED, "attribute": "emergency"}.items() <= clause["near"][0].items()
