"""PDFs with a text layer: paragraphs in reading order, without what frames the pages.

A process of its own reads the text layer (``legalcheck.documents.pdf.worker``): what breaks or never ends there costs
that file and nothing else.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from legalcheck.documents import limits
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.pdf.hyphens import Hyphens
from legalcheck.documents.pdf.joining import Typography, blocks, depths, said
from legalcheck.documents.pdf.order import columns
from legalcheck.documents.pdf.rows import without_edges
from legalcheck.documents.pdf.sheets import Piece, Sheet
from legalcheck.model.problem import InputError, Problem

_MODULE = "legalcheck.documents.pdf.worker"
_SENTENCES = {
    "password": "is encrypted with a password; save it without one",
    "broken": "is broken: it cannot be read as a PDF; open it in its program and save it again",
    "memory": "takes too much memory to read; print it to a new PDF, or save it as text",
    "pieces": "places its letters one by one, more than are read; save it as text",
}
_NO_TEXT = "has no text layer, as a scan has none; run text recognition (OCR) over it first"


def paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a PDF."""
    sheets = without_edges(list(_sheets(raw, name)))
    found = list(columns(sheets))
    if not found:
        raise InputError(Problem(message=_NO_TEXT, path=name))
    usual = Typography(found)
    hyphens = Hyphens(line.text for column in found for line in column.lines)
    made = list(blocks(found, usual))
    for number, (block, depth) in enumerate(zip(made, depths(made, usual), strict=True), 1):
        heading = 0 if block.note else usual.heading(block)
        apart = "footnote" if block.note else "table" if block.first.column.table else ""
        for placed, text in said(block, hyphens):
            words = text.removeprefix(block.note).lstrip(".)] ") if block.note else text
            yield Paragraph(words, number, placed.number, placed.column.page, block.note, depth, heading, apart)


def _sheets(raw: bytes, name: str) -> Iterator[Sheet]:
    """Yield the pages that the worker reads; ``InputError`` if it cannot."""
    work = f"from {_MODULE} import serve; serve({limits.MAX_PAGES}, {limits.MAX_CHARACTERS})"
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {work}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(OSError):  # a worker that dies while it is sent the file says why by its end
                process.stdin.write(raw)
                process.stdin.close()
            answer: dict[str, Any] = {}
            for number, line in enumerate(process.stdout, 1):
                answer = json.loads(line)
                if "page" not in answer:
                    break
                page = answer["page"]
                yield Sheet(number, page["width"], page["height"], tuple(Piece(*one) for one in page["pieces"]))
            _require_end(answer, name)
        finally:
            process.kill()


def _require_end(answer: dict[str, Any], name: str) -> None:
    if "end" in answer:
        return
    fault = answer.get("fault", "")
    if fault in ("pages", "characters"):
        raise limits.too_long(name, fault, limits.MAX_PAGES if fault == "pages" else limits.MAX_CHARACTERS)
    message = _SENTENCES.get(fault, "takes too long to read, or breaks what reads it; print it to a new PDF")
    raise InputError(Problem(message=message, path=name))
