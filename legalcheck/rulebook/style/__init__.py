"""The house style of a rulebook: checks on rules as texts, against a sheet that a lawyer may change."""

from collections.abc import Iterable

from legalcheck.model.problem import InputError, Problem
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.boundaries import check_boundaries
from legalcheck.rulebook.style.cited import check_cited
from legalcheck.rulebook.style.examples import check_examples
from legalcheck.rulebook.style.folders import check_folders
from legalcheck.rulebook.style.names import check_names
from legalcheck.rulebook.style.passages import AnyRule, own_rules
from legalcheck.rulebook.style.prose import check_prose
from legalcheck.rulebook.style.sheet import style_sheet, unknown_names
from legalcheck.rulebook.style.slots import check_slots
from legalcheck.rulebook.style.steps import check_steps, check_views


def check_style(book: Rulebook, rules: Iterable[AnyRule] | None = None) -> list[Problem] | None:
    """Return what the texts of rules do against the rulebook's style sheet, by file and line; None if it has no sheet.

    ``rules`` are all of the rulebook's own if none are given; each has the id of a rule of the book, which may differ
    from it. ``InputError`` lists the mistakes of the sheet itself.
    """
    sheet = style_sheet(book)
    if sheet is None:
        return None
    wrong = unknown_names(book, sheet)
    if wrong:
        raise InputError(wrong)
    checked = tuple(own_rules(book) if rules is None else rules)
    found = [
        *check_cited(book, checked, sheet),
        *check_names(book, checked, sheet),
        *check_slots(book, checked),
        *check_steps(book, checked, sheet),
        *check_views(book, checked),
        *check_examples(book, checked),
        *check_prose(book, checked, sheet),
        *check_boundaries(book, checked),
        *check_folders(book, checked),
    ]
    return sorted(dict.fromkeys(found), key=lambda p: (p.path, p.line, p.column, p.message))
