"""Programs run apart from the tests, in a clean environment."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def environment(**changed: str) -> dict[str, str]:
    """The environment of a program: that of the tests, with the checkout on the path and no wish for colour."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(ROOT), **changed}


def program(*arguments: object) -> list[str]:
    """The command line of legalcheck, as words."""
    return [sys.executable, "-m", "legalcheck", *map(str, arguments)]


def bounded(script: str, *arguments: object, seconds: int = 30) -> str:
    """Run a script of Python that must end; one that hangs fails. Return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True, timeout=seconds, check=False, env=environment(), cwd=Path("/"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return done.stdout.decode().strip()


def feed(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """Return the writing end of a named pipe once a program reads from it; fail if the program ends before it does."""
    for _ in range(600):
        with contextlib.suppress(OSError):  # nobody reads yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.1)
            raise AssertionError(f"the program ended with {running.returncode} before it read {pipe.name}")
    running.kill()
    raise AssertionError(f"the program never read {pipe.name}")
