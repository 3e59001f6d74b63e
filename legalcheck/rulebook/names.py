"""Names in a rulebook, found without loading it: quick enough to answer between two keystrokes."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from legalcheck.model.problem import InputError
from legalcheck.rulebook.packs import SHIPPED, find_rules, shipped_rules
from legalcheck.rulebook.shelf import shelved
from legalcheck.rulebook.strict_yaml import load_strict

PLAN_RULES = "plan"
"""The folder of the rules on whole plans."""


class Names:
    """The names of one rulebook and of the one that it extends; what cannot be read has none."""

    def __init__(self, folder: Path | None = None):
        """Take a folder of rules or the name of a pack; ``InputError`` if there is none."""
        own = find_rules(folder)
        self._folder = own
        with self._kept("head"):
            below = _mapping(own / "rulebook.yaml").get("extends")
        self._folders = [own]
        if below:
            self._folders.append(shipped_rules() if below == SHIPPED else own / str(below))

    def rules(self) -> list[str]:
        """Return the ids of rules: each is the name of its file."""
        found = (
            path.stem
            for folder in self._folders
            for forum in (*self.forums(), PLAN_RULES)
            for path in (folder / forum).rglob("*.yaml")
        )
        return sorted(set(found))

    def sources(self) -> list[str]:
        """Return the ids of sources."""
        found: set[str] = set()
        with self._kept("sources"):
            for path in (path for folder in self._folders for path in (folder / "sources").glob("*.yaml")):
                entries = _mapping(path).get("sources")
                found |= {str(one["id"]) for one in entries or () if isinstance(one, dict) and "id" in one}
        return sorted(found)

    def facts(self) -> dict[str, list[str]]:
        """Return the values of each fact and milestone."""
        found: dict[str, list[str]] = {}
        with self._kept("facts"):
            for path in (f / "context" / name for f in self._folders for name in ("facts.yaml", "milestones.yaml")):
                for name, entry in _mapping(path).items():
                    values = entry.get("values", ()) if isinstance(entry, dict) else ()
                    found.setdefault(name, [str(value) for value in values])
        return dict(sorted(found.items()))

    def forums(self) -> list[str]:
        """Return the forums."""
        with self._kept("head"):
            named = [_mapping(folder / "rulebook.yaml").get("forums", {}) for folder in self._folders]
        return list(dict.fromkeys(name for forums in named for name in forums))

    def _kept(self, what: str) -> AbstractContextManager[None]:
        return shelved(self._folder, f"names of {what}")


def _mapping(path: Path) -> dict[str, Any]:
    try:
        data = load_strict(path).data
    except InputError:
        return {}
    return data if isinstance(data, dict) else {}
