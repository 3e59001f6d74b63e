"""Make measures of acts: roles, values and the words that speak for them."""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from legalcheck.model.measure import Evidence
from legalcheck.reading.draft import ONLY_WORDS, Draft, missing
from legalcheck.reading.english.circumstances import Circumstances
from legalcheck.reading.english.nominate import Found, Nominator
from legalcheck.reading.english.numbers import NUMBER, days_in, deadline_in, number_in
from legalcheck.reading.english.parsing import Token
from legalcheck.reading.english.phrases import Phrases
from legalcheck.reading.english.scope import Scope
from legalcheck.reading.english.slots import is_passive, iter_slots
from legalcheck.reading.lexicon import Act, Lexicon
from legalcheck.reading.records import Nomination, Note
from legalcheck.reading.standing import Standing

MODES = (
    ("de_facto", re.compile(r"\b(?:de[ -]facto|in practice|in fact|factually|factual)\b", re.IGNORECASE)),
    (
        "de_jure",
        re.compile(
            r"\b(?:de[ -]jure|legally|formally|formal|officially|in law|legal|international law)\b", re.IGNORECASE
        ),
    ),
)
LOCATIVE = tuple("in throughout within across inside off near around on against over for".split())
"""Where an act takes place, if its entry says nothing nearer."""


AFIELD = frozenset({"afield"})


