"""What frames an act: conditions, another's voice, a question, the past."""

from dataclasses import dataclass, replace

from legalcheck.reading.lexicon import Lexicon
from legalcheck.reading.slavic.nominate import names_of
from legalcheck.reading.slavic.tokens import Token
from legalcheck.reading.standing import Standing


@dataclass(slots=True)
class Step:
    """One word on the way from an act up to the root, and how the one below hangs on it."""

    token: Token
    rel: str = ""
    below: Token | None = None


class Frame:
    """Finds what frames the acts of one sentence."""

    def __init__(self, lexicon: Lexicon, grammar: dict[str, frozenset[str]], text: str):
        self.lexicon = lexicon
        self.sets = lexicon.sets
        self.grammar = grammar
        self.text = text.lower()

    def includes(self) -> bool:
        """Tell whether the sentence names somebody as one of many: "including by"."""
        return any(phrase in self.text for phrase in self.grammar["including"])

    def conditional(self, state: Standing, steps: list[Step]) -> Standing:
        """Mark an act that depends on something, or that a breach sets off."""
        if state.condition != "none":
            return state
        for step in steps:
            for child in step.token.children:
                if child is step.below:
                    continue
                mark = self._condition(child, state)
                if mark is not None:
                    kind = "consequence_of_breach" if self._breaches(child) else "condition"
                    return replace(state, condition=kind, words=(*state.words, ("condition", mark)))
        return state

    def _condition(self, child: Token, state: Standing) -> int | None:
        if child.rel == "condition":
            return next((c.i for c in child.children if c.rel == "mark"), child.i)
        if not child.prep:
            return None
        conditional = child.lemma in self.sets["conditional_nouns"]
        happens = child.lemma in self.lexicon.nouns or child.lemma in self.sets["breach"]
        if not conditional and happens and not self._dated(child):
            ruled_out = state.value == "-" and child.prep in self.sets["before"]
            conditional = ruled_out or child.prep in self.sets["after"]
        return child.i if conditional else None

    def _dated(self, child: Token) -> bool:
        return any(t.pos == "num" or t.lemma in self.sets["dates"] for t in child.subtree)

    def _breaches(self, child: Token) -> bool:
        return any(n.lemma in self.sets["breach"] for t in child.subtree for n in names_of(t, self.lexicon))

    def told_or_past(self, state: Standing, steps: list[Step]) -> Standing:
        """Mark what another says; open what is asked, and what is told of the past."""
        doc = steps[0].token.doc
        asked = doc[0].lemma in self.grammar["asking_first"] or any(
            t.text.lower() in self.grammar["asking"] for t in doc
        )
        if asked or any(t.text == "?" for t in doc[-2:]):
            return state.open("it is a question")
        if state.value == "?":
            return state
        if state.force != "report" and self._reported(steps):
            state = replace(state, force="report")
        if state.force == "report" or state.condition != "none":
            return state
        past = [s.token for s in steps if s.token.word.past and not self._irreal(s.token)]
        finished = past or [s.token for s in steps if s.token.word.impersonal or s.token.pos == "short"]
        dated = finished and any(pattern.search(self.text) for pattern in self.lexicon.histories)
        if dated or any(not self._announces(t) for t in past):
            return replace(state, force="report").open("it is told of the past")
        return state

    def _announces(self, token: Token) -> bool:
        return any(name.lemma in self.sets["announcing"] for name in names_of(token, self.lexicon))

    def _irreal(self, token: Token) -> bool:
        """Tell whether a past form stands in the conditional mood, or in a clause of purpose: "so that we forgot"."""
        purpose = self.grammar["that"] - self.grammar["relative_that"]
        if any(t.lemma in purpose for t in token.doc[: token.i]):
            return True
        near = token.doc[max(0, token.i - 6) : token.i + 3]
        return any(t.lemma in self.sets["conditional_mood"] for t in near)

    def _reported(self, steps: list[Step]) -> bool:
        """Tell whether the sentence names another source: "according to", or "..., said the minister"."""
        if any(phrase in self.text for phrase in self.grammar["reporting"]):
            return True
        way = {id(step.token) for step in steps}
        return any(
            t.pos == "verb"
            and t.rel == "conj"
            and id(t) not in way
            and self.says(t)
            and t.doc[t.i - 1].text in ",\u2014\u2013-"
            for t in steps[0].token.doc
        )

    def says(self, token: Token) -> bool:
        """Tell whether a word is one of saying."""
        return any(name.lemma in self.sets["saying"] for name in names_of(token, self.lexicon))
