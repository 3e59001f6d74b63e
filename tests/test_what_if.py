"""What a verdict would be if something were otherwise, and on another day."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.plans import LEAVE, NOMINATED, PAY, TALK, VOTE, plan_of

pytestmark = pytest.mark.usefixtures("plain_reader")
VOTING = "Northland shall hold a vote."
ACCEPTING = "Eastland accepts that Valley is Southland's."


def supposing(run: Run, small: Folder, text: str, *words: str) -> dict[str, object]:
    """Return the JSON of a clause with things supposed."""
    options = [part for word in words for part in ("--what-if", word)]
    outcome = run("check", text, "--rules", small.path, "--as-of", DAY, "-f", "json", *options)
    assert outcome.status in (0, 1, 3), outcome.errors
    found: dict[str, object] = json.loads(outcome.out)
    return found


def moves(found: dict[str, object]) -> tuple[list[str], list[str], list[str]]:
    """Return the rules gone, added and changed in the first clause."""
    moved = found["clauses"][0]["findings"]
    return tuple([one["rule"] for one in moved[name]] for name in ("gone", "added", "changed"))


def verdicts(found: dict[str, object]) -> tuple[str, str]:
    """Return the verdict of the whole before and after."""
    return found["before"]["plan"]["verdict"], found["after"]["plan"]["verdict"]


def test_a_fact_supposed_otherwise_takes_findings_away(run: Run, small: Folder) -> None:
    """Without the emergency the vote only needs its law."""
    found = supposing(run, small, VOTING, "emergency=no")
    assert found["schema"] == "legalcheck.what-if/1"
    assert found["supposed"] == [{"name": "emergency", "before": "yes", "after": "no"}]
    assert verdicts(found) == ("closed", "approval")
    assert moves(found) == (["home-vote-closed"], [], [])


def test_a_fact_supposed_unknown_makes_a_finding_possible(run: Run, small: Folder) -> None:
    """The finding stays and is surer or less sure: what differs is named."""
    found = supposing(run, small, VOTING, "emergency=unknown")
    assert moves(found) == ([], [], ["home-vote-closed"])
    (changed,) = found["clauses"][0]["findings"]["changed"]
    assert changed["parts"] == ["certainty"]
    assert (changed["before"]["certainty"], changed["after"]["certainty"]) == ("certain", "possible")


def test_a_part_of_a_measure_supposed_otherwise_adds_findings(run: Run, small: Folder) -> None:
    """Were it the holder of the land that accepts, the bar stays; were the gainer another, it goes."""
    assert moves(supposing(run, small, ACCEPTING, "m1.beneficiary=northland")) == (["world-no-recognition"], [], [])
    found = supposing(run, small, ACCEPTING, "m1.kind=pay")
    assert moves(found) == (["world-no-recognition"], ["others-pay"], [])
    assert verdicts(found) == ("barred", "consent")


def test_several_suppositions_hold_together(run: Run, small: Folder) -> None:
    """Neither clears the vote by itself; a vote of another state in quiet times meets nothing."""
    found = supposing(run, small, VOTING, "emergency=no", "m1.performer=eastland")
    assert verdicts(found) == ("closed", "clear")
    assert [one["name"] for one in found["supposed"]] == ["emergency", "m1.performer"]


def test_what_is_so_already_changes_nothing(run: Run, small: Folder) -> None:
    """A value assumed equal to the present one leaves every finding as it is."""
    found = supposing(run, small, VOTING, "emergency=yes", "m1.performer=northland", "m1=yes", "m1.mode=unspecified")
    assert moves(found) == ([], [], [])
    assert found["before"] == found["after"]


def test_a_measure_that_the_clause_is_not_to_say_is_left_out(run: Run, small: Folder) -> None:
    """Without its only measure a clause that was read is not understood."""
    assert verdicts(supposing(run, small, VOTING, "m1=no")) == ("closed", "not_understood")


def test_a_guess_supposed_right_weighs(run: Run, small: Folder) -> None:
    """A nominated measure counts once it is supposed to be what the clause says."""
    assert verdicts(supposing(run, small, "Northland may leave.", "m1=yes")) == ("not_understood", "amendment")


def test_a_supposition_outweighs_what_is_assumed(run: Run, small: Folder, tmp_path: Path) -> None:
    """It stands over the assumptions of the call and of the plan."""
    plan = plan_of(tmp_path, VOTE, head="assumptions: {emergency: 'no'}\n")
    options = ("--rules", small.path, "--as-of", DAY, "-f", "json", "--what-if", "emergency=yes")
    for more in ((), ("--assume", "emergency=no")):
        assert verdicts(json.loads(run("batch", plan, *options, *more).out)) == ("approval", "closed")


def test_a_plan_names_the_clause_and_tells_only_what_changes(run: Run, small: Folder, tmp_path: Path) -> None:
    """Clauses that stay are counted, those that move are told."""
    plan = plan_of(tmp_path, LEAVE, VOTE, TALK)
    outcome = run("batch", plan, "--rules", small.path, "--as-of", DAY, "--what-if", "1.m1.polarity=negated")
    assert "What if 1.m1.polarity=negated (now affirmed)" in outcome.out
    assert "AMENDMENT -> CLEAR" in outcome.out
    assert "gone: Home: amendment, certain, prevailing" in outcome.out
    assert "Clause 2" not in outcome.out
    assert "1 of 3 clauses change." in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_findings_across_clauses_are_compared_too(run: Run, small: Folder, tmp_path: Path) -> None:
    """Leaving for money is closed only in the emergency, which no clause depends on by itself."""
    plan = plan_of(tmp_path, LEAVE, "{kind: pay, performer: eastland}")
    options = ("--rules", small.path, "--as-of", DAY, "--what-if", "emergency=no")
    found = json.loads(run("batch", plan, *options, "-f", "json").out)
    assert [one["rule"] for one in found["findings"]["gone"]] == ["plan-leave-for-money"]
    assert [moves({"clauses": [clause]}) for clause in found["clauses"]] == [([], [], []), ([], [], [])]
    assert "gone: Home: closed" in run("batch", plan, *options).out


def test_several_plans_come_in_one_document(run: Run, small: Folder, tmp_path: Path) -> None:
    """As with verdicts: one plan is the document, several stand under plans."""
    plans = [plan_of(tmp_path, one, name=name) for one, name in ((VOTE, "a.yaml"), (PAY, "b.yaml"))]
    options = ("--rules", small.path, "--as-of", DAY, "-f", "json", "--what-if", "emergency=no")
    found = json.loads(run("batch", *plans, *options).out)
    assert [verdicts(one) for one in found["plans"]] == [("closed", "approval"), ("clear", "clear")]


@pytest.mark.parametrize(("words", "status"), [("emergency=yes", 1), ("emergency=no", 0), ("emergency=unknown", 3)])
def test_the_status_is_that_of_what_is_supposed(run: Run, small: Folder, words: str, status: int) -> None:
    """A script asks whether the clause would pass."""
    options = ("--rules", small.path, "--as-of", DAY, "--fail-on", "closed", "--what-if", words)
    assert run("check", VOTING, *options).status == status


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["emergency"], "--what-if takes FACT=VALUE or MEASURE.PART=VALUE, not 'emergency'"),
        (["emergency=no", "emergency=yes"], "--what-if says both emergency=no and emergency=yes; keep one"),
        (["emergency=maybe"], "'emergency' takes one of yes, no, unknown"),
        (["rain=yes"], "'rain' is no fact and no part of a measure"),
        (["m2.mode=de_facto"], "measures are m1"),
        (["m1.colour=red"], "parts are kind, performer"),
        (["m1.mode=sideways"], "'m1.mode=sideways': input should be 'de_jure'"),
        (["m1.performer=westland"], "'westland' is no performer of the vocabulary"),
        (["m1.kind=fly"], "'fly' is no kind of the vocabulary"),
        (["m1=perhaps"], "a measure takes one of yes, no, unknown"),
    ],
)
def test_what_cannot_be_supposed_is_refused(run: Run, small: Folder, words: list[str], said: str) -> None:
    """One sentence that says what is wrong and what there is; nothing is reported."""
    options = [part for word in words for part in ("--what-if", word)]
    outcome = run("check", VOTING, "--rules", small.path, "--as-of", DAY, *options)
    assert outcome.status == 2
    assert said in outcome.errors
    assert (outcome.out, outcome.errors.count("\n")) == ("", 1)


def test_differences_are_no_lines_of_json(run: Run, small: Folder) -> None:
    """A format that cannot hold a difference is refused."""
    outcome = run("check", VOTING, "--rules", small.path, "-f", "jsonl", "--what-if", "emergency=no")
    assert (outcome.status, "text or json" in outcome.errors) == (2, True)


def test_compare_judges_on_two_days(run: Run, small: Folder, tmp_path: Path) -> None:
    """The emergency ends with January: the vote is closed on the one day and not on the other."""
    call = ("--rules", small.path, "--as-of", "2026-01-31", "--as-of", "2026-02-01")
    found = json.loads(run("compare", VOTING, *call, "-f", "json").out)
    assert (found["schema"], found["supposed"]) == ("legalcheck.compare/1", [])
    assert (found["before"]["as_of"], found["after"]["as_of"]) == ("2026-01-31", "2026-02-01")
    assert verdicts(found) == ("closed", "approval")
    assert moves(found) == (["home-vote-closed"], [], [])
    text = run("compare", plan_of(tmp_path, VOTE, NOMINATED), *call).out
    assert "The law of 2026-01-31, then that of 2026-02-01." in text
    assert "CLOSED -> APPROVAL" in text
    assert "1 of 2 clauses change." in text


def test_compare_reads_standard_input_and_takes_a_rule_that_is_not_yet_law(run: Run, small: Folder) -> None:
    """On the later day the rule on the League is in force."""
    call = ("compare", "-", "--rules", small.path, "--as-of", "2010-05-31", "--as-of", "2010-06-01", "-f", "json")
    found = json.loads(run(*call, stdin=b"Northland will leave the League.").out)
    assert moves(found) == ([], ["home-league-course"], [])


@pytest.mark.parametrize("days", [[], ["--as-of", DAY], ["--as-of", DAY] * 3])
def test_compare_takes_two_days(run: Run, small: Folder, days: list[str]) -> None:
    """Not none, one or three."""
    outcome = run("compare", VOTING, "--rules", small.path, *days)
    assert outcome.status == 2
    assert "compare takes two days" in outcome.errors


def test_a_plan_that_is_not_there_is_no_clause(run: Run, small: Folder, tmp_path: Path) -> None:
    """What ends like a plan file is one."""
    outcome = run("compare", tmp_path / "gone.yaml", "--rules", small.path, "--as-of", DAY, "--as-of", DAY)
    assert outcome.status == 2
    assert "gone.yaml" in outcome.errors
