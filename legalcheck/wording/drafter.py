"""Draft a clause for a measure; read it back, so that it is given only if it says what was meant."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from legalcheck.inference.law import Law
from legalcheck.model.measure import Measure
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.rulebook.load import Rulebook
from legalcheck.wording.compose import Composer
from legalcheck.wording.data import load_wording
from legalcheck.wording.likeness import Likeness

if TYPE_CHECKING:
    from legalcheck.reading import Reader

TOGETHER = 2
"""Wordings that are read first; each time that none fits, twice as many are read."""


class ReadsClauses(Protocol):
    """Whoever reads clauses into measures."""

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield one reading a clause, in order."""
        ...


class Drafter:
    """Drafts clauses by one rulebook's wording; the reader and the law are opened when a clause is first read back."""

    def __init__(self, book: Rulebook, *, reader: ReadsClauses | None = None, law: Law | None = None):
        """Take a rulebook; ``InputError`` if its wording has mistakes. A reader and the law of a day may be given."""
        self.book = book
        self.wording = load_wording(book)
        self._composer = Composer(self.wording)
        self._given = reader
        self._law = law

    def phrase(self, measure: Measure) -> str | None:
        """Return the best wording of a measure, not read back; None if some part of it has no words."""
        return next(self._composer.clauses(measure), None)

    def phrase_checked(self, measure: Measure) -> str | None:
        """Return the best wording that reads back to the measure, None if none does.

        One at whose words the reader also guesses something else is given only if the next ones are no better.
        """
        wordings = self._composer.clauses(measure)
        best: str | None = None
        number = TOGETHER
        while some := list(islice(wordings, number)):
            readings = self._reader.read(ClauseText(text=text) for text in some)
            fit = [(t, r) for t, r in zip(some, readings, strict=True) if self._likeness.reads(measure, r)]
            plain = next((text for text, reading in fit if not _guesses(reading)), None)
            if plain is not None or best is not None:
                return plain or best
            best = fit[0][0] if fit else None
            number *= 2
        return best

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._law or Law(self.book, self.book.reviewed), self.wording.beside)

    @cached_property
    def _reader(self) -> "ReadsClauses | Reader":
        from legalcheck.reading import Reader  # noqa: PLC0415 - costs start-up time where nothing is read back

        return self._given or Reader(self.book.words, names=self.book.names)


def phrase(measure: Measure, book: Rulebook) -> str | None:
    """Return a wording of one measure, not read back; for many measures keep a ``Drafter``."""
    return Drafter(book).phrase(measure)


def phrase_checked(
    measure: Measure, book: Rulebook, *, reader: ReadsClauses | None = None, law: Law | None = None
) -> str | None:
    """Return a wording of one measure that reads back to it; for many measures keep a ``Drafter``."""
    return Drafter(book, reader=reader, law=law).phrase_checked(measure)


def _guesses(reading: Reading) -> bool:
    return any(measure.status == "possible" for measure in reading.measures)
