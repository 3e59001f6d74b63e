"""Noun phrases: their heads, classes, parties and territories."""

from collections.abc import Callable, Iterable, Iterator

from legalcheck.reading.english.memory import Memory
from legalcheck.reading.english.parsing import Parsed, Token
from legalcheck.reading.lexicon import Lexicon, Terms

MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "appos", "npadvmod"})
INNER = frozenset(
    {
        "of",
        "over",
        "in",
        "on",
        "to",
        "from",
        "within",
        "at",
        "around",
        "for",
        "by",
        "across",
        "inside",
        "along",
        "beyond",
        "between",
        "with",
        "against",
        "near",
    }
)
OWNERS = frozenset({"of", "from", "by", "between"})
ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
CHAIRING = frozenset({"chair", "head", "preside", "appoint", "convene"})  # who chairs a body does not own it
PLURAL = frozenset({"NNS", "NNPS"})
DEPTH = 4
PRONOUNS = frozenset(
    {
        "it",
        "they",
        "its",
        "their",
        "them",
        "he",
        "she",
        "his",
        "her",
        "itself",
        "themselves",
        "both",
        "each",
        "which",
        "who",
        "that",
        "whose",
        "one",
        "we",
        "i",
        "our",
        "us",
        "you",
        "your",
        "my",
        "whoever",
        "this",
        "these",
        "those",
        "former",
        "latter",
    }
)


