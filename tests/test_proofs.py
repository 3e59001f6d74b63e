"""What is wrong with a rulebook over the whole space of matters is found: a defect of each kind is planted and seen."""

import re
from collections.abc import Callable

import pytest

from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.model.problem import InputError
from legalcheck.proving.faults import Fault, faults
from legalcheck.proving.firing import Eras
from legalcheck.proving.proof import prove, unshown_values
from legalcheck.proving.shown import Shown
from legalcheck.proving.trials import Trials
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.verifying import Examples
from tests.conftest import Run
from tests.factory import Folder

PAY = "others/money/others-pay.yaml"
VOTE = "home/votes/home-vote-needs-law.yaml"
CLOSED = "home/votes/home-vote-closed.yaml"
LEAGUE = "home/league/home-league-course.yaml"
GAIN = "world/land/world-gain-by-force.yaml"
PLAN = "plan/plan-leave-for-money.yaml"
IN_TIME = "    - matter: {kind: leave_league, performer: northland, time_bound: 'yes'}\n"
MILESTONE = """\
law_on_the_vote:
  ask: Has parliament called the vote?
  values: [pending, passed, refused]
  does: {kind: recognise_rule, performer: eastland, beneficiary: southland, territory: valley}
"""

pytestmark = pytest.mark.usefixtures("plain_reader")


def shown(book: Rulebook) -> Shown:
    """What the examples of a rulebook show."""
    return Shown(Eras(book), Trials(Examples(book)))


def found(small: Folder) -> list[Fault]:
    """Every fault of the small world as it now is."""
    book = open_rulebook(small.path)
    return [*faults(Eras(book)), *unshown_values(shown(book), book)]


def rule(name: str, when: str, then: str = "{level: consent}", route: str = "[]") -> str:
    """A rule of the forum ``others`` with an example of its own."""
    return f"""\
id: {name}
title: Another rule
forum: others
in_force: {{from: 2000-01-01, to: null}}
standing: settled
sources: [N-LAW-1]
when: {when}
then: {then}
message: "{{performer}} would do so."
why: It is the law.
route: {route}
examples:
  hits:
    - matter: {{kind: pay, performer: eastland}}
    - text: "Eastland will pay."
  misses:
    - matter: {{kind: pay, performer: northland}}
"""


def dead(small: Folder) -> None:
    """The gate of another state is never parliament."""
    small.edit(PAY, "  performer: eastland\n", "  performer: eastland\n  who_must_act: parliament\n")


def dead_label(small: Folder) -> None:
    """The same of a label of a rule on plans."""
    small.edit(PLAN, "voting: {kind: hold_vote,", "voting: {kind: hold_vote, who_must_act: people,")


def subsumed(small: Folder) -> None:
    """A second rule says no more than the first."""
    small.write("others/money/others-pay-dear.yaml", rule("others-pay-dear", "{kind: pay, performer: eastland}"))


def idle(small: Folder) -> None:
    """An exception for what the rule never catches."""
    other = "{label: not-ours, why: It is not ours., when: {performer: eastland}}"
    small.edit(LEAGUE, "unless:\n", f"unless:\n  - {other}\n")


def overlapping(small: Folder) -> None:
    """Two exceptions for one matter."""
    other = "{label: in-time, why: It ends., when: {time_bound: 'yes'}}"
    small.edit(LEAGUE, "unless:\n", f"unless:\n  - {other}\n")
    small.edit(LEAGUE, "  misses:\n", f"  misses:\n{IN_TIME}")


def contradicting(small: Folder) -> None:
    """Two routes on one matter settle one thing in two ways."""
    small.edit(VOTE, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {instrument: treaty}}")
    small.edit(
        CLOSED,
        "why: Votes wait.\n",
        "why: Votes wait.\nroute: [{act: ask, body: it, settles: {instrument: statute}}]\n",
    )


def into_a_bar(small: Folder) -> None:
    """A route ends where another rule shuts the door."""
    small.edit(VOTE, "sources: [N-LAW-1]}", 'sources: [N-LAW-1], settles: {emergency: "yes"}}')


def endless(small: Folder) -> None:
    """A route settles what the rule never asked about."""
    small.edit(VOTE, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {mode: de_jure}}")


def barred_step(small: Folder) -> None:
    """A route comes by an act that another rule bars."""
    small.write("context/milestones.yaml", MILESTONE.replace(", refused", ""))
    small.edit(VOTE, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {law_on_the_vote: passed}}")


def gap(small: Folder) -> None:
    """Nobody says why the forum is silent."""
    small.edit("proof/silences.yaml", "recognise_rule, join_league, pay, talk]", "recognise_rule, join_league, pay]")


