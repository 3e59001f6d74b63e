"""What would pass instead of a clause: changes, steps, their price, and why there is none."""

import json
from pathlib import Path

import pytest

from legalcheck.alternatives.find import Finder
from legalcheck.alternatives.prices import load_prices
from legalcheck.checking import Checker
from legalcheck.inference.doctrine import counted_level, read_by
from legalcheck.model.alternative import Alternatives
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.model.values import LEVELS, Doctrine
from legalcheck.report.alternatives import AlternativesReport
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.schema import complaints

RECOGNITION = "The United States will recognise Crimea as Russian."
CESSION = "Ukraine shall cede Donetsk Oblast to Russia."
LAW = "home/votes/home-vote-needs-law.yaml"
PRICES = """\
changes:
  - {attribute: force, to: permission, of: [obligation], price: 2, gives_up: Nobody has to.}
  - {attribute: time_bound, to: "yes", price: 1, gives_up: {en: It ends., uk: Це закінчиться.}}
steps:
  - {fact: law_on_the_vote, to: passed, price: 3, costs: Parliament has to agree.}
"""
MILESTONES = """\
law_on_the_vote:
  ask: Has parliament called the vote?
  values: [pending, passed]
  does: {kind: hold_vote, performer: northland}
"""
VOTE = {"kind": "hold_vote", "performer": ["northland"]}
LEAVE = {"kind": "leave_league", "performer": ["northland"], "organisation": ["league"]}


@pytest.fixture
def priced(small: Folder) -> Folder:
    """The small world, where parliament may call the vote, with prices."""
    small.write("alternatives.yaml", PRICES)
    small.write("context/milestones.yaml", MILESTONES)
    small.edit(LAW, "sources: [N-LAW-1]}", "sources: [N-LAW-1], settles: {law_on_the_vote: passed}}")
    return small


def to(book: Rulebook, measure: object, below: str, doctrine: Doctrine = "prevailing", **facts: str) -> Alternatives:
    """Return the alternatives to a confirmed measure."""
    clause = Clause.model_validate({"number": "1", "measures": [measure]})
    return Finder(Checker(book, DAY, facts), below, doctrine, worded=False).alternatives(clause)


def made(found: Alternatives) -> list[dict[str, str]]:
    """Return what each alternative puts where, in order."""
    return [
        {**{c.attribute: c.becomes for c in one.changes}, **{k: v for s in one.steps for k, v in s.settles.items()}}
        for one in found.alternatives
    ]


# by the law that ships


@pytest.mark.usefixtures("shared_reader")
def test_a_barred_recognition_passes_as_a_note_of_control(law: Rulebook) -> None:
    """The cheapest alternative says what it gives up, on which articles, in words that are judged as it promises."""
    book = read_by(law, "strict")
    found = Finder(Checker(book, DAY), doctrine="strict").alternatives(Clause(number="1", text=RECOGNITION))
    best = found.alternatives[0]
    assert (found.clause.verdict, best.verdict) == ("barred", "notice")
    assert [(c.attribute, c.was, c.becomes) for c in best.changes] == [("mode", "unspecified", "control_only")]
    assert best.cleared == ("intl-non-recognition",)
    assert set(law.rules["intl-non-recognition"].sources[:4]) <= set(best.sources)
    assert best.trade_off.startswith("Control is noted as a fact")
    assert best.text is not None
    (again,) = Checker(book, DAY).check([Clause(number="1", text=best.text)])
    assert (again.verdict, again.forums) == (best.verdict, best.forums)
    assert [one.price for one in found.alternatives] == sorted(one.price for one in found.alternatives)


@pytest.mark.usefixtures("shared_reader")
def test_a_clause_that_need_not_change_keeps_its_words(law: Rulebook) -> None:
    """Where steps alone help, the clause stands as it was written."""
    text = "Ukraine will hold elections within 100 days."
    found = Finder(Checker(law, DAY)).alternatives(Clause(number="1", text=text))
    steps = [one for one in found.alternatives if not one.changes]
    assert [(one.text, [step.settles for step in one.steps]) for one in steps] == [(text, [{"martial_law": "no"}])]


def test_an_amendment_is_proposed_only_once_martial_law_no_longer_shuts_it(law: Rulebook) -> None:
    """A step that cannot be taken leads nowhere: it comes with what opens the way to it."""
    measure = {"kind": "renounce_alliance", "performer": ["ukraine"], "organisation": ["nato"]}
    amended = [one for one in made(to(read_by(law, "strict"), measure, "amendment", "strict")) if "amendment" in one]
    assert amended
    assert all(one.get("martial_law") == "no" or one.get("waits_for") for one in amended)


