"""The words of one language, as data: classes of nouns, acts with their government, governing words, telling words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from legalcheck.rulebook.layers import merged
from legalcheck.rulebook.strict_yaml import load_strict

Spell = Callable[[str], str]
Triggers = list[tuple[str, tuple[str, ...]]]  # part of speech, words
Headed = Callable[[str, tuple[str, ...]], tuple[str, ...]]  # part of speech, words as written: base forms, head first
ACTORS = ["party", "actor", "pronoun", "forces", "overseer", "organ"]
SHORTEST = 3  # letters of a verb before -ing
BUILT_IN = frozenset({"any", "party", "place", "pronoun", "number"})  # classes that no file lists
ROLES = ("performer", "beneficiary", "territory", "place", "organisation")


@dataclass(frozen=True, slots=True)
class Act:
    """One way to say a measure: the words that name it, and what must stand around them."""

    kind: str
    example: str
    not_example: tuple[str, ...] = ()
    triggers: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # (part of speech, words): verb and particles, noun, adjective
    needs: tuple[
        tuple[tuple[str, ...], frozenset[str]], ...
    ] = ()  # (slots, classes): one of the slots holds one of the classes
    only: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = ()  # if the slot is filled, then by one of the classes
    bars: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = ()  # the slot holds none of the classes
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    values: tuple[tuple[str, str], ...] = ()  # mode, force, condition, instrument that the words carry in themselves
    negated: bool = False  # the words rule the measure out
    plain: bool = False  # ordinary words: outside their government they nominate nothing
    always: bool = False  # negated or not, the words set a limit: "no more than", "at most"
    undone: bool = False  # only where it is taken away or lapses
    agentive: bool = False  # a body or a fund: what it does shows that it is to exist


@dataclass(frozen=True, slots=True)
class Signature:
    """What a governing word does to its complement, in an affirmed and in a negated context."""

    affirmed: str
    negated: str
    light: str = ""  # whose act it is: `subject` or, for words such as "receive", `beneficiary`


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that together suggest a measure where nothing better was read."""

    kind: str
    groups: tuple[frozenset[str], ...]


@dataclass(slots=True)
class Cast:
    """What the grammar has to know of parties and territories: ids of the vocabulary, by what they can be."""

    organisations: frozenset[str] = frozenset()
    facilities: frozenset[str] = frozenset()
    collectives: frozenset[str] = frozenset()
    whole: dict[str, str] = field(default_factory=dict)
    like: dict[str, str] = field(default_factory=dict)
    """Parties of which the same is said as of another: an entry that names the other holds of them, too."""
    both: str = ""
    others: str = ""
    abroad: str = ""

    @classmethod
    def load(cls, *paths: Path) -> "Cast":
        """Read a language's cast; what two files say of the same thing, the first says."""
        data: dict[str, Any] = {}
        for path in paths:
            data = merged(data, load_strict(path).data, join_lists=True)
        sets: dict[str, Any] = {name: frozenset(data[name]) for name in ("organisations", "facilities", "collectives")}
        words = {name: data[name] for name in ("whole", "both", "others", "abroad")}
        return cls(**sets, **words, like=data.get("like", {}))

    def alike(self, term: str) -> Iterator[str]:
        """Yield a term of an entry and, if it names a party, those of which the same is said."""
        yield term
        yield from (f"#{party}" for party, other in self.like.items() if term == f"#{other}")


@dataclass(slots=True)
class Terms:
    """A list of terms, sorted for quick look-up: words, phrases by their outer words, and names of classes."""

    words: frozenset[str]
    phrases: dict[str, list[str]]
    names: tuple[str, ...]
    special: tuple[str, ...] = ()  # the names that no file lists: parties, places, pronouns
    listed: frozenset[str] = frozenset()  # the names that a file lists


