"""Rules are held against the house style as texts: one defect of each kind is planted and found where it stands."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.style import HouseStyle
from legalcheck.rulebook.style.passages import AnyRule
from tests.conftest import Run
from tests.factory import Folder

COURSE = "home/league/home-league-course.yaml"
CLOSED = "home/votes/home-vote-closed.yaml"
NEEDS_LAW = "home/votes/home-vote-needs-law.yaml"
PAY = "others/money/others-pay.yaml"
GAIN = "world/land/world-gain-by-force.yaml"
NATIONAL = "home/votes/home-vote-is-national.yaml"
NO_RECOGNITION = "world/land/world-no-recognition.yaml"
PLAN = "plan/home/plan-leave-for-money.yaml"

SHEET = r"""
references:
  en:
    units: {article: [Art, Arts, Article], chapter: [Chapter]}
  uk:
    units: {article: [ст, статті], part: [ч]}
    before: {article: [part]}
numbered: ['\b\d{2,4}-[IVXLC]+\b']
numbered_joins: {en: [',\s+']}
authority: {en: '\b(?:law|parliament|constitution|charter|statute)', uk: '\b(?:закон|парламент|конституц)'}
bodies:
  - {en: Parliament, uk: Парламент, votes: true}
  - {en: President, uk: Президент}
deeds:
  - {en: '\bsign', uk: підпис}
sentences: [message, why, view]
one_sentence: [title, message]
words: {title: 12, message: 20}
wording:
  - {find: '\bshall\b', instead: 'say ''must''', languages: [en]}
"""


GAZETTEER = """
parties:
  northland: {names: [Northland], adjectives: [Northlandic]}
territories:
  valley: {names: [Valley]}
"""
UK_GAZETTEER = """
parties:
  northland: {names: [Нортландія], adjectives: [нортландський]}
territories: {}
"""
UKRAINIAN = """\
uk:
  title: "Загальний плебісцит потребує закону"
  message: "{performer} провів би плебісцит, який має призначити парламент (ст. 1)."
  why: "Його призначає лише парламент."
  route:
    - {act: призначити плебісцит, body: Парламент, majority: половина всіх депутатів}
    - {act: підписати закон, body: Президент}
