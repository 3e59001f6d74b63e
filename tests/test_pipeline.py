"""What other programs call: the pre-commit hook, the action, completion in shells, the manual page."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from legalcheck.cli.app import cli
from legalcheck.cli.manual import manual
from tests.conftest import ROOT, Run
from tests.factory import Folder

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
MAN = ROOT / "share" / "man" / "man1" / "legalcheck.1"


# --- pre-commit ------------------------------------------------------------------------------------------------------


def test_hooks_call_commands_that_there_are() -> None:
    """The entry is the program and one of its commands, with options that it has."""
    for hook in HOOKS:
        program, command, *options = hook["entry"].split()
        assert program == "legalcheck"
        known = {word for one in cli.commands[command].params for word in one.opts}
        assert set(options) <= known
        assert {"id", "name", "description", "language"} <= hook.keys()
        assert hook["language"] == "python"


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("plans/draft.md", True),
        ("talks/plans/a/draft.yaml", True),
        ("plans/README.md", False),
        ("docs/draft.md", False),
        ("plans/draft.py", False),
    ],
)
def test_the_hook_takes_plans_and_nothing_else(path: str, taken: bool) -> None:
    """As pre-commit matches: `files` somewhere in the path, `exclude` nowhere in it."""
    (hook,) = HOOKS
    assert (bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)) is taken


# --- the action ------------------------------------------------------------------------------------------------------

_STUB = """\
#!{python}
import json, os, sys
with open(os.environ["CALLED"], "w") as file:
    json.dump(sys.argv[1:], file)
if "--format" in sys.argv:
    for word in sys.argv:
        if word.startswith("github="):
            open(word.partition("=")[2], "w").write("::error::found\\n")
sys.exit(int(os.environ["STATUS"]))
"""


def act(folder: Path, status: int, **inputs: str) -> tuple[subprocess.CompletedProcess[str], list[str], str]:
    """Run the step that judges with a program that exits with ``status``; return its end, the call and the output."""
    (step,) = [one for one in ACTION["runs"]["steps"] if one.get("id") == "judge"]
    stub = folder / "legalcheck"
    stub.write_text(_STUB.format(python=sys.executable))
    stub.chmod(stub.stat().st_mode | stat.S_IEXEC)
    given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()} | inputs
    named = {key: given[value.strip("${} ").removeprefix("inputs.")] for key, value in step["env"].items()}
    output = folder / "output"
    output.touch()
    environment = {
        **os.environ,
        **named,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(output),
        "RUNNER_TEMP": str(folder),
        "CALLED": str(folder / "called"),
        "STATUS": str(status),
    }
    ended = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    called = yaml.safe_load((folder / "called").read_text()) if (folder / "called").exists() else []
    return ended, called, output.read_text()


@pytest.mark.parametrize(
    ("status", "unsettled", "comes_to"),
    [(0, "fail", 0), (1, "fail", 1), (1, "pass", 1), (2, "pass", 2), (3, "fail", 3), (3, "pass", 0)],
)
def test_the_action_ends_as_the_program_does(tmp_path: Path, status: int, unsettled: str, comes_to: int) -> None:
    """What is not settled may pass where a project says so; the status itself is handed on."""
    ended, _, output = act(tmp_path, status, paths="plans", unsettled=unsettled)
    assert (ended.returncode, output) == (comes_to, f"status={status}\n")


def test_the_action_hands_arguments_on_as_they_stand(tmp_path: Path) -> None:
    """A line is an argument, whatever stands in it: nothing is split, expanded or run."""
    paths = "plans/a b.md\n$(touch hacked)\n\n--odd.md\n"
    _, called, _ = act(tmp_path, 0, paths=paths, args="--as-of\n2026-01-15", baseline="known findings.json")
    assert called[-4:] == ["--", "plans/a b.md", "$(touch hacked)", "--odd.md"]
    assert called[0] == "batch"
    at = called.index("--baseline")
    assert called[at - 2 : at + 2] == ["--as-of", "2026-01-15", "--baseline", "known findings.json"]
    assert called[at + 2 : at + 5] == ["--format", "text", "--format"]
    assert not (tmp_path / "hacked").exists()


def test_the_action_shows_findings_on_the_lines_of_plans(tmp_path: Path) -> None:
    """What the program writes as workflow commands is said in the log after its report; nothing where it wrote none."""
    ended, _, _ = act(tmp_path, 1, paths="plans")
    assert ended.stdout == "::error::found\n"
    (tmp_path / "legalcheck-annotations.txt").write_text("of another run")
    assert "another" not in act(tmp_path, 1, paths="plans")[0].stdout


def test_the_action_refuses_an_input_that_it_does_not_know(tmp_path: Path) -> None:
    """One sentence in the log, and nothing is judged."""
    ended, called, _ = act(tmp_path, 0, paths="plans", unsettled="maybe")
    assert (ended.returncode, called) == (2, [])
    assert ended.stdout == "::error::unsettled is 'maybe'; choose fail or pass\n"


def test_the_action_has_every_part() -> None:
    """A composite action with a shell for each step; its options are those of batch; inputs reach it by variables."""
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert "uses" in step or step["shell"] == "bash"
        assert "${{" not in step.get("run", "")
    assert ACTION["outputs"]["status"]["value"] == "${{ steps.judge.outputs.status }}"
    assert {"paths", "args", "baseline", "unsettled"} <= ACTION["inputs"].keys()


# --- completion ------------------------------------------------------------------------------------------------------


def completed(run: Run, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Return what the shell would offer for the last of the words."""
    monkeypatch.setenv("_LEGALCHECK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(["legalcheck", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    return [line.partition(",")[2] for line in run().out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["base"], ["baseline"]),
        (["rule", "ua-elections-closed-by"], ["ua-elections-closed-by-martial-law"]),
        (["why-not", "plan-elections-in-m"], ["plan-elections-in-martial-law"]),
        (["source", "ICJ-WALL"], ["ICJ-WALL-2004"]),
        (["check", "x", "--assume", "martial"], ["martial_law=yes", "martial_law=no"]),
        (["check", "x", "--forum", "i"], ["international"]),
        (["batch", "-f", "text,jsonl"], ["text,jsonl"]),
        (["batch", "--doctrine", "l"], ["lenient"]),
        (["rule", "--rules", "/nowhere", "x"], []),
    ],
)
def test_names_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], offered: list[str]) -> None:
    """Commands, rules, sources, facts with their values, forums, formats and choices."""
    assert completed(run, monkeypatch, *words) == offered


