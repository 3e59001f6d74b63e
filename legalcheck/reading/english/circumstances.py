"""What is said around an act: the instrument by which it is done, whether for a time only, and who oversees it."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from legalcheck.reading.english.numbers import FIGURE, PERIOD, SPAN, WORD
from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.slots import Arguments, Slots, iter_slots
from legalcheck.reading.standing import VERBS
from legalcheck.rulebook.strict_yaml import load_strict

Said = tuple[str, str, list[Token]]  # (field, value, the words that say it)
OUTSIDE = frozenset({"advcl", "relcl", "parataxis", "dep"})  # clauses of their own
INSIDE = frozenset(
    {"prep", "pobj", "pcomp", "compound", "nmod", "amod", "poss", "conj", "acl", "relcl", "dobj", "npadvmod"}
)
BEFORE = frozenset({"amod", "nummod", "compound", "nmod", "npadvmod", "quantmod", "punct"})
MEANS = frozenset({"by", "in", "through", "via"})
EXISTING = frozenset({"the", "this", "that", "these", "those", "such", "any", "no", "all"})


class CircumstanceWords:
    """Knows one language's words for instruments, terms and overseers."""

    def __init__(self, folder: Path):
        data: dict[str, Any] = load_strict(folder / "circumstances.yaml").data
        self.instruments = {value: frozenset(terms) for value, terms in data["instruments"].items()}
        self.no_instruments = frozenset(data["no_instruments"])
        self.reviewers = {value: frozenset(terms) for value, terms in data["reviewers"].items()}
        self.sets = {
            name: frozenset(data[name])
            for name in ("made", "joint", "oversight", "reviewed", "chairing", "heads", "home")
        }
        self.marks = [
            (m["field"], m["value"], frozenset(m["kinds"]), re.compile("|".join(m["words"]), re.IGNORECASE))
            for m in data["marks"]
        ]
        time = data["time"]
        least = "(?:at least |a (?:maximum |minimum )?(?:period|term) of |up to |a further |another )?"
        period = rf"for {least}{SPAN}[ -]{PERIOD}"
        self.terms = {"no": _pattern(time["unlimited"]), "yes": _pattern(time["limited"], period)}
        self.qualities = {
            "no": _pattern(time["unlimiting"]),
            "yes": _pattern(time["limiting"], rf"(?:{FIGURE}|{WORD})[ -](?:day|week|month|year)"),
        }


def _pattern(words: list[str], *more: str) -> re.Pattern[str]:
    known = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join([*more, *known])})\b", re.IGNORECASE)


