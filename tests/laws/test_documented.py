"""The page on the laws says which there are."""

import re
from pathlib import Path

from tests.conftest import ROOT


def named(folder: Path) -> set[str]:
    """Return the names of the laws in a folder of tests."""
    files = (file for file in folder.glob("test_*.py") if file.name != Path(__file__).name)
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)}


def test_the_page_names_every_law_and_no_other():
    """docs/laws.md lists each test of tests/laws/ by its name."""
    page = (ROOT / "docs" / "laws.md").read_text("utf-8")
    assert set(re.findall(r"`(test_\w+)`", page)) == named(Path(__file__).parent)
