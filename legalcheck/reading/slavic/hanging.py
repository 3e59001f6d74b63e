"""Hang the words of a clause on one another: arguments by case and agreement, modifiers by adjacency."""

from itertools import takewhile

from legalcheck.reading.slavic.clauses import STOPS, Clause
from legalcheck.reading.slavic.grammar import VERBAL, Grammar
from legalcheck.reading.slavic.morphology import Word
from legalcheck.reading.slavic.phrases import as_noun
from legalcheck.reading.slavic.roots import is_phrase, root_of
from legalcheck.reading.slavic.subjects import agrees, none_there, pass_down, resolve
from legalcheck.reading.slavic.tokens import Token


class Hanger:
    """Hangs the words of one clause on one another."""

    def __init__(self, grammar: Grammar, clause: Clause):
        self.sets = grammar.sets
        self.grammar = grammar
        self.clause = clause
        self.items = clause.items
        self.arguments: dict[Token, list[Token]] = {}
        self.last: Token | None = None  # the last noun phrase
        self.adjacent = False  # nothing stands between it and the next word
        self.joined = False  # "and" does
        self.after_comma = False
        self.local: Token | None = None  # a participle with its own phrase
        self.verb: Token | None = None  # the last verb

    def build(self) -> None:
        """Find the root and hang everything else."""
        self.clause.root = root_of(self.items, self.sets)
        for at, item in enumerate(self.items):
            self._take(item, at)
        for verb, arguments in self.arguments.items():
            resolve(verb, arguments, self.clause, self.grammar)
        for verb in [t for t in self.items if t.pos in ("verb", "pred", "adj", "short")]:
            pass_down(verb, self.sets)
            none_there(verb, self.items, self.sets)

    def _take(self, item: Token, at: int) -> None:
        if item.text in STOPS or item.lemma in self.sets["joining"]:
            self.joined = self.joined or item.lemma in self.sets["joining"]
            self.adjacent = False
            if item.text in STOPS:
                self.local, self.after_comma = None, True
            return
        if self._substantive(item, at):
            item.become(Word(item.word.quality or item.lemma, "noun", item.forms))
        if item.pos in VERBAL:
            self._take_verb(item, at)
        elif item.pos == "part" and item is not self.clause.root:
            self._take_participle(item, at)
        elif item.pos == "adj" and item is not self.clause.root:
            self._take_adjective(item, at)
        elif item.pos in ("noun", "pron", "num"):
            self._take_phrase(item, at)
            return
        elif item.pos == "adv" and item is not self.clause.root:
            target = self._target(at)
            if target is not None and target is not item:
                item.hang(target, "adv")
            return
        self.last, self.adjacent, self.joined, self.after_comma = None, False, False, False

    def _substantive(self, item: Token, at: int) -> bool:
        """Tell whether an adjective or a participle stands for a noun as the subject: "The injured receive aid"."""
        root = self.clause.root
        if item.pos not in ("adj", "part") or item is root or item.entity is not None or item.prep or root is None:
            return False
        if root.pos != "verb" or root.lemma in self.sets["copulas"] or item.i > root.i or not agrees(item, root):
            return False
        before = self.items[at - 1].text if at else ""
        return before != "," and not any(
            is_phrase(t) and not t.prep and t.has("n") and t is not item for t in self.items
        )

    # verbs

    def _take_verb(self, item: Token, at: int) -> None:
        root = self.clause.root
        if item is not root and item.head is None:
            if item.pos == "inf":
                self._take_infinitive(item, at)
            elif item.pos == "ger" and root is not None:
                item.hang(root, "ger")
            elif root is not None:
                said = item.pos in ("short", "pred") or item.word.impersonal
                copula = root.lemma in self.sets["copulas"] and said
                item.hang(root, "attr" if copula else "conj")
        self.local, self.verb = None, item

    def _take_infinitive(self, item: Token, at: int) -> None:
        before = self.items[at - 1] if at else None
        root = self.clause.root
        if before is not None and before.pos == "noun" and self._supports(before):
            item.hang(before, "inf")
        elif (self.joined or self.after_comma) and self.verb is not None and self.verb.pos == "inf":
            item.hang(self.verb, "conj")  # "to avoid escalation, to respect sovereignty and to return"
        elif self.verb is not None and self.verb is not item:
            item.hang(self.verb, "inf")
        elif root is not None and root is not item:
            item.hang(root, "inf")

    def _supports(self, noun: Token) -> bool:
        return noun.lemma in self.sets["supports"]

    def _take_participle(self, item: Token, at: int) -> None:
        root = self.clause.root
        before = self.items[at - 1].text if at else ""
        noun = next((t for t in reversed(self.items[:at]) if t.pos == "noun" and t.forms & item.forms), None)
        copula = next((t for t in (self.verb, root) if t is not None and t.lemma in self.sets["copulas"]), None)
        if copula is not None and before != "," and item.has("ni"):
            item.hang(copula, "attr")
            self.verb, self.local = item, None
        elif noun is not None and (before == "," or not item.has("i")):
            item.hang(noun, "part")
            self.local = item
        elif root is not None and root is not item:
            item.hang(self._target(at) or root, "attr")

    def _take_adjective(self, item: Token, at: int) -> None:
        if any(w.pos == "noun" for w in item.words) and item.entity is None:
            as_noun(item)
            self._take_phrase(item, at)
            return
        target = self._target(at)
        mate = self.last if self.joined and self.last is not None and self.last.pos == "adj" else None
        if mate is not None:
            item.hang(mate, "conj")
        elif target is not None and target is not item:
            item.hang(target, "attr")

    # noun phrases

    def _take_phrase(self, item: Token, at: int) -> None:
        if item is self.clause.root or item.head is not None:
            pass
        elif self.joined or not self.adjacent:
            mate = self._mate(item)
            if mate is not None:
                item.forms = frozenset(f for f in item.forms if f[0] in {m[0] for m in mate.forms}) or item.forms
                item.hang(mate, "conj")
            else:
                self._argue(item, at)
        elif not self._below(item):
            self._argue(item, at)
        self.last, self.adjacent, self.joined = item, True, False

    def _mate(self, item: Token) -> Token | None:
        """Return the phrase with which another is coordinated: the nearest of its case, a name for a name."""
        chain = []
        token = self.last
        while token is not None and token.pos not in VERBAL:
            chain.append(token)
            token = token.head
        alike = [t for t in chain if _alike(t, item)]
        if not self.joined and not self._listed(item):
            return None
        named = item.entity is not None
        return next((t for t in alike if (t.entity is not None) == named), alike[0] if alike else None)

    def _listed(self, item: Token) -> bool:
        """Tell whether a comma before a phrase can be one of a list: an "and" comes before the next verb."""
        after = self.items[self.items.index(item) + 1 :]
        return any(t.lemma in self.sets["joining"] for t in takewhile(lambda t: t.pos not in VERBAL, after))

    def _below(self, item: Token) -> bool:
        """Hang a phrase on the noun before it, if it belongs there."""
        last = self.last
        if last is None:
            return False
        if item.prep in self.sets["partitive"] and last.pos in ("pron", "num"):
            item.hang(last, item.prep)  # "each of the Parties"
            return True
        if item.prep:
            holder = next(
                (t for t in _nominal_chain(last) if t.lemma in self.grammar.relational and t.entity is None), None
            )
            if holder is not None:
                item.hang(holder, item.prep)
            return holder is not None
        if item.has("g") and not self._subject_ahead(item):
            holder = next((t for t in _nominal_chain(last) if _takes_genitive(t)), None)
            if holder is last or (holder is not None and not item.has("d")):
                item.hang(holder, "of")
                return True
        if item.has("di") and not self._subject_ahead(item):
            holder = next((t for t in _nominal_chain(last) if t.lemma in self.grammar.relational), None)
            if holder is not None and not (
                self.verb is not None and last.has("a") and holder is last and last.prep == ""
            ):
                item.hang(holder, "arg")
                return True
        return False

    def _subject_ahead(self, item: Token) -> bool:
        """Tell whether a phrase is rather the subject of the verb right behind it: it alone agrees with it."""
        if not item.has("n"):
            return False
        at = self.items.index(item)
        verb = next((t for t in self.items[at + 1 : at + 3] if t.pos == "verb"), None)
        if verb is None or not agrees(item, verb):
            return False
        actor = item.entity is not None and bool(item.entity.parties) and not item.has("i")
        others = [t for t in self.items if t is not item and is_phrase(t) and not t.prep and t.rel != "of"]
        return not any(t.has("n") and agrees(t, verb) and not (actor and t.has("a")) for t in others)

    def _argue(self, item: Token, at: int) -> None:
        """Make a phrase an argument of the verb it belongs to."""
        target = self._target(at)
        if target is None or target is item:
            first = self.clause.root
            if first is not None and first is not item and first not in item.subtree:
                item.hang(first, item.prep or "arg")
            return
        if target.pos not in VERBAL and target.pos not in ("part", "adj") and target is not self.clause.root:
            return
        item.hang(target, item.prep or "arg")
        if not item.prep:
            self.arguments.setdefault(target, []).append(item)

    def _target(self, at: int) -> Token | None:
        """Return the verb to which what stands at a place belongs: the last before it, else the next after it."""
        if self.local is not None:
            return self.local
        if self.verb is not None:
            return self.verb
        root = self.clause.root
        after = [t for t in self.items[at + 1 :] if t.pos in VERBAL or t is root]
        if (
            len(after) > 1
            and after[0].pos == "inf"
            and after[0] is self.items[at + 1]
            and self._supports(self.items[at])
        ):
            return after[1]  # "The demand to recognise ... is withdrawn"
        return after[0] if after else root


def _alike(one: Token, other: Token) -> bool:
    if other.prep and one.prep != other.prep:
        return False
    if other.pos == "noun" and one.pos not in ("noun", "pron", "num"):
        return False
    return bool({f[0] for f in one.forms} & {f[0] for f in other.forms})


def _nominal_chain(token: Token | None) -> list[Token]:
    chain: list[Token] = []
    while token is not None and token.pos in ("noun", "num", "pron"):
        chain.append(token)
        token = token.head
    return chain


def _takes_genitive(token: Token) -> bool:
    """Tell whether a genitive may hang on a noun: no name, and nobody's yet."""
    owned = any(c.rel == "of" or (c.rel == "mod" and c.entity is not None) for c in token.children)
    name = token.entity is not None and (bool(token.noun) or token.text[:1].isupper())
    return token.pos in ("noun", "num") and not owned and not name
