"""Keeps the C core in a process of its own: a crash there costs the matters it was asked about, never the run."""

import json
import pickle
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legalcheck.inference.apart import command_of, ending_of
from legalcheck.inference.durable import Proof, refuse_too_large
from legalcheck.inference.slices import Slice

if TYPE_CHECKING:
    from legalcheck.inference.worker import Request

MAX_LOST = 3
"""Requests lost one after the other before the engine is given up for the rest of the run."""
WORKER = "legalcheck.inference.worker"

Matters = Sequence[tuple[Slice, Sequence[int]]]
"""Matters to judge: the rules on their kind, and their codes."""


@dataclass(frozen=True)
class Lost:
    """Matters that the engine gave no answer on, and why."""

    matters: int
    cause: str


class EngineHost:
    """Asks the C core in a worker process, which is replaced when it dies; used as a context, it ends the worker.

    ``module`` holds the ``serve`` that the worker runs.
    """

    def __init__(self, module: str = WORKER):
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._known: set[int] = set()
        self._slices: list[Slice] = []
        self._numbers: dict[int, int] = {}
        self.losses = 0
        """Requests lost since the last answer."""

    def __enter__(self) -> "EngineHost":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> subprocess.Popen[bytes]:
        """Let the worker start beside whatever comes next, and return it."""
        if self._process is None:
            self._known = set()
            self._process = subprocess.Popen(
                command_of(self._module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def prove(self, matters: Matters) -> list[Proof] | Lost:
        """Return the rules that apply to each matter with their premises, or that all of these matters were lost."""
        if self.losses >= MAX_LOST:
            return Lost(len(matters), f"given up after {MAX_LOST} losses in a row")
        process = self.start()
        answer = _exchange(process, self._request(matters))
        if "proofs" in answer:
            self.losses = 0
            return [{rule: frozenset(premises) for rule, premises in proof.items()} for proof in answer["proofs"]]
        self.losses += 1
        cause = answer.get("fault") or ending_of(process)
        self.close()
        return Lost(len(matters), cause)

    def close(self) -> None:
        """Kill the worker, which holds nothing of value."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError):  # what was not sent is lost
                self._process.communicate()
            self._process = None

    def _request(self, matters: Matters) -> "Request":
        """Number the slices; those that the worker has not seen go with the request."""
        questions = [(self._number(cut), tuple(codes)) for cut, codes in matters]
        new = {number for number, _ in questions} - self._known
        self._known |= new
        return {number: self._slices[number] for number in sorted(new)}, questions

    def _number(self, cut: Slice) -> int:
        if id(cut) not in self._numbers:
            refuse_too_large(cut)
            self._numbers[id(cut)] = len(self._slices)
            self._slices.append(cut)  # which also keeps its id from being given to another
        return self._numbers[id(cut)]


def _exchange(process: subprocess.Popen[bytes], request: "Request") -> dict[str, Any]:
    """Return the answer of the worker; an empty one if it died."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump(request, process.stdin)
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
    except (OSError, ValueError):
        return {}
    return answer
