"""Every mistake in a rulebook is reported where it stands, in a sentence."""

from pathlib import Path

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook.opening import open_rulebook
from tests.conftest import Run
from tests.factory import RULE_FILES, Folder

COURSE = "home/league/home-league-course.yaml"
LEFT_ALONE = (
    "    - matter: {kind: join_league, performer: northland}\n"
    "    - matter: {kind: leave_league, performer: northland, condition: [condition, revocation]}\n"
)
CLOSED = "home/votes/home-vote-closed.yaml"
NATIONAL = "home/votes/home-vote-is-national.yaml"
PAY = "others/money/others-pay.yaml"
NO_RECOGNITION = "world/land/world-no-recognition.yaml"
GAIN = "world/land/world-gain-by-force.yaml"


def mistakes(small: Folder) -> list[str]:
    """Return what opening the rulebook complains about, line by line."""
    with pytest.raises(InputError) as caught:
        open_rulebook(small.path)
    return [str(problem) for problem in caught.value.problems]


def test_the_small_rulebook_is_clean(small: Folder) -> None:
    """A rulebook without mistakes opens, with every rule file in it."""
    book = open_rulebook(small.path)
    assert len(book.rules) == len(RULE_FILES)
    assert book.version == "7"


def assert_reported(small: Folder, edit: tuple[str, str, str], at: str, says: str) -> None:
    """After an edit (file, old, new), a mistake that begins with these words stands where the text ``at`` is."""
    small.edit(*edit)
    place = small.place(edit[0], at)
    assert any(said.startswith(f"{place}: {says}") for said in mistakes(small)), mistakes(small)


