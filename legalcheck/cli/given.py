"""What is given on the command line: the words of a clause, or a plan file."""

from pathlib import Path
from typing import TYPE_CHECKING

from legalcheck.cli.output import stdin_text, valid_text
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.model.plan import Plan
    from legalcheck.rulebook.load import Rulebook


def words_of(text: str, hint: str = "give its words") -> str:
    """Return the words of a clause given on the command line or, for ``-``, on standard input."""
    words = stdin_text() if text == "-" else valid_text(text, "the clause")
    if not words.strip():
        raise InputError(f"the clause is empty; {hint}")
    return words


def plan_or_clause(given: str, book: "Rulebook") -> "tuple[Plan, bool]":
    """Return the plan of a file, or one clause in a plan without a path; say whether it is a clause alone."""
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.model.plan import Clause, Plan  # noqa: PLC0415

    words = words_of(given, "give its words, or name a plan file")
    if given != "-" and _is_path(words):
        return open_plan(Path(words), book), False
    return Plan(clauses=(Clause(number="1", text=words),)), True


def _is_path(words: str) -> bool:
    """Say whether words name a file: one that exists, or a single word with the ending of a plan."""
    from legalcheck.documents.files import SUFFIXES  # noqa: PLC0415

    try:
        return Path(words).exists() or (len(words.split()) == 1 and Path(words).suffix.lower() in SUFFIXES)
    except (OSError, ValueError):
        return False
