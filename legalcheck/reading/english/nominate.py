"""Find acts: words that name a measure, with what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from legalcheck.reading.english.governors import turned
from legalcheck.reading.english.parsing import Parsed, Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.slots import Arguments, Slots, is_nominal, is_passive, iter_slots
from legalcheck.reading.gazetteer import Entity
from legalcheck.reading.lexicon import Act, Lexicon

POS = {
    "VERB": ("verb",),
    "AUX": ("verb",),
    "NOUN": ("noun", "verb"),
    "PROPN": ("noun", "verb"),
    "ADJ": ("adjective", "verb"),
    "ADV": ("adjective",),
    "NUM": ("noun",),
    "ADP": ("noun",),
}


BORROWED = "to for against with over from in on into at as by within under between".split()


@dataclass(slots=True)
class Found:
    """An act in a sentence: the word that names it, its arguments, and whether its government is all there."""

    act: Act
    token: Token
    slots: Slots
    complete: bool


class Nominator:
    """Looks every word up and checks what an act asks for."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases):
        self.lexicon = lexicon
        self.phrases = phrases
        self.parsed: Parsed = phrases.parsed
        self.arguments = Arguments(phrases)
        self._near: dict[int, set[str]] = {}  # the words that a verb's trigger may go on with

    def find(self, start: int) -> Iterator[Found]:
        """Yield acts whose word starts at or after an offset of the source."""
        for token in self.parsed.doc:
            if self.parsed.spans[token.i][0] >= start and not token.is_punct and token.dep_ not in ("aux", "auxpass"):
                yield from self._at(token)

    def _at(self, token: Token) -> Iterator[Found]:
        slots: Slots | None = None
        for act in self._entries(token):
            if slots is None:
                slots = self._slots(token)
            filled = self._with_particle(act, token, slots)
            yield Found(act, token, filled, self._complete(act, filled))

    def _with_particle(self, act: Act, token: Token, slots: Slots) -> Slots:
        """Return slots in which what stands behind a particle is the object, where the parser saw a preposition."""
        if "object" in slots or token.pos_ != "VERB":
            return slots
        particles = self._particles(token, act, slots)
        return {**slots, "object": slots[particles[0]]} if particles else slots

    def _particles(self, token: Token, act: Act, slots: Slots) -> list[str]:
        """Return prepositions with an object that belong to the words of an act: "make over the port"."""
        found = (self.parsed.lemma(c) for c in token.children if c.dep_ == "prep")
        lemma = self.parsed.lemma(token)
        return [p for p in found if p in slots and ("verb", (lemma, p)) in act.triggers]

    def _entries(self, token: Token) -> Iterator[Act]:
        lemma = self.parsed.lemma(token)
        for pos in () if _is_name(self.parsed.entity(token)) else self._parts(token):
            word = token.lower_ if pos == "adjective" and token.tag_ == "VBG" else lemma
            for act, rest in self.lexicon.acts.get((pos, word), ()):
                if self._has(token, rest, pos) if rest else pos != "verb" or not turned(token):
                    yield act
        if token.pos_ == "NOUN" and token.dep_ != "compound":
            yield from self._enacted(lemma)
        entity = self.parsed.entity(token)
        if entity is not None and entity.form == "adjective":
            for act, _ in self.lexicon.acts.get(("adjective", "*party"), ()):
                yield act

    def _enacted(self, noun: str) -> Iterator[Act]:
        """Yield the acts of the verbs that a noun stands for, where it does not name them itself."""
        named = {id(act) for act, _ in self.lexicon.acts.get(("noun", noun), ())}
        for verb in self.lexicon.enacted(noun):
            for act, rest in self.lexicon.acts.get(("verb", verb), ()):
                if not rest and id(act) not in named:
                    yield act

    def _parts(self, token: Token) -> tuple[str, ...]:
        if token.tag_ == "VB" and token.dep_ in ("nsubj", "nsubjpass"):
            return ("noun", "verb")
        if token.tag_.startswith("VB") and token.dep_ in ("amod", "compound"):
            return ("adjective",) if (token.tag_, token.dep_) == ("VBN", "amod") else ("verb", "adjective")
        if token.i == 0 and token.pos_ == "VERB" and self.parsed.telegraphic:
            return ("verb", "adjective", "noun")  # "Truce from midnight"
        if token.tag_ in ("VBG", "VBN"):
            return ("verb", "adjective")
        if token.pos_ in ("NOUN", "PROPN") and (token.dep_ == "ROOT" or token.i == 0) and self._verblike(token):
            return ("noun", "verb")
        return POS.get(token.pos_, ())[:1]

    def _verblike(self, token: Token) -> bool:
        return any(c.dep_ in ("dobj", "nsubj") for c in token.children)

    def _has(self, token: Token, rest: tuple[str, ...], pos: str) -> bool:
        """Tell whether the further words of a trigger stand with its first: particles, prepositions, fixed objects."""
        if pos == "noun":
            near = {
                self.parsed.lemma(c)
                for c in token.subtree
                if c.i < token.i
                and c.dep_ in ("amod", "compound", "nmod", "det", "advmod", "npadvmod", "conj", "punct")
            }
            of = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "of")
            near |= {self.parsed.lemma(inner) for child in of for inner in child.children}
            return all(word in near for word in rest)
        words = self._near.get(token.i)
        if words is None:
            close = self._close(token)
            words = self._near[token.i] = {*(self.parsed.lemma(c) for c in close), *(c.lower_ for c in close)}
        return all(word in words for word in rest)

    def _close(self, token: Token) -> list[Token]:
        found = []
        for child in token.children:
            if child.dep_ in (
                "prt",
                "advmod",
                "prep",
                "dobj",
                "acomp",
                "attr",
                "oprd",
                "npadvmod",
                "agent",
                "pobj",
                "xcomp",
                "dative",
            ):
                found.append(child)
                found.extend(
                    c for c in child.children if c.dep_ in ("prep", "pobj", "pcomp", "amod", "acomp", "advmod")
                )
                found.extend(g for c in child.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj")
        return found

    def _slots(self, token: Token) -> Slots:
        slots = self.arguments.of(token)
        if token.pos_ in ("NOUN", "PROPN") or is_nominal(token):
            self._support(slots, token)
        elif token.pos_ == "ADJ" and slots.get("subject"):
            slots.setdefault("bearer", slots["subject"])
        slots["self"] = [token]
        slots["matrix"] = self._matrix(token)
        if token.dep_ == "ccomp":
            slots["governor"] = self.arguments.of(token.head).get("subject", [])
        return slots

    def _matrix(self, token: Token) -> list[Token]:
        """Return the subject of the main clause that a token stands in."""
        root = next((a for a in token.ancestors if a.dep_ in ("ROOT", "conj") and a.pos_ in ("VERB", "AUX")), None)
        around = self.arguments.of(root) if root is not None else {}
        return [t for t in (*around.get("subject", []), *around.get("object", [])) if t != token]

    def _support(self, slots: Slots, token: Token) -> None:
        """Give a nominal act what its light verb governs: the verb's subject acts, or receives."""
        slot, outer = self._hold(token)
        if outer is None or outer == token:
            return
        if outer.pos_ in ("NOUN", "PROPN"):
            for name, tokens in self._slots(outer).items():
                if name in ("subject", "to", "for"):
                    slots.setdefault(name, tokens)
        elif outer.pos_ in ("VERB", "AUX"):
            self._borrow(slots, token, slot, outer)

    def _hold(self, token: Token) -> tuple[str, Token | None]:
        """Return the slot in which a noun stands and the word that it stands below."""
        while token.dep_ == "conj" and token.head != token:
            token = token.head
        outer, dep = token.head, token.dep_
        if dep == "pobj" and outer.dep_ in ("prep", "agent", "dative"):
            return self.parsed.lemma(outer), outer.head
        if dep == "nsubj":
            return ("object" if is_passive(outer) else "subject"), outer
        slot = {"dobj": "object", "nsubjpass": "object", "oprd": "object", "attr": "attr"}.get(dep)
        return (slot, outer) if slot is not None else ("", None)

    def _borrow(self, slots: Slots, token: Token, slot: str, outer: Token) -> None:
        around = self.arguments.of(outer)
        for name in BORROWED:
            if name in around and name not in slots and token not in around[name]:
                slots[name] = around[name]
        received = [*(around.get("iobj", []) if slot == "object" else []), *around.get("giftee", [])]
        subject = [t for t in around.get("subject", []) if t != token]
        if slot == "attr" and subject:
            slots.setdefault("bearer", subject)
        if slot not in ("subject", "attr"):
            received.extend(self._share_subject(slots, slot, outer, subject))
        if received:
            slots["to"] = [*slots.get("to", []), *(t for t in received if t not in slots.get("to", []))]

    def _share_subject(self, slots: Slots, slot: str, outer: Token, subject: list[Token]) -> list[Token]:
        """Make a light verb's subject the one who acts, or return it as the one for whom it is done."""
        actor = [t for t in subject if self.phrases.is_a(t, ("party", "actor", "pronoun", "forces"))]
        found = next((s for w in self._words(outer) if (s := self.lexicon.governors.get((slot, w))) is not None), None)
        light = found.light if found is not None else ""
        if not actor:
            return []
        slots.setdefault("agent", actor)
        if light == "subject":
            slots.setdefault("subject", actor)
        return actor if light == "beneficiary" else []

    def _words(self, token: Token) -> list[str]:
        lemma = self.parsed.lemma(token)
        return [*(f"{lemma} {self.parsed.lemma(c)}" for c in token.children if c.dep_ in ("prt", "advmod")), lemma]

    def _complete(self, act: Act, slots: Slots) -> bool:
        for names, classes in act.needs:
            if not any(self.phrases.is_a(t, classes) for t in iter_slots(slots, _theme(names, slots))):
                return False
        for names, classes in act.only:
            filled = list(iter_slots(slots, names))
            if filled and not any(self.phrases.is_a(t, classes) or t.like_num for t in filled):
                return False
        for names, classes in act.bars:
            if any(self.phrases.is_a(t, classes) for t in iter_slots(slots, names)):
                return False
        return True


def _is_name(entity: Entity | None) -> bool:
    return entity is not None and entity.form == "name"


def _theme(names: tuple[str, ...], slots: Slots) -> tuple[str, ...]:
    """Leave the subject out where the word has an object: "object/subject" asks for what moves, ends or is given."""
    if names[0] == "object" and "subject" in names and slots.get("object"):
        return tuple(name for name in names if name != "subject")
    return names
