"""The calendar of lawful steps: order, earliest days, what stays open, impasses, and times held against it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.problem import InputError
from legalcheck.model.route import Moment, Route, Wait
from legalcheck.model.terms import Length, Opening, Term
from legalcheck.routing.moments import after, done, latest, moment, opening_after
from legalcheck.routing.schedule import Calendar
from legalcheck.routing.ways import ways
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.accept import PLANS
from tests.factory import DAY, Folder
from tests.routing import CALL, CLOSED, ENDS, LEAGUE, LEAVE, RECOGNISE, TALK, VOTE, route_of, with_calendar

TOLD = {"emergency_ends": ENDS}


@pytest.fixture
def book(small: Folder) -> Rulebook:
    """The small world with a calendar."""
    return open_rulebook(with_calendar(small).path)


def days(route: Route) -> dict[str, str]:
    """Return the earliest days of steps by what is done; those without a day are left out."""
    dated = (step for step in route.steps if not step.earliest.waits and not step.earliest.blocked)
    return {step.act: step.earliest.day for step in dated}


def test_a_step_waits_for_the_event_that_it_needs_and_the_term_that_it_takes(book: Rulebook) -> None:
    """The bill can be tabled at once, approved once the emergency is over, adopted when a later session opens."""
    found = days(route_of(book, LEAVE, days=TOLD))
    assert found == {"table the bill": DAY, "approve it": "2026-02-01", "adopt it": "2026-02-03"}


def test_a_later_session_is_one_that_opens_after_the_first_vote(book: Rulebook) -> None:
    """A first vote on the day on which a session opens is followed by the session after that."""
    assert days(route_of(book, LEAVE, days={"emergency_ends": "2026-02-02"}))["adopt it"] == "2026-09-01"


def test_an_act_that_is_closed_waits_for_what_opens_it(book: Rulebook) -> None:
    """No step says that the call of a vote waits for the end of the emergency; the rule that closes it does."""
    assert days(route_of(book, VOTE, days=TOLD))["call the vote"] == "2026-02-01"


def test_the_act_of_a_clause_takes_its_own_term(book: Rulebook) -> None:
    """The vote is held sixty days after it can be called."""
    (clause,) = route_of(book, VOTE, days=TOLD).clauses
    assert clause.earliest is not None
    assert clause.earliest.day == "2026-04-02"


def test_without_a_day_of_the_event_nothing_behind_it_has_a_day(book: Rulebook) -> None:
    """What can be said is how long after it at least, and no day is made up."""
    (clause,) = route_of(book, VOTE).clauses
    assert clause.outlook == "waits"
    assert clause.earliest is not None
    assert clause.earliest.waits == (Wait(event="emergency_ends", days=61),)


def test_an_unknown_fact_is_taken_as_still_to_be_changed_and_never_dated(small: Folder) -> None:
    """Where nobody knows of an emergency the calendar hangs on its end; told that there is none, it does not."""
    small.edit("context/facts.yaml", "to: 2026-01-31", "to: 2025-06-30")
    book = open_rulebook(with_calendar(small).path)
    assert route_of(book, VOTE).clauses[0].outlook == "waits"
    assert route_of(book, VOTE, assume={"emergency": "no"}).clauses[0].outlook == "dated"


def test_an_event_in_the_past_changes_the_facts(book: Rulebook) -> None:
    """With the emergency over before the first day, the rule that closes votes is silent."""
    found = route_of(book, VOTE, days=TOLD, start="2026-03-01")
    assert days(found) == {"call the vote": "2026-03-01"}


def test_steps_of_the_same_words_are_one_step(small: Folder) -> None:
    """Two rules that ask for the same act share it, with the clauses and sources of both."""
    with_calendar(small).edit(
        LEAGUE,
        "act: table the bill, body: President, sources: [N-LAW-2]",
        "act: lift it, body: President, sources: [N-LAW-2]",
    )
    found = route_of(open_rulebook(small.path), VOTE, LEAVE, days=TOLD)
    (step,) = [step for step in found.steps if step.act == "lift it"]
    assert step.clauses == ("1", "2")
    assert set(step.sources) == {"N-LAW-1", "N-LAW-2"}
    assert set(step.rules) == {"home-vote-closed", "home-league-course"}


def test_a_clause_that_is_barred_without_a_route_is_an_impasse(book: Rulebook) -> None:
    """No step leads there, so it has no day, and the rule is named."""
    found = route_of(book, RECOGNISE, TALK)
    assert [clause.outlook for clause in found.clauses] == ["impasse", "dated"]
    (impasse,) = found.impasses
    assert impasse.barred_by == ("world-no-recognition",)
    assert impasse.clauses == ("1",)


def test_a_step_to_an_act_that_nothing_opens_is_an_impasse(small: Folder) -> None:
    """The call of the vote is closed, and the rule that closes it shows no way out: both are named."""
    with_calendar(small)
    start = small.text(CLOSED).index("route:\n")
    small.write(CLOSED, small.text(CLOSED)[:start] + small.text(CLOSED)[small.text(CLOSED).index("examples:") :])
    found = route_of(open_rulebook(small.path), VOTE)
    stuck = next(impasse for impasse in found.impasses if impasse.steps)
    assert stuck.barred_by == ("home-vote-closed",)
    assert "law on the vote" in stuck.says


def test_steps_that_wait_for_each_other_are_named(small: Folder) -> None:
    """Two routes that have the same two steps in the other order leave no day for either."""
    with_calendar(small)
    small.edit(
        CLOSED,
        "route:\n",
        "route:\n  - {act: second, body: A, sources: [N-LAW-1]}\n  - {act: first, body: A, sources: [N-LAW-1]}\n",
    )
    small.edit(
        CALL,
        "route:\n",
        "route:\n  - {act: first, body: A, sources: [N-LAW-1]}\n  - {act: second, body: A, sources: [N-LAW-1]}\n",
    )
    found = route_of(open_rulebook(small.path), VOTE, days=TOLD)
    assert found.clauses[0].outlook == "impasse"
    (circle,) = [impasse for impasse in found.impasses if not impasse.barred_by]
    names = {step.id: step.act for step in found.steps}
    assert {names[name] for name in circle.steps} == {"first", "second"}


@pytest.mark.parametrize(
    ("within", "told", "keeping", "short"),
    [
        (77, TOLD, "kept", None),
        (76, TOLD, "missed", 1),
        (70, {}, "open", None),
        (60, {}, "missed", 1),
    ],
)
def test_a_time_that_a_clause_sets_is_held_against_its_earliest_day(
    book: Rulebook, within: int, told: dict[str, str], keeping: str, short: int | None
) -> None:
    """To the day: the last day that can be kept is kept, one day less is missed, with or without a day of the event."""
    (due,) = route_of(book, {**VOTE, "within_days": within}, days=told).clauses[0].due
    assert (due.keeping, due.short_by) == (keeping, short)


def test_an_open_time_says_until_when_the_event_may_come(book: Rulebook) -> None:
    """Told that very day the time is kept, told a day later it is not."""
    vote = {**VOTE, "within_days": 100}
    (due,) = route_of(book, vote).clauses[0].due
    last = due.kept_if["emergency_ends"]
    later = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    kept = [route_of(book, vote, days={"emergency_ends": day}).clauses[0].due[0].keeping for day in (last, later)]
    assert kept == ["kept", "missed"]


def test_a_time_without_days_is_not_counted(book: Rulebook) -> None:
    """A time in words alone is repeated and not guessed at."""
    (due,) = route_of(book, {**VOTE, "deadline": "soon"}, days=TOLD).clauses[0].due
    assert (due.says, due.by, due.keeping) == ("soon", None, "not_counted")


def test_a_term_has_a_last_day_where_it_counts_from_a_day(book: Rulebook) -> None:
    """A month from the last of January is the last of February."""
    (step,) = [step for step in route_of(book, VOTE, days=TOLD).steps if step.act == "call the vote"]
    assert step.term is not None
    assert step.term.by == "2026-02-28"


def test_steps_only_for_lesser_findings_are_left_out(book: Rulebook) -> None:
    """At the level of barriers that close a door, the call of the vote is nobody's concern."""
    assert "call the vote" not in days(route_of(book, VOTE, days=TOLD, level="closed"))


