"""Known findings: written down once, they no longer make a run fail; what is new does."""

import json
from pathlib import Path

import pytest

from tests.conftest import Outcome, Run
from tests.factory import DAY, Folder
from tests.plans import EASTLAND_PAYS, LEAVE, RECOGNISE, TALK, VOTE, plan_of
from tests.schema import complaints
from tests.test_accepting import BARRED, RULE, written

pytestmark = pytest.mark.usefixtures("plain_reader")


@pytest.fixture
def base(run: Run, small: Folder, tmp_path: Path) -> Path:
    """A baseline of one barred clause in text."""
    path = written(tmp_path, f"1. {BARRED}\n2. Eastland will pay.\n")
    return baseline(run, small, path)


def baseline(run: Run, small: Folder, *paths: Path, name: str = "known.json") -> Path:
    """Write a baseline beside the first plan and return its path."""
    made = paths[0].parent / name
    assert run("baseline", *paths, "-o", made, "--rules", small.path, "--as-of", DAY).status == 0
    return made


def judged(run: Run, small: Folder, path: Path, base: Path, *options: object) -> Outcome:
    """Judge a plan against a baseline, at the lowest level."""
    level = () if "--fail-on" in options else ("--fail-on", "notice")
    return run("batch", path, "--rules", small.path, "--as-of", DAY, "--baseline", base, *level, *options)


def test_what_is_known_does_not_count_and_stays_in_the_report(
    run: Run, small: Folder, tmp_path: Path, base: Path
) -> None:
    """The verdict is what the law says; the finding says that it was known."""
    outcome = judged(run, small, tmp_path / "plan.md", base, "-f", "json")
    assert (outcome.status, outcome.errors) == (0, "")
    data = json.loads(outcome.out)
    assert data["plan"]["verdict"] == "barred"
    assert {one["accepted"]["by"] for clause in data["clauses"] for one in clause["findings"]} == {"baseline"}


def test_moved_and_renumbered_clauses_are_known(run: Run, small: Folder, tmp_path: Path, base: Path) -> None:
    """Neither number, line, case of letters, spacing nor punctuation makes a finding new."""
    moved = f"# Talks\n\n3. Eastland   will pay;\n\n(9) {BARRED.replace('.', '!')}\n"
    outcome = judged(run, small, written(tmp_path, moved), base)
    assert (outcome.status, outcome.errors) == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"1. {BARRED}\n2. Eastland will pay.\n3. Northland will leave the League.\n", id="a-new-clause"),
        pytest.param(f"1. {BARRED}\n2. {BARRED}\n3. Eastland will pay.\n", id="the-same-clause-again"),
        pytest.param(f"1. {BARRED}\n2. Eastland will pay at once.\n", id="other-words"),
    ],
)
def test_what_is_new_counts(run: Run, small: Folder, tmp_path: Path, base: Path, text: str) -> None:
    """Another clause, a second one of the same words, and other words are findings that nobody knew."""
    assert judged(run, small, written(tmp_path, text), base, "-q").status == 1


def test_a_measure_that_was_changed_is_new(run: Run, small: Folder, tmp_path: Path) -> None:
    """The words of a clause may stay while what it does is corrected: that is another finding."""
    path = plan_of(tmp_path, RECOGNISE)
    base = baseline(run, small, path)
    assert judged(run, small, path, base, "-q").status == 0
    plan_of(tmp_path, RECOGNISE.replace("valley", "valley, mode: de_jure"))
    assert judged(run, small, path, base, "-q").status == 1


def test_what_has_become_certain_or_graver_is_new(run: Run, small: Folder, tmp_path: Path) -> None:
    """A possible finding was known as such; the same rule at a graver level was not known either."""
    vote = plan_of(tmp_path, VOTE, name="vote.yaml")
    base = baseline(run, small, vote)
    known = json.loads(base.read_text("utf-8"))
    assert judged(run, small, vote, base, "-q").status == 0
    for part, mild in (("level", "notice"), ("certainty", "possible")):
        (entry,) = [one for one in known["plans"]["vote.yaml"] if one["rule"] == "home-vote-closed"]
        kept, entry[part] = entry[part], mild
        base.write_text(json.dumps(known), encoding="utf-8")
        assert judged(run, small, vote, base, "-q").status == 1
        entry[part] = kept


def test_what_is_no_longer_found_is_said(run: Run, small: Folder, tmp_path: Path, base: Path) -> None:
    """Of the plans that were judged and the law that was asked, and without a change of the status."""
    path = written(tmp_path, "1. Eastland will pay.\n")
    outcome = judged(run, small, path, base)
    assert outcome.status == 0
    assert outcome.errors == (
        f'legalcheck: warning: {base}: 1 known finding of {path} no longer found: {RULE} on "{BARRED}"; '
        "write the baseline anew with 'legalcheck baseline'\n"
    )
    assert judged(run, small, path, base, "--forum", "others").errors == ""
    assert judged(run, small, plan_of(tmp_path, TALK), base).errors == ""


def test_a_stream_is_held_against_a_baseline_too(run: Run, small: Folder, tmp_path: Path) -> None:
    """JSON lines in, JSON lines out."""
    lines = "".join(
        json.dumps({"number": number, "text": text}) + "\n" for number, text in ((1, BARRED), (2, "Eastland will pay."))
    )
    path = written(tmp_path, lines, "plan.jsonl")
    base = baseline(run, small, path)
    assert judged(run, small, path, base, "-f", "jsonl").status == 0
    written(tmp_path, lines + json.dumps({"number": 3, "text": "Northland will leave the League."}), "plan.jsonl")
    outcome = judged(run, small, path, base, "-f", "jsonl")
    marks = [
        [one.get("accepted") for one in json.loads(line)["clause"]["findings"]]
        for line in outcome.out.split("\n")
        if line
    ]
    assert marks == [[{"by": "baseline"}], [{"by": "baseline"}], [None]]
    assert outcome.status == 1


