"""legalcheck test: rules tried on their examples, and each condition in which an example parts from its rule."""

from pathlib import Path

import pytest

from legalcheck.rulebook.opening import open_rulebook
from legalcheck.trying import Trial, Trials
from tests.conftest import Run
from tests.factory import Folder

COURSE = "home/league/home-league-course.yaml"
CLOSED = "home/votes/home-vote-closed.yaml"
NO_RECOGNITION = "world/land/world-no-recognition.yaml"
PLAN = "plan/plan-leave-for-money.yaml"

pytestmark = pytest.mark.usefixtures("plain_reader")


def tried(small: Folder, name: str) -> dict[str, Trial]:
    """Return the trials of one rule by the names of its examples."""
    book = open_rulebook(small.path)
    rule = book.rules.get(name) or book.plan_rules[name]
    return {trial.name: trial for trial in Trials(book).of(rule)}


def add(small: Folder, file: str, side: str, case: str) -> None:
    """Put an example before the others of its side."""
    small.edit(file, f"  {side}:\n", f"  {side}:\n    - {case}\n")


def differences(trial: Trial) -> list[tuple[str, str, str]]:
    """Return what stands between an example and its rule."""
    return [(one.name, one.expected, one.got) for one in trial.differences]


def test_every_rule_of_a_clean_rulebook_meets_its_examples(small: Folder) -> None:
    """What verify finds clean is clean here, too: both judge by the same engine."""
    book = open_rulebook(small.path)
    trials = Trials(book)
    for rule in (*book.rules.values(), *book.plan_rules.values()):
        assert all(trial.met for trial in trials.of(rule)), rule.id


@pytest.mark.parametrize(
    ("file", "case", "wanted"),
    [
        pytest.param(
            COURSE, "matter: {kind: leave_league, performer: eastland}",
            [("performer", "northland", "eastland")], id="value",
        ),
        pytest.param(
            COURSE, "matter: {kind: leave_league, performer: northland, polarity: negated}",
            [("polarity", "affirmed", "negated")], id="default",
        ),
        pytest.param(
            COURSE, "matter: {kind: leave_league, performer: northland, condition: condition}",
            [("unless 'for-a-time-only'", "does not hold", "holds")], id="exception",
        ),
        pytest.param(
            COURSE, "matter: {kind: leave_league, performer: northland}\n      as_of: 2005-01-01",
            [("in_force", "2010-06-01 to today", "2005-01-01")], id="not-in-force",
        ),
        pytest.param(
            CLOSED, 'matter: {kind: hold_vote, performer: eastland, emergency: "yes"}',
            [("is", "national-vote", "not concluded"),
             ("home-vote-is-national, performer", "northland", "eastland")], id="characterisation",
        ),
        pytest.param(
            CLOSED, "matter: {kind: hold_vote, performer: northland}\n      as_of: 2020-01-01",
            [("emergency", "yes", "unknown")], id="unknown-fact",
        ),
        pytest.param(
            NO_RECOGNITION,
            "matter: {kind: recognise_rule, performer: southland, beneficiary: southland, territory: valley}",
            [("performer_role", "anything but taker_by_force or unspecified", "taker_by_force")], id="role",
        ),
    ],
)  # fmt: skip
def test_an_example_that_should_be_caught_names_what_it_lacks(
    small: Folder, file: str, case: str, wanted: list[tuple[str, str, str]]
) -> None:
    """Condition by condition: what the rule asks for, and what the nearest matter has."""
    add(small, file, "hits", case)
    trial = tried(small, Path(file).stem)["hits 1"]
    assert not trial.met
    assert differences(trial) == wanted


