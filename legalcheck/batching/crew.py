"""Worker processes, each asked by a thread of its own: the end of one costs what it was asked, never the run."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import IO, Any

from legalcheck.inference.apart import command_of, ending_of, leave_stopping_to_others, own_output
from legalcheck.model.problem import InputError, Problem

PATIENCE = 10.0
"""Seconds that a worker has to end once it is told to."""
_LENGTH = 8  # bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker ended while it was asked; how it did."""

    cause: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A worker cannot begin, or may not go on; why, which ends the run."""

    problems: tuple[Problem, ...]


class Crew:
    """Up to ``size`` processes that run ``serve`` of a module, begun when there is work; as a context, it ends them."""

    def __init__(self, module: str, setup: object, size: int):
        """Take what every worker is told first."""
        self._module = module
        self._setup = _packed(setup)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="legalcheck")
        self._mine = threading.local()
        self._begun: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: object) -> Callable[[], Any]:
        """Return what waits for the answer of a worker, or ``Lost``; it raises ``InputError`` if no worker can begin.

        Messages are packed by who asks and unpacked by who waits: threads that only move bytes do not stop each other.
        """
        coming = self._threads.submit(self._asked, _packed(question))
        return lambda: _accepted(coming.result())

    def close(self) -> None:
        """End the workers, which hold nothing of value, and those that they began."""
        with self._lock:
            self._closed = True
            for process in self._begun:
                process.terminate()
        self._threads.shutdown(cancel_futures=True)
        for process in self._begun:
            _ended(process)
            with suppress(OSError):  # what was not sent is lost
                process.communicate()

    def _asked(self, question: bytes) -> bytes | Lost:
        answer = _exchange(self._worker(), question)
        if isinstance(answer, Lost):
            self._mine.process = None
        return answer

    def _worker(self) -> subprocess.Popen[bytes]:
        """Return the worker of this thread, which is begun if there is none."""
        process: subprocess.Popen[bytes] | None = getattr(self._mine, "process", None)
        if process is None:
            process = self._begin()
            begun = _accepted(_exchange(process, self._setup))
            if isinstance(begun, Lost):
                raise RuntimeError(f"internal error: a worker process could not begin: {begun.cause}")
            self._mine.process = process
        return process

    def _begin(self) -> subprocess.Popen[bytes]:
        errors = None if os.environ.get("LEGALCHECK_DEBUG") else subprocess.DEVNULL
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers are sent home")
            process = subprocess.Popen(
                command_of(self._module),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            self._begun.append(process)
        return process


def serve(begin: Callable[[Any], AbstractContextManager[Callable[[Any], object]]]) -> None:
    """Be a worker: ``begin`` takes what every worker is told first and gives what answers questions."""
    leave_stopping_to_others()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # which ends what this process has begun
    answers, questions = own_output(), sys.stdin.buffer
    with suppress(EOFError):  # the end of the questions is the end of the work
        try:
            with begin(_unpacked(_received(questions))) as answer:
                _send(_packed(None), answers)
                while True:
                    _send(_packed(answer(_unpacked(_received(questions)))), answers)
        except InputError as error:
            _send(_packed(Refused(error.problems)), answers)


def _packed(message: object) -> bytes:
    """Return a message as bytes, few enough that they pass a pipe in one turn or two."""
    return zlib.compress(pickle.dumps(message, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(message: bytes) -> Any:
    return pickle.loads(zlib.decompress(message))


def _send(message: bytes, stream: IO[bytes]) -> None:
    stream.write(len(message).to_bytes(_LENGTH) + message)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes:
    """Return the next message of a stream; ``EOFError`` if there is none, or half of one."""
    length = stream.read(_LENGTH)
    message = stream.read(int.from_bytes(length))
    if len(length) < _LENGTH or len(message) < int.from_bytes(length):
        raise EOFError
    return message


def _exchange(process: subprocess.Popen[bytes], message: bytes) -> bytes | Lost:
    """Return the answer of a worker; ``Lost`` if it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _send(message, process.stdin)
        return _received(process.stdout)
    except (OSError, EOFError):
        return Lost(_ended(process))


def _ended(process: "subprocess.Popen[bytes]") -> str:
    """Say how a process ended that is about to; one that is not is killed."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    process.kill()
    return ending_of(process)


def _accepted(answer: bytes | Lost) -> Any:
    """Return what a worker said; ``InputError`` if it refuses."""
    said = answer if isinstance(answer, Lost) else _unpacked(answer)
    if isinstance(said, Refused):
        raise InputError(said.problems)
    return said
