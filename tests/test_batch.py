"""Many plans: what is said does not depend on how many judge, on what was judged before, or on a stop in between."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from legalcheck.batching import kept as keeping
from legalcheck.batching import task as tasks
from legalcheck.batching.bench import Bench
from legalcheck.batching.kept import Kept, basis_of, forget_stale, prune
from legalcheck.batching.packed import AT_HAND, Results
from legalcheck.batching.task import Task
from legalcheck.checking import Checker
from legalcheck.cli import running
from legalcheck.cli.judging_apart import begin
from legalcheck.cli.running import Setup
from legalcheck.documents.finding import find_plans
from legalcheck.inference import host
from legalcheck.inference.host import EngineHost
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError
from legalcheck.model.result import Result
from legalcheck.report.records import as_json
from legalcheck.rulebook.load import Rulebook
from legalcheck.testing import plans
from tests.broken_judge import ENDS
from tests.conftest import ROOT, Outcome, Run
from tests.factory import DAY, Folder
from tests.judging import small_world
from tests.plans import EASTLAND_PAYS, LEAVE, RECOGNISE, TALK, VOTE, plan_of
from tests.processes import bounded, environment, feed, program

FORMS = ("text", "json", "jsonl")
Judged = list[str]
Batch = Callable[..., Outcome]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for results."""
    monkeypatch.setenv("LEGALCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "results"


@pytest.fixture
def batch(run: Run, small: Folder) -> Batch:
    """Return a function that runs a batch by the small world, without the engine."""
    return lambda *words: run("batch", *words, "--rules", small.path, "--as-of", DAY, "--engine", "reference")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judged:
    """The titles of plans, and the first numbers of stretches of a stream, as they are judged in this process."""
    seen: Judged = []
    check_plan, check = Checker.check_plan, Checker.check

    def plan_seen(self: Checker, plan: Plan) -> Result:
        seen.append(plan.title)
        return check_plan(self, plan)

    def clauses_seen(self: Checker, clauses: list[Clause]) -> object:
        seen.extend([] if sys._getframe(1).f_code is check_plan.__code__ else [next(iter(clauses)).number])
        return check(self, clauses)

    monkeypatch.setattr(Checker, "check_plan", plan_seen)
    monkeypatch.setattr(Checker, "check", clauses_seen)
    return seen


@pytest.fixture
def broken_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have batches ask an engine that breaks on some kinds of measure."""
    monkeypatch.setattr(host, "EngineHost", partial(EngineHost, "tests.broken_worker"))


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut streams into stretches of two clauses."""
    monkeypatch.setattr(tasks, "CHUNK", 2)


def folder_of_plans(folder: Path) -> Path:
    """Write plans of which some cannot be used, and a stream of 700 clauses with a mistake in the last."""
    folder.mkdir(exist_ok=True)
    for name, measure in (("a", LEAVE), ("b", TALK), ("d", VOTE), ("e", RECOGNISE), ("f", EASTLAND_PAYS)):
        plan_of(folder, measure, name=f"{name}.yaml", head=f"title: Plan {name}\n")
    (folder / "c.yaml").write_text("clauses: []\n", encoding="utf-8")
    (folder / "g.md").write_bytes(b"1. \xff\n")
    stream(folder / "h.jsonl", 700)
    return folder


def stream(path: Path, count: int, *, broken: bool = True) -> Path:
    """Write a file of JSON lines; behind the clauses one that cannot be used if ``broken``."""
    kinds = ("talk", "pay", "hold_vote")
    lines = [json.dumps({"measures": [{"kind": kinds[at % 3], "performer": "eastland"}]}) for at in range(count)]
    path.write_text("\n".join([*lines, *(['{"text": 1}'] if broken else [])]), encoding="utf-8")
    return path


# --- several processes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_does_not_depend_on_how_many_judge(batch: Batch, tmp_path: Path, form: str) -> None:
    """Output, messages in their order and the exit status are the same, with mistakes and missing files among them."""
    paths = (tmp_path / "none.md", folder_of_plans(tmp_path / "plans"), "-f", form, "--no-cache")
    alone = batch(*paths)
    assert batch(*paths, "-j", 3) == alone
    assert alone.status == 2
    assert [line.split(": ")[1].rsplit("/")[-1].split(":")[0] for line in alone.errors.splitlines()] == [
        "none.md", "c.yaml", "g.md", "h.jsonl",
    ]  # fmt: skip


def test_one_document_of_several_plans_is_laid_out_as_a_whole(batch: Batch, tmp_path: Path) -> None:
    """Written plan by plan, JSON has the bytes of one writing, with every kind of line end within its texts."""
    head = 'title: "a\\u2028b\\x85c\\nd"\n'
    paths = [plan_of(tmp_path, VOTE, TALK, name=f"{name}.yaml", head=head) for name in "ab"]
    document = batch(*paths, "-f", "json").out
    assert document == json.dumps(json.loads(document), ensure_ascii=False, indent=1) + "\n"
    assert [plan["plan"]["title"] for plan in json.loads(document)["plans"]] == ["a\u2028b\x85c\nd"] * 2


@pytest.mark.parametrize("name", ENDS)
def test_the_end_of_a_worker_costs_one_plan(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """It is a mistake of ours that names the plan and the cause; all others are judged, and the run says so with 70."""
    monkeypatch.setattr(running, "WORKER", "tests.broken_judge")
    paths = [plan_of(tmp_path, VOTE, name=f"{word}.yaml", head=f"title: {word}\n") for word in ("a", name, "z")]
    outcome = batch(*paths, "-f", "json", "-j", 2)
    assert outcome.status == 70
    assert (
        outcome.errors
        == f"legalcheck: {paths[1]}: internal error: the process that judged it ended with {ENDS[name]}\n"
    )
    assert [plan["plan"]["title"] for plan in json.loads(outcome.out)["plans"]] == ["a", "z"]


def test_workers_that_cannot_begin_end_the_run(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is judged, nothing is written, and the sentence says how they ended."""
    (tmp_path / "stillborn.py").write_text("from tests.broken_judge import stillborn as serve\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(running, "WORKER", "stillborn")
    outcome = batch(plan_of(tmp_path, VOTE), plan_of(tmp_path, TALK, name="b.yaml"), "-j", 2, "-o", tmp_path / "out")
    assert outcome.status == 70
    assert "a worker process could not begin: exit status 4" in outcome.errors
    assert not (tmp_path / "out").exists()


def test_a_rulebook_that_changes_under_way_ends_the_run(small: Folder, small_book: Rulebook) -> None:
    """Two plans of one report are never judged by two laws."""
    judging = {"rules_folder": small.path, "engine": "reference", "as_of": DAY, "assumed": (), "forums": ()}
    judging |= {"language": None, "report_language": "en", "nominate": (), "llm_model": None, "quiet": False}
    with begin(Setup(judging, small_book.digest, Kept())) as answer:
        assert callable(answer)
    with pytest.raises(InputError, match="rulebook was changed"), begin(Setup(judging, "sha256:other", Kept())):
        pass


def test_a_mistake_of_ours_on_one_plan_stops_no_other(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one process, too, the other plans are judged; the run ends with 70."""
    check_plan = Checker.check_plan

    def failing(self: Checker, plan: Plan) -> Result:
        if plan.title == "b":
            raise RuntimeError("out of turn")
        return check_plan(self, plan)

    monkeypatch.setattr(Checker, "check_plan", failing)
    paths = [plan_of(tmp_path, VOTE, name=f"{word}.yaml", head=f"title: {word}\n") for word in "abc"]
    outcome = batch(*paths, "-f", "json")
    assert outcome.status == 70
    assert f"{paths[1]}: internal error: RuntimeError: out of turn" in outcome.errors
    assert [plan["plan"]["title"] for plan in json.loads(outcome.out)["plans"]] == ["a", "c"]


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_batch_of_several_processes_that_is_stopped_leaves_nothing(
    small: Folder, tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    """All processes end together and quietly; an old report stands, and nothing half-written lies beside it."""
    pipe, output = tmp_path / "slow.jsonl", tmp_path / "out" / "report"
    output.parent.mkdir()
    output.write_text("old", encoding="utf-8")
    os.mkfifo(pipe)
    stream(tmp_path / "a.jsonl", 600, broken=False)
    running = subprocess.Popen(
        program("batch", tmp_path / "a.jsonl", pipe, "--rules", small.path, "-f", "jsonl", "-o", output, "-j", 2),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    end = feed(pipe, running)
    os.killpg(running.pid, sent) if sent == signal.SIGINT else running.send_signal(sent)
    out, errors = running.communicate(timeout=30)
    os.close(end)
    assert (running.returncode, out) == (status, b"")
    assert errors.strip() == (b"legalcheck: stopped; nothing was written." if status == 130 else b"")
    assert [path.name for path in output.parent.iterdir()] == ["report"]
    assert output.read_text(encoding="utf-8") == "old"
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


_LOADED = """
import sys
from legalcheck.cli import main
sys.argv = ["legalcheck", *sys.argv[1:]]
sys.stdout = open("/dev/null", "w")
try:
    main()
except SystemExit:
    pass
print(*sorted(n for n in sys.modules if n in ("multiprocessing", "legalcheck.batching.crew")), file=sys.__stdout__)
"""


def test_one_process_starts_without_what_several_need(small: Folder, tmp_path: Path) -> None:
    """A plan alone, and a batch in one process, import nothing for workers; nor does -j for a single plan."""
    options = ("--rules", small.path, "--engine", "reference")
    assert bounded(_LOADED, "batch", plan_of(tmp_path, VOTE), "-j", 4, *options) == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-j", 2, "--ask"), "--ask takes one process; leave out -j"),
        (("-j", 2, "--what-if", "emergency=no"), "--what-if takes one process; leave out -j"),
        (("-j", 2, "--nominate", "llm", "--llm-model", "a:b"), "--nominate llm takes one process; leave out -j"),
        (("--resume", "--ask"), "--ask is worked out anew each time; leave out --resume"),
        (("--resume", "--no-cache"), "--no-cache keeps nothing; leave one out"),
        (("-j", -1), "-1 is not in the range x>=0"),
    ],
)
def test_options_that_exclude_each_other_are_refused(
    batch: Batch, tmp_path: Path, words: tuple[object, ...], says: str
) -> None:
    """One sentence says which to leave out."""
    outcome = batch(plan_of(tmp_path, VOTE), *words)
    assert (outcome.status, outcome.raw) == (2, b"")
    assert says in outcome.errors


# --- what is kept ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_second_run_judges_nothing_and_says_the_same(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged, form: str
) -> None:
    """Bytes, messages and status are those of a run that keeps nothing; mistakes are looked for anew."""
    folder = folder_of_plans(tmp_path / "plans")
    (folder / "h.jsonl").unlink()
    words = (folder, "-f", form)
    plain = batch(*words, "--no-cache")
    assert not kept.exists()
    assert batch(*words) == plain
    judged.clear()
    assert batch(*words) == plain
    assert judged == []
    assert batch(*words, "-j", 2) == plain
    assert len(list(kept.iterdir())) == 5


CHANGES = [
    ("--as-of", "2026-03-05"),
    ("--assume", "emergency=no"),
    ("--forum", "home"),
    ("--lang-in", "uk"),
    ("--trace",),
    ("--engine", "durable"),
]


def test_whatever_a_result_depends_on_is_in_its_key(
    run: Run, small: Folder, tmp_path: Path, kept: Path, judged: Judged
) -> None:
    """Another day, another fact, another rule, other words: judged anew, and as without what is kept."""
    plan = plan_of(tmp_path, VOTE)
    options = ("batch", plan, "--rules", small.path, "-f", "json", "--as-of", DAY, "--engine", "reference")
    run(*options)

    def judges_anew(*words: str) -> None:
        judged.clear()
        found = run(*options, *words)
        assert judged == ["plan"], words
        assert found == run(*options, *words, "--no-cache")

    for words in CHANGES:
        judges_anew(*words)
    small.edit("home/votes/home-vote-closed.yaml", "No vote can be held", "No vote is held")
    judges_anew()
    plan.write_text(plan.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    judges_anew()


def test_another_program_takes_nothing_of_this_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its version, a line of its code and a package beside it change what every key rests on."""
    bases = {basis_of("law"), basis_of("law", "more")}
    monkeypatch.setattr(keeping.legalcheck, "__version__", "0.0.0")
    bases.add(basis_of("law"))
    monkeypatch.undo()
    (tmp_path / "__init__.py").write_text("changed = True\n", encoding="utf-8")
    monkeypatch.setattr(keeping.legalcheck, "__file__", str(tmp_path / "__init__.py"))
    bases.add(basis_of("law"))
    monkeypatch.undo()
    (tmp_path / "model-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    bases.add(basis_of("law"))
    assert len(bases) == 5


def test_a_plan_that_moves_is_known_and_one_that_is_renamed_is_not(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged
) -> None:
    """The folder does not matter and is told as it is; the name may be the title, so it counts."""
    old = plan_of(tmp_path, VOTE, name="old.yaml")
    batch(old)
    (tmp_path / "new").mkdir()
    moved = shutil.copy(old, tmp_path / "new" / "old.yaml")
    judged.clear()
    found = json.loads(batch(moved, "-f", "json").out)["plan"]
    assert (found["path"], judged) == (str(moved), [])
    renamed = shutil.copy(old, tmp_path / "new.yaml")
    assert json.loads(batch(renamed, "-f", "json").out)["plan"]["title"] == "new"


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "foreign", "swapped"])
def test_a_damaged_result_is_as_if_it_were_not_there(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged, damage: str
) -> None:
    """One byte that is not as it was written, or another's result under this name: judged anew and kept anew."""
    paths = [plan_of(tmp_path, measure, name=f"{at}.yaml") for at, measure in enumerate((VOTE, LEAVE))]
    wanted = batch(*paths)
    one, other = sorted(kept.iterdir())
    whole = one.read_bytes()
    at = len(whole) // 2
    one.write_bytes(
        {
            "flip": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
            "cut": whole[:at],
            "empty": b"",
            "foreign": b"{}" * 100,
            "swapped": other.read_bytes(),
        }[damage]
    )
    judged.clear()
    assert batch(*paths) == wanted
    assert len(judged) == 1
    assert one.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_no_hindrance(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file where the folder should be, or no wish to keep anything: the same report, and nothing said."""
    path = plan_of(tmp_path, VOTE)
    wanted = batch(path, "--no-cache")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for place in (str(tmp_path / "file" / "below"), "off"):
        monkeypatch.setenv("LEGALCHECK_CACHE", place)
        assert batch(path) == batch(path) == wanted
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert "LEGALCHECK_CACHE=off keeps nothing" in batch(path, "--resume").errors


def test_what_is_kept_is_for_its_owner_alone(batch: Batch, tmp_path: Path, kept: Path) -> None:
    """Results repeat the words of plans."""
    batch(plan_of(tmp_path, VOTE))
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in kept.iterdir()] == [0]


def test_what_a_person_answers_or_supposes_is_not_kept(batch: Batch, tmp_path: Path, kept: Path) -> None:
    """--what-if judges two worlds, neither of which is the plan's own."""
    batch(plan_of(tmp_path, VOTE), "--what-if", "emergency=no")
    assert not kept.exists()


def test_a_plan_on_standard_input_is_judged_here_and_not_kept(
    run: Run, small: Folder, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker's standard input is its own, and a file that happens to have this name is another plan."""
    monkeypatch.chdir(tmp_path)
    path = plan_of(tmp_path, VOTE)
    (tmp_path / "-").write_text("x", encoding="utf-8")
    options = ("--rules", small.path, "--as-of", DAY, "--engine", "reference", "-f", "json")
    outcome = run("batch", "-", path, *options, "-j", 2, stdin=plan_of(tmp_path, TALK, name="in.yaml").read_bytes())
    assert (outcome.status, outcome.errors) == (0, "")
    assert [plan["clauses"][0]["measures"][0]["kind"] for plan in json.loads(outcome.out)["plans"]] == [
        "talk",
        "hold_vote",
    ]
    assert len(list(kept.iterdir())) == 1


def test_a_file_that_changes_while_it_is_judged_is_not_kept(
    batch: Batch, tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its result may be that of neither text."""
    path = plan_of(tmp_path, VOTE)
    check_plan = Checker.check_plan

    def changing(self: Checker, plan: Plan) -> Result:
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return check_plan(self, plan)

    monkeypatch.setattr(Checker, "check_plan", changing)
    assert batch(path).status == 0
    assert not kept.exists()


@pytest.mark.usefixtures("broken_engine")
def test_a_wrong_answer_of_the_engine_is_found_in_every_plan_that_meets_it(
    run: Run, small: Folder, tmp_path: Path
) -> None:
    """What the engines disagree on is asked anew for the next plan, and never taken from memory."""
    measure = "{kind: join_league, performer: northland}"
    paths = [plan_of(tmp_path, measure, name=f"{name}.yaml") for name in "ab"]
    outcome = run("batch", *paths, plan_of(tmp_path, TALK), "--rules", small.path, "--as-of", DAY, "-f", "json")
    assert outcome.status == 70
    assert [f"{path}: internal error: the engines disagree" in outcome.errors for path in paths] == [True, True]
    assert json.loads(outcome.out)["plan"]["title"] == "plan"


@pytest.mark.usefixtures("broken_engine")
def test_what_the_engine_broke_off_on_is_not_kept(run: Run, small: Folder, tmp_path: Path, kept: Path) -> None:
    """The next run asks it again."""
    path = plan_of(tmp_path, VOTE)
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY)
    assert "the engine broke off" in outcome.errors
    assert not kept.exists()
    assert run("batch", path, "--rules", small.path, "--as-of", DAY) == outcome


@settings(max_examples=25)
@given(plan=plans(small_world(), max_clauses=3))
def test_a_result_comes_back_as_it_was_kept(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a plan says: what is kept and what is judged are equal, and so are the bytes of the report."""
    folder = tmp_path_factory.mktemp("drawn")
    path = folder / "plan.json"
    path.write_text(plan.model_dump_json(include={"clauses"}, exclude_none=True), encoding="utf-8")
    checker = Checker(small_world(), DAY, engine="reference").tracing()
    store = Kept("basis", folder / "results")
    first = [answer for _, answer in Bench(checker, store).answers([Task(path)])]
    again = [answer for _, answer in Bench(checker, store, crew=None).answers([Task(path)])]
    assert first[0].result is not None
    assert (folder / "results").exists()
    assert again == first
    assert again[0].result is not None
    assert as_json([again[0].result]) == as_json([first[0].result])


def test_results_in_little_memory_are_those_that_were_added(small_book: Rulebook) -> None:
    """The first are held as they are, the others packed; a sequence gives them all, in order, as often as asked."""
    checker = Checker(small_book, DAY, engine="reference")
    added = [checker.stretch(str(at), "\udc80", ()) for at in range(AT_HAND + 3)]
    results = Results()
    for result in added:
        results.append(result)
    assert (len(results), list(results), list(results)) == (len(added), added, added)
    assert (results[-1], results[-2:]) == (added[-1], added[-2:])


def test_the_longest_unused_go_first(tmp_path: Path) -> None:
    """Past the bound the folder goes down to three quarters of it; within, nothing is touched."""
    for at in range(10):
        (tmp_path / str(at)).write_bytes(b"x" * 100)
        os.utime(tmp_path / str(at), (at, at))
    os.utime(tmp_path / "0", (99, 99))  # it was used again
    prune(tmp_path, 1000)
    assert len(list(tmp_path.iterdir())) == 10
    prune(tmp_path, 800)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "5", "6", "7", "8", "9"]
    prune(tmp_path / "none", 0)


# --- runs that go on -------------------------------------------------------------------------------------------------


def stop_at(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Ctrl-C come when the clause of this number is to be judged."""
    check = Checker.check

    def stopped(self: Checker, clauses: tuple[Clause, ...]) -> object:
        if number in {clause.number for clause in clauses}:
            raise KeyboardInterrupt
        return check(self, clauses)

    monkeypatch.setattr(Checker, "check", stopped)


@pytest.mark.usefixtures("short")
def test_a_stopped_stream_goes_on_where_it_was(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was judged is not judged again, the bytes are those of one run, and nothing is left in the end."""
    words = (plan_of(tmp_path, VOTE), stream(tmp_path / "s.jsonl", 7, broken=False), "-f", "jsonl")
    whole = batch(*words, "--no-cache")
    with pytest.MonkeyPatch.context() as patch:
        stop_at("6", patch)
        outcome = batch(*words, "--resume", "-o", tmp_path / "out")
    assert (outcome.status, (tmp_path / "out").exists()) == (130, False)
    (left,) = (kept.parent / "runs").iterdir()
    assert len(list(left.iterdir())) == 3
    judged.clear()
    outcome = batch(*words, "--resume", "-o", tmp_path / "out")
    assert judged == ["5", "7"]
    assert (outcome.status, (tmp_path / "out").read_bytes()) == (whole.status, whole.raw)
    assert list((kept.parent / "runs").iterdir()) == []


def test_a_stopped_batch_of_plans_goes_on_by_itself(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept for later runs serves a run that begins again, too."""
    paths = [plan_of(tmp_path, *[TALK] * at, name=f"{at}.yaml") for at in (1, 2, 3)]
    whole = batch(*paths, "--no-cache")
    with pytest.MonkeyPatch.context() as patch:
        stop_at("3", patch)
        assert batch(*paths).status == 130
    judged.clear()
    assert batch(*paths) == whole
    assert judged == ["3"]


@pytest.mark.usefixtures("short")
def test_a_stream_with_a_mistake_goes_on_once_that_is_mended(
    batch: Batch, tmp_path: Path, kept: Path, judged: Judged
) -> None:
    """What precedes the mistake is not judged again."""
    path = stream(tmp_path / "s.jsonl", 5)
    words = (path, "-f", "jsonl", "--resume")
    assert batch(*words).status == 2
    stream(path, 7, broken=False)
    judged.clear()
    assert batch(*words) == batch(path, "-f", "jsonl", "--no-cache")
    assert judged[:2] == ["5", "7"]


@pytest.mark.usefixtures("short")
def test_a_stream_that_changed_is_judged_anew_where_it_did(batch: Batch, tmp_path: Path, kept: Path) -> None:
    """Going on never mixes an old text into a new one."""
    path = stream(tmp_path / "s.jsonl", 7, broken=False)
    words = (path, "-f", "jsonl", "--resume")
    with pytest.MonkeyPatch.context() as patch:
        stop_at("6", patch)
        assert batch(*words).status == 130
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = '{"measures": [{"kind": "talk"}], "number": "new"}'
    path.write_text("\n".join(lines), encoding="utf-8")
    assert batch(*words) == batch(path, "-f", "jsonl", "--no-cache")


def test_what_nobody_goes_on_with_is_forgotten(tmp_path: Path) -> None:
    """A month after it was stopped, a run's results go; those of last week stay."""
    for name, age in (("old", keeping.STALE + 60), ("new", 7 * 24 * 3600)):
        (tmp_path / name).mkdir()
        at = tmp_path.stat().st_mtime - age
        os.utime(tmp_path / name, (at, at))
    forget_stale(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


# --- files -----------------------------------------------------------------------------------------------------------


def test_hidden_files_and_marks_of_word_processors_are_no_plans(tmp_path: Path) -> None:
    """A folder of a person is not only plans."""
    for name in (".hidden.md", "~$a.md", ".git/b.txt", "sub/.venv/c.md", "sub/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1. One.\n", encoding="utf-8")
    assert find_plans([str(tmp_path)]) == ([tmp_path / "sub" / "d.md"], [])
    assert find_plans([str(tmp_path / "*.md"), str(tmp_path / ".hidden.md")])[0] == [tmp_path / ".hidden.md"]


def test_one_file_is_one_plan_whatever_links_to_it(tmp_path: Path) -> None:
    """By another path, through a link, or by a folder that holds itself: judged once, under its first name."""
    (tmp_path / "b.md").write_text("1. One.\n", encoding="utf-8")
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "sub").mkdir()
    found, problems = find_plans([str(tmp_path), f"{tmp_path}/loop/b.md", f"{tmp_path}/sub/../b.md"])
    assert ([path.name for path in found], problems) == (["a.md"], [])


@pytest.mark.parametrize("target", ["gone.md", "dead.md"])
def test_a_dead_link_is_a_plan_that_cannot_be_read(batch: Batch, tmp_path: Path, target: str) -> None:
    """Whoever put it there meant a plan; the others are judged."""
    folder = tmp_path / "plans"
    folder.mkdir()
    plan_of(folder, VOTE)
    (folder / "dead.md").symlink_to(target)
    outcome = batch(folder, "-f", "json")
    assert outcome.status == 2
    assert f"{folder / 'dead.md'}: cannot be read" in outcome.errors
    assert json.loads(outcome.out)["plan"]["title"] == "plan"


def test_a_name_that_no_file_can_have_is_refused(batch: Batch) -> None:
    """The system's own words say why."""
    outcome = batch("x" * 5000)
    assert (outcome.status, "cannot be read: File name too long" in outcome.errors) == (2, True)


def test_a_file_that_vanishes_is_told_and_the_others_are_judged(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between finding it and opening it, a file may go."""
    paths = [plan_of(tmp_path, VOTE, name=f"{name}.yaml") for name in "abc"]
    check_plan = Checker.check_plan

    def vanishing(self: Checker, plan: Plan) -> Result:
        paths[1].unlink(missing_ok=True)
        return check_plan(self, plan)

    monkeypatch.setattr(Checker, "check_plan", vanishing)
    outcome = batch(*paths, "-f", "json")
    assert outcome.status == 2
    assert f"{paths[1]}: cannot be read: No such file" in outcome.errors
    assert len(json.loads(outcome.out)["plans"]) == 2


def test_a_report_within_the_folder_is_no_plan_of_the_next_run(batch: Batch, tmp_path: Path) -> None:
    """The folder is judged again and the report replaced; only who names it as a plan is refused."""
    folder = tmp_path / "plans"
    folder.mkdir()
    plan_of(folder, VOTE)
    report = folder / "report.json"
    for _ in range(2):
        assert batch(folder, "-f", "json", "-o", report).status == 0
    assert json.loads(report.read_bytes())["plan"]["title"] == "plan"
    outcome = batch(folder, report, "-f", "json", "-o", report)
    assert (outcome.status, "is one of the plans to be judged" in outcome.errors) == (2, True)


# --- progress --------------------------------------------------------------------------------------------------------


def shown_on_a_terminal(*words: object) -> tuple[bytes, bytes]:
    """Run a program whose standard error is a terminal, and return its output and what the terminal shows."""
    ours, theirs = os.openpty()
    running = subprocess.Popen(program(*words), stdout=subprocess.PIPE, stderr=theirs, env=environment(), cwd=ROOT)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return running.communicate(timeout=30)[0], shown


def test_progress_is_shown_with_the_time_left(small: Folder, tmp_path: Path) -> None:
    """On a terminal and unless quiet; a report on standard output has nothing of it."""
    paths = [plan_of(tmp_path, VOTE, name=f"{name}.yaml") for name in "abc"]
    words = ("batch", *paths, "--rules", small.path, "--engine", "reference", "-f", "json", "--as-of", DAY)
    out, shown = shown_on_a_terminal(*words)
    assert len(json.loads(out)["plans"]) == 3
    assert b"Judging" in shown
    assert b"time left" in shown
    assert shown_on_a_terminal(*words, "--quiet") == (b"", b"")
