"""What a route comes by is done only when a user supposes so, and then the rule that asked for it is silent."""

import pytest

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import DAY, Folder
from tests.judging import certain, judged

LAW = "home/votes/home-vote-needs-law.yaml"
PLAN = "plan/plan-leave-for-money.yaml"
VOTE = {"kind": "hold_vote", "performer": ["northland"]}
MILESTONES = """\
law_on_the_vote:
  ask: Has parliament called the vote?
  values: [pending, passed]
  does: {kind: hold_vote, performer: northland}
"""


@pytest.fixture
def book(small: Folder) -> Rulebook:
    """The small world, where parliament may call the vote."""
    small.write("context/milestones.yaml", MILESTONES)
    small.edit(LAW, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {law_on_the_vote: passed}}")
    return open_rulebook(small.path)


def test_what_is_proposed_is_not_done(book: Rulebook) -> None:
    """Without an assumption the step is still to be taken, and nobody is asked whether it was."""
    found = judged(book, VOTE)
    assert "home-vote-needs-law" in certain(found)
    assert "law_on_the_vote" not in {unknown.fact for unknown in found.unknowns}
    assert "law_on_the_vote" not in Checker(book, DAY).assumptions


def test_a_route_gone_to_its_end_silences_the_rule_that_asked_for_it(book: Rulebook) -> None:
    """Only that rule: what stands in the way for another reason stays."""
    before, after = certain(judged(book, VOTE)), certain(judged(book, VOTE, assume={"law_on_the_vote": "passed"}))
    assert before - after == {"home-vote-needs-law"}
    assert "home-vote-closed" in after


def test_the_result_says_which_milestone_was_assumed(book: Rulebook) -> None:
    """A reader of the result sees under what it was reached."""
    assert Checker(book, DAY, {"law_on_the_vote": "passed"}).assumptions["law_on_the_vote"] == "passed"


def test_both_engines_agree_on_milestones(book: Rulebook) -> None:
    """The checker compares the engines matter by matter and fails where they differ."""
    checker = Checker(book, DAY, {"law_on_the_vote": "passed"}, engine="durable")
    clause = Clause.model_validate({"number": "1", "measures": [VOTE]})
    assert "home-vote-needs-law" not in certain(next(checker.check([clause])))


def test_a_rule_on_plans_is_silenced_too(small: Folder) -> None:
    """A plan rule whose route is gone asks for nothing more."""
    small.write("context/milestones.yaml", MILESTONES)
    small.edit(
        PLAN,
        "examples:",
        'route:\n  - {act: "call a vote", body: Parliament, sources: [N-LAW-1], settles: {law_on_the_vote: passed}}\n'
        "examples:",
    )
    book = open_rulebook(small.path)
    measures = [{"kind": "leave_league", "performer": ["northland"]}, {"kind": "pay", "performer": ["eastland"]}]
    plan = Plan.model_validate({"clauses": [{"number": str(n), "measures": [m]} for n, m in enumerate(measures)]})
    pending = Checker(book, DAY).check_plan(plan).plan.findings
    passed = Checker(book, DAY, {"law_on_the_vote": "passed"}).check_plan(plan).plan.findings
    assert [finding.rule for finding in pending] == ["plan-leave-for-money"]
    assert passed == ()


@pytest.mark.parametrize(
    ("settles", "says"),
    [
        ("{weather: fine}", "no fact, milestone or attribute is called 'weather'"),
        ("{performer_role: third_state}", "'performer_role' is worked out from the context; no step settles it"),
        ("{law_on_the_vote: burnt}", "'burnt' is no value of 'law_on_the_vote'"),
        ("{law_on_the_vote: pending}", "'pending' says that 'law_on_the_vote' is still to be done"),
    ],
)
def test_what_no_step_can_settle_is_reported_where_it_stands(small: Folder, settles: str, says: str) -> None:
    """A slip in a route is found before it is believed."""
    small.write("context/milestones.yaml", MILESTONES)
    small.edit(LAW, "sources: [N-LAW-1]}", f"sources: [N-LAW-1], settles: {settles}}}")
    with pytest.raises(InputError) as caught:
        open_rulebook(small.path)
    value = settles.strip("{}").partition(": ")[2]
    assert any(str(p).startswith(f"{small.place(LAW, value)}: {says}") for p in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "kind: hold_vote",
            "kind: hold_court",
            "'law_on_the_vote': 'kind: hold_court' is nothing that a matter can have",
        ),
        ("[pending, passed]", "[pending, passed, sung]", "'law_on_the_vote': no step of a route settles 'sung'"),
    ],
)
def test_milestones_that_lead_nowhere_are_reported(small: Folder, old: str, new: str, says: str) -> None:
    """A milestone is an act that can be judged, and some route comes by each of its values."""
    small.write("context/milestones.yaml", MILESTONES.replace(old, new))
    small.edit(LAW, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {law_on_the_vote: passed}}")
    with pytest.raises(InputError) as caught:
        open_rulebook(small.path)
    assert any(problem.message.startswith(says) for problem in caught.value.problems)
