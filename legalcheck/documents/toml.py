"""TOML with a place for every mistake.

The parser of the standard library tells no places, and libraries that keep the layout tell none either. A file is
therefore also taken statement by statement: each is the least number of lines that is TOML of its own.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.rulebook.strict_yaml import read_text

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*{_PART}(?:\s*\.\s*{_PART})*\s*=\s*")
MAX_LINES = 200
"""Lines of one statement that are tried together; a longer one is placed at its first line."""


class TomlFile:
    """The data of a TOML file, and where each part stands."""

    def __init__(self, path: Path, shown_as: str):
        """Read the file; ``InputError`` says what is wrong and where."""
        self.name = shown_as
        self.text = read_text(path, shown_as)
        try:
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(self._broken(str(error))) from error
        except RecursionError as error:
            raise InputError(Problem(message="is nested too deeply; flatten it", path=shown_as)) from error

    def where(self, *keys: str) -> tuple[int, int]:
        """Return (line, column), from 1, of the statement that says most of ``keys``; the value, if it says all."""
        best, place = 0, (1, 1)
        for path, line, key, value in _statements(self.text):
            said = next((at for at, pair in enumerate(zip(path, keys, strict=False)) if pair[0] != pair[1]), None)
            common = min(len(path), len(keys)) if said is None else said
            if common > best:
                best, place = common, (line, value if common == len(keys) == len(path) else key)
        return place

    def key(self, *keys: str) -> tuple[int, int]:
        """Return (line, column), from 1, of the first statement that names ``keys``, at its beginning."""
        found = (at for at in _statements(self.text) if at[0][: len(keys)] == keys)
        return next(((line, column) for _, line, column, _ in found), self.where(*keys))

    def problem(self, message: str, *keys: str, at_key: bool = False) -> Problem:
        """Return a problem placed at the value of ``keys``, or at the key itself."""
        line, column = self.key(*keys) if at_key else self.where(*keys)
        return Problem(message=one_line(message), path=self.name, line=line, column=column)

    def _broken(self, said: str) -> Problem:
        place = _AT.search(said)
        lines = self.text.split("\n")
        line, column = (len(lines), len(lines[-1]) + 1)
        if place and place.group(1):
            line, column = int(place.group(1)), int(place.group(2))
        message = f"is not valid TOML: {_AT.sub('', said)}; mend it"
        return Problem(message=one_line(message), path=self.name, line=line, column=column)


def _statements(text: str) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """Yield of each statement its path, its line, and the columns of its key and of its value, from 1."""
    lines = text.split("\n")
    table: tuple[str, ...] = ()
    at = 0
    while at < len(lines):
        raw = lines[at]
        if not raw.strip() or raw.lstrip().startswith("#"):
            at += 1
            continue
        end, data = _statement(lines, at)
        path = _path(data)
        column = len(raw) - len(raw.lstrip()) + 1
        if raw.lstrip().startswith("["):
            table = path
            yield table, at + 1, column, column
        else:
            key = _KEY.match(raw)
            own = path[: _depth(key.group())] if key else path
            yield (*table, *own), at + 1, column, key.end() + 1 if key else column
        at = end


def _statement(lines: list[str], at: int) -> tuple[int, dict[str, Any]]:
    """Return the line after a statement, and what it says."""
    for end in range(at + 1, min(len(lines), at + MAX_LINES) + 1):
        try:
            return end, tomllib.loads("\n".join(lines[at:end]))
        except tomllib.TOMLDecodeError:
            continue
    return at + 1, {}


def _path(data: Any) -> tuple[str, ...]:
    """Return the keys down to the first part that is no table of one key."""
    keys: list[str] = []
    while isinstance(data, dict) and len(data) == 1:
        [(key, data)] = data.items()
        keys.append(key)
    return tuple(keys)


def _depth(key: str) -> int:
    """Return of how many parts a dotted key is made."""
    return len(re.findall(_PART, key))
