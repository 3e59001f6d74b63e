"""Make a tree of a sentence: what each word is, where clauses begin, what hangs on what."""

from collections.abc import Sequence
from itertools import pairwise

from legalcheck.reading.slavic.clauses import Clause, Splitter
from legalcheck.reading.slavic.grammar import VERBAL, Grammar
from legalcheck.reading.slavic.hanging import Hanger
from legalcheck.reading.slavic.morphology import Morphology, Word
from legalcheck.reading.slavic.phrases import chunk
from legalcheck.reading.slavic.tokens import Token


class Grower:
    """Makes a tree of each sentence of one language."""

    def __init__(self, morphology: Morphology, grammar: Grammar):
        self.morphology = morphology
        self.grammar = grammar
        self.sets = morphology.sets
        self.splitter = Splitter(morphology)

    def grow(self, tokens: list[Token]) -> list[Clause]:
        """Hang tokens on one another; return the clauses."""
        self._disambiguate(tokens)
        heads = self._without_negations(chunk(tokens, self.morphology))
        clauses = self.splitter.split(heads)
        for clause in clauses:
            Hanger(self.grammar, clause).build()
        for clause in clauses:
            self._join(clause)
        return clauses

    def _disambiguate(self, tokens: list[Token]) -> None:
        """Take a word that may be a noun or a verb as a noun after a preposition or what agrees with it."""
        for token, after in reversed(list(pairwise(tokens))):
            quality = next((w for w in token.words if w.pos in ("adj", "part") or w.adjectival), None)
            if token.pos == "pron" and not token.word.adjectival and token.lemma in self.morphology.genders:
                own = next((w for w in token.words if w.adjectival), None)
                object_of_verb = token.i > 0 and tokens[token.i - 1].pos in VERBAL and not after.has("a")
                if own is not None and after.pos in ("noun", "adj", "part") and not object_of_verb:
                    token.become(own)  # "its status", not "it, the status"
            if token.pos != "noun" or token.entity is not None or after.pos not in ("noun", "adj", "part"):
                continue
            if quality is not None and quality.forms & after.forms:
                token.become(quality)  # "the peaceful treaty", not "the peaceful one's treaty"
        for before, token in pairwise(tokens):
            if token.pos not in ("verb", "short", "inf", "ger", "adv", "pred", "prep") or (
                len(token.words) == 1 and token.pos != "short"
            ):
                continue
            if (
                token.pos == "short"
                and not token.word.passive
                and token.text.endswith("о")
                and _beside_verb(tokens, token.i)
            ):
                token.become(Word(token.text.lower(), "adv"))
                continue
            nominal = next((w for w in token.words if w.pos in ("noun", "adj", "part")), None)
            if nominal is None:
                continue
            agrees = before.pos in ("adj", "part", "num") and before.forms & nominal.forms and nominal.pos == "noun"
            title = token.i > 0 and token.text[0].isupper() and nominal.pos == "noun"
            if agrees or (token.pos != "prep" and (before.pos == "prep" or title)):
                token.become(nominal)

    def _without_negations(self, heads: list[Token]) -> list[Token]:
        """Return heads without the words of negation, each marked on the word after it."""
        kept: list[Token] = []
        pending: int | None = None
        for at, token in enumerate(heads):
            if token.lemma in self.sets["negators"]:
                following = heads[at + 1].lemma if at + 1 < len(heads) else ""
                pending = None if following in self.sets["only"] else token.i
                continue
            if token.pos == "prcl" and token.lemma not in self.sets["joining"]:
                continue
            if pending is not None:
                token.negated, pending = pending, None
            kept.append(token)
        return kept

    def _join(self, clause: Clause) -> None:
        """Hang a clause's root on what the clause depends on."""
        root, parent = clause.root, clause.parent
        if root is None or parent is None or root.head is not None:
            return
        if clause.kind == "relative" and clause.after is not None and clause.after is not root:
            root.hang(clause.after, "relative")
            return
        above = parent.root
        while above is None and parent.parent is not None:
            parent = parent.parent
            above = parent.root
        if above is None or above is root or root in above.ancestors:
            return
        if clause.kind == "coord":
            root.hang(above, "conj")
        elif clause.kind == "colon":
            root.hang(above, "colon")
        elif clause.kind == "condition":
            root.hang(above, "condition")
            if clause.link is not None:
                clause.link.hang(root, "mark")
        else:
            after = clause.after
            support = after is not None and after.pos == "noun" and after.lemma in self.sets["supports"]
            target = after if support and after is not None else _lowest(above, root, after)
            root.hang(target, "clause")


def _beside_verb(tokens: Sequence[Token], at: int) -> bool:
    near = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return any(t.pos in ("verb", "inf", "part") for t in near)


def _lowest(above: Token, root: Token, after: Token | None) -> Token:
    """Return the verb to which a that-clause belongs: the last before it, if it is below the root."""
    chain = [] if after is None else [after, *after.ancestors]
    return next((t for t in chain if t.pos in VERBAL and t is not root and root not in t.ancestors), above)
