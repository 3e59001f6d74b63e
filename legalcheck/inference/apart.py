"""Processes of our own beside this one: how they begin, what they keep for themselves, how they ended."""

import os
import signal
import subprocess
import sys
from typing import BinaryIO


def command_of(module: str) -> list[str]:
    """Return the command line that runs ``serve`` of a module in an interpreter that finds what this one does."""
    return [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; from {module} import serve; serve()"]


def own_output() -> BinaryIO:
    """Return standard output, and send whatever else is printed to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def leave_stopping_to_others() -> None:
    """Ignore Ctrl-C, which goes to every process of a terminal: whoever began this one decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def ending_of(process: subprocess.Popen[bytes]) -> str:
    """Say how a process ended, which has ended or is about to."""
    status = process.wait()
    return f"exit status {status}" if status >= 0 else f"signal {signal.Signals(-status).name}"
