"""A rulebook that extends another: what is taken from below, what never is, and where its mistakes are placed."""

from pathlib import Path

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import Folder

HEAD = """\
version: "1"
title: A world seen from Southland
reviewed: 2026-01-01
extends: ../rules
inherits: [world]
home: southland
forums:
  south: {title: South, about: "law of Southland"}
"""
FACTS = """\
emergency:
  ask: Is there a state of emergency in Southland?
  values: ["yes", "no"]
"""
GATES = """\
others:
  state: {who_must_act: other_state, reversible_by: same_body}
kinds:
  pay: {who_must_act: people, reversible_by: nobody}
"""
RULE = """\
id: south-is-paid
title: Payments to Southland are taken by a vote
forum: south
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [W-CHARTER-1]
when:
  kind: pay
  performer: eastland
then: {level: approval}
message: "{performer} would pay {number}."
why: The people decide.
examples:
  hits:
    - matter: {kind: pay, performer: eastland}
    - text: "Eastland will pay."
  misses:
    - matter: {kind: pay, performer: southland}
"""


@pytest.fixture
def upper(small: Folder) -> Folder:
    """A rulebook of Southland over that of the small world."""
    folder = Folder(small.path.parent / "upper")
    for name, text in (
        ("rulebook.yaml", HEAD),
        ("context/facts.yaml", FACTS),
        ("context/gates.yaml", GATES),
        ("south/money/south-is-paid.yaml", RULE),
    ):
        folder.write(name, text)
    return folder


def said(folder: Folder) -> str:
    """Return what opening a rulebook complains about."""
    with pytest.raises(InputError) as caught:
        open_rulebook(folder.path)
    return "\n".join(str(problem) for problem in caught.value.problems)


def opened(folder: Folder) -> Rulebook:
    """Return the rulebook of a folder, which has no mistake."""
    return open_rulebook(folder.path)


def test_shared_law_is_inherited_and_that_of_the_other_state_is_not(upper: Folder) -> None:
    """Only the forums named are taken over; rules on whole plans and the law of the other home state stay below."""
    book = opened(upper)
    assert set(book.forums) == {"south", "world"}
    assert book.rules.keys() & book.inherited == {"world-gain-by-force", "world-no-recognition"}
    assert book.forums.keys() & book.inherited == {"world"}
    assert "N-LAW-1" in book.inherited
    assert [rule.id for rule in book.own_rules] == ["south-is-paid"]
    assert not book.plan_rules
    assert "N-LAW-1" in book.sources


def test_facts_and_gates_of_the_other_state_are_never_taken(upper: Folder) -> None:
    """What is known of Northland says nothing of Southland, and its parliament calls no vote there."""
    book = opened(upper)
    assert set(book.facts) == {"emergency"}
    assert book.facts["emergency"].spans == ()
    assert set(book.gates.kinds) == {"pay"}
    (upper.path / "context/gates.yaml").unlink()
    assert "context/gates.yaml: is missing from the rulebook" in said(upper)


def test_milestones_come_along_with_the_routes_that_need_them(upper: Folder, small: Folder) -> None:
    """What an inherited route comes by is known here, too; what the other state's routes come by is not."""
    milestone = "{{ask: Is it {0}?, values: [pending, {0}]}}"
    milestones = f"asked: {milestone.format('given')}\nvoted: {milestone.format('held')}\n"
    small.write("context/milestones.yaml", milestones)
    step = "route:\n  - {{act: act, body: all states, settles: {{{}}}}}\nexamples:"
    small.edit("world/land/world-no-recognition.yaml", "examples:", step.format("asked: given"))
    small.edit("home/votes/home-vote-closed.yaml", "examples:", step.format("voted: held"))
    assert set(opened(small).milestones) == {"asked", "voted"}
    book = opened(upper)
    assert set(book.milestones) == {"asked"}
    assert book.accomplished(book.rules["world-no-recognition"]) is not None


def test_entries_are_laid_over_those_below(upper: Folder, small: Folder) -> None:
    """A party of the same name is that of the upper rulebook, whole; the others stay."""
    upper.write("context/parties.yaml", "everyone: {members: [southland, eastland]}\n")
    book, below = opened(upper), opened(small)
    assert book.parties["everyone"].members == ("southland", "eastland")
    assert {**book.parties, "everyone": None} == {**below.parties, "everyone": None}


