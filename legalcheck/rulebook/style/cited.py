"""No text refers to law that its rule does not cite, and the two languages refer to the same."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Source
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, Passage, at, pairs, passages
from legalcheck.rulebook.style.references import Citation, Finder, Reference
from legalcheck.rulebook.style.sheet import StyleSheet


def check_cited(book: Rulebook, rules: Sequence[AnyRule], law: "CitedLaw") -> Iterator[Problem]:
    """Report articles and numbered acts that no source of the rule has, and those that one language leaves out."""
    for rule in rules:
        cited = [book.sources[name] for name in rule.cited if name in book.sources]
        for passage in passages(rule):
            for said in law.lacking(passage, cited):
                yield at(book, passage, f"names {said}, which no source of the rule has; cite it or take it out")
        for english, other in pairs(rule):
            for missing, lacking in law.differing(english, other):
                yield at(book, lacking, f"does not refer to {missing} as the other language does")


@dataclass(frozen=True)
class _Held:
    """What a source has: references, and the numbers of acts that its citation names."""

    references: frozenset[Reference]
    numbers: frozenset[str]
    own: frozenset[str]
    """Numbers in the name of the instrument, without those that its gist mentions."""


@dataclass
class CitedLaw:
    """References and numbers of acts in texts and in sources, found in the words of a style sheet."""

    sheet: StyleSheet
    finders: Mapping[str, Finder] = field(init=False)
    held: dict[str, _Held] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.finders = {name: Finder(units.units, units.before) for name, units in self.sheet.references.items()}

    def lacking(self, passage: Passage, cited: Iterable[Source]) -> Iterator[str]:
        """Yield what a text names and none of the sources has."""
        sources = [self.of(source) for source in cited]
        for number in self.numbers(passage.text):
            if not any(number in source.numbers for source in sources):
                yield number
        for citation in self.citations(passage):
            act = self.act_of(citation, passage)
            held = [source for source in sources if act is None or act in source.own] or sources
            for reference in citation.references:
                if not any(reference.within(other) for source in held for other in source.references):
                    yield f"{reference}{f' of {act}' if act else ''}"

    def differing(self, english: Passage, other: Passage) -> Iterator[tuple[str, Passage]]:
        """Yield what one of two translations refers to and the other does not, with the text that lacks it."""
        first, second = (frozenset(self.said(passage)) for passage in (english, other))
        yield from ((missing, other) for missing in sorted(first - second))
        yield from ((missing, english) for missing in sorted(second - first))

    def said(self, passage: Passage) -> Iterator[str]:
        """Yield the references of a text as words that do not depend on its language."""
        return (str(reference) for citation in self.citations(passage) for reference in citation.references)

    def citations(self, passage: Passage) -> Iterator[Citation]:
        """Yield the references of a text that are said together."""
        finder = self.finders.get(passage.language)
        return finder.find(passage.text) if finder else iter(())

    def numbers(self, text: str) -> Iterator[str]:
        """Yield the numbers of acts in a text."""
        return (match.group() for pattern in self.sheet.numbered for match in re.finditer(pattern, text))

    def act_of(self, citation: Citation, passage: Passage) -> str | None:
        """Return the number of the act that a citation stands beside: "Law 389-VIII, Art 19", "ст. 19 Закону № ..."."""
        joins = self.sheet.numbered_joins.get(passage.language, ())
        for pattern in self.sheet.numbered:
            for match in re.finditer(pattern, passage.text):
                between = passage.text[match.end() : citation.start] or passage.text[citation.end : match.start()]
                if any(re.fullmatch(join, between) for join in joins):
                    return match.group()
        return None

    def of(self, source: Source) -> _Held:
        """Return what a source has: its pinpoint and its name, and what its gist says of other places."""
        if source.id not in self.held:
            self.held[source.id] = self._read(source)
        return self.held[source.id]

    def _read(self, source: Source) -> _Held:
        finder = self.finders.get("en")
        said = f"{source.citation}. {source.instrument.en}. {source.at.gist.en}"
        found = {r for citation in finder.find(said) for r in citation.references} if finder else set()
        if source.at.chapter:
            found.add(Reference("chapter", source.at.chapter))
        names = (source.short, source.instrument, source.at.pinpoint)
        own = frozenset(n for words in names for text in (words.en, words.uk or "") for n in self.numbers(text))
        told = (n for text in (source.at.gist.en, source.at.gist.uk or "") for n in self.numbers(text))
        return _Held(frozenset(found), own | frozenset(told), own)
