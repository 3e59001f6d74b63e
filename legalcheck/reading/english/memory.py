"""What earlier words of a clause, or the line that introduces it, left in mind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Memory:
    """Parties, territories and nouns that a pronoun or a definite phrase may refer to."""

    parties: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