WRONG_WORDS = [
    pytest.param(
        COURSE,
        "kind: leave_league\n",
        "kind: leave_club\n",
        "leave_club",
        "'leave_club' is no value of 'kind'",
        id="value",
    ),
    pytest.param(
        COURSE,
        "when: {condition: condition}",
        "when: {weather: fine}",
        "fine",
        "no attribute is called 'weather'; attributes.yaml lists them",
        id="attribute-in-exception",
    ),
    pytest.param(
        COURSE,
        "performer: northland",
        "actor: northland",
        "northland\nunless",
        "no attribute is called 'actor'; attributes.yaml lists them",
        id="attribute",
    ),
    pytest.param(
        COURSE,
        "sources: [N-LAW-2]",
        "sources: [N-LAW-2, N-LAW-9]",
        "N-LAW-9",
        "no source is called 'N-LAW-9'",
        id="source",
    ),
    pytest.param(
        COURSE,
        "no emergency, sources: [N-LAW-2]",
        "no emergency, sources: [N-LAW-8]",
        "N-LAW-8",
        "no source is called 'N-LAW-8'",
        id="source-of-a-step",
    ),
    pytest.param(
        PAY,
        "level: consent, sources: [N-LAW-1]",
        "level: consent, sources: [N-LAW-7]",
        "N-LAW-7",
        "no source is called 'N-LAW-7'",
        id="source-of-a-position",
    ),
    pytest.param(
        CLOSED,
        "is: national-vote",
        "is: world-vote",
        "world-vote",
        "no characterisation is called 'world-vote'; characterisations.yaml lists them",
        id="characterisation-asked",
    ),
    pytest.param(
        NATIONAL,
        "characterise: national-vote",
        "characterise: world-vote",
        "{characterise",
        "no characterisation is called 'world-vote'; characterisations.yaml lists them",
        id="characterisation-concluded",
    ),
    pytest.param(
        COURSE,
        "{organisation}.",
        "{alliance}.",
        '"{performer}',
        "the message has a slot '{alliance}' that nothing fills",
        id="slot",
    ),
    pytest.param(
        COURSE,
        "then: {level: amendment}",
        "then: {level: forbidden}",
        "forbidden",
        "'then.level' is 'forbidden'",
        id="level",
    ),
    pytest.param(
        PAY,
        "level: clear}",
        "level: fine}",
        "fine}",
        "'fine' is no level",
        id="level-of-a-position",
    ),
    pytest.param(
        COURSE,
        "standing: prevailing",
        "standing: sure",
        "sure",
        "'standing' is 'sure'",
        id="standing",
    ),
    pytest.param(
        COURSE,
        "    - matter: {kind: leave_league, performer: northland}",
        "    - matter: {kind: quit, performer: northland}",
        "quit",
        "'quit' is no value of 'kind'",
        id="value-in-an-example",
    ),
    pytest.param(
        COURSE,
        "    - matter: {kind: leave_league, performer: northland}",
        "    - matter: {kind: leave_league, who: northland}",
        "northland}\n    - text",
        "no attribute is called 'who'",
        id="attribute-in-an-example",
    ),
    pytest.param(
        NO_RECOGNITION,
        "kind: recognise_rule\n",
        "kind: recognise_rule\n  performer: eastland\n",
        "eastland\n",
        "names 'eastland'; rules of this forum know roles only",
        id="state-named-where-roles-only",
    ),
    pytest.param(
        NO_RECOGNITION,
        "kind: recognise_rule\n",
        "kind: recognise_rule\n  territory: [valley]\n",
        "[valley]",
        "names 'valley'; rules of this forum know roles only",
        id="territory-named-where-roles-only",
    ),
    pytest.param(
        COURSE,
        "why: The constitution names the League.",
        "why: The constitution names the League.\nbecause: so it is",
        "so it is",
        "unknown key 'because'; check its spelling",
        id="unknown-key",
    ),
    pytest.param(
        COURSE,
        "why: A pause leaves the course as it is.",
        "why: A pause.\n    whence: here",
        "here",
        "unknown key 'unless.0.whence'; check its spelling",
        id="unknown-key-below",
    ),
    pytest.param(
        "sources/law.yaml",
        "verified: partly",
        "verified: maybe",
        "maybe",
        "'sources.1.verified'",
        id="verification-of-a-source",
    ),
    pytest.param(
        "context/parties.yaml",
        "members: [northland, southland, eastland]",
        "member: [northland]",
        "[northland]",
        "unknown key 'member'",
        id="key-of-a-party",
    ),
    pytest.param(
        COURSE,
        "id: home-league-course",
        "id: home-league-path",
        "home-league-path",
        "id and file name differ: 'home-league-path', 'home-league-course'",
        id="id-is-not-the-file-name",
    ),
    pytest.param(
        COURSE,
        "forum: home",
        "forum: others",
        "others",
        "forum 'others' is not its folder",
        id="forum-is-not-the-folder",
    ),
    pytest.param(
        COURSE,
        "performer: northland\nunless",
        "performer: [northland, northland]\nunless",
        "[northland, northland]",
        "'performer' lists a value twice",
        id="value-twice",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "at", "says"), WRONG_WORDS)
def test_a_wrong_word_is_reported_where_it_stands(
    small: Folder, name: str, old: str, new: str, at: str, says: str
) -> None:
    """A word that nothing declares is named, with file, line and column of the word itself."""
    assert_reported(small, (name, old, new), at, says)


