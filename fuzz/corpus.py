"""Finds kept as data: one YAML file each under ``tests/corpus``, replayed by the tests for ever after."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from fuzz.campaign import Find
from fuzz.target import ROOT, Input
from legalcheck.rulebook.strict_yaml import load_strict

FOLDER = ROOT / "tests" / "corpus"


@dataclass(frozen=True)
class Entry:
    """One input that once broke a promise."""

    name: str
    target: str
    given: Input


def entries(folder: Path = FOLDER) -> Iterator[Entry]:
    """Yield what is kept, in the order of the file names."""
    for path in sorted(folder.glob("*/*.yaml")):
        yield Entry(f"{path.parent.name}/{path.stem}", path.parent.name, load_strict(path).data["input"])


def keep(find: Find, folder: Path = FOLDER) -> Path:
    """Write a find and return its file; the name tells the input apart, so that a find is kept once."""
    data = {"kind": find.kind, "what": find.what, "input": _plain(find.given)}
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    path = folder / find.target / f"{find.kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class _Dumper(yaml.SafeDumper):
    """Writes without anchors, which the strict reader of YAML refuses."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat what stands twice."""
        del data
        return True


def _plain(value: object) -> object:
    """Return data of lists, mappings and plain values only."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
