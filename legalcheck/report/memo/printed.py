"""A memorandum as a PDF: letters of its own for Latin and Cyrillic, bookmarks, numbers of pages, no time stamp."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    PageBreak,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Printed

from legalcheck.report.memo.content import memo_of
from legalcheck.report.memo.parts import Line, Memo, Paragraph, Section, Table, numbered

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.result import Result

FACE = "LiberationSerif"
MARGIN = 2.5 * cm
WIDTH = A4[0] - 2 * MARGIN
_ROOM = 3 * cm
"""Below the heading of a table there has to be so much room at least."""
_FONTS = Path(__file__).parent.parent / "fonts"
_LINKS = "#1f3a6e"
_TAGS = {"strong": "b", "emphasis": "i"}


def render(results: Sequence["Result"], checker: "Checker") -> Iterator[bytes]:
    """Yield one PDF with a memorandum on each result."""
    language = checker.context.language
    yield as_pdf([memo_of(result, checker.book, language, f"m{at}") for at, result in enumerate(results, 1)])


def as_pdf(memos: Sequence[Memo]) -> bytes:
    """Return memoranda as one PDF, each from a new page."""
    _load_fonts()
    stream = io.BytesIO()
    document = _Document(stream, memos[0])
    story: list[Flowable] = []
    for at, memo in enumerate(memos):
        story += [PageBreak()] if at else []
        story += _memo(memo, f"memo {at}", bookmarked=len(memos) > 1)
    document.build(story, canvasmaker=_Pages)
    return stream.getvalue()


@cache
def _load_fonts() -> None:
    faces = {"normal": FACE, "bold": f"{FACE}-Bold", "italic": f"{FACE}-Italic", "boldItalic": f"{FACE}-Bold"}
    for name, file in ((FACE, "Regular"), (faces["bold"], "Bold"), (faces["italic"], "Italic")):
        pdfmetrics.registerFont(TTFont(name, _FONTS / f"LiberationSerif-{file}.ttf"))
    pdfmetrics.registerFontFamily(FACE, **faces)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Notes bookmarks for headings as they come to stand on pages."""

    def __init__(self, stream: io.BytesIO, memo: Memo):
        super().__init__(
            stream,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=2.2 * cm,
            bottomMargin=2.2 * cm,
            title=memo.title,
            subject=memo.heading,
            author="legalcheck",
            creator="legalcheck",
            lang=memo.language,
            invariant=1,
        )
        frame = Frame(MARGIN, 2.2 * cm, WIDTH, A4[1] - 4.4 * cm, 0, 0, 0, 0)
        self.foot = f"{memo.foot} · {memo.page}"
        self.addPageTemplates([PageTemplate(frames=[frame], onPage=self._begin)])

    def _begin(self, canvas: Any, _document: Any) -> None:
        canvas.foot = self.foot

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library calls it so
        """Enter a heading in the outline."""
        entry = getattr(flowable, "entry", None)
        if entry:
            key, title, depth = entry
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(title, key, depth, depth > 0)