MISSING = [
    pytest.param(
        COURSE,
        "sources: [N-LAW-2]\nwhen",
        "sources: []\nwhen",
        "[]\nwhen",
        "'sources'",
        id="no-sources",
    ),
    pytest.param(
        COURSE,
        "sources: [N-LAW-2]\nwhen",
        "when",
        "id: home",
        "'sources' is missing",
        id="sources-left-out",
    ),
    pytest.param(
        PAY,
        "sources: [N-RUMOUR, N-LAW-1]",
        "sources: [N-RUMOUR]",
        "[N-RUMOUR]",
        "rests only on sources that nobody has verified; add one that is",
        id="only-unverified-sources",
    ),
    pytest.param(
        PAY,
        "  - {view: The government may promise., held_by: some writers, level: clear}\n",
        "",
        "contested",
        "is contested but does not name two positions",
        id="contested-with-one-position",
    ),
    pytest.param(
        COURSE,
        '    - text: "Northland will leave the League."\n',
        "",
        "- matter",
        "has no clause text among its hits",
        id="no-text-among-the-hits",
    ),
    pytest.param(
        COURSE,
        "    - matter: {kind: leave_league, performer: northland}\n",
        "",
        "- text",
        "has no matter among its hits",
        id="no-matter-among-the-hits",
    ),
    pytest.param(
        COURSE,
        "  misses:\n" + LEFT_ALONE,
        "",
        "hits:",
        "'examples.misses' is missing",
        id="no-misses",
    ),
    pytest.param(
        COURSE,
        LEFT_ALONE,
        "    []\n",
        "[]",
        "'examples.misses'",
        id="empty-misses",
    ),
    pytest.param(
        COURSE,
        "then: {level: amendment}\n",
        "then: {}\n",
        "{}",
        "'then' takes either a level or a characterisation",
        id="nothing-follows",
    ),
    pytest.param(
        COURSE,
        "  kind: leave_league\n  performer: northland\n",
        "  {}\n",
        "{}",
        "asks nothing, so it would hold of every clause",
        id="asks-nothing",
    ),
    pytest.param(
        COURSE,
        "why: The constitution names the League.",
        'why: " "',
        '" "',
        "'why' is empty",
        id="empty-words",
    ),
    pytest.param(
        COURSE,
        "matter: {kind: join_league, performer: northland}",
        "why: nothing to see",
        "why: nothing",
        "an example is either a matter or a text",
        id="example-of-nothing",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "at", "says"), MISSING)
def test_a_missing_part_is_reported_where_it_should_stand(
    small: Folder, name: str, old: str, new: str, at: str, says: str
) -> None:
    """What a rule must have and has not is named, at the part that lacks it."""
    assert_reported(small, (name, old, new), at, says)


def test_characterisations_in_a_circle_are_refused_with_the_circle(small: Folder) -> None:
    """Rules that rest on each other in a circle have no order; the circle is spelled out."""
    small.edit(NATIONAL, "  performer: northland\nthen", "  performer: northland\n  is: gain-by-force\nthen")
    small.edit(GAIN, "  territory_status: taken\nthen", "  territory_status: taken\n  is: national-vote\nthen")
    said = [one for one in mistakes(small) if "circle" in one]
    assert len(said) == 1
    assert "gain-by-force -> national-vote -> gain-by-force" in said[0] or (
        "national-vote -> gain-by-force -> national-vote" in said[0]
    )
    assert small.place(NATIONAL, "{characterise") in said[0] or small.place(GAIN, "{characterise") in said[0]


def test_a_circle_through_an_exception_is_refused(small: Folder) -> None:
    """An exception that asks for what the rule itself concludes has no order either."""
    small.edit(NATIONAL, "then:", "unless:\n  - {label: odd, why: odd, when: {is: national-vote}}\nthen:")
    assert any("circle: national-vote -> national-vote" in said for said in mistakes(small))


def test_a_characterisation_that_no_rule_concludes_is_unreachable(small: Folder) -> None:
    """A rule that waits for what no rule concludes can never apply, and that is said."""
    (small.path / NATIONAL).unlink()
    place = small.place(CLOSED, "national-vote")
    assert f"{place}: no rule concludes 'national-vote', so this can never hold" in mistakes(small)


def test_a_characterisation_that_nobody_asks_about_is_idle(small: Folder) -> None:
    """A rule whose conclusion no rule asks about has no effect, and that is said."""
    (small.path / NO_RECOGNITION).unlink()
    place = small.place(GAIN, "{characterise")
    assert f"{place}: no rule asks about 'gain-by-force', so nothing follows from this one" in mistakes(small)


