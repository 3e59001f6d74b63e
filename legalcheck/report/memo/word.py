"""A memorandum as a Word document: styles and headings of the program, numbers that Word counts, no time stamp."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from legalcheck.report.memo.content import memo_of
from legalcheck.report.memo.parts import Line, Memo, Paragraph, Section, Table
from legalcheck.report.packing import repacked

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.result import Result

FACE = "Times New Roman"
WIDTH = 16.0
"""Centimetres between the margins of a page of A4."""
_DEPTHS = 3
_HEADINGS, _STEPS = 90, 91
"""Numbering of headings and of steps, beside what the template brings."""
_STYLES = {"body": "Normal", "lead": "Body Text", "quote": "Quote", "point": "List Bullet", "step": "List Paragraph"}
_LANGUAGES = {"en": "en-GB", "uk": "uk-UA"}


def render(results: Sequence["Result"], checker: "Checker") -> Iterator[bytes]:
    """Yield one Word document with a memorandum on each result."""
    language = checker.context.language
    memos = [memo_of(result, checker.book, language, f"m{at}") for at, result in enumerate(results, 1)]
    yield as_word(memos)


def as_word(memos: Sequence[Memo]) -> bytes:
    """Return memoranda as one Word document, each from a new page."""
    return _Writer(memos[0]).written(memos)


class _Writer:
    def __init__(self, first: Memo):
        self.document: Any = Document()
        self.anchors = 0
        self.lists = _STEPS
        self.headings = _HEADINGS
        self._set_up_styles(_LANGUAGES.get(first.language, first.language))
        self.styles = {style.name: style.style_id for style in self.document.styles}
        self._set_up_numbering()
        self._set_up_page(first)
        self._describe(first)

    def written(self, memos: Sequence[Memo]) -> bytes:
        for at, memo in enumerate(memos):
            self._memo(memo, first=at == 0)
        stream = io.BytesIO()
        self.document.save(stream)
        return repacked(stream.getvalue())

    def _memo(self, memo: Memo, *, first: bool) -> None:
        if not first:
            self.document.add_page_break()
        self.headings = self._new_list(_HEADINGS)
        self._new_paragraph("Subtitle").add_run(memo.heading)
        self._new_paragraph("Title").add_run(memo.title)
        for name, text in memo.facts:
            paragraph = self._new_paragraph("Head")
            paragraph.add_run(f"{name}:").bold = True
            paragraph.add_run(f"\t{text}")
        for section in memo.sections:
            self._section(section, 1)

    def _section(self, section: Section, depth: int) -> None:
        heading = self._new_paragraph(f"Heading {depth}")
        heading.add_run(section.title)
        self._count(heading, self.headings, depth - 1)
        self._mark(heading, section.anchor)
        for block in section.blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)
        for part in section.parts:
            self._section(part, depth + 1)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._new_paragraph(_STYLES[block.role])
        if block.role == "step":
            self.lists = self._new_list(_STEPS) if block.first else self.lists
            self._count(paragraph, self.lists, 0)
        self._line(paragraph, block.line)

    def _line(self, paragraph: Any, line: Line) -> None:
        for words in line:
            run = paragraph.add_run(words.text)
            run.bold = words.weight == "strong" or None
            run.italic = words.weight == "emphasis" or None
            if words.link:
                self._lead(paragraph, run, words.link)

    def _lead(self, paragraph: Any, run: Any, target: str) -> None:
        """Make a run lead to an anchor of the document or to an address."""
        link = OxmlElement("w:hyperlink")
        if target.startswith("#"):
            link.set(qn("w:anchor"), target[1:])
        else:
            link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run.font.color.rgb = RGBColor(0x1F, 0x3A, 0x6E)
        run._r.addprevious(link)
        link.append(run._r)

    def _mark(self, paragraph: Any, anchor: str) -> None:
        """Put an anchor round a paragraph, to which words elsewhere lead."""
        if not anchor:
            return
        self.anchors += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), str(self.anchors))
        start.set(qn("w:name"), anchor)
        end.set(qn("w:id"), str(self.anchors))
        first = next((run._r for run in paragraph.runs), None)
        (first.addprevious if first is not None else paragraph._p.append)(start)
        paragraph._p.append(end)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(0, len(block.heads), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Cm(WIDTH * width / 100)
        head = table.add_row()
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, title, width in zip(head.cells, block.heads, block.widths, strict=True):
            cell.width = Cm(WIDTH * width / 100)
            self._in_cell(cell).add_run(title).bold = True
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="E7EAF0"/>'))
        for row in block.rows:
            cells = table.add_row()
            cells._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, line, width in zip(cells.cells, row.cells, block.widths, strict=True):
                cell.width = Cm(WIDTH * width / 100)
                self._line(self._in_cell(cell), line)
            self._mark(cells.cells[0].paragraphs[0], row.anchor)
        self._new_paragraph("Cell")

    def _new_paragraph(self, style: str) -> Any:
        """Add a paragraph; the library would look all styles over for each."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph

    def _in_cell(self, cell: Any) -> Any:
        cell.paragraphs[0]._p.style = self.styles["Cell"]
        return cell.paragraphs[0]

    def _new_list(self, kind: int) -> int:
        """Return the number of a list that counts from 1 in the manner of a kind."""
        numbering = self.document.part.numbering_part.element
        number = numbering.add_num(kind)
        for level in range(_DEPTHS):
            number.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(number.numId)

    def _count(self, paragraph: Any, number: int, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def _set_up_numbering(self) -> None:
        numbering = self.document.part.numbering_part.element
        first = numbering.find(qn("w:num"))
        for kind, levels in ((_HEADINGS, _DEPTHS), (_STEPS, 1)):
            first.addprevious(parse_xml(_abstract(kind, levels)))

    def _set_up_styles(self, language: str) -> None:
        styles = self.document.styles
        defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        defaults.find(qn("w:lang")).set(qn("w:val"), language)
        for name in ("Head", "Cell"):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        for name, size in _SIZES.items():
            style = styles[name]
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), FACE)
            style.paragraph_format.space_after = Pt(0 if name in ("Head", "Cell") else 4)
        styles["Subtitle"].font.italic = False
        styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title = styles["Title"]
        title.font.bold = True
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_after = Pt(14)
        border = title.element.pPr.find(qn("w:pBdr"))
        if border is not None:
            title.element.pPr.remove(border)
        head = styles["Head"].paragraph_format
        head.left_indent, head.first_line_indent = Cm(4), Cm(-4)
        head.tab_stops.add_tab_stop(Cm(4))
        styles["Body Text"].paragraph_format.keep_with_next = True
        styles["Quote"].paragraph_format.left_indent = Cm(1)
        styles["List Paragraph"].paragraph_format.space_after = Pt(2)
        styles["Heading 1"].paragraph_format.space_before = Pt(16)

    def _set_up_page(self, memo: Memo) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
        section.top_margin = section.bottom_margin = Cm(2.2)
        footer = section.footer.paragraphs[0]
        footer.style = "Cell"
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer.add_run(f"{memo.foot} · ")
        for text, field in _page_words(memo.page):
            run = footer.add_run(text)
            if field:
                simple = OxmlElement("w:fldSimple")
                simple.set(qn("w:instr"), field)
                run._r.addprevious(simple)
                simple.append(run._r)

    def _describe(self, memo: Memo) -> None:
        properties = self.document.core_properties
        for name in ("created", "modified", "lastModifiedBy", "revision"):
            for element in [e for e in properties._element if e.tag.endswith(f"}}{name}")]:
                properties._element.remove(element)
        properties.author = "legalcheck"
        properties.title = memo.title[:255]
        properties.subject = memo.heading
        properties.comments = ""
        properties.keywords = ""
        properties.language = _LANGUAGES.get(memo.language, memo.language)


