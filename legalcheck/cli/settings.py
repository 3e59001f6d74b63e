"""Settings of a project: the file that holds them, found upwards, checked as a whole, every mistake with its place."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalcheck.model.problem import InputError, Problem
from legalcheck.model.rule import real_day
from legalcheck.model.values import LEVELS

if TYPE_CHECKING:
    from legalcheck.documents.toml import TomlFile
    from legalcheck.rulebook.load import Rulebook

FILE = "legalcheck.toml"
SHARED_FILE = "pyproject.toml"
TABLE = ("tool", "legalcheck")
_OTHER_NAMES = {"assume": "assumptions", "forum": "forums", "format": "formats", "pack": "rules", "packs": "rules"}
_SPOKEN_ONLY = ("nominate", "llm-model")
"""What no file can switch on: it may send texts to a model."""


class _Wrong(ValueError):
    """A value that a setting does not take; the message is the sentence without the name of the setting."""

    def __init__(self, message: str, *keys: str):
        """Take the message, and the keys below the setting where the mistake stands."""
        super().__init__(message)
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the file, the parameter of the commands that it fills, and how a value is taken.

    ``read`` turns a value of TOML into one of the option, with paths seen from the working directory, or raises
    ``_Wrong``. Only ``commands`` take it; if there are none named, every command with such a parameter.
    """

    key: str
    parameter: str
    read: Callable[[Any, Path], Any]
    default: str
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What a file settles, by key of the setting; without a file nothing."""

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    toml: "TomlFile | None" = None
    table: tuple[str, ...] = ()

    def parameters(self, command: str | None) -> dict[str, Any]:
        """Return values for the parameters of a command."""
        return {
            one.parameter: self.values[one.key]
            for one in SETTINGS
            if one.key in self.values and (not one.commands or command in one.commands) and one.key != "assumptions"
        }

    def place(self, *keys: str) -> str:
        """Return ``file:line`` of a value."""
        assert self.toml is not None
        return f"{self.toml.name}:{self.toml.where(*self.table, *keys)[0]}"

    def problem(self, message: str, *keys: str) -> Problem:
        """Return a problem placed at a value."""
        assert self.toml is not None
        return self.toml.problem(message, *self.table, *keys)

    def check(self, book: "Rulebook", assumed: Mapping[str, str], *, forums: bool) -> None:
        """Check what only the rulebook knows: the facts ``assumed`` by the file, and its ``forums`` where they hold."""
        from legalcheck.checking import check_forums  # noqa: PLC0415 - only for a file that names some
        from legalcheck.matters.context import check_assumption  # noqa: PLC0415

        problems: list[Problem] = []
        for name, value in assumed.items():
            try:
                check_assumption(book, name, value)
            except InputError as error:
                problems.append(self.problem(str(error), "assumptions", name))
        try:
            check_forums(book, self.values.get("forums", ()) if forums else ())
        except InputError as error:
            problems.append(self.problem(str(error), "forums"))
        if problems:
            raise InputError(problems)


def find_settings(start: Path) -> Settings:
    """Return the settings of the nearest folder that has some, from ``start`` upwards to a folder with ``.git``."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return read_settings(folder / FILE)
        shared = folder / SHARED_FILE
        if shared.is_file() and _speaks_to_us(shared):
            found = read_settings(shared, missing_is_fine=True)
            if found.path is not None:
                return found
        if (folder / ".git").exists():
            break
    return Settings()


def read_settings(path: Path, *, missing_is_fine: bool = False) -> Settings:
    """Return the settings in a file: all of it, or the table ``tool.legalcheck`` of a ``pyproject.toml``.

    ``InputError`` lists every mistake with its place.
    """
    from legalcheck.documents.toml import TomlFile  # noqa: PLC0415 - only where there is a file

    toml = TomlFile(path, _shown(path))
    table = TABLE if path.name == SHARED_FILE else ()
    data: Any = toml.data
    for at, key in enumerate(table):
        if not isinstance(data, dict) or key not in data:
            if missing_is_fine:
                return Settings()
            raise InputError(Problem(message="has no table [tool.legalcheck]; add one", path=toml.name))
        data = data[key]
        if not isinstance(data, dict):
            raise InputError(toml.problem(f"'{'.'.join(table[: at + 1])}' must be a table", *table[: at + 1]))
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key, value in data.items():
        try:
            setting = _setting(key)
        except _Wrong as error:
            problems.append(toml.problem(str(error), *table, key, at_key=True))
            continue
        try:
            values[key] = setting.read(value, path.parent)
        except _Wrong as error:
            problems.append(toml.problem(f"'{key}' {error}", *table, key, *error.keys))
    if problems:
        raise InputError(problems)
    return Settings(path, values, toml, table)


