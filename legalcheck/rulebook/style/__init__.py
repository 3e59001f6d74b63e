"""The house style of a rulebook: checks on rules as texts, against a sheet that a lawyer may change."""

from collections.abc import Iterable

from legalcheck.model.problem import Problem
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.boundaries import check_boundaries
from legalcheck.rulebook.style.cited import CitedLaw, check_cited
from legalcheck.rulebook.style.examples import check_examples, hit_counts
from legalcheck.rulebook.style.folders import check_folders
from legalcheck.rulebook.style.names import check_names, proper_names
from legalcheck.rulebook.style.passages import AnyRule, own_rules
from legalcheck.rulebook.style.prose import check_prose
from legalcheck.rulebook.style.sheet import style_sheet
from legalcheck.rulebook.style.slots import check_slots
from legalcheck.rulebook.style.steps import check_steps, check_views


class HouseStyle:
    """The style of one rulebook, ready to hold rules against; ``InputError`` lists the mistakes of its sheet.

    A rulebook without a sheet keeps no style, and nothing is wrong with its texts.
    """

    def __init__(self, book: Rulebook):
        self.book = book
        self.sheet = style_sheet(book)
        if self.sheet is None:
            return
        self._law = CitedLaw(self.sheet)
        self._names = {language: proper_names(book, language) for language in ("en", "uk")}
        self._hits = hit_counts(book)

    def problems(self, rules: Iterable[AnyRule] | None = None) -> list[Problem]:
        """Return what is wrong with the texts of rules, by file and line.

        ``rules`` are all of the rulebook's own if none are given; each has the id of one of them, and may differ from
        it.
        """
        if self.sheet is None:
            return []
        book, sheet, checked = self.book, self.sheet, tuple(own_rules(self.book) if rules is None else rules)
        found = [
            *check_cited(book, checked, self._law),
            *check_names(book, checked, sheet, self._names),
            *check_slots(book, checked),
            *check_steps(book, checked, sheet),
            *check_views(book, checked),
            *check_examples(book, checked, self._hits),
            *check_prose(book, checked, sheet),
            *check_boundaries(book, checked),
            *check_folders(book, checked),
        ]
        return sorted(dict.fromkeys(found), key=lambda p: (p.path, p.line, p.column, p.message))
