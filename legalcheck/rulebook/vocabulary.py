"""Whether a structured measure uses only the words of the vocabulary."""

from collections.abc import Collection, Iterator

from legalcheck.model.measure import Measure
from legalcheck.model.values import UNSPECIFIED
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
    for part in ("waits_for", "leaves_out"):
        allowed[part] = book.attributes[part].values if part in book.attributes else (UNSPECIFIED,)
    for part, values in allowed.items():
        given = getattr(measure, part)
        for value in (given,) if isinstance(given, str) else given or ():
            if value not in values:
                yield part, value
