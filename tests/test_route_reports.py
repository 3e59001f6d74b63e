"""What `legalcheck route` prints, in each format, and what it answers to mistakes."""

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.plans import EASTLAND_PAYS, LEAVE, RECOGNISE, VOTE, plan_of
from tests.routing import ENDS, with_calendar

pytestmark = pytest.mark.usefixtures("plain_reader")
FORMATS = ("text", "json", "ics", "svg")
DUE = "{kind: hold_vote, performer: northland, within_days: 50}"


@pytest.fixture
def call(run: Run, small: Folder, tmp_path: Path) -> Run:
    """Return a function that runs the command on a plan of the small world with a calendar."""
    rules = with_calendar(small).path
    plan = plan_of(tmp_path, VOTE, LEAVE, RECOGNISE, EASTLAND_PAYS, DUE, head='title: "Votes, & <terms>"\n')
    return lambda *options: run("route", plan, "--rules", rules, "--as-of", DAY, *options)


TOLD = ("--event", f"emergency_ends={ENDS}")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("told", [TOLD, ()], ids=["told", "open"])
def test_the_same_call_gives_the_same_bytes(call: Run, form: str, told: tuple[str, ...]) -> None:
    """Nothing of the clock or of a hash's order comes into a calendar."""
    first, second = call("-f", form, *told), call("-f", form, *told)
    assert (first.status, first.errors) == (1, "")
    assert first.raw == second.raw
    assert first.raw


@pytest.mark.parametrize("told", [TOLD, ()], ids=["told", "open"])
def test_the_text_is_eighty_columns_wide_and_says_when(call: Run, told: tuple[str, ...]) -> None:
    """Days, steps, clauses, times and impasses are there, or what they wait for."""
    out = call(*told).out
    assert max(map(len, out.splitlines())) <= 80
    assert ("\n2026-02-03\n" in out) == bool(told)
    assert ("once the end of the emergency has come" in out) == (not told)
    assert "Impasse, clause 3" in out
    assert "cannot be kept" in out


def test_json_has_what_the_text_says(call: Run) -> None:
    """One document with a schema of its own; steps are named by those that follow them."""
    data = json.loads(call("-f", "json", *TOLD).out)
    assert data["schema"] == "legalcheck.route/1"
    names = [step["id"] for step in data["steps"]]
    assert all(names.index(before) < names.index(step["id"]) for step in data["steps"] for before in step["after"])
    assert [clause["outlook"] for clause in data["clauses"]] == ["dated", "dated", "impasse", "dated", "dated"]
    assert data["unrouted"] == ["others-pay"]


def test_icalendar_is_read_back_by_another_program(call: Run) -> None:
    """Each entry is a whole day with a name of its own; every dated step, clause and time is one of them."""
    data = json.loads(call("-f", "json", *TOLD).out)
    calendar = Calendar.from_ical(call("-f", "ics", *TOLD).out)
    entries = [(event["summary"], event["dtstart"].dt) for event in calendar.walk("VEVENT")]
    assert ("Clause 2", date(2026, 2, 3)) in entries
    assert ("the end of the emergency", date.fromisoformat(ENDS)) in entries
    steps = [f"{step['act']} - {step['body']}" for step in data["steps"] if not step["earliest"]["blocked"]]
    assert set(steps) <= {summary for summary, _ in entries}
    names = [event["uid"] for event in calendar.walk("VEVENT")]
    assert len(set(names)) == len(names)


def test_icalendar_has_nothing_that_waits_for_an_open_event(call: Run) -> None:
    """Without a day of the event, no step behind it gets one."""
    summaries = {str(event["summary"]) for event in Calendar.from_ical(call("-f", "ics").out).walk("VEVENT")}
    assert not {name for name in summaries if name.startswith("adopt it")}


