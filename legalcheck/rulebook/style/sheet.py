"""The style sheet of a rulebook: what its texts are held against, as a lawyer may change it."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from legalcheck.model.base import Record
from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook, load_record

SHEET = "style.yaml"


def _compiles(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"'{value}' is no regular expression: {error}") from error
    return value


Pattern = Annotated[str, AfterValidator(_compiles)]
"""A regular expression."""


class Units(Record):
    """How one language refers to the parts of a text of law."""

    units: dict[str, tuple[str, ...]] = Field(description="Words that stand before a number, by unit.")
    before: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Units whose numbers may stand before that of a larger one, by the larger."
    )


class Wording(Record):
    """Words that are not to be used, and what to write instead."""

    find: Pattern = Field(description="Regular expression of what is not to be used.")
    instead: str = Field(description="What to do, completing 'has ...;'.")
    languages: tuple[str, ...] = Field(default=("en", "uk"), description="Languages in which it is not to be used.")


class Term(Record):
    """Words that have one translation: where one language has them, so has the other."""

    en: Pattern = Field(description="Regular expression of the words in English.")
    uk: Pattern = Field(description="The same in Ukrainian.")

    def parts(self, english: str, ukrainian: str) -> bool:
        """Say whether only one of two texts has the words."""
        return bool(re.search(self.en, english)) != bool(re.search(self.uk, ukrainian))


class Body(Term):
    """Somebody who takes steps of routes."""

    votes: bool = Field(default=False, description="Whether it acts by a vote, so that a majority belongs to its step.")


class StyleSheet(Record):
    """What the texts of rules are held against; a part that is left out is not checked."""

    references: dict[str, Units] = Field(default_factory=dict, description="References to law, by language.")
    numbered: tuple[Pattern, ...] = Field(default=(), description="Numbers by which acts are known.")
    numbered_joins: dict[str, tuple[Pattern, ...]] = Field(
        default_factory=dict, description="What may stand between the number of an act and that of its article."
    )
    authority: dict[str, Pattern] = Field(
        default_factory=dict, description="Regular expressions of which law speaks or who decides, by language."
    )
    acts: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Further words for a kind of measure, by kind; beginnings of words."
    )
    bodies: tuple[Body, ...] = Field(default=(), description="Who may take a step of a route.")
    deeds: tuple[Term, ...] = Field(default=(), description="What is done in steps, with one word in each language.")
    sentences: tuple[str, ...] = Field(default=(), description="Parts that are sentences and end with a full stop.")
    one_sentence: tuple[str, ...] = Field(default=(), description="Parts that are one sentence, no more.")
    words: dict[str, int] = Field(default_factory=dict, description="Most words in a sentence, by part.")
    wording: tuple[Wording, ...] = Field(default=(), description="Words and signs that are not to be used.")


def style_sheet(book: Rulebook) -> StyleSheet | None:
    """Return the sheet of a rulebook, None if it has none; ``InputError`` lists its mistakes."""
    path = book.folder / SHEET
    if not path.is_file():
        return None
    sheet, document = load_record(path, StyleSheet)
    strange = [kind for kind in sheet.acts if kind not in book.vocabulary.kinds]
    if strange:
        raise InputError([document.problem(f"no measure kind is called '{kind}'", "acts", kind) for kind in strange])
    return sheet
