"""The shipped rulebook speaks Ukrainian throughout, and reports in Ukrainian are whole."""

import re
from pathlib import Path

import pytest

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.context import CASES
from legalcheck.report.text import TextReport
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook

PLAN = Path(__file__).resolve().parent.parent / "cases" / "plans" / "us-28-point-2025-11.yaml"
CYRILLIC = re.compile("[а-яіїєґ]", re.IGNORECASE)
RUSSIAN_ONLY = re.compile("[ыэъё]", re.IGNORECASE)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """Return the shipped rulebook."""
    return open_rulebook(None)


def test_every_rule_is_given_in_ukrainian(book: Rulebook) -> None:
    """Title, message and reasons of each rule stand in Ukrainian, in Ukrainian letters."""
    rules = [*book.rules.values(), *book.plan_rules.values()]
    assert [rule.id for rule in rules if rule.uk is None] == []
    for rule in rules:
        assert rule.uk is not None
        for text in (rule.uk.title, rule.uk.message, rule.uk.why):
            assert CYRILLIC.search(text), rule.id
            assert not RUSSIAN_ONLY.search(text), rule.id


def test_every_source_and_step_is_given_in_ukrainian(book: Rulebook) -> None:
    """Citations, gists, characterisations, questions and forums stand in Ukrainian."""
    words = {
        f"{s.id} {part}": w for s in book.sources.values() for part, w in (("gist", s.at.gist), ("short", s.short))
    }
    words |= {f"{s.id} pinpoint": s.at.pinpoint for s in book.sources.values()}
    words |= dict(book.characterisations.items())
    words |= {name: fact.ask for name, fact in book.facts.items()}
    words |= {name: forum.title for name, forum in book.forums.items()}
    assert [name for name, said in words.items() if not said.uk] == []


def test_names_have_all_cases(book: Rulebook) -> None:
    """A message can put any party or territory into the case that its sentence needs."""
    names = book.phrases["uk"].names
    for name in (*book.parties, *book.vocabulary.territories):
        assert name in names
        assert isinstance(names[name], str) or set(names[name]) == set(CASES)


def test_a_report_in_ukrainian_says_the_same(book: Rulebook) -> None:
    """The language changes the words, never the verdicts, and no sentence of the tool stays English."""
    plan = open_plan(PLAN, book)
    english = Checker(book, "2026-01-15").check_plan(plan)
    ukrainian = Checker(book, "2026-01-15", report_language="uk").check_plan(plan)
    assert english.plan.forums == ukrainian.plan.forums
    for one, other in zip(english.clauses, ukrainian.clauses, strict=True):
        assert [(f.rule, f.level, f.certainty) for f in one.findings] == [
            (f.rule, f.level, f.certainty) for f in other.findings
        ]
        assert all(CYRILLIC.search(finding.message) for finding in other.findings)
    text = TextReport(book, language="uk").plan(ukrainian)
    assert max(map(len, text.splitlines())) <= 80
    assert "Sources" not in text
    assert "Route" not in text
