"""A rule stands under the folder of its forum, so that nobody moves it to other law by one word."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from legalcheck.model.problem import Problem
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, problem


def check_folders(book: Rulebook, rules: Sequence[AnyRule]) -> Iterator[Problem]:
    """Report rules whose folders name a forum that is not theirs, and those under no forum's folder."""
    for rule in rules:
        folders = Path(book.documents[rule.id].path).relative_to(book.folder).parts[:-1]
        if rule.forum not in folders:
            message = f"stands in '{'/'.join(folders)}', which is not the folder of its forum '{rule.forum}'; move it"
            yield problem(book, rule, message, "forum")