def test_parts_out_of_order_are_reported(small: Folder) -> None:
    """The parts of a rule file stand in one fixed order."""
    small.edit(COURSE, "title: The League stands in the constitution\nforum: home\n", "")
    small.edit(COURSE, "standing:", "forum: home\ntitle: The League stands in the constitution\nstanding:")
    assert any("is out of order" in said and str(small.path / COURSE) in said for said in mistakes(small))


def test_an_id_that_stands_twice_is_reported(small: Folder) -> None:
    """Two files must not define one rule."""
    copy = "home/votes/again/home-league-course.yaml"
    small.write(copy, small.text(COURSE))
    assert f"{small.place(copy, 'home-league-course')}: rule 'home-league-course' stands twice" in mistakes(small)


def test_a_source_id_that_stands_twice_is_reported(small: Folder) -> None:
    """Two places must not share one id."""
    small.edit("sources/law.yaml", "id: N-LAW-2", "id: N-LAW-1")
    assert any("source 'N-LAW-1' stands twice" in said for said in mistakes(small))


def test_an_exception_label_that_stands_twice_is_reported(small: Folder) -> None:
    """Exceptions are known by their labels within a rule."""
    small.edit(COURSE, "unless:\n", "unless:\n  - {label: for-a-time-only, why: x, when: {mode: de_jure}}\n")
    assert any("exception label 'for-a-time-only' stands twice" in said for said in mistakes(small))


def test_all_mistakes_are_reported_at_once(small: Folder) -> None:
    """Every file is looked at, whatever is wrong with the others."""
    small.edit(COURSE, "kind: leave_league\n", "kind: leave_club\n")
    small.edit(CLOSED, "sources: [N-LAW-1]", "sources: [N-LAW-9]")
    small.edit(PAY, "{number}", "{money}")
    small.edit(PAY, "performer: eastland", "performer: westland")
    said = "\n".join(mistakes(small))
    assert all(word in said for word in ("leave_club", "N-LAW-9", "{money}", "westland"))


def test_mistakes_of_form_in_several_files_are_reported_at_once(small: Folder) -> None:
    """A file that cannot be read does not hide the mistakes of another."""
    small.write(COURSE, "id: [unclosed\n")
    small.write(CLOSED, "id: x\nid: y\n")
    small.edit(PAY, "why:", "whatfor:")
    said = "\n".join(mistakes(small))
    assert all(name in said for name in (COURSE, CLOSED, PAY))


PLAN_RULE = "plan/plan-leave-for-money.yaml"

IN_PLAN_RULES = [
    ("performer: northland}\n  paying", "performer: westland}\n  paying", "westland}", "'westland' is no value of"),
    ("paying: {kind: pay", 'paying: {emergency: "yes", kind: pay', '"yes", kind', "'emergency' is a fact; ask for it"),
    ("paying: {kind: pay", "paying: {is: national-vote, kind: pay", "national-vote", "a plan rule asks for attributes"),
    ('when: {emergency: "yes"}', "when: {kind: pay}", "pay}\nthen", "'kind' is no fact; ask for it under 'find'"),
    ("then: {level: closed}", "then: {characterise: national-vote}", "{characterise", "a plan rule concludes a level"),
    ("forum: home", "forum: moon", "moon", "no forum is called 'moon'"),
    ("{leaving} is", "{voting} is", '"{voting}', "the message has a slot '{voting}' that nothing fills"),
    ("sources: [N-LAW-1]", "sources: [N-LAW-9]", "N-LAW-9", "no source is called 'N-LAW-9'"),
    ("sources: [N-LAW-1]", "sources: [N-RUMOUR]", "[N-RUMOUR]", "rests only on sources that nobody has verified"),
    ("id: plan-leave", "id: plan-go", "plan-go", "id and file name differ"),
    ("id: plan-leave-for-money", "id: others-pay", "others-pay", "rule 'others-pay' stands twice"),
    ("    - texts: [", "    - text: [", '["Northland', "unknown key 'examples.hits.1.text'"),
    ("  paying:", "  paying: {}\n  giving:", "{}\n", "asks nothing"),
    ('when: {emergency: "yes"}', "when: {emergency: perhaps}", "perhaps}", "'perhaps' is no value of 'emergency'"),
]


