"""What the rest of a sentence does to an act: rules it out, allows it, tells of it, makes it depend on something."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from legalcheck.reading.lexicon import Lexicon, Signature
from legalcheck.reading.slavic.frame import Frame, Step
from legalcheck.reading.slavic.meaning import Meaning
from legalcheck.reading.slavic.nominate import names_of
from legalcheck.reading.slavic.slots import CASES, PREDICATES
from legalcheck.reading.slavic.tokens import Token
from legalcheck.reading.standing import PASS, Standing

ACTORS = frozenset({"party", "actor", "person", "forces", "criminal", "prisoner"})

WHEN = "it only says when"
FIXED = {"attr": PASS, "ger": PASS, "relative": PASS, "colon": Signature("told", "open")}
STEPS = 24  # words between an act and the root; more is no sentence


class Scope:
    """Composes governing words from the root of a sentence down to an act."""

    def __init__(self, lexicon: Lexicon, meaning: Meaning, grammar: dict[str, frozenset[str]], text: str):
        self.lexicon = lexicon
        self.table = lexicon.governors
        self.meaning = meaning
        self.grammar = grammar  # words of grammar: negators, copulas
        self.sets = lexicon.sets
        self.frame = Frame(lexicon, grammar, text)

    def standing(self, act: Token, agentive: bool = False) -> Standing:
        """Return how an act stands; ``agentive``: it is a body, which is to exist if it is to do anything."""
        steps, state = self._climb(act)
        if state.dropped:
            return state
        for step in reversed(steps):
            state = self._negated(state, step.token, steps)
            if step.rel:
                state = self._under(state, step, agentive)
        state = self.frame.conditional(state, steps)
        return self.frame.told_or_past(state, steps)

    # the way up

    def _climb(self, act: Token) -> tuple[list[Step], Standing]:
        """Return the way from an act to the root; an act that is only mentioned is dropped."""
        quality = act.rel == "mod" and act.pos == "adj" and act.head is not None
        token = act.head if quality and act.head is not None else act
        steps = [Step(token)]
        for _ in range(STEPS):
            hung = _top(token)
            head, rel = hung.head, hung.rel
            if head is None or rel == "conj":
                break
            why = self._mentioned(hung, head, rel)
            if why:
                return steps, Standing().drop(why) if why != WHEN else Standing().open(why)
            if rel == "colon" and not self._speaks(head):
                break
            said = self._said(head) if rel == "subj" else None
            if said is not None:  # "will be revoked", "must take place": the modal only adds its negation
                steps.append(Step(said, rel, hung))
                hung, rel = said, said.rel
            steps.append(Step(head, rel, hung))
            token = head
        return steps, Standing()

    def _said(self, head: Token) -> Token | None:
        """Return the participle or infinitive of which a verb is only the copula or the modal."""
        copula, modal = head.lemma in self.grammar["copulas"], head.lemma in self.grammar["modals"]
        participles = (c for c in head.children if c.rel == "attr" and (c.word.passive or c.word.impersonal) and copula)
        return next(participles, None) or next((c for c in head.children if c.rel == "inf" and modal), None)

    def _mentioned(self, hung: Token, head: Token, rel: str) -> str:
        """Return why an act below a word is only mentioned, or an empty string."""
        if rel == "condition":
            return "it is a condition"
        if rel in ("part", "mod") and hung.pos == "part":
            return "it only describes something"
        if rel == "relative" and (head.entity is not None or self.meaning.is_a(head, ACTORS)):
            return "it only describes somebody"
        if rel == "of" and head.lemma in self.sets["conditional_nouns"] and head.prep:
            return "it is a condition"
        if (
            head.pos in PREDICATES
            and hung.prep in self.sets["conditional_prepositions"]
            and not self._listed(hung, head)
        ):
            return WHEN
        return ""

    def _listed(self, hung: Token, head: Token) -> bool:
        return any((hung.prep, name.lemma) in self.table for name in names_of(head, self.lexicon))

    def _speaks(self, head: Token) -> bool:
        """Tell whether what stands after a colon is what a verb before it demands or says."""
        found = (self.table.get(("clause", name.lemma)) for name in names_of(head, self.lexicon))
        return self.frame.says(head) or any(one is not None and one.affirmed == "told" for one in found)

    # what a governing word does

    def _under(self, state: Standing, step: Step, agentive: bool) -> Standing:
        signature = self._signature(step)
        if signature is None and agentive and step.rel == "subj" and not step.token.word.past:
            signature = PASS
        word = step.token.text
        if signature is None:
            return state.open(f'what "{word}" does to it is not in the table')
        effect = signature.affirmed if state.value == "+" else signature.negated
        if effect == "told" and self._own_voice(step.token):
            effect, signature = "required", PASS
        if effect != "required":
            state = replace(state, words=(*state.words, ("governor", step.token.i)))
        return state.under(signature, word)

    def _own_voice(self, token: Token) -> bool:
        """Tell whether "we" or nobody in particular says it: a text that says it itself."""
        return any(c.rel == "subj" and c.lemma in self.grammar["we"] for c in token.children)

    def _signature(self, step: Step) -> Signature | None:
        """Return what a word does to what hangs on it, or None if the table does not say."""
        if step.rel in FIXED:
            return FIXED[step.rel]
        token, below = step.token, step.below
        keys = ((slot, words) for slot in self._slots(step) for words in self._forms(token, below))
        found = next((self.table[key] for key in keys if key in self.table), None)
        if found is None and below is not None and below.prep:
            found = self.table.get(("prepositions", below.prep))
        return found or self._said_of(step)

    def _said_of(self, step: Step) -> Signature | None:
        """Return what a copula or a bare predicate does: "The ceiling: 600 thousand", "remains a neutral state"."""
        token, below = step.token, step.below
        copula = token.lemma in self.grammar["copulas"]
        counted = (
            token.pos == "num" or token.lemma in self.grammar["units"] or any(c.rel == "num" for c in token.children)
        )
        if (counted and step.rel == "subj") or (copula and step.rel == "arg" and below is not None and below.has("i")):
            return PASS
        return (
            self._predicated(token, below) if step.rel == "subj" and (copula or token.pos in ("adj", "noun")) else None
        )

    def _predicated(self, token: Token, below: Token | None) -> Signature | None:
        """Return what is said of an act by a copula or a bare predicate."""
        said = [c for c in token.children if c.rel in ("attr", "conj", "arg", "adv") and c is not below] or [token]
        return next((found for c in said if (found := self._as_predicate(c))), None)

    def _as_predicate(self, token: Token) -> Signature | None:
        return self.table.get(("predicate", token.lemma)) or self.table.get(("predicate", token.word.quality))

    def _slots(self, step: Step) -> Iterator[str]:
        rel, token, below = step.rel, step.token, step.below
        if rel == "subj":
            passive = token.word.passive or (
                token.lemma.endswith(("ся", "сь")) and ("subject", token.lemma) not in self.table
            )
            yield "object" if passive else "subject"
            if not passive:
                yield "predicate"
        elif rel in ("inf", "clause"):
            yield "clause"
        elif rel == "of":
            yield from ("of", "object")
        elif rel == "arg" and below is not None:
            yield from (name for case, name in CASES.items() if below.has(case))
            yield "object"
        elif rel == "obj" and below is not None:
            yield "object"
            yield from (CASES[case] for case in "dg" if below.has(case))
        else:
            yield rel

    def _forms(self, token: Token, below: Token | None) -> list[str]:
        """Return a word with one of the words that hang on it, then alone, as each main verb that it stands for."""
        beside = [c for c in token.children if c is not below and c.rel not in ("condition", "relative", "conj")]
        added = [w for c in beside for w in ((f"{c.prep} {c.lemma}", c.lemma) if c.prep else (c.lemma,))]
        lemmas = list(dict.fromkeys([n.lemma for n in names_of(token, self.lexicon)] + [token.lemma]))
        said = [f"{lemma} {word}" for lemma in lemmas for word in added]
        return said + lemmas

    # negation

    def _negated(self, state: Standing, token: Token, steps: list[Step]) -> Standing:
        found = [token.negated] if token.negated is not None else []
        if token.negated is None and token.pos not in PREDICATES:
            found += self._negative_determiner(token, steps)
        if token.pos in PREDICATES and token.negated is None:
            found += self._negative_argument(token, steps)
        if token.head is None and token.pos not in ("verb", "short", "pred"):
            found += self._denied(token)
        if not found:
            return state
        state = replace(state, words=(*state.words, *(("polarity", i) for i in found)))
        return state.flipped()  # several negative words agree: they negate once

    def _negative_determiner(self, token: Token, steps: list[Step]) -> list[int]:
        """Return "no" before a noun, where no negated verb agrees with it."""
        if any(step.token.negated is not None for step in steps):
            return []
        return [c.i for c in token.children if c.rel == "mod" and c.lemma in self.grammar["negative"]][:1]

    def _denied(self, token: Token) -> list[int]:
        """Return the "no" or "never" after a dash in a telegraphic line: "A buffer zone on our soil - no"."""
        if any(c.lemma in self.grammar["negative"] and c.rel == "mod" for c in token.children):
            return []
        after = token.doc[token.i + 1 :]
        return [
            t.i
            for before, t in pairwise(after)
            if t.text.lower() in self.grammar["denials"] and before.text in ",:-\u2013\u2014"
        ][:1]

    def _negative_argument(self, token: Token, steps: list[Step]) -> list[int]:
        """Return "no" in a phrase of a verb without its own negation: telegraphic style."""
        if token.pos == "verb" or any(step.token.negated is not None for step in steps):
            return []
        return [
            g.i
            for c in token.children
            if not c.prep
            for g in (c, *c.children)
            if g.lemma in self.grammar["negative"] and (g is c or g.rel == "mod")
        ][:1]


def _top(token: Token) -> Token:
    """Return the first member of a coordination."""
    while token.rel == "conj" and token.head is not None:
        token = token.head
    return token
