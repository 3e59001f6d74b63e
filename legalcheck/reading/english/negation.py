"""Words that negate a predicate or a phrase."""

from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.standing import VERBS

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "det", "agent", "dative"})
FURTHER = ("further", "farther", "more")
GOALS = frozenset({"to", "into", "upon"})  # "goes to no referendum": it does not go; "with no delay" is no negation
WAYS = frozenset("circumstance time way mean means account event case condition pretext".split())


class Negation:
    """Finds the negations of a predicate."""

    def __init__(self, phrases: Phrases):
        self.parsed = phrases.parsed
        self.sets = phrases.lexicon.sets

    def of(self, token: Token) -> list[int]:
        """Return the indices of the words that negate a predicate."""
        found = [i for child in token.children for i in self._child(token, child)]
        if token.pos_ not in VERBS:
            found.extend(self.phrase(token))
        if not found and token.dep_ == "conj":
            found.extend(c.i for c in token.head.children if c.dep_ == "cc" and c.lower_ == "nor")
        return list(dict.fromkeys(found))

    def shared(self, token: Token, first: Token) -> list[int]:
        """Return the negation of a coordination's first member where it reaches over a later one."""
        found = self.of(first)
        if token.pos_ not in VERBS or any(c.dep_ == "cc" and c.lower_ == "or" for c in first.children):
            return found
        return [i for i in found if token.doc[i].dep_ != "det" or token.doc[i].head.dep_ in ("nsubj", "nsubjpass")]

    def _child(self, token: Token, child: Token) -> list[int]:
        if child.dep_ in ("neg", "advmod", "preconj"):
            return [child.i] if self._negates(child) else self._no_further(child)
        if child.dep_ == "cc":
            return [child.i] if child.lower_ == "nor" and child.i < token.i else []
        if child.dep_ in ("aux", "auxpass"):
            return [c.i for c in child.children if self._negates(c)] if child.tag_ != "TO" else []
        if child.dep_ in ARGUMENTS:
            return self.phrase(child)
        if child.dep_ == "prep":
            goal = child.lower_ in GOALS
            ways = [c for c in child.children if c.dep_ == "pobj" and (goal or self.parsed.lemma(c) in WAYS)]
            return [i for way in ways for i in self.phrase(way)]
        return []

    def _no_further(self, adverb: Token) -> list[int]:
        """Return the "no" of "will enlarge no further"."""
        return [c.i for c in adverb.children if c.lower_ == "no"] if adverb.lower_ in FURTHER else []

    def _negates(self, token: Token) -> bool:
        return (self.parsed.lemma(token) in self.sets["negators"] or token.lower_ in ("n't", "not")) and not _only(
            token
        )

    def phrase(self, token: Token) -> list[int]:
        """Return the word by which a phrase is negative: "no troops", "none of its troops", "neither side"."""
        if self.parsed.lemma(token) in self.sets["negative_nouns"]:
            return [token.i]
        if self.parsed.original(token).lower().startswith(("neither ", "no ")):
            return [token.i]
        if token.lower_ == "one" and token.i and token.doc[token.i - 1].lower_ == "no":
            return [token.i - 1]
        return next((found for child in token.children if (found := self._inside(token, child))), [])

    def _inside(self, token: Token, child: Token) -> list[int]:
        """Return the negative word among what stands before a noun: "no", "not one", "no more"."""
        if child.dep_ not in ("det", "neg", "preconj", "nummod", "advmod", "amod", "quantmod") or child.i > token.i:
            return []
        if self.parsed.lemma(child) in self.sets["negative_determiners"]:
            return [child.i]
        if child.dep_ in ("neg", "advmod"):
            return [child.i] if child.lower_ == "not" and not _only(child) else []
        return [c.i for c in child.children if c.lower_ in ("no", "not") and not _only(c)][:1]


def _only(token: Token) -> bool:
    """Tell whether a negation belongs to "not only", "not later than" and their like."""
    following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if token.i > token.head.i and token.doc[token.i - 1].text == ",":
        return True  # "guarantees, not promises"
    return following in ("only", "merely", "just", "solely", "simply", "later")
