"""Numbered text, Markdown or plain: its clauses, and which of them only introduce others."""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from legalcheck.documents.outline import Outline
    from legalcheck.model.plan import Clause


def outline_text(text: str, line: int = 1, offset: int = 0, passed: Container[int] = ()) -> "Outline":
    """Return the parts of numbered text; ``line`` and ``offset`` say where the text begins in its file.

    Lines that are ``passed`` over part nothing, as if they were not there.
    """
    from legalcheck.documents.outline import outline_of  # noqa: PLC0415 - results, too, are asked what introduces
    from legalcheck.documents.rows import rows_of_text  # noqa: PLC0415

    return outline_of(rows_of_text(text, line, offset, passed), markdown=True)


def split_clauses(text: str, line: int = 1, offset: int = 0) -> "list[Clause]":
    """Return the clauses of numbered text; ``line`` and ``offset`` say where the text begins in its file."""
    return outline_text(text, line, offset).clauses


class _Introducing(Protocol):
    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def measures(self) -> Sequence[object] | None: ...


def introductions(clauses: Sequence[_Introducing]) -> frozenset[str]:
    """Return the numbers of clauses that only introduce others: they do nothing themselves and end in a colon."""
    contexts = {clause.context for clause in clauses if clause.context}
    heading = (clause for clause in clauses if not clause.measures and clause.text in contexts)
    return frozenset(clause.number for clause in heading if clause.text.rstrip().endswith(":"))
