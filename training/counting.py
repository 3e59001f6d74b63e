"""What the corpus holds: clauses by file and register, measures by kind."""

from collections import Counter
from collections.abc import Sequence

from training.corpus import LANGUAGES, Clause
from training.tables import table

REGISTERS = ("treaty", "statute", "newspaper", "speech", "telegraphic", "mixed")


def report(clauses: Sequence[Clause], kinds: Sequence[str]) -> str:
    """Return both tables."""
    return f"{_by_register(clauses)}\n\n{_by_kind(clauses, kinds)}"


def _by_register(clauses: Sequence[Clause]) -> str:
    rows: list[list[object]] = []
    for language in LANGUAGES:
        own = [clause for clause in clauses if clause.language == language]
        found = Counter(clause.register for clause in own)
        empty = sum(not clause.kinds for clause in own)
        rows.append([language, len(own), *(found[r] for r in REGISTERS), empty, f"{empty / len(own):.0%}"])
    return table(["language", "clauses", *REGISTERS, "propose nothing", "share"], rows)


def _by_kind(clauses: Sequence[Clause], kinds: Sequence[str]) -> str:
    found = Counter((kind, clause.language) for clause in clauses for kind in clause.kinds)
    rows = [[kind, *(found[kind, language] for language in LANGUAGES)] for kind in kinds]
    return table(["kind", *LANGUAGES], rows)
