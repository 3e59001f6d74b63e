"""Dress words for the parser: stand-ins that it reads better, American spelling, small letters."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from legalcheck.reading.english.words import (
    Word,
    announced,
    joined,
    merged,
    phrase_table,
    set_apart,
    straightened,
    supplied,
    touching,
    without_asides,
)
from legalcheck.reading.gazetteer import Entity, Gazetteer
from legalcheck.rulebook.strict_yaml import load_strict

IZE = re.compile(r"(?P<stem>[a-z]{3,})is(?P<tail>e|es|ed|ing|ation|ations|ational|er|ers)\Z")
SIGNS = {"=": "is", "->": "to", "\u2192": "to", "&": "and", "+": "and"}
END = re.compile(r"\s*(?:[.,;:)\"']|\Z)")
SHOUT = 12  # letters; a shorter text in capitals is an abbreviation


class Speller:
    """Turns a word into the form under which lexicon and parser know it."""

    def __init__(self, data: dict[str, Any]):
        self.kept = frozenset(data["stays_ise"])
        self.table: dict[str, str] = dict(data["spelling"])

    def __call__(self, word: str) -> str:
        """Return the American form of a word in small letters."""
        if word in self.table:
            return self.table[word]
        match = IZE.match(word)
        if match is None or match["stem"] + "ise" in self.kept:
            return word
        return f"{match['stem']}iz{match['tail']}"


class Wardrobe:
    """Knows the stand-ins of one language's parser file."""

    def __init__(self, folder: Path, gazetteer: Gazetteer):
        data = load_strict(folder / "parser.yaml").data
        self.speller = Speller(data)
        self.gazetteer = gazetteer
        self.stand_ins: dict[str, Any] = data["stand_ins"]
        self.words: dict[str, str] = dict(data["words"])
        self.common: dict[str, str] = dict(data["common"])
        self.attributive: dict[str, str] = dict(data["attributive"])
        self.answers: dict[str, str] = dict(data["answers"])
        self.verblike: dict[str, str] = dict(data["verblike"])
        self.phrases = phrase_table(data["phrases"])
        self.sets = {name: frozenset(words) for name, words in data["sets"].items()}
        self.known: frozenset[str] = frozenset()
        self.verbs: frozenset[str] = frozenset()

    def learn(self, known: Iterable[str], verbs: Iterable[str]) -> None:
        """Take over the lexicon's words: known ones are not proper names."""
        self.known, self.verbs = frozenset(map(self.speller, known)), frozenset(verbs)

    def dressed(self, text: str, words: list[Word]) -> list[Word]:
        """Return the words of a text in the form that the parser reads best."""
        named = list(merged(words, list(self.gazetteer.find(text))))
        found = without_asides(joined(self._hyphenated(named), self.phrases))
        found = supplied(found, self.sets["joinable"], frozenset(self.answers))
        found = set_apart(straightened(announced(found, self.verbs, self.sets["takers"])), self.verbs)
        shouting, seen = _shouting(text), dict[Entity, str]()
        for index, word in enumerate(found):
            if word.key:
                self._fit(found, index)
            elif word.entity is not None:
                self._name(found, index, text, seen)
            else:
                self._dress(found, index, text, shouting)
        return found

    def _hyphenated(self, words: list[Word]) -> list[Word]:
        """Join hyphenated words that the lexicon knows as one."""
        found: list[Word] = []
        for word in words:
            before = found[-2:]
            if touching(before, word):
                whole = f"{before[0].text}-{word.text}".lower()
                if self._is_known(self.speller(whole)) or self._is_known(whole):
                    found[-2:] = [Word(whole, before[0].start, word.end, word.space)]
                    continue
            found.append(word)
        return found

    def _fit(self, words: list[Word], index: int) -> None:
        """Make "de facto" an adjective before a noun."""
        following = words[index + 1] if index + 1 < len(words) else None
        if words[index].text != "effectively" or following is None:
            return
        adjective = following.entity is not None and following.entity.form == "adjective"
        plain = following.entity is None and following.text.isalpha() and not following.text.endswith("ed")
        if adjective or (plain and following.text not in self.sets["after"]):
            words[index].text = "effective"

    def _dress(self, words: list[Word], index: int, text: str, shouting: bool) -> None:
        word = words[index]
        lower = word.text.lower()
        spelt = self.speller(lower)
        if not word.text.strip():
            word.text = ","
        elif word.text in SIGNS:
            word.text = word.key = SIGNS[word.text]
        elif index == 0 and lower in ("should", "were", "had") and self._inverts(words):
            word.text = word.key = "if"
        elif lower == ":" and index and self._predicative(words, index + 1, text):
            word.text, word.key = ("are" if words[index - 1].text.endswith("s") else "is"), "be"
        elif lower in self.answers and words[index - 1].key == "be" and self._ends(words, index, text):
            word.text = word.key = self.answers[lower]
        elif spelt in self.attributive and self._attributive(words, index):
            word.text, word.key = self.attributive[spelt], spelt
        elif lower in self.words:
            stand_in, _, key = self.words[lower].partition("|")
            word.text, word.key = stand_in, key or spelt
        elif shouting or spelt != lower or (lower not in self.sets["proper"] and self._is_known(spelt)):
            word.text = spelt

    def _inverts(self, words: list[Word]) -> bool:
        return len(words) > 3 and words[1].text.lower() not in ("be", "not")

    def _attributive(self, words: list[Word], index: int) -> bool:
        """Tell whether a participle stands before its noun."""
        before = words[index - 1].text.lower() if index else ""
        paired = index > 1 and before.endswith("ly") and words[index - 2].text.lower() in ("and", "or")
        if index + 1 >= len(words) or before in self.sets["before_predicate"]:
            return False
        if before.endswith("ly") and not paired:
            return False
        if index and _acts(words[index - 1]):
            return False
        following = words[index + 1].text.lower()
        if following in ("and", "or"):
            return any(w.text.lower() in self.attributive for w in words[index + 2 : index + 4])
        return following.isalpha() and following not in self.sets["function"]

    def _predicative(self, words: list[Word], at: int, text: str) -> bool:
        """Tell whether what follows a colon is said of what stands before it: "Amnesty: not for them"."""
        if at >= len(words):
            return False
        lower = words[at].text.lower()
        if lower in self.answers:
            return self._ends(words, at, text)
        if lower not in self.sets["predicates"] and not self._participle(lower):
            return False
        return words[at].entity is None or self._ends(words, at, text)

    def _participle(self, word: str) -> bool:
        """Tell whether a word is the regular participle of a verb that the lexicon knows."""
        return word.endswith("ed") and not self.verbs.isdisjoint((word[:-2], word[:-1], word[:-3]))

    def _ends(self, words: list[Word], index: int, text: str) -> bool:
        """Tell whether a phrase ends with a word."""
        following = words[index + 1].text.lower() if index + 1 < len(words) else ""
        return END.match(text, words[index].end) is not None or following in self.sets["after"]

    def _is_known(self, word: str) -> bool:
        singular = word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word
        return word in self.known or singular in self.known

    def _name(self, words: list[Word], index: int, text: str, seen: dict[Entity, str]) -> None:
        """Give a name a form that the parser takes for a name of its kind."""
        word, entity = words[index], words[index].entity
        own = text[word.start : word.end].split() or [word.text]
        word.key = own[-1].lower()
        before = words[index - 1].text.lower() if index else ""
        if entity is None:
            return
        if entity.form == "adjective":
            word.text = self._adjective(words, index, text, own)
        elif own[0].lower() in self.sets["collective"]:
            word.text = str(self.stand_ins["people"])
        elif own[0].lower() in self.sets["distributive"]:
            word.text = str(self.stand_ins["parties"][0])
        elif own[-1].islower() or own[-1].lower() in self.common:
            word.text = self.common.get(own[-1].lower(), self.speller(own[-1].lower()))
        elif before == "the" and len(own) == 1 and not entity.parties:
            word.text = str(self.stand_ins["territories"][0])
        elif before == "the" or (own[-1].isupper() and len(own[-1]) < 6):
            word.text = own[-1]
        else:
            pool = self.stand_ins["territories" if entity.territories and not entity.parties else "parties"]
            word.text = seen.setdefault(entity, pool[len(seen) % len(pool)])

    def _adjective(self, words: list[Word], index: int, text: str, own: list[str]) -> str:
        before = words[index - 1].text.lower() if index else ""
        if before in self.sets["copulas"] and self._ends(words, index, text):
            return str(self.stand_ins["predicate"])
        return "joint" if "-" in own[0] and len(own) == 1 else str(self.stand_ins["modifier"])


def _acts(word: Word) -> bool:
    """Tell whether a name may be the subject of what follows: "Russia seized", not "Russia's seized"."""
    return word.entity is not None and word.entity.form == "name"


def _shouting(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > SHOUT and sum(c.isupper() for c in letters) > 0.7 * len(letters)