class Circumstances:
    """Finds what one parsed stretch says around its acts."""

    def __init__(self, words: CircumstanceWords, phrases: Phrases):
        self.words = words
        self.phrases = phrases
        self.parsed = phrases.parsed

    def of(self, kind: str, act: Token, slots: Slots, negated: bool) -> Iterator[Said]:
        """Yield what is said of an act, field by field; the first word for a field is the nearest."""
        around = list(_around(act))
        yield from self._term(act, around, negated)
        yield from self._instrument(act, around)
        yield from self._review(kind, slots, around)
        yield from self._marked(kind)

    def _marked(self, kind: str) -> Iterator[Said]:
        """Yield what set phrases anywhere in the stretch provide for measures of a kind."""
        source = self.parsed.source
        for field, value, kinds, pattern in self.words.marks if kind else ():
            match = pattern.search(source.text, source.head) if kind in kinds else None
            token = self._token(match.start()) if match else None
            if token is not None:
                yield field, value, [token]

    # time

    @cached_property
    def _terms(self) -> list[tuple[str, Token, bool]]:
        """Return the words for a term: (value, word, whether it is said of a noun)."""
        source = self.parsed.source
        found = []
        for patterns, inner in ((self.words.terms, False), (self.words.qualities, True)):
            for value, pattern in patterns.items():
                for match in pattern.finditer(source.text, source.head):
                    token = self._token(match.start())
                    if token is not None:
                        found.append((value, token, inner))
        return found

    def _token(self, offset: int) -> Token | None:
        index = next((i for i, (start, end) in enumerate(self.parsed.spans) if start <= offset < end), None)
        return None if index is None else self.parsed.doc[index]

    def _term(self, act: Token, around: list[Token], negated: bool) -> Iterator[Said]:
        for value, token, inner in self._terms:
            if inner:
                bearer = _bearer(token)
                hit = bearer == act and not negated
                hit = hit or (bearer != act and bearer in _nominal(act))
            else:
                holder = _holder(token, act)
                hit = holder in around and not (_below_negation(token, holder) and negated)
            if hit:
                yield "time_bound", value, [token]

    # instrument

    def _instrument(self, act: Token, around: list[Token]) -> Iterator[Said]:
        for holder in around:
            for child in holder.children:
                if child.dep_ in ("prep", "agent") and self.parsed.lemma(child) in MEANS:
                    yield from self._by_means(child)
        content = self.content(act)
        if content is not None:
            yield "instrument", self._kind_of(content) or "unspecified", [content]

    def _by_means(self, preposition: Token) -> Iterator[Said]:
        for noun in (c for c in preposition.children if c.dep_ == "pobj"):
            value = self._kind_of(noun)
            fresh = not any(c.dep_ == "det" and c.lower_ in EXISTING for c in noun.children)
            known = any(c.dep_ in ("det", "poss") for c in noun.children)
            if value == "constitutional_amendment" or (value and fresh and (known or preposition.lower_ != "in")):
                yield "instrument", value, [noun]

    def _kind_of(self, noun: Token) -> str | None:
        if self.parsed.entity(noun) is not None or self.phrases.is_a(noun, self.words.no_instruments):
            return None
        return next((v for v, terms in self.words.instruments.items() if self.phrases.is_a(noun, terms)), None)

    def content(self, act: Token) -> Token | None:
        """Return the treaty or law that is to be made and of which an act is the content."""
        token = act
        while True:
            if token.pos_ in ("NOUN", "PROPN") and self._is_made(token) and self._kind_of(token) is not None:
                return token
            if token.dep_ not in INSIDE or token.head == token:
                return None
            token = token.head

    def makers(self, noun: Token) -> list[Token]:
        """Return who makes a treaty or a law."""
        while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        return Arguments(self.phrases).of(noun.head).get("subject", []) if noun.head.pos_ in VERBS else []

    def _is_made(self, noun: Token) -> bool:
        while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if noun.dep_ == "pobj" and (noun.head.lower_ not in ("of", "into") or verb.pos_ not in ("NOUN", *VERBS)):
            return False
        enacted = self.phrases.lexicon.enacted(self.parsed.lemma(verb)) if verb.pos_ == "NOUN" else []
        return noun.dep_ in ("dobj", "nsubjpass", "pobj") and not self.words.sets["made"].isdisjoint(
            [self.parsed.lemma(verb), *enacted]
        )

    # overseers

    def _review(self, kind: str, slots: Slots, around: list[Token]) -> Iterator[Said]:
        if kind in self.words.sets["reviewed"]:
            for token in iter_slots(slots, ("subject", "by", "self")):
                yield from self._reviewer(token)
        for holder in around:
            for child in holder.children:
                if child.dep_ in ("prep", "agent"):
                    yield from self._overseen(child)

    def _overseen(self, preposition: Token) -> Iterator[Said]:
        """Yield who decides where an act is done under somebody's review, or by his decision."""
        name = self.parsed.lemma(preposition)
        for noun in (c for c in preposition.children if c.dep_ == "pobj"):
            if name == "before":
                yield from self._reviewer(noun)
            elif name in ("under", "by", "to", "on") and self.parsed.lemma(noun) in self.words.sets["oversight"]:
                for token in (*self.phrases.prepositional(noun, ("of", "by", "from")), noun):
                    yield from self._reviewer(token)

    def _reviewer(self, token: Token) -> Iterator[Said]:
        head = next((t for t in (token, *self._chairs(token)) if self._is_foreign_head(t)), None)
        if head is not None:
            yield "third_party_review", "foreign_head_of_state", [head]
        elif self.parsed.entity(token) is None or self.phrases.is_a(token, ("tribunal",)):
            modifiers = {self.parsed.lemma(c) for c in token.children}
            for value, terms in self.words.reviewers.items():
                if self.parsed.lemma(token) in terms and not modifiers & self.words.sets["joint"]:
                    yield "third_party_review", value, [token]

    def _chairs(self, body: Token) -> Iterator[Token]:
        """Yield who chairs a body: "a council chaired by ...", "a council which ... heads"."""
        for child in body.children:
            if child.dep_ in ("acl", "relcl", "prep", "appos"):
                words = {self.parsed.lemma(t) for t in child.subtree}
                yield from () if words.isdisjoint(self.words.sets["chairing"]) else child.subtree

    def _is_foreign_head(self, token: Token) -> bool:
        words = {self.parsed.original(token).lower().split()[-1], self.parsed.lemma(token)}
        titled = any(self.parsed.lemma(c) in self.words.sets["heads"] for c in token.children if c.dep_ == "compound")
        if not titled and not words & self.words.sets["heads"]:
            return False
        parties = set(self.phrases.parties(token))
        return bool(parties) and not parties & self.words.sets["home"]


def _around(act: Token) -> Iterator[Token]:
    """Yield an act and the words that govern it within its clause."""
    yield act
    token = act
    while token.head != token and token.dep_ not in OUTSIDE and not (token.dep_ == "conj" and token.pos_ in VERBS):
        token = token.head
        if token.pos_ in VERBS:
            yield token


def _nominal(act: Token) -> Iterator[Token]:
    """Yield the nouns that govern an act: "the permanent renunciation of membership"."""
    token = act
    while token.head != token and token.dep_ in ("prep", "pobj", "pcomp", "compound", "nmod"):
        token = token.head
        if token.pos_ == "NOUN":
            yield token


def _bearer(token: Token) -> Token:
    while token.dep_ in BEFORE and token.head != token:
        token = token.head
    return token


def _holder(token: Token, act: Token) -> Token:
    """Return the act or the verb that a word for a term is said of."""
    if token.dep_ == "mark" and token.head.dep_ == "advcl":
        token = token.head
    while token.head != token:
        token = token.head
        if token == act or token.pos_ in VERBS:
            break
    return token


def _below_negation(token: Token, verb: Token) -> bool:
    """Tell whether an adverb may belong to what is negated: "not permanently stationed"."""
    return token.lower_.endswith("ly") and any(c.dep_ == "neg" and c.i < token.i for c in verb.children)