def stale_silence(small: Folder) -> None:
    """A reason is given for a silence that is none."""
    small.edit("proof/silences.yaml", "pay, talk]", "pay, talk, hold_vote]")


def unreachable(small: Folder) -> None:
    """A status that nothing is ever given."""
    small.edit("attributes.yaml", "[taken, held, undisputed,", "[taken, held, undisputed, lost,")


def unused(small: Folder) -> None:
    """A source that nothing cites."""
    small.edit(
        "sources/law.yaml",
        "sources:\n",
        (
            "sources:\n  - {id: N-LAW-3, pinpoint: Art 3, gist: Nobody asks., in_force: {from: 2000-01-01, to: null},"
            " strength: none, verified: partly}\n"
        ),
    )


def before_its_source(small: Folder) -> None:
    """A rule is in force before what it rests on."""
    small.edit(PAY, "from: 2000-01-01", "from: 1999-12-31")


def outliving(small: Folder) -> None:
    """A rule is in force after what it rests on."""
    small.edit("sources/charter.yaml", "from: 1950-01-01, to: null", "from: 1950-01-01, to: 2020-01-01")


def hole(small: Folder) -> None:
    """A fact has no value for a month."""
    small.edit("context/facts.yaml", "from: 2026-02-01", "from: 2026-02-05")


def unshown(small: Folder) -> None:
    """A rule catches a kind that no hit shows."""
    small.edit(GAIN, "matter: {kind: [recognise_rule, give_land]", "matter: {kind: give_land")


PLANTED: list[tuple[Callable[[Folder], None], str, tuple[str, ...]]] = [
    (dead, "dead rule", ("others-pay",)),
    (dead_label, "dead rule", ("plan-leave-for-money",)),
    (subsumed, "subsumed rule", ("others-pay-dear", "others-pay")),
    (idle, "idle exception", ("home-league-course", "not-ours")),
    (overlapping, "overlapping exceptions", ("home-league-course", "in-time", "for-a-time-only")),
    (contradicting, "contradicting routes", ("home-vote-closed", "home-vote-needs-law")),
    (into_a_bar, "route into a bar", ("home-vote-needs-law", "home-vote-closed")),
    (endless, "endless route", ("home-vote-needs-law",)),
    (barred_step, "barred step", ("home-vote-needs-law", "law_on_the_vote", "world-no-recognition")),
    (gap, "gap", ("home", "talk")),
    (stale_silence, "stale silence", ("home", "hold_vote")),
    (unreachable, "unreachable value", ("territory_status", "lost")),
    (unused, "unused source", ("N-LAW-3",)),
    (before_its_source, "timeline", ("others-pay",)),
    (outliving, "timeline", ("world-gain-by-force", "end")),
    (hole, "timeline", ("emergency", "2026-01-31")),
    (unshown, "unshown value", ("world-gain-by-force", "", "kind", "recognise_rule")),
]


def test_the_small_world_is_without_fault(small: Folder) -> None:
    """What is planted is therefore what is found."""
    assert found(small) == []


