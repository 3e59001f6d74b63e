"""Findings that a plan accepts: where that is said, what it changes, and when it is stale."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from legalcheck.documents.comments import Commented
from legalcheck.documents.files import open_plan
from legalcheck.documents.outline import outline_of
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.rows import rows_of_paragraphs
from legalcheck.rulebook.load import Rulebook
from tests.conftest import Outcome, Run
from tests.factory import DAY, Folder

pytestmark = pytest.mark.usefixtures("plain_reader")

BARRED = "Eastland accepts that Valley is Southland's."
RULE = "world-no-recognition"
ALLOW = f"<!-- legalcheck: allow {RULE} because it was weighed -->"


def written(folder: Path, text: str, name: str = "plan.md") -> Path:
    """Write a plan and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def judged(run: Run, small: Folder, path: Path, *options: object) -> Outcome:
    """Judge a plan of the small world."""
    day = () if "--as-of" in options else ("--as-of", DAY)
    return run("batch", path, "--rules", small.path, *day, *options)


def complaint(run: Run, small: Folder, path: Path) -> str:
    """Return what is wrong with a plan, which cannot be used."""
    outcome = judged(run, small, path)
    assert (outcome.status, outcome.raw) == (2, b"")
    return outcome.errors.replace(str(path), path.name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"1. {BARRED} {ALLOW}\n2. Eastland will pay.\n", id="at-the-end-of-the-line"),
        pytest.param(f"{ALLOW}\n1. {BARRED}\n2. Eastland will pay.\n", id="above"),
        pytest.param(f"{ALLOW}\n\n1. {BARRED}\n2. Eastland will pay.\n", id="above-a-blank-line"),
        pytest.param(f"2. Eastland will pay.\n{ALLOW}\n1. {BARRED}\n", id="between-two-clauses-it-takes-the-next"),
        pytest.param(f"1. {BARRED}\n{ALLOW}\n\n2. Eastland will pay.\n", id="below"),
        pytest.param(f"2. Eastland will pay.\n\n1. {BARRED}\n\n{ALLOW}\n", id="at-the-end"),
        pytest.param("1. Eastland accepts that\n" + ALLOW + "\nValley is Southland's.\n", id="within"),
        pytest.param(f"1. {BARRED} {ALLOW.replace('because', 'because' + chr(10))}\n2. Talk.\n", id="over-two-lines"),
        pytest.param(
            f"{ALLOW}\n<!-- legalcheck allow others-pay because it is small -->\n1. {BARRED} Eastland will pay.\n",
            id="one-of-two",
        ),
    ],
)
def test_a_comment_belongs_to_the_clause_it_stands_by(run: Run, small: Folder, tmp_path: Path, text: str) -> None:
    """The clause is barred still, the finding says why it is accepted, and the run does not fail for it."""
    outcome = judged(run, small, written(tmp_path, text), "-f", "json")
    (clause,) = [one for one in json.loads(outcome.out)["clauses"] if one["verdict"] == "barred"]
    assert outcome.status == (3 if "Talk" in text else 0)
    assert clause["verdict"] == "barred"
    (finding,) = [one for one in clause["findings"] if one["rule"] == RULE]
    assert finding["accepted"] == {"by": "plan", "because": "it was weighed"}
    assert clause["text"] in (BARRED, f"{BARRED} Eastland will pay.")
    assert "legalcheck" not in clause["text"]
    assert outcome.errors == ""


def test_a_web_page_accepts_in_its_comments(run: Run, small: Folder, tmp_path: Path) -> None:
    """Within an item, between two and behind the last; other comments are passed over, and none is text."""
    page = (
        f"<ol>\n<li>Eastland will pay. <!-- legalcheck: allow others-pay because it is small --></li>\n{ALLOW}\n"
        f"<li>{BARRED}</li></ol><!-- legal notes --><p>Birds sing.</p>"
        "<!-- legalcheck: allow not_understood because\n a preamble -->"
    )
    path = written(tmp_path, page, "plan.html")
    outcome = judged(run, small, path, "--fail-on", "notice", "-f", "json")
    clauses = json.loads(outcome.out)["clauses"]
    assert (outcome.status, outcome.errors) == (0, "")
    assert [clause["text"] for clause in clauses] == ["Eastland will pay.", BARRED, "Birds sing."]
    assert clauses[1]["findings"][0]["accepted"]["because"] == "it was weighed"
    wrong = complaint(run, small, written(tmp_path, page.replace("others-pay", "others-play"), "plan.html"))
    assert wrong == "legalcheck: plan.html:1:20: no rule is called 'others-play'; do you mean others-pay?\n"