@pytest.mark.parametrize(("old", "new", "at", "says"), IN_PLAN_RULES, ids=[case[3] for case in IN_PLAN_RULES])
def test_mistakes_in_rules_on_plans_are_placed(small: Folder, old: str, new: str, at: str, says: str) -> None:
    """Rules that look across clauses are checked like the others."""
    small.edit(PLAN_RULE, old, new)
    place = small.place(PLAN_RULE, at)
    assert any(said.startswith(f"{place}: {says}") for said in mistakes(small)), mistakes(small)


IN_TRANSLATIONS = [
    (
        "message: '{performer} \u0442\u0430 {whom}'",
        "'{performer} \u0442\u0430 {whom}'",
        "the message has a slot '{whom}' that nothing",
    ),
    ("message: '{performer:xyz}'", "'{performer:xyz}'", "'xyz' is no grammatical case"),
    ("message: '{performer'", "'{performer'", "the message has a brace that does not close"),
]


@pytest.mark.parametrize(("message", "at", "says"), IN_TRANSLATIONS, ids=["slot", "case", "brace"])
def test_mistakes_in_translations_are_placed(small: Folder, message: str, at: str, says: str) -> None:
    """The words of a rule in another language are checked like its own."""
    small.edit(PAY, "examples:", f"uk:\n  title: a\n  {message}\n  why: b\nexamples:")
    place = small.place(PAY, at)
    assert any(said.startswith(f"{place}: {says}") for said in mistakes(small)), mistakes(small)


def test_a_translation_that_leaves_positions_out_is_reported(small: Folder) -> None:
    """What is told in one language is told in the other: as many steps, as many positions."""
    small.edit(PAY, "examples:", "uk:\n  title: a\n  message: m\n  why: b\nexamples:")
    assert any("'positions' has not as many entries in Ukrainian as in English" in said for said in mistakes(small))


