"""Strategies of Hypothesis for people who write rules of their own; they need ``pip install legalcheck[test]``.

Each takes a rulebook and knows no law: the kinds, parties, areas, facts and days are those of the rulebook.
``docs/laws.md`` lists the laws that the program itself is held to with them.

    from hypothesis import given
    from legalcheck.checking import Checker
    from legalcheck.rulebook.opening import open_rulebook
    from legalcheck.testing import clauses

    BOOK = open_rulebook(Path("my-rules"))
    CHECKER = Checker(BOOK, "2026-01-15")

    @given(clauses(BOOK))
    def test_nothing_is_barred_at_home(clause):
        (result,) = CHECKER.check([clause])
        assert result.forums["home"] != "barred"
"""

from legalcheck.testing.books import rule_packs, swapped, swapped_measure, with_rules
from legalcheck.testing.strategies import (
    clauses,
    days,
    facts,
    kinds_asking,
    matters,
    measures,
    milestones,
    named,
    plans,
    turning_days,
)

__all__ = [
    "clauses",
    "days",
    "facts",
    "kinds_asking",
    "matters",
    "measures",
    "milestones",
    "named",
    "plans",
    "rule_packs",
    "swapped",
    "swapped_measure",
    "turning_days",
    "with_rules",
]
