"""The pages under docs/rules are the rulebook, not a copy that ages."""

from pathlib import Path

from legalcheck.report.pages import rule_pages
from legalcheck.rulebook.load import load_rulebook

PAGES = Path(__file__).resolve().parent.parent / "docs" / "rules"


def test_the_pages_are_those_of_the_rulebook() -> None:
    """Every rule has its page, as `legalcheck rules -f markdown -o docs/rules` writes it, and none is left over."""
    wanted = dict(rule_pages(load_rulebook()))
    found = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []
