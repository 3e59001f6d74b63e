"""Find acts: words that name a measure, with what stands around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from legalcheck.reading.lexicon import ACTORS, Act, Lexicon
from legalcheck.reading.slavic.meaning import Meaning
from legalcheck.reading.slavic.slots import PREDICATES, Slots, heads, is_passive, slots_of
from legalcheck.reading.slavic.tokens import Token

ACTING = frozenset(ACTORS)
REMEMBERED = 60_000  # words kept in mind; a long batch must not grow
REFLEXIVE = ("ся", "сь")


@dataclass(slots=True)
class Found:
    """An act in a sentence: the word that names it, its arguments, and whether its government is all there."""

    act: Act
    token: Token
    slots: Slots
    complete: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A main verb or noun as which a word can be looked up; ``reflexive``: as the passive in -ся of a verb."""

    lemma: str
    reflexive: bool = False
    nominal: bool = False


def names_of(token: Token, lexicon: Lexicon) -> tuple[Name, ...]:
    """Return the main verbs for which a word stands, itself first."""
    key = (token.lemma, token.pos not in PREDICATES)
    known = lexicon.mains.get(key)
    if known is None:
        if len(lexicon.mains) >= REMEMBERED:
            lexicon.mains.clear()
        known = lexicon.mains[key] = tuple(_names(*key, lexicon))
    return known


def _names(lemma: str, nominal: bool, lexicon: Lexicon) -> Iterator[Name]:
    families = lexicon.nouns
    for main in families.get(lemma, () if nominal else (lemma,)):
        yield Name(main, nominal=nominal)
    if nominal:
        return
    if families.get(lemma):
        yield Name(lemma)
    if lemma.endswith(REFLEXIVE) and lemma not in lexicon.sets["deponent"]:
        active = lemma[:-2]
        for main in families.get(active, (active,)):
            yield Name(main, reflexive=True)


