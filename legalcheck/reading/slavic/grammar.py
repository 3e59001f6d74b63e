"""What the grammar of one language asks: its sets of words, and what the lexicon knows of nouns and verbs."""

from collections.abc import Callable
from dataclasses import dataclass

VERBAL = frozenset({"verb", "short", "pred", "inf", "ger"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """What settles how a sentence hangs together."""

    sets: dict[str, frozenset[str]]
    is_transitive: Callable[[str], bool]
    relational: frozenset[str]  # nouns on which prepositional phrases hang: those that name acts, and the like
    actors: frozenset[str]  # nouns that name who can act
