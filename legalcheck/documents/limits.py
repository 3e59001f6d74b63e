"""How large a document may be: every reader keeps to these, so that no file costs more than it says."""

from legalcheck.model.problem import InputError, Problem

MAX_BYTES = 32 * 1024 * 1024
"""Size of a file."""
MAX_PAGES = 500
MAX_CHARACTERS = 4000 * MAX_PAGES
"""Characters of text: what fits on so many pages."""
MAX_PARAGRAPHS = 100 * MAX_PAGES
MAX_PARTS = 2000
"""Files packed in one document."""
MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of the parts of a packed document once they are unpacked."""
MAX_RATIO = 200
"""Bytes that a packed byte may grow into, beyond what is ``UNSUSPECTED``."""
UNSUSPECTED = 4 * 1024 * 1024
MAX_MARKS = 3_000_000
"""Tags and attributes of one part written in XML."""
MAX_LABEL = 100
"""Characters that a list may put in front of a paragraph, besides its number."""


def too_long(name: str, what: str = "pages", limit: int = MAX_PAGES) -> InputError:
    """Return the refusal of a document with more than ``limit`` of something."""
    return InputError(Problem(message=f"has more than {limit:,} {what}, the most that are read; split it", path=name))
