"""Find the root of a clause: its predicate, or what stands for one."""

from collections.abc import Sequence

from legalcheck.reading.slavic.clauses import is_predicate
from legalcheck.reading.slavic.tokens import Token

Sets = dict[str, frozenset[str]]


def root_of(items: Sequence[Token], sets: Sets) -> Token | None:
    """Return the word on which a clause hangs, or None if it has none; a copular predicate takes its subject along."""
    for token in items if any(t.pos == "inf" for t in items) else ():
        if token.pos == "adj" and token.lemma in sets["modal_adjectives"]:
            return token
    predicate = next(filter(is_predicate, items), None)
    predicate = predicate or _participle(items, sets) or _infinitive(items, sets)
    predicate = predicate or _copular(items, sets)
    phrases = [t for t in items if is_phrase(t)]
    heads = [t for t in phrases if not t.prep and (t.has("n") or _none(t, sets))]
    first = next(iter(heads or phrases), None)
    return predicate or first or next((t for t in items if t.pos == "adv"), None)


def _infinitive(items: Sequence[Token], sets: Sets) -> Token | None:
    """Return the infinitive that governs: "To supply weapons (is) to be forbidden", else the first."""
    found = [t for t in items if t.pos == "inf"]
    return next((t for t in found if t.lemma in sets["modals"]), found[0] if found else None)


def _none(token: Token, sets: Sets) -> bool:
    """Tell whether "no" stands with a noun: "No foreign bases"."""
    return any(c.rel == "mod" and c.lemma in sets["negative"] for c in token.children)


def _participle(items: Sequence[Token], sets: Sets) -> Token | None:
    """Return a participle that stands as predicate: "The mobilisation halted"."""
    seen: list[Token] = []
    for at, token in enumerate(items):
        if token.pos == "part" and token.word.passive and token.has("n") and (at == 0 or items[at - 1].text != ","):
            if any(s.has("n") and {f for f in s.forms if f[0] == "n"} & token.forms for s in seen):
                return token
        elif is_phrase(token) and not token.prep:
            seen.append(token)
    return None


def _copular(items: Sequence[Token], sets: Sets) -> Token | None:
    """Return what is said of a subject across a dash or without a verb."""
    first = next((t for t in items if is_phrase(t) and not t.prep and t.has("n")), None)
    if first is None:
        return None
    dash = next((i for i, t in enumerate(items) if t.text in "-\u2013\u2014" and t.i > first.i), None)
    after = [t for t in items[dash + 1 :] if is_phrase(t)] if dash is not None else []
    said = next((t for t in after if not t.prep and t.has("n")), None) or next(
        (t for t in items if t.pos == "adj" and t.has("n") and t is not first and t.i > first.i), None
    )
    if said is not None and said is not first:
        first.hang(said, "subj")
    return said if said is not first else None


def is_phrase(token: Token) -> bool:
    """Tell whether a word can head a noun phrase or stand for one."""
    return token.pos in ("noun", "pron", "num", "adj", "part")
