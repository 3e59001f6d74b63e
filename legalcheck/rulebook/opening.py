"""The rulebook, opened for use: loaded and checked."""

from pathlib import Path

from legalcheck.model.problem import InputError
from legalcheck.rulebook.check import check_rulebook
from legalcheck.rulebook.load import Rulebook, load_rulebook


def open_rulebook(folder: Path | None) -> Rulebook:
    """Return a rulebook without mistakes; ``InputError`` lists those it has."""
    book = load_rulebook(folder)
    problems = check_rulebook(book)
    if problems:
        raise InputError(problems)
    return book
