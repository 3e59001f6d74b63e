"""Documents for tests: plans written as Word, OpenDocument and web pages, with typed or with computed numbers."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

_ITEM = re.compile(r"(?P<marker>(?:[IVX]+|\d{1,2})(?:\.\d{1,2})+\.|\d{1,2}\.|\([a-z]\)|[a-z]\.)\s+")
_SECTION = re.compile(r"(Section [IVX]+\.)\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph of a plan: its marker, the level that the marker is of, and its words."""

    text: str
    marker: str = ""
    level: int = 0
    heading: int = 0
    further: bool = False


def blocks_of(markdown: str) -> list[Block]:
    """Return the paragraphs of a plan in Markdown; only what the plans in ``cases`` use is known."""
    body = markdown.split("\n---\n", 1)[1] if markdown.startswith("---\n") else markdown
    blocks: list[list[str]] = []
    blank = True
    for line in body.split("\n"):
        if not line.strip():
            blank = True
            continue
        if blank or line.startswith("#") or _ITEM.match(line.strip()):
            blocks.append([line])
        else:
            blocks[-1].append(line)
        blank = False
    return [_block(lines) for lines in blocks]


def _block(lines: list[str]) -> Block:
    text = " ".join(" ".join(lines).split())
    if text.startswith("#"):
        level, words = len(text) - len(text.lstrip("#")), text.lstrip("# ")
        section = _SECTION.match(words)
        return Block(words[section.end() :] if section else words, section[1] if section else "", 0, level)
    found = _ITEM.match(text)
    if found is None:
        return Block(text, further=lines[0].startswith(" "))
    marker = found["marker"]
    level = marker.count(".") - 1 if marker[0] in "IVX" else int(marker.strip("(.)").isalpha())
    return Block(text[found.end() :], marker, level)


def zipped(parts: Mapping[str, str | bytes], *, stored: Iterable[str] = ("mimetype",)) -> bytes:
    """Return a ZIP of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, part in parts.items():
            pack.writestr(name, part, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


# Word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)
DECIMAL = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3."))
SECTIONS = (("upperRoman", "Section %1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."))


def levels_xml(levels: Iterable[tuple[str, str]], start: int = 1) -> str:
    """Return the levels of a Word list, each by its form of number and its text."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )


def lists_xml(*lists: str, uses: str = "") -> str:
    """Return a numbering part: lists from 0, each used under its number plus one, and further uses."""
    kept = "".join(f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(lists))
    used = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists)))
    return f"{_HEAD}<w:numbering {_W}>{kept}{used}{uses}</w:numbering>"


def word(body: str, numbering: str = "", styles: str = WORD_STYLES, **parts: str) -> bytes:
    """Return a Word document with this body; further parts, such as ``footnotes``, by name."""
    found = {"numbering": numbering, "styles": f"{_HEAD}<w:styles {_W}>{styles}</w:styles>", **parts}
    found = {name: part for name, part in found.items() if part}
    links = "".join(f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in found)
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{name}+xml"/>'
        for name in ["document.main", *found]
    ).replace("document.main.xml", "document.xml")
    rels = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{kinds}</Types>',
            "_rels/.rels": f'{rels}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{_HEAD}<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"{rels}{links}</Relationships>",
            **{f"word/{name}.xml": part for name, part in found.items()},
        }
    )


def notes_xml(**notes: str) -> str:
    """Return a part of footnotes by id, with the lines that Word keeps there."""
    kept = "".join(
        f'<w:footnote w:id="{key.strip("n")}"><w:p>{run_of(text)}</w:p></w:footnote>' for key, text in notes.items()
    )
    line = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>LINE</w:t></w:r></w:p></w:footnote>'
    return f"{_HEAD}<w:footnotes {_W}>{line}{kept}</w:footnotes>"


def run_of(text: str, properties: str = "") -> str:
    """Return a run of Word text."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(text: str = "", properties: str = "", inner: str = "") -> str:
    """Return a Word paragraph of text, or of ready runs."""
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{shown}{run_of(text) if text else ''}{inner}</w:p>"


def listed(text: str, level: int = 0, number: int = 1, more: str = "") -> str:
    """Return a Word paragraph that a list numbers."""
    return para(text, f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def word_plan(markdown: str, *, computed: bool) -> bytes:
    """Return a plan as a Word document, with numbers typed or computed."""
    blocks = blocks_of(markdown)
    sections = any(block.marker.startswith("Section") for block in blocks)
    body = "".join(_word_block(block, computed) for block in blocks)
    return word(body, lists_xml(levels_xml(SECTIONS if sections else DECIMAL)) if computed else "")


def _word_block(block: Block, computed: bool) -> str:
    style = f'<w:pStyle w:val="Heading{block.heading}"/>' if block.heading else ""
    if block.marker and computed:
        return listed(block.text, block.level, more=style)
    indent = '<w:ind w:left="720"/>' if block.further or (block.level and not block.heading) else ""
    return para(f"{block.marker} {block.text}".strip(), style + indent)


# OpenDocument

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
ODT_LIST = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" style:num-format="a"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)
ODT_SECTIONS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-prefix="Section " style:num-suffix="." '
    'style:num-format="I"/>'
    '<text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-suffix="." style:num-format="1" text:display-levels="3"/>'
    "</text:list-style>"
)
_INDENTED = (
    '<style:style style:name="In" style:family="paragraph"><style:paragraph-properties fo:margin-left="1.27cm"/>'
    "</style:style>"
)


def odt(body: str, styles: str = ODT_LIST, **parts: str) -> bytes:
    """Return an OpenDocument text with this body and these automatic styles; further parts by name."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{_HEAD}<office:document-content {_NAMES}><office:automatic-styles>{_INDENTED}{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest {_NAMES} manifest:version="1.2"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            **parts,
        }
    )


def odt_plan(markdown: str, *, computed: bool) -> bytes:
    """Return a plan as an OpenDocument text, with numbers typed or computed."""
    blocks = blocks_of(markdown)
    sections = any(block.marker.startswith("Section") for block in blocks)
    return odt("".join(_odt_block(block, computed) for block in blocks), ODT_SECTIONS if sections else ODT_LIST)


def _odt_block(block: Block, computed: bool) -> str:
    tag = f'text:h text:outline-level="{block.heading}"' if block.heading else "text:p"
    text = escape(block.text)
    if block.marker and computed:
        inner = f"<{tag}>{text}</{tag.split(maxsplit=1)[0]}>"
        opened = '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>'
        opened += "<text:list><text:list-item>" * block.level
        return opened + inner + "</text:list-item></text:list>" * (block.level + 1)
    indented = block.further or (block.level and not block.heading)
    style = ' text:style-name="In"' if indented else ""
    return f"<{tag}{style}>{f'{block.marker} {text}'.strip()}</{tag.split(maxsplit=1)[0]}>"
