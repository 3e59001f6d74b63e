"""Hand each clause to the reader of its language."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path

from legalcheck.reading.english.reader import EnglishReader
from legalcheck.reading.language import detect
from legalcheck.reading.learned import LearnedNominator
from legalcheck.reading.records import ClauseText, Reading


class Reader:
    """Reads clauses into measures; languages without a reader come back with no measures."""

    def __init__(self, rules: Path):
        self.rules = rules
        self._english: EnglishReader | None = None

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield one reading a clause, in order; ``ReaderUnavailable`` if a language's parser is missing."""
        for language, group in groupby(clauses, key=_language):
            if language == "en":
                yield from self.english.read(group)
            else:
                yield from (Reading(language=language) for _ in group)

    @property
    def english(self) -> EnglishReader:
        """Return the reader of English, built on first use."""
        if self._english is None:
            self._english = EnglishReader(self.rules)
        return self._english

    @cached_property
    def nominator(self) -> LearnedNominator | None:
        """Return what nominates kinds by learned weights, loaded on first use; nothing where the rules hold none."""
        return LearnedNominator.load(self.rules)


def _language(clause: ClauseText) -> str:
    """Return the language by script; what is declared only tells apart languages of one script."""
    found = detect(clause.text)
    if clause.language in ("uk", "ru") and found in ("uk", "ru"):
        return clause.language
    return found
