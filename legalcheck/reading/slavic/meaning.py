"""What phrases stand for: their classes, parties and territories, and what pronouns point back to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from legalcheck.reading.lexicon import Lexicon, Terms
from legalcheck.reading.slavic.slots import heads
from legalcheck.reading.slavic.tokens import Token

DEPTH = 4


@dataclass(slots=True)
class Memory:
    """What earlier words of a clause, or the line that introduces it, left in mind."""

    parties: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()


class Meaning:
    """Answers questions about the phrases of one sentence."""

    def __init__(
        self,
        lexicon: Lexicon,
        sets: dict[str, frozenset[str]],
        regional: frozenset[str],
        memory: Memory,
        genders: dict[str, str],
    ):
        self.lexicon = lexicon
        self.sets = sets
        self.regional = regional
        self.memory = memory
        self.genders = genders
        self._classed: dict[tuple[int, frozenset[str]], bool] = {}
        self._classes: dict[int, frozenset[str]] = {}
        self._beside: dict[int, set[str]] = {}

    def is_a(self, token: Token, classes: frozenset[str]) -> bool:
        """Tell whether a phrase, or what it is part of, belongs to one of the classes."""
        key = (token.i, classes)
        known = self._classed.get(key)
        if known is None:
            terms = self.lexicon.terms(classes)
            known = self._classed[key] = any(self._is_one_of(core, terms) for core in self._cores(token, 0))
        return known

    def _cores(self, token: Token, depth: int) -> Iterator[Token]:
        yield token
        if depth < DEPTH and (token.pos == "num" or self._listed(token, "transparent")):
            for child in token.children:
                if child.rel == "of" or (child.rel in self.sets["partitive"] and child.pos == "noun"):
                    for head in heads(child):
                        yield from self._cores(head, depth + 1)

    def _is_one_of(self, token: Token, terms: Terms) -> bool:
        lemma, noun = token.lemma, token.noun
        if (noun or lemma) in terms.words and (noun or not self._is_name(token)):
            return True
        if terms.phrases and any(
            self._is_term(token, p) for word in {lemma, noun} for p in terms.phrases.get(word, ())
        ):
            return True
        if not terms.listed.isdisjoint(self.classes_of(token)):
            return True
        return any(self._is_special(token, name) for name in terms.special)

    def _is_term(self, token: Token, phrase: str) -> bool:
        return self.has_words(token, frozenset(phrase.split()) - {token.lemma})

    def has_words(self, token: Token, words: frozenset[str]) -> bool:
        """Tell whether words stand with a noun; what stands with a genitive below it counts only with that genitive."""
        left = words - self.modifiers(token)
        return not left or any(
            c.rel == "of" and c.lemma in words and self.has_words(c, left - {c.lemma}) for c in token.children
        )

    def modifiers(self, token: Token) -> set[str]:
        """Return the words that stand with a noun: what agrees with it, and the genitives below it."""
        known = self._beside.get(token.i)
        if known is None:
            known = self._beside[token.i] = self._modifiers(token)
        return known

    def _modifiers(self, token: Token) -> set[str]:
        found: set[str] = set(token.lemma.split()) if token.noun else set()
        for child in token.children:
            if child.rel in ("mod", "num", "of", "part", "attr", "arg"):
                found.update((child.lemma, *child.lemma.split(), child.word.quality))
                found.update(c.lemma for c in child.children if c.rel == "conj")
                if child.pos == "part" and child.words:
                    found.update(w.lemma for w in child.words)
            elif child.prep:
                found.update((child.lemma, child.prep))
        return found

    def _is_special(self, token: Token, name: str) -> bool:
        known = BUILT_IN.get(name)
        if known is not None:
            return known(self, token)
        return name[1:] in self.parties(token) if name[0] == "~" else self._is_named(token, name[1:])

    def _is_party(self, token: Token) -> bool:
        return token.entity is not None and bool(token.entity.parties) and token.entity.form == "name"

    def _is_number(self, token: Token) -> bool:
        return token.pos == "num" or any(c.rel == "num" for c in token.children)

    def _listed(self, token: Token, name: str) -> bool:
        return name in self.classes_of(token)

    def classes_of(self, token: Token) -> frozenset[str]:
        """Return the classes that list a token, with the words that must stand with it."""
        known = self._classes.get(token.i)
        if known is None:
            known = self._classes[token.i] = frozenset(self._classes_of(token))
        return known

    def _classes_of(self, token: Token) -> Iterator[str]:
        words = {token.lemma, token.noun, token.word.quality}
        if token.pos == "noun" and len(token.words) > 1 and token.entity is None:
            words.update(w.lemma for w in token.words if w.pos == "noun")
        if token.entity is not None and self.lexicon.cast.facilities.issuperset(token.entity.territories[:1] or ("",)):
            words.add("#npp")
        for word in words:
            for name, needed in self.lexicon.listings.get(word, ()):
                if not needed or self.has_words(token, needed):
                    yield name

    def _is_name(self, token: Token) -> bool:
        return token.entity is not None and token.entity.form == "name"

    def _is_named(self, token: Token, party: str) -> bool:
        """Tell whether a phrase is a party's name, or names its organs or forces."""
        if token.entity is not None and token.entity.form == "name":
            return party in token.entity.parties
        organ = token.lemma in self.sets["pronouns"] or self._listed(token, "actor") or self._listed(token, "forces")
        return organ and party in self.parties(token)

    # parties

    def parties(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """Return the parties that a phrase names or that own what it names."""
        entity = token.entity
        if entity is not None and entity.parties and (entity.form == "name" or token.pos in ("adj", "part")):
            return entity.parties
        if token.lemma in self.sets["pronouns"] and token.pos != "noun":
            members = [h for c in token.children if c.rel in self.sets["partitive"] for h in heads(c)]
            return _unique(p for t in members for p in self.parties(t, depth + 1)) or self.antecedent(token)
        if depth >= DEPTH or self._listed(token, "namesake"):
            return ()
        tongue = self._listed(token, "language")
        partitive = self.sets["partitive"] if token.pos in ("num", "pron") or self._listed(token, "transparent") else ()
        for rels in (("of", "arg", *partitive), ("mod",)):
            group = [h for c in token.children if c.rel in rels and (not tongue or c.rel != "mod") for h in heads(c)]
            found = _unique(p for t in group for p in self.parties(t, depth + 1))
            if found:
                return found
        return ()

    def antecedent(self, token: Token) -> tuple[str, ...]:
        """Return the parties that a pronoun most likely stands for."""
        if token.lemma in self.sets["we"]:
            return ()
        relative = next((a for a in (token, *token.ancestors) if a.rel == "relative"), None)
        if token.lemma in self.sets["relative"] | self.sets["relative_that"]:
            return self.parties(relative.head, 1) if relative is not None and relative.head is not None else ()
        before = [t for t in token.doc[: token.i] if self._is_name(t) and t.entity is not None and t.entity.parties]
        gender = self.genders.get(token.lemma)
        before = [t for t in before if gender is None or any(f[1] in gender for f in t.forms)] or before
        subjects = [t for t in before if t.rel == "subj"]
        if token.lemma in self.sets["own"]:
            subjects = subjects or [
                t for t in token.doc if t.rel == "subj" and t.entity is not None and t.entity.parties
            ]
        for chosen in (subjects, before):
            if chosen:
                last = chosen[-1]
                return _unique(p for h in heads(last) for p in (h.entity.parties if h.entity else ()))
        return self.memory.parties

    # territories

    def territories(self, token: Token, place: bool = False, depth: int = 0) -> tuple[str, ...]:
        """Return the territories that a phrase names; ``place`` lets a country's name count as its territory."""
        own = self._own_territories(token)
        entity = token.entity
        if own and (place or entity is None or not entity.parties or entity.form == "adjective"):
            return own
        if depth >= DEPTH or (entity is not None and entity.parties and entity.form == "name"):
            return ()
        if token.pos == "pron" and token.lemma in self.genders:
            return self._place_before(token)
        ground = self._listed(token, "ground")
        group = [h for c in token.children if self._leads(c) for h in heads(c)]
        found = _unique(t for child in group for t in self.territories(child, place or ground, depth + 1))
        if found or not ground:
            return found
        return self._whole(token) or (self._mentioned(token) if not depth else ())

    def _place_before(self, token: Token) -> tuple[str, ...]:
        """Return the territory that a pronoun points back to."""
        gender = self.genders[token.lemma]
        for earlier in reversed(token.doc[: token.i]):
            named = self._own_territories(earlier)
            if named and not (earlier.entity and earlier.entity.parties) and any(f[1] in gender for f in earlier.forms):
                return named
        return ()

    def _leads(self, child: Token) -> bool:
        return child.rel in ("of", "arg") or bool(child.prep) or child.pos == "part"

    def names_place(self, token: Token) -> bool:
        """Tell whether a word names a territory that is not a party."""
        entity = token.entity
        return bool(self._own_territories(token)) and not (entity is not None and entity.parties)

    def _own_territories(self, token: Token) -> tuple[str, ...]:
        """Return the territories that a word names by itself or with its adjectives: "the Donetsk oblast"."""
        entity = token.entity
        if entity is not None and entity.territories and entity.form == "name":
            return entity.territories
        if token.lemma in self.regional:
            named = [h for c in token.children if c.rel == "mod" for h in heads(c)]
            return _unique(t for m in named if m.entity is not None for t in m.entity.territories)
        return ()

    def _whole(self, token: Token) -> tuple[str, ...]:
        """Return a country where a phrase such as "its soil" means the whole of it."""
        table = self.lexicon.cast.whole
        owners = self.parties(token, 2) if self._listed(token, "soil") else ()
        return tuple(table[o] for o in owners if o in table)

    def _mentioned(self, token: Token) -> tuple[str, ...]:
        """Return the territory last named where "this strip" points back to it."""
        if not any(c.rel == "mod" and c.lemma in self.sets["pronouns"] for c in token.children):
            return ()
        for earlier in reversed(token.doc[: token.i]):
            named = self._own_territories(earlier)
            if named and not (earlier.entity and earlier.entity.parties):
                return named
        return self.memory.territories


BUILT_IN: dict[str, Callable[[Meaning, Token], bool]] = {
    "any": lambda meaning, token: True,
    "party": Meaning._is_party,
    "place": Meaning.names_place,
    "pronoun": lambda meaning, token: token.lemma in meaning.sets["pronouns"],
    "number": Meaning._is_number,
}


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
