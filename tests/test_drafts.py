"""Two drafts compared: which clause became which, what that changes in barriers, and who is to do what."""

import json
import re
from pathlib import Path

import pytest
import yaml

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.drafts.alignment import align
from legalcheck.drafts.difference import difference
from legalcheck.drafts.likeness import content_of, scores
from legalcheck.model.drafts import Difference
from legalcheck.model.plan import Plan
from legalcheck.report.drafts import DifferenceText
from legalcheck.report.drafts_page import difference_html
from legalcheck.rulebook.load import Rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.plans import SMALL

CASES = yaml.safe_load((ROOT / "cases" / "alignments.yaml").read_text("utf-8"))
LEAVES = "{kind: leave_league, performer: northland, organisation: league}"
VOTES = "{kind: hold_vote, performer: northland}"
PAYS = "{kind: pay, performer: eastland, number: 100}"
RECOGNISES = "{kind: recognise_rule, performer: eastland, beneficiary: southland, territory: valley, mode: de_jure}"


def plan(*clauses: tuple[str, str, str], title: str = "") -> Plan:
    """Return a plan from (number, text, measures in YAML)."""
    parts = [{"number": n, "text": text, "measures": yaml.safe_load(f"[{found}]")} for n, text, found in clauses]
    return Plan.model_validate({"title": title, "clauses": parts})


@pytest.fixture(scope="module")
def checker(small_book: Rulebook) -> Checker:
    """The small world, with its territory taken."""
    return Checker(small_book, DAY, engine="reference")


def compared(checker: Checker, old: Plan, new: Plan) -> Difference:
    """Judge two drafts and compare them."""
    return difference(checker.check_plan(old), checker.check_plan(new), checker.context)


def fates(found: Difference) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the clauses by what became of them; one of each fate."""
    return {clause.change: clause.numbers for clause in found.clauses}


# --- alignment --------------------------------------------------------------------------------------------------------


def test_a_clause_that_is_renumbered_and_reworded_is_found_again(checker: Checker) -> None:
    """Neither the number nor the place tells which clause it was."""
    old = plan(("1", "Northland will leave the League.", LEAVES), ("2", "Eastland will pay 100 to all.", PAYS))
    new = plan(
        ("I", "A sum of 100 will be paid by Eastland to all.", PAYS), ("II", "Northland leaves the League.", LEAVES)
    )
    assert {clause.numbers for clause in compared(checker, old, new).clauses} == {(("2",), ("I",)), (("1",), ("II",))}


def test_measures_align_clauses_that_share_no_words(checker: Checker) -> None:
    """Drafts in two languages are compared by what they do."""
    old = plan(("1", "Northland will leave the League.", LEAVES), ("2", "A vote is held.", VOTES))
    turned = plan(("1", "Голосування відбудеться.", VOTES), ("2", "Північ виходить із Ліги.", LEAVES))
    foreign = [clause.model_copy(update={"language": "uk"}) for clause in turned.clauses]
    found = compared(checker, old, turned.model_copy(update={"clauses": tuple(foreign)}))
    assert {clause.numbers for clause in found.clauses} == {(("1",), ("2",)), (("2",), ("1",))}


def test_clauses_that_have_nothing_in_common_are_not_aligned(checker: Checker) -> None:
    """What went and what came stay apart."""
    found = compared(
        checker, plan(("1", "Northland will leave the League.", LEAVES)), plan(("1", "Eastland pays.", PAYS))
    )
    assert fates(found) == {"removed": (("1",), ()), "added": ((), ("1",))}


def test_a_split_clause_is_shown_with_all_its_parts(checker: Checker) -> None:
    """One clause that became two is one entry, and nothing came or went."""
    whole = ("1", "Northland will leave the League and hold a vote on the matter.", f"{LEAVES}, {VOTES}")
    parts = (
        ("1", "Northland will leave the League.", LEAVES),
        ("2", "Northland will hold a vote on the matter.", VOTES),
    )
    found = compared(checker, plan(whole), plan(*parts))
    assert fates(found) == {"split": (("1",), ("1", "2"))}
    assert not found.barriers
    assert not found.obligations
    assert fates(compared(checker, plan(*parts), plan(whole))) == {"merged": (("1", "2"), ("1",))}


def test_likeness_is_symmetric_and_whole_for_the_same_only(checker: Checker) -> None:
    """The same words in another order say something else."""
    one, other = checker.check_plan(
        plan(("1", "Eastland attacks Northland.", ""), ("2", "Northland attacks Eastland.", ""))
    ).clauses
    pair = content_of(one, checker.book), content_of(other, checker.book)
    found = scores(pair, pair)
    assert found[0, 0] == found[1, 1] == 1
    assert found[0, 1] == found[1, 0] < 1


def test_real_drafts_are_aligned_as_a_person_aligns_them(law: Rulebook, loaded_reader: object) -> None:
    """Of the pairs that a person sees seven in eight are found, and seven in eight that are found are meant."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("legalcheck.reading.Reader", lambda _, **__: loaded_reader)
        reading = Checker(law, DAY, engine="reference")
        names = {case[side] for case in CASES for side in ("old", "new")}
        plans = {name: open_plan(ROOT / "cases" / "plans" / f"{name}.md") for name in names}
        clauses = {name: list(reading.check(plan.clauses)) for name, plan in plans.items()}
    wanted, found, allowed = set(), set(), set()
    for at, case in enumerate(CASES):
        old, new = clauses[case["old"]], clauses[case["new"]]
        groups = align([content_of(c, law) for c in old], [content_of(c, law) for c in new])
        found |= {(at, f"{old[a].number}={new[b].number}") for group in groups for a in group.old for b in group.new}
        wanted |= {(at, pair) for pair in case["pairs"].split()}
        allowed |= {(at, pair) for pair in case["also"].split()}
    assert len(found & wanted) >= 7 / 8 * len(wanted), sorted(wanted - found)
    assert len(found & wanted) >= 7 / 8 * len(found - allowed), sorted(found - wanted - allowed)


