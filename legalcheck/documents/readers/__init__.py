"""Readers of documents by the ending of the file, and what a file really is by its first bytes.

A reader is a module here with ``paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]``; ``name`` is the file that
messages speak of.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from legalcheck.documents.characters import seen
from legalcheck.documents.paragraphs import Paragraph
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

_WRITTEN = ("text", "html", "eml")
"""Kinds that are text: a plan may begin like a web page or a mail and be none."""
_ADVICE = "give the plan as .docx, .odt, .pdf or text"
_REFUSED = {
    "locked": "is encrypted; save it without a password",
    "docm": "holds macros, which are never run; save it without them, as .docx",
}


def paragraphs_of(raw: bytes, name: str, kind: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document that is said to be of a kind; ``InputError`` if it is something else."""
    require(raw, name, kind)
    module = import_module(f"{__name__}.{MODULES[kind]}")
    for one in module.paragraphs(raw, name):
        yield one if one.text.isascii() and one.text.isprintable() else replace(one, text=seen(one.text))


def kind_given(raw: bytes, name: str) -> str:
    """Return what something without a file name is, ``text`` or a kind of document; ``InputError`` if neither."""
    from legalcheck.documents.readers.sniffing import KINDS, kind_of  # noqa: PLC0415 - only where something is opened

    found = kind_of(raw, name)
    if found in (*MODULES, "text", "binary"):
        return "text" if found == "binary" else found
    raise InputError(Problem(message=_REFUSED.get(found, f"is {KINDS[found]}; {_ADVICE}"), path=name))


def require(raw: bytes, name: str, promised: str) -> None:
    """Refuse a file that is not what its ending promises, with one sentence that says what it really is.

    Text may be any text: what is no UTF-8 is told apart where it is decoded.
    """
    from legalcheck.documents.readers.sniffing import KINDS, kind_of  # noqa: PLC0415

    if not raw.strip():
        raise InputError(Problem(message="is empty; a plan needs at least one clause", path=name, line=1, column=1))
    found = kind_of(raw, name)
    if found in _REFUSED:
        raise InputError(Problem(message=_REFUSED[found], path=name))
    if found == promised or (promised in _WRITTEN and found in (*_WRITTEN, "binary")):
        return
    advice = f"rename it to end in .{found}" if found in MODULES else _ADVICE
    raise InputError(Problem(message=f"is {KINDS[found]}, not {KINDS[promised]}; {advice}", path=name))
