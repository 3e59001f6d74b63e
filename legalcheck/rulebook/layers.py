"""A rulebook laid over the one that it extends: what it says itself comes first, the rest is taken from below."""

from collections.abc import Hashable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from legalcheck.model.problem import Problem
from legalcheck.rulebook.strict_yaml import Document

ADDED = ("vocabulary.yaml", "context/conflicts.yaml")
"""Files whose lists are joined: more words, more conflicts. In all others a list replaces that of the same entry."""
OWN = (
    *("rulebook.yaml", "context/facts.yaml", "context/gates.yaml", "context/milestones.yaml"),
    "context/durations.yaml",
    *("proof/impossible.yaml", "proof/silences.yaml", "proof/waivers.yaml"),
)
"""Files about the home state and its rules: nothing of them is ever taken from another state's rulebook."""
_READ = (
    *("*.yaml", "context/*.yaml", "phrases/*.yaml", "gazetteer/*.yaml", "sources/*.yaml"),
    *("plan/*.yaml", "plan/*/*.yaml", "lexicon/*/cast.yaml", "proof/*.yaml"),
)


class Layered(Document):
    """Two files read as one; a mistake is placed in the file that knows most of the way to it, the upper one first."""

    def __init__(self, upper: Document, lower: Document, *, join_lists: bool):
        super().__init__(merged(upper.data, lower.data, join_lists=join_lists), upper.path)
        self._layers = (upper, lower)

    def problem(self, message: str, *keys: Hashable) -> Problem:
        """Return a problem placed at ``keys``."""
        return max(self._layers, key=lambda layer: _depth(layer.data, keys)).problem(message, *keys)


def merged(upper: Any, lower: Any, *, join_lists: bool) -> Any:
    """Lay data over data: mappings entry by entry, lists joined if so wished; else what is above stands."""
    if isinstance(upper, dict) and isinstance(lower, dict):
        both = {key: merged(upper[key], lower[key], join_lists=join_lists) for key in upper if key in lower}
        return {**upper, **lower, **both}
    if join_lists and isinstance(upper, list) and isinstance(lower, list):
        return [*upper, *(item for item in lower if item not in upper)]
    return upper


def layers_of(upper: Path | None, lower: Path, name: str) -> tuple[Path, ...]:
    """Return the files of one name, the upper one first; the lower one is always among them."""
    above = (upper / name,) if upper and (upper / name).is_file() else ()
    return (*above, lower / name)


def unread(folder: Path, forums: Sequence[str]) -> Iterator[Problem]:
    """Report files of a rulebook that extends another which nothing reads: grammar and forums belong to the other."""
    for path in sorted(folder.glob("**/*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in forums and not any(_matches(name, pattern) for pattern in _READ):
            message = "is read by nothing here: it belongs to the rulebook that this one extends, or to no forum"
            yield Problem(message=message, path=str(path), line=1, column=1)


def _matches(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)


def _depth(data: Any, keys: Sequence[Hashable]) -> int:
    """Return how many of the keys lead somewhere."""
    depth = 0
    for key in keys:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            break
        depth += 1
    return depth
