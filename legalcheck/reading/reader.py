"""Hand each clause to the reader of its language."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice, tee
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from legalcheck.reading.language import detect
from legalcheck.reading.learned import LearnedNominator
from legalcheck.reading.nomination import Nominator, nominated
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.reading.textual import visible
from legalcheck.rulebook.shelf import shelved

if TYPE_CHECKING:
    from legalcheck.reading.english.reader import EnglishReader
    from legalcheck.reading.slavic.reader import SlavicReader

AHEAD = 32  # clauses for which kinds are nominated at a time


class Reader:
    """Reads clauses into measures, each in its language."""

    def __init__(self, rules: Path, *, nominators: Sequence[Nominator] = (), names: Path | None = None):
        """Take the folder of rules, whom to ask for what the words may mean besides, and a folder of further names."""
        self.rules = rules
        self.names = names
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
        for language, group in groupby(self._suspecting(clauses), key=itemgetter(0)):
            own = (clause for _, clause in group)
            if language == "en":
                yield from self.english.read(own)
            elif (self.rules / "lexicon" / language).is_dir():
                yield from self.slavic(language).read(own)
            else:  # a rulebook without words for this language: nothing is understood, and said to be
                yield from (Reading(language=language) for _ in own)

    def _suspecting(self, clauses: Iterable[ClauseText]) -> Iterator[tuple[str, ClauseText]]:
        """Yield languages and clauses, with the kinds that learned weights nominate, a few clauses at a time."""
        left = iter(clauses)
        while some := list(islice(left, AHEAD)):
            languages = list(map(_language, some))
            if self.nominator is None:
                yield from zip(languages, some, strict=True)
                continue
            found = self.nominator.nominate_many([visible(clause.text)[0] for clause in some], languages)
            for language, clause, nominations in zip(languages, some, found, strict=True):
                suspected = {"suspected": tuple(nominations)}
                yield language, clause.model_copy(update=suspected) if nominations else clause

    @property
    def english(self) -> "EnglishReader":
        """Return the reader of English, built on first use."""
        if self._english is None:
            from legalcheck.reading.english.reader import EnglishReader  # noqa: PLC0415 - others start without it

            with shelved(self.names or self.rules, "english"):
                self._english = EnglishReader(self.rules, self.names)
        return self._english

    def slavic(self, language: str) -> "SlavicReader":
        """Return the reader of Ukrainian or Russian, built on first use."""
        if language not in self._slavic:
            from legalcheck.reading.slavic.reader import SlavicReader  # noqa: PLC0415 - others start without it

            with shelved(self.names or self.rules, language):
                self._slavic[language] = SlavicReader(self.rules, language, self.names)
        return self._slavic[language]

    @cached_property
    def nominator(self) -> LearnedNominator | None:
        """Return what nominates kinds by learned weights, loaded on first use; nothing where the rules hold none."""
        with shelved(self.rules, "nominator"):
            return LearnedNominator.load(self.rules)


def _language(clause: ClauseText) -> str:
    """Return the language by script; what is declared only tells apart languages of one script."""
    found = detect(clause.text)
    if clause.language in ("uk", "ru") and found in ("uk", "ru"):
        return clause.language
    return found