# --- barriers and verdicts --------------------------------------------------------------------------------------------


def test_new_and_cleared_barriers_are_named_with_their_clauses(checker: Checker) -> None:
    """What a rule hit before and no longer hits is cleared; what it hits now is new."""
    found = compared(checker, plan(("1", "Leave.", LEAVES)), plan(("7", "Recognise.", RECOGNISES)))
    told = {(one.change, one.rule, one.old_clauses, one.new_clauses) for one in found.barriers}
    assert ("new", "world-no-recognition", (), ("7",)) in told
    assert {change for change, *_ in told} == {"new", "cleared"}
    assert all(one.level != "notice" for one in found.barriers)


def test_a_barrier_that_another_clause_meets_now_has_moved(checker: Checker) -> None:
    """A rule that one clause no longer meets and another one does is neither new nor gone."""
    old = plan(("1", "Eastland recognises Southland in Valley.", RECOGNISES))
    found = compared(checker, old, plan(("4", "Wholly other words.", RECOGNISES)))
    assert fates(found) == {"removed": (("1",), ()), "added": ((), ("4",))}
    assert ("moved", ("1",), ("4",)) in {(one.change, one.old_clauses, one.new_clauses) for one in found.barriers}
    assert {one.change for one in found.barriers} == {"moved"}


def test_facts_that_a_draft_takes_as_given_change_its_barriers(checker: Checker) -> None:
    """The same words under another assumption are changed, not the same."""
    old = plan(("1", "A vote is held.", VOTES))
    new = old.model_copy(update={"assumptions": {"emergency": "no"}})
    found = compared(checker, old, new)
    assert [clause.change for clause in found.clauses] == ["changed"]
    assert [one.change for one in found.barriers] == ["cleared"]


# --- who is to do what ------------------------------------------------------------------------------------------------


def test_obligations_are_told_by_side(checker: Checker) -> None:
    """The home state, those who take by force with those who act for them, others, and nobody who is named."""
    old = plan(("1", "-", ""))
    new = plan(
        ("2", "Northland votes.", VOTES),
        ("3", "The rebels talk.", "{kind: talk, performer: rebels}"),
        ("4", "Eastland pays.", PAYS),
        ("5", "Somebody pays.", "{kind: pay}"),
        ("6", "It is said that Northland leaves.", "{kind: leave_league, performer: northland, force: report}"),
    )
    told = {
        side.side: (side.parties, [one.new.clause for one in side.changes if one.new])
        for side in compared(checker, old, new).obligations
    }
    assert told == {
        "home": (("northland",), ["2"]),
        "takers": (("southland",), ["3"]),
        "others": ((), ["4"]),
        "not_said": ((), ["5"]),
    }


