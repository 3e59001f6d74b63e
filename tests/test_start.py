"""What a start leaves out: a reader of another language, and the YAML parser where all was kept."""

import pytest

from tests.processes import bounded

_SCRIPT = """
import sys
from legalcheck.cli import main
sys.argv = ["legalcheck", *sys.argv[1:]]
sys.stdout = open("/dev/null", "w")
try:
    main()
except SystemExit:
    pass
sys.stdout = sys.__stdout__
print(*sorted(name for name in sys.modules if name in ("yaml", "spacy", "pymorphy3")
              or name in ("legalcheck.reading.english.reader", "legalcheck.reading.slavic.reader")))
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (("rules",), ""),
        (("check", "Ukraine will not join NATO."), "legalcheck.reading.english.reader spacy"),
        (("check", "Україна не вступатиме до НАТО."), "legalcheck.reading.slavic.reader pymorphy3"),
    ],
)
def test_a_start_imports_what_it_needs(arguments: tuple[str, ...], loaded: str) -> None:
    """A second start parses no YAML but files with numbers for keys, and no reader brings another language's."""
    bounded(_SCRIPT, *arguments)
    assert bounded(_SCRIPT, *arguments) == loaded