class Nominator:
    """Looks every word up and checks what an act asks for."""

    def __init__(self, lexicon: Lexicon, meaning: Meaning):
        self.lexicon = lexicon
        self.meaning = meaning

    def find(self, tokens: list[Token]) -> Iterator[Found]:
        """Yield the acts of a sentence."""
        for token in tokens:
            carries = any(c.rel == "attr" and (c.word.passive or c.word.impersonal) for c in token.children)
            name = token.entity is not None and token.entity.form == "name"
            if token.pos == "punct" or carries:
                continue
            if name:
                yield from self._role(token)
                continue
            yield from self._at(token)

    def _role(self, token: Token) -> Iterator[Found]:
        """Yield the acts of a name that says what somebody is: "the guarantor of its security"."""
        for act, rest in self.lexicon.acts.get(("noun", token.noun or token.lemma), ()):
            if self._has(token, rest):
                slots = self._slots(token, False, True)
                yield Found(act, token, slots, self._complete(act, slots))

    def _at(self, token: Token) -> Iterator[Found]:
        seen: set[tuple[int, bool]] = set()
        if token.pos in PREDICATES or token.pos == "noun":
            for name in names_of(token, self.lexicon):
                entries = self.lexicon.acts.get(("verb", name.lemma), ())
                slots: Slots | None = None
                for act, rest in entries:
                    if (id(act), name.reflexive) in seen or not self._has(token, rest):
                        continue
                    seen.add((id(act), name.reflexive))
                    if slots is None:
                        slots = self._slots(token, is_passive(token, name.reflexive), name.nominal)
                    yield Found(act, token, slots, self._complete(act, slots))
        for part in ("noun", "adjective"):
            yield from self._plain(token, part)

    def _plain(self, token: Token, part: str) -> Iterator[Found]:
        wanted = ("noun", "num", "adj") if part == "noun" else ("adj", "short", "part", "pred", "adv", "noun")
        if token.pos not in wanted:
            return
        lemmas = dict.fromkeys([token.lemma, *(w.lemma for w in token.words)]) if part == "adjective" else [token.lemma]
        for lemma in lemmas:
            slots: Slots | None = None
            for act, rest in self.lexicon.acts.get((part, lemma), ()):
                if self._has(token, rest):
                    slots = slots if slots is not None else self._slots(token, False, True)
                    yield Found(act, token, slots, self._complete(act, slots))
        if part == "noun" and (token.pos == "num" or any(c.rel == "num" for c in token.children)):
            yield from self._numbered(token)
        if (
            part == "adjective"
            and token.entity is not None
            and token.entity.form == "adjective"
            and token.entity.parties
        ):
            for act, _ in self.lexicon.acts.get(("adjective", "*party"), ()):
                yield Found(act, token, slots_here := self._slots(token, False, True), self._complete(act, slots_here))

    def _numbered(self, token: Token) -> Iterator[Found]:
        """Yield the acts of a number that is said of something: "The armed forces: no more than 600 thousand"."""
        slots: Slots | None = None
        for act, _ in self.lexicon.acts.get(("adjective", "*number"), ()):
            slots = slots if slots is not None else self._slots(token, False, True)
            yield Found(act, token, slots, self._complete(act, slots))

    def _has(self, token: Token, rest: tuple[str, ...]) -> bool:
        """Tell whether the further words of a trigger stand with its first."""
        if not rest or token.pos not in PREDICATES:
            return self.meaning.has_words(token, frozenset(rest))
        beside = {lemma for c in token.children for lemma in (c.lemma, c.prep, *(g.lemma for g in c.children))}
        return set(rest) <= beside

    def _slots(self, token: Token, passive: bool, nominal: bool) -> Slots:
        slots = slots_of(token, passive, nominal)
        slots["self"] = [token]
        root = next((a for a in token.ancestors if a.head is None), None)
        slots["matrix"] = [h for c in root.children if c.rel == "subj" for h in heads(c)] if root is not None else []
        if nominal:
            self._support(slots, token)
        elif token.pos in ("inf", "ger") or token.rel in ("attr", "conj", "inf"):
            above = [t for t in self._inherited(token) if t is not token]
            if above and not slots.get("object" if passive else "subject"):
                slots["object" if passive else "subject"] = above
            self._from_modal(slots, token)
            shared = [
                h for c in token.children if c.rel == "conj" and c.pos == "inf" for h in c.children if h.rel == "obj"
            ]
            if shared and not slots.get("object"):
                slots["object"] = shared  # "not to make, acquire or station nuclear weapons"
        if token.pos in ("adj", "short", "part") or token.rel == "attr":
            self._bear(slots, token)
        return slots

    def _from_modal(self, slots: Slots, token: Token) -> None:
        """Let an infinitive see the phrases that stand with its modal: "From the region they must withdraw"."""
        below = token.pos == "inf" or token.rel == "attr"
        if below and token.head is not None and token.head.pos in ("verb", "inf", "pred", "short", "adj"):
            for child in token.head.children:
                for one in (child, *(g for g in child.children if child.prep)):
                    if one.prep and one.rel == one.prep and one is not token:
                        slots.setdefault(one.prep, []).extend(heads(one))

    def _bear(self, slots: Slots, token: Token) -> None:
        """Say of what an adjective or a predicate noun is said."""
        bearers = [h for c in token.children if c.rel == "subj" for h in heads(c)]
        if token.rel == "mod" and token.head is not None:
            bearers = [token.head]
        elif token.rel == "attr" and not bearers:
            bearers = self._inherited(token)
        slots.setdefault("bearer", bearers)

    def _support(self, slots: Slots, token: Token) -> None:
        """Give a nominal act what its light verb governs."""
        outer = token.head
        subjects = [h for c in token.children if c.rel == "subj" for h in heads(c)]
        if subjects:
            slots.setdefault("bearer", subjects)
        if outer is None or outer.pos not in PREDICATES or token.rel not in ("obj", "subj", "arg", "attr"):
            return
        passive = outer.word.passive or (outer.lemma.endswith(REFLEXIVE) and token.rel == "subj")
        around = slots_of(outer, passive, False)
        for name, tokens in around.items():
            others = [t for t in tokens if t is not token]
            if name in ("object", "of", "gen", "predicate") or not others:
                continue
            acts = name != "subject" or (self._light(outer) and self.meaning.is_a(others[0], ACTING))
            slots.setdefault(name if acts else "agent", others)
        if token.rel == "attr" and around.get("subject"):
            slots.setdefault("bearer", around["subject"])
        if token.rel in ("arg", "obj") and self._undergoes(outer):
            slots.setdefault("object", around.get("subject", []))

    def _light(self, verb: Token) -> bool:
        """Tell whether a verb adds nothing to the act that is its object: who carries it out acts."""
        found = (self.lexicon.governors.get(("object", n.lemma)) for n in names_of(verb, self.lexicon))
        return any(s is not None and s.affirmed == "required" for s in found)

    def _undergoes(self, verb: Token) -> bool:
        """Tell whether the subject of a verb undergoes the act below it: "is subject to"."""
        return any(n.lemma in self.lexicon.sets["undergoing"] for n in names_of(verb, self.lexicon))

    def _inherited(self, token: Token) -> list[Token]:
        """Return the subject under which a predicate stands: its own copula's, or that of the verb above."""
        below = token
        for above in token.ancestors:
            if below.rel in ("clause", "relative", "condition", "colon"):
                return []
            given = [h for c in above.children if c.rel == "arg" and c.has("d") and not c.prep for h in heads(c)]
            if below.rel == "inf" and (given or self._tells(above)):
                asked = self.lexicon.sets["asked"]
                return given or [h for c in above.children if c.prep in asked and c.rel == c.prep for h in heads(c)]
            moved = [h for c in above.children if c.rel == "obj" and below.rel == "inf" for h in heads(c)]
            if any(self.meaning.is_a(t, ACTING) for t in moved):
                return moved  # "obliges Ukraine to withdraw"
            found = [h for c in above.children if c.rel == "subj" and c is not below for h in heads(c)]
            if found:
                return found
            below = above
        return []

    def _tells(self, token: Token) -> bool:
        """Tell whether an infinitive below a verb is what somebody else is to do: "demands to"."""
        found = (self.lexicon.governors.get(("clause", n.lemma)) for n in names_of(token, self.lexicon))
        return any(s is not None and s.affirmed == "told" for s in found)

    def _complete(self, act: Act, slots: Slots) -> bool:
        is_a = self.meaning.is_a
        for names, classes in act.needs:
            if not any(is_a(t, classes) for n in _theme(names, slots) if n in slots for t in slots[n]):
                return False
        for names, classes in act.only:
            filled = [t for n in names if n in slots for t in slots[n] if n != "subject" or t.rel != "arg"]
            if filled and not any(is_a(t, classes) or t.pos == "num" for t in filled):
                return False
        return not any(is_a(t, classes) for names, classes in act.bars for n in names if n in slots for t in slots[n])


def _theme(names: tuple[str, ...], slots: Slots) -> tuple[str, ...]:
    """Leave the subject out where the word has an object: "object/subject" asks for what moves, ends or is given."""
    if names[0] == "object" and "subject" in names and slots.get("object"):
        return tuple(name for name in names if name != "subject")
    return names
