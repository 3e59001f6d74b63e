"""What a fuzzer has: inputs to draw, and a check of what the program promises of each of them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from hypothesis.strategies import SearchStrategy

from legalcheck.inference.host import EngineHost
from legalcheck.model.problem import InputError

ROOT = Path(__file__).resolve().parent.parent

MAX_SHOWN = 1500
"""Characters of one message, its place included, that a person will read."""
LIFE = 200
"""Inputs that one process of the engine is asked about."""

Input = Mapping[str, Any]
"""One input, in a form that YAML can hold."""

_INTERNAL = re.compile(
    r"Traceback|<class|<object|object at 0x|NoneType|unhashable|KeyError|TypeError|pydantic|sys\.|not subsc"
)
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")


class Broken(AssertionError):
    """The program broke a promise; the sentence says which."""


class Target(Protocol):
    """One fuzzer."""

    name: str

    def inputs(self) -> SearchStrategy[Input]:
        """Return what to try."""

    def check(self, given: Input) -> str:
        """Return what came of an input, in a word or a sentence; any exception is a find."""


class Hosts:
    """Processes of the engine, each replaced after a loss, and after a while: it keeps the rules of all inputs."""

    def __init__(self) -> None:
        self._host = EngineHost()
        self._asked = 0

    def next(self) -> EngineHost:
        """Return what to ask about the next input."""
        self._asked += 1
        if self._asked % LIFE == 0 or self._host.losses:
            self._host.close()
            self._host = EngineHost()
        return self._host


def demand(kept: object, promise: str) -> None:
    """Raise ``Broken`` unless a promise is kept."""
    if not kept:
        raise Broken(promise)


def refused(error: InputError, path: str) -> str:
    """Return the outcome of a refusal, once its messages are such that a person can act on them."""
    demand(error.problems, "a refusal names at least one mistake")
    for problem in error.problems:
        demand(problem.message.strip(), "a message is not empty")
        demand("\n" not in str(problem), "a message is one line")
        demand(len(str(problem)) <= MAX_SHOWN, "a message is short enough to be read")
        demand(not _INTERNAL.search(problem.message), f"a message speaks no Python: {problem.message[:200]}")
        demand(path in problem.path, f"a message names the file: {problem.message[:200]}")
    return f"refused: {general(error.problems[0].message)}"


def general(message: str) -> str:
    """Return a message without its particulars: names in quotes and numbers."""
    return _PARTICULAR.sub("_", message)[:120]


def spans_verbatim(text: str, parts: Iterable[Any]) -> bool:
    """Say whether each part lies within the text and is what stands there."""
    return all(0 <= p.start <= p.end <= len(text) and text[p.start : p.end] == p.text for p in parts)
