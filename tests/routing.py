"""The small world with a calendar: votes wait for the end of the emergency, and the League for a later session."""

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.route import Route
from legalcheck.routing.schedule import Calendar
from legalcheck.rulebook.load import Rulebook
from tests.factory import DAY, Folder

DURATIONS = """\
events:
  emergency_ends:
    name: the end of the emergency
    fact: emergency
    before: "yes"
    after: "no"
    sources: [N-LAW-1]
terms:
  later-session:
    name: at a later session
    opens: [{month: 2, weekday: tuesday}, {month: 9, weekday: tuesday}]
    sources: [N-LAW-2]
  call:
    name: within a month of the end of the emergency
    at_most: {months: 1}
    counts_from: emergency_ends
    sources: [N-LAW-1]
  campaign:
    name: sixty days of campaign
    at_least: {days: 60}
    sources: [N-LAW-1]
acts:
  - when: {kind: hold_vote, performer: northland}
    takes: campaign
"""
MILESTONES = """\
law_on_the_vote:
  ask: Has parliament called the vote?
  values: [pending, passed]
  does: {kind: hold_vote, performer: northland}
league_out:
  ask: Is the League out of the constitution?
  values: [pending, amended]
"""
CALL = "home/votes/home-vote-needs-law.yaml"
CLOSED = "home/votes/home-vote-closed.yaml"
LEAGUE = "home/league/home-league-course.yaml"
VOTE = {"kind": "hold_vote", "performer": ["northland"]}
LEAVE = {"kind": "leave_league", "performer": ["northland"], "organisation": ["league"]}
RECOGNISE = {"kind": "recognise_rule", "performer": ["eastland"], "beneficiary": ["southland"], "territory": ["valley"]}
TALK = {"kind": "talk"}
ENDS = "2026-01-31"
"""The last day of the emergency in tests that tell one."""


def with_calendar(small: Folder) -> Folder:
    """Give the small world terms, events, milestones, and routes that come by them."""
    small.write("context/durations.yaml", DURATIONS)
    small.write("context/milestones.yaml", MILESTONES)
    small.edit(CALL, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {law_on_the_vote: passed}, takes: call}")
    lift = '  - {act: lift it, body: President, sources: [N-LAW-1], settles: {emergency: "no"}}\n'
    small.edit(CLOSED, "examples:\n", f"route:\n{lift}examples:\n")
    small.edit(
        LEAGUE,
        "  - {act: amend the constitution, body: Parliament, majority: two thirds, condition: no emergency,"
        " sources: [N-LAW-2]}\n  - {act: sign, body: President}\n",
        "  - {act: table the bill, body: President, sources: [N-LAW-2]}\n"
        '  - {act: approve it, body: Parliament, majority: half, sources: [N-LAW-2], needs: {emergency: "no"}}\n'
        "  - {act: adopt it, body: Parliament, majority: two thirds, sources: [N-LAW-2],"
        " settles: {league_out: amended}, takes: later-session}\n",
    )
    return small


def clause_of(number: str, *measures: dict[str, object]) -> Clause:
    """Return a clause with confirmed measures."""
    return Clause.model_validate({"number": number, "measures": list(measures)})


def route_of(
    book: Rulebook,
    *measures: dict[str, object],
    days: dict[str, str] | None = None,
    start: str = DAY,
    level: str = "consent",
    assume: dict[str, str] | None = None,
) -> Route:
    """Return the calendar of a plan with a clause for each measure."""
    clauses = tuple(clause_of(str(at), one) for at, one in enumerate(measures, 1))
    calendar = Calendar(Checker(book, DAY, assume, engine="reference"), start, days or {}, level)
    return calendar.route(calendar.checker.check_plan(Plan(clauses=clauses)))