_SIZES = {
    "Normal": 11.5,
    "Body Text": 11.5,
    "Title": 16,
    "Subtitle": 12,
    "Heading 1": 14,
    "Heading 2": 12.5,
    "Heading 3": 11.5,
    "Head": 11,
    "Cell": 9.5,
    "Quote": 11,
    "List Bullet": 11.5,
    "List Paragraph": 11.5,
}
"""Points of the letters of each style."""


def _abstract(kind: int, levels: int) -> str:
    """Return how numbers of a kind are counted: 1., 1.1, 1.1.1 for headings, 1. for steps."""
    parts = []
    for level in range(levels):
        text = ".".join(f"%{at}" for at in range(1, level + 2)) + ("." if level == 0 else "")
        left = 0 if kind == _HEADINGS else 720
        hanging = "" if kind == _HEADINGS else ' w:hanging="360"'
        parts.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}"{hanging}/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(parts)}</w:abstractNum>"
    )


def _page_words(page: str) -> Iterator[tuple[str, str]]:
    """Yield the words that say the number of a page, each with the field that Word fills in, if any."""
    before, rest = page.split("{page}")
    between, after = rest.split("{pages}")
    yield from ((before, ""), ("1", "PAGE"), (between, ""), ("1", "NUMPAGES"), (after, ""))
