"""legalcheck new rule: answers become a file that loads, with its examples; nothing is guessed or written over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.authoring import QUESTIONS, parsed, rule_text, still_open
from legalcheck.model.problem import InputError
from legalcheck.model.rule import RULE_PARTS, Rule
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import parse_strict
from tests.conftest import Outcome, Run
from tests.factory import Folder

pytestmark = pytest.mark.usefixtures("plain_reader")

ANSWERS: dict[str, list[str]] = {
    "id": ["home-pay-by-law"],
    "title": ["Northland pays by a law"],
    "forum": ["home"],
    "topic": ["money"],
    "from": ["2000-01-01"],
    "to": ["null"],
    "standing": ["settled"],
    "source": ["N-LAW-1", "N-LAW-2"],
    "when": ["kind=pay", "performer=eastland"],
    "then": ["approval"],
    "message": ["{performer} would pay {number}: parliament decides."],
    "why": ["Money is parliament's."],
    "step": ["pass a law | Parliament | half of all members | N-LAW-1", "sign | President"],
    "hit": ["Eastland will pay."],
    "miss": ["Northland shall hold a vote. | no money"],
}
FILE = """\
id: home-pay-by-law
title: Northland pays by a law
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1, N-LAW-2]
when:
  kind: pay
  performer: eastland
then: {level: approval}
message: "{performer} would pay {number}: parliament decides."
why: "Money is parliament's."
route:
  - {act: pass a law, body: Parliament, majority: half of all members, sources: [N-LAW-1]}
  - {act: sign, body: President}
examples:
  hits:
    - matter: {kind: pay, performer: eastland}
      level: approval
    - text: Eastland will pay.
  misses:
    - matter: {kind: pay, performer: eastland, polarity: negated}
      why: the clause rules it out
    - text: Northland shall hold a vote.
      why: no money
