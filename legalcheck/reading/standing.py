"""How an act stands: done, ruled out, allowed, told, undone; and how a governing word changes that."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from legalcheck.reading.english.parsing import Token
from legalcheck.reading.lexicon import Signature

VERBS = ("VERB", "AUX")
PASS = Signature("required", "ruled_out")
PURPOSE = Signature("open", "open")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an act stands in its clause."""

    value: str = "+"  # + done, - ruled out, ? nothing follows
    force: str = "obligation"
    condition: str = "none"
    why: str = ""
    words: tuple[tuple[str, int], ...] = ()  # (role, token index)
    dropped: bool = False  # the act is only mentioned: a condition, a topic, a description

    def open(self, why: str) -> "Standing":
        """Return this standing as one from which nothing follows."""
        return replace(self, value="?", why=self.why or why)

    def drop(self, why: str) -> "Standing":
        """Return this standing as a mere mention."""
        return replace(self, value="?", why=why, dropped=True)

    def flipped(self) -> "Standing":
        """Return this standing under one more negation."""
        if self.value == "-":
            return self.open("a double negation")
        return replace(self, value="-") if self.value == "+" else self

    def forced(self, force: str) -> "Standing":
        """Return this standing with a force, unless it has a particular one already."""
        return replace(self, force=force) if self.force == "obligation" else self

    def under(self, signature: Signature, word: str) -> "Standing":
        """Return this standing as it is below a governing word."""
        effect = signature.affirmed if self.value == "+" else signature.negated
        if self.value == "?":
            return self
        return EFFECTS.get(effect, _open)(self, f'nothing follows from "{word}"')


@dataclass(slots=True)
class Level:
    """One predicate on the way from an act up to the root, and how the one below hangs on it."""

    token: Token
    slot: str = ""
    shared: list[Token] = field(default_factory=list)  # first members of its coordination, which may share a negation


Effect = Callable[[Standing, str], Standing]


def _open(state: Standing, why: str) -> Standing:
    return state.open(why)


def _required(state: Standing, _why: str) -> Standing:
    return replace(state, value="+")


def _permitted(state: Standing, _why: str) -> Standing:
    return replace(state, value="+").forced("permission")


def _aim(state: Standing, _why: str) -> Standing:
    return replace(state, value="+").forced("aim")


def _declared(state: Standing, _why: str) -> Standing:
    return replace(state, value="+").forced("declaration")


def _ruled_out(state: Standing, why: str) -> Standing:
    if state.condition == "revocation":
        return state.open(why)
    return replace(state, value="-", force="obligation" if state.force == "permission" else state.force)


def _told(state: Standing, why: str) -> Standing:
    return state.open(why) if state.condition == "revocation" else replace(state, value="+", force="report")


def _undone(state: Standing, why: str) -> Standing:
    return state.open(why) if state.force == "report" else replace(state, value="+", condition="revocation")


EFFECTS: dict[str, Effect] = {
    "required": _required,
    "permitted": _permitted,
    "aim": _aim,
    "declared": _declared,
    "ruled_out": _ruled_out,
    "told": _told,
    "undone": _undone,
}


def top(token: Token) -> Token:
    """Return the first member of a coordination."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token
