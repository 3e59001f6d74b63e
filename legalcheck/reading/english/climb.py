"""The way from an act up to the root of its sentence: which words govern it, and in which slots."""

from collections.abc import Callable

from legalcheck.reading.english.conditions import Conditions
from legalcheck.reading.english.governors import Governors
from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.slots import is_passive, parallel, past_aside
from legalcheck.reading.standing import VERBS, Level, Standing, top

LIMIT = 24  # nesting deeper than this is not read
STATES = ("state", "country", "power", "nation", "republic")
MEANS = ("under", "with", "through", "via")
REFERRING = ("under", "per")
DASHES = (",", "-", "\u2013", "\u2014")
SUBJECTS = ("nsubj", "nsubjpass")
INDEPENDENT = ("aux", "nsubj", "nsubjpass", "expl", "neg")

Step = tuple[Token | None, Standing]


class Climber:
    """Climbs from an act to the root, collecting levels."""

    def __init__(self, phrases: Phrases, governors: Governors, conditions: Conditions):
        self.parsed = phrases.parsed
        self.sets = phrases.lexicon.sets
        self.acts = phrases.lexicon.acts
        self.governors = governors
        self.conditions = conditions
        self.levels: list[Level] = []

    def climb(self, act: Token) -> tuple[list[Level], Standing]:
        """Return the levels above an act, itself first, and what the way already says about it."""
        self.levels = [Level(act)]
        state = Standing()
        token: Token | None = act
        for _ in range(LIMIT):
            if token is None or state.dropped:
                return self.levels, state
            if token.head == token:
                return self.levels, self._root(state, token)
            token, state = self._step(token, state)
        return self.levels, state.open("the sentence is too deeply nested")

    def _root(self, state: Standing, root: Token) -> Standing:
        """Trust a nominal sentence only if no stray clause hangs on it that should have been its main clause."""
        if root.pos_ in VERBS or root.tag_.startswith("VB"):
            return state
        if root.pos_ == "NOUN" and any(c.dep_ in SUBJECTS for c in root.children):
            return state.open("the sentence could not be parsed with certainty")
        stray = [t for t in root.children if t.dep_ in ("advcl", "appos", "relcl", "acl") and _finite(t)]
        if stray and not any(c.tag_ in ("WDT", "WP", "IN", "WRB") for t in stray for c in t.children):
            return state.open("the sentence could not be parsed with certainty")
        return state

    def _step(self, token: Token, state: Standing) -> Step:
        special = STEPS.get(token.dep_)
        if special is not None:
            return special(self, token, state)
        slot = _slot(token)
        if slot == "attr" and _ranks(token):
            return None, state.drop("it only says what something is compared with others")
        if slot is None:
            return None, state.open(f"its place in the sentence ({token.dep_}) is not understood")
        return self._govern(token.head, slot, state)

    def _govern(self, head: Token, slot: str, state: Standing) -> Step:
        self.levels.append(Level(head, slot))
        return head, state

    def _coordinate(self, token: Token, state: Standing) -> Step:
        head = token.head
        if token.pos_ in VERBS and head.pos_ in VERBS:
            if not any(c.dep_ in INDEPENDENT for c in token.children):
                self.levels[-1].shared.append(head)
            return head, state
        if token.pos_ not in VERBS and head.pos_ in VERBS:
            head = self._later_subject(token, head) or _described(head) or head
        elif token.pos_ not in VERBS:
            head = self._parallel_act(token) or head
        if (token.pos_ in VERBS) != (head.pos_ in VERBS):
            return head, state.open("the coordination could not be parsed with certainty")
        self.levels[-1].shared.append(head)
        return head, state

    def _later_subject(self, token: Token, head: Token) -> Token | None:
        """Return the subject with which a noun is coordinated, where the parser hung it on the verb before."""
        if not any(c.dep_ == "cc" and c.i > token.i for c in token.children):
            return None
        verbs = [head, *(c for c in head.children if c.dep_ == "conj")]
        return next((c for v in verbs for c in v.children if c.dep_ in SUBJECTS and c.i > token.i), None)

    def _parallel_act(self, token: Token) -> Token | None:
        """Return the act with which one more act is coordinated, where the parser hung it on what is done there.

        "Amnesty of prisoners and release of civilians" has two acts, and no amnesty of a release.
        """
        preposition = top(token).head
        outer = preposition.head
        nominal = outer.pos_ == "NOUN" and ("noun", self.parsed.lemma(outer)) in self.acts
        if preposition.dep_ != "prep" or not (nominal or self._names_act(outer)):
            return None
        if self._names_act(top(token)) and not (self._ends(token, "of") and self._ends(outer, preposition.lower_)):
            return None
        return outer if self._names_act(token) and any(c.dep_ == "prep" for c in token.children) else None

    def _ends(self, token: Token, slot: str) -> bool:
        """Tell whether a noun rules out what it governs: nobody bans an end."""
        found = self.governors.signature(slot, token)
        return found is not None and found.affirmed == "ruled_out"

    def _names_act(self, token: Token) -> bool:
        return token.pos_ == "NOUN" and bool(self.governors.enacted(self.parsed.lemma(token)))

    def _attributive(self, token: Token, state: Standing) -> Step:
        head = token.head
        if _infinitive(token) or any(c.dep_ == "mark" for c in token.children):
            return self._govern(self._said_in(token, head) or head, "clause", state)
        if _is_defined(head) and token.tag_ in ("VBZ", "VBP", "MD"):
            return self._govern(head, "relative", state)
        if self.parsed.lemma(head) in self.sets["statutes"] and _lays_down(token):
            return self._govern(head, "relative", state)
        if _set_off(token):
            return _main(head), state
        if token.dep_ == "relcl" and token.tag_ in ("VBZ", "VBP", "VB"):
            return None, state.open("it only describes something else")
        return None, state.drop("it only describes something else")

    def _said_in(self, token: Token, head: Token) -> Token | None:
        """Return the verb of "provides in its statutes that ...", where the parser hung the clause on the statutes."""
        verb = head.head.head if head.dep_ == "pobj" and not _infinitive(token) else head
        return verb if verb.pos_ in VERBS and self.governors.signature("clause", verb) is not None else None

    def _adverbial(self, token: Token, state: Standing) -> Step:
        head = token.head
        marks = {self.parsed.lemma(c) for c in token.children if c.dep_ == "mark" or c.tag_ == "WRB"}
        marks |= {self.parsed.lemma(c) for c in token.children if c.dep_ == "advmod"} & self.sets["conditional"]
        if marks & self.sets["conditional"]:
            return None, state.drop("it is a condition, not an act of the clause")
        if marks and marks <= {"so", "that"} and self.governors.signature("purpose", head) is not None:
            return self._govern(head, "purpose", state)
        if marks:
            return self._purpose(token, state) if _infinitive(token) else (None, state.open("a subordinate clause"))
        if token.i > head.i and token.tag_ in ("VBG", "VBN") and _set_off(token):
            return top(head), state
        if not _infinitive(token) and any(c.dep_ in SUBJECTS for c in token.children):
            return head, state
        return self._purpose(token, state)

    def _purpose(self, token: Token, state: Standing) -> Step:
        """Place an infinitive or an -ing form: the complement of its head, its purpose, or how it is done."""
        head = token.head
        if _infinitive(token):
            expletive = any(c.lower_ == "it" and c.dep_ in (*SUBJECTS, "expl") for c in head.children)
            return self._govern(head, "clause" if expletive else "purpose", state)
        bare = token.tag_ == "VBG" and not any(c.dep_ == "dobj" for c in head.children)
        if bare and self.governors.signature("clause", head) is not None:
            return self._govern(head, "clause", state)
        if token.tag_ == "VBG" and token.i > head.i:
            return self._govern(head, "manner", state)
        return None, state.open("it stands in a subordinate clause")

    def _complement(self, token: Token, state: Standing) -> Step:
        """Go on at a parallel clause as if coordinated: the parser hangs "A will do this, B does that" on the later."""
        head = token.head
        if _asks(token):
            return None, state.open("it stands in an indirect question")
        marked = any(c.dep_ == "mark" for c in token.children)
        parallel = token.dep_ == "ccomp" and not marked and token.i < head.i
        if parallel and (self.governors.signature("clause", head) is None or not self._quoted(token)):
            return head, state
        return self._govern(head, "clause", state)

    def _clausal_subject(self, token: Token, state: Standing) -> Step:
        """Place a clause that is a subject: "who will guarantee it remains open" proposes nothing."""
        if _asks(token):
            return None, state.open("it stands in an indirect question")
        return self._govern(token.head, _slot(token) or "subject", state)

    def _quoted(self, token: Token) -> bool:
        return any(t.text in ('"', "``", "''") for t in token.doc) or token.doc[max(0, token.head.i - 2)].text == ","

    def _prepositional(self, token: Token, state: Standing) -> Step:
        if token.dep_ == "pcomp" and token.pos_ in VERBS and _asks(token):
            return None, state.open("it stands in an indirect question")
        preposition = parallel(token.head)
        name, governor = self.parsed.lemma(preposition), preposition.head
        if preposition != token.head:
            governor = self._governor_of(name, preposition) or governor
        elif name == "of":
            governor = past_aside(self.parsed, preposition, self.sets["asides"]) or governor
        if governor.dep_ == "prep" and governor.pos_ in ("ADP", "SCONJ"):
            name, governor = f"{self.parsed.lemma(governor)} {name}", governor.head
        if preposition.dep_ == "agent":
            name = "by"
        if name in REFERRING and self.parsed.lemma(token) in self.sets["instruments"]:
            return None, state.drop("it only refers to a text")
        if governor.pos_ in VERBS:
            governor = self._displaced(name, governor) or governor
        if name in MEANS and governor.dep_ == "pobj" and self.governors.signature(name, governor) is None:
            governor = next((a for a in governor.ancestors if a.pos_ in VERBS or self._names_act(a)), governor)
        nominal = governor.pos_ in ("NOUN", "PROPN")
        if nominal and name in self.sets["topics"] and self.governors.signature(name, governor) is None:
            return None, state.drop("it is only what something is about")
        return self._govern(governor, f"prep:{name}", state)

    def _displaced(self, name: str, verb: Token) -> Token | None:
        """Return the object to which a phrase belongs that the parser hung on the verb: "apply the rules of A on B"."""
        table = self.governors.table
        if self.governors.signature(name, verb) is not None or ("prepositions", name) in table:
            return None
        objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
        return next((o for o in objects if self.governors.signature(name, o) is not None), None)

    def _governor_of(self, name: str, preposition: Token) -> Token | None:
        """Return the word that a later coordinated preposition hangs on: "a ban on A in B and on C" bans both."""
        outer = [a for a in preposition.ancestors if a.dep_ == "prep" and self.parsed.lemma(a) == name]
        governors = [p.head for p in (preposition, *outer)]
        return next((g for g in governors if self.governors.signature(name, g) is not None), None)


