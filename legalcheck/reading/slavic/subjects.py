"""Say who acts and what it is done to: by agreement, by case, and by who can act at all."""

from collections.abc import Sequence

from legalcheck.reading.slavic.clauses import Clause
from legalcheck.reading.slavic.grammar import VERBAL, Grammar
from legalcheck.reading.slavic.tokens import Token

Sets = dict[str, frozenset[str]]


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


def resolve(verb: Token, arguments: Sequence[Token], clause: Clause, grammar: Grammar) -> None:
    """Say which argument is the subject and which the object; others keep their case."""
    finite = verb.pos in ("verb", "short", "pred") and not verb.word.impersonal
    rest = list(arguments)
    if finite or (verb is clause.root and verb.pos not in VERBAL):
        subject = _subject(verb, rest, clause, grammar)
        if subject is not None:
            subject.rel = "subj"
            rest.remove(subject)
    for token in rest:
        direct = token.has("a") and not any(t.rel == "obj" for t in verb.children)
        if direct or (verb.word.impersonal and token.has("n")):
            token.rel = "obj"


def _subject(verb: Token, arguments: list[Token], clause: Clause, grammar: Grammar) -> Token | None:
    candidates = [t for t in arguments if agrees(t, verb) and t.lemma not in grammar.sets["units"]]
    sure = [t for t in candidates if not t.has("a")]
    if not candidates or sure or verb.pos == "pred":
        return sure[0] if sure else None
    if len(candidates) == 1 and not _may_act(candidates[0], verb, arguments, clause, grammar):
        return None
    named = [t for t in candidates if t.entity is not None and t.entity.parties]
    return (named or candidates)[0]


def _may_act(only: Token, verb: Token, arguments: list[Token], clause: Clause, grammar: Grammar) -> bool:
    """Tell whether the one noun that agrees with a verb, but may be its object as well, is its subject."""
    if only.i > verb.i:  # "and returns control": the subject is that of the clause before
        return clause.kind != "coord" or any(t.has("a") and t is not only for t in arguments)
    actor = only.lemma in grammar.actors or only.noun in grammar.actors or only.entity is not None
    alone = not any(t.has("a") and t is not only for t in arguments)
    takes = verb.lemma not in grammar.sets["intransitive"] and grammar.is_transitive(verb.lemma)
    anybody = verb.word.number == "p" and not verb.word.past and takes
    return actor or not (alone and anybody)


def pass_down(verb: Token, sets: Sets) -> None:
    """Give what stands before a modal to its infinitive: "Reduce the army Ukraine will not"."""
    inner = next((c for c in verb.children if c.rel == "inf" or (c.rel == "attr" and c.word.impersonal)), None)
    if inner is not None and not any(c.rel == "subj" for c in verb.children):
        _pass_up(verb, inner, sets)
    if inner is None or verb.lemma not in sets["modals"] or any(c.rel == "obj" for c in inner.children):
        return
    for child in [c for c in verb.children if c.rel == "obj" or (c.rel == "arg" and c.has("gi") and not c.has("d"))]:
        verb.children.remove(child)
        child.hang(inner, child.rel)


def _pass_up(verb: Token, inner: Token, sets: Sets) -> None:
    """Give a modal the subject behind its infinitive: "May be stationed the units"."""
    intransitive = inner.lemma in sets["intransitive"] or inner.lemma.endswith(("ся", "сь"))
    late = next((c for c in inner.children if c.rel in ("obj", "arg") and c.has("n") and agrees(c, verb)), None)
    if late is not None and (intransitive or not late.has("a")) and verb.pos == "verb":
        inner.children.remove(late)
        late.hang(verb, "subj")


def none_there(verb: Token, items: Sequence[Token], sets: Sets) -> None:
    """Give "there will be no" the genitive before it: "In the war of elections there will be none"."""
    if (
        verb.negated is None
        or verb.lemma not in sets["existence"]
        or any(c.rel in ("subj", "arg") for c in verb.children)
    ):
        return
    at = items.index(verb)
    before = items[at - 1] if at else None
    if before is not None and before.rel == "of" and before.head is not None:
        before.head.children.remove(before)
        before.head = None
        before.hang(verb, "arg")
