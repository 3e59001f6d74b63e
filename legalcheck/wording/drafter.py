"""Draft a clause for a measure; read it back, so that it is given only if it says what was meant."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count, islice
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
"""Wordings that are looked at first, one by one; each time that none fits, twice as many are read."""


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
        return self.phrases_checked([measure])[0]

    def phrases_checked(self, measures: Sequence[Measure]) -> list[str | None]:
        """Return the same for each of some measures, whose wordings are read together."""
        drafts = [_Draft(measure, self._composer.clauses(measure)) for measure in measures]
        for number, ends in _looks():
            unsettled = [draft for draft in drafts if not draft.settled]
            if not unsettled:
                break
            some = [list(islice(draft.wordings, number)) for draft in unsettled]
            readings = iter(self._reader.read(ClauseText(text=text) for texts in some for text in texts))
            for draft, texts in zip(unsettled, some, strict=True):
                read = [(text, next(readings)) for text in texts]
                draft.take([(text, found) for text, found in read if self._likeness.reads(draft.measure, found)], ends)
                draft.settled |= not texts
        return [draft.best for draft in drafts]

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._law or Law(self.book, self.book.reviewed), self.wording.beside)

    @cached_property
    def _reader(self) -> "ReadsClauses | Reader":
        from legalcheck.reading import Reader  # noqa: PLC0415 - costs start-up time where nothing is read back

        return self._given or Reader(self.book.words, names=self.book.names)


class _Draft:
    """A measure with the wordings that are still to be read back, and the best one so far."""

    def __init__(self, measure: Measure, wordings: Iterator[str]):
        self.measure = measure
        self.wordings = wordings
        self.best: str | None = None
        self.settled = False
        self._second = False

    def take(self, fit: Sequence[tuple[str, Reading]], ends: bool) -> None:
        """Take wordings that fit: one without guesses settles it; one with guesses does after a further whole look."""
        plain = next((text for text, reading in fit if not _guesses(reading)), None)
        self.best = plain or self.best or (fit[0][0] if fit else None)
        self.settled = plain is not None or (ends and self._second)
        self._second = self._second or (ends and self.best is not None)


def _looks() -> Iterator[tuple[int, bool]]:
    """Yield how many wordings are read next, and whether that ends a look: 1 and 1, then 4, 8, and so on."""
    yield from ((1, at == TOGETHER - 1) for at in range(TOGETHER))
    yield from ((TOGETHER * 2**at, True) for at in count(1))


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
