"""What fills the slots of an act, whatever its voice and form: subject, object, cases and prepositions."""

from collections.abc import Iterable, Iterator

from legalcheck.reading.slavic.tokens import Token

Slots = dict[str, list[Token]]
CASES = {"g": "gen", "d": "dat", "i": "ins"}
ACTIVE: dict[str, tuple[str, ...]] = {
    "subj": ("subject",), "obj": ("object",), "of": ("of", "object"), "attr": ("predicate",), "adv": ("adverb",),
    "inf": ("clause",), "clause": ("clause",)}  # fmt: skip
PASSIVE: dict[str, tuple[str, ...]] = {**ACTIVE, "subj": ("object",)}
NOMINAL: dict[str, tuple[str, ...]] = {"mod": ("owner",)}
CASELIKE = frozenset({"subject", "dat", "ins", "gen"})
PREDICATES = frozenset({"verb", "short", "inf", "ger", "pred", "part"})


def heads(token: Token) -> Iterator[Token]:
    """Yield a phrase's head and those coordinated with it."""
    yield token
    for child in token.children:
        if child.rel == "conj" and child.pos in ("noun", "num", "pron", "adj", "part"):
            yield from heads(child)


def is_passive(token: Token, reflexive: bool) -> bool:
    """Tell whether a verb form is passive; ``reflexive``: it is the -ся form of the verb that it is taken for."""
    return reflexive or token.word.passive


def slots_of(token: Token, passive: bool, nominal: bool) -> Slots:
    """Return the slots of a word taken as a verb in a voice, or as a noun."""
    found: Slots = {}
    for child in token.children:
        for name in _slot_names(child, passive, nominal):
            _put(found, name, heads(child))
    if token.head is not None and (token.rel == "part" or (token.rel == "mod" and token.pos == "part")):
        found.setdefault("object" if passive else "subject", [token.head])
    if not nominal:
        if "object" not in found:
            _put(found, "object", (t for t in found.get("gen", ()) if token.negated is not None or not t.has("d")))
            if token.negated is not None and "object" in found:  # a genitive of negation is no dative
                found["dat"] = [t for t in found.get("dat", ()) if t not in found["object"]]
        _borrow(found)
    for held in found.get("object", ())[:] if nominal else ():
        for child in held.children:
            if child.prep and child.rel == child.prep:
                _put(found, child.prep, heads(child))
    return found


def _put(found: Slots, name: str, tokens: Iterable[Token]) -> None:
    fresh = [t for t in tokens if t not in found.get(name, ())]
    if fresh:
        found.setdefault(name, []).extend(fresh)


def _slot_names(child: Token, passive: bool, nominal: bool) -> Iterable[str]:
    if child.rel == "arg":
        return _by_case(child, passive or nominal, nominal)
    if child.rel == "obj":  # a form that may be an accusative, but also another case
        return ["object", *(CASES[c] for c in "gd" if child.has(c))]
    known = NOMINAL.get(child.rel) if nominal else None
    known = known or (PASSIVE if passive else ACTIVE).get(child.rel)
    return known or ((child.prep,) if child.prep else ())


def _by_case(child: Token, agentive: bool, nominal: bool) -> list[str]:
    names = [name for case, name in CASES.items() if child.has(case)]
    if child.pos in ("adj", "part") and child.has("in"):
        names.append("predicate")
    if "ins" in names and agentive:
        names.append("subject")
    if "gen" in names and nominal and not child.has("d"):
        names.append("object")
    return names


def _borrow(found: Slots) -> None:
    """Let a verb see what hangs on its arguments: "takes its forces from the region", "into the composition of"."""
    for name in [n for n in found if n not in ("clause", "adverb")]:
        for held in found[name][:]:
            for child in [*held.children, *(g for c in held.children if c.rel == "of" for g in c.children)]:
                if child.prep and child.rel == child.prep:
                    _put(found, child.prep, heads(child))
                elif child.rel == "arg" and child.has("d") and name not in CASELIKE:
                    _put(found, "dat", heads(child))
                elif child.rel == "of" and name not in CASELIKE:
                    _put(found, "of", heads(child))
