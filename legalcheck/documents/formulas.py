"""Set phrases by which the parts of a document are known that are no clauses, and words that lines break.

The phrases stand in ``documents.yaml`` of the rules that come with the program. A paragraph that holds an operative
word, one that binds, disposes or states, is never set apart, whatever phrase it begins with.
"""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.rulebook.load import load_record
from legalcheck.rulebook.packs import shipped_rules
from legalcheck.rulebook.shelf import shelved

FILE = "documents.yaml"
LINE = 80
"""Characters of a line among signatures: a name, an office, a place."""
_SIGNED = r"/s/|_{3,}|\.{5,}|…{2,}"
_NAME = r"\ (?-i:[A-ZА-ЯІЇЄҐ])[^.;:,]{0,80}[:,]?[\s_/().]*$"
Phrases = dict[str, tuple[str, ...]]


class SetPhrases(Record):
    """Phrases by language, each list for one use."""

    preamble_headings: Phrases = Field(description="Headings of a preamble, whole.")
    signature_headings: Phrases = Field(description="Headings of signatures, whole.")
    recital_openers: Phrases = Field(description="What may stand before the first words of a recital.")
    recitals: Phrases = Field(description="First words of a recital.")
    enacting: Phrases = Field(description="Last words of the sentence that enacts what follows.")
    parties: Phrases = Field(description="Words by which a paragraph names the parties.")
    operative: Phrases = Field(description="Words of a paragraph that binds, disposes or states.")
    closing: Phrases = Field(description="First words of the formula above the signatures.")
    signing: Phrases = Field(description="First words of a line on which somebody signs.")
    for_: Phrases = Field(alias="for", description="The same, before a name.")
    compound_first: Phrases = Field(description="First parts of words behind which a broken word keeps its hyphen.")
    compound_second: Phrases = Field(description="Second parts before which it does.")
    compound_doubled: Phrases = Field(description="First parts that keep it before their own last letter.")
    page_words: Phrases = Field(description="Words beside the number of a page.")
    salutations: Phrases = Field(description="First words of the salutation of a mail.")
    quote_openers: Phrases = Field(description="Last words of the line above a quoted mail.")
    old_mails: Phrases = Field(description="Words of the line above an old mail.")


class Formulas:
    """The phrases, ready to be looked for."""

    def __init__(self, phrases: SetPhrases):
        openers = _any(phrases.recital_openers)
        self._preamble = _compiled(rf"{_any(phrases.preamble_headings)}\W*$")
        self._signatures = _compiled(rf"{_any(phrases.signature_headings)}\W*$")
        self._recital = _compiled(rf"(?:{openers}\ )?{_any(phrases.recitals)}\b")
        self._enacting = _compiled(rf"\b{_any(phrases.enacting)}\W*$")
        self._parties = _compiled(rf"\b{_any(phrases.parties)}\b")
        self._operative = _compiled(rf"\b{_any(phrases.operative)}\b")
        self._closing = _compiled(rf"{_any(phrases.closing)}\b")
        self._signing = _compiled(rf"(?:{_SIGNED}|{_any(phrases.signing)}\b|{_any(phrases.for_)}{_NAME})")

        self._salutation = _compiled(rf"{_any(phrases.salutations)}(?:\b.{{0,80}}[,!.:])?$")
        self._quote = _compiled(rf".{{0,300}}\b{_any(phrases.quote_openers)}\s*:\s*$")
        self._old_mail = _compiled(rf"\s*-{{3,}}\s*{_any(phrases.old_mails)}\s*-{{3,}}\s*$")
        word = _any(phrases.page_words)
        self._page = _compiled(rf"\W*(?:{word}\s*)?(?P<page>\d{{1,4}})(?:\s*(?:/|{word})\s*\d{{1,4}})?[^\w.):]*")
        self.compound_first = _words(phrases.compound_first)
        self.compound_second = _words(phrases.compound_second)
        self.compound_doubled = _words(phrases.compound_doubled)

    def page_number(self, words: str) -> int | None:
        """Return the number of a page, if words are that and nothing else."""
        found = self._page.fullmatch(words)
        return int(found["page"]) if found else None

    def greets(self, words: str) -> bool:
        """Say whether words are the salutation of a mail."""
        return self._salutation.match(words) is not None

    def opens_quote(self, words: str) -> bool:
        """Say whether words say who wrote the mail that is quoted below."""
        return self._quote.match(words) is not None

    def heads_old_mail(self, words: str) -> bool:
        """Say whether words stand above an old mail."""
        return self._old_mail.match(words) is not None

    def heads_preamble(self, words: str) -> bool:
        """Say whether a heading is that of a preamble."""
        return self._preamble.match(words) is not None

    def heads_signatures(self, words: str) -> bool:
        """Say whether a heading is that of signatures."""
        return self._signatures.match(words) is not None

    def binds(self, words: str) -> bool:
        """Say whether words bind, dispose or state."""
        return self._operative.search(words) is not None

    def begins_recital(self, words: str) -> bool:
        """Say whether words begin like a recital and bind nobody."""
        return self._recital.match(words) is not None and not self.binds(words)

    def enacts(self, words: str) -> bool:
        """Say whether words say that what follows was agreed."""
        return self._enacting.search(words) is not None

    def recites(self, words: str) -> bool:
        """Say whether words are a recital, the names of the parties or an enacting formula, and no sentence."""
        if words.endswith(".") or self.binds(words):
            return False
        named = words.endswith((",", ":", ")")) and self._parties.search(words)
        return bool(named or self._recital.match(words) or self._enacting.search(words))

    def closes(self, words: str) -> bool:
        """Say whether words open the closing formula or are a line on which somebody signs."""
        signed = len(words) <= LINE and not words.endswith(".") and self._signing.match(words)
        return bool(self._closing.match(words) or signed) and not self.binds(words)


@cache
def formulas() -> Formulas:
    """Return the phrases that come with the program; ``InputError`` lists the mistakes in them."""
    path = shipped_rules() / FILE
    with shelved(path.parent, "documents"):
        phrases, _ = load_record(path, SetPhrases)
    return Formulas(phrases)


def _words(phrases: Phrases) -> frozenset[str]:
    return frozenset(word for words in phrases.values() for word in words)


def _any(phrases: Phrases) -> str:
    """Return a pattern for any of some phrases, the longest first."""
    every: Iterable[str] = sorted({phrase for words in phrases.values() for phrase in words}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in every) + ")"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
