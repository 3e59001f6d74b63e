"""The engine in a process of its own: what it says is what it says at home, and its end costs a chunk."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from legalcheck import checking
from legalcheck.checking import Checker
from legalcheck.inference import host
from legalcheck.inference.host import MAX_LOST, EngineHost, Lost
from legalcheck.inference.law import Law
from legalcheck.matters import build
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError
from legalcheck.model.result import Result
from legalcheck.rulebook.load import Rulebook
from tests.broken_worker import CAUSES
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.plans import RECOGNISE, SMALL, TALK, VOTE, plan_of
from tests.processes import environment, feed, program

BROKEN = "tests.broken_worker"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have batches ask a worker that breaks on some kinds of measure."""
    monkeypatch.setattr(host, "EngineHost", partial(EngineHost, BROKEN))


@pytest.fixture
def broken_host() -> Iterator[EngineHost]:
    """A host of workers that break."""
    with EngineHost(BROKEN) as found:
        yield found


def plan(*kinds: str) -> Plan:
    """A plan with a clause for each kind of measure, numbered from 1."""
    clauses = [{"number": str(at), "measures": [{"kind": kind}]} for at, kind in enumerate(kinds, 1)]
    return Plan.model_validate({"clauses": clauses})


def unbroken(book: Rulebook, given: Plan) -> Result:
    """What the same plan comes to without a worker."""
    return Checker(book, DAY).check_plan(given)


def lasting(result: Result) -> Result:
    """A result without what it says of the engine."""
    return result.model_copy(update={"plan": result.plan.model_copy(update={"unchecked": ()})})


def proved(asked: EngineHost, book: Rulebook, kind: str) -> object:
    """What a host answers on one matter of a kind."""
    law = Law(book, DAY)
    cut = law.slice(kind)
    return asked.prove([(cut, [0] * len(cut.names))])


def test_a_worker_says_what_the_engine_says(small_book: Rulebook) -> None:
    """Results are the same, whichever process the engine runs in."""
    given = plan(*small_book.vocabulary.kinds)
    with EngineHost() as worker:
        assert Checker(small_book, DAY, engine=worker).check_plan(given) == unbroken(small_book, given)


