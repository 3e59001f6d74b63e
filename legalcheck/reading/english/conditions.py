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
        if state.value == "?" or state.force == "report" or state.condition != "none":
            return state
        verbs = [level.token for level in levels if level.token.pos_ in VERBS]
        if any(self.past(v) and (v == levels[0].token or not self._announces(v)) for v in verbs):
            return replace(state, force="report").open("it is told of the past")
        return state

    def narrates(self, root: Token) -> bool:
        """Tell whether a main verb stands in the past and is not one by which something is announced."""
        return root.pos_ in VERBS and self.past(root) and not self._announces(root)

    def _announces(self, token: Token) -> bool:
        return self.parsed.lemma(token) in self.sets["announcing"]

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
