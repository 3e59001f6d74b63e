"""The tutorial on writing a rule does what it says: its files are written, its commands run, its output is compared."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.shown import matches

PAGE = (ROOT / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:^<!-- exit status (\d) -->\n)?^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_tutorial_does_what_it_says(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block after block: every file is written, every exit status and every line of output is as shown."""
    (tmp_path / "packs").symlink_to(ROOT / "packs")
    monkeypatch.chdir(tmp_path)
    assert {kind for _, kind, _ in BLOCKS} == {"sh", "yaml", "console"}
    for status, kind, block in BLOCKS:
        if kind == "yaml":
            write(block)
            continue
        commands, expected = (block, None) if kind == "sh" else block.removeprefix("$ ").split("\n", 1)
        for line in commands.replace("\\\n", " ").splitlines():
            came, out = call(run, line)
            assert came == int(status or 0), f"{line}: {out}"
            assert expected is None or matches(out, expected), out


def write(block: str) -> None:
    """Write a block of YAML to the file that its first line names."""
    first, _, rest = block.partition("\n")
    Path(first.removeprefix("# ")).write_text(rest, encoding="utf-8")


def call(run: Run, line: str) -> tuple[int, str]:
    """Run a line of the tutorial; return its exit status and what it printed."""
    program, *arguments = shlex.split(line)
    if program == "legalcheck":
        outcome = run(*arguments)
        return outcome.status, outcome.out + outcome.errors
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