@dataclass
class Lexicon:
    """Everything that one language's files say."""

    cast: Cast = field(default_factory=Cast)
    classes: dict[str, dict[str, list[frozenset[str]]]] = field(default_factory=dict)
    acts: dict[tuple[str, str], list[tuple[Act, tuple[str, ...]]]] = field(default_factory=dict)
    all_acts: list[Act] = field(default_factory=list)
    governors: dict[tuple[str, str], Signature] = field(default_factory=dict)  # (slot, words)
    telling: list[Telling] = field(default_factory=list)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    nouns: dict[str, list[str]] = field(default_factory=dict)  # the verbs whose act a noun names
    definitions: tuple[re.Pattern[str], ...] = ()  # sentences that only say what a word means or what a text is called
    histories: tuple[re.Pattern[str], ...] = ()  # dates with which a past or perfect verb tells history
    headings: tuple[re.Pattern[str], ...] = ()  # beginnings of what is about a plan and lays nothing down

    headed: Headed | None = None
    mains: dict[tuple[str, bool], tuple[Any, ...]] = field(default_factory=dict)  # what was looked up in `nouns`
    sorted_terms: dict[frozenset[str], Terms] = field(default_factory=dict)

    def terms(self, classes: frozenset[str]) -> Terms:
        """Return a list of terms in the form in which they are looked up."""
        found = self.sorted_terms.get(classes)
        if found is None:
            names = {name for name in classes if name in self.classes or name in BUILT_IN or name[0] in "~#"}
            phrases: dict[str, list[str]] = {}
            for term in sorted(classes - names):
                words = term.split()
                for word in {words[0], words[-1]} if len(words) > 1 else ():
                    phrases.setdefault(word, []).append(term)
            found = Terms(classes - names, phrases, tuple(sorted(names)))
            found.special = tuple(name for name in found.names if name not in self.classes)
            found.listed = frozenset(found.names) - frozenset(found.special)
            self.sorted_terms[classes] = found
        return found

    @cached_property
    def listings(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """By word: the classes that list it, each with the words that must stand with it."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for name, table in self.classes.items():
            for word, options in table.items():
                found.setdefault(word, []).extend((name, needed) for needed in options)
        return found

    @classmethod
    def load(cls, folder: Path, cast: Cast, spell: Spell, headed: Headed | None = None) -> "Lexicon":
        """Read the files of one language's folder; ``headed`` finds the head of a term of several words."""
        lexicon = cls(cast=cast, headed=headed)
        lexicon.nouns = _nouns(_joined(folder, "nouns.yaml") | _joined(folder, "families*.yaml"), spell)
        lexicon._load_classes(_joined(folder, "classes*.yaml"), spell)
        governors = load_strict(folder / "governors.yaml").data
        lexicon._load_governors(governors, spell)
        lexicon.definitions = tuple(re.compile(p, re.IGNORECASE) for p in governors["definitions"])
        lexicon.histories = tuple(re.compile(p, re.IGNORECASE) for p in governors.get("histories", ()))
        lexicon.headings = tuple(re.compile(p, re.IGNORECASE) for p in governors["headings"])
        for path in sorted((folder / "acts").glob("*.yaml")):
            for entry in load_strict(path).data:
                lexicon._add_act(entry, spell)
        for entry in load_strict(folder / "telling.yaml").data:
            groups = tuple(
                frozenset(spell(term) for word in group for term in cast.alike(str(word))) for group in entry["words"]
            )
            lexicon.telling.append(Telling(entry["kind"], groups))
        return lexicon

    def vocabulary(self) -> frozenset[str]:
        """Return every single word that an entry names, as it stands in the files."""
        words = {
            word
            for terms in self.classes.values()
            for head, needed in terms.items()
            for word in (head, *(w for n in needed for w in n))
        }
        words |= {word for act in self.all_acts for _, phrase in act.triggers for word in phrase}
        words |= set(self.nouns)
        words |= {word for _, phrase in self.governors for word in phrase.split()}
        return frozenset(part for word in words for part in (word, *word.split()))

    def enacted(self, noun: str) -> list[str]:
        """Return the verbs whose act a noun names: "withdrawal" that of "withdraw", "lifting" that of "lift"."""
        stem = noun.removesuffix("ing")
        if stem == noun or len(stem) < SHORTEST:
            return self.nouns.get(noun, [])
        return [*self.nouns.get(noun, ()), stem, f"{stem}e", *([stem[:-1]] if stem[-1] == stem[-2] else ())]

    def verbs(self) -> frozenset[str]:
        """Return the verbs that name acts."""
        return frozenset(words[0] for act in self.all_acts for part, words in act.triggers if part == "verb")

    def _load_classes(self, data: dict[str, list[str]], spell: Spell) -> None:
        for name in data:
            self.classes[name] = {}
            for term in _expand(data, name):
                words = tuple(term.split())
                head, *modifiers = self.headed("noun", words) if self.headed else map(spell, (words[-1], *words[:-1]))
                self.classes[name].setdefault(head, []).append(frozenset(modifiers))
                if modifiers:
                    self.classes[name].setdefault(" ".join([*modifiers, head]), []).append(frozenset())

    def _load_governors(self, data: dict[str, Any], spell: Spell) -> None:
        self.sets = {name: frozenset(map(spell, words)) for name, words in data["sets"].items()}
        for group in data["signatures"]:
            affirmed, negated = group["effect"]
            signature = Signature(affirmed, negated, group.get("light", ""))
            for slot, words in group.items():
                if slot in ("effect", "light", "why"):
                    continue
                for word in words:
                    self.governors[slot, " ".join(map(spell, word.split()))] = signature
        if self.headed is not None:
            self._spread_governors()

    def _spread_governors(self) -> None:
        """Let the main verb of a word's family govern as the word does, where nothing else is said."""
        for (slot, words), signature in list(self.governors.items()):
            for main in self.nouns.get(words, ()):
                self.governors.setdefault((slot, main), signature)

    def _add_act(self, entry: dict[str, Any], spell: Spell) -> None:
        triggers = [
            (pos[:-1], self._term(pos[:-1], word, spell))
            for pos in ("verbs", "nouns", "adjectives")
            for word in entry.get(pos, ())
        ]
        only = dict(entry.get("only", {}))
        if entry.get("verbs") and not any(
            "subject" in slots.split("/") for part in ("needs", "only") for slots in entry.get(part, {})
        ):
            only["subject"] = ACTORS  # who acts must be able to act
        act = Act(
            kind=entry["kind"],
            example=entry["example"],
            not_example=tuple(entry.get("not_example", ())),
            triggers=tuple(triggers),
            needs=tuple(self._constraints(entry.get("needs", {}))),
            only=tuple(self._constraints(only)),
            bars=tuple(self._constraints(entry.get("bars", {}))),
            roles=tuple((role, tuple(slots)) for role, slots in entry.get("roles", {}).items()),
            values=tuple((k, v) for k, v in entry.items() if k in ("mode", "force", "condition", "instrument")),
            negated=bool(entry.get("negated")),
            plain=bool(entry.get("plain")),
            always=bool(entry.get("always")),
            undone=bool(entry.get("undone")),
            agentive=bool(entry.get("agentive")),
        )
        self.all_acts.append(act)
        for pos, words in [*triggers, *self._as_mains(triggers)]:
            head, rest = (words[0], words[1:]) if self.headed else _headed(pos, words)
            self.acts.setdefault((pos, head), []).append((act, rest))
            if pos == "noun" and rest:
                self.acts.setdefault((pos, " ".join(words)), []).append((act, ()))

    def _constraints(self, data: dict[str, list[str]]) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        for slots, classes in data.items():
            terms = (one for term in classes for one in self.cast.alike(term))
            yield tuple(slots.split("/")), frozenset(_spelled(term, self.headed) for term in terms)

    def _term(self, pos: str, term: str, spell: Spell) -> tuple[str, ...]:
        words = tuple(term.split())
        return self.headed(pos, words) if self.headed else tuple(map(spell, words))

    def _as_mains(self, triggers: Triggers) -> Triggers:
        """Return the verbs of an entry that are not main verbs of their families as those main verbs."""
        if self.headed is None:
            return []
        return [
            (pos, (main, *words[1:]))
            for pos, words in triggers
            if pos == "verb"
            for main in self.nouns.get(words[0], ())
        ]


def _nouns(data: dict[str, list[str]], spell: Spell) -> dict[str, list[str]]:
    """Return by noun the verbs whose act it names."""
    found: dict[str, list[str]] = {}
    for verb, nouns in data.items():
        for noun in nouns:
            found.setdefault(spell(noun), []).append(spell(verb))
    return found


def _headed(pos: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the head of a trigger and its other words: "hand over", "peace talk", "freedom of navigation"."""
    if pos != "noun":
        return words[0], words[1:]
    if "of" in words:
        at = words.index("of")
        return words[at - 1], (*words[: at - 1], *words[at + 1 :])
    return words[-1], words[:-1]


def _spelled(term: str, headed: Headed | None) -> str:
    """Return a term of an entry as the reader meets it; names of classes and parties stay as they are."""
    return term if headed is None or term.isascii() else " ".join(headed("noun", tuple(term.split())))


def _joined(folder: Path, pattern: str) -> dict[str, list[str]]:
    """Return what all files of a pattern list under each of their keys."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob(pattern)):
        for key, words in load_strict(path).data.items():
            found.setdefault(key, []).extend(words)
    return found


def _expand(data: dict[str, list[str]], name: str) -> Iterator[str]:
    for term in data[name]:
        if term.startswith("@"):
            yield from _expand(data, term[1:])
        else:
            yield term
