"""Hang the words of a sentence on one another: arguments by case and agreement, modifiers by adjacency."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from legalcheck.reading.slavic.clauses import STOPS, Clause, Splitter, is_predicate
from legalcheck.reading.slavic.morphology import Morphology, Word
from legalcheck.reading.slavic.phrases import as_noun, chunk
from legalcheck.reading.slavic.tokens import Token

VERBAL = frozenset({"verb", "short", "pred", "inf", "ger"})


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What the lexicon knows of words that settles how a sentence hangs together."""

    relational: frozenset[str]  # nouns on which prepositional phrases hang: those that name acts, and the like
    actors: frozenset[str]  # nouns that name who can act


class Grower:
    """Makes a tree of each sentence of one language."""

    def __init__(self, morphology: Morphology, words: "KnownWords"):
        self.morphology = morphology
        self.sets = morphology.sets
        self.relational = words.relational
        self.actors = words.actors
        self.splitter = Splitter(morphology)

    def grow(self, tokens: list[Token]) -> list[Clause]:
        """Hang tokens on one another; return the clauses."""
        self._disambiguate(tokens)
        heads = self._without_negations(chunk(tokens, self.morphology))
        clauses = self.splitter.split(heads)
        for clause in clauses:
            _Clause(self, clause).build()
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


