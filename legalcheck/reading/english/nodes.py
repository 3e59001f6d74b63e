"""Words of a parse as plain objects: reading them costs a fraction of what it costs to ask the parser's own tokens."""

from collections.abc import Iterator
from typing import Any

from legalcheck.reading.english.words import Word

LATER = ("attribute_ruler", "lemmatizer")  # what looks at single words, not at their company
Looks = tuple[str, str]  # part of speech, lemma


class Node:
    """A word of a parse: its form, its tags, and the words above and below it."""

    __slots__ = (
        *("children", "dep_", "doc", "head", "i", "is_punct"),
        *("lemma_", "like_num", "lower_", "pos_", "tag_", "text"),
    )

    def __init__(self, i: int, text: str, doc: "list[Node]"):
        self.i = i
        self.text = text
        self.lower_ = text.lower()
        self.doc = doc
        self.head = self
        self.children: list[Node] = []
        self.dep_ = self.tag_ = self.pos_ = self.lemma_ = ""
        self.like_num = self.is_punct = False

    def __str__(self) -> str:
        return self.text

    @property
    def ancestors(self) -> "Iterator[Node]":
        """Yield the words above this one, nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def subtree(self) -> "list[Node]":
        """Return this word and all below it, in their order."""
        found = [self]
        for node in found:
            found.extend(node.children)
        return sorted(found, key=lambda node: node.i)


class Naming:
    """Gives the words of parses their parts of speech and lemmas, each only once asked of the model."""

    def __init__(self, model: Any):
        self.vocab = model.vocab
        self.document = type(model.make_doc(""))
        self.pipes = [model.get_pipe(name) for name in LATER]
        self._looks: dict[tuple[str, str, str, bool], Looks] = {}
        self._shapes: dict[str, tuple[bool, bool]] = {}

    def nodes(self, doc: Any, words: list[Word]) -> list[Node]:
        """Return the words of a parse, linked."""
        found: list[Node] = []
        found.extend(Node(i, word.text, found) for i, word in enumerate(words))
        strings, expletive = self.vocab.strings, False
        heads = doc.to_array("HEAD").astype("int64").tolist()
        for node, head, dep, tag in zip(found, heads, doc.to_array("DEP"), doc.to_array("TAG"), strict=True):
            node.dep_, node.tag_ = strings[dep], strings[tag]
            if head:
                node.head = found[node.i + head]
                node.head.children.append(node)
            node.pos_, node.lemma_ = self._look(node.text, node.tag_, node.dep_, expletive)
            node.like_num, node.is_punct = self._shape(node.text)
            expletive = node.dep_ == "expl"
        return found

    def _look(self, text: str, tag: str, dep: str, expletive: bool) -> Looks:
        """Return part of speech and lemma of a word; an expletive before it can make a copula of a verb."""
        key = (text, tag, dep, expletive)
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = self._ask(*key)
        return known

    def _ask(self, text: str, tag: str, dep: str, expletive: bool) -> Looks:
        before = ["there"] if expletive else []
        tags, deps = [*("EX" for _ in before), tag], [*("expl" for _ in before), dep]
        doc = self.document(
            self.vocab, words=[*before, text], tags=tags, deps=deps, heads=[len(before)] * (len(before) + 1)
        )
        for pipe in self.pipes:
            doc = pipe(doc)
        return str(doc[-1].pos_), str(doc[-1].lemma_)

    def _shape(self, text: str) -> tuple[bool, bool]:
        known = self._shapes.get(text)
        if known is None:
            lexeme = self.vocab[text]
            known = self._shapes[text] = (bool(lexeme.like_num), bool(lexeme.is_punct))
        return known