@pytest.mark.usefixtures("shared_reader")
def test_what_no_change_lifts_is_said_with_the_rules_that_stand(law: Rulebook) -> None:
    """An unamendable clause, and what bars the amendment that would be needed, are named with their sources."""
    found = Finder(Checker(read_by(law, "strict"), DAY), doctrine="strict").alternatives(
        Clause(number="1", text=CESSION)
    )
    because = found.none_because
    assert found.alternatives == ()
    assert because is not None
    assert {"ua-territorial-integrity-bar", "ua-amendment-against-integrity"} <= set(because.rules)
    assert {"UA-CONST-2", "UA-CONST-157-1"} <= set(because.sources)


@pytest.mark.usefixtures("shared_reader")
def test_the_other_language_has_its_own_trade_offs(law: Rulebook) -> None:
    """Every word of the report but the clause in treaty English is in the language asked for."""
    checker = Checker(law, DAY, report_language="uk")
    found = Finder(checker).alternatives(Clause(number="1", text=RECOGNITION))
    assert found.alternatives[0].trade_off.startswith("Контроль лише відзначається")
    assert "Від чого відмова" in AlternativesReport(law, language="uk").alternatives(found)


def test_every_price_has_ukrainian_words(law: Rulebook) -> None:
    """No trade-off is left in English."""
    prices = load_prices(law)
    assert all(change.gives_up.uk for change in prices.changes)
    assert all(step.costs.uk for step in prices.steps)


# disputed law


def test_doctrines_move_contested_rules_only(law: Rulebook) -> None:
    """Strict takes the gravest view, lenient the mildest, prevailing the rule's own; settled law stays."""
    assert [counted_level(law.rules["ua-nato-course-binding"], d) for d in ("strict", "prevailing", "lenient")] == [
        "closed",
        "amendment",
        "approval",
    ]
    for rule in law.rules.values():
        if rule.standing != "contested":
            assert {counted_level(rule, "strict"), counted_level(rule, "lenient")} == {rule.then.level}


def test_a_rule_that_is_clear_by_the_mildest_view_is_left_out(law: Rulebook) -> None:
    """It is no finding then, and the rulebook itself is not changed."""
    assert counted_level(law.rules["intl-de-facto-recognition"], "lenient") == "clear"
    assert "intl-de-facto-recognition" not in read_by(law, "lenient").rules
    assert "intl-de-facto-recognition" in law.rules


# by a law of our own


def test_a_step_is_told_as_the_route_has_it(priced: Folder) -> None:
    """Who acts, by which majority, and what it costs."""
    found = to(open_rulebook(priced.path), VOTE, "approval", emergency="no")
    (step,) = found.alternatives[0].steps
    assert made(found) == [{"law_on_the_vote": "passed"}]
    assert (step.act, step.body, step.majority) == ("call the vote", "Parliament", "half of all members")
    assert (step.price, found.alternatives[0].trade_off) == (3, "Parliament has to agree.")


def test_a_step_whose_own_act_is_shut_is_not_proposed(priced: Folder) -> None:
    """In an emergency the act by which parliament calls the vote is closed, though the vote itself is not."""
    priced.edit("context/milestones.yaml", "performer: northland", "performer: northland, mode: de_jure")
    shut = 'when:\n  emergency: "yes"\n  mode: de_jure\n  is: national-vote'
    priced.edit("home/votes/home-vote-closed.yaml", 'when:\n  emergency: "yes"\n  is: national-vote', shut)
    hit = "hold_vote, performer: northland, emergency"
    priced.edit("home/votes/home-vote-closed.yaml", hit, hit.replace("emergency", "mode: de_jure, emergency"))
    book = open_rulebook(priced.path)
    assert made(to(book, VOTE, "approval", emergency="no")) == [{"law_on_the_vote": "passed"}]
    found = to(book, VOTE, "approval", emergency="yes")
    assert found.none_because is not None
    assert set(found.none_because.rules) == {"home-vote-needs-law", "home-vote-closed"}


def test_a_clause_without_a_barrier_needs_no_change(priced: Folder) -> None:
    """That is said, and no rule is named."""
    found = to(open_rulebook(priced.path), {"kind": "talk"}, "unsecured")
    assert found.none_because is not None
    assert (found.none_because.says, found.none_because.rules) == ("No barrier at or above unsecured stands.", ())


def test_a_rulebook_without_prices_has_nothing_to_offer(small_book: Rulebook) -> None:
    """Nothing is proposed that no data allows."""
    found = to(small_book, LEAVE, "amendment")
    assert found.alternatives == ()
    assert found.none_because is not None
    assert found.none_because.rules == ("home-league-course",)


