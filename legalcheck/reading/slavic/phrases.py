"""Put words together to noun phrases: what agrees with a noun hangs on it, a preposition marks its phrase."""

from collections.abc import Iterator

from legalcheck.reading.slavic.morphology import Morphology, Word
from legalcheck.reading.slavic.tokens import Token

WITHIN = 9  # words between a participle or an adjective and the noun it belongs to


def chunk(tokens: list[Token], morphology: Morphology) -> list[Token]:
    """Return the heads of phrases and the words between them."""
    heads: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        under = token.pos == "prep" and at + 1 < len(tokens)
        said = token.pos == "part" and at > 0 and tokens[at - 1].lemma in morphology.sets["copulas"]
        head, end = (token, at + 1) if said else _phrase(tokens, at + under, morphology)
        if under and head is None and tokens[at + 1].lemma in morphology.sets["relative"]:
            head, end = tokens[at + 1], at + 2
        if under and head is not None:
            _under(head, token, morphology.prepositions.get(token.lemma, ""))
        heads.append(head or token)
        at = end if head is not None else at + 1
    return heads


def _under(head: Token, preposition: Token, wanted: str) -> None:
    """Mark a phrase with its preposition and keep the cases that it governs."""
    head.prep = preposition.lemma
    preposition.hang(head, "case")
    forms = frozenset(f for f in head.forms if f[0] in wanted) if wanted else head.forms
    head.forms = forms or head.forms


def _phrase(tokens: list[Token], at: int, morphology: Morphology) -> tuple[Token | None, int]:
    """Return the head of the phrase that begins at a place, and where the phrase ends."""
    first = tokens[at]
    if not _nominal(first) or first.lemma in morphology.sets["relative"]:
        return None, at
    if _is_noun(first):
        return first, at + 1
    for place, noun in _nouns_after(tokens, at, morphology.sets["joining"]):
        mods = [t for t in tokens[at:place] if t.pos in ("adj", "part", "pron", "num")]
        kept = _agreeing(mods, noun, first)
        if kept is None:
            continue
        _settle(noun, kept, tokens[at:place])
        return noun, place + 1
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].pos in ("adj", "part") and tokens[last + 1].forms & first.forms:
        last += 1
    if last > at and first.pos in ("adj", "part"):  # "the deported minors": the last of them is the noun
        noun = tokens[last]
        if noun.entity is not None:
            return first, at + 1
        noun.become(Word(noun.word.quality or noun.lemma, "noun", noun.forms & first.forms))
        _settle(noun, noun.forms, tokens[at:last])
        return noun, last + 1
    if first.word.adjectival:  # "returns them": no noun that it could belong to
        first.become(next((w for w in first.words if w.pos == "pron" and not w.adjectival), first.word))
    return (first, at + 1) if first.pos in ("adj", "part", "pron", "num") else (None, at)


def _nominal(token: Token) -> bool:
    return token.pos in ("noun", "adj", "part", "num", "pron")


def _is_noun(token: Token) -> bool:
    return token.pos == "noun" or (token.pos == "pron" and not token.word.adjectival)


def _nouns_after(tokens: list[Token], at: int, joining: frozenset[str]) -> Iterator[tuple[int, Token]]:
    """Yield the nouns that a phrase may lead to: over its adjectives, and over what hangs on a participle."""
    participle = tokens[at].pos == "part" and (at == 0 or tokens[at - 1].text != ",")
    governed = False  # by a preposition within the participle's own phrase
    for place in range(at + 1, min(len(tokens), at + WITHIN)):
        token = tokens[place]
        if _is_noun(token):
            if not governed:
                yield place, token
            governed = False
            if not participle:
                return
        elif token.pos == "prep":
            if not participle:
                return
            governed = True
        elif token.pos == "part":
            participle = True
        elif not (_nominal(token) or token.lemma in joining or token.pos == "adv") or (
            token.lemma in joining and not _adjoined(tokens, place, joining)
        ):
            return


def _adjoined(tokens: list[Token], place: int, joining: frozenset[str]) -> bool:
    """Tell whether a comma or "and" stands between two adjectives."""
    before, after = tokens[place - 1], tokens[min(place + 1, len(tokens) - 1)]
    if after.lemma in joining and place + 2 < len(tokens):
        after = tokens[place + 2]
    return before.pos in ("adj", "part", "num", "pron") and after.pos in ("adj", "part", "num", "pron")


def _agreeing(mods: list[Token], noun: Token, first: Token) -> frozenset[str] | None:
    """Return the forms in which modifiers and noun agree, or None if the first of them does not belong to it."""
    forms = noun.forms
    for mod in mods:
        if mod.pos == "num":
            forms = _counted(mod, forms)
            continue
        both = mod.forms & forms
        if not both and (mod.entity is not None or len(mods) > 1):
            both = frozenset(f for f in forms if f[0] in {m[0] for m in mod.forms})
        if both:
            forms = both
        elif mod is first:
            return None
    return forms


def _counted(number: Token, forms: frozenset[str]) -> frozenset[str]:
    """Return the forms of a counted phrase: a number in the nominative takes its noun in the genitive."""
    plain = frozenset(f for f in number.forms if f[0] in "di")
    direct = frozenset({"np", "ap", "gp"}) if any(f[0] in "nag" for f in number.forms) else frozenset[str]()
    both = number.forms & forms
    return (both or plain) | direct if any(f[0] in "gna" for f in forms) else both or forms


def _settle(noun: Token, forms: frozenset[str], before: list[Token]) -> None:
    """Hang what stands before a noun on it."""
    noun.forms = forms
    inner: Token | None = None
    for token in before:
        if token.pos in ("adj", "part", "pron", "num", "adv", "prcl"):
            token.hang(noun, "num" if token.pos == "num" else "mod")
            inner = token if token.pos == "part" else inner
        elif token.pos == "noun" and inner is not None:
            token.hang(inner, "arg")
        elif token.pos == "prep":
            continue
        elif token.pos not in ("punct", "conj"):
            token.hang(noun, "mod")


def as_noun(token: Token) -> None:
    """Take an adjective without a noun as a noun, where it can be one: "the captured"."""
    word = next((w for w in token.words if w.pos == "noun"), None)
    if word is not None:
        token.become(Word(word.lemma, "noun", word.forms & token.forms or word.forms))