def test_a_document_accepts_in_its_paragraphs() -> None:
    """A comment that ends a paragraph is cut off, one that is a paragraph is left out, and each has its line."""
    texts = [f"1. {BARRED}", ALLOW, "", f"2. Eastland will pay. {ALLOW.replace(RULE, 'others-pay')}", "3. Talk."]
    passing = Commented([Paragraph(text, at, at) for at, text in enumerate(texts, 1)], "plan.docx")
    rows = list(passing)
    assert [row.text for row in rows] == [f"1. {BARRED}", "", "2. Eastland will pay.", "3. Talk."]
    assert [row.line for row in rows] == [1, 3, 4, 5]
    clauses = outline_of(rows_of_paragraphs(rows, "plan.docx"), markdown=False).clauses
    assert [clauses[at].number for at in passing.comments.owners(clauses)] == ["1", "2"]
    assert [(one.allowance.rule, one.first) for one in passing.comments.found] == [(RULE, 2), ("others-pay", 4)]


def test_a_plan_on_standard_input_can_accept(run: Run, small: Folder) -> None:
    """As in a file; a rule that is none is said of it."""
    options = ("batch", "-", "--rules", small.path, "--as-of", DAY, "-q")
    assert run(*options, stdin=f"1. {BARRED} {ALLOW}\n2. Eastland will pay.\n".encode()).status == 0
    outcome = run(*options, stdin=f"1. {BARRED} {ALLOW.replace(RULE, 'nothing')}\n".encode())
    assert outcome.errors.startswith("legalcheck: standard input:1:49: no rule is called 'nothing'")


def test_comments_leave_every_clause_as_it_was(tmp_path: Path, small_book: Rulebook) -> None:
    """Numbers, words, lines and offsets are those of the same text with blanks in place of the comment."""
    other = ALLOW.replace(RULE, "others-pay")
    text = f"# Plan\n\n1. A {BARRED} {other}\n   goes on {ALLOW}\n- a bullet\n"
    plain = text.replace(ALLOW, " " * len(ALLOW)).replace(other, " " * len(other))
    path = written(tmp_path, text)
    marked = open_plan(path, small_book).clauses
    bare = open_plan(written(tmp_path, plain), small_book).clauses
    assert [one.model_copy(update={"allow": ()}) for one in marked] == list(bare)
    assert [one.rule for one in marked[0].allow] == ["others-pay", RULE]


def test_a_structured_plan_accepts_in_its_clauses(run: Run, small: Folder, tmp_path: Path) -> None:
    """`allow` in YAML, JSON and JSON lines says the same as a comment; the reading keeps it."""
    allow = [{"rule": RULE, "until": "2027-01-01", "because": "it was weighed"}]
    clause = {"number": "1", "text": BARRED, "allow": allow}
    for name, text in (
        ("plan.yaml", json.dumps({"clauses": [clause]})),
        ("plan.json", json.dumps({"clauses": [clause]})),
        ("plan.jsonl", json.dumps(clause) + "\n"),
    ):
        path = written(tmp_path, text, name)
        assert judged(run, small, path, "-q").status == 0
        assert judged(run, small, path, "-f", "jsonl", "-q").status == 0
        read = run("read", path, "--rules", small.path)
        assert "allow:\n" in read.out
        assert judged(run, small, written(tmp_path, read.out, "read.yaml"), "-q").status == 0


def test_a_rule_on_whole_plans_is_accepted_for_the_plan(run: Run, small: Folder, tmp_path: Path) -> None:
    """In text by a comment anywhere, in YAML in the plan itself; a clause has no say in it."""
    clauses = "1. Northland will leave the League.\n2. Eastland will pay.\n"
    options = ("--fail-on", "closed", "-q")
    assert judged(run, small, written(tmp_path, clauses), *options).status == 1
    comment = "<!-- legalcheck: allow plan-leave-for-money because a vote comes later -->\n"
    assert judged(run, small, written(tmp_path, comment + clauses), *options).status == 0
    head = "---\nallow: [{rule: plan-leave-for-money, because: later}]\n---\n"
    assert judged(run, small, written(tmp_path, head + clauses), *options).status == 0
    read = run("read", tmp_path / "plan.md", "--rules", small.path).out
    assert judged(run, small, written(tmp_path, read, "read.yaml"), *options).status == 0
    wrong = "clauses: [{number: 1, text: T, allow: [{rule: plan-leave-for-money, because: later}]}]"
    said = complaint(run, small, written(tmp_path, wrong, "plan.yaml"))
    assert said == (
        "legalcheck: plan.yaml:1:47: the rule 'plan-leave-for-money' is about whole plans; allow it in the plan, "
        "not in a clause\n"
    )
    said = complaint(run, small, written(tmp_path, head.replace("plan-leave-for-money", RULE) + clauses))
    assert said == f"legalcheck: plan.md:2:16: the rule '{RULE}' is about a clause; allow it in the clause\n"