class Builder:
    """Makes drafts of what a nominator finds in one parsed stretch."""

    def __init__(self, text: str, lexicon: Lexicon, phrases: Phrases, scope: Scope, around: Circumstances):
        self.text = text
        self.around = around
        self.speaker = False  # set where the words are put into somebody's mouth: "Lavrov: ..."
        self.lexicon = lexicon
        self.phrases = phrases
        self.parsed = phrases.parsed
        self.scope = scope
        self._mentioned: dict[frozenset[str], bool] = {}  # whether a word of these classes stands anywhere

    def drafts(self, nominator: Nominator, notes: list[Note]) -> Iterator[Draft]:
        """Yield drafts; what was seen and not asserted goes into ``notes``."""
        if self._beside_the_point():
            return
        standings: dict[tuple[int, bool], Standing] = {}
        for found in nominator.find(self.parsed.source.head):
            token, key = found.token, (found.token.i, found.act.agentive)
            if key not in standings:
                standings[key] = self.scope.standing(token, found.act.agentive)
            standing = standings[key]
            if found.complete and standing.value == "?" and self.phrases.is_topic(token, ("referendum",)):
                yield self._begun(found.act.kind, token, self._polarity(found, "+"), "topic")
                continue
            if found.act.undone and standing.condition != "revocation":
                continue
            if (not found.complete or standing.value == "?") and self._everyday:
                continue
            if found.act.plain and not self._on_the_war:
                continue
            if not found.complete and (found.act.plain or not self._nearby(found.act)):
                continue
            if standing.dropped or standing.value == "?":
                notes.append(self._note(token, f"{found.act.kind} is not asserted: {standing.why}"))
            if not standing.dropped:
                yield self._draft(found, standing)
        if not self._everyday and not self._narrates():
            yield from self._suggestions()

    def _beside_the_point(self) -> bool:
        """Tell whether this defines a word, only speaks about a plan, or is of everyday life and names nobody."""
        if any(pattern.search(self.parsed.source.text) for pattern in self.lexicon.definitions):
            return True
        if any(pattern.search(self.text) for pattern in self.lexicon.headings):
            return True
        afield: Container[str] = self.lexicon.classes["afield"]
        homely: Container[str] = self.lexicon.classes["homely"]
        nouns = (t for t in self.parsed.doc if t.pos_ in ("NOUN", "PROPN"))
        if any(self.parsed.lemma(t) in afield and self.phrases.is_a(t, AFIELD) for t in nouns):
            return True
        if self._of_another_state():
            return True
        return (
            any(lemma in homely for lemma in self.parsed.lemmas)
            and not any(self.parsed.entities)
            and not self.phrases.memory.parties
        )

    def _of_another_state(self) -> bool:
        """Tell whether a state that has no part in the war does something, and nobody who has is named."""
        memory, named = self.phrases.memory, [entity for entity in self.parsed.entities if entity is not None]
        if memory.parties or memory.territories or any(set(e.parties) - {self.lexicon.cast.abroad} for e in named):
            return False
        if any(e.territories and not e.parties for e in named):
            return False
        subjects = [t for t in self.parsed.doc if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"]
        entities = [self.parsed.entity(t) for t in subjects]
        return bool(subjects) and all(e is not None and self.lexicon.cast.abroad in e.parties for e in entities)

    @cached_property
    def _on_the_war(self) -> bool:
        """Tell whether somebody is named, here or before, or a word of war, peace or high politics stands here."""
        memory = self.phrases.memory
        if any((memory.parties, memory.territories, memory.nouns, self.parsed.telegraphic)):
            return True
        if any(entity is not None for entity in self.parsed.entities):
            return True
        words = self.lexicon.classes["war_words"]
        return any(lemma in words for lemma in self.parsed.lemmas)

    @cached_property
    def _everyday(self) -> bool:
        """Tell whether the sentence has a word of everyday life (clubs, recipes): guesses are out of place there."""
        words = self.lexicon.classes["everyday"]
        return any(lemma in words for lemma in self.parsed.lemmas)

    @cached_property
    def _deadline(self) -> re.Match[str] | None:
        return deadline_in(self.parsed.source.text, self.parsed.source.head, len(self.parsed.source.text))

    @cached_property
    def _nominals(self) -> list[Token]:
        return [t for t in self.parsed.doc if t.pos_ in ("NOUN", "PROPN", "ADJ")]

    def _narrates(self) -> bool:
        """Tell whether the sentence only tells what happened."""
        roots = [t for t in self.parsed.doc if t.dep_ == "ROOT"]
        return bool(roots) and all(self.scope.narrates(t) for t in roots)

    def _nearby(self, act: Act) -> bool:
        """Tell whether what an act asks for stands somewhere in the sentence, if not in its place."""
        if not act.needs or not any(entity is not None for entity in self.parsed.entities):
            return False
        return all(self._mentions(classes) for _, classes in act.needs)

    def _mentions(self, classes: frozenset[str]) -> bool:
        known = self._mentioned.get(classes)
        if known is None:
            wanted = classes - {"any", "pronoun"}
            known = self._mentioned[classes] = any(self.phrases.is_a(t, wanted) for t in self._nominals)
        return known

    def _suggestions(self) -> Iterator[Draft]:
        """Yield what telling words suggest, for a person to confirm."""
        words: dict[str, Token] = {}
        for token in reversed(self.parsed.doc):
            if self.parsed.spans[token.i][0] >= self.parsed.source.head:
                words[self.parsed.lemma(token)] = words[self.parsed.original(token).lower()] = token
        names = {f"#{p}" for e in self.parsed.entities if e is not None for p in e.parties}
        names |= (
            {"#territory"}
            if any(e is not None and e.territories and not e.parties for e in self.parsed.entities)
            else set()
        )
        names |= {"#party"} if any(e is not None and e.parties for e in self.parsed.entities) else set()
        said = words.keys() | names
        for telling in self.lexicon.telling:
            if not any(group.isdisjoint(said) for group in telling.groups):
                chosen = next((words[w] for group in telling.groups for w in sorted(group) if w in words), None)
                if chosen is not None:
                    draft = self._begun(telling.kind, chosen, {"polarity": "affirmed"}, "possible")
                    draft.why = ONLY_WORDS
                    self._say(draft, "kind", [chosen])
                    yield draft

    def suspected(self, nominations: Iterable[Nomination]) -> Iterator[Draft]:
        """Yield what was nominated for words of this stretch, as its syntax lets it stand: never more than possible."""
        if self._everyday or self._narrates():
            return
        shift = self.parsed.source.shift
        for one in nominations:
            start = one.start - shift
            spans = self.parsed.spans
            token = next((t for t in self.parsed.doc if spans[t.i][0] <= start < spans[t.i][1]), None)
            standing = self.scope.standing(token) if token is not None and start >= self.parsed.source.head else None
            if token is None or standing is None or standing.dropped:
                continue
            values = {
                "polarity": "negated" if standing.value == "-" else "affirmed",
                "force": "report" if self.speaker else standing.force,
                "condition": standing.condition,
            }
            draft = self._begun(one.kind, token, values, "possible")
            draft.why = ONLY_WORDS
            self._evidence(draft, "kind", start, one.end - shift)
            yield draft

    def _draft(self, found: Found, standing: Standing) -> Draft:
        act, token = found.act, found.token
        values = {**self._polarity(found, standing.value), "force": standing.force, "condition": standing.condition}
        if self.speaker:
            values["force"] = "report"
        for name, value in act.values:
            if name != "force" or standing.force == "obligation":
                values[name] = value
        status = "asserted" if found.complete and standing.value != "?" else "possible"
        draft = self._begun(act.kind, token, values, status)
        draft.why = standing.why if standing.value == "?" else "" if found.complete else missing(act)
        self._say(draft, "kind", self._trigger(token))
        self._roles(draft, found)
        self._mode(draft, found)
        self._numbers(draft, found)
        for role, index in standing.words:
            self._say(draft, role, [self.parsed.doc[index]])
        self._circumstances(draft, found)
        return draft

    def _begun(self, kind: str, token: Token, values: dict[str, str], status: str) -> Draft:
        above = tuple(a.i for a in token.ancestors)
        return Draft(kind, self.parsed, token.i, above, token.pos_ == "VERB", values, status=status)

    def _polarity(self, found: Found, value: str) -> dict[str, str]:
        ruled_out = not found.act.always and (value == "-") != found.act.negated
        return {"polarity": "negated" if ruled_out else "affirmed"}

    def _circumstances(self, draft: Draft, found: Found) -> None:
        """Add the instrument, the term and the overseer that the words around an act name."""
        negated = draft.values["polarity"] == "negated"
        for name, value, tokens in self.around.of(draft.kind, found.token, found.slots, negated):
            if name not in draft.values:
                draft.values[name] = value
                self._say(draft, name, tokens)
        content = self.around.content(found.token)
        if content is not None and not draft.roles.get("performer"):
            self._made_by(draft, content)

    def _made_by(self, draft: Draft, content: Token) -> None:
        """Let who makes a treaty or a law do what it contains, unless it may be about somebody else."""
        makers = self.around.makers(content)
        ids = tuple(dict.fromkeys(p for t in makers for p in self.phrases.parties(t)))
        told = {*ids, *draft.roles.get("beneficiary", ()), *draft.roles.get("organisation", ())}
        others = [
            t
            for t in content.subtree
            if (entity := self.parsed.entity(t)) is not None and set(entity.parties) - told and t.head.lower_ != "with"
        ]
        if ids and not others:
            draft.roles["performer"] = ids
            self._say(draft, "performer", makers)

    def _trigger(self, token: Token) -> list[Token]:
        return [token, *(c for c in token.children if c.dep_ == "prt")]

    def _roles(self, draft: Draft, found: Found) -> None:
        roles = dict(found.act.roles)
        roles.setdefault("performer", ("subject",))
        named: dict[str, set[int]] = {}
        if "place" not in roles:
            roles.setdefault("territory", LOCATIVE)
        for role, slots in roles.items():
            ids, tokens = self._fill(role, list(slots), found)
            name = "territory" if role == "place" else role
            if ids and not draft.roles.get(name):
                draft.roles[name] = ids
                words = self._naming(ids, tokens)
                named[name] = {t.i for t in words if self._names(t, ids)}
                self._say(draft, name, words)
        self._others_too(draft, found)
        self._complete_performer(draft, found, roles)
        self._mutual(draft, found)
        self._defended(draft)
        performer, beneficiary = named.get("performer", set()), named.get("beneficiary", set())
        if roles["performer"] == ("agent",) and draft.roles.get("performer") == draft.roles.get("beneficiary"):
            self._unsay(draft, "performer")  # who gains is not his own patron
        elif not performer or not beneficiary or performer & beneficiary:
            self._disentangle(draft)

    def _unsay(self, draft: Draft, role: str) -> None:
        draft.roles.pop(role, None)
        draft.evidence = [e for e in draft.evidence if e.role != role]

    def _complete_performer(self, draft: Draft, found: Found, roles: dict[str, tuple[str, ...]]) -> None:
        """Name who acts where the verb's own subject does not: a late by-phrase, or the subject of the main clause."""
        if draft.roles.get("performer") or not roles["performer"] or found.token.pos_ not in ("VERB", "AUX"):
            return
        if is_passive(found.token):
            tokens = [
                h
                for t in found.token.subtree
                if t.lower_ == "by" and not self._in_clause(t, found.token)
                for c in t.children
                if c.dep_ == "pobj"
                for h in self.phrases.heads(c)
            ]
        else:
            tokens = found.slots.get("matrix", []) if found.slots.get("subject") else []
            if found.token.dep_ == "pcomp" and not tokens:  # "takes over rules on protecting": who takes over protects
                tokens = [t for t in found.slots.get("matrix", []) if t.dep_ == "nsubj"]
        ids = tuple(dict.fromkeys(p for t in tokens for p in self.phrases.parties(t)))
        if ids:
            draft.roles["performer"] = ids
            self._say(draft, "performer", tokens)

    def _mutual(self, draft: Draft, found: Found) -> None:
        """Name both sides where what is done, or what it is done to, is mutual."""
        words = self.lexicon.sets["mutual"]
        nouns = [found.token, *found.slots.get("object", [])]
        said = [c for t in nouns for c in t.children if c.dep_ == "amod" and self.parsed.lemma(c) in words]
        if said and not draft.roles.get("performer"):
            draft.roles["performer"] = (self.lexicon.cast.both,)
            self._say(draft, "performer", said[:1])

    def _defended(self, draft: Draft) -> None:
        """Name for whom a guarantee is: whom the attack that sets it off hits, or who loses it by an attack."""
        if draft.kind != "give_security_guarantee" or draft.roles.get("beneficiary"):
            return
        attacks = self.lexicon.sets["breach"]
        attack = next((t for t in self.parsed.doc if t.dep_ == "advcl" and self.parsed.lemma(t) in attacks), None)
        if attack is None:
            return
        wanted = ("nsubj",) if draft.values["condition"] == "revocation" else ("dobj", "nsubjpass")
        tokens = [c for c in attack.children if c.dep_ in wanted]
        draft.roles["beneficiary"] = tuple(dict.fromkeys(p for t in tokens for p in self.phrases.parties(t)))

    def _in_clause(self, token: Token, act: Token) -> bool:
        """Tell whether a token belongs to a clause inside the act's own."""
        for ancestor in token.ancestors:
            if ancestor == act:
                return False
            if ancestor.dep_ in ("relcl", "acl", "advcl", "ccomp", "conj"):
                return True
        return False

    def _disentangle(self, draft: Draft) -> None:
        """Look for another party where a pronoun made the one who acts the one for whom it is done."""
        performer, beneficiary = draft.roles.get("performer", ()), draft.roles.get("beneficiary", ())
        if len(performer) != 1 or performer != beneficiary or self.lexicon.cast.collectives.issuperset(performer):
            return
        others = [
            e.parties
            for e in self.parsed.entities
            if e is not None and e.parties and not set(e.parties) & set(performer)
        ]
        draft.roles["beneficiary"] = others[-1] if others else ()

    def _fill(self, role: str, slots: list[str], found: Found) -> tuple[tuple[str, ...], list[Token]]:
        for slot in slots:
            if slot.startswith("="):
                return (slot[1:],), []
            tokens = [t for t in iter_slots(found.slots, (slot,)) if t != found.token or slot == "self"]
            ids = tuple(dict.fromkeys(i for t in tokens for i in self._ids(role, t, slot)))
            if role == "performer" and found.act.kind.startswith("join_"):
                ids = tuple(i for i in ids if i not in self.lexicon.cast.organisations)
            if ids:
                return ids, tokens
        return (), []

    def _naming(self, ids: tuple[str, ...], tokens: list[Token]) -> list[Token]:
        """Return the words that name parties or territories within their phrases; the heads where no name stands."""
        named: list[Token] = []
        for token in tokens:
            inner = [part for part in token.subtree if self._names(part, ids)]
            named += inner or [token]
        return named

    def _names(self, token: Token, ids: tuple[str, ...]) -> bool:
        entity = self.parsed.entity(token)
        return entity is not None and bool({*entity.parties, *entity.territories} & set(ids))

    def _ids(self, role: str, token: Token, slot: str) -> tuple[str, ...]:
        if role in ("territory", "place"):
            return self.phrases.territories(token, place=role == "place")
        if role == "organisation":
            return tuple(p for p in self.phrases.parties(token) if p in self.lexicon.cast.organisations)
        return self.phrases.parties(token)

    def _others_too(self, draft: Draft, found: Found) -> None:
        """Read "by the United States as well", said of an impersonal act, as one more among all states."""
        if draft.kind != "recognise_sovereignty":
            return
        words = {t.lower_ for t in self.parsed.doc}
        others = self.lexicon.cast.others
        performers = draft.roles.get("performer", ())
        if (
            performers
            and ("well" in words or "too" in words or "also" in words)
            and "by" in found.slots
            and others not in performers
        ):
            draft.roles["performer"] = (*performers, others)
        elif not performers and words & {"internationally", "universally", "worldwide"}:
            adverb = next(t for t in self.parsed.doc if t.lower_ in ("internationally", "universally", "worldwide"))
            governors = (found.token, found.token.head, found.token.head.head)  # "accepted as belonging to"
            if adverb.head in governors or found.token in adverb.ancestors:
                draft.roles["performer"] = (others,)
                self._say(draft, "performer", [adverb])

    def _mode(self, draft: Draft, found: Found) -> None:
        if draft.kind != "recognise_sovereignty" or "mode" in draft.values:
            return
        start = self.parsed.source.head
        held = next((t for t in found.slots.get("object", []) if self.phrases.is_a(t, ("holding",))), None)
        for mode, pattern in MODES:
            match = pattern.search(self.parsed.source.text, start)
            if match is not None:
                draft.values["mode"] = mode
                self._evidence(draft, "mode", match.start(), match.end())
                return
        if held is not None:
            draft.values["mode"] = "control_only"
            self._say(draft, "mode", [held])

    def _numbers(self, draft: Draft, found: Found) -> None:
        source = self.parsed.source
        match = self._deadline
        if match is not None:
            draft.deadline = self._original(match.start(), match.end())
            draft.within_days = days_in(draft.deadline)
            self._evidence(draft, "deadline", match.start(), match.end())
        if draft.kind == "limit_armed_forces":
            for token in iter_slots(
                found.slots, ("to", "at", "object", "than", "of", "below", "under", "quality", "predicate")
            ):
                start, end = self._bounds(token)
                value = number_in(source.text[start:end])
                if value is not None and value >= 100:
                    draft.number = value
                    number = NUMBER.search(source.text, start, end)
                    if number is not None:
                        self._evidence(draft, "number", number.start(), number.end())
                    return

    def _bounds(self, token: Token) -> tuple[int, int]:
        indices = [t.i for t in token.subtree]
        return self.parsed.spans[min(indices)][0], self.parsed.spans[max(indices)][1]

    def _say(self, draft: Draft, role: str, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._evidence(draft, role, *self.parsed.spans[token.i])

    def _evidence(self, draft: Draft, role: str, start: int, end: int) -> None:
        source = self.parsed.source
        if start < source.head:
            return
        first, last = start + source.shift, end + source.shift
        words = self.text[first:last]
        if words:
            item = Evidence(role=role, start=first, end=last, text=words)
            if item not in draft.evidence:
                draft.evidence.append(item)

    def _original(self, start: int, end: int) -> str:
        return self.text[start + self.parsed.source.shift : end + self.parsed.source.shift]

    def _note(self, token: Token, message: str) -> Note:
        shift = self.parsed.source.shift
        start, end = (offset + shift for offset in self.parsed.spans[token.i])
        return Note(start=max(0, start), end=max(0, end), text=self.text[max(0, start) : max(0, end)], message=message)