CONTEXT = [
    pytest.param("context/parties.yaml", "acts_for: southland", "acts_for: westland", "westland", id="principal"),
    pytest.param("context/parties.yaml", "northland, southland, eastland]", "westland]", "westland", id="member"),
    pytest.param("context/kinds.yaml", "northland, eastland]", "northland, westland]", "westland", id="candidate"),
    pytest.param("context/kinds.yaml", "give_land:", "grab_land:", "grab_land", id="kind-of-a-convention"),
    pytest.param("context/facts.yaml", "sources: [N-LAW-1]", "sources: [N-LAW-9]", "N-LAW-9", id="source-of-a-fact"),
    pytest.param("context/facts.yaml", 'value: "no"', "value: perhaps", "perhaps", id="value-of-a-fact"),
    pytest.param("context/territories.yaml", "by: southland", "by: westland", "westland", id="taker"),
    pytest.param(
        "context/territories.yaml", "title_holder: northland", "title_holder: westland", "westland", id="title-holder"
    ),
    pytest.param("context/territories.yaml", "plain:", "steppe:", "plain", id="territory-left-out"),
    pytest.param(
        "context/conflicts.yaml",
        "title_holder: northland",
        "title_holder: westland",
        "westland",
        id="title-holder-in-a-conflict",
    ),
    pytest.param("context/conflicts.yaml", "taker: southland", "taker: westland", "westland", id="taker-in-a-conflict"),
    pytest.param("rulebook.yaml", "home: northland", "home: westland", "westland", id="home"),
    pytest.param("context/gates.yaml", "  hold_vote:", "  hold_votes:", "hold_votes", id="kind-of-a-gate"),
    pytest.param("context/gates.yaml", "who_must_act: people", "who_must_act: king", "king", id="body-of-a-gate"),
    pytest.param(
        "attributes.yaml", "default: [affirmed]", "default: [afirmed]", "afirmed", id="default-of-an-attribute"
    ),
    pytest.param("attributes.yaml", "values: measures", "values: measurs", "measurs", id="value-list"),
    pytest.param(
        "vocabulary.yaml",
        "{kind: leave_league, polarity: affirmed}",
        "{kind: quit_league, polarity: affirmed}",
        "quit_league",
        id="equivalent-of-an-unknown-kind",
    ),
    pytest.param(
        "phrases/en.yaml", 'kind: "the clause would {value}"', 'kind: "it would {valu}"', "kind", id="slot-of-a-phrase"
    ),
    pytest.param("phrases/en.yaml", "  number: the number stated\n", "", "number", id="slot-without-words"),
    pytest.param(
        "phrases/en.yaml",
        "northland: Northland",
        "northland: {gen: of Northland}",
        "northland",
        id="name-without-nominative",
    ),
    pytest.param(
        "phrases/en.yaml", "northland: Northland", "northland: {nom: A, xyz: B}", "northland", id="name-in-no-case"
    ),
    pytest.param("phrases/en.yaml", "law of {date}.", "law of {day}.", "judged", id="slot-of-a-report-word"),
    pytest.param("phrases/en.yaml", '"Clauses: {number}', '"Clauses: {amount}', "count", id="slot-of-a-count"),
    pytest.param(
        "vocabulary.yaml",
        "control_only, unspecified]",
        "control_only]",
        "unspecified",
        id="vocabulary-without-unspecified",
    ),
    pytest.param("vocabulary.yaml", "[affirmed, negated]", "[affirmed]", "negated", id="vocabulary-without-negation"),
]


@pytest.mark.parametrize(("name", "old", "new", "word"), CONTEXT)
def test_a_name_that_nothing_declares_is_found_in_the_context_too(
    small: Folder, name: str, old: str, new: str, word: str
) -> None:
    """Context, attributes and phrases are checked like rules: no crash at judging time, no silent gap."""
    small.edit(name, old, new)
    assert any(str(small.path / name) in said and f"'{word}" in said for said in mistakes(small)), mistakes(small)


def test_a_collective_of_collectives_is_refused(small: Folder) -> None:
    """A member of a collective party is a party that a rule can name, not another collective."""
    small.edit("context/parties.yaml", "unknown:", "all_of_them: {members: [everyone, rebels]}\nunknown:")
    assert any("'all_of_them'" in said for said in mistakes(small))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "third_state, organisation, unspecified]}\nben",
            "organisation, unspecified]}\nben",
            "'performer_role' lacks 'th",
        ),
        ("held, undisputed", "undisputed", "'territory_status' lacks 'held'"),
        ("nobody, unspecified", "nobody", "'reversible_by' lacks 'unspecified'"),
        ("values: polarity,", "values: [affirmed],", "'polarity' lacks 'negated'"),
    ],
)
def test_a_value_that_the_program_gives_must_be_there(small: Folder, old: str, new: str, says: str) -> None:
    """An attribute without a value that matters may have is a mistake in the rulebook, and no crash of a judgment."""
    small.edit("attributes.yaml", old, new)
    with pytest.raises(InputError, match=says):
        open_rulebook(small.path)


def test_a_slot_that_is_not_closed_is_reported(small: Folder) -> None:
    """A message with an open brace cannot be filled."""
    small.edit(COURSE, "{organisation}.", "{organisation.")
    place = small.place(COURSE, '"{performer}')
    assert any(said.startswith(f"{place}: ") for said in mistakes(small)), mistakes(small)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "yesterday", "2026-1-5"])
