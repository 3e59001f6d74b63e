"""The words of a stretch, with names put together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from legalcheck.reading.gazetteer import WORD, Entity
from legalcheck.reading.slavic.morphology import EVERY, Morphology, Word
from legalcheck.reading.slavic.names import Names

TOKEN = re.compile(
    r"\d+-[^\W\d_]+|\d{1,3}(?:[\u00a0 .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_][^\W_]*(?:['-][^\W_]+)*|\S"
)

REACH = 9  # words from the first adjective of a list to the noun: "of the Donetsk, Luhansk, Kherson and ... oblasts"


@dataclass(slots=True, eq=False)
class Token:
    """A word or a name, and where it hangs: ``rel`` says how on ``head``."""

    i: int
    start: int
    end: int
    text: str
    word: Word
    words: tuple[Word, ...] = ()
    entity: Entity | None = None
    noun: str = ""  # of a name of several words: its noun
    forms: frozenset[str] = frozenset()
    prep: str = ""
    negated: int | None = None  # index of the negation before it
    head: "Token | None" = None
    rel: str = ""
    children: list["Token"] = field(default_factory=list)
    doc: list["Token"] = field(default_factory=list)
    lemma: str = ""
    pos: str = ""

    def __post_init__(self) -> None:
        self.lemma, self.pos = self.word.lemma, self.word.pos

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Yield what the token hangs on, up to the root."""
        above = self.head
        while above is not None:
            yield above
            above = above.head

    @property
    def subtree(self) -> Iterator["Token"]:
        """Yield the token and all that hangs on it."""
        yield self
        for child in self.children:
            yield from child.subtree

    def has(self, cases: str) -> bool:
        """Tell whether the token can stand in one of the cases."""
        return any(form[0] in cases for form in self.forms)

    def hang(self, head: "Token", rel: str) -> None:
        """Hang the token on another, unless that one hangs on it already."""
        if head is self or any(above is self for above in head.ancestors):
            return
        self.head, self.rel = head, rel
        head.children.append(self)

    def become(self, word: Word) -> None:
        """Take the token as another of the words that it can be."""
        self.word, self.forms, self.lemma, self.pos = word, word.forms, word.lemma, word.pos


def tokens(text: str, morphology: Morphology, names: Names) -> list[Token]:
    """Cut text into tokens; a name of several words is one."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        spelled = match.group()
        if spelled == '"':
            continue  # a preposition governs what stands in quotation marks
        words = morphology.words(spelled) if spelled[0].isalnum() else (Word(spelled, "punct"),)
        found.append(Token(0, match.start(), match.end(), spelled, words[0], words, forms=words[0].forms))
    merged = list(_merged(found, text, names))
    for index, token in enumerate(merged):
        token.i, token.doc = index, merged
    return merged


def _merged(found: list[Token], text: str, names: Names) -> Iterator[Token]:
    at = 0
    while at < len(found):
        lemmas, entity = names.at(found, at)
        size = len(lemmas)
        if entity is not None and size == 1 and _before_region(found, at, names.regional):
            entity = names.adjective(found[at]) or entity
        elif entity is not None and _plural_region(found[at : at + size], names.regional):
            size, entity = 1, names.adjective(found[at])
        yield found[at] if entity is None else _named(found[at : at + size], lemmas, text, entity)
        at += max(size, 1)


def _before_region(found: list[Token], at: int, regional: frozenset[str]) -> bool:
    """Tell whether an adjective here belongs to a word such as "oblast", alone or in a list."""
    if all(w.pos not in ("adj", "part") for w in found[at].words):
        return False
    for token in found[at + 1 : at + REACH]:
        if any(w.lemma in regional for w in token.words):
            return True
        if token.pos not in ("conj", "punct") and all(w.pos != "adj" for w in token.words):
            return False
    return False


def _plural_region(parts: list[Token], regional: frozenset[str]) -> bool:
    """Tell whether a name only ends a list: "(the Kherson and) Zaporizhzhia oblasts"."""
    last = next((w for w in parts[-1].words if w.lemma in regional), None)
    return len(parts) > 1 and last is not None and not any(w.forms & last.forms for w in parts[-2].words)


def _named(parts: list[Token], lemmas: list[frozenset[str]], text: str, entity: Entity) -> Token:
    """Put the words of a name together; it stands in the cases of its noun and of what agrees with it."""
    first, last = parts[0], parts[-1]
    if entity.form == "adjective":
        first.entity = entity
        word = next((w for w in first.words if w.pos in ("adj", "part")), first.word)
        first.become(word)
        return first
    forms: frozenset[str] | None = None
    noun = ""
    for at, (part, known) in enumerate(zip(parts, lemmas, strict=False)):
        words = [w for w in part.words if w.lemma in known] or list(part.words)
        after = frozenset(f for w in (parts[at + 1].words if at + 1 < len(parts) else ()) for f in w.forms)
        quality = any(w.pos in ("adj", "part") and w.forms & after for w in words)
        kinds = ("adj", "part", "num", "pron") if quality or all(w.pos != "noun" for w in words) else ("noun",)
        own = frozenset(f for w in words if w.pos in kinds for f in w.forms)
        if own:
            forms = own if forms is None else _common(forms, own)
        if kinds == ("noun",):
            noun = next(w.lemma for w in words if w.pos == "noun")
            break
    bases = [w.lemma for p in parts for w in p.words[:1] if WORD.match(p.text)]
    word = Word(" ".join(bases), "noun", forms or EVERY)
    named = text[first.start : last.end]
    return Token(0, first.start, last.end, named, word, (word,), entity, noun, word.forms)


def _common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    both = one & other
    cases = {f[0] for f in one} & {f[0] for f in other}
    return both or frozenset(f for f in other if f[0] in cases) or other