"""


def options(answers: dict[str, list[str]]) -> list[str]:
    """Return answers as options of the command line."""
    return [word for name, said in answers.items() for one in said for word in (f"--{name}", one)]


def new(run: Run, small: Folder, **changed: list[str]) -> Outcome:
    """Run the command with the answers above, some of them changed; an empty list leaves a question open."""
    return run("new", "rule", "--rules", small.path, *options({**ANSWERS, **changed}))


def made(small: Folder) -> Path:
    """Return where the file belongs."""
    return small.path / "home" / "money" / "home-pay-by-law.yaml"


def test_a_rule_from_options_loads_and_meets_its_examples(small: Folder, run: Run) -> None:
    """The file has the parts in their order, a matter on either side, and is tried at once."""
    outcome = new(run, small)
    assert outcome.errors == ""
    assert outcome.status == 0
    assert outcome.out == f"{made(small)}: written\nhome-pay-by-law: 4 examples, all met\n"
    assert made(small).read_text(encoding="utf-8") == FILE
    assert "home-pay-by-law" in open_rulebook(small.path).rules


def test_a_file_is_never_written_over(small: Folder, run: Run) -> None:
    """Neither a rule of the same id, wherever it stands, nor a file that is in the way."""
    new(run, small)
    (small.path / "home" / "notes").write_text("not a folder", encoding="utf-8")
    made(small).write_text(FILE.replace("by a law", "by law"), encoding="utf-8")
    again = new(run, small, topic=["elsewhere"])
    assert again.status == 2
    assert again.errors == "legalcheck: --id: a rule is called 'home-pay-by-law' already; choose another id\n"
    assert "Northland pays by law" in made(small).read_text(encoding="utf-8")
    blocked = new(run, small, id=["home-pay"], topic=["notes"])
    assert blocked.status == 2
    assert "home-pay.yaml: cannot be written: File exists; choose another topic or id" in blocked.errors


def test_what_is_open_is_said_and_nothing_written(small: Folder, run: Run) -> None:
    """A script that leaves questions open learns which, by their options."""
    outcome = new(run, small, message=[], why=[], source=[], hit=[])
    assert outcome.status == 2
    assert "still open: --source, --message, --why, --hit; say so, or answer in a terminal" in outcome.errors
    assert not made(small).exists()


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("id", "Home Pay", "'Home Pay' is no name; use small letters, digits and hyphens, a letter first"),
        ("forum", "hom", "no forum of this rulebook is called 'hom'; do you mean home?"),
        ("topic", "../money", "'../money' is no name; use small letters, digits and hyphens, a letter first"),
        ("from", "2000-13-01", "'2000-13-01' is no date; give one as 2026-01-15"),
        ("standing", "sure", "no standing is called 'sure'; do you mean contested, prevailing, settled?"),
        ("source", "N-LAW-3", "no source is called 'N-LAW-3'; do you mean N-LAW-2, N-LAW-1?"),
        ("when", "pay", "'pay' is no condition; give NAME=VALUE, NAME=VALUE,VALUE or NAME!=VALUE"),
        ("when", "performr=northland", "no attribute is called 'performr'; do you mean performer, "),
        ("when", "kind=pays", "no value of 'kind' is called 'pays'; do you mean pay?"),
        ("when", "is=national-votes", "no characterisation is called 'national-votes'; do you mean national-vote?"),
        ("then", "approve", "no level or characterisation is called 'approve'; do you mean approval?"),
        ("step", "sign", "'sign' lacks a part or has one too many; give ACT | BODY | MAJORITY | SOURCES"),
        ("step", "sign | President | | N-LAW-9", "no source is called 'N-LAW-9'"),
        ("position", "a | b | c | barred", "'c' is no year"),
        ("hit", "{kind: pays}", "no value is called 'pays'; do you mean pay?"),
        ("hit", "{kind: [pay", "--hit: is not valid YAML: "),
        ("hit", "[kind]", ""),
    ],
)
def test_a_wrong_answer_is_refused(small: Folder, run: Run, name: str, said: str, message: str) -> None:
    """Every answer is checked against the rulebook before anything is written."""
    outcome = new(run, small, **{name: [said]})
    if not message:  # a text that is no matter is a clause, and comes out as one that nobody understood
        assert outcome.status == 1
        return
    assert outcome.status == 2
    assert message in outcome.errors, outcome.errors
    assert not made(small).exists()


def test_all_wrong_answers_are_said_at_once(small: Folder, run: Run) -> None:
    """One line each, under the option that it stands in."""
    outcome = new(run, small, forum=["hom"], then=["approve"])
    assert [line.split(": ")[1] for line in outcome.errors.splitlines()] == ["--forum", "--then"]


def test_what_only_the_loader_sees_is_left_open(small: Folder, run: Run) -> None:
    """The answers are kept in the file; what remains to be done is said with its place."""
    outcome = new(run, small, message=["{payer} would pay."], source=["N-RUMOUR"])
    assert outcome.status == 1
    assert outcome.out.endswith("Still open: the above; then try it with 'legalcheck test'.\n")
    assert f"{made(small)}:6:10: rests only on sources that nobody has verified" in outcome.errors
    assert f"{made(small)}:11:10: the message has a slot '{{payer}}' that nothing fills" in outcome.errors


def test_an_example_that_is_not_met_is_shown(small: Folder, run: Run) -> None:
    """The rule is written and loads; its first trial shows where it parts from what was meant."""
    outcome = new(run, small, miss=["Eastland will pay. | it should not"])
    assert outcome.status == 1
    assert "misses 2" in outcome.out
    assert "+ it applies: all that it asks for is there" in outcome.out


def test_a_contested_rule_takes_two_positions(small: Folder, run: Run) -> None:
    """Who says that jurists differ says how."""
    one = ["Parliament decides. | most writers | 2025 | approval"]
    assert "still open: --position" in new(run, small, standing=["contested"], position=one).errors
    two = [*one, "The government may promise. | some writers | 2024 | clear"]
    assert new(run, small, standing=["contested"], position=two).status == 0
    assert [view.level for view in open_rulebook(small.path).rules["home-pay-by-law"].positions] == [
        "approval",
        "clear",
    ]


def test_a_characterisation_is_met_by_what_concludes_it(small: Folder, run: Run) -> None:
    """The matter of a rule that builds on another is taken from an example of that one."""
    asked = {"when": ["is=national-vote", "emergency!=yes"], "hit": ["Northland shall hold a vote."], "miss": []}
    outcome = new(run, small, **asked, then=["closed"])
    assert '- matter: {kind: hold_vote, performer: northland, emergency: "no"}' in made(small).read_text("utf-8")
    assert "hits 1" not in outcome.out, outcome.out


def test_a_rule_that_asks_for_polarity_needs_its_own_near_case(small: Folder, run: Run) -> None:
    """What is had by turning a clause round is then no near case."""
    turned = ["kind=pay", "performer=eastland", "polarity=affirmed,negated"]
    assert "still open: --miss;" in new(run, small, when=turned, miss=[]).errors


def test_questions_are_asked_in_order(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal what no option says is asked, a wrong answer again, and an empty line ends a list."""
    given_ = {name: ANSWERS[name] for name in ("id", "title", "forum", "source", "message", "why")}
    said = ["money", "2000-01-01", "null", "certain", "settled", "kind=pay", "performer=eastland", "", "approval",
            "sign | President", "", "", "Eastland will pay.", "", ""]  # fmt: skip
    monkeypatch.setattr("legalcheck.cli.authoring._in_a_terminal", lambda: True)
    outcome = run("new", "rule", "--rules", small.path, *options(given_), stdin="\n".join([*said, ""]).encode())
    assert outcome.status == 0, outcome.errors + outcome.out
    assert (
        outcome.errors == "legalcheck: no standing is called 'certain'; do you mean contested, prevailing, settled?\n"
    )
    asked = ["Folder for the rule", "First day", "Last day", "Whether jurists agree", "Whether jurists agree",
             "Condition", "Condition", "Condition", "Level of the finding", "Step", "Step", "View", "Case to catch",
             "Case to catch", "Near case"]  # fmt: skip
    places = [outcome.out.find(asked[0])]
    for words in asked[1:]:
        places.append(outcome.out.find(words, places[-1] + 1))
    assert -1 not in places
    assert open_rulebook(small.path).rules["home-pay-by-law"].route[0].body == "President"


