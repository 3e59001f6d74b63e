"""Look up what a word does to the act that it governs."""

from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.slots import is_passive
from legalcheck.reading.lexicon import Signature
from legalcheck.reading.standing import PASS, PURPOSE, VERBS, Level

ADDED = frozenset({"prt", "acomp", "attr", "dobj", "nsubjpass", "oprd", "advmod", "neg"})
PERFECT = frozenset({"has", "have", "had", "was", "were"})
TURNING = frozenset({"up", "off", "down"})  # particles that make another word of a verb: "hold up", "put off"
FIXED = {"relative": PASS, "manner": PASS, "quality": PASS}


class Governors:
    """The table of governing words, as it applies to one parse."""

    def __init__(self, phrases: Phrases):
        self.table = phrases.lexicon.governors
        self.enacted = phrases.lexicon.enacted
        self.parsed = phrases.parsed

    def signature(self, slot: str, token: Token) -> Signature | None:
        """Return what a word does to what stands in one of its slots, or None if the table does not say."""
        known = next((found for words in self._forms(token) if (found := self.table.get((slot, words)))), None)
        return known or self._enacting(slot, token)

    def _enacting(self, slot: str, token: Token) -> Signature | None:
        """Return what the verb does whose act a noun names: "the introduction of" does as "introduce"."""
        inner = {"of": "object", "clause": "clause", "purpose": "purpose"}.get(slot)
        gerund = token.tag_ == "VBG" and slot == "of"
        if inner is None or not (gerund or token.pos_ == "NOUN"):
            return None
        lemma = self.parsed.lemma(token)
        verbs = [lemma] if gerund else self.enacted(lemma)
        return next((found for verb in verbs if (found := self.table.get((inner, verb)))), None)

    def of(self, level: Level) -> Signature | None:
        """Return what the word of a level does to the level below it."""
        token, slot = level.token, level.slot
        if slot == "purpose":
            return self.signature(slot, token) or PURPOSE
        if slot in FIXED:
            return FIXED[slot]
        if slot == "named":
            return self.signature(slot, token) or self.signature("object", token)
        if slot == "attr":
            return self._copular(token)
        if slot.startswith("prep:"):
            return self.signature(slot[5:], token) or self._means(slot[5:], token)
        return self._asked(token, slot) or (self._clausal(token) if slot == "clause" else self.signature(slot, token))

    def _means(self, name: str, token: Token) -> Signature | None:
        """Return what a preposition does by itself: "by" names a means; with a noun, "with" an attribute."""
        nominal = self.table.get(("nominal", name)) if token.pos_ in ("NOUN", "PROPN") else None
        return nominal or self.table.get(("prepositions", name))

    def _asked(self, token: Token, slot: str) -> Signature | None:
        """Return what a passive such as "is asked to" or "is invited" does: a plan that asks lays down."""
        if slot not in ("object", "clause") or not is_passive(token):
            return None
        if any(c.lower_ in PERFECT for c in token.children if c.dep_ in ("aux", "auxpass")):
            return None
        own = self.signature(slot, token) if slot == "object" else None  # "no election may be called"
        return self.signature("asked", token) if own is None or own.affirmed == "told" else None

    def _clausal(self, token: Token) -> Signature | None:
        noun = self.signature("nclause", token) if token.pos_ == "NOUN" else None
        found = noun or self.signature("clause", token) or self.signature("object", token)
        if found is None and token.pos_ == "NOUN":
            found = self.signature("purpose", token)
        content = any(c.dep_ == "ccomp" for c in token.children)
        if self.parsed.lemma(token) in ("be", "remain", "become") and (found is None or content):
            subject = next((c for c in token.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
            found = (self.signature("clause", subject) if subject is not None else None) or found
        return found

    def _copular(self, token: Token) -> Signature | None:
        """Return what a copula does: it asserts its predicate, unless the subject is a plan, an aim or a demand."""
        if token.pos_ not in VERBS:
            return None
        subject = next((c for c in token.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
        return (self.signature("of", subject) if subject is not None else None) or PASS

    def _forms(self, token: Token) -> list[str]:
        """Return a word with its particles, complements and prepositional phrases, longest first, then alone."""
        lemma = self.parsed.lemma(token)
        forms = []
        for child in token.children:
            word = self.parsed.lemma(child)
            if child.dep_ in ADDED:
                forms.append(f"{lemma} {word}")
            elif child.dep_ == "prep":
                forms.append(f"{lemma} {word}")
                for inner in child.children:
                    forms.append(f"{lemma} {word} {self.parsed.lemma(inner)}")
                    forms.extend(
                        f"{lemma} {word} {self.parsed.lemma(inner)} {self.parsed.lemma(c)}" for c in inner.children
                    )
        alone = [] if turned(token) else [lemma]
        return [*sorted(forms, key=len, reverse=True), *alone]


def turned(verb: Token) -> bool:
    """Tell whether a particle behind it makes another word of a verb: "hold up", "put off"."""
    return any(c.dep_ == "prt" and c.lower_ in TURNING and c.i == verb.i + 1 for c in verb.children)