def test_a_date_that_is_no_date_is_reported(small: Folder, day: str) -> None:
    """Law holds between days that exist."""
    small.edit(COURSE, "from: 2010-06-01", f"from: {day}")
    place = small.place(COURSE, day)
    assert any(said.startswith(f"{place}: ") for said in mistakes(small))


def test_law_that_ends_before_it_begins_is_reported(small: Folder) -> None:
    """A span of days has its first day before its last."""
    small.edit(COURSE, "{from: 2010-06-01, to: null}", "{from: 2010-06-01, to: 2009-01-01}")
    assert any(str(small.path / COURSE) in said for said in mistakes(small))


def test_a_rule_past_the_limits_of_the_engine_is_named(small: Folder, run: Run, plain_reader: None) -> None:
    """A rule with more conditions than the engine holds is reported by name, not tried."""
    names = [f"mood-{at}" for at in range(17)]
    small.write(
        "characterisations.yaml", small.text("characterisations.yaml") + "".join(f"{n}: a mood\n" for n in names)
    )
    for name in names:
        rule = small.text(NATIONAL).replace("national-vote}", f"{name}}}").replace("hold_vote", "pay")
        small.write(f"home/moods/home-{name}.yaml", rule.replace("id: home-vote-is-national", f"id: home-{name}"))
    small.edit(PAY, "  performer: eastland\n", f"  performer: northland\n  is: [{', '.join(names)}]\n")
    outcome = run("verify", "--rules", small.path)
    assert outcome.status == 1
    assert "others-pay" in outcome.errors
    assert "conditions" in outcome.errors


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ("fly: {scale: 0.1, offset: -2.5, threshold: 0.5}", "'kinds': no measure kind is called 'fly'"),
        ("pay: {scale: 0.1, offset: -2.5, threshold: 0}", "should be greater than or equal to 0.01"),
        ("pay: {scale: 0.1, offset: -2.5}", "'kinds.pay.threshold' is missing"),
    ],
    ids=["kind", "threshold", "missing"],
)
def test_mistakes_beside_the_weights_are_reported(small: Folder, kinds: str, says: str) -> None:
    """What the nominator says of its kinds is checked like any other file of the rulebook."""
    head = "pieces: 1\ncorpus: sha256:0\nclauses: 1\nlanguages: {en: 0.1}\nkinds:\n"
    small.path.joinpath("nominator").mkdir()
    small.write("nominator/nominator.yaml", f"{head}  {kinds}\n")
    assert any("nominator.yaml" in said and says in said for said in mistakes(small)), mistakes(small)


def test_a_missing_file_is_named(small: Folder) -> None:
    """A rulebook without one of its parts says which part."""
    (small.path / "context/facts.yaml").unlink()
    assert f"{small.path / 'context/facts.yaml'}: is missing from the rulebook" in mistakes(small)


@pytest.mark.parametrize("text", ["null\n", "- a\n", "words\n", "forums: [a]\n", "forums: words\n", "version: 1\n"])
def test_a_head_that_is_none_is_refused_with_a_sentence(small: Folder, text: str) -> None:
    """rulebook.yaml is a mapping with forums; anything else is said to be wrong, never refused in silence."""
    small.write("rulebook.yaml", text)
    assert any(said.startswith(f"{small.path / 'rulebook.yaml'}:") for said in mistakes(small))


def test_a_folder_that_holds_no_rules_is_refused(tmp_path: Path) -> None:
    """An empty folder is no rulebook."""
    with pytest.raises(InputError, match=r"rulebook\.yaml: is missing"):
        open_rulebook(tmp_path)


def test_a_folder_named_like_a_file_of_rules_is_an_error(small: Folder, run: Run) -> None:
    """One sentence says what cannot be read."""
    (small.path / "sources" / "more.yaml").mkdir()
    outcome = run("rules", "--rules", small.path)
    assert outcome.status == 2
    assert f"{small.path / 'sources' / 'more.yaml'}: cannot be read: Is a directory" in outcome.errors
