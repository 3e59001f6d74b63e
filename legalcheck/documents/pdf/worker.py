"""Reads the text layer of one PDF; runs as a process of its own, within limits of time and memory.

PDFium parses the file. The build that is used has no JavaScript and no forms, and only text is asked for, so that
nothing in the file is run, opened or fetched. The file comes in on standard input; each page goes out as one line of
JSON, and at last either ``{"end": true}`` or ``{"fault": cause}``.
"""

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

SECONDS = 120
"""Time of a processor that one file may take."""
MEMORY = 1024**3
"""Bytes of addresses that the process may take."""
MAX_PIECES = 400_000
_GAP = 1.2
"""Blank between two characters, by their height, that parts pieces: no blank within a line is so wide."""
_OVERLAP = 1.0
"""How far a character may stand before the end of the last one, by their height."""
_SHIFT = 0.2
"""Step of the base line, or of the height, that parts pieces."""
_LINE_END = 2
"""PDFium's sign for a hyphen at the end of a line."""
_BLANKS = frozenset((0, 9, 10, 13, 32, 160))
_BOLD = 650
_LEAN = 0.02
"""Quarter turns that a line may lean."""

Box = tuple[float, float, float, float]
"""Left, right, base from above, height: as a reader sees them who holds the sheet so that the text is upright."""


def serve(most_pages: int, most_characters: int) -> None:
    """Read a PDF from standard input and write its pages, if it has no more than that."""
    _limit()
    try:
        for page in _pages(sys.stdin.buffer.read(), most_pages, most_characters):
            _write({"page": page})
        _write({"end": True})
    except _Fault as fault:
        _write({"fault": str(fault)})
    except MemoryError:
        _write({"fault": "memory"})


class _Fault(Exception):
    """The file cannot be read; the message is the cause in a word."""


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _limit() -> None:
    """Bound this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages(raw: bytes, most_pages: int, most_characters: int) -> Iterator[dict[str, Any]]:
    """Yield width, height and pieces of each page."""
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        locked = api.FPDF_GetLastError() == api.FPDF_ERR_PASSWORD
        raise _Fault("password" if locked else "broken") from error
    if len(document) > most_pages:
        raise _Fault("pages")
    characters = pieces = 0
    for at in range(len(document)):
        try:
            page = document[at]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise _Fault("broken") from error
        characters += text.count_chars()
        if characters > most_characters:
            raise _Fault("characters")
        content = _Page(page, text).content()
        pieces += len(content["pieces"])
        if pieces > MAX_PIECES:
            raise _Fault("pieces")
        yield content
        text.close()
        page.close()


@dataclass
class _Run:
    """A piece as it is gathered; places are those of a reader who holds the sheet so that its text is upright."""

    turn: int
    first: int
    left: float
    right: float
    base: float
    height: float
    words: list[str]

    def goes_on(self, box: Box) -> bool:
        """Say whether a character stands beside the last one."""
        left, _, base, height = box
        return (
            abs(base - self.base) <= _SHIFT * self.height
            and abs(height - self.height) <= _SHIFT * self.height
            and -_OVERLAP * self.height <= left - self.right <= _GAP * self.height
        )


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else chr(code)


class _Page:
    def __init__(self, page: pdfium.PdfPage, text: pdfium.PdfTextPage):
        self.left, self.bottom, right, top = page.get_bbox()
        self.width, self.height = right - self.left, top - self.bottom
        self.handle = text.raw
        self.count = text.count_chars()
        self.rect = api.FS_RECTF()
        self.matrix = api.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def content(self) -> dict[str, Any]:
        """Return the size of the page and its pieces, those that stand the way most of the text stands."""
        runs = list(self._runs())
        turns = Counter[int]()
        for run in runs:
            turns[run.turn] += len(run.words)
        most = max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0
        width, height = (self.height, self.width) if most % 2 else (self.width, self.height)
        return {"width": width, "height": height, "pieces": [self._piece(run) for run in runs if run.turn == most]}

    def _runs(self) -> Iterator[_Run]:
        """Yield what stands side by side, in the order of the file."""
        run: _Run | None = None
        blank = False
        for at in range(self.count):
            code = api.FPDFText_GetUnicode(self.handle, at)
            if code in _BLANKS:
                blank = True
                continue
            box = self._box(at, run.turn if run else 0)
            if box is None:
                continue
            if run is None or not run.goes_on(box):
                if run:
                    yield run
                run = self._opened(at)
            elif blank:
                run.words.append(" ")
            blank = False
            if run:
                run.words.append("-" if code == _LINE_END else _character(code))
                run.right = max(run.right, box[1]) if run.first != at else run.right
        if run:
            yield run

    def _opened(self, at: int) -> _Run | None:
        """Return a run that begins with a character; None if the character leans."""
        turns = api.FPDFText_GetCharAngle(self.handle, at) / (math.pi / 2)
        turn = round(turns) % 4
        box = self._box(at, turn)
        if abs(turns - round(turns)) > _LEAN or box is None:
            return None
        left, right, base, height = box
        return _Run(turn, at, left, right, base, height, [])

    def _box(self, at: int, turn: int) -> Box | None:
        """Return where a character stands, the sheet being turned; None if it stands on no part that is shown."""
        rect = self.rect
        if not api.FPDFText_GetLooseCharBox(self.handle, at, rect):
            return None
        left, right = rect.left - self.left, rect.right - self.left
        low, high = rect.bottom - self.bottom, rect.top - self.bottom
        if not (0 <= left + right <= 2 * self.width and 0 <= low + high <= 2 * self.height):
            return None
        if turn == 0:
            return left, right, self.height - low, high - low
        if turn == 1:
            return self.height - high, self.height - low, self.width - left, right - left
        if turn == 2:
            return self.width - right, self.width - left, high, high - low
        return low, high, right, right - left

    def _piece(self, run: _Run) -> list[Any]:
        """Return the words of a run, where they stand, and the size and weight of the first of them."""
        api.FPDFText_GetMatrix(self.handle, run.first, self.matrix)
        size = api.FPDFText_GetFontSize(self.handle, run.first) * math.hypot(self.matrix.c, self.matrix.d)
        bold = api.FPDFText_GetFontWeight(self.handle, run.first) >= _BOLD
        base = run.base - self._descent(run, size)
        return ["".join(run.words), *(round(place, 2) for place in (run.left, run.right, base, size)), bold]

    def _descent(self, run: _Run, size: float) -> float:
        """Return how far the box of a run reaches below its base line."""
        api.FPDFText_GetCharOrigin(self.handle, run.first, self.x, self.y)
        x, y = self.x.value - self.left, self.y.value - self.bottom
        base = (self.height - y, self.width - x, y, x)[run.turn]
        return run.base - base if abs(run.base - base) < 2 * size else 0.0
