"""What is still needed is asked once, the question that settles most first, and every answer can be taken back."""

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.inference.needed import Question, Worlds
from legalcheck.model.plan import Clause, Plan
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.supposing.asking import Interview
from legalcheck.supposing.change import Place
from legalcheck.supposing.scene import Scene, scene_of
from tests.conftest import Run
from tests.factory import Folder
from tests.plans import EASTLAND_PAYS, LEAVE, NOMINATED, PAY, TALK, VOTE, plan_of
from tests.test_three_values import add_rule

UNKNOWN_DAY = "2026-03-05"
EMERGENCY, HARVEST = Place(fact="emergency"), Place(fact="harvest")


def scene(book: Rulebook, *clauses: Mapping[str, object], alone: bool = False) -> Scene:
    """Return a scene of clauses with one measure each, on a day on which no fact is known."""
    found = [Clause.model_validate({"number": str(at), "measures": [one]}) for at, one in enumerate(clauses, 1)]
    return scene_of(Plan(clauses=tuple(found)), Checker(book, UNKNOWN_DAY, engine="reference"), alone=alone)


VOTING: Mapping[str, object] = {"kind": "hold_vote", "performer": "northland"}
PAYING: Mapping[str, object] = {"kind": "pay"}
LEAVING: Mapping[str, object] = {"kind": "leave_league", "performer": "northland"}
GUESS: Mapping[str, object] = {**LEAVING, "status": "possible"}


def places(asked: Interview) -> list[Place]:
    """Return what is asked, in order."""
    return [needed.place for needed in asked.questions()]


def worlds(rule: Mapping[tuple[str, ...], str], *names: str) -> Worlds:
    """Return worlds of yes-or-no questions in one forum; sets of answers that ``rule`` leaves out are clear."""
    questions = tuple(Question(name, f"{name}?", ("yes", "no")) for name in names)
    answers = product(("yes", "no"), repeat=len(names))
    return Worlds(questions, {one: (rule.get(one, "clear"),) for one in answers})


def test_a_question_that_matters_only_with_others_is_weighed_with_them() -> None:
    """Where two answers are needed together each sways the verdict, though neither does so alone from most states."""
    both = worlds({("yes", "yes", "yes"): "barred", ("yes", "yes", "no"): "barred"}, "a", "b", "idle")
    assert [both.sways(at) for at in range(3)] == [True, True, False]
    assert both.gain(0) == both.gain(1) > both.gain(2) == 0
    assert both.leads_to(0, ["home"]) == {"yes": {"": ("barred", "clear")}, "no": {"": ("clear",)}}


def test_answers_that_move_one_forum_lead_to_verdicts_by_forum() -> None:
    """Where the gravest level stands whatever is said, the forum that moves is told."""
    two = Worlds((Question("a", "a?", ("yes", "no")),), {("yes",): ("barred", "consent"), ("no",): ("barred", "clear")})
    assert two.leads_to(0, ["home", "others"]) == {"yes": {"others": ("consent",)}, "no": {"others": ("clear",)}}


def test_too_many_sets_of_answers_leave_every_question_to_be_asked() -> None:
    """What was not weighed is never taken for settled."""
    unweighed = Worlds((Question("a", "a?", ("yes", "no")),), {})
    assert unweighed.sways(0)
    assert unweighed.leads_to(0, ["home"]) == {"yes": {}, "no": {}}


def test_nothing_is_asked_where_nothing_can_change(small_book: Rulebook) -> None:
    """An unknown fact on which no verdict hangs is no question."""
    assert Interview(scene(small_book, LEAVING)).questions() == []


def test_a_plan_asks_a_fact_once_and_tells_what_it_leads_to_by_clause(small_book: Rulebook) -> None:
    """Two clauses that hang on one fact share the question; each has its own verdicts."""
    asked = Interview(scene(small_book, VOTING, VOTING))
    (needed,) = asked.questions()
    assert needed.place == EMERGENCY
    assert needed.leads_to == {number: {"yes": {"": ("closed",)}, "no": {"": ("approval",)}} for number in ("1", "2")}
    asked.answer(needed, "yes")
    assert asked.questions() == []
    assert [clause.verdict for clause in asked.result.clauses] == ["closed", "closed"]


def test_the_question_that_settles_most_comes_first(small_book: Rulebook) -> None:
    """A fact on which two clauses hang is asked before a role on which one does, wherever they stand."""
    asked = Interview(scene(small_book, PAYING, VOTING, VOTING))
    assert places(asked) == [EMERGENCY, Place(clause="1", measure="m1", part="performer")]


def test_an_answer_can_make_another_question_needless(small: Folder) -> None:
    """What only mattered with another answer is asked no more once that one is in."""
    add_rule(small, "home-both", '{kind: talk, emergency: "yes", harvest: "yes"}', "barred")
    asked = Interview(scene(open_rulebook(small.path), {"kind": "talk"}))
    first = asked.questions()[0]
    assert set(places(asked)) == {EMERGENCY, HARVEST}
    asked.answer(first, "no")
    assert asked.questions() == []
    assert asked.undo()
    asked.answer(first, "yes")
    assert len(asked.questions()) == 1


