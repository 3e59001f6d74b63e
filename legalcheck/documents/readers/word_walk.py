"""What a paragraph of a Word document shows, piece by piece, each with the element that holds it.

The reader takes the words from here and whoever marks words in the document finds them again here, so that both see
the same: what is there when every tracked change is accepted, without hidden text and without the codes of fields.
"""

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
BOX = f"{W}txbxContent"
PAGE = f"{W}lastRenderedPageBreak"
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
SOFT = "\u00ad"
"""A place where a word may be broken, which shows only at the end of a line."""

_GONE = frozenset(W + name for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "sdtPr", "rt"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": "\n"}
_SILENT = frozenset((BOX, PAGE, *NOTES))
_UNDRAWN = range(0xE000, 0xF900)
"""Characters that only a font of signs can show."""
_OFF = ("0", "false", "off")


class Walk:
    """Goes over paragraphs in order; it remembers which fields are open, as these may reach over several."""

    def __init__(self) -> None:
        self._fields: list[bool] = []

    def paragraph(self, element: Any) -> Iterator[tuple[str, Any]]:
        """Yield what a paragraph shows: words, with line feeds for line breaks, and the element that has them.

        Notes, text boxes and ends of pages come without words.
        """
        yield from self._pieces(element)
        self._fields = [code for code in self._fields if not code]  # a code ends with its paragraph at the latest

    def _pieces(self, element: Any) -> Iterator[tuple[str, Any]]:
        for part in element:
            tag = part.tag
            if not isinstance(tag, str) or tag in _GONE or (tag == f"{W}r" and _hidden(part)):
                continue
            if tag == f"{W}fldChar":
                self._field(part.get(f"{W}fldCharType", ""))
            elif tag in _SILENT:
                yield "", part
            elif tag == f"{COMPATIBLE}AlternateContent":
                yield from self._pieces(chosen(part))
            else:
                words = _words(part)
                if words is None:
                    yield from self._pieces(part)
                elif not any(self._fields):
                    yield words, part

    def _field(self, step: str) -> None:
        """Follow where a field is: its code comes first, then what it shows."""
        if step == "begin":
            self._fields.append(True)
        elif step == "separate" and self._fields:
            self._fields[-1] = False
        elif step == "end" and self._fields:
            self._fields.pop()


def chosen(alternatives: Any) -> Any:
    """Return one of the ways in which the same content is written, so that it is read once."""
    for tag in ("Choice", "Fallback"):
        found = alternatives.find(COMPATIBLE + tag)
        if found is not None:
            return found
    return ()


def _words(part: Any) -> str | None:
    """Return the words of an element that has words of its own; None if others may be within it."""
    tag = part.tag
    if tag in (f"{W}t", MATH):
        return (part.text or "").replace("\n", " ").replace(SOFT, "")
    if tag == f"{W}br":
        return " " if part.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}sym":
        return _sign(part.get(f"{W}char", ""))
    return _SIGNS.get(tag)


def _hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF


def _sign(code: str) -> str:
    """Return a sign given by its code; one that only a font can show is a space."""
    point = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", code) else 0x20
    return " " if point in _UNDRAWN or 0xD800 <= point < 0xE000 or point < 0x20 else chr(point)
