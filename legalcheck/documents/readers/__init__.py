"""Readers of documents by the ending of the file, and what a file really is by its first bytes.

A reader is a module here with ``paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]``; ``name`` is the file that
messages speak of.
"""

from collections.abc import Iterator
from importlib import import_module

from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.readers.sniffing import KINDS, kind_of
from legalcheck.model.problem import InputError, Problem

MODULES = {"docx": "word", "odt": "odt", "pdf": "pdf", "html": "page", "eml": "mail"}
"""By kind of document: the module of this package that reads it."""
SUFFIXES = {
    ".docx": "docx",
    ".docm": "docm",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".eml": "eml",
}
"""By ending of a file: the kind of document that it promises."""

_REFUSED = {
    "locked": "is encrypted; save it without a password",
    "docm": "holds macros, which are never run; save it without them, as .docx",
}


def paragraphs_of(raw: bytes, name: str, suffix: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document whose file ends in ``suffix``; ``InputError`` if it is something else."""
    promised = SUFFIXES[suffix]
    require(raw, name, promised)
    yield from read_as(promised, raw, name)


def read_as(kind: str, raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document of a known kind."""
    module = import_module(f"{__name__}.{MODULES[kind]}")
    yield from module.paragraphs(raw, name)


def require(raw: bytes, name: str, promised: str) -> None:
    """Refuse a file that is not what its ending promises, with one sentence that says what it really is."""
    found = kind_of(raw)
    if not raw.strip():
        raise InputError(Problem(message="is empty; a plan needs at least one clause", path=name, line=1, column=1))
    if found == promised or (found == "text" and promised in ("html", "eml", "text")) or _alike(found, promised):
        return
    if found in _REFUSED:
        raise InputError(Problem(message=_REFUSED[found], path=name))
    advice = f"rename it to end in .{found}" if found in MODULES else "give the plan as .docx, .odt, .pdf or text"
    message = f"is {KINDS[found]}, not {KINDS[promised]}; {advice}"
    raise InputError(Problem(message=message, path=name))


def _alike(found: str, promised: str) -> bool:
    """Say whether two kinds are read as one: text may look like a page or a mail, and a plan may quote one."""
    return promised in ("text", "html", "eml") and found in ("html", "eml")
