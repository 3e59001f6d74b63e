"""Make measures of acts: roles, values and the words that speak for them."""

from collections.abc import Iterable, Iterator

from legalcheck.model.measure import Evidence
from legalcheck.reading.draft import ONLY_WORDS, Draft, missing
from legalcheck.reading.lexicon import Lexicon
from legalcheck.reading.records import Nomination, Note
from legalcheck.reading.slavic.circumstances import Circumstances
from legalcheck.reading.slavic.meaning import Meaning
from legalcheck.reading.slavic.nominate import Found, Nominator
from legalcheck.reading.slavic.numbers import Numbers
from legalcheck.reading.slavic.scope import Scope
from legalcheck.reading.slavic.slots import heads
from legalcheck.reading.slavic.tokens import Token
from legalcheck.reading.standing import Standing

JOINED = frozenset({"conj", "relative", "condition", "colon", "clause"})
LEAST = 100  # a ceiling of fewer persons is none


class Builder:
    """Makes drafts of what is found in one sentence."""

    def __init__(self, text: str, shift: int, lexicon: Lexicon, meaning: Meaning, scope: Scope):
        self.text = text
        self.shift = shift
        self.lexicon = lexicon
        self.meaning = meaning
        self.scope = scope

    def drafts(
        self, tokens: list[Token], numbers: Numbers, around: Circumstances, notes: list[Note]
    ) -> Iterator[Draft]:
        """Yield drafts; what was seen and not asserted goes into ``notes``."""
        if self._aside(tokens):
            return
        standings: dict[tuple[int, bool], Standing] = {}
        for found in Nominator(self.lexicon, self.meaning).find(tokens):
            if not found.complete and (found.act.plain or not self._nearby(found, tokens)):
                continue
            key = (found.token.i, found.act.agentive)
            standing = standings.get(key)
            if standing is None:
                standing = standings[key] = self.scope.standing(found.token, found.act.agentive)
            if found.act.undone and standing.condition != "revocation":
                continue
            if standing.dropped or standing.value == "?":
                notes.append(self._note(found.token, f"{found.act.kind} is not asserted: {standing.why}"))
            if not standing.dropped:
                yield self._draft(found, standing, numbers, around)

    def suspected(self, tokens: list[Token], nominations: Iterable[Nomination]) -> Iterator[Draft]:
        """Yield what was nominated for words of this sentence, as syntax lets it stand: never more than possible."""
        if self._aside(tokens):
            return
        for one in nominations:
            token = next((t for t in tokens if t.start <= one.start - self.shift < t.end), None)
            standing = self.scope.standing(token) if token is not None else None
            if token is None or standing is None or standing.dropped:
                continue
            values = {
                "polarity": "negated" if standing.value == "-" else "affirmed",
                "force": standing.force,
                "condition": standing.condition,
            }
            above = tuple(a.i for a in token.ancestors)
            draft = Draft(
                one.kind, token.doc, token.i, above, token.pos == "verb", values, status="possible", why=ONLY_WORDS
            )
            self._evidence(draft, "kind", one.start - self.shift, one.end - self.shift)
            yield draft

    def _aside(self, tokens: list[Token]) -> bool:
        """Tell whether the stretch is a definition, a heading or of everyday life: it proposes nothing."""
        defined = any(pattern.search(self.scope.frame.text) for pattern in self.lexicon.definitions)
        heading = any(pattern.search(self.text) for pattern in self.lexicon.headings)
        return defined or heading or self._homely(tokens)

    def _homely(self, tokens: list[Token]) -> bool:
        """Tell whether the sentence is of everyday life: it has such a word, and names no party and no place."""
        homely = self.lexicon.classes.get("homely", {})
        named = any(t.entity is not None for t in tokens)
        return not named and any(t.lemma in homely for t in tokens)

    def _nearby(self, found: Found, tokens: list[Token]) -> bool:
        """Tell whether what an act asks for stands somewhere in the sentence, if not in its place."""
        named = any(t.entity is not None for t in tokens)
        nouns = [t for t in tokens if t.pos in ("noun", "adj") and t is not found.token]
        needs = found.act.needs
        return bool(needs) and named and all(any(self.meaning.is_a(t, classes) for t in nouns) for _, classes in needs)

    def _draft(self, found: Found, standing: Standing, numbers: Numbers, around: Circumstances) -> Draft:
        act, token = found.act, found.token
        ruled_out = not act.always and (standing.value == "-") != act.negated
        values = {
            "polarity": "negated" if ruled_out else "affirmed",
            "force": standing.force,
            "condition": standing.condition,
        }
        for name, value in act.values:
            if name != "force" or standing.force == "obligation":
                values[name] = value
        certain = found.complete and standing.value != "?"
        draft = _begun(act.kind, token, values, "asserted" if certain else "possible")
        draft.why = standing.why if standing.value == "?" else "" if found.complete else missing(act)
        self._say(draft, "kind", [token])
        self._roles(draft, found)
        for role, index in standing.words:
            self._say(draft, role, [token.doc[index]])
        for name, value, start, end in around.of(draft.kind):
            if name not in draft.values:
                draft.values[name] = value
                self._evidence(draft, name, start, end)
        self._numbers(draft, numbers)
        return draft

    def _numbers(self, draft: Draft, numbers: Numbers) -> None:
        deadline = numbers.deadline
        if deadline is not None:
            draft.deadline = self.text[deadline.start + self.shift : deadline.end + self.shift]
            draft.within_days = deadline.days
            self._evidence(draft, "deadline", deadline.start, deadline.end)
        ceiling = next((n for n in numbers.figures if n.value >= LEAST), None)
        if draft.kind == "limit_armed_forces" and ceiling is not None:
            draft.number = ceiling.value
            self._evidence(draft, "number", ceiling.start, ceiling.end)

    # roles

    def _roles(self, draft: Draft, found: Found) -> None:
        roles = dict(found.act.roles)
        roles.setdefault("performer", ("subject",))
        if "place" not in roles:
            roles.setdefault("territory", tuple(sorted(self.lexicon.sets["locative"])))
        for role, slots in roles.items():
            name = "territory" if role == "place" else role
            ids, tokens = self._fill(role, slots, found)
            if ids and not draft.roles.get(name):
                draft.roles[name] = ids
                self._say(draft, name, tokens)
        if roles["performer"] and not draft.roles.get("performer"):
            self._inherit(draft, found)
        self._mutual(draft, found)
        self._only_place(draft, found)
        self._as_well(draft)

    def _only_place(self, draft: Draft, found: Found) -> None:
        """Name the only territory that a clause speaks of, where the act's own words name none."""
        if draft.roles.get("territory") or dict(found.act.roles).get("territory") == ():
            return
        named = [t for t in _clause_of(found.token) if self.meaning.names_place(t)]
        ids = {self.meaning.territories(t) for t in named}
        if len(ids) == 1:
            draft.roles["territory"] = ids.pop()
            self._say(draft, "territory", named[:1])

    def _as_well(self, draft: Draft) -> None:
        """Read "including by the United States", said of an impersonal act, as one more among all states."""
        others, performers = self.lexicon.cast.others, draft.roles.get("performer", ())
        if (
            draft.kind == "recognise_sovereignty"
            and performers
            and others not in performers
            and self.scope.frame.includes()
        ):
            draft.roles["performer"] = (*performers, others)

    def _fill(self, role: str, slots: Iterable[str], found: Found) -> tuple[tuple[str, ...], list[Token]]:
        for slot in slots:
            if slot.startswith("="):
                return (slot[1:],), []
            tokens = [t for t in found.slots.get(slot, ()) if t is not found.token or slot == "self"]
            kind = "place" if role == "territory" and slot in self.lexicon.sets["inside"] else role
            ids = tuple(dict.fromkeys(i for t in tokens for i in self._ids(kind, t)))
            if role == "performer" and found.act.kind.startswith("join_"):
                ids = tuple(i for i in ids if i not in self.lexicon.cast.organisations)
            if ids:
                return ids, [t for t in tokens if self._ids(kind, t)]
        return (), []

    def _ids(self, role: str, token: Token) -> tuple[str, ...]:
        if role in ("territory", "place"):
            return self.meaning.territories(token, place=role == "place")
        found = self.meaning.parties(token)
        return tuple(p for p in found if p in self.lexicon.cast.organisations) if role == "organisation" else found

    def _inherit(self, draft: Draft, found: Found) -> None:
        """Name who acts where the act has no subject of its own: the subject of the verb that governs it."""
        token = found.token
        if token.pos == "inf" and token.head is None:  # "The Cabinet of Ministers (dative) to ensure ..."
            tokens = [h for c in token.children if _is_dative(c) and c.i < token.i for h in heads(c)]
            ids = tuple(dict.fromkeys(p for t in tokens for p in self.meaning.parties(t)))
            if ids:
                draft.roles["performer"] = ids
                self._say(draft, "performer", tokens)
        if found.slots.get("subject") and found.token.rel not in ("inf", "conj"):
            return
        below = token
        for above in token.ancestors:
            if below.rel in ("relative", "condition", "colon", "clause"):
                return
            told = any(
                role == "governor" and e.start == above.start + self.shift for e in draft.evidence for role in (e.role,)
            )
            if draft.values["force"] == "report" and told:
                tokens = [
                    h for c in above.children if c.prep in self.lexicon.sets["asked"] or _is_dative(c) for h in heads(c)
                ]
            else:
                tokens = self._doers(above, below)
            ids = tuple(dict.fromkeys(p for t in tokens for p in self.meaning.parties(t)))
            if ids and found.act.kind.startswith("join_"):
                ids = tuple(i for i in ids if i not in self.lexicon.cast.organisations)
            if ids:
                draft.roles["performer"] = ids
                self._say(draft, "performer", tokens)
                return
            below = above

    def _doers(self, above: Token, below: Token) -> list[Token]:
        """Return who does what hangs on a verb: its subject, or whom it lets or forbids."""
        wanted = "of" if above.pos == "noun" else "subj"  # "Ukraine's right to join", "Ukraine may join"
        subjects = [h for c in above.children if c.rel == wanted and c is not below for h in heads(c)]
        given = [h for c in above.children if _is_dative(c) and c is not below for h in heads(c)]
        agents = [
            h
            for c in above.children
            if c.rel == "arg" and c.has("i") and not c.has("d") and c is not below
            for h in heads(c)
        ]
        passive = above.word.passive or (above.lemma.endswith(("ся", "сь")) and below.rel == "subj")
        if below.rel == "inf" and given:
            return given
        return agents if passive else subjects

    def _mutual(self, draft: Draft, found: Found) -> None:
        """Name both sides where what is done, or what it is done to, is mutual."""
        words = self.lexicon.sets["mutual"]
        nouns = [found.token, *found.slots.get("object", [])]
        said = [c for t in nouns for c in t.children if c.rel in ("mod", "adv") and c.lemma in words]
        if said and not draft.roles.get("performer"):
            draft.roles["performer"] = (self.lexicon.cast.both,)
            self._say(draft, "performer", said[:1])

    # evidence

    def _say(self, draft: Draft, role: str, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._evidence(draft, role, token.start, token.end)

    def _evidence(self, draft: Draft, role: str, start: int, end: int) -> None:
        first, last = start + self.shift, end + self.shift
        if first < 0 or not self.text[first:last]:
            return
        item = Evidence(role=role, start=first, end=last, text=self.text[first:last])
        if item not in draft.evidence:
            draft.evidence.append(item)

    def _note(self, token: Token, message: str) -> Note:
        start, end = max(0, token.start + self.shift), max(0, token.end + self.shift)
        return Note(start=start, end=end, text=self.text[start:end], message=message)


def _begun(kind: str, token: Token, values: dict[str, str], status: str) -> Draft:
    above = tuple(a.i for a in token.ancestors)
    return Draft(kind, token.doc, token.i, above, token.pos == "verb", values, status=status)


def _clause_of(token: Token) -> Iterator[Token]:
    """Yield the words of the clause in which a word stands, without those of the clauses joined to it."""
    while token.head is not None and token.rel not in JOINED:
        token = token.head
    left = [token]
    while left:
        word = left.pop()
        yield word
        left.extend(c for c in word.children if c.rel not in JOINED or c.pos in ("noun", "adj", "num", "pron"))


def _is_dative(token: Token) -> bool:
    return token.rel == "arg" and token.has("d") and not token.prep