STEPS: dict[str, Callable[[Climber, Token, Standing], Step]] = {
    **dict.fromkeys(("conj", "parataxis", "dep", "appos", "intj"), Climber._coordinate),
    **dict.fromkeys(("relcl", "acl"), Climber._attributive),
    **dict.fromkeys(("ccomp", "xcomp"), Climber._complement),
    **dict.fromkeys(("pcomp", "pobj"), Climber._prepositional),
    **dict.fromkeys(("csubj", "csubjpass"), Climber._clausal_subject),
    "advcl": Climber._adverbial,
}


def _slot(token: Token) -> str | None:
    """Return the slot in which a token stands below its head, or None."""
    dep = token.dep_
    if dep in ("nsubj", "csubj"):
        return "object" if is_passive(token.head) else "subject"
    if dep == "amod" and token.pos_ == "ADJ":
        return "quality"
    return SLOTS.get(dep)


SLOTS = {
    **dict.fromkeys(("dobj", "nsubjpass", "csubjpass", "dative"), "object"),
    "oprd": "named",
    **dict.fromkeys(("attr", "acomp"), "attr"),
    **dict.fromkeys(("compound", "nmod", "amod", "poss"), "compound"),
}


def _ranks(token: Token) -> bool:
    """Tell whether a predicate compares: "is the strongest guarantee"."""
    return any(c.tag_ in ("JJS", "RBS") for c in token.children)


