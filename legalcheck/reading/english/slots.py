"""Arguments of verbs, nouns and adjectives, brought to one shape whatever the voice."""

from collections.abc import Iterator

from legalcheck.reading.english.parsing import Parsed, Token
from legalcheck.reading.english.phrases import Phrases

Slots = dict[str, list[Token]]
SUBJECT_CONTROL = frozenset({"promise", "pledge", "threaten", "undertake", "vow"})


class Arguments:
    """Finds what fills the slots of a predicate."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.parsed = phrases.parsed

    def of(self, token: Token, depth: int = 0) -> Slots:
        """Return the slots of a verb, a noun or an adjective."""
        if is_nominal(token):
            return self.noun(token, depth)
        if token.dep_ == "ROOT" and any(c.dep_ == "dobj" for c in token.children):
            return self.verb(token, depth)
        if token.dep_ == "acomp" and token.tag_ == "VBG":
            return self.adjective(token, depth)
        if token.pos_ in ("VERB", "AUX") or (token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound")):
            return self.verb(token, depth)
        if token.pos_ == "ADJ":
            return self.adjective(token, depth)
        return self.noun(token, depth)

    # verbs

    def verb(self, token: Token, depth: int = 0) -> Slots:
        """Return a verb's slots: subject is who acts and object what it is done to, in both voices."""
        slots: Slots = {}
        passive = is_passive(token)
        children = [
            *token.children,
            *(
                c
                for a in token.children
                if a.dep_ in ("aux", "auxpass")
                for c in a.children
                if c.dep_ in ("nsubj", "nsubjpass")
            ),
        ]
        twofold = passive and any(
            c.dep_ in ("dobj", "oprd") and c.pos_ in ("NOUN", "PROPN") and c.dep_ == "dobj" for c in children
        )
        objects = [c for c in children if c.dep_ == "dobj"]
        receiver = _receiver(objects) if objects and self.phrases.parties(objects[0]) else None
        for child in children:
            if child is receiver:
                _put(slots, "iobj", self.phrases.heads(child))
            else:
                self._verb_child(slots, child, passive, twofold)
        if self._headline_passive(token) and "object" not in slots:
            slots["object"] = slots.get("subject", [])
        self._attached(slots, slots.get("object", []))
        if "object" not in slots and "predicate" in slots:
            self._attached(slots, slots["predicate"])
        elif "object" not in slots and token.lemma_ in ("be", "remain", "stay"):
            self._attached(slots, [*slots.get("in", []), *slots.get("under", [])])  # "is in control of"
        elif "object" not in slots:
            inner = [*slots.get("to", []), *slots.get("with", [])]  # "consents to their rule in"
            self._attached(slots, [*inner, *slots.get("subject", [])])  # "proceeds from assets go"
        self._particle_objects(slots, token)
        if depth < 4:
            given = "object" in slots
            self._inherit(slots, token, passive, depth)
            if not given:
                self._attached(slots, slots.get("object", []))
        self._whose(slots)
        return slots

    def _headline_passive(self, token: Token) -> bool:
        """Tell whether a participle stands for a passive, as in "Grain corridor reopened"."""
        return (
            token.tag_ in ("VBD", "VBN")
            and self.parsed.telegraphic
            and not any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in token.children)
        )

    def _verb_child(self, slots: Slots, child: Token, passive: bool, twofold: bool) -> None:
        dep = child.dep_
        if dep in ("nsubj", "csubj"):
            _put(slots, "object" if passive else "subject", self.phrases.heads(child))
        elif dep in ("nsubjpass", "csubjpass"):
            name = "iobj" if twofold else "object" if passive else "subject"
            _put(slots, name, self.phrases.heads(child))
        elif dep == "dobj" or _is_late_object(child, passive):
            self._direct(slots, child)
        elif dep == "dative" and child.pos_ != "ADP":
            _put(slots, "iobj", self.phrases.heads(child))
        elif dep in ("prep", "agent", "dative"):
            self._preposition(slots, child, "subject" if passive and self.parsed.lemma(child) == "by" else "")
        elif dep in ("attr", "acomp", "oprd"):
            _put(slots, "predicate", self.phrases.heads(child))
        elif dep in ("xcomp", "ccomp"):
            _put(slots, "clause", [child])
        elif dep in ("advmod", "prt", "npadvmod"):
            _put(slots, "adverb", [child])
            if dep == "prt":  # "hands over suspects", taken for "over suspects"
                _put(slots, "object", [h for c in child.children if c.dep_ == "pobj" for h in self.phrases.heads(c)])
            for inner in child.children:
                if inner.dep_ == "prep":
                    self._preposition(slots, inner, "")

    def _direct(self, slots: Slots, child: Token) -> None:
        """Fill the object, setting free a receiver that the parser took for a modifier ("hand Russia control")."""
        _put(slots, "object", self.phrases.heads(child))
        for inner in child.children:
            entity = self.parsed.entity(inner)
            if (
                inner.dep_ in ("compound", "nmod")
                and entity is not None
                and entity.form == "name"
                and entity.parties
                and inner.i == min(t.i for t in child.subtree)
            ):
                _put(slots, "giftee", [inner])

    def _preposition(self, slots: Slots, child: Token, extra: str) -> None:
        name = self.parsed.lemma(child)
        if name.endswith(" for"):
            name = "for"
        for inner in child.children:
            if inner.dep_ in ("pobj", "pcomp", "amod", "advmod") and inner.pos_ != "ADV":
                heads = self.phrases.heads(inner)
                _put(slots, name, heads)
                if extra and not heads[0].like_num:
                    _put(slots, extra, heads)
            elif inner.dep_ == "prep" or (inner.dep_ == "conj" and inner.pos_ == "ADP"):
                self._preposition(slots, inner, extra)
                _put(slots, name, [h for c in inner.children if c.dep_ == "pobj" for h in self.phrases.heads(c)])

    def _attached(self, slots: Slots, heads: list[Token], depth: int = 0) -> None:
        """Take over prepositional phrases that hang on the object or its complements, where the verb has none."""
        fresh: Slots = {}
        for head in heads:
            for child in head.children:
                for inner in (child, *(child.children if child.dep_ == "acl" and child.tag_ == "VBN" else ())):
                    if inner.dep_ in ("prep", "agent"):
                        self._preposition(fresh, inner, "")
        for name, tokens in fresh.items():
            if name not in slots:
                slots[name] = tokens
        if depth < 2 and fresh:
            self._attached(slots, [t for tokens in fresh.values() for t in tokens], depth + 1)

    def _particle_objects(self, slots: Slots, token: Token) -> None:
        if "object" in slots:
            return
        for child in token.children:
            if child.dep_ == "conj" and child.tag_ == token.tag_ and not is_passive(token) and child.i > token.i:
                later = [h for c in child.children if c.dep_ == "dobj" for h in self.phrases.heads(c)]
                if later and not any(c.dep_ in ("prep", "dobj", "xcomp", "ccomp") for c in token.children):
                    slots["object"] = later

    def _inherit(self, slots: Slots, token: Token, passive: bool, depth: int) -> None:
        """Fill a missing subject from the clause that the verb belongs to."""
        target = "object" if passive else "subject"
        if target in slots:
            self._relative(slots, target, token)
            return
        found = self._outer(token, depth)
        if found:
            slots[target] = found

    def _relative(self, slots: Slots, target: str, token: Token) -> None:
        clause = token if token.dep_ == "relcl" else next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        for name in (target, "object", "subject"):
            tokens = slots.get(name, [])
            if clause is not None and any(t.tag_ in ("WDT", "WP") for t in tokens):
                slots[name] = self._siblings(clause.head)

    def _siblings(self, token: Token) -> list[Token]:
        """Return an antecedent with the heads that it is coordinated with."""
        first = token
        while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
            first = first.head
        return self.phrases.heads(first)

    def _outer(self, token: Token, depth: int) -> list[Token]:
        head = token.head
        if token.dep_ in ("conj", "dep", "parataxis") and head.pos_ in ("VERB", "AUX"):
            outer = self.of(head, depth + 1)
            same = is_passive(token) == is_passive(head)
            if is_passive(token):
                return outer.get("object", []) if same else outer.get("subject", [])
            return outer.get("subject", []) if not is_passive(head) else outer.get("object", outer.get("iobj", []))
        if token.dep_ in ("acl", "relcl", "amod"):
            return self._of_noun(token, head, depth)
        if token.dep_ in ("pcomp", "pobj") and head.pos_ in ("ADP", "SCONJ"):
            return self._controller(head.head, depth)
        said = token.dep_ in ("acomp", "oprd") and token.tag_ == "VBN"  # "remain stationed"
        if said or token.dep_ in ("xcomp", "ccomp", "advcl", "csubj"):
            return self._controller(head, depth)
        return []

    def _of_noun(self, token: Token, head: Token, depth: int) -> list[Token]:
        if token.tag_ == "VBG" and self.parsed.lemma(head) in self.phrases.lexicon.sets["statutes"]:
            return self._controller(head.head, depth) if head.head.pos_ in ("VERB", "AUX") else []
        if token.tag_ in ("VBN", "VBD") or token.tag_ == "VBG":
            return self._siblings(head)
        owners = [h for c in head.children if c.dep_ == "poss" for h in self.phrases.heads(c)]
        return owners or self._controller(head.head, depth) if head.head != head else owners

    def _controller(self, head: Token, depth: int) -> list[Token]:
        """Return who does what a governing verb, noun or adjective governs."""
        if head.pos_ in ("ADJ", "ADV"):
            own = [h for c in head.children if c.dep_ == "nsubj" for h in self.phrases.heads(c)]  # "Kyiv ready to"
            if own or head.head == head:
                return own
            return self._controller(head.head, depth + 1) if depth < 4 else []
        if head.pos_ in ("NOUN", "PROPN"):
            return self.of(head, depth + 1).get("subject", [])
        slots = self.of(head, depth + 1) if depth < 4 else {}
        if is_passive(head):
            return slots.get("iobj") or slots.get("object", [])
        people = slots.get("iobj") or [t for t in slots.get("object", []) if self.phrases.parties(t)]
        if (
            people
            and self.parsed.lemma(head) not in SUBJECT_CONTROL
            and any(c.dep_ in ("dobj", "dative") for c in head.children)
        ):
            return people
        return slots.get("subject", [])

    # nouns

    def noun(self, token: Token, depth: int = 0) -> Slots:
        """Return a nominal act's slots: of-phrase and compounds as object, owner and by-phrase as subject."""
        slots: Slots = {}
        for child in token.children:
            if child.dep_ == "poss":
                _put(slots, "subject", self.phrases.heads(child))
                _put(slots, "owner", self.phrases.heads(child))
            elif child.dep_ in ("compound", "nmod", "amod"):
                self._modifier(slots, child)
            elif child.dep_ in ("prep", "agent"):
                self._preposition(slots, child, "")
            elif child.dep_ == "acl" and child.tag_ == "VBN":
                for inner in child.children:
                    if inner.dep_ in ("prep", "agent"):
                        self._preposition(slots, inner, "")
            elif child.dep_ == "acl" and child.tag_ == "VB":
                _put(slots, "clause", [child])
        if "of" not in slots:
            self._beyond_asides(slots, token)
        _put(slots, "object", slots.get("of", []))
        for name in ("on", "to"):
            if self._rules_out(name, token):
                _put(slots, "object", slots.get(name, []))
        _put(slots, "subject", slots.get("by", []))
        _put(slots, "subject", slots.get("between", []))
        self._attached(slots, slots.get("of", []))
        self._whose(slots)
        return slots

    def _whose(self, slots: Slots) -> None:
        """Fill in to whom or what an object belongs: "the rights of minorities", "minorities' rights"."""
        for owned in slots.get("object", []):
            _put(slots, "whose", self.phrases.prepositional(owned, ("of",)))
            _put(slots, "whose", [h for c in owned.children if c.dep_ == "poss" for h in self.phrases.heads(c)])

    def _rules_out(self, preposition: str, token: Token) -> bool:
        """Tell whether a noun ends or bans what stands behind a preposition: "a ban on", "an end to"."""
        found = self.phrases.lexicon.governors.get((preposition, self.parsed.lemma(token)))
        return found is not None and found.affirmed == "ruled_out"

    def _beyond_asides(self, slots: Slots, token: Token) -> None:
        """Fill an of-phrase that stands behind an aside: "recognition under international law of the accession"."""
        inner = [o for c in token.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
        for child in (c for o in inner for c in o.children if c.dep_ == "prep"):
            if past_aside(self.parsed, child, self.phrases.lexicon.sets["asides"]) == token:
                self._preposition(slots, child, "")

    def _modifier(self, slots: Slots, child: Token) -> None:
        for head in self.phrases.heads(child):
            entity = self.parsed.entity(head)
            if entity is not None and entity.parties:
                _put(slots, "subject", [head])
                _put(slots, "object" if entity.form == "name" else "owner", [head])
            elif child.dep_ != "amod" or entity is not None:
                _put(slots, "object", [head])
            else:
                _put(slots, "quality", [head])

    def adjective(self, token: Token, depth: int = 0) -> Slots:
        """Return an adjective's slots: the subject of its copula, or the noun that it modifies."""
        slots: Slots = {}
        for child in token.children:
            if child.dep_ == "prep":
                self._preposition(slots, child, "")
        bearer = token.head if token.dep_ in ("amod", "conj") and token.head.pos_ in ("NOUN", "PROPN") else None
        if bearer is not None:
            _put(slots, "bearer", [bearer])
            if bearer.dep_ in ("attr", "oprd", "dobj", "pobj") and depth < 4:
                verb = bearer.head if bearer.head.pos_ in ("VERB", "AUX") else bearer.head.head
                outer = self.of(verb, depth + 1)
                named = outer.get("iobj") or outer.get("object", [])
                _put(slots, "subject", named if is_passive(verb) else outer.get("subject", []))
            return slots
        verb = token.head
        if verb.pos_ in ("VERB", "AUX") and depth < 4:
            outer = self.of(verb, depth + 1)
            _put(
                slots,
                "subject",
                outer.get(
                    "object" if is_passive(verb) or (token.dep_ == "oprd" and "object" in outer) else "subject", []
                ),
            )
        return slots


def _receiver(objects: list[Token]) -> Token | None:
    """Return the first of two objects without a comma between them: "hand Russia the whole of the region"."""
    if len(objects) < 2 or any(t.is_punct for t in objects[0].doc[objects[0].i : objects[1].i]):
        return None
    return objects[0]


def _is_late_object(noun: Token, passive: bool) -> bool:
    """Tell whether a noun behind the phrases of a verb is its object: "cedes to Russia, for ever, the districts"."""
    verb = noun.head
    if noun.dep_ != "appos" or passive or noun.pos_ not in ("NOUN", "PROPN") or verb.pos_ != "VERB":
        return False
    return noun.i > verb.i and not any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)