def test_a_baseline_counts_whatever_the_number_of_processes(run: Run, small: Folder, tmp_path: Path) -> None:
    """What is kept between runs, and who judged, makes no difference: marks are made last."""
    plans = [plan_of(tmp_path, LEAVE, name="a.yaml"), plan_of(tmp_path, RECOGNISE, name="b.yaml")]
    base = baseline(run, small, *plans)
    plan_of(tmp_path, LEAVE, RECOGNISE, name="a.yaml")
    options = ("--rules", small.path, "--as-of", DAY, "--fail-on", "notice", "-f", "json")
    bare = run("batch", *plans, *options)
    one, two = (run("batch", *plans, *options, "--baseline", base, "-j", jobs) for jobs in (1, 2))
    assert one == two
    assert (bare.status, one.status) == (1, 1)
    accepted = [
        [f.get("accepted") for c in plan["clauses"] for f in c["findings"]] for plan in json.loads(one.out)["plans"]
    ]
    assert accepted == [[{"by": "baseline"}, None], [{"by": "baseline"}]]
    assert "accepted" not in bare.out


def test_one_clause_is_looked_up_in_all_plans(run: Run, small: Folder, base: Path) -> None:
    """A clause on the command line belongs to no plan."""
    options = ("--rules", small.path, "--as-of", DAY, "--baseline", base, "-q")
    assert run("check", BARRED, *options).status == 0
    assert run("check", "Everyone accepts that Valley is Southland's.", *options).status == 1


def test_clauses_across_the_plan_and_clauses_not_understood_are_known(run: Run, small: Folder, tmp_path: Path) -> None:
    """All that can fail a run or leave it open can be known."""
    text = "1. Northland will leave the League.\n2. Eastland will pay.\n3. Birds sing.\n"
    path = written(tmp_path, text)
    base = baseline(run, small, path)
    known = {one["rule"] for one in json.loads(base.read_text("utf-8"))["plans"]["plan.md"]}
    assert {"plan-leave-for-money", "not_understood"} <= known
    swapped = "1. Birds sing.\n2. Eastland will pay.\n3. Northland will leave the League.\n"
    outcome = judged(run, small, written(tmp_path, swapped), base)
    assert (outcome.status, outcome.errors) == (0, "")


def test_a_baseline_is_the_same_twice_and_leaves_out_what_the_plan_accepts(
    run: Run, small: Folder, tmp_path: Path
) -> None:
    """Paths are relative to its folder; a reason in the plan is better than a fingerprint."""
    (tmp_path / "drafts").mkdir()
    accepted = f"1. {BARRED} <!-- legalcheck: allow {RULE} because it was weighed -->\n2. Eastland will pay.\n"
    plans = [written(tmp_path / "drafts", accepted), plan_of(tmp_path, LEAVE, EASTLAND_PAYS, name="other.yaml")]
    made = tmp_path / "known.json"
    raw = []
    for order in (plans, plans[::-1]):
        assert run("baseline", *order, "-o", made, "--rules", small.path, "--as-of", DAY).status == 0
        raw.append(made.read_bytes())
    assert raw[0] == raw[1]
    assert complaints(json.loads(raw[0]), json.loads(run("schema", "baseline", "--rules", small.path).out)) == []
    known = json.loads(raw[0])["plans"]
    assert list(known) == ["drafts/plan.md", "other.yaml"]
    assert [one["rule"] for one in known["drafts/plan.md"]] == ["others-pay"]


def test_a_plan_that_cannot_be_used_leaves_the_baseline_alone(run: Run, small: Folder, tmp_path: Path) -> None:
    """A baseline without one of the plans would call its findings new."""
    good, bad = plan_of(tmp_path, LEAVE), written(tmp_path, "clauses: [{number: 1}]", "bad.yaml")
    outcome = run("baseline", good, bad, "-o", tmp_path / "known.json", "--rules", small.path)
    assert outcome.status == 2
    assert outcome.errors.startswith(f"legalcheck: {bad}:1:11: ")
    assert not (tmp_path / "known.json").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: is not valid JSON: Expecting value; write it anew with 'legalcheck baseline'"),
        ('{"plans"', ":1:9: is not valid JSON: Expecting ':' delimiter; write it anew with 'legalcheck baseline'"),
        (
            "[]",
            ":1:1: is no baseline: its 'schema' is not 'legalcheck.baseline/1'; write one with 'legalcheck baseline'",
        ),
        (
            '{"schema": "legalcheck.baseline/1",\n "as_of": "2026-01-15", "rulebook": {"version": "", "digest": ""},\n'
            ' "plans": {"p": [{"rule": "r", "level": "bared", "certainty": "certain", "fingerprint": "0"}]}}',
            ":3:41: 'plans.p.0.level' is 'bared'; expected 'barred', ",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(run: Run, small: Folder, tmp_path: Path, text: str, said: str) -> None:
    """One sentence with the place; the plan is not judged."""
    base = written(tmp_path, text, "known.json")
    outcome = judged(run, small, plan_of(tmp_path, LEAVE), base)
    assert (outcome.status, outcome.raw) == (2, b"")
    assert outcome.errors.startswith(f"legalcheck: {base}{said}")


def test_a_baseline_that_is_not_there_is_said(run: Run, small: Folder, tmp_path: Path) -> None:
    """The name that was given is in the sentence."""
    outcome = judged(run, small, plan_of(tmp_path, LEAVE), tmp_path / "none.json")
    assert outcome.errors == f"legalcheck: {tmp_path / 'none.json'}: cannot be read: No such file or directory\n"
    assert outcome.status == 2
