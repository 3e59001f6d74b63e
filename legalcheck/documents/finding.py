"""Plan files, found by path, folder or pattern."""

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from legalcheck.documents.files import STDIN, SUFFIXES
from legalcheck.model.problem import InputError, Problem

_PASSED_OVER = (".", "~$")
"""How the names of files and folders begin that are nobody's plans: hidden ones, and locks of word processors."""


def find_plans(names: Iterable[str], written: Collection[Path] = ()) -> tuple[list[Path], list[Problem]]:
    """Return the plan files that paths, folders and patterns name, each once, in order, and what could not be found.

    Two names of one file, through links too, are one: the first counts. Files that are ``written`` by the same call are
    no plans of a folder or a pattern.
    """
    real = {os.path.realpath(path) for path in written}
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            for path in _plans_at(name, real, problems):
                found.setdefault(os.path.realpath(path), path)
        except InputError as error:
            problems += error.problems
        except OSError as error:
            problems.append(_unreadable(name, error))
    return list(found.values()), problems


def _plans_at(name: str, written: Collection[str], problems: list[Problem]) -> list[Path]:
    """Return the plans under one name; ``InputError`` if there is none, ``OSError`` if nobody can tell."""
    path = Path(name)
    if path == STDIN:
        return [path]
    kinds = f"a plan ends in {', '.join(SUFFIXES)}"
    if path.is_dir():
        before = len(problems)
        plans = sorted(p for p in _plans_in(name, problems) if os.path.realpath(p) not in written)
        if not plans and len(problems) == before:
            raise InputError(Problem(message=f"holds no plan files; {kinds}", path=name))
        return plans
    if path.exists():
        if path.suffix.lower() not in SUFFIXES:
            raise InputError(Problem(message=f"is no plan file; {kinds}", path=name))
        return [path]
    matches = sorted(Path(p) for p in glob.glob(name, recursive=True)) if glob.has_magic(name) else []
    plans = [p for p in matches if _is_plan(p) and p.is_file() and os.path.realpath(p) not in written]
    if not plans:
        raise InputError(Problem(message="does not exist; give a plan file, a folder or a pattern", path=name))
    return plans


def _plans_in(folder: str, problems: list[Problem]) -> Iterator[Path]:
    """Yield the plans of a folder and of those below; links to folders are not followed, dead links are plans."""

    def closed(error: OSError) -> None:
        problems.append(_unreadable(str(error.filename), error))

    for parent, below, names in os.walk(folder, onerror=closed):
        below[:] = [name for name in below if not name.startswith(_PASSED_OVER)]
        for path in (Path(parent, name) for name in names):
            if _is_plan(path) and path.stem != "README" and (path.is_file() or not path.exists()):
                yield path


def _is_plan(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(_PASSED_OVER)


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(message=f"cannot be read: {error.strerror or error}", path=name)