def test_a_guess_is_asked_before_who_acts(small_book: Rulebook) -> None:
    """Who is to pay matters only once it is settled that somebody pays."""
    asked = Interview(scene(small_book, {**PAYING, "status": "possible"}))
    (guess,) = asked.questions()
    assert (guess.place, guess.answers) == (Place(clause="1", measure="m1"), ("yes", "no"))
    assert guess.leads_to == {"1": {"yes": {"": ("consent", "clear")}, "no": {"": ("clear",)}}}
    asked.answer(guess, "yes")
    assert places(asked) == [Place(clause="1", measure="m1", part="performer")]
    asked.answer(asked.questions()[0], "eastland")
    assert (asked.questions(), asked.result.plan.verdict) == ([], "consent")


def test_answers_are_taken_back_one_by_one(small_book: Rulebook) -> None:
    """Undoing everything returns to the start; then there is nothing to undo."""
    start = scene(small_book, VOTING, GUESS, PAYING)
    asked = Interview(start)
    order = places(asked)
    for _ in range(2):
        needed = asked.questions()[0]
        asked.answer(needed, needed.answers[0])
    asked.skip(asked.questions()[0])
    assert asked.questions() == []
    assert [asked.undo() for _ in range(4)] == [True, True, True, False]
    assert asked.scene == start
    assert places(asked) == order
    assert asked.result == start.judge()


def test_a_fact_on_which_only_the_whole_plan_hangs_is_asked(small_book: Rulebook) -> None:
    """Leaving for money is closed in the emergency, though neither clause alone depends on it."""
    clauses = (LEAVING, {"kind": "pay", "performer": "eastland"})
    (needed,) = Interview(scene(small_book, *clauses)).questions()
    assert needed.place == EMERGENCY
    assert needed.leads_to == {"": {"yes": {"": ("closed",)}, "no": {"": ("clear",)}}}


@pytest.mark.usefixtures("plain_reader")
class TestOnTheTerminal:
    """The conversation: on standard error, so that the report can be piped on."""

    def test_check_asks_and_judges_by_the_answer(self, run: Run, small: Folder) -> None:
        """The report is the one that the same assumption gives."""
        call = ("check", "Northland shall hold a vote.", "--rules", small.path, "--as-of", UNKNOWN_DAY, "-f", "json")
        asked = run(*call, "--ask", stdin=b"yes\n\n")
        assert "Is there a state of emergency in Northland?" in asked.errors
        assert "1 yes: leads to closed" in asked.errors
        assert asked.raw == run(*call, "--assume", "emergency=yes").raw

    @pytest.mark.parametrize("said", [b"", b"q\n", b"s\n\n"])
    def test_who_stops_or_skips_is_judged_by_what_is_known(self, run: Run, small: Folder, said: bytes) -> None:
        """A closed input, q, or a question skipped: the verdict is the one without answers."""
        call = ("check", "Northland shall hold a vote.", "--rules", small.path, "--as-of", UNKNOWN_DAY, "-f", "json")
        asked = run(*call, "--ask", stdin=said)
        assert (asked.raw, asked.status) == (run(*call).raw, 0)

    def test_answers_can_be_undone_and_nonsense_is_told(self, run: Run, small: Folder) -> None:
        """Undo asks again, even after the last question; a word that is no answer is said to be none."""
        call = ("check", "Northland shall hold a vote.", "--rules", small.path, "--as-of", UNKNOWN_DAY, "-f", "json")
        asked = run(*call, "--ask", stdin=b"u\nmaybe\n1\nu\n2\n\n")
        assert "There is nothing to undo." in asked.errors
        assert "'maybe' is no answer to this question." in asked.errors
        assert asked.errors.count("Is there a state of emergency") == 2
        assert json.loads(asked.out)["plan"]["verdict"] == "approval"

    def test_a_batch_asks_a_fact_once_for_all_plans(self, run: Run, small: Folder, tmp_path: Path) -> None:
        """What was told of the first plan is repeated for the second, not asked."""
        plans = [plan_of(tmp_path, VOTE, name=name) for name in ("a.yaml", "b.yaml")]
        options = ("--rules", small.path, "--as-of", UNKNOWN_DAY, "-f", "json")
        asked = run("batch", *plans, *options, "--ask", stdin=b"1\n\n")
        assert asked.errors.count("1 yes") == 1
        assert "as answered before" in asked.errors
        assert [plan["plan"]["verdict"] for plan in json.loads(asked.out)["plans"]] == ["closed", "closed"]

    def test_a_plan_that_needs_nothing_asks_nothing(self, run: Run, small: Folder, tmp_path: Path) -> None:
        """No question, no word; the report is the usual one."""
        plan = plan_of(tmp_path, LEAVE, TALK, EASTLAND_PAYS)
        options = ("--rules", small.path, "--as-of", "2026-01-15")
        asked = run("batch", plan, *options, "--ask")
        assert asked.errors == ""
        assert asked.raw == run("batch", plan, *options).raw

    def test_json_lines_come_with_the_answers_too(self, run: Run, small: Folder, tmp_path: Path) -> None:
        """Guesses and roles that were settled stand in every format."""
        plan = plan_of(tmp_path, PAY, NOMINATED)
        options = ("--rules", small.path, "--as-of", UNKNOWN_DAY, "-f", "jsonl")
        asked = run("batch", plan, *options, "--ask", stdin=b"no\nnorthland\n\n")
        assert [json.loads(line)["clause"]["verdict"] for line in asked.out.splitlines()[:2]] == [
            "clear",
            "not_understood",
        ]

    def test_a_clause_on_standard_input_cannot_be_asked_about(self, run: Run, small: Folder) -> None:
        """Answers and clause cannot come the same way."""
        refused = run("check", "-", "--ask", "--rules", small.path, stdin=b"x")
        assert refused.status == 2
        assert "--ask takes the answers from standard input" in refused.errors