def _setting(key: str) -> Setting:
    known = {one.key: one for one in SETTINGS}
    if key in known:
        return known[key]
    if key in _SPOKEN_ONLY:
        raise _Wrong(f"'{key}' is taken from the command line only; no file may have texts put to a model")
    near = _OTHER_NAMES.get(key) or next(iter(get_close_matches(key.replace("_", "-"), known, 1)), None)
    meant = f"do you mean '{near}'?" if near else f"settings are {', '.join(known)}"
    raise _Wrong(f"unknown setting '{key}'; {meant}")


def _speaks_to_us(path: Path) -> bool:
    """Say whether somebody else's file names the program at all; its mistakes are none of ours."""
    try:
        return b"legalcheck" in path.read_bytes()
    except OSError:
        return False


def _shown(path: Path) -> str:
    return os.path.relpath(path)


def _choice(*known: str) -> Callable[[Any, Path], str]:
    def read(value: Any, _: Path) -> str:
        return _one_of(_text(value), known)

    return read


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return value
    near = get_close_matches(value, known, 1)
    meant = f"do you mean '{near[0]}'?" if near else f"choose from {', '.join(known)}"
    raise _Wrong(f"cannot be '{value}'; {meant}")


def _kind(value: Any) -> str:
    kinds: dict[type, str] = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
        str: "text",
    }
    kinds |= {datetime: "a date with a time", date: "a date"}
    return kinds.get(type(value), "a time")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"must be text, not {_kind(value)}")
    if not value.strip():
        raise _Wrong("is empty; give it a value or leave it out")
    return value


def _day(value: Any, _: Path) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise _Wrong(f"must be a date such as 2026-01-15, not {_kind(value)}")
    try:
        return real_day(value)
    except ValueError as error:
        raise _Wrong(f"must be a date: {error}") from error


def _flag(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"must be true or false, not {_kind(value)}")
    return value


def _words(value: Any, _: Path) -> tuple[str, ...]:
    """Take a list of words; one word may stand for a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise _Wrong(f"must be a list of words, not {_kind(value)}")
    return tuple(_text(word) for word in value)


def _formats(value: Any, folder: Path) -> tuple[str, ...]:
    from legalcheck.report.formats import FORMATS  # noqa: PLC0415

    known = tuple(form.name for form in FORMATS.values() if not form.draws)
    return tuple(_format(word, known, folder) for word in _words(value, folder))


def _format(word: str, known: tuple[str, ...], folder: Path) -> str:
    name, equals, file = word.partition("=")
    _one_of(name, known)
    if equals and not file:
        raise _Wrong(f"takes NAME or NAME=FILE, not '{word}'")
    return f"{name}={_shown(folder / file)}" if equals else name


def _facts(value: Any, _: Path) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _Wrong(f"must be a table of facts with their values, not {_kind(value)}")
    return {name: _fact(name, said) for name, said in value.items()}


def _fact(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    try:
        return _text(value)
    except _Wrong as error:
        raise _Wrong(f"gives '{name}' a value that {error}", name) from error


def _path(value: Any, folder: Path) -> str:
    return _shown(folder / _text(value))


def _rules(value: Any, folder: Path) -> str:
    """Take a folder as seen from the file, or the name of an installed pack."""
    name = _text(value)
    if (folder / name).is_dir():
        return _shown(folder / name)
    if os.sep in name or name.startswith("."):
        raise _Wrong(f"is '{name}', but there is no such folder beside the file")
    return name


SETTINGS = (
    Setting("fail-on", "fail_on", _choice(*LEVELS), "barred"),
    Setting("as-of", "as_of", _day, "today"),
    Setting("assumptions", "assumed", _facts, "none"),
    Setting("doctrine", "doctrine", _choice("strict", "prevailing", "lenient"), "prevailing (alternatives: strict)"),
    Setting("rules", "rules_folder", _rules, "those of the program"),
    Setting("forums", "forums", _words, "all"),
    Setting("formats", "forms", _formats, "text", ("batch",)),
    Setting("baseline", "baseline_file", _path, "none", ("batch",)),
    Setting("lang", "report_language", _choice("en", "uk"), "en"),
    Setting("lang-in", "language", _choice("en", "uk", "ru"), "detected"),
    Setting("engine", "engine", _choice("durable", "reference"), "durable"),
    Setting("trace", "trace", _flag, "false"),
)
"""Every setting, in the order in which they are listed."""