def test_a_clause_that_is_not_understood_can_be_accepted(run: Run, small: Folder, tmp_path: Path) -> None:
    """The verdict stays not understood, never clear; the run is settled."""
    text = "1. Birds sing.\n"
    assert judged(run, small, written(tmp_path, text), "-q").status == 3
    accepted = f"{text.strip()} <!-- legalcheck: allow not_understood because a preamble -->\n"
    outcome = judged(run, small, written(tmp_path, accepted), "-f", "json")
    clause = json.loads(outcome.out)["clauses"][0]
    assert (outcome.status, clause["verdict"]) == (0, "not_understood")
    assert clause["accepted"]["because"] == "a preamble"


def test_acceptance_ends_with_its_day(run: Run, small: Folder, tmp_path: Path) -> None:
    """The day named is the last one; after it the finding counts again and the allowance is called stale."""
    until = ALLOW.replace("because", "until 2026-01-20 because")
    path = written(tmp_path, f"1. {BARRED} {until}\n")
    last = judged(run, small, path, "--as-of", "2026-01-20")
    assert (last.status, last.errors) == (0, "")
    assert "Accepted until 2026-01-20: it was weighed." in last.out
    after = judged(run, small, path, "--as-of", "2026-01-21")
    assert after.status == 1
    assert f"Expired: {RULE}, 2026-01-20 (it was weighed)." in after.out
    assert after.errors == (
        f"legalcheck: warning: {path}:1: {RULE} was accepted in clause 1 until 2026-01-20; settle it, or give a new "
        "day and reason\n"
    )


def test_an_allowance_for_no_finding_is_said(run: Run, small: Folder, tmp_path: Path) -> None:
    """It is stale in the text, in the JSON and on standard error, and changes no status."""
    path = written(tmp_path, f"1. Eastland will pay. {ALLOW}\n")
    outcome = judged(run, small, path, "-f", "json")
    (stale,) = json.loads(outcome.out)["clauses"][0]["stale"]
    assert (stale["rule"], stale["why"], stale["line"], outcome.status) == (RULE, "no_finding", 1, 0)
    assert f"{path}:1: {RULE} is accepted in clause 1, which has no such finding; remove it" in outcome.errors
    assert judged(run, small, path, "--forum", "others").errors == ""  # its forum was not asked


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (f"allow {RULE}", "the reason is missing; write allow RULE because REASON, or allow RULE until 2027-01-01 "),
        (f"allow {RULE} because", "the reason is empty; say after 'because' why the finding is accepted"),
        (f"allow {RULE} until soon because x", "'soon' is no date; give one as 2026-01-15"),
        (f"allow {RULE} until 2026-02-30 because x", "'2026-02-30' is no date; give one as 2026-01-15"),
        ("allow world-no-recognitio because x", f"no rule is called 'world-no-recognitio'; do you mean {RULE}?"),
        ("allow x because x", "no rule is called 'x'; 'legalcheck rules' lists them"),
        ("ignore all", "'ignore all' tells the program nothing; write allow RULE because REASON, or "),
    ],
)
def test_a_comment_that_says_nothing_useful_is_a_mistake(
    run: Run, small: Folder, tmp_path: Path, comment: str, said: str
) -> None:
    """One sentence with the place, and nothing is judged."""
    path = written(tmp_path, f"# Plan\n\n1. {BARRED} <!-- legalcheck: {comment} -->\n")
    assert complaint(run, small, path).startswith(f"legalcheck: plan.md:3:49: {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"1. {ALLOW[:-3]}\n", "1:4: the comment is not closed; end it with -->"),
        (f"1. {ALLOW} {BARRED}\n", "1:4: text follows the comment on its line; put the comment at the end of a line "),
        (f"1. {BARRED} {ALLOW}\n{ALLOW}\n", f"2:1: the rule '{RULE}' is allowed twice; keep one"),
        (f"{ALLOW}\n", "1:1: has no clauses"),
    ],
)
def test_a_comment_in_the_wrong_place_is_a_mistake(
    run: Run, small: Folder, tmp_path: Path, text: str, said: str
) -> None:
    """What would hide words of the plan, or reasons, is refused."""
    assert complaint(run, small, written(tmp_path, text)).startswith(f"legalcheck: plan.md:{said}")


