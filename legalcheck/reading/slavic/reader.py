"""Read Ukrainian and Russian clauses into measures."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from legalcheck.reading.draft import Draft
from legalcheck.reading.lexicon import Cast, Lexicon
from legalcheck.reading.records import ClauseText, Nomination, Note, Reading
from legalcheck.reading.settle import add, settle, too_many
from legalcheck.reading.slavic.build import Builder
from legalcheck.reading.slavic.circumstances import Circumstances, CircumstanceWords
from legalcheck.reading.slavic.grammar import Grammar
from legalcheck.reading.slavic.meaning import Meaning, Memory
from legalcheck.reading.slavic.morphology import Morphology
from legalcheck.reading.slavic.names import Names
from legalcheck.reading.slavic.numbers import NumberWords
from legalcheck.reading.slavic.scope import Scope
from legalcheck.reading.slavic.tokens import Token, tokens
from legalcheck.reading.slavic.tree import Grower
from legalcheck.reading.textual import Piece, clean, pieces, visible
from legalcheck.rulebook.layers import layers_of

CONTEXT = 600  # characters of an introducing line that are looked at
MOST = 100  # notes on one clause
ASIDE = re.compile(r"\([^()]{1,400}\)")
LEAST = 2  # spaces in brackets that hold something to be read


class SlavicReader:
    """Reads clauses of one language."""

    def __init__(self, rules: Path, language: str, over: Path | None = None):
        """Take the folder of rules, and one whose names come before those."""
        folder = rules / "lexicon" / language
        self.language = language
        self.morphology = Morphology(language, folder)
        self.names = Names.load(layers_of(over, rules, f"gazetteer/{language}.yaml"), self.morphology)
        cast = Cast.load(*layers_of(over, rules, f"lexicon/{language}/cast.yaml"))
        self.lexicon = Lexicon.load(folder, cast, self.morphology.lemma, self.morphology.term)
        self.morphology.prefer(self.lexicon.vocabulary() | self.names.lemmas())
        self.numbers = NumberWords(folder)
        self.circumstances = CircumstanceWords(folder)
        self.grower = Grower(self.morphology, grammar_of(self.lexicon, self.morphology))

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause, in order."""
        for clause in clauses:
            yield self._read(clause)

    def _read(self, clause: ClauseText) -> Reading:
        plain, places = visible(clause.text)
        text = clean(plain)
        memory = Memory()
        context = clean(visible(clause.context[-CONTEXT:])[0]).strip()
        if context:
            memory = self._remember(tokens(context, self.morphology, self.names), memory)
        drafts: list[Draft] = []
        notes: list[Note] = []
        for piece in self._pieces(text):
            memory = self._piece(piece, plain, memory, clause.suspected, drafts, notes)
        measures, left_out, reasons = settle(drafts)
        told = too_many(left_out) + tuple(notes[:MOST])
        return Reading(language=self.language, measures=measures, notes=told, reasons=reasons).placed(
            clause.text, places
        )

    def _pieces(self, text: str) -> Iterator[Piece]:
        """Yield the sentences of a text, then what stands in brackets, if it is more than a word or two."""
        asides = list(ASIDE.finditer(text))
        for aside in asides:
            text = text[: aside.start()] + " " * len(aside.group()) + text[aside.end() :]
        yield from pieces(text, frozenset())
        for aside in asides:
            if aside.group().count(" ") >= LEAST:
                yield Piece(aside.start() + 1, aside.group()[1:-1])

    def _piece(
        self,
        piece: Piece,
        text: str,
        memory: Memory,
        suspected: tuple[Nomination, ...],
        drafts: list[Draft],
        notes: list[Note],
    ) -> Memory:
        found = tokens(piece.text, self.morphology, self.names)
        self.grower.grow(found)
        meaning = Meaning(self.lexicon, self.morphology.sets, self.names.regional, memory, self.morphology.genders)
        scope = Scope(self.lexicon, meaning, self.morphology.sets, piece.text)
        builder = Builder(text, piece.start, self.lexicon, meaning, scope)
        around = Circumstances(self.circumstances, piece.text)
        read = builder.drafts(found, self.numbers.of(piece.text), around, notes)
        add(drafts, [*read, *builder.suspected(found, suspected)])
        return self._remember(found, memory)

    def _remember(self, found: list[Token], memory: Memory) -> Memory:
        named = [t.entity for t in found if t.entity is not None and t.entity.form == "name"]
        parties = next((e.parties for e in reversed(named) if e.parties), memory.parties)
        territories = next(
            (e.territories for e in reversed(named) if e.territories and not e.parties), memory.territories
        )
        return Memory(parties, territories)


def grammar_of(lexicon: Lexicon, morphology: Morphology) -> Grammar:
    """Return what settles how sentences of a language hang together."""
    acts = {head for (pos, head) in lexicon.acts if pos == "noun"}
    nouns = (frozenset(lexicon.nouns), acts, morphology.sets["supports"], lexicon.classes.get("relational", ()))
    return Grammar(
        sets=morphology.sets,
        is_transitive=morphology.is_transitive,
        relational=frozenset().union(*nouns),
        actors=frozenset(n for name in ("actor", "forces", "person") for n in lexicon.classes.get(name, ())),
    )
