"""Would the examples notice a wrong rule? Mutants are made, and told from their originals or seen to be the same."""

import re
from dataclasses import replace

import pytest

from legalcheck.model.rule import Rule
from legalcheck.proving.adequacy import Adequacy, Coverage
from legalcheck.proving.firing import Eras
from legalcheck.proving.mutants import LAW, mutants
from legalcheck.proving.shown import Shown
from legalcheck.proving.trials import Trials, applies
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.verifying import Examples
from tests.conftest import Run
from tests.factory import Folder

PAY = "others/money/others-pay.yaml"
LEAGUE = "home/league/home-league-course.yaml"
GAIN = "world/land/world-gain-by-force.yaml"
PLAN = "plan/plan-leave-for-money.yaml"

pytestmark = pytest.mark.usefixtures("plain_reader")


def adequacy(small: Folder) -> Adequacy:
    """The judge of mutants of the small world as it now is."""
    book = open_rulebook(small.path)
    return Adequacy(Shown(Eras(book), Trials(Examples(book))))


def coverage(small: Folder, *rules: str) -> Coverage:
    """What became of the mutants of some rules, or of all."""
    return adequacy(small).coverage(rules)


def surviving(small: Folder, *rules: str) -> set[tuple[str, str]]:
    """Operator and change of every mutant that nothing notices."""
    tallies = coverage(small, *rules).tallies
    return {(name, one.mutant.change) for name, tally in tallies.items() for one in tally.survivors}


def test_every_part_of_a_rule_is_changed(small: Folder) -> None:
    """Each operator finds something to change in the small world."""
    made = {mutant.operator for mutant in mutants(open_rulebook(small.path))}
    others = {"change the level", "change the forum", "move a date", "swap two steps", "remove a source"}
    assert made == {*LAW, *others}


def test_a_mutant_differs_from_its_rule(small: Folder) -> None:
    """No operator gives a rule back as it was."""
    book = open_rulebook(small.path)
    for mutant in mutants(book):
        assert mutant.norm != book.norm(mutant.norm.id), str(mutant)


def test_an_exception_that_no_miss_shows_is_not_missed(small: Folder) -> None:
    """With the miss that shows it, its loss is noticed."""
    lost = ("drop an exception", "exception 'for-a-time-only' dropped")
    assert lost not in surviving(small, "home-league-course")
    small.edit(LEAGUE, "condition: [condition, revocation]", "condition: revocation")
    assert lost in surviving(small, "home-league-course")


def test_a_level_said_twice_cannot_slip(small: Folder) -> None:
    """An example that says the level notices every other one."""
    assert {change for name, change in surviving(small, "others-pay") if name == "change the level"} == {
        f"level {level}" for level in ("barred", "closed", "amendment", "approval", "unsecured", "notice")
    }
    small.edit(PAY, "    - text:", "      level: consent\n    - text:")
    assert not {change for name, change in surviving(small, "others-pay") if name == "change the level"}


def test_a_wrong_level_in_an_example_is_a_mistake(run: Run, small: Folder) -> None:
    """It is named where it stands, among hits and among misses."""
    small.edit(PAY, "    - text:", "      level: barred\n    - text:")
    wrong = run("verify", "--rules", small.path)
    assert wrong.status == 2
    assert "says barred, but the rule concludes consent" in wrong.errors
    small.edit(PAY, "      level: barred\n", "")
    small.edit(PAY, "northland}\n", "northland}\n      level: consent\n")
    assert "is left alone, so it has no level" in run("verify", "--rules", small.path).errors


def test_the_same_law_in_other_words_is_recognised(small: Folder) -> None:
    """What only a matter that cannot be would tell apart is the same law, by every operator."""
    tallies = coverage(small, "others-pay").tallies
    assert tallies["widen a value set"].equivalent > 0
    small.write("proof/impossible.yaml", "- {never: {kind: pay, performer: southland}, why: They never pay.}\n")
    assert coverage(small, "others-pay").tallies["widen a value set"].equivalent == (
        tallies["widen a value set"].equivalent + 1
    )