def test_a_barrier_that_an_unknown_fact_may_raise_has_to_go_too(priced: Folder) -> None:
    """On a day on which nobody knows of an emergency, what would be closed in one does not pass."""
    clause = Clause.model_validate({"number": "1", "measures": [VOTE]})
    book = open_rulebook(priced.path)
    found = Finder(Checker(book, "2026-03-05"), "closed", worded=False).alternatives(clause)
    assert (found.clause.verdict, found.clause.possible_verdict) == ("approval", "closed")
    assert found.none_because is not None
    assert found.none_because.rules == ("home-vote-closed",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("attribute: force", "attribute: kind", "'kind' makes it another deal; what may change is mode, force"),
        ("to: permission", "to: wish", "'wish' is no value of 'force'"),
        ("of: [obligation]", "of: [duty]", "'duty' is no value of 'force'"),
        ("price: 2", "price: 2, kinds: [dance]", "no kind of measure is called 'dance'"),
        ("price: 2", "price: 0", "'changes.0.price'"),
        ("price: 2", "cost: 2", "unknown key 'changes.0.cost'"),
        ("to: passed", "to: sung", "no route of a rule brings about 'law_on_the_vote: sung'"),
        ("fact: law_on_the_vote", "fact: weather", "no route of a rule brings about 'weather: passed'"),
        (PRICES[PRICES.index("steps:") :], "", "a route brings about 'law_on_the_vote: passed', which has no price"),
    ],
)
def test_a_mistake_in_the_prices_is_told_with_its_place(
    priced: Folder, run: Run, old: str, new: str, says: str
) -> None:
    """The sentence names the file and the line; verify finds it too."""
    priced.edit("alternatives.yaml", old, new)
    with pytest.raises(InputError) as caught:
        load_prices(open_rulebook(priced.path))
    assert any(problem.message.startswith(says) and problem.line for problem in caught.value.problems)
    outcome = run("verify", "--rules", priced.path)
    assert outcome.status == 2
    assert says in outcome.errors


# the command


@pytest.fixture
def spoken(priced: Folder, plain_reader: None) -> Folder:
    """The small world with prices and its own reader."""
    return priced


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ("Northland shall hold a vote.", ["--below", "approval", "--assume", "emergency=no"], 0),
        ("Northland shall hold a vote.", ["--below", "closed", "--assume", "emergency=no"], 0),
        ("Northland shall hold a vote.", ["--below", "closed"], 1),
        ("Northland shall dance.", [], 3),
        (" ", [], 2),
        ("Northland shall hold a vote.", ["--below", "notice"], 2),
        ("Northland shall hold a vote.", ["--doctrine", "wild"], 2),
    ],
)
def test_the_status_says_whether_there_is_one(
    run: Run, spoken: Folder, text: str, options: list[str], status: int
) -> None:
    """0 there is one or none is needed, 1 there is none, 2 the call is wrong, 3 not understood."""
    assert run("alternatives", text, "--rules", spoken.path, "--as-of", DAY, *options).status == status


def test_json_fits_its_schema(run: Run, spoken: Folder) -> None:
    """What is printed is what `legalcheck schema alternatives` promises, twice the same."""
    schema = json.loads(run("schema", "alternatives", "--rules", spoken.path).out)
    call = ("alternatives", "Northland shall hold a vote.", "--rules", spoken.path, "--as-of", DAY, "-f", "json")
    for options in (("--below", "approval", "--assume", "emergency=no"), ("--below", "closed")):
        outcome = run(*call, *options)
        data = json.loads(outcome.out)
        assert complaints(data, schema) == []
        assert data["schema"] == "legalcheck.alternatives/1"
        assert bool(data["alternatives"]) == (data["none_because"] is None)
        assert run(*call, *options).raw == outcome.raw


def test_a_change_without_words_is_shown_without_a_text(run: Run, spoken: Folder) -> None:
    """The small world has no wording: the alternative is there, and says that it has none."""
    spoken.edit("home/league/home-league-course.yaml", "when:\n", 'when:\n  time_bound: {not: "yes"}\n')
    call = ("alternatives", "Northland shall leave the League.", "--rules", spoken.path, "--as-of", DAY)
    data = json.loads(run(*call, "-f", "json").out)
    assert [(one["text"], [c["becomes"] for c in one["changes"]]) for one in data["alternatives"]] == [(None, ["yes"])]
    assert "(no wording)" in run(*call).out


def test_the_report_goes_to_a_file_and_keeps_to_the_width(run: Run, spoken: Folder, tmp_path: Path) -> None:
    """Lines fit a terminal; --quiet leaves the file."""
    out = tmp_path / "found.txt"
    call = ("alternatives", "Northland shall hold a vote.", "--rules", spoken.path, "--as-of", DAY, "-o", out, "-q")
    assert run(*call, "--below", "approval", "--assume", "emergency=no").raw == b""
    text = out.read_text("utf-8")
    assert "First: call the vote - Parliament; half of all members [settles" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_committed_schema_is_current(run: Run) -> None:
    """schemas/alternatives.json is what the command prints."""
    assert (ROOT / "schemas" / "alternatives.json").read_text("utf-8") == run("schema", "alternatives").out


def test_levels_below_which_to_look_are_all_but_a_notice(run: Run) -> None:
    """A notice is no barrier, so there is nothing to find below it."""
    said = run("alternatives", "--help").out
    assert all(level in said for level in LEVELS[:-1])
    assert "notice" not in said
