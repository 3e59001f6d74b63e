"""Hand each clause to the reader of its language."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, tee
from pathlib import Path

from legalcheck.reading.english.reader import EnglishReader
from legalcheck.reading.language import detect
from legalcheck.reading.nomination import Nominator, nominated
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.reading.slavic.reader import SlavicReader


class Reader:
    """Reads clauses into measures, each in its language."""

    def __init__(self, rules: Path, *, nominators: Sequence[Nominator] = ()):
        """Take the folder of rules, and whom to ask for what the words may mean besides what was read."""
        self.rules = rules
        self.nominators = tuple(nominators)
        self._english: EnglishReader | None = None
        self._slavic: dict[str, SlavicReader] = {}

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield one reading a clause, in order; ``ReaderUnavailable`` if a language's parser is missing."""
        given, taken = tee(clauses)
        for clause, reading in zip(given, self._read(taken), strict=True):
            yield nominated(reading, clause.text, self.nominators)

    def _read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield what the words license."""
        for language, group in groupby(clauses, key=_language):
            if language == "en":
                yield from self.english.read(group)
            elif (self.rules / "lexicon" / language).is_dir():
                yield from self.slavic(language).read(group)
            else:  # a rulebook without words for this language: nothing is understood, and said to be
                yield from (Reading(language=language) for _ in group)

    @property
    def english(self) -> EnglishReader:
        """Return the reader of English, built on first use."""
        if self._english is None:
            self._english = EnglishReader(self.rules)
        return self._english

    def slavic(self, language: str) -> SlavicReader:
        """Return the reader of Ukrainian or Russian, built on first use."""
        if language not in self._slavic:
            self._slavic[language] = SlavicReader(self.rules, language)
        return self._slavic[language]


def _language(clause: ClauseText) -> str:
    """Return the language by script; what is declared only tells apart languages of one script."""
    found = detect(clause.text)
    if clause.language in ("uk", "ru") and found in ("uk", "ru"):
        return clause.language
    return found