def test_a_day_with_an_example_on_either_side_cannot_move(small: Folder) -> None:
    """The first day in force is pinned by a hit on it and a miss before it."""
    assert {name for name, _ in surviving(small, "home-league-course")} >= {"move a date"}
    case = "    - matter: {kind: leave_league, performer: northland}\n      as_of: 2010-0"
    small.edit(LEAGUE, "  misses:\n", f"{case}6-01\n  misses:\n{case}5-31\n")
    assert "move a date" not in {name for name, _ in surviving(small, "home-league-course")}


def test_a_source_that_nothing_else_cites_is_missed(small: Folder) -> None:
    """What a rule alone rests on cannot go unseen; what others rest on too can."""
    assert ("remove a source", "source N-RUMOUR removed") not in surviving(small, "others-pay")
    small.edit(LEAGUE, "sources: [N-LAW-2]", "sources: [N-LAW-2, N-RUMOUR]")
    assert ("remove a source", "source N-RUMOUR removed") in surviving(small, "others-pay")


def test_a_mutant_of_a_rule_on_plans_is_told_by_a_small_plan(small: Folder) -> None:
    """What it must be without is missed when it is gone."""
    dropped = ("drop an exception", "without 'voting' dropped")
    assert dropped not in surviving(small, "plan-leave-for-money")
    text = small.text(PLAN)
    case = "    - matters:\n        - {kind: leave_league, performer: northland}\n"
    start = text.index(case)
    end = text.index("    - matters: [", start)
    small.write(PLAN, text[:start] + text[end:])
    assert dropped in surviving(small, "plan-leave-for-money")


def test_what_is_shown_for_a_survivor_makes_the_examples_notice_it(run: Run, small: Folder) -> None:
    """The printed line is an example; added where it says, the mutant is killed."""
    before = run("verify", "--mutate", "--rules", small.path, "world-gain-by-force")
    told = re.search(r"territory_status not asked\n    add to (hits|misses): (- matter: .*)\n", before.errors)
    assert told is not None
    small.edit(GAIN, f"  {told[1]}:\n", f"  {told[1]}:\n    {told[2]}\n")
    after = run("verify", "--mutate", "--rules", small.path, "world-gain-by-force")
    assert "territory_status not asked" not in after.errors
    assert "unshown" not in after.errors


def test_a_survivor_is_told_apart_by_its_witness(small: Folder) -> None:
    """Of original and mutant exactly one applies to the witness, and which is said."""
    judge = adequacy(small)
    shown = judge.shown
    for tally in judge.coverage().tallies.values():
        for survivor in tally.survivors:
            new = survivor.mutant.norm
            if survivor.witness is None or not isinstance(new, Rule):
                continue
            day = survivor.witness.day
            law = shown.trials.law(day)
            state = shown.trials.state(survivor.witness.values, law)
            once, now = (
                norm.in_force.covers(day) and applies(law.compiled(norm), state)
                for norm in (judge.book.rules[new.id], new)
            )
            assert (once, now) == (survivor.caught, not survivor.caught), str(survivor.mutant)


def test_only_the_rules_named_are_mutated(run: Run, small: Folder) -> None:
    """A name that no rule has is an error, and a name without --mutate is one."""
    assert set(coverage(small, "others-pay").tallies["widen a value set"].survivors) == set()
    unknown = run("verify", "--mutate", "--rules", small.path, "no-such-rule")
    assert unknown.status == 2
    assert "is called 'no-such-rule'" in unknown.errors
    useless = run("verify", "--rules", small.path, "others-pay")
    assert (useless.status, useless.raw) == (2, b"")
    assert "add --mutate" in useless.errors


def test_shares_are_rounded_down(small: Folder) -> None:
    """Never a hundred where one mutant survives."""
    found = coverage(small)
    tally = found.tallies["drop a condition"]
    assert tally.survivors
    assert found.conditions < 100
    nearly = replace(tally, made=1000, killed=999, equivalent=0)
    assert Coverage({"drop a condition": nearly}, 100).conditions == 99


def test_a_survivor_on_a_level_a_forum_or_a_date_is_never_enough(small: Folder) -> None:
    """However many others are killed."""
    found = coverage(small, "others-pay")
    assert not found.enough
    killed = {name: replace(tally, killed=10000, survivors=[]) for name, tally in found.tallies.items()}
    assert Coverage(killed, 100).enough
    left = {**killed, "move a date": replace(killed["move a date"], survivors=found.tallies["move a date"].survivors)}
    assert left["move a date"].survivors
    assert not Coverage(left, 100).enough