def test_names_of_the_rulebook_at_hand_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch, small: Folder) -> None:
    """Those of --rules, found without loading it; a rulebook that is broken still offers what can be read."""
    at = ["--rules", str(small.path)]
    rules = completed(run, monkeypatch, "rule", *at, "home-v")
    assert rules == ["home-vote-closed", "home-vote-is-national", "home-vote-needs-law"]
    assert completed(run, monkeypatch, "check", *at, "--forum", "wo") == ["world"]
    small.write("sources/broken.yaml", "sources: [{id: ")
    assert completed(run, monkeypatch, "source", *at, "N-LAW") == ["N-LAW-1", "N-LAW-2"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(run: Run, shell: str) -> None:
    """It names the program and the variable by which it asks, and where the shell is there, the shell takes it."""
    script = run("completion", shell).out
    assert "_LEGALCHECK_COMPLETE" in script
    assert "legalcheck" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_another_shell_is_refused(run: Run) -> None:
    """The sentence names the shells."""
    outcome = run("completion", "csh")
    assert outcome.status == 2
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in outcome.errors


# --- the manual page -------------------------------------------------------------------------------------------------


def test_the_committed_manual_page_is_current(run: Run) -> None:
    """share/man/man1/legalcheck.1 is what `legalcheck man` prints, with every command and option."""
    assert MAN.read_text("utf-8") == run("man").out
    page = MAN.read_text("utf-8").replace("\\-", "-")
    for name, command in cli.commands.items():
        assert f".SS legalcheck {name}\n" in page
        for option in (one for one in command.params if isinstance(one, click.Option)):
            assert option.opts[-1] in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_formatter_finds_nothing_wrong_with_the_manual_page() -> None:
    """Groff with all its warnings is silent."""
    ended = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Tutf8", str(MAN)], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""


def test_no_help_text_becomes_a_request_to_the_formatter() -> None:
    """A line that begins with a stop or a quote is text, and so is a stroke backwards."""
    command = click.Command("c", help=".TH evil\n\n'quoted' \\fBbold", params=[click.Option(["--x"], help=".so /a")])
    page = manual(click.Group("g", commands={"c": command}, help="Help."))
    assert "\n\\&.TH evil\n" in page
    assert "\n\\&'quoted' \\efBbold\n" in page
    assert "\n\\&.so /a\n" in page


def test_the_manual_page_is_part_of_the_package() -> None:
    """Where it is installed, `man legalcheck` finds it."""
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert built["shared-data"] == {"share/man/man1/legalcheck.1": "share/man/man1/legalcheck.1"}
