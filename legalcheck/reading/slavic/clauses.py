"""Cut a sentence into its clauses: where a predicate, a subordinating word or a comma begins a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from legalcheck.reading.slavic.morphology import Morphology
from legalcheck.reading.slavic.tokens import Token

STOPS = frozenset({",", ";", ":", "-", "\u2013", "\u2014"})


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch with at most one chain of predicates, and what it depends on."""

    kind: str = "main"  # main, coord, colon, clause (that, to), relative, condition
    link: Token | None = None  # the word that makes it depend on another
    parent: "Clause | None" = None
    after: Token | None = None  # the last word before it
    items: list[Token] = field(default_factory=list)
    root: Token | None = None

    def has_predicate(self) -> bool:
        """Tell whether a finite verb, or what stands for one, is in it; an infinitive does in a list of them."""
        return any(is_predicate(token) for token in self.items) or self.is_bare()

    def is_bare(self) -> bool:
        """Tell whether its only predicate is an infinitive, at the end: "The treaty to denounce, the ties to break"."""
        words = [t for t in self.items if t.text not in STOPS]
        return bool(words) and words[-1].pos == "inf" and not any(is_predicate(t) for t in self.items)


def is_predicate(token: Token) -> bool:
    """Tell whether a word can be the predicate of a clause by itself."""
    return token.pos in ("verb", "short", "pred")


class Splitter:
    """Cuts sentences of one language."""

    def __init__(self, morphology: Morphology):
        self.sets = morphology.sets

    def split(self, heads: Sequence[Token]) -> list[Clause]:
        """Return the clauses of a sentence in the order in which they begin."""
        current = Clause()
        clauses = [current]
        for at, token in enumerate(heads):
            kind = self._subordinates(token, heads, at)
            if kind:
                current = Clause(kind, token, current, _last(heads, at))
                clauses.append(current)
                if kind == "relative":
                    current.items.append(token)
                continue
            if token.text in STOPS or token.lemma in self.sets["joining"]:
                fresh = self._after_stop(current, heads, at)
                if fresh is not current and fresh not in clauses:
                    clauses.append(fresh)
                current = fresh
            current.items.append(token)
        return clauses

    def _subordinates(self, token: Token, heads: Sequence[Token], at: int) -> str:
        lemma = token.lemma
        opening = at == 0 or heads[at - 1].text in STOPS or heads[at - 1].lemma in self.sets["joining"]
        if lemma in self.sets["conditional"]:
            return "condition"
        none = at > 0 and heads[at - 1].lemma in self.sets["neither"]
        if lemma in self.sets["relative"] and at > 0 and opening and not none:
            return "relative"
        if lemma in self.sets["that"] and (opening or lemma not in self.sets["relative_that"]):
            noun = _last(heads, at)
            noun = noun if noun is None or noun.entity is None or not noun.entity.parties else None
            relative = lemma in self.sets["relative_that"] and noun is not None and noun.pos == "noun"
            return "relative" if relative and noun is not None and noun.lemma not in self.sets["supports"] else "clause"
        return ""

    def _after_stop(self, current: Clause, heads: Sequence[Token], at: int) -> Clause:
        """Return the clause in which the words after a comma, a dash or an "and" stand."""
        comma = heads[at].text in STOPS
        if heads[at].text == ":":
            return Clause("colon", None, current, _last(heads, at))
        if at + 1 < len(heads) and self._subordinates(heads[at + 1], heads, at + 1):
            return current
        bare = comma and current.kind == "main" and current.is_bare()
        coming = self._predicate_ahead(heads, at + 1, comma, bare)
        if not coming:
            resumed = current.parent
            if comma and current.kind == "relative" and resumed is not None and not resumed.has_predicate():
                return resumed if current.has_predicate() else current
            return current
        joined = heads[min(at + 1, len(heads) - 1)].lemma in self.sets["joining"] or not comma
        while (
            comma and not joined and current.kind != "main" and current.has_predicate() and current.parent is not None
        ):
            if current.kind == "coord" and current.parent.kind in ("main", "coord"):
                break
            current = current.parent
        if not current.has_predicate():
            return current
        return Clause("coord", None, current, None)

    def _predicate_ahead(self, heads: Sequence[Token], at: int, comma: bool, bare: bool) -> bool:
        for place in range(at, len(heads)):
            token = heads[place]
            if is_predicate(token) or (bare and token.pos == "inf" and place > at):
                return True
            if token.text in STOPS or self._subordinates(token, heads, place):
                return False
            if not comma and place > at and token.lemma in self.sets["joining"]:
                return False
        return False


def _last(heads: Sequence[Token], at: int) -> Token | None:
    before = [t for t in heads[max(0, at - 3) : at] if t.text not in STOPS and t.pos != "conj"]
    return before[-1] if before else None
