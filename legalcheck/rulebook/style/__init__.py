"""The house style of a rulebook: checks on rules as texts, against a sheet that a lawyer may change."""

from legalcheck.model.problem import InputError, Problem
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.boundaries import check_boundaries
from legalcheck.rulebook.style.cited import check_cited
from legalcheck.rulebook.style.examples import check_examples
from legalcheck.rulebook.style.folders import check_folders
from legalcheck.rulebook.style.names import check_names
from legalcheck.rulebook.style.prose import check_prose
from legalcheck.rulebook.style.sheet import style_sheet, unknown_names
from legalcheck.rulebook.style.slots import check_slots
from legalcheck.rulebook.style.steps import check_steps, check_views


def check_style(book: Rulebook) -> list[Problem] | None:
    """Return what the texts of a rulebook do against its style sheet, by file and line; None if it has no sheet.

    ``InputError`` lists the mistakes of the sheet itself.
    """
    sheet = style_sheet(book)
    if sheet is None:
        return None
    wrong = unknown_names(book, sheet)
    if wrong:
        raise InputError(wrong)
    found = [
        *check_cited(book, sheet),
        *check_names(book, sheet),
        *check_slots(book),
        *check_steps(book, sheet),
        *check_views(book),
        *check_examples(book),
        *check_prose(book, sheet),
        *check_boundaries(book),
        *check_folders(book),
    ]
    return sorted(dict.fromkeys(found), key=lambda p: (p.path, p.line, p.column, p.message))