def parallel(preposition: Token) -> Token:
    """Return the first of coordinated prepositions: "of the Parties and of the guarantors"."""
    while preposition.dep_ == "conj" and preposition.head.pos_ == "ADP":
        preposition = preposition.head
    return preposition


def past_aside(parsed: Parsed, preposition: Token, asides: frozenset[str]) -> Token | None:
    """Return the noun that an of-phrase belongs to, where a phrase that takes no such phrase stands between."""
    noun = preposition.head
    if preposition.lower_ != "of" or noun.dep_ != "pobj" or noun.head.head.pos_ != "NOUN":
        return None
    entity = parsed.entity(noun)
    named = entity is not None and bool(entity.parties) and noun.head.lower_ in ("by", "to")
    closed = named or any(c.dep_ == "poss" for c in noun.children) or parsed.lemma(noun) in asides
    return noun.head.head if closed and noun.head.lower_ != "of" else None


def is_passive(token: Token) -> bool:
    """Tell whether a verb form is passive."""
    if any(c.dep_ == "auxpass" for c in token.children):
        return str(token.lower_) != "gone"
    if is_gapped(token):
        return True
    if token.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children):
        return False
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX"):
        return is_passive(token.head)
    return not any(c.dep_ == "nsubj" for c in token.children)


def is_nominal(token: Token) -> bool:
    """Tell whether an -ing form stands as a noun: "the easing of sanctions"."""
    return (
        token.tag_ == "VBG"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT")
        and any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
        and not any(c.dep_ in ("dobj", "aux") for c in token.children)
    )


def is_gapped(token: Token) -> bool:
    """Tell whether a verb shares the auxiliaries of a passive before it: "will be withdrawn and control returned"."""
    if token.dep_ != "conj" or token.tag_ not in ("VBD", "VBN") or not is_passive(token.head):
        return False
    return not any(c.dep_ in ("aux", "dobj") for c in token.children)


def _put(slots: Slots, name: str, tokens: list[Token]) -> None:
    if tokens:
        present = slots.setdefault(name, [])
        present.extend(t for t in tokens if t not in present)


def iter_slots(slots: Slots, names: tuple[str, ...]) -> Iterator[Token]:
    """Yield what fills any of the named slots, in the order of the names."""
    for name in names:
        yield from slots.get(name, [])