def test_a_text_shows_how_it_was_read(small: Folder) -> None:
    """Between the words and the rule stands the reading, as a matter that can be pasted into the examples."""
    add(small, COURSE, "hits", 'text: "Northland shall hold a vote."')
    trial = tried(small, "home-league-course")["hits 1"]
    assert trial.read == ("{kind: hold_vote, performer: northland}",)
    assert differences(trial) == [("kind", "leave_league", "hold_vote")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The weather will be fine.", [("reading", "a measure", "nothing was understood")]),
        ("Northland may leave one day.", [("reading", "asserted", "possible")]),
    ],
)
def test_a_reading_that_asserts_nothing_is_the_difference(
    small: Folder, text: str, wanted: list[tuple[str, str, str]]
) -> None:
    """Words that were not understood, or only possibly, make no rule apply."""
    add(small, COURSE, "hits", f'text: "{text}"')
    assert differences(tried(small, "home-league-course")["hits 1"]) == wanted


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (
            "matters: [{kind: leave_league, performer: northland}, {kind: pay, performer: northland}]",
            [("find 'paying', performer", "eastland", "northland")],
        ),
        (
            'texts: ["Northland will leave the League.", "Eastland will pay.", "Northland shall hold a vote."]',
            [("without 'voting'", "in no clause", "in clause 3")],
        ),
        (
            'texts: ["Northland will leave the League.", "Eastland will pay."]\n      facts: {emergency: "no"}',
            [("emergency", "yes", "no")],
        ),
    ],
)
def test_a_plan_names_the_labels_that_it_lacks(small: Folder, case: str, wanted: list[tuple[str, str, str]]) -> None:
    """Label by label: the clause that is missing, the one that is too many, the fact that is otherwise."""
    add(small, PLAN, "hits", case)
    trial = tried(small, "plan-leave-for-money")["hits 1"]
    assert not trial.met
    assert differences(trial) == wanted


def test_an_example_with_several_values_is_several_cases(small: Folder) -> None:
    """The one that comes out otherwise is shown alone."""
    add(small, COURSE, "hits", "matter: {kind: leave_league, performer: [northland, eastland]}")
    trial = tried(small, "home-league-course")["hits 1"]
    assert trial.given == ("{kind: leave_league, performer: eastland}",)
    assert differences(trial) == [("performer", "northland", "eastland")]


def test_a_near_case_that_is_caught_fails(small: Folder) -> None:
    """A miss to which the rule applies is not met, and lacks nothing."""
    add(small, COURSE, "misses", "matter: {kind: leave_league, performer: northland}")
    trial = tried(small, "home-league-course")["misses 1"]
    assert trial.applies
    assert not trial.met
    assert differences(trial) == []


def test_a_failure_is_shown_as_a_diff(small: Folder, run: Run) -> None:
    """The place, the example, what was expected and what came; exit status 1."""
    add(small, COURSE, "hits", "matter: {kind: leave_league, performer: eastland}")
    outcome = run("test", "home-league-course", "--rules", small.path)
    assert outcome.status == 1
    place = small.place(COURSE, "matter: {kind: leave_league, performer: eastland}")
    assert outcome.out == (
        "home-league-course: 5 examples, 1 not met\n"
        f"  {place}\n"
        "  hits 1: {kind: leave_league, performer: eastland}\n"
        "    - the rule applies\n"
        "    + it does not\n"
        "      - performer: northland\n"
        "      + performer: eastland\n"
    )


def test_rules_are_named_by_id_pattern_and_file(small: Folder, run: Run) -> None:
    """Each is tried once, in the order of the rulebook, whatever names it."""
    outcome = run("test", "home-vote-*", small.path / CLOSED, "home-vote-closed", "--rules", small.path)
    assert outcome.status == 0
    names = [line.split(":")[0] for line in outcome.out.splitlines()]
    assert names == ["home-vote-closed", "home-vote-is-national", "home-vote-needs-law"]


@pytest.mark.parametrize("name", ["home-vote", "elsewhere/home-vote-closed.yaml", "world-*-x"])
def test_what_names_no_rule_is_said(small: Folder, run: Run, name: str) -> None:
    """An id, a file of another folder and a pattern without a rule are a wrong call."""
    outcome = run("test", name, "--rules", small.path)
    assert outcome.status == 2
    assert outcome.errors == f"legalcheck: no rule of {small.path} is called '{name}'; 'legalcheck rules' lists them\n"


def test_a_rulebook_with_mistakes_is_unusable(small: Folder, run: Run) -> None:
    """Nothing is tried before the rulebook loads."""
    small.edit(COURSE, "performer: northland", "actor: northland")
    outcome = run("test", "home-league-course", "--rules", small.path)
    assert outcome.status == 2
    assert "no attribute is called 'actor'" in outcome.errors
    assert outcome.out == ""
