"""Conditions, time and questions: what an act depends on, and whether it is only told."""

from dataclasses import replace

from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.slots import is_gapped
from legalcheck.reading.standing import VERBS, Level, Standing

DATES = frozenset("day month year week date hour moment time end midnight war period wartime peacetime".split())


class Conditions:
    """Finds what the clauses of an act depend on and in which time they stand."""

    def __init__(self, phrases: Phrases):
        self.parsed = phrases.parsed
        self.sets = phrases.lexicon.sets

    def applied(self, state: Standing, levels: list[Level]) -> Standing:
        """Return a standing with the condition, the question or the past that the clauses around it add."""
        return self._tense(self._condition(state, levels), levels)

    def _condition(self, state: Standing, levels: list[Level]) -> Standing:
        if state.condition == "revocation":
            return state
        tokens = [token for level in levels for token in (level.token, *level.shared)]
        found = next((found for token in tokens if (found := self._at(token))), None)
        if found is None:
            return state
        return replace(state, condition=found[0], words=(*state.words, ("condition", found[1])))

    def _at(self, token: Token) -> tuple[str, int] | None:
        for child in token.children:
            if child.dep_ in ("advcl", "ccomp", "xcomp", "pcomp") and child.pos_ in VERBS:
                mark = self.mark(child)
                if mark is not None:
                    return self._kind(child), mark
            elif child.dep_ in ("prep", "advmod") and self._phrase(child):
                return self._kind(child), child.i
        return None

    def mark(self, clause: Token) -> int | None:
        """Return the word that makes a clause a condition, or None."""
        for child in clause.children:
            if child.dep_ in ("mark", "advmod") and self.parsed.lemma(child) in self.sets["conditional"]:
                return int(child.i)
        return None

    def _phrase(self, child: Token) -> bool:
        name = self.parsed.lemma(child)
        if name in ("provide", "provided", "assume") and child.dep_ == "prep":
            return True
        objects = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
        if name in self.sets["conditional_prepositions"]:
            return any(not self._dated(o) for o in objects) or name in ("subject", "conditional", "contingent")
        singular = (o for o in objects if o.tag_ != "NNS" or self.parsed.lemma(o) in self.sets["breach"])
        return name in ("in", "on", "for") and any(
            self.parsed.lemma(o) in self.sets["conditional_nouns"] for o in singular
        )

    def _dated(self, token: Token) -> bool:
        return token.like_num or self.parsed.lemma(token) in DATES

    def _kind(self, clause: Token) -> str:
        lemmas = {self.parsed.lemma(t) for t in clause.subtree}
        return "consequence_of_breach" if lemmas & self.sets["breach"] else "condition"

    def _tense(self, state: Standing, levels: list[Level]) -> Standing:
        """A past act is told, not proposed; a question proposes nothing."""
        if any(t.text == "?" for t in self.parsed.doc[-2:]):
            return state.open("it is a question")
        if state.value == "?" or state.force == "report":
            return state
        if self._hearsay():
            return replace(state, force="report")
        if self._in_force(levels):
            return replace(state, force="report").open("it is what a text in force says")
        verbs = [level.token for level in levels if level.token.pos_ in VERBS]
        if any(self.past(v) and (v == levels[0].token or not self._announces(v)) for v in verbs):
            return replace(state, force="report").open("it is told of the past")
        return state

    def narrates(self, root: Token) -> bool:
        """Tell whether a main verb stands in the past and is not one by which something is announced."""
        return root.pos_ in VERBS and self.past(root) and not self._announces(root)

    def _announces(self, token: Token) -> bool:
        if self.parsed.lemma(token) not in self.sets["announcing"] or self._dated_back(token):
            return False
        return not any(c.dep_ == "nsubj" and self.parsed.lemma(c) in self.sets["statutes"] for c in token.children)

    def _hearsay(self) -> bool:
        """Tell whether the sentence names rumours, sources or a newspaper as those who say it."""
        for token in self.parsed.doc[:-2]:
            named = token.doc[token.i + 2 : token.i + 7] if token.lower_ == "according" else []
            if any(t.lower_ in self.sets["hearsay"] for t in named):
                return True
        return False

    def _dated_back(self, verb: Token) -> bool:
        """Tell whether a verb has a date long past: "was agreed in 2015", "voted last year"."""
        near = [c for c in verb.children if c.dep_ in ("prep", "npadvmod", "advmod")]
        words = [t for c in near for t in (c, *c.children, *(g for o in c.children for g in o.children))]
        return any(_bygone(t) or t.lower_ in self.sets["bygone"] for t in words)

    def _in_force(self, levels: list[Level]) -> bool:
        """Tell whether the main clause only says what a constitution or a charter lays down."""
        verb = next((level.token for level in reversed(levels) if level.token.pos_ in VERBS), None)
        if verb is None or not _present(verb):
            return False
        told = [c for c in verb.children if c.dep_ in ("nsubj", "agent")]
        under = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("under", "in") and c.i < verb.i]
        texts = [*told, *(o for c in under for o in c.children)]
        return any(self._is_text_in_force(t) for t in texts)

    def _is_text_in_force(self, noun: Token) -> bool:
        inner = [t for t in noun.subtree if t.dep_ in ("pobj", "compound", "nmod", "amod")]
        words = {self.parsed.lemma(t) for t in (noun, *inner)}
        named = [self.parsed.original(t).lower() for t in noun.subtree if self.parsed.entity(t) is not None]
        words |= {word for name in named for word in name.split()}
        if self.parsed.lemma(noun) in self.sets["laws"] and any(c.lower_ == "the" for c in noun.children):
            return not words & self.sets["fresh"]
        known = words & self.sets["in_force"] or (words & self.sets["instruments"] and words & self.sets["famous"])
        return bool(known) and not words & self.sets["fresh"]

    def past(self, token: Token) -> bool:
        """Tell whether a verb stands in the simple past, or in a perfect that describes."""
        aux = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
        if any(c.tag_ in ("MD", "TO") for c in aux):
            return False
        if any(c.tag_ == "VBD" or c.lower_ == "had" for c in aux):
            return True
        if any(c.lower_ in ("has", "have") for c in aux):
            return True
        simple = token.tag_ == "VBD" and token.lower_ not in (token.lemma_, "lay") and not aux and not is_gapped(token)
        return simple and not (self.parsed.telegraphic and not any(c.dep_ == "dobj" for c in token.children))


def _present(verb: Token) -> bool:
    """Tell whether a verb stands in the plain present."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    finite = any(t.tag_ in ("VBZ", "VBP") for t in (verb, *aux))
    return finite and not any(c.tag_ in ("MD", "TO") for c in aux)


def _bygone(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and 1000 < int(token.text) < 2025
