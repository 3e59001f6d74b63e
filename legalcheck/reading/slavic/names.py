"""Names of parties and territories, found by their base forms, whatever case they stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legalcheck.reading.gazetteer import Entity, named_in
from legalcheck.reading.slavic.morphology import Morphology

SPELLED = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(slots=True)
class _Part:
    """One word of a name: its possible base forms, and whether it is written with a capital."""

    lemmas: frozenset[str]
    text: str
    capital: bool
    plural: bool  # only in the plural: "the Parties", not "a party"


@dataclass(slots=True)
class Names:
    """A dictionary of names, by the base forms of their first words."""

    entries: dict[str, list[tuple[list[_Part], Entity]]] = field(default_factory=dict)
    regional: frozenset[str] = frozenset()

    @classmethod
    def load(cls, paths: Sequence[Path], morphology: Morphology) -> "Names":
        """Read one language's gazetteer; where two files know a name, the first counts."""
        found, regional = named_in(paths, SPELLED)
        names = cls(regional=regional)
        for (words, _), entity in found.items():
            parts = [_part(word, morphology) for word in words]
            for lemma in parts[0].lemmas:
                names.entries.setdefault(lemma, []).append((parts, entity))
        for options in names.entries.values():
            options.sort(key=lambda option: (-len(option[0]), option[1].form != "name"))
        return names

    def lemmas(self) -> frozenset[str]:
        """Return the base forms of all words of names."""
        return frozenset(
            lemma
            for options in self.entries.values()
            for parts, _ in options
            for part in parts
            for lemma in part.lemmas
        )

    def at(self, words: Sequence[Any], at: int) -> tuple[list[frozenset[str]], Entity | None]:
        """Return the possible base forms of the words of the longest name at a place, and what it stands for."""
        for lemma in _lemmas(words[at]):
            for parts, entity in self.entries.get(lemma, ()):
                if len(words) - at >= len(parts) and all(
                    _same(word, part, len(parts) > 1) for word, part in zip(words[at:], parts, strict=False)
                ):
                    return [part.lemmas for part in parts], entity
        return [], None

    def adjective(self, word: Any) -> Entity | None:
        """Return what a word stands for as an adjective, if it is one of a name."""
        options = (option for lemma in _lemmas(word) for option in self.entries.get(lemma, ()))
        return next((e for parts, e in options if len(parts) == 1 and e.form == "adjective"), None)


def _lemmas(word: Any) -> Iterator[str]:
    low = word.text.lower()
    yield low
    for one in word.words:
        if one.lemma != low:
            yield one.lemma


def _same(word: Any, part: _Part, several: bool) -> bool:
    if not part.lemmas.intersection(_lemmas(word)):
        return False
    if part.plural and not any(f[1] == "p" for w in word.words if w.lemma in part.lemmas for f in w.forms):
        return False
    if part.text.isupper() and len(part.text) > 1:
        return bool(word.text.isupper())
    return several or not part.capital or bool(word.text[0].isupper())


def _part(word: str, morphology: Morphology) -> _Part:
    known = morphology.words(word)
    same = frozenset(w.lemma for w in known)
    forms = {f for w in known for f in w.forms if f[0] == "n"}
    plural = bool(forms) and forms == {"np"} and word.islower()
    return _Part(same | {word.lower()}, word, word[0].isupper(), plural)