@pytest.mark.parametrize("told", [TOLD, ()], ids=["told", "open"])
def test_the_picture_is_well_formed_with_a_bar_a_step(call: Run, told: tuple[str, ...]) -> None:
    """Marks of XML in a title are escaped; no bar leaves the picture."""
    root = ElementTree.fromstring(call("-f", "svg", *told).out)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Votes, & <terms>"
    bars = root.findall(f"{space}rect")
    assert len(bars) == len(json.loads(call("-f", "json", *told).out)["steps"])
    assert all(float(bar.get("x", "")) + float(bar.get("width", "")) <= float(root.get("width", "")) for bar in bars)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--start", "soon"), "--start: 'soon' is no date"),
        (("--event", "rain=2026-02-01"), "it has emergency_ends"),
        (("--event", "emergency_ends=2026-02-30"), "'2026-02-30' is no date"),
        ((*TOLD, "--event", "emergency_ends=2026-03-01"), "keep one"),
        ((*TOLD, "--assume", "emergency=no"), "keep one of the two"),
        (("--martial-law-ends", "2026-02-01"), "it has emergency_ends"),
    ],
)
def test_a_mistake_in_the_call_is_one_sentence_and_status_2(
    call: Run, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """Nothing is written."""
    output = tmp_path / "out.txt"
    outcome = call(*options, "-o", output)
    assert outcome.status == 2
    assert said in outcome.errors
    assert outcome.errors.count("\n") == 1
    assert not output.exists()


def test_a_clause_in_words_has_a_calendar_too(run: Run, small: Folder) -> None:
    """On the command line or on standard input; an empty one is refused."""
    options = ("--rules", with_calendar(small).path, "--as-of", DAY, *TOLD)
    told = run("route", "Northland shall hold a vote.", *options)
    assert "call the vote" in told.out
    assert run("route", "-", *options, stdin=b"Northland shall hold a vote.").raw == told.raw
    assert run("route", " ", *options).status == 2
    assert run("route", "missing.yaml", *options).status == 2


MISTAKES = [
    ("sources: [N-LAW-2]\n  call", "sources: [N-LAW-77]\n  call", "no source is called 'N-LAW-77'"),
    ("sources: [N-LAW-1]\nacts", "sources: []\nacts", "'terms.campaign.sources'"),
    ("    sources: [N-LAW-1]\nterms", "terms", "'events.emergency_ends.sources' is missing"),
    ("fact: emergency", "fact: rain", "no fact is called 'rain'"),
    ('after: "no"', "after: over", "'over' is no value of 'emergency'"),
    ("counts_from: emergency_ends", "counts_from: rain", "no event is called 'rain'"),
    ("takes: campaign", "takes: parade", "no term is called 'parade'"),
    ("  campaign:", "  parade:", "no step takes the term 'parade'"),
    ("weekday: tuesday}, ", "weekday: someday}, ", "expected 'monday'"),
    ("at_least: {days: 60}", "at_least: {days: 60, months: 2}", "either in days or in months"),
    ("    at_least: {days: 60}\n", "", "a term says 'at_least', 'at_most' or 'opens'"),
    ("kind: hold_vote", "kind: dance", "'dance' is no value of 'kind'"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES, ids=[said for _, _, said in MISTAKES])
def test_a_mistake_in_the_durations_is_named_with_its_place(
    run: Run, small: Folder, old: str, new: str, said: str
) -> None:
    """Whichever command opens the rulebook says it, and a term without a source is such a mistake."""
    with_calendar(small).edit("context/durations.yaml", old, new)
    outcome = run("rules", "--rules", small.path)
    assert outcome.status == 2
    assert said in outcome.errors
    assert "durations.yaml:" in outcome.errors


def test_a_step_names_a_term_that_is_there(run: Run, small: Folder) -> None:
    """A term that nobody declares is a mistake of the rule."""
    with_calendar(small).edit("home/votes/home-vote-needs-law.yaml", "takes: call", "takes: parade")
    outcome = run("rules", "--rules", small.path)
    assert "home-vote-needs-law.yaml:" in outcome.errors
    assert "no term is called 'parade'" in outcome.errors


def test_steps_of_the_same_words_take_the_same_term(run: Run, small: Folder) -> None:
    """They are one step, which cannot take two terms."""
    with_calendar(small).edit(
        "home/league/home-league-course.yaml",
        "act: approve it, body: Parliament, majority: half,",
        "act: call the vote, body: Parliament, majority: half of all members, takes: campaign,",
    )
    assert "which takes another term" in run("rules", "--rules", small.path).errors
