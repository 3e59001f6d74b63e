"""Names of parties and territories, found in text by longest match."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from legalcheck.rulebook.strict_yaml import load_strict

Form = Literal["name", "adjective"]
WORD = re.compile(r"[^\W_]+")
GAPS = frozenset({" ", "-", "'", ".", ". ", "  ", "/"})


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for."""

    form: Form
    parties: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: its place, without a leading article, and what it stands for."""

    start: int
    end: int
    entity: Entity


@dataclass(slots=True)
class _Entry:
    parties: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


@dataclass(slots=True)
class Gazetteer:
    """A dictionary of names, by first word in small letters."""

    entries: dict[str, list[tuple[tuple[str, ...], Entity]]] = field(default_factory=dict)
    regional: frozenset[str] = frozenset()

    @classmethod
    def load(cls, *paths: Path) -> "Gazetteer":
        """Read one language's gazetteer; where two files know a name, the first counts."""
        names, regional = named_in(paths)
        gazetteer = cls(regional=regional)
        for (words, _), entity in names.items():
            gazetteer.entries.setdefault(words[0].lower(), []).append((words, entity))
        for options in gazetteer.entries.values():
            options.sort(key=lambda option: (-len(option[0]), option[1].form != "name"))
        return gazetteer

    def find(self, text: str) -> Iterator[Mention]:
        """Yield names from left to right, never two over the same words."""
        words = list(WORD.finditer(text))
        at = 0
        while at < len(words):
            size, entity = self._longest(text, words, at)
            if entity is None:
                at += 1
                continue
            first = at + (size > 1 and words[at].group().lower() == "the")
            last = at + size - 1
            if entity.territories and last + 1 < len(words) and words[last + 1].group() in self.regional:
                last += text[words[last].end() : words[last + 1].start()] == " "
            yield Mention(words[first].start(), words[last].end(), entity)
            at = last + 1

    def _longest(self, text: str, words: list[re.Match[str]], at: int) -> tuple[int, Entity | None]:
        for option, entity in self.entries.get(words[at].group().lower(), ()):
            found = words[at : at + len(option)]
            if len(found) == len(option) and _agree(text, found, option):
                return len(option), entity
        return 0, None


def named_in(
    paths: Sequence[Path], word: re.Pattern[str] = WORD
) -> tuple[dict[tuple[tuple[str, ...], Form], Entity], frozenset[str]]:
    """Return the names of one language's files, by their words and form, and their words for regions."""
    found: dict[tuple[tuple[str, ...], Form], Entity] = {}
    regional: set[str] = set()
    for path in paths:
        data = load_strict(path).data
        found = {**_names(data, word), **found}
        regional.update(data.get("regional", ()))
    return found, frozenset(regional)


def _names(data: Any, word: re.Pattern[str]) -> dict[tuple[tuple[str, ...], Form], Entity]:
    names: dict[tuple[tuple[str, ...], Form], _Entry] = {}
    for party, lists in data.get("parties", {}).items():
        _collect(names, word, lists, parties=(party,))
    for territory, lists in data.get("territories", {}).items():
        _collect(names, word, lists, territories=(territory,))
    for group in [*data.get("joint", ()), *data.get("groups", ())]:
        _collect(names, word, group, tuple(group.get("parties", ())), tuple(group.get("territories", ())))
    return {key: Entity(key[1], entry.parties, entry.territories) for key, entry in names.items()}


def _agree(text: str, found: list[re.Match[str]], option: tuple[str, ...]) -> bool:
    if not all(_same(match.group(), word) for match, word in zip(found, option, strict=True)):
        return False
    return all(text[a.end() : b.start()] in GAPS for a, b in itertools.pairwise(found))


def _same(word: str, entry: str) -> bool:
    if word == entry:
        return True
    return word.lower() == entry if entry.islower() else word == entry.upper() and len(word) > 2


def _collect(
    names: dict[tuple[tuple[str, ...], Form], _Entry],
    word: re.Pattern[str],
    lists: Any,
    parties: tuple[str, ...] = (),
    territories: tuple[str, ...] = (),
) -> None:
    forms: tuple[tuple[str, Form], ...] = (("names", "name"), ("adjectives", "adjective"))
    for key, form in forms:
        for name in lists.get(key, ()):
            entry = names.setdefault((tuple(word.findall(name)), form), _Entry())
            entry.parties = entry.parties or parties
            entry.territories = entry.territories or territories