def test_an_interrupted_conversation_writes_nothing(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the answers is like Ctrl-C."""
    monkeypatch.setattr("legalcheck.cli.authoring._in_a_terminal", lambda: True)
    outcome = run("new", "rule", "--rules", small.path, stdin=b"home-pay-by-law\nA title\n")
    assert outcome.status == 130
    assert "stopped; nothing was written" in outcome.errors
    assert not made(small).exists()


def test_an_installed_rulebook_is_not_written_to(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a package go with its next version."""
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(small.path.parent))
    outcome = new(run, small)
    assert outcome.status == 2
    assert "belongs to an installed package; copy it and give the copy with --rules DIR" in outcome.errors


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@given(title=TEXTS, message=TEXTS, why=TEXTS, act=TEXTS, clause=TEXTS)
def test_what_was_answered_is_what_is_written(
    small_book: Rulebook, title: str, message: str, why: str, act: str, clause: str
) -> None:
    """Whatever the words, YAML gives them back: quoted where they could be taken for something else, however long."""
    words = {**ANSWERS, "title": [title], "message": [message * 9], "why": [why], "hit": [f"Clause {clause}"]}
    words |= {"step": [f"{act.replace('|', '/')} | Parliament"]}
    answers = parsed(words, small_book)
    assert still_open(answers) == []
    data = parse_strict(rule_text(answers, small_book), "rule").data
    rule = Rule.model_validate(data)
    assert list(data) == [part for part in RULE_PARTS if part in data]
    assert (rule.title, rule.message, rule.why) == tuple(answers[name][0] for name in ("title", "message", "why"))
    assert rule.route[0].act == answers["step"][0]["act"]
    assert rule.examples.hits[1].text == answers["hit"][0]["text"]


def test_every_question_is_asked_by_the_command(small_book: Rulebook) -> None:
    """The command line and the maker of files know the same questions, in the same order."""
    from legalcheck.cli.authoring import _ASKED  # noqa: PLC0415

    assert [question.name for question in QUESTIONS] == list(_ASKED)
    with pytest.raises(InputError):
        parsed({"forum": ["nowhere"]}, small_book)
