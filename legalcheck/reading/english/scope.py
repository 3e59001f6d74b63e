"""What the rest of a sentence does to an act: rules it out, allows it, tells of it, makes it depend on something."""

from dataclasses import replace

from legalcheck.reading.english.climb import Climber
from legalcheck.reading.english.conditions import Conditions
from legalcheck.reading.english.governors import Governors
from legalcheck.reading.english.negation import Negation
from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.lexicon import Signature
from legalcheck.reading.standing import VERBS, Level, Standing

AUXILIARIES = frozenset({"be", "have", "do", "get", "need", "ought", "let", "go", "help"})
SAID = frozenset({"may", "can", "shall", "must", "will"})


class Scope:
    """Composes governing words from the root of a sentence down to an act."""

    def __init__(self, phrases: Phrases):
        self.parsed = phrases.parsed
        self.sets = phrases.lexicon.sets
        self.governors = Governors(phrases)
        self.conditions = Conditions(phrases)
        self.negation = Negation(phrases)
        self.climber = Climber(phrases, self.governors, self.conditions)

    def standing(self, act: Token, agentive: bool = False) -> Standing:
        """Return how an act stands; ``agentive``: it is a body, which is to exist if it is to do anything."""
        levels, state = self.climber.climb(act)
        if state.dropped:
            return state
        if self._heading():
            return state.open("it stands in a heading")
        if agentive and len(levels) > 1:
            self._take_as_acting(levels[1])
        for level in reversed(levels):
            state = self._below(self._own(state, level), level)
        return self.conditions.applied(state, levels)

    def narrates(self, root: Token) -> bool:
        """Tell whether a main verb only tells what happened."""
        return self.conditions.narrates(root)

    def _heading(self) -> bool:
        """Tell whether the words are a heading: no verb, and a colon at the end."""
        doc = self.parsed.doc
        return doc[-1].text == ":" and not any(t.pos_ in VERBS and t.tag_ != "VBN" for t in doc)

    def _take_as_acting(self, level: Level) -> None:
        known = self.governors.signature("subject", level.token) is not None
        if level.slot == "subject" and not known and not self.conditions.past(level.token):
            level.slot = "relative"

    def _own(self, state: Standing, level: Level) -> Standing:
        """Let a level's own negation and modals act on a state."""
        state = self._helped(state, level.token)
        negations, modals = self.negation.of(level.token), _modals(level.token)
        if level.shared and not negations and not modals:
            first = level.shared[-1]
            negations, modals = self.negation.shared(level.token, first), _modals(first)
        counted = {index for role, index in state.words if role == "polarity"}
        negations = [index for index in negations if index not in counted]
        said = [("force", index) for modal, index in modals if modal in SAID]
        state = replace(state, words=(*state.words, *(("polarity", index) for index in negations), *said))
        if len(negations) % 2:
            state = state.flipped()
        return self._modal(state, {modal for modal, _ in modals})

    def _modal(self, state: Standing, modals: set[str]) -> Standing:
        if modals & self.sets["weak"]:
            return state.open("it is only said to be possible")
        return state.forced("permission") if modals & self.sets["leave"] and state.value == "+" else state

    def _helped(self, state: Standing, token: Token) -> Standing:
        """Take a full verb that the parser took for an auxiliary ("oppose joining") as the governor that it is."""
        for child in token.children:
            if child.dep_ == "aux" and child.tag_.startswith("VB") and child.lemma_ not in AUXILIARIES:
                return self._under(state, self.governors.signature("clause", child), child)
        return state

    def _below(self, state: Standing, level: Level) -> Standing:
        """Return a state as it is below a level."""
        return self._under(state, self._spoken(state, level), level.token) if level.slot else state

    def _under(self, state: Standing, signature: Signature | None, token: Token) -> Standing:
        word = self.parsed.original(token)
        if signature is None:
            return state.open(f'what "{word}" does to it is not in the table')
        effect = signature.affirmed if state.value == "+" else signature.negated
        if effect != "required":
            state = replace(state, words=(*state.words, ("governor", token.i)))
        return state.under(signature, word)

    def _spoken(self, state: Standing, level: Level) -> Signature | None:
        """Return a level's signature; what "we" say is not told of another, and "nothing calls for it" rules it out."""
        found = self.governors.of(level)
        if found is None or found.affirmed != "told":
            return found
        if level.token.dep_ == "dobj" and self.parsed.lemma(level.token.head) in self.sets["expressing"]:
            return replace(found, affirmed="aim")
        subjects = [c.lower_ for c in level.token.children if c.dep_ in ("nsubj", "nsubjpass")]
        if "nothing" in subjects and state.value == "-":
            return replace(found, negated="ruled_out")
        return replace(found, affirmed="required") if {"i", "we"} & set(subjects) else found


def _modals(token: Token) -> list[tuple[str, int]]:
    return [(child.lower_, child.i) for child in token.children if child.dep_ == "aux" and child.tag_ == "MD"]