def test_a_day_against_an_assumption_is_refused(book: Rulebook) -> None:
    """An emergency that is assumed away cannot end later."""
    with pytest.raises(InputError, match="emergency=no is assumed"):
        route_of(book, VOTE, days=TOLD, assume={"emergency": "no"})


@given(first=st.dates(date(2026, 1, 15), date(2028, 1, 1)), delay=st.integers(0, 400))
def test_a_later_event_makes_nothing_earlier(small_calendar: Rulebook, first: date, delay: int) -> None:
    """Whatever the day of the event, one that comes later moves no step and no clause forward."""
    routes = [
        route_of(small_calendar, VOTE, LEAVE, TALK, days={"emergency_ends": (first + timedelta(days=more)).isoformat()})
        for more in (0, delay)
    ]
    early, late = ({step.act: step.earliest.day for step in route.steps} for route in routes)
    assert all(early[act] <= late[act] for act in late)
    for one, other in zip(routes[0].clauses, routes[1].clauses, strict=True):
        assert one.earliest is not None
        assert other.earliest is not None
        assert one.earliest.day <= other.earliest.day


@pytest.fixture(scope="session")
def small_calendar(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The small world with a calendar, once for all draws."""
    from tests.factory import write_rulebook  # noqa: PLC0415 - used here alone

    return open_rulebook(with_calendar(write_rulebook(tmp_path_factory.mktemp("calendar") / "rules")).path)


@pytest.mark.parametrize("plan", sorted(PLANS.glob("*.yaml")), ids=lambda plan: str(plan.stem))
def test_routes_of_real_plans_hold_together(law: Rulebook, plan: Path) -> None:
    """No step is done before what it follows, no clause before its steps, each step serves a finding, no circle."""
    for told in ({}, {"martial_law_ends": "2026-12-31"}):
        calendar = Calendar(Checker(law, "2026-04-01", engine="reference"), "2026-04-01", told)
        result = calendar.checker.check_plan(open_plan(plan, law))
        route = calendar.route(result)
        assert route == calendar.route(result)
        ends = {step.id: step.earliest for step in route.steps}
        for step in route.steps:
            assert not any(later(ends[other], step.earliest) for other in step.after if not step.reaches)
            assert step.rules
            assert step.clauses
        for clause in route.clauses:
            assert clause.earliest is None or not any(later(ends[name], clause.earliest) for name in clause.steps)
        assert not [impasse for impasse in route.impasses if impasse.steps and not impasse.barred_by]


def later(one: Moment, other: Moment) -> bool:
    """Say whether a moment can come only after another."""
    waits = {wait.event: wait.days for wait in other.waits}
    return one.day > other.day or any(wait.days > waits.get(wait.event, -1) for wait in one.waits)


def test_every_route_of_the_law_has_a_way_and_none_asks_for_two_alternatives(law: Rulebook) -> None:
    """A way has each of its steps once, in the order of the route, and never a step with what it stands instead of."""
    for norm in (*law.rules.values(), *law.plan_rules.values()):
        offered = ways(norm, law)
        assert bool(offered) == bool(norm.route), norm.id
        for way in offered:
            assert list(way) == sorted(set(way))
            instead = {at for at in way if norm.route[at].taken == "instead"}
            assert not any(at - 1 in way for at in instead), norm.id


MOMENTS = st.builds(
    moment,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.dictionaries(st.sampled_from(("a", "b", "c")), st.integers(0, 500), max_size=3),
    blocked=st.booleans(),
)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_the_latest_of_moments_does_not_depend_on_their_order(one: Moment, two: Moment, three: Moment) -> None:
    """Taking the latest is commutative, associative, and of one moment twice it is that moment."""
    assert latest([one, two]) == latest([two, one])
    assert latest([one, latest([two, three])]) == latest([latest([one, two]), three])
    assert latest([one, one]) == one


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_session_opens_on_the_first_tuesday(day: date) -> None:
    """The next opening is later, a Tuesday in the first week of its month, and none lies between."""
    openings = (Opening(month=2, weekday="tuesday"), Opening(month=9, weekday="tuesday"))
    found = opening_after(day, openings)
    assert (found.weekday(), found.month in (2, 9), found.day <= 7) == (1, True, True)
    assert 0 < (found - day).days <= 217


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_last_sunday_of_a_term_lies_in_its_last_week(day: date) -> None:
    """It is a Sunday within the term, and a week later the term is over."""
    term = Term.model_validate({"name": "t", "at_least": {"days": 60}, "last": "sunday", "sources": ["X"]})
    found = date.fromisoformat(done(moment(day), term).day)
    assert found.weekday() == 6
    assert found <= day + timedelta(days=60) < found + timedelta(days=7)


def test_months_end_where_they_end() -> None:
    """A month after the last of a long month is the last of a short one, and six months cross the year."""
    assert after(date(2026, 1, 31), Length(months=1)) == date(2026, 2, 28)
    assert after(date(2026, 8, 31), Length(months=6)) == date(2027, 2, 28)