def _asks(token: Token) -> bool:
    """Tell whether a clause is an indirect question: it begins with a question word, or with "whether"."""
    first = min(t.i for t in token.subtree)
    return any(
        (c.tag_ in ("WP", "WRB") and c.i == first) or (c.dep_ == "mark" and c.lower_ == "whether")
        for c in token.children
    )


def _finite(token: Token) -> bool:
    own = ("aux", "auxpass", "nsubjpass", "nsubj")
    return token.pos_ in VERBS and any(c.dep_ in own and c.tag_ not in ("WDT", "WP", "TO") for c in token.children)


def _is_defined(noun: Token) -> bool:
    """Tell whether a relative clause says as what a state is known: "its status as a state that has no such arms"."""
    return noun.lower_ in STATES and (noun.dep_ == "attr" or (noun.dep_ == "pobj" and noun.head.lower_ == "as"))


def _described(verb: Token) -> Token | None:
    """Return the noun that a verb's clause describes, with which a noun behind the clause is coordinated."""
    return verb.head if verb.dep_ in ("relcl", "acl") and verb.head.pos_ == "NOUN" else None


def _infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _lays_down(token: Token) -> bool:
    """Tell whether a clause says what a law, a treaty or a body lays down or does."""
    return token.tag_ == "VBG" or any(c.dep_ == "prep" or c.tag_ in ("WDT", "WP") for c in token.children)


def _set_off(token: Token) -> bool:
    """Tell whether a relative or participle clause stands apart behind a comma, so that it asserts on its own."""
    first = min(t.i for t in token.subtree)
    return first > token.head.i and token.doc[first - 1].text in DASHES


def _main(head: Token) -> Token:
    """Return the main predicate of the clause that a noun stands in."""
    while head.pos_ not in VERBS and head.head != head:
        head = head.head
    return top(head) if head.pos_ in VERBS else head