class _Pages(Canvas):  # type: ignore[misc]
    """Writes the foot of each page once it is known how many there are."""

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self.kept: list[dict[str, Any]] = []
        self.foot = ""

    def showPage(self) -> None:  # noqa: N802 - the library calls it so
        """Keep a page."""
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages."""
        for at, page in enumerate(self.kept, 1):
            self.__dict__.update(page)
            self.setFont(FACE, 8)
            self.drawCentredString(A4[0] / 2, 1.2 * cm, self.foot.format(page=at, pages=len(self.kept)))
            super().showPage()
        super().save()


def _style(name: str, size: float, **options: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": FACE,
        "fontSize": size,
        "leading": size * 1.25,
        "spaceAfter": 4,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "bulletFontName": FACE,
        "bulletFontSize": size,
    }
    return ParagraphStyle(name, **{**settings, **options})


def _heading(level: int, size: float, before: float) -> ParagraphStyle:
    return _style(f"heading{level}", size, fontName=f"{FACE}-Bold", spaceBefore=before, keepWithNext=1)


_STYLES = {
    "body": _style("body", 10.5),
    "lead": _style("lead", 10.5, keepWithNext=1),
    "quote": _style("quote", 10, leftIndent=0.8 * cm, rightIndent=0.8 * cm),
    "point": _style("point", 10.5, leftIndent=0.7 * cm, bulletIndent=0.25 * cm, spaceAfter=2),
    "step": _style("step", 10.5, leftIndent=1.2 * cm, bulletIndent=0.5 * cm, spaceAfter=2),
    "cell": _style("cell", 8.5, spaceAfter=0),
    "kind": _style("kind", 11, alignment=TA_CENTER),
    "title": _style("title", 15, fontName=f"{FACE}-Bold", alignment=TA_CENTER, spaceAfter=12),
    "fact": _style("fact", 10, leftIndent=4 * cm, bulletIndent=0, spaceAfter=1, bulletFontName=f"{FACE}-Bold"),
}
_HEADINGS = {0: _heading(1, 13, 14), 1: _heading(2, 11.5, 9), 2: _heading(3, 10.5, 7)}
_RULES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#888888")),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e7eaf0")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
)


def _memo(memo: Memo, name: str, *, bookmarked: bool) -> Iterator[Flowable]:
    """Yield what stands in a memorandum; ``name`` begins the names of its bookmarks.

    With ``bookmarked`` its title is one, and its sections stand under it.
    """
    yield Printed(escape(memo.heading), _STYLES["kind"])
    title = Printed(escape(memo.title), _STYLES["title"])
    if bookmarked:
        title.entry = (name, memo.title, 0)
    yield title
    for fact, text in memo.facts:
        yield Printed(escape(text), _STYLES["fact"], bulletText=f"{fact}:")
    for number, section in numbered(memo.sections):
        yield from _section(number, section, name, below=int(bookmarked))


def _section(number: str, section: Section, name: str, *, below: int) -> Iterator[Flowable]:
    depth = number.count(".")
    dot = "" if depth else "."
    style = _HEADINGS[depth]
    if section.blocks and isinstance(section.blocks[0], Table):
        style = style.clone(style.name, keepWithNext=0)  # the library would keep the whole table beside it
        yield CondPageBreak(_ROOM)
    heading = Printed(_anchor(section.anchor) + escape(f"{number}{dot} {section.title}"), style)
    heading.entry = (f"{name} {number}", f"{number} {section.title}", depth + below)
    yield heading
    step = 0
    for block in section.blocks:
        if isinstance(block, Table):
            yield _table(block)
            yield Spacer(1, 8)
        else:
            step = 1 if block.first else step + 1
            yield _paragraph(block, step)


def _paragraph(block: Paragraph, step: int) -> Flowable:
    bullet = {"point": "•", "step": f"{step}."}.get(block.role)
    return Printed(_marked(block.line), _STYLES[block.role], bulletText=bullet)


def _table(block: Table) -> Flowable:
    heads = [Printed(f"<b>{escape(head)}</b>", _STYLES["cell"]) for head in block.heads]
    rows = [
        [
            Printed((_anchor(row.anchor) if at == 0 else "") + _marked(line), _STYLES["cell"])
            for at, line in enumerate(row.cells)
        ]
        for row in block.rows
    ]
    widths = [WIDTH * width / 100 for width in block.widths]
    return LongTable([heads, *rows], widths, repeatRows=1, splitInRow=1, style=_RULES)


def _anchor(name: str) -> str:
    return f"<a name={quoteattr(name)}/>" if name else ""


def _marked(line: Line) -> str:
    """Return a line in the marks that the library reads; every word of it is escaped."""
    marked = []
    for words in line:
        text = escape(words.text)
        if words.link:
            text = f"<a href={quoteattr(words.link)} color={quoteattr(_LINKS)}>{text}</a>"
        tag = _TAGS.get(words.weight)
        marked.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(marked)