examples:
"""


@pytest.fixture
def kept(small: Folder) -> Folder:
    """The small world in good style, with one rule in Ukrainian as well."""
    small.write("style.yaml", SHEET)
    small.write("gazetteer/en.yaml", GAZETTEER)
    small.write("gazetteer/uk.yaml", UK_GAZETTEER)
    small.write("phrases/uk.yaml", small.text("phrases/en.yaml"))
    small.write(PLAN, small.text("plan/plan-leave-for-money.yaml"))
    (small.path / "plan/plan-leave-for-money.yaml").unlink()
    small.edit(PLAN, "What is bought", "By law what is bought")
    small.edit(CLOSED, "why: Votes wait.", "why: By law votes wait.")
    small.edit(COURSE, "from: 2010-06-01", "from: 2000-01-01")
    small.edit(COURSE, "body: President}", "body: President, sources: [N-LAW-1]}")
    small.edit(NATIONAL, "performer: northland}\n  misses", "performer: northland, mode: de_jure}\n  misses")
    small.edit(NEEDS_LAW, "must call.", "must call (Art 1).")
    small.edit(NEEDS_LAW, "examples:\n", "  - {act: sign the law, body: President, sources: [N-LAW-1]}\n" + UKRAINIAN)
    small.edit(NEEDS_LAW, "performer: northland}\n    - text", 'performer: northland, time_bound: "yes"}\n    - text')
    small.edit(NO_RECOGNITION, "why: Every state", "why: By the Charter every state")
    small.edit(PAY, "some writers, level: clear}", "some writers, level: clear, sources: [N-LAW-1]}")
    return small


def found(folder: Folder) -> list[str]:
    """Return what the check of texts says, line by line."""
    return [str(problem) for problem in HouseStyle(open_rulebook(folder.path)).problems()]


def test_good_style_passes(kept: Folder) -> None:
    """The small world has no fault, so every fault below is the planted one."""
    assert found(kept) == []


def test_a_rulebook_without_a_sheet_is_not_checked(small: Folder) -> None:
    """Whoever keeps no house style is held to none."""
    small.edit(CLOSED, "No vote can be held", "Nothing  shall be")
    assert found(small) == []


NAMES = [
    pytest.param(
        CLOSED, "By law votes", "Votes", '"No vote', "neither the message nor 'why' (en) says by what law", id="law"
    ),
    pytest.param(
        CLOSED, "No vote can be held", "Nothing comes of it", '"Nothing', "the message does not say what", id="act"
    ),
    pytest.param(
        NO_RECOGNITION, "what {ben", "what of Valley {ben", '"{perf', "the message names 'Valley'", id="territory"
    ),
    pytest.param(
        NO_RECOGNITION, "every state", "every Northlandic state", "By the", "the why names 'Northlandic'", id="state"
    ),
    pytest.param(
        NEEDS_LAW, '"{performer} провів', '"Він провів', '"Він', "the slot '{performer}' stands in", id="slot"
    ),
    pytest.param(
        NEEDS_LAW, '"{performer} провів', '"{performer:dat} провів', '"{performer:dat', "'{performer:dat}'", id="case"
    ),
    pytest.param(
        GAIN,
        "  territory_status: taken",
        "  territory: unspecified",
        '"{ben',
        "the rule wants 'territory'",
        id="filled",
    ),
]
REFERENCES = [
    pytest.param(
        CLOSED, "lasts.", "lasts (Art 7).", '"No vote', "the message names article 7, which no source", id="message"
    ),
    pytest.param(CLOSED, "By law", "By Law 12-IX,", "By Law", "the why names 12-IX, which no source", id="act"),
    pytest.param(
        COURSE, "act: sign", "act: sign by Art 5(2)", "sign by", "the act of step 2 names article 5(2)", id="step"
    ),
    pytest.param(COURSE, "A pause", "By Chapter II a pause", "By Chapter", "the why names chapter II", id="exception"),
    pytest.param(
        PAY, "Parliament decides", "Art 3 decides", "Art 3", "the view of position 1 names article 3", id="view"
    ),
    pytest.param(
        NEEDS_LAW, "(ст. 1)", "(ст. 1; ч. 2 ст. 3)", '"{performer} пр', "the message (uk) names article 3(2)", id="uk"
    ),
    pytest.param(
        NEEDS_LAW, " (ст. 1)", "", '"{performer} пр', "the message (uk) does not refer to article 1", id="lost"
    ),
    pytest.param(NEEDS_LAW, "половина", "3 з", "3 з", "the majority of step 1 (uk) has the numbers 3", id="number"),
]
STEPS = [
    pytest.param(COURSE, "body: President,", "body: Somebody,", "Somebody", "'Somebody' names nobody", id="nobody"),
    pytest.param(COURSE, "majority: two thirds, ", "", "Parliament", "a body that votes takes the step", id="majority"),
    pytest.param(COURSE, ", sources: [N-LAW-1]}", "}", "{act: sign", "the step rests on no source", id="source"),
    pytest.param(NEEDS_LAW, "body: Парламент", "body: Президент", "Президент, maj", "the body of step 1 is", id="body"),
    pytest.param(NEEDS_LAW, "підписати закон", "чекати", "чекати", "the act of step 2 is 'sign the law'", id="act"),
    pytest.param(
        NEEDS_LAW, ", majority: половина всіх депутатів", "", "{act: призн", "'majority' of step 1 stands in", id="part"
    ),
]
VIEWS = [
    pytest.param(
        PAY, "level: clear", "level: consent", "- {view: Parl", "is contested, but all its positions come", id="same"
    ),
    pytest.param(
        PAY, "level: consent}", "level: barred}", "{level: barred}", "its level 'barred' is that of none", id="level"
    ),
    pytest.param(PAY, "contested", "settled", "- {view: Parl", "is settled, yet lists positions", id="settled"),
    pytest.param(
        PAY, "clear, sources: [N-LAW-1]}", "clear}", "{view: The", "the position rests on no source", id="source"
    ),
    pytest.param(
        PAY,
        "The government may promise.",
        "Parliament decides.",
        "Parliament decides., held_by: some",
        "the view",
        id="twice",
    ),
]
EXAMPLES = [
    pytest.param(
        NEEDS_LAW, 'time_bound: "yes"', "mode: de_jure", "- matter: {kind: hold_vote, performer: northland, m",
        "every hit is a hit of another rule too", id="shared",
    ),
    pytest.param(
        COURSE, "  misses:\n", '  misses:\n    - why: said before\n      text: "Northland will leave the League."\n',
        "why: said before", "the same case stands above", id="both",
    ),
]  # fmt: skip
LONG = "No vote of all the many people in the many lands of the whole North and more can"
PROSE = [
    pytest.param(CLOSED, "No vote can", LONG, '"No vote', "the message has a sentence of 24 words; keep", id="long"),
    pytest.param(CLOSED, "lasts.", "lasts", '"No vote', "the message lacks its full stop", id="stop"),
    pytest.param(CLOSED, "lasts.", "lasts. So be it.", '"No vote', "the message has 2 sentences; make it", id="two"),
    pytest.param(CLOSED, "No vote can", "No vote shall", '"No vote', "the message has 'shall'; say 'must'", id="word"),
    pytest.param(NEEDS_LAW, '"Загальний', '"' + "Дуже " * 12, '"Дуже', "the title (uk) has a sentence of 15", id="uk"),
]
DAYS = [
    pytest.param(
        CLOSED, "from: 2000-01-01", "from: 2000-01-02", "2000-01-02", "no source of the rule begins or", id="first"
    ),
    pytest.param(
        CLOSED, "to: null", "to: 2025-05-05", "2025-05-05", "no source of the rule begins or ends with", id="last"
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "says"),
    [*NAMES, *REFERENCES, *STEPS, *VIEWS, *EXAMPLES, *PROSE, *DAYS],
)
def test_a_planted_fault_is_found_where_it_stands(
    kept: Folder, file: str, old: str, new: str, place: str, says: str
) -> None:
    """One fault of each kind is reported with the file, the line, the column and what is wrong."""
    kept.edit(file, old, new)
    wanted = f"{kept.place(file, place)}: {says}"
    assert any(said.startswith(wanted) for said in found(kept)), (wanted, found(kept))


def test_a_rule_in_the_folder_of_another_forum_is_found(kept: Folder) -> None:
    """A rule on plans cannot be moved to other law by the word 'forum' alone."""
    kept.edit(PLAN, "forum: home", "forum: others")
    assert found(kept) == [
        f"{kept.place(PLAN, 'others')}: stands in 'plan/home', which is not the folder of its forum 'others'; move it"
    ]


def test_examples_on_both_sides_pin_a_day(kept: Folder) -> None:
    """A rule may begin on a day of its own if a hit shows that day and a miss the day before."""
    kept.edit(CLOSED, "from: 2000-01-01", "from: 2010-03-01")
    kept.edit(CLOSED, "  misses:\n", "    - {matter: {kind: hold_vote}, as_of: 2010-03-01}\n  misses:\n")
    assert len(found(kept)) == 1
    kept.edit(CLOSED, "  misses:\n", "  misses:\n    - {matter: {kind: hold_vote}, as_of: 2010-02-28}\n")
    assert found(kept) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "{performer} would hold a vote, which",
            "{performer} would hold a vote under Arts 1, 2 and 99, which",
            ["2", "99"],
        ),
        ("must call (Art 1)", "must call (Arts 1-3)", ["2", "3"]),
    ],
)
def test_lists_and_ranges_of_articles_are_counted_out(kept: Folder, old: str, new: str, says: list[str]) -> None:
    """Each article of a list or a range is looked for by itself."""
    kept.edit(NEEDS_LAW, old, new)
    named = [said for said in found(kept) if "which no source" in said]
    assert [f"article {number}," in said for said, number in zip(named, says, strict=True)] == [True] * len(says)


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ("wordz: {title: 3}\n", "unknown key 'wordz'"),
        ("numbered: ['(']\n", "'(' is no regular expression"),
        ("acts: {fly: [wing]}\n", "no measure kind is called 'fly'"),
    ],
)
def test_mistakes_of_the_sheet_are_reported(kept: Folder, sheet: str, says: str) -> None:
    """The sheet is checked like every other file of the rulebook."""
    kept.write("style.yaml", sheet)
    with pytest.raises(InputError, match=r"style\.yaml:1") as caught:
        found(kept)
    assert says in str(caught.value)


def test_verify_refuses_a_rulebook_of_bad_style(kept: Folder, run: Run, plain_reader: None) -> None:
    """Faults in texts are mistakes of the rulebook: each with its place, a count, and exit status 2."""
    kept.edit(CLOSED, "By law votes", "Votes")
    outcome = run("verify", "--rules", kept.path)
    assert outcome.status == 2
    assert kept.place(CLOSED, '"No vote') in outcome.errors
    assert "the texts of rules have 1 mistakes" in outcome.errors


def test_verify_counts_the_texts_of_a_clean_rulebook(kept: Folder, run: Run, plain_reader: None) -> None:
    """What was checked is said."""
    outcome = run("verify", "--rules", kept.path)
    assert outcome.out.startswith("8 rules as texts: 0 mistakes\n")


def unnoticed(law: Rulebook, changed: Sequence[AnyRule]) -> list[str]:
    """Return the changed rules of which the check of texts says nothing."""
    told = {rule.id: law.documents[rule.id].path for rule in changed}
    paths = {problem.path for problem in HouseStyle(law).problems(changed)}
    return [name for name, path in told.items() if path not in paths]


def every(law: Rulebook) -> tuple[AnyRule, ...]:
    """Return the rules on clauses and those on plans."""
    return (*law.rules.values(), *law.plan_rules.values())


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.parametrize("end", ["start", "to"])
def test_a_day_moved_in_the_shipped_law_is_noticed(law: Rulebook, end: str, days: int) -> None:
    """No first or last day of a rule can move by one without a word, unless examples on both sides hold it."""
    changed = []
    for rule in every(law):
        day = getattr(rule.in_force, end)
        moved = day and (date.fromisoformat(day) + timedelta(days)).isoformat()
        if day and not {day, moved} & {one.as_of for one in (*rule.examples.hits, *rule.examples.misses)}:
            changed.append(rule.model_copy(update={"in_force": rule.in_force.model_copy(update={end: moved})}))
    assert unnoticed(law, changed) == []


def test_a_rule_moved_to_another_forum_is_noticed(law: Rulebook) -> None:
    """No rule of the shipped law can change its forum without a word."""
    others = [(rule, forum) for rule in every(law) for forum in law.forums if forum != rule.forum]
    for which in range(2):
        changed = [rule.model_copy(update={"forum": forum}) for rule, forum in others[which::2]]
        assert unnoticed(law, changed) == []


@pytest.mark.parametrize("first", range(5))
def test_steps_that_change_places_are_noticed(law: Rulebook, first: int) -> None:
    """No two steps that follow each other can be swapped without their translations."""
    changed = []
    for rule in every(law):
        if len(rule.route) > first + 1:
            steps = list(rule.route)
            steps[first : first + 2] = reversed(steps[first : first + 2])
            changed.append(rule.model_copy(update={"route": tuple(steps)}))
    assert unnoticed(law, changed) == []
