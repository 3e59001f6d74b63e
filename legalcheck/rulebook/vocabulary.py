"""Whether a structured measure uses only the words of the vocabulary."""

from collections.abc import Collection, Iterator

from legalcheck.model.measure import Measure
from legalcheck.rulebook.load import Rulebook


def foreign_words(measure: Measure, book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield (part, value) for every value of a measure that the vocabulary does not hold."""
    allowed: dict[str, Collection[str]] = {
        "kind": book.vocabulary.kinds,
        "performer": book.parties,
        "beneficiary": book.parties,
        "organisation": book.parties,
        "territory": book.vocabulary.territories,
        "instrument": book.vocabulary.values["instrument"],
        "about": (*book.vocabulary.kinds, "agreement"),
    }
    for part, values in allowed.items():
        given = getattr(measure, part)
        for value in (given,) if isinstance(given, str) else given or ():
            if value not in values:
                yield part, value
