"""What the README shows is what the program prints."""

import pytest

from tests.conftest import ROOT, Run
from tests.shown import Shown, matches, shown_on

SHOWN = shown_on((ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_readme_shows_output() -> None:
    """Each section with output between marks is found, so that none goes unread."""
    assert len(SHOWN) == (ROOT / "README.md").read_text(encoding="utf-8").count("<!-- output-")


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.name)
@pytest.mark.usefixtures("shared_reader")
def test_the_readme_shows_what_is_printed(shown: Shown, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line, but for what dots leave out and the digest of the rulebook."""
    monkeypatch.chdir(ROOT)
    printed = run(*shown.arguments).out
    assert shown.is_in(printed), printed


def test_what_is_left_out_is_in_order() -> None:
    """Parts that stand in another order, or not at all, do not match."""
    assert matches("a\nb\nc\n", "a\n...\nc\n")
    assert not matches("a\nb\nc\n", "c\n...\na\n")
    assert not matches("a\nb\nc\n", "a\n...\nd\n")