class _Clause:
    """One clause in the making."""

    def __init__(self, grower: Grower, clause: Clause):
        self.sets = grower.sets
        self.grower = grower
        self.clause = clause
        self.items = clause.items
        self.arguments: dict[Token, list[Token]] = {}
        self.last: Token | None = None  # the last noun phrase
        self.adjacent = False  # nothing stands between it and the next word
        self.joined = False  # a comma or "and" does
        self.local: Token | None = None  # a participle with its own phrase
        self.verb: Token | None = None  # the last verb

    def build(self) -> None:
        """Find the root and hang everything else."""
        self._root()
        for at, item in enumerate(self.items):
            self._take(item, at)
        for verb, arguments in self.arguments.items():
            resolve(verb, arguments, self.clause, self.grower)
        for verb in [t for t in self.items if t.pos in ("verb", "pred", "adj", "short")]:
            self._pass_down(verb)
            self._none_there(verb)

    def _none_there(self, verb: Token) -> None:
        """Give "there will be no" the genitive before it: "In the war of elections there will be none"."""
        if (
            verb.negated is None
            or verb.lemma not in self.sets["existence"]
            or any(c.rel in ("subj", "arg") for c in verb.children)
        ):
            return
        at = self.items.index(verb)
        before = self.items[at - 1] if at else None
        if before is not None and before.rel == "of" and before.head is not None:
            before.head.children.remove(before)
            before.head = None
            before.hang(verb, "arg")

    def _pass_down(self, verb: Token) -> None:
        """Give what stands before a modal to its infinitive: "Reduce the army Ukraine will not"."""
        inner = next((c for c in verb.children if c.rel == "inf" or (c.rel == "attr" and c.word.impersonal)), None)
        if inner is not None and not any(c.rel == "subj" for c in verb.children):
            self._pass_up(verb, inner)
        if inner is None or verb.lemma not in self.sets["modals"] or any(c.rel == "obj" for c in inner.children):
            return
        for child in [
            c for c in verb.children if c.rel == "obj" or (c.rel == "arg" and c.has("gi") and not c.has("d"))
        ]:
            verb.children.remove(child)
            child.hang(inner, child.rel)

    def _root(self) -> None:
        for token in self.items if any(t.pos == "inf" for t in self.items) else ():
            if token.pos == "adj" and token.lemma in self.sets["modal_adjectives"]:
                self.clause.root = token
                return
        predicate = next(filter(is_predicate, self.items), None)
        predicate = predicate or self._participle() or self._infinitive()
        predicate = predicate or self._copular()
        phrases = [t for t in self.items if _is_phrase(t)]
        heads = [t for t in phrases if not t.prep and (t.has("n") or self._none(t))]
        first = next(iter(heads or phrases), None)
        self.clause.root = predicate or first or next((t for t in self.items if t.pos == "adv"), None)

    def _infinitive(self) -> Token | None:
        """Return the infinitive that governs: "To supply weapons (is) to be forbidden", else the first."""
        found = [t for t in self.items if t.pos == "inf"]
        return next((t for t in found if t.lemma in self.sets["modals"]), found[0] if found else None)

    def _none(self, token: Token) -> bool:
        """Tell whether "no" stands with a noun: "No foreign bases"."""
        return any(c.rel == "mod" and c.lemma in self.sets["negative"] for c in token.children)

    def _participle(self) -> Token | None:
        """Return a participle that stands as predicate: "The mobilisation halted"."""
        seen: list[Token] = []
        for at, token in enumerate(self.items):
            if (
                token.pos == "part"
                and token.word.passive
                and token.has("n")
                and (at == 0 or self.items[at - 1].text != ",")
            ):
                if any(s.has("n") and {f for f in s.forms if f[0] == "n"} & token.forms for s in seen):
                    return token
            elif _is_phrase(token) and not token.prep:
                seen.append(token)
        return None

    def _copular(self) -> Token | None:
        """Return what is said of a subject across a dash or without a verb."""
        first = next((t for t in self.items if _is_phrase(t) and not t.prep and t.has("n")), None)
        if first is None:
            return None
        dash = next((i for i, t in enumerate(self.items) if t.text in "-\u2013\u2014" and t.i > first.i), None)
        after = [t for t in self.items[dash + 1 :] if _is_phrase(t)] if dash is not None else []
        said = next((t for t in after if not t.prep and t.has("n")), None) or next(
            (t for t in self.items if t.pos == "adj" and t.has("n") and t is not first and t.i > first.i), None
        )
        if said is not None and said is not first:
            first.hang(said, "subj")
        return said if said is not first else None

    def _take(self, item: Token, at: int) -> None:
        if item.text in STOPS or item.lemma in self.sets["joining"]:
            self.joined = self.joined or item.lemma in self.sets["joining"]
            self.adjacent = False
            if item.text in STOPS:
                self.local = None
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
        self.last, self.adjacent, self.joined = None, False, False

    def _pass_up(self, verb: Token, inner: Token) -> None:
        """Give a modal the subject behind its infinitive: "May be stationed the units"."""
        intransitive = inner.lemma in self.sets["intransitive"] or inner.lemma.endswith(("ся", "сь"))
        late = next((c for c in inner.children if c.rel in ("obj", "arg") and c.has("n") and agrees(c, verb)), None)
        if late is not None and (intransitive or not late.has("a")) and verb.pos == "verb":
            inner.children.remove(late)
            late.hang(verb, "subj")

    def _substantive(self, item: Token, at: int) -> bool:
        """Tell whether an adjective or a participle stands for a noun as the subject: "The injured receive aid"."""
        root = self.clause.root
        if item.pos not in ("adj", "part") or item is root or item.entity is not None or item.prep or root is None:
            return False
        if root.pos != "verb" or root.lemma in self.sets["copulas"] or item.i > root.i or not agrees(item, root):
            return False
        before = self.items[at - 1].text if at else ""
        return before != "," and not any(
            _is_phrase(t) and not t.prep and t.has("n") and t is not item for t in self.items
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
        elif self.joined and self.verb is not None and self.verb.pos == "inf":
            item.hang(self.verb, "conj")
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
            holder = next((t for t in _nominal_chain(last) if self._takes_prepositions(t)), None)
            if holder is not None:
                item.hang(holder, item.prep)
            return holder is not None
        if item.has("g") and not self._subject_ahead(item):
            holder = next((t for t in _nominal_chain(last) if _takes_genitive(t)), None)
            if holder is last or (holder is not None and not item.has("d")):
                item.hang(holder, "of")
                return True
        if item.has("di") and not self._subject_ahead(item):
            holder = next((t for t in _nominal_chain(last) if t.lemma in self.grower.relational), None)
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
        others = [t for t in self.items if t is not item and _is_phrase(t) and not t.prep and t.rel != "of"]
        return not any(t.has("n") and agrees(t, verb) and not (actor and t.has("a")) for t in others)

    def _takes_prepositions(self, token: Token) -> bool:
        return token.lemma in self.grower.relational and token.entity is None

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


def _is_phrase(token: Token) -> bool:
    return token.pos in ("noun", "pron", "num", "adj", "part")


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


def agrees(noun: Token, verb: Token) -> bool:
    """Tell whether a noun can be the subject of a verb."""
    numbers = {f[1] for f in noun.forms if f[0] == "n"}
    if not numbers:
        return False
    if any(c.rel == "conj" for c in noun.children):
        numbers = numbers | {"p"}
    wanted = verb.word.number
    if wanted == "s":
        return bool(numbers - {"p"}) or any(c.rel == "num" for c in noun.children)
    return wanted in numbers or not wanted


def resolve(verb: Token, arguments: Sequence[Token], clause: Clause, grower: Grower) -> None:
    """Say which argument is the subject and which the object; others keep their case."""
    finite = verb.pos in ("verb", "short", "pred") and not verb.word.impersonal
    rest = list(arguments)
    if finite or (verb is clause.root and verb.pos not in VERBAL):
        subject = _subject(verb, rest, clause, grower)
        if subject is not None:
            subject.rel = "subj"
            rest.remove(subject)
    for token in rest:
        direct = token.has("a") and not any(t.rel == "obj" for t in verb.children)
        if direct or (verb.word.impersonal and token.has("n")):
            token.rel = "obj"


def _subject(verb: Token, arguments: list[Token], clause: Clause, grower: Grower) -> Token | None:
    candidates = [t for t in arguments if agrees(t, verb) and t.lemma not in grower.sets["units"]]
    sure = [t for t in candidates if not t.has("a")]
    if not candidates or sure or verb.pos == "pred":
        return sure[0] if sure else None
    if len(candidates) == 1 and not _may_act(candidates[0], verb, arguments, clause, grower):
        return None
    named = [t for t in candidates if t.entity is not None and t.entity.parties]
    return (named or candidates)[0]


def _may_act(only: Token, verb: Token, arguments: list[Token], clause: Clause, grower: Grower) -> bool:
    """Tell whether the one noun that agrees with a verb, but may be its object as well, is its subject."""
    if only.i > verb.i:  # "and returns control": the subject is that of the clause before
        return clause.kind != "coord" or any(t.has("a") and t is not only for t in arguments)
    actor = only.lemma in grower.actors or only.noun in grower.actors or only.entity is not None
    alone = not any(t.has("a") and t is not only for t in arguments)
    anybody = verb.word.number == "p" and not verb.word.past and grower.morphology.is_transitive(verb.lemma)
    return actor or not (alone and anybody)