def test_what_an_obligation_became_is_told_part_by_part(checker: Checker) -> None:
    """A ceiling that rises is one change with both values, and a collective name is its members."""
    old = plan(("1", "All pay 100.", "{kind: pay, performer: everyone, number: 100}"))
    new = plan(("1", "All pay 200.", "{kind: pay, performer: [eastland, northland, southland], number: 200}"))
    (clause,) = compared(checker, old, new).clauses
    assert [(one.change, one.parts) for one in clause.measures] == [("changed", ("number",))]


def test_an_obligation_that_passes_to_another_goes_here_and_comes_there(checker: Checker) -> None:
    """Each side sees its own part of a change."""
    old, new = plan(("1", "One pays 100.", PAYS)), plan(("1", "One pays 100.", PAYS.replace("eastland", "northland")))
    told = {side.side: side.changes[0].change for side in compared(checker, old, new).obligations}
    assert told == {"home": "added", "others": "removed"}


def test_an_obligation_that_went_to_another_clause_is_no_change(checker: Checker) -> None:
    """What moved from one clause to the next is owed as before."""
    old = plan(
        ("1", "Northland will leave the League at once.", f"{LEAVES}, {VOTES}"), ("2", "Eastland will pay a sum.", PAYS)
    )
    new = plan(
        ("1", "Northland will leave the League at once.", LEAVES), ("2", "Eastland will pay a sum.", f"{PAYS}, {VOTES}")
    )
    found = compared(checker, old, new)
    assert [[one.change for one in clause.measures] for clause in found.clauses] == [["removed"], ["added"]]
    assert not found.obligations


