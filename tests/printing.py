"""PDFs for tests, written by hand: any letters in any place, in a font of even width that no one has to have."""

import textwrap
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.documents import Block, blocks_of

WIDTH, HEIGHT = 595.0, 842.0
LETTER = 0.5
"""Width of every letter, by the size."""
STEP = 4
"""Letters that an item of a list is set in."""
_UNICODE = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 256 beginbfrange "
    + b"".join(b"<%02X00> <%02XFF> <%02X00> " % (high, high, high) for high in range(256))
    + b"endbfrange endcmap end"
)


@dataclass
class Printer:
    """A PDF that is being printed: words at places from the upper left corner, page by page."""

    pages: list[list[str]] = field(default_factory=list)
    catalog: str = ""
    more: list[bytes] = field(default_factory=list)
    rotated: int = 0

    def page(self) -> None:
        """Begin a page."""
        self.pages.append([])

    def put(self, left: float, base: float, words: str, size: float = 10.0, *, bold: bool = False) -> None:
        """Put words on a base line."""
        self.draw(f"BT /{'B' if bold else 'F'} {size} Tf 1 0 0 1 {left:.2f} {HEIGHT - base:.2f} Tm {_hex(words)} Tj ET")

    def draw(self, code: str) -> None:
        """Add code of one's own to the page."""
        self.pages[-1].append(code)

    def raw(self) -> bytes:
        """Return the file."""
        fonts = "/Resources << /Font << /F 3 0 R /B 4 0 R >> >>"
        first = 10 + len(self.more)
        kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(self.pages)))
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode(),
            f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode(),
            *(_font(name) for name in ("Plain", "Plain-Bold")),
            stream(_UNICODE),
            *(_letters(weight) for weight in (400, 700)),
            *(_shape(weight) for weight in (400, 700)),
            *self.more,
        ]
        turned = f"/Rotate {self.rotated}" if self.rotated else ""
        for at, code in enumerate(self.pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.0f} {HEIGHT:.0f}] {fonts} {turned} "
                f"/Contents {first + 2 * at + 1} 0 R >>".encode()
            )
            objects.append(stream("\n".join(code).encode()))
        return assembled(objects)


def _hex(words: str) -> str:
    return f"<{words.encode('utf-16-be').hex()}>"


def _font(name: str) -> bytes:
    letters = 6 if name == "Plain" else 7
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{letters} 0 R] "
        "/ToUnicode 5 0 R >>"
    ).encode()


def _letters(weight: int) -> bytes:
    name, shape = ("Plain", 8) if weight == 400 else ("Plain-Bold", 9)
    return (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering "
        f"(Identity) /Supplement 0 >> /DW {1000 * LETTER:.0f} /FontDescriptor {shape} 0 R >>"
    ).encode()


def _shape(weight: int) -> bytes:
    name = "Plain" if weight == 400 else "Plain-Bold"
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [0 -200 500 800] /ItalicAngle 0 /Ascent 800 "
        f"/Descent -200 /CapHeight 700 /StemV {80 if weight == 400 else 160} /FontWeight {weight} >>"
    ).encode()


def stream(content: bytes, entries: str = "") -> bytes:
    """Return a packed stream."""
    packed = zlib.compress(content)
    return f"<< /Filter /FlateDecode /Length {len(packed)} {entries} >>\nstream\n".encode() + packed + b"\nendstream"


def assembled(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


@dataclass(frozen=True)
class Layout:
    """How a plan is printed."""

    columns: int = 1
    size: float = 10.0
    leading: float = 12.0
    between: float = 4.0
    hyphenated: bool = False
    hanging: bool = True
    header: str = "Draft of 20 November 2025 — not for publication"
    foot: Callable[[int], str] = "- {} -".format
    left: float = 60.0
    gutter: float = 24.0


def pdf_plan(markdown: str, layout: Layout | None = None) -> bytes:
    """Return a plan in Markdown as a PDF."""
    return printed(blocks_of(markdown), layout or Layout())


def printed(blocks: Iterable[Block], layout: Layout) -> bytes:
    """Return paragraphs as a PDF, in columns, with a header and a number on each page."""
    printer = Printer()
    wide = (WIDTH - 2 * layout.left - layout.gutter * (layout.columns - 1)) / layout.columns
    column, base = layout.columns, HEIGHT
    for block in blocks:
        base += layout.between
        for indent, words in _lines(block, wide, layout):
            size = layout.size * (1.4 if block.heading else 1.0)
            base += layout.leading * (1.4 if block.heading else 1.0)
            if base > HEIGHT - 70:
                column, base = column + 1, 90.0
            if column >= layout.columns:
                printer.page()
                printer.put(layout.left, 40, layout.header, 7)
                printer.put(WIDTH / 2, HEIGHT - 30, layout.foot(len(printer.pages)), 7)
                column, base = 0, 90.0
            printer.put(layout.left + column * (wide + layout.gutter) + indent, base, words, size)
    return printer.raw()


def _lines(block: Block, wide: float, layout: Layout) -> list[tuple[float, str]]:
    """Return the lines of a paragraph, each with its indent."""
    letter = LETTER * layout.size * (1.4 if block.heading else 1.0)
    first = 0 if block.heading else STEP * (block.level + block.further)
    rest = first + (STEP if block.marker and layout.hanging and not block.heading else 0)
    text, room = " " * first + f"{block.marker} {block.text}".strip(), int(wide / letter)
    if layout.hyphenated and not block.heading:
        lines = _hyphenated(text, room, rest)
    else:
        lines = textwrap.wrap(text, room, subsequent_indent=" " * rest, break_on_hyphens=not block.heading)
    return [(letter * (len(line) - len(line.lstrip())), line.strip()) for line in lines]


def _hyphenated(text: str, room: int, rest: int) -> list[str]:
    """Return lines that break words, wherever four letters stand on both sides of the break."""
    lines, line = [], " " * (len(text) - len(text.lstrip()))
    for word in text.split():
        left = word
        while len(line) + len(left) + 1 > room:
            free = room - len(line) - 2
            if free >= 4 and len(left) - free >= 4 and left[: free + 4].isalpha():
                lines.append(f"{line} {left[:free]}-")
                left = left[free:]
            else:
                lines.append(line)
            line = " " * (rest - 1)
        line = f"{line} {left}"
    return [*lines, line]