class Phrases:
    """Answers questions about noun phrases of one parse."""

    def __init__(self, lexicon: Lexicon, parsed: Parsed, memory: "Memory"):
        self.lexicon = lexicon
        self.parsed = parsed
        self.memory = memory
        self._cores: dict[int, list[Token]] = {}
        self._classed: dict[tuple[int, str], bool] = {}

    def heads(self, token: Token) -> list[Token]:
        """Return a phrase's head and the heads coordinated with it."""
        found: list[Token] = [token]
        for child in token.children:
            if (
                child.dep_ in ("conj", "appos")
                and child.pos_ in ("NOUN", "PROPN", "ADJ", "PRON", "NUM", "VERB")
                and not _clausal(child)
            ):
                found.extend(self.heads(child))
        return found

    def cores(self, token: Token, depth: int = 0) -> Iterator[Token]:
        """Yield the head and, through words such as "part of", what they are part of."""
        yield token
        if depth < DEPTH and self._in_class(token, "transparent"):
            for child in self.prepositional(token, ("of", "among", "in", "from")):
                yield from self.cores(child, depth + 1)
            for child in token.children:
                if child.dep_ in ("compound", "poss", "amod") and child.pos_ in ("NOUN", "PROPN"):
                    yield child

    def prepositional(self, token: Token, prepositions: Iterable[str]) -> list[Token]:
        """Return the heads of the phrases that hang on a token by one of the prepositions."""
        wanted = frozenset(prepositions)
        found: list[Token] = []
        for child in token.children:
            if child.dep_ in ("prep", "agent", "dative") and self.parsed.lemma(child) in wanted:
                parallel = (c for c in child.children if c.dep_ == "conj" and c.pos_ == "ADP")
                inner = [c for p in (child, *parallel) for c in p.children if c.dep_ in ("pobj", "pcomp")]
                found.extend(head for c in inner for head in self.heads(c))
        return found

    def is_topic(self, token: Token, classes: Iterable[str]) -> bool:
        """Tell whether a phrase only says what a noun of one of the classes is about: "a vote on neutrality"."""
        while token.dep_ in ("pobj", "pcomp", "conj", "prep") and token.head != token:
            about = token.dep_ == "prep" and self.parsed.lemma(token) in ABOUT
            token = token.head
            if about and token.pos_ == "VERB":
                return any(self.is_a(c, classes) for c in token.children if c.dep_ in ("dobj", "nsubjpass"))
            if about:
                return self.is_a(token, classes)
        return False

    def is_a(self, token: Token, classes: Iterable[str]) -> bool:
        """Tell whether a phrase, or what it is part of, belongs to one of the classes."""
        cores = self._cores.get(token.i)
        if cores is None:
            cores = self._cores[token.i] = list(self.cores(token))
        terms = self.lexicon.terms(frozenset(classes))
        return any(self._is_one_of(core, terms) for core in cores)

    def _is_one_of(self, token: Token, terms: Terms) -> bool:
        lemma = self.parsed.lemma(token)
        if not (token.tag_ == "PRP" and lemma in ("it", "they")):
            if lemma in terms.words:
                return True
            if any(self._is_word(token, phrase) for phrase in terms.phrases.get(lemma, ())):
                return True
        return any(self._in_class(token, name) for name in terms.names)

    def _in_class(self, token: Token, name: str) -> bool:
        key = (token.i, name)
        known = self._classed.get(key)
        if known is None:
            known = self._classed[key] = self._belongs(token, name)
        return known

    def _belongs(self, token: Token, name: str) -> bool:
        built_in = BUILT_IN.get(name)
        if built_in is not None:
            return built_in(self, token)
        if name[0] in "~#":
            return name[1:] in self.parties(token, 1) if name[0] == "~" else self._is_named(token, name[1:])
        if token.tag_ == "PRP" and self.parsed.lemma(token) in ("it", "they"):
            return self._refers(token, name)
        table = self.lexicon.classes.get(name)
        return self._is_word(token, name) if table is None else self._is_listed(token, table)

    def _is_word(self, token: Token, name: str) -> bool:
        """Tell whether a token is a lemma, or the head of a term with its modifiers."""
        words = name.split()
        lemma = self.parsed.lemma(token)
        if lemma == name or len(words) == 1 or lemma not in (words[0], words[-1]):
            return lemma == name
        return set(words) - {lemma} <= self._modifiers(token)

    def _is_listed(self, token: Token, table: dict[str, list[frozenset[str]]]) -> bool:
        entity = self.parsed.entity(token)
        options = [*table.get(self.parsed.lemma(token), ())]
        if entity is not None and self.lexicon.cast.facilities.issuperset(entity.territories[:1] or ("",)):
            options.extend(table.get("#npp", ()))
        return any(not needed or needed <= self._modifiers(token) for needed in options)

    def _is_party(self, token: Token) -> bool:
        entity = self.parsed.entity(token)
        return entity is not None and bool(entity.parties)

    def _is_place(self, token: Token) -> bool:
        entity = self.parsed.entity(token)
        return entity is not None and bool(entity.territories) and not entity.parties

    def _is_pronoun(self, token: Token) -> bool:
        return token.tag_ in ("PRP", "PRP$", "WDT", "WP", "DT") and self.parsed.lemma(token) in PRONOUNS

    def _is_named(self, token: Token, party: str) -> bool:
        """Tell whether a phrase is a party's name, or names its organs or forces."""
        entity = self.parsed.entity(token)
        if entity is not None:
            return party in entity.parties and not self._is_language(token)
        organ = (
            token.tag_ in ("PRP", "PRP$", "WDT", "WP")
            or self._in_class(token, "actor")
            or self._in_class(token, "forces")
        )
        return organ and party in self.parties(token, 1)

    def _is_language(self, token: Token) -> bool:
        """Tell whether a name's adjective stands as a noun, so that it names a language: "Russian becomes official"."""
        entity = self.parsed.entity(token)
        named = entity is not None and entity.form == "adjective"
        return named and token.dep_ in ("nsubj", "nsubjpass") and token.tag_ not in PLURAL

    def _refers(self, token: Token, name: str) -> bool:
        """Tell whether one of the nouns last mentioned before a pronoun belongs to a class."""
        table = self.lexicon.classes.get(name)
        if table is None or name not in self.lexicon.sets["anaphoric"]:
            return False
        nouns = [*self.memory.nouns, *(self.parsed.lemma(t) for t in token.doc[: token.i] if t.pos_ == "NOUN")]
        return any(frozenset() in table.get(noun, ()) for noun in nouns[-3:])

    def _modifiers(self, token: Token) -> set[str]:
        found: set[str] = set()
        for child in token.children:
            if child.dep_ in MODIFIERS or child.dep_ in ("det", "nummod", "advmod", "neg"):
                found.update((self.parsed.lemma(child), *self.parsed.lemma(child).split()))
                found |= self._modifiers(child) if child.dep_ in MODIFIERS else set()
                if child.dep_ == "nummod":
                    found.update(self.parsed.lemma(inner) for inner in child.children)
            elif child.dep_ == "prep" and child.lower_ == "of":
                found.update(self.parsed.lemma(inner) for inner in child.children if inner.dep_ == "pobj")
            elif child.dep_ == "conj" and token.dep_ in MODIFIERS:
                found.add(self.parsed.lemma(child))
        return found

    def parties(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """Return the parties that a phrase names or that own what it names."""
        entity = self.parsed.entity(token)
        if entity is not None and entity.parties:
            return () if self._is_language(token) else entity.parties
        if token.tag_ in ("PRP", "PRP$", "WDT", "WP", "WP$") or (
            (token.pos_ in {"PRON", "DET"}) and self.parsed.lemma(token) in PRONOUNS
        ):
            return self.antecedent(token, depth) if depth <= DEPTH else ()
        if depth >= DEPTH or self._in_class(token, "namesake"):
            return ()
        owners = OWNERS | {"in"} if self._in_class(token, "organ") else OWNERS
        tongue = self._in_class(token, "tongue")  # "the Russian language" is not Russia's
        groups = [self._named(token, MODIFIERS), self.prepositional(token, owners), self._owners(token)]
        if self._in_class(token, "reconstruction"):  # "American-run rebuilding of Ukraine" is for Ukraine
            groups[:2] = groups[1::-1]
        for group in groups:
            kept = [t for t in group if not (tongue and t.dep_ in MODIFIERS)]
            found = tuple(dict.fromkeys(party for child in kept for party in self.parties(child, depth + 1)))
            if found:
                return found
        return ()

    def _named(self, token: Token, dependencies: frozenset[str]) -> list[Token]:
        found: list[Token] = []
        for child in token.children:
            if child.dep_ in dependencies:
                found.extend(h for h in self.heads(child) if h.dep_ != "appos")
        return [h for h in found if h.pos_ not in ("VERB",)]

    def _owners(self, token: Token) -> list[Token]:
        """Return who owns or holds the phrase by a participle: "a company owned by Ukraine"."""
        return [
            head
            for child in token.children
            if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and self.parsed.lemma(child) not in CHAIRING
            for head in self.prepositional(child, ("by",))
        ]

    def antecedent(self, token: Token, depth: int = 0) -> tuple[str, ...]:
        """Return the parties that a pronoun most likely stands for; a pronoun may hang under its own antecedent."""
        lemma = self.parsed.lemma(token)
        if lemma in ("both",):
            return (self.lexicon.cast.both,)
        if lemma in ("which", "who", "that", "whose"):
            clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
            return self.parties(clause.head, depth + 1) if clause is not None else ()
        if lemma in ("we", "our", "us", "i", "my", "you", "your"):
            return ()
        plural = lemma in ("they", "their", "them", "themselves")
        return self._nearest(token, plural)

    def _nearest(self, token: Token, plural: bool) -> tuple[str, ...]:
        candidates = [t for t in token.doc[: token.i] if self._named_party(t)]
        subjects = [t for t in candidates if t.dep_ in ("nsubj", "nsubjpass")]
        for chosen in (subjects, candidates):
            if chosen:
                found = chosen[-1]
                entity = self.parsed.entity(found)
                parties = entity.parties if entity is not None else ()
                if plural:
                    parties = tuple(dict.fromkeys(p for h in self.heads(found) for p in self.parties(h, 2)))
                return parties
        return self.memory.parties

    def _named_party(self, token: Token) -> bool:
        entity = self.parsed.entity(token)
        return entity is not None and bool(entity.parties) and (entity.form == "name" or token.dep_ == "amod")

    def territories(self, token: Token, place: bool = False, depth: int = 0) -> tuple[str, ...]:
        """Return the territories that a phrase names; ``place`` lets a country's name count as its territory."""
        entity = self.parsed.entity(token)
        if entity is not None and entity.territories and (place or not entity.parties):
            return entity.territories
        if depth >= DEPTH or (entity is not None and entity.parties):
            return ()
        deeper = place or self._in_class(token, "ground")
        group = [*self._named(token, MODIFIERS), *self.prepositional(token, INNER)]
        found = tuple(dict.fromkeys(t for child in group for t in self._within(child, deeper, depth)))
        if found or not self._in_class(token, "ground"):
            return found
        return self._whole(token) or self._mentioned(token, depth)

    def _within(self, child: Token, place: bool, depth: int) -> tuple[str, ...]:
        if child.dep_ == "poss" and child.tag_ == "PRP$":
            return ()
        return self.territories(child, place, depth + 1)

    def _mentioned(self, token: Token, depth: int) -> tuple[str, ...]:
        """Return the territory last named where a phrase such as "the vacated strip" points back to it."""
        if depth or not any(
            c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in token.children
        ):
            return ()
        for earlier in reversed(token.doc[: min(t.i for t in token.subtree)]):
            entity = self.parsed.entity(earlier)
            if entity is not None and entity.territories and not entity.parties and earlier.dep_ != "conj":
                return tuple(dict.fromkeys(t for h in self.heads(earlier) for t in self.territories(h, False, 2)))
        return self.memory.territories

    def _whole(self, token: Token) -> tuple[str, ...]:
        """Return a country where a phrase such as "its soil" or "French territory" means the whole of it."""
        owners = self.parties(token, 2)
        table = self.lexicon.cast.whole
        return tuple(table[o] for o in owners if o in table) if self._in_class(token, "soil") else ()


BUILT_IN: dict[str, Callable[[Phrases, Token], bool]] = {
    "any": lambda phrases, token: True,
    "party": Phrases._is_party,
    "place": Phrases._is_place,
    "pronoun": Phrases._is_pronoun,
    "number": lambda phrases, token: bool(token.like_num),
}


def _clausal(token: Token) -> bool:
    return token.pos_ == "VERB" and any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj") for c in token.children
    )


def remember(phrases: Phrases) -> Memory:
    """Return the memory of a parsed stretch with what the stretch itself names."""
    parsed, before = phrases.parsed, phrases.memory
    parties, territories, nouns = before.parties, before.territories, []
    for token in parsed.doc:
        if token.pos_ == "NOUN":
            nouns.append(parsed.lemma(token))
        entity = parsed.entity(token)
        if entity is None:
            continue
        if entity.parties and (token.dep_ in ("nsubj", "nsubjpass", "ROOT") or not parties):
            parties = tuple(dict.fromkeys(p for head in phrases.heads(token) for p in phrases.parties(head)))
        if entity.territories and not entity.parties and token.dep_ != "conj":
            territories = tuple(dict.fromkeys(t for head in phrases.heads(token) for t in phrases.territories(head)))
    return Memory(parties, territories, (*before.nouns, *nouns)[-12:])