@pytest.mark.parametrize(("plant", "kind", "of"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
def test_a_planted_defect_is_found(
    small: Folder, plant: Callable[[Folder], None], kind: str, of: tuple[str, ...]
) -> None:
    """A defect of each kind is found where it is."""
    plant(small)
    assert (kind, of) in {(fault.kind, fault.of) for fault in found(small)}


@pytest.mark.parametrize(("plant", "kind", "of"), PLANTED, ids=[plant.__name__ for plant, _, _ in PLANTED])
def test_a_witness_shows_what_it_is_for(
    small: Folder, plant: Callable[[Folder], None], kind: str, of: tuple[str, ...]
) -> None:
    """Both engines, which are compared, find on the witness the rules that the proof names."""
    plant(small)
    fault = next(fault for fault in found(small) if (fault.kind, fault.of) == (kind, of))
    if fault.witness is None:
        assert kind in ("dead rule", "idle exception", "gap", "stale silence", "unreachable value", "unused source",
                        "timeline", "unshown value"), "this kind is about a matter"  # fmt: skip
        return
    judge = Judge(Law(open_rulebook(small.path), fault.witness.day))
    assert judge.applies(fault.witness.values) >= set(fault.rules)


def test_values_that_cannot_be_together_are_not_searched(small: Folder) -> None:
    """What is declared impossible makes a rule about it dead."""
    small.edit(PAY, "  performer: eastland\n", "  performer: eastland\n  mode: de_facto\n")
    before = {fault.of for fault in found(small) if fault.kind == "dead rule"}
    small.write("proof/impossible.yaml", "- {never: {kind: pay, mode: de_facto}, why: Money has no mode.}\n")
    assert {fault.of for fault in found(small) if fault.kind == "dead rule"} - before == {("others-pay",)}


def entry(outcome: str) -> str:
    """The waiver that a message offers, completed."""
    offered = re.search(r"to waive it: \{(.*), since: , why: \}", outcome)
    assert offered is not None
    return f"- {{{offered[1]}, since: 2026-01-15, why: Both say so.}}\n"


def test_a_waiver_sets_a_fault_aside_until_the_rule_changes(run: Run, small: Folder) -> None:
    """The printed entry waives; it goes stale with the law of the rule, and not with its words."""
    overlapping(small)
    found = run("verify", "--rules", small.path)
    assert found.status == 1
    assert f"{small.path / LEAGUE}:" in found.errors
    small.write("proof/waivers.yaml", entry(found.errors))
    waived = run("verify", "--rules", small.path)
    assert (waived.status, waived.errors) == (0, "")
    assert "0 faults, 1 waived" in waived.out
    small.edit(LEAGUE, "why: The constitution names the League.", "why: The League is in the constitution.")
    assert run("verify", "--rules", small.path).status == 0
    small.edit(LEAGUE, "{condition: condition}", "{condition: [condition, revocation]}")
    stale = run("verify", "--rules", small.path)
    assert stale.status == 1
    assert "which has changed since; look at it again" in stale.errors


def test_a_waiver_of_nothing_is_reported(run: Run, small: Folder) -> None:
    """A fault that is mended takes its waiver with it."""
    overlapping(small)
    small.write("proof/waivers.yaml", entry(run("verify", "--rules", small.path).errors))
    small.edit(LEAGUE, "  - {label: in-time, why: It ends., when: {time_bound: 'yes'}}\n", "")
    small.edit(LEAGUE, IN_TIME, "")
    outcome = run("verify", "--rules", small.path)
    assert outcome.status == 1
    assert f"{small.path / 'proof/waivers.yaml'}:1:3: waives the overlapping exceptions" in outcome.errors


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("silences", "- {forum: moon, kinds: [pay], why: So.}\n", "no forum is called 'moon'"),
        ("silences", "- {forum: home, kinds: [fly], why: So.}\n", "no measure kind is called 'fly'"),
        ("impossible", "- {never: {colour: red}, why: So.}\n", "no attribute is called 'colour'"),
        ("impossible", "- {never: {mode: red}, why: So.}\n", "no value is called 'red'"),
        ("waivers", "- {fault: gap, of: [x], since: 2026-02-30, why: So., digest: 000000000000}\n", "is no date"),
        ("waivers", "fault: gap\n", "must be a list of entries"),
    ],
)
def test_a_mistake_in_what_is_declared_is_named(small: Folder, file: str, text: str, words: str) -> None:
    """The files of the proofs are as strict as all others."""
    small.write(f"proof/{file}.yaml", text)
    with pytest.raises(InputError, match=re.escape(words)):
        open_rulebook(small.path)


def test_examples_can_be_run_alone(run: Run, small: Folder) -> None:
    """Who writes an example need not wait for the proofs."""
    gap(small)
    assert run("verify", "--examples", "--rules", small.path).status == 0
    assert run("verify", "--rules", small.path).status == 1


def test_the_space_counts_exactly_the_matters_that_can_be(small: Folder) -> None:
    """Counted by trying every combination of what remains when all but a few attributes have one value."""
    small.edit("attributes.yaml", 'time_bound:       {of: clause, values: ["yes", "no", unspecified]}\n', "")
    narrow = {
        "mode": "unspecified", "instrument": "unspecified", "about": "unspecified", "organisation": "unspecified",
        "third_party_review": "none", "polarity": "affirmed", "force": "obligation", "condition": "none",
        "kind": "give_land", "beneficiary": "unspecified",
    }  # fmt: skip
    eras = Eras(open_rulebook(small.path))
    era = eras.on("2026-01-15")
    matters = era.possible
    for name, value in narrow.items():
        matters &= eras.space.having(name, [value])
    # Two facts of two values; five parties may give land, or nobody is named and Northland is meant; four territories.
    assert eras.space.count(matters) == 2 * 2 * 4 * len(
        [p for p in era.space.book.attributes["performer"].values if p not in ("unspecified", "unknown")]
    )


def test_a_proof_covers_every_era(small: Folder) -> None:
    """A rule that only the past could meet is not dead."""
    small.edit(LEAGUE, "in_force: {from: 2010-06-01, to: null}", "in_force: {from: 2010-06-01, to: 2015-01-01}")
    assert not [fault for fault in found(small) if fault.kind == "dead rule"]


def test_the_proofs_say_the_same_again(small: Folder) -> None:
    """Same rulebook, same report."""
    overlapping(small)
    book = open_rulebook(small.path)
    assert prove(shown(book)) == prove(shown(book))