@pytest.mark.parametrize(
    ("allow", "said"),
    [
        ("{rule: world-no-recognition}", "1:40: 'clauses.0.allow.0.because' is missing"),
        ("{rule: world-no-recognition, because: ' '}", "'because' is empty; say why the finding is accepted"),
        ("{rule: world-no-recognition, because: x, until: 3}", "'clauses.0.allow.0.until' must be text, not a number"),
        ("{rule: nothing, because: x}", "1:47: no rule is called 'nothing'; 'legalcheck rules' lists them"),
        ("{rule: x, because: x}, {rule: x, because: y}", "the rule 'x' is allowed twice; keep one"),
        ("{rule: x, because: x, who: me}", "unknown key 'clauses.0.allow.0.who'; check its spelling"),
    ],
)
def test_allowances_of_a_structured_plan_are_checked(
    run: Run, small: Folder, tmp_path: Path, allow: str, said: str
) -> None:
    """Each mistake has its place."""
    path = written(tmp_path, f"clauses: [{{number: 1, text: T, allow: [{allow}]}}]", "plan.yaml")
    found = complaint(run, small, path)
    assert found.startswith("legalcheck: plan.yaml:1:")
    assert said in found


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("text", "Accepted until 2026-12-01: it was weighed."),
        ("markdown", "\nAccepted until 2026-12-01: it was weighed.\n"),
        ("html", "<p>Accepted until 2026-12-01: it was weighed.</p>"),
        ("csv", ",Accepted until 2026-12-01: it was weighed.,"),
        ("junit", "Accepted until 2026-12-01: it was weighed."),
        ("github", "%0AAccepted until 2026-12-01: it was weighed."),
        ("sarif", '"justification": "it was weighed"'),
    ],
)
def test_every_format_says_what_is_accepted_and_why(
    run: Run, small: Folder, tmp_path: Path, form: str, said: str
) -> None:
    """No report hides a finding or shows it as one that fails the run."""
    comment = ALLOW.replace("because", "until 2026-12-01 because")
    outcome = judged(run, small, written(tmp_path, f"1. {BARRED} {comment}\n"), "-f", form)
    assert said in outcome.out
    assert outcome.status == 0
    assert "<failure" not in outcome.out
    assert "::error" not in outcome.out


def test_a_memorandum_names_what_is_accepted_among_its_reservations(run: Run, small: Folder, tmp_path: Path) -> None:
    """With the clause, the rule and the reason; the finding itself stands in its section."""
    plan = written(tmp_path, f"1. {BARRED} {ALLOW}\n2. Birds sing.\n")
    judged(run, small, plan, "-f", f"docx={tmp_path / 'memo.docx'}")
    with zipfile.ZipFile(tmp_path / "memo.docx") as packed:
        text = re.sub("<[^>]*>", "", packed.read("word/document.xml").decode("utf-8"))
    assert f"clause 1, {RULE}: Accepted: it was weighed." in text
    assert "1 accepted." in text


def test_sarif_tells_who_accepts_a_finding(run: Run, small: Folder, tmp_path: Path) -> None:
    """Those that the plan accepts are suppressed in the source, with their last day; those of a baseline outside it."""
    plan = written(
        tmp_path, f"1. {BARRED} {ALLOW.replace('because', 'until 2026-12-01 because')}\n2. Eastland will pay.\n"
    )
    base = tmp_path / "known.json"
    assert run("baseline", plan, "-o", base, "--rules", small.path, "--as-of", DAY).status == 0
    results = json.loads(judged(run, small, plan, "-f", "sarif", "--baseline", base).out)["runs"][0]["results"]
    assert {one["ruleId"]: one["suppressions"] for one in results} == {
        RULE: [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "it was weighed",
                "properties": {"until": "2026-12-01"},
            }
        ],
        "others-pay": [{"kind": "external", "status": "accepted"}],
    }


def test_a_report_counts_what_is_accepted(run: Run, small: Folder, tmp_path: Path) -> None:
    """Whoever reads the report sees that something is accepted, and that the verdict counts it."""
    out = judged(run, small, written(tmp_path, f"1. {BARRED} {ALLOW}\n")).out
    assert "Accepted: it was weighed." in out
    assert "Summary: BARRED" in out
    assert "1 accepted." in out


def test_an_allowance_for_a_rule_that_a_doctrine_leaves_out_is_no_mistake(
    run: Run, small: Folder, tmp_path: Path
) -> None:
    """The mildest view of a disputed rule may be that there is no barrier: nothing is there to be accepted then."""
    path = written(tmp_path, "1. Eastland will pay. <!-- legalcheck: allow others-pay because it is small -->\n")
    for doctrine in ("strict", "prevailing", "lenient"):
        outcome = judged(run, small, path, "--doctrine", doctrine, "--fail-on", "notice")
        assert (outcome.status, outcome.errors) == (0, "")