def test_a_crash_costs_one_chunk(
    small_book: Rulebook, broken_host: EngineHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clauses beside the one that crashed are named, all others are checked, and every verdict is the same."""
    monkeypatch.setattr(checking, "CHUNK", 2)
    given = plan("talk", "leave_league", "hold_vote", "leave_league", "leave_league", "talk")
    result = Checker(small_book, DAY, engine=broken_host).check_plan(given)
    (lost,) = result.plan.unchecked
    assert (lost.clauses, lost.cause) == (("3", "4"), CAUSES["hold_vote"])
    assert lost.matters > 0
    assert lasting(result) == unbroken(small_book, given)


@pytest.mark.parametrize(("kind", "cause"), CAUSES.items())
def test_whatever_ends_the_engine_is_named(
    small_book: Rulebook, broken_host: EngineHost, kind: str, cause: str
) -> None:
    """A signal, an exit, a fault and a loop without end each cost the matters asked about, and say what they were."""
    assert proved(broken_host, small_book, kind) == Lost(1, cause)
    assert isinstance(proved(broken_host, small_book, "talk"), list)


def test_what_was_lost_is_asked_again(small_book: Rulebook, broken_host: EngineHost) -> None:
    """A verdict that rests on one evaluator does so in the clauses that are named, and in no later plan."""
    checker = Checker(small_book, DAY, engine=broken_host)
    assert checker.check_plan(plan("hold_vote")).plan.unchecked == checker.check_plan(plan("hold_vote")).plan.unchecked


def test_an_engine_that_breaks_each_time_is_given_up(small_book: Rulebook, broken_host: EngineHost) -> None:
    """After some losses in a row no further worker is started."""
    for _ in range(MAX_LOST):
        assert proved(broken_host, small_book, "pay") == Lost(1, CAUSES["pay"])
    assert proved(broken_host, small_book, "talk") == Lost(1, f"given up after {MAX_LOST} losses in a row")


def test_losses_count_in_a_row_only(small_book: Rulebook, broken_host: EngineHost) -> None:
    """An engine that answers in between is not given up."""
    for _ in range(MAX_LOST):
        proved(broken_host, small_book, "pay")
        proved(broken_host, small_book, "talk")
    assert proved(broken_host, small_book, "pay") == Lost(1, CAUSES["pay"])


@pytest.mark.usefixtures("plain_reader", "broken")
def test_the_summary_says_what_was_lost(run: Run, small: Folder, tmp_path: Path) -> None:
    """Text and JSON name the clauses; a warning goes to standard error; the exit status and later bytes stay."""
    path = plan_of(tmp_path, TALK, VOTE, RECOGNISE)
    options = ("batch", path, "--rules", small.path, "--as-of", DAY)
    text, document, sound = run(*options), run(*options, "-f", "json"), run(*options, "--engine", "reference")
    assert (text.status, document.status) == (sound.status, sound.status) == (1, 1)
    assert "Clauses 1 to 3: the engine broke off (signal SIGSEGV)" in text.out.partition("Summary")[2]
    assert "clauses 1 to 3" in text.errors
    (lost,) = json.loads(document.out)["plan"]["unchecked"]
    assert lost["clauses"] == ["1", "2", "3"]
    assert lost["cause"] == CAUSES["hold_vote"]
    assert sound.errors == ""
    assert run(*options, "-f", "json").raw == document.raw


@pytest.mark.usefixtures("plain_reader", "broken")
def test_a_stream_warns_of_what_was_lost(run: Run, small: Folder, tmp_path: Path) -> None:
    """Lines have no summary, so the warning stands alone; every line is there and as ever."""
    path = tmp_path / "plan.jsonl"
    path.write_text('{"measures": [{"kind": "talk"}]}\n{"measures": [{"kind": "pay"}]}\n')
    options = ("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "jsonl")
    outcome = run(*options)
    assert "exit status 3" in outcome.errors
    assert outcome.raw == run(*options, "--engine", "reference").raw


@pytest.mark.usefixtures("plain_reader", "broken")
def test_a_wrong_answer_is_no_loss(run: Run, small: Folder, tmp_path: Path) -> None:
    """An engine that answers otherwise than the reference stops the run: that is a mistake of ours, not its end."""
    outcome = run("batch", plan_of(tmp_path, "{kind: join_league, performer: northland}"), "--rules", small.path)
    assert outcome.status == 70
    assert "the engines disagree" in outcome.errors


@pytest.mark.usefixtures("plain_reader")
def test_one_clause_starts_no_worker(run: Run, small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single check has the engine in its own process, which is the quicker start."""
    monkeypatch.setattr(EngineHost, "start", lambda _: pytest.fail("a worker was started"))
    assert run("check", "Northland shall hold a vote.", "--rules", small.path, "--as-of", DAY).status == 0


def test_the_worker_ends_with_who_asks() -> None:
    """A program that is killed leaves no process behind."""
    script = (
        "import os; from legalcheck.inference.host import EngineHost; "
        "print(EngineHost().start().pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=False, env=environment())
    try:
        worker = os.pidfd_open(int(done.stdout))
    except ProcessLookupError:
        return
    assert select.select([worker], [], [], 30)[0], "the worker lives on"
    os.close(worker)


@pytest.mark.parametrize("stop", ["Ctrl-C", "closed output"])
def test_a_batch_that_is_stopped_leaves_no_process(small: Folder, tmp_path: Path, stop: str) -> None:
    """Whether its terminal stops it or nobody reads its output any more: all processes of a batch end together."""
    pipe, path = tmp_path / "slow.jsonl", tmp_path / "plan.yaml"
    path.write_text(SMALL)
    os.mkfifo(pipe)
    running = subprocess.Popen(
        program("batch", path, pipe, "--rules", small.path, "--as-of", DAY, "-f", "jsonl"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    end = feed(pipe, running)
    if stop == "Ctrl-C":
        os.killpg(running.pid, signal.SIGINT)
    else:
        running.stdout.close()
        running.stdout = None
        os.set_blocking(end, True)
        os.write(end, b'{"measures": [{"kind": "talk"}]}\n' * 300)
        os.close(end)
    _, errors = running.communicate(timeout=30)
    assert errors.strip() == {"Ctrl-C": b"legalcheck: stopped; nothing was written.", "closed output": b""}[stop]
    assert (running.returncode == 130) == (stop == "Ctrl-C")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_clauses_of_a_stream_come_before_a_mistake(small_book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged before a clause that cannot be used is kept, as it is without a worker."""
    monkeypatch.setattr(build, "MAX_MATTERS", 1)
    one, many = {"kind": "talk", "performer": "eastland"}, {"kind": "talk", "performer": "everyone"}
    clauses = [Clause.model_validate({"number": str(at), "measures": [part]}) for at, part in enumerate((one, many))]
    with EngineHost() as worker:
        stream = Checker(small_book, DAY, engine=worker).check(clauses)
        assert next(stream).number == "0"
        with pytest.raises(InputError):
            next(stream)