# --- reports ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[Path, Path]:
    """The plan of the small world, and a draft that leaves clause 1 out and lets another state vote."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SMALL, encoding="utf-8")
    later = {**yaml.safe_load(SMALL), "title": "A <b>later</b> plan"}
    later["clauses"] = later["clauses"][1:]
    later["clauses"][0] |= {"text": "Northland shall hold a vote in 50 days & <script>alert(1)</script>."}
    new.write_text(yaml.safe_dump(later), encoding="utf-8")
    return old, new


def test_the_page_escapes_every_word_and_needs_no_network(run: Run, small: Folder, drafts: tuple[Path, Path]) -> None:
    """What a plan says cannot become markup, and nothing is fetched."""
    page = run("diff", *drafts, "--rules", small.path, "--as-of", DAY, "-f", "html").out
    assert "A &lt;b&gt;later&lt;/b&gt; plan" in page
    assert "&lt;script&gt;" in re.sub(r"</?(?:ins|del)>", "", page)
    assert "<script" not in page
    assert "<b>later" not in page
    assert not re.findall(r"(?:src|href)\s*=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_the_page_marks_what_came_and_what_went(run: Run, small: Folder, drafts: tuple[Path, Path]) -> None:
    """Words that only one draft has are marked in it."""
    page = run("diff", *drafts, "--rules", small.path, "--as-of", DAY, "-f", "html").out
    assert "<del>100</del>" in page
    assert re.search(r"<ins>50</ins>", page)


def test_the_data_follow_their_model(run: Run, small: Folder, drafts: tuple[Path, Path]) -> None:
    """JSON names its format and reads back as it was written."""
    written = run("diff", *drafts, "--rules", small.path, "--as-of", DAY, "-f", "json").out
    data = json.loads(written)
    assert data["schema"] == "legalcheck.diff/1"
    assert Difference.model_validate(data).model_dump_json(by_alias=True, indent=1) + "\n" == written


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_same_drafts_give_the_same_bytes(run: Run, small: Folder, drafts: tuple[Path, Path], form: str) -> None:
    """Nothing depends on the run, and -o changes where the bytes go only."""
    options = ("diff", *drafts, "--rules", small.path, "--as-of", DAY, "-f", form)
    output = drafts[0].parent / "report"
    first, second = run(*options), run(*options, "-o", output)
    assert first.raw == output.read_bytes()
    assert first.status == second.status


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_report_keeps_to_eighty_columns(law: Rulebook, language: str) -> None:
    """In either language no line is wider than a terminal; the page is written in both."""
    judging = Checker(law, DAY, engine="reference", report_language=language)
    names = ("us-28-point-2025-11", "us-ukraine-20-point-2025-12")
    old, new = (judging.check_plan(open_plan(ROOT / "cases" / "plans" / f"{name}.yaml")) for name in names)
    found = difference(old, new, judging.context)
    assert max(map(len, DifferenceText(law, language=language).report(found).splitlines())) <= 80
    assert f'<html lang="{language}">' in difference_html(found, law, language)


def test_a_guess_says_that_it_is_one(checker: Checker) -> None:
    """What the reader only suspects is not told as if the draft said it."""
    found = compared(checker, plan(("1", "-", "")), plan(("1", "Perhaps.", VOTES.replace("}", ", status: possible}"))))
    assert "(possible)" in DifferenceText(checker.book).report(found)


# --- the command ------------------------------------------------------------------------------------------------------


def written(folder: Path, name: str, *measures: str) -> Path:
    """Write a plan of one clause a measure."""
    path = folder / name
    clauses = [
        {"number": str(at), "text": f"Point {at}.", "measures": [yaml.safe_load(m)]} for at, m in enumerate(measures, 1)
    ]
    path.write_text(yaml.safe_dump({"clauses": clauses}), encoding="utf-8")
    return path


def test_only_new_barriers_fail(run: Run, small: Folder, tmp_path: Path) -> None:
    """What stood before counts no more; what is new does, at or above the level."""
    bad, worse = written(tmp_path, "bad.yaml", RECOGNISES), written(tmp_path, "worse.yaml", RECOGNISES, LEAVES)
    options = ("--rules", small.path, "--as-of", DAY, "-q")
    assert run("diff", bad, bad, *options).status == 0
    assert run("diff", worse, bad, *options).status == 0
    assert run("diff", bad, worse, *options).status == 0
    assert run("diff", bad, worse, *options, "--fail-on", "amendment").status == 1
    assert run("diff", written(tmp_path, "none.yaml", "{kind: talk}"), bad, *options).status == 1


def test_what_may_be_a_barrier_is_unsettled(run: Run, small: Folder, tmp_path: Path) -> None:
    """A new barrier that rests on a guess, and words anew that nobody understood, are neither yes nor no."""
    none, guess = (
        written(tmp_path, "a.yaml", "{kind: talk}"),
        written(tmp_path, "b.yaml", "{kind: talk}", RECOGNISES.replace("}", ", status: possible}")),
    )
    options = ("--rules", small.path, "--as-of", DAY, "-q")
    assert run("diff", none, guess, *options).status == 3
    assert run("diff", guess, none, *options).status == 0


def test_the_mistakes_of_both_drafts_are_told_together(run: Run, small: Folder, tmp_path: Path) -> None:
    """One call tells all that has to be mended, and writes nothing."""
    old, output = tmp_path / "old.yaml", tmp_path / "report"
    old.write_text("clauses: []\n", encoding="utf-8")
    got = run("diff", old, tmp_path / "new.md", "--rules", small.path, "-o", output)
    assert got.status == 2
    assert "old.yaml" in got.errors
    assert "new.md: does not exist" in got.errors
    assert not output.exists()


def test_a_draft_is_one_file(run: Run, small: Folder, drafts: tuple[Path, Path]) -> None:
    """A folder or a pattern of several plans says how many there are."""
    for several in (drafts[0].parent, drafts[0].parent / "*.yaml"):
        got = run("diff", several, drafts[1], "--rules", small.path)
        assert got.status == 2
        assert "plans; give one of them" in got.errors


def test_a_report_is_never_written_over_a_draft(run: Run, small: Folder, drafts: tuple[Path, Path]) -> None:
    """A slip with -o costs no plan."""
    before = drafts[1].read_bytes()
    got = run("diff", *drafts, "--rules", small.path, "-o", drafts[1])
    assert got.status == 2
    assert "choose another file" in got.errors
    assert drafts[1].read_bytes() == before


def test_a_link_that_leads_to_itself_is_told_in_one_sentence(
    small: Folder, drafts: tuple[Path, Path], tmp_path: Path, run: Run
) -> None:
    """It is no draft and no place to write to."""
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    got = run("diff", drafts[0], loop, "--rules", small.path, "-o", tmp_path / "out.txt")
    assert (got.status, len(got.errors.splitlines())) == (2, 1)
    assert str(loop) in got.errors