def test_words_are_added_to_those_below(upper: Folder, small: Folder) -> None:
    """Lists of the vocabulary are joined: new parties come beside the known ones."""
    upper.write("vocabulary.yaml", "values: {party: [westland]}\nterritories: [coast]\n")
    upper.write("context/parties.yaml", "westland: {type: state}\n")
    upper.write("context/territories.yaml", "coast: {title_holder: westland}\n")
    book, below = opened(upper), opened(small)
    assert set(book.vocabulary.values["party"]) == {*below.vocabulary.values["party"], "westland"}
    assert set(book.vocabulary.territories) == {*below.vocabulary.territories, "coast"}
    assert book.vocabulary.kinds == below.vocabulary.kinds


def test_home_stands_for_the_home_state(upper: Folder, small: Folder) -> None:
    """A convention that says home is read as the state of the rulebook at hand."""
    small.edit("context/kinds.yaml", "give_land: {performer: northland}", "give_land: {performer: home}")
    assert opened(small).conventions["give_land"].performer == "northland"
    assert opened(upper).conventions["give_land"].performer == "southland"


def test_the_digest_is_that_of_both(upper: Folder, small: Folder) -> None:
    """A change below is a change of the rulebook above."""
    before = opened(upper).digest
    small.edit("world/land/world-no-recognition.yaml", "Every state must refuse.", "Every state has to refuse.")
    assert opened(upper).digest != before


def test_a_mistake_is_placed_in_the_file_that_makes_it(upper: Folder, small: Folder) -> None:
    """Of two files read as one, the one that has the entry is named."""
    upper.write("context/parties.yaml", "westland: {type: state, colour: red}\n")
    assert said(upper).startswith(f"{upper.place('context/parties.yaml', 'red')}: ")
    upper.write("context/parties.yaml", "westland: {type: state}\n")
    small.edit("context/parties.yaml", "league:    {type: organisation}", "league: {type: organisation, colour: red}")
    assert said(upper).startswith(f"{small.place('context/parties.yaml', 'red')}: ")


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("../rules", "../nowhere", "extends: ../nowhere", "'extends' leads to no rulebook: "),
        (
            "inherits: [world]",
            "inherits: [moon]",
            "moon",
            "'moon' is no forum to inherit; choose from home, others, world",
        ),
        ("inherits: [world]", "inherits: [world, south]", "south]", "'south' is no forum to inherit; "),
    ],
)
def test_what_cannot_be_extended_is_said(upper: Folder, old: str, new: str, at: str, message: str) -> None:
    """A rulebook that is not there, and forums that it does not offer."""
    upper.edit("rulebook.yaml", old, new)
    line = upper.place("rulebook.yaml", at).rsplit(":", 1)[0]
    assert any(one.startswith(line) and message in one for one in said(upper).splitlines()), said(upper)


def test_one_layer_is_enough(upper: Folder) -> None:
    """What extends another rulebook is extended by none: names would come from too far to be found."""
    third = Folder(upper.path.parent / "third")
    third.write("rulebook.yaml", HEAD.replace("../rules", "../upper"))
    assert "'../upper' extends another rulebook itself; extend that one" in said(third)


def test_facts_that_inherited_rules_ask_for_are_missed(upper: Folder, small: Folder) -> None:
    """An inherited rule that asks about a fact which nobody declared here could never be answered."""
    small.edit(
        "world/land/world-no-recognition.yaml", "  is: gain-by-force\n", '  is: gain-by-force\n  harvest: "no"\n'
    )
    path = upper.path / "context" / "facts.yaml"
    assert f"{path}: lacks 'harvest', which the inherited rule world-no-recognition asks for" in said(upper)


@pytest.mark.parametrize("name", ["lexicon/en/nouns.yaml", "world/land/world-own.yaml", "notes.d/more.yaml"])
def test_files_that_nothing_reads_are_said(upper: Folder, name: str) -> None:
    """Grammar and inherited forums belong to the rulebook below; a file there would be lost without a word."""
    upper.write(name, "a: b\n")
    assert f"{upper.path / name}:1:1: is read by nothing here" in said(upper)


def test_inherited_rules_are_verified_where_they_stand(upper: Folder, small: Folder, plain_reader: None) -> None:
    """Their examples are about another home state and are not run again."""
    from legalcheck.verifying import verify_examples  # noqa: PLC0415

    assert verify_examples(opened(upper)) == []
    upper.edit("south/money/south-is-paid.yaml", "{kind: pay, performer: eastland}", "{kind: pay, performer: league}")
    assert [Path(problem.path).name for problem in verify_examples(opened(upper))] == ["south-is-paid.yaml"]
