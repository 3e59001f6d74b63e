"""Documents become the same clauses as text: numbers computed, tracked changes resolved, nothing lost, nothing run."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from legalcheck.documents.files import open_plan
from legalcheck.documents.outline import outline_of
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.readers import paragraphs_of
from legalcheck.documents.rows import rows_of_paragraphs
from legalcheck.model.plan import Clause
from legalcheck.report.plan import as_plan_yaml
from tests.conftest import ROOT, Run
from tests.documents import (
    DECIMAL,
    levels_xml,
    listed,
    lists_xml,
    notes_xml,
    odt,
    odt_plan,
    para,
    run_of,
    word,
    word_plan,
)
from tests.factory import DAY, Folder

PLANS = sorted(path for path in (ROOT / "cases" / "plans").glob("*.md") if path.stem != "README")
WRITERS = {
    "docx": lambda text: word_plan(text, computed=True),
    "docx typed": lambda text: word_plan(text, computed=False),
    "odt": lambda text: odt_plan(text, computed=True),
    "odt typed": lambda text: odt_plan(text, computed=False),
}


def told(clauses: tuple[Clause, ...]) -> list[tuple[str, str, str]]:
    """Return what a clause is, wherever it stands."""
    return [(clause.number, clause.text, clause.context) for clause in clauses]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.stem))
def test_a_plan_has_the_same_clauses_in_every_format(plan: Path, writer: str, tmp_path: Path) -> None:
    """Numbers, words and introductions are those of the text, whether a word processor counted or a person."""
    path = tmp_path / f"plan.{writer.split(maxsplit=1)[0]}"
    path.write_bytes(WRITERS[writer](plan.read_text(encoding="utf-8")))
    opened, text = open_plan(path), open_plan(plan)
    assert told(opened.clauses) == told(text.clauses)
    assert opened.title == text.title


def read(raw: bytes, kind: str = "docx") -> list[Paragraph]:
    """Return the paragraphs of a document that have words."""
    return [one for one in paragraphs_of(raw, f"plan.{kind}", kind) if one.text]


def words(raw: bytes, kind: str = "docx") -> list[str]:
    """Return the words of the paragraphs of a document."""
    return [one.text for one in read(raw, kind)]


def labels(raw: bytes, kind: str = "docx") -> list[str]:
    """Return the computed numbers of the paragraphs of a document."""
    return [one.label for one in read(raw, kind)]


FORMS = [
    ("decimal", "%1.", ["3.", "4."]),
    ("decimalZero", "%1)", ["03)", "04)"]),
    ("upperRoman", "%1.", ["III.", "IV."]),
    ("lowerRoman", "(%1)", ["(iii)", "(iv)"]),
    ("upperLetter", "%1.", ["C.", "D."]),
    ("lowerLetter", "%1)", ["c)", "d)"]),
    ("russianLower", "%1)", ["в)", "г)"]),
    ("bullet", "\uf0b7", ["•", "•"]),
    ("none", "", ["", ""]),
    ("decimal", "Article %1.", ["Article 3.", "Article 4."]),
    ("chicago", "%1.", ["3.", "4."]),
]


@pytest.mark.parametrize(("form", "text", "shown"), FORMS)
def test_word_counts_in_every_form(form: str, text: str, shown: list[str]) -> None:
    """A list starts where it says and is written as it says; a form that nobody knows counts in digits."""
    assert labels(word(listed("One.") + listed("Two."), lists_xml(levels_xml([(form, text)], start=3)))) == shown


def test_word_counts_levels_and_starts_inner_ones_anew() -> None:
    """Each level counts on its own and begins anew below the next item of the level above."""
    body = "".join(listed("Words.", level) for level in (0, 1, 1, 2, 0, 1, 2))
    levels = levels_xml([("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    assert labels(word(body, lists_xml(levels))) == ["1.", "1.1", "1.2", "(a)", "2.", "2.1", "(a)"]


def test_word_lists_share_a_count_or_begin_anew() -> None:
    """Two uses of one list count on; a use with a start of its own begins there, once."""
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    more += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    body = "".join(listed("Words.", 0, number) for number in (1, 2, 3, 3, 1))
    assert labels(word(body, lists_xml(levels_xml(DECIMAL), uses=more))) == ["1.", "2.", "7.", "8.", "9."]


def test_word_levels_restart_as_they_say() -> None:
    """A level may count on through the items above it, and may show the numbers above it in digits."""
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    levels += '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2."/>'
    levels += "</w:lvl>"
    body = "".join(listed("Words.", level) for level in (0, 1, 0, 1))
    assert labels(word(body, lists_xml(levels))) == ["I.", "1.1.", "II.", "2.2."]


def test_word_styles_number_and_head() -> None:
    """A style may give a paragraph its list, its level there and its rank as a heading; styles build on each other."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:basedOn w:val="Base"/></w:style>'
    )
    levels = levels_xml([("decimal", "%1.")]) + (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Base"/>'
        '<w:lvlText w:val="%1.%2."/></w:lvl>'
    )
    (one,) = read(word(para("Neutrality", '<w:pStyle w:val="Own"/>'), lists_xml(levels), styles))
    assert (one.label, one.heading, one.depth) == ("1.1.", 2, 1)


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    """List 0 is none."""
    assert labels(word(listed("Words.", 0, 0), lists_xml(levels_xml(DECIMAL)))) == [""]


def tracked(kind: str, inner: str) -> str:
    """Return runs within a tracked change."""
    return f'<w:{kind} w:id="1" w:author="A">{inner}</w:{kind}>'


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions and what was moved here count; deletions and what was moved away do not, nor does their number."""
    gone = "<w:r><w:delText>not </w:delText></w:r>"
    body = (
        para(inner=run_of("Northland ") + tracked("del", gone) + tracked("ins", run_of("never ")) + run_of("leaves."))
        + para(inner=tracked("moveFrom", run_of("Away. ")) + run_of("Stays."))
        + para(inner=tracked("moveTo", run_of("Moved here.")))
    )
    assert words(word(body)) == ["Northland never leaves.", "Stays.", "Moved here."]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    """Where the mark is deleted there is one paragraph; where all is, there is none, and it is not counted."""
    mark = f"<w:rPr>{tracked('del', '')}</w:rPr>"
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = para("", item + mark, tracked("del", "<w:r><w:delText>Gone.</w:delText></w:r>"))
    body = para("Northland ", item + mark) + listed("pays.") + gone + listed("Next.")
    raw = word(body, lists_xml(levels_xml(DECIMAL)))
    assert [(one.label, one.text) for one in read(raw)] == [("1.", "Northland pays."), ("2.", "Next.")]


def test_deleted_rows_and_cells_are_not_read() -> None:
    """A row that was deleted with its mark is gone."""
    rows = f"<w:tr><w:trPr>{tracked('del', '')}</w:trPr><w:tc>{para('Gone.')}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{para('One.')}</w:tc><w:tc>{para('Two.')}<w:tbl><w:tr><w:tc>{para('Three.')}</w:tc></w:tr>"
    rows += (
        f"</w:tbl></w:tc></w:tr><w:sdt><w:sdtContent><w:tr><w:tc>{para('Four.')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    )
    found = read(word(f"{para('Before.')}<w:tbl>{rows}</w:tbl>{para('After.')}"))
    assert [one.text for one in found] == ["Before.", "One.", "Two.", "Three.", "Four.", "After."]
    assert [one.apart for one in found] == ["", *["table"] * 4, ""]


def test_comments_codes_and_hidden_words_are_not_read() -> None:
    """What Word does not print as text is none; what a field shows is."""
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>{inner}' for step, inner in (
        ("begin", "<w:r><w:instrText> REF x </w:instrText></w:r>" + run_of("CODE")),
        ("separate", run_of("point 4")), ("end", ""),
    ))  # fmt: skip
    inner = (
        '<w:commentRangeStart w:id="0"/>' + run_of("Under ") + field + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>' + run_of(" SECRET", "<w:vanish/>") + run_of(" it ends.")
    )
    comments = f"<w:comments><w:comment>{para('COMMENT')}</w:comment></w:comments>"
    assert words(word(para(inner=inner), comments=comments)) == ["Under point 4 it ends."]


def test_a_field_that_never_shows_anything_hides_no_more_than_its_paragraph() -> None:
    """A broken field does not swallow the rest of the document."""
    assert words(word(para(inner='<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run_of("X")) + para("One."))) == [
        "One."
    ]


def test_signs_of_word_are_characters() -> None:
    """Hyphens that do not break, soft ones, tabs, line breaks and signs by code come out as a reader sees them."""
    inner = (
        "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>nuc</w:t><w:softHyphen/><w:t>lear</w:t><w:tab/><w:t>a\u00a0b</w:t>"
        '<w:br/><w:t>next</w:t><w:sym w:font="X" w:char="2013"/><w:sym w:font="Wingdings" w:char="F0A7"/>'
        "<w:t>line</w:t></w:r>"
    )
    found = read(word(para(inner=inner)))
    assert [(one.text, one.number, one.line) for one in found] == [("non-nuclear a b", 1, 1), ("next– line", 1, 2)]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    """A footnote is read once, where it is referred to, with its mark; the separator is no note."""
    noted = run_of("One.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read(word(para(inner=noted) + para("Two."), footnotes=notes_xml(n1="Unused.", n2="Except the Valley.")))
    assert [(one.text, one.apart, one.label, one.number) for one in found] == [
        ("One.", "", "", 1), ("Except the Valley.", "footnote", "1", 1), ("Two.", "", "", 2),
    ]  # fmt: skip


def test_a_text_box_is_read_once() -> None:
    """Word writes a box twice, for new and for old programs."""
    box = f"<w:txbxContent>{para('In the box.')}</w:txbxContent>"
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        "</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(word(para(inner=run_of("One.") + twice) + para("Two.")))
    assert [(one.text, one.apart) for one in found] == [("One.", ""), ("In the box.", "box"), ("Two.", "")]


def test_a_table_of_contents_is_not_read() -> None:
    """A list of the headings is no clause, whether it is known by its style or by its frame."""
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    frame = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        para("1. One 3", '<w:pStyle w:val="TOC1"/>') + f"{frame}<w:sdtContent>{para('2. Two 4')}</w:sdtContent></w:sdt>"
    )
    assert words(word(body + para("Text."), styles=styles)) == ["Text."]


def test_pages_are_those_of_the_last_print() -> None:
    """Word leaves a mark where a page began when it last laid the text out."""
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        para("One.")
        + para(inner=broken + run_of("Two."))
        + para(inner=run_of("Three ") + broken + run_of("ends."))
        + para("Four.")
    )
    assert [one.page for one in read(word(body))] == [1, 2, 2, 3]
    assert [one.page for one in read(word(para("One.")))] == [None]


def test_paragraphs_count_as_the_file_holds_them() -> None:
    """A paragraph is found again by its number among all elements of its kind: empty ones, too, and those in tables."""
    body = para("One.") + para() + f"<w:tbl><w:tr><w:tc>{para('Two.')}</w:tc></w:tr></w:tbl>" + para("Three.")
    assert [one.number for one in read(word(body))] == [1, 3, 4]


def test_word_files_of_another_program_are_read(tmp_path: Path) -> None:
    """A document made by python-docx with its own template has the same clauses."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("The plan", 0)
    for text in ("Northland pays.", "Eastland leaves."):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("a base;", style="List Bullet")
    made.save(tmp_path / "plan.docx")
    plan = open_plan(tmp_path / "plan.docx")
    assert plan.title == "The plan"
    assert [(c.number, c.text) for c in plan.clauses] == [
        ("1", "Northland pays."), ("2", "Eastland leaves."), ("2-1", "a base;"),
    ]  # fmt: skip


def test_what_is_centred_is_a_heading() -> None:
    """A title is often told by its place only: above all, or between the number of an article and its text."""
    centre = '<w:jc w:val="center"/>'
    titles = para("AGREEMENT", centre) + para("Article 5", centre) + para("Neutrality", centre)
    raw = word(titles + para("Northland joins no league.") + para("It pays.", centre))
    assert [(one.text, one.heading) for one in read(raw)] == [
        ("AGREEMENT", 1), ("Article 5", 1), ("Neutrality", 1), ("Northland joins no league.", 0), ("It pays.", 0),
    ]  # fmt: skip
    outline = outline_of(rows_of_paragraphs(read(raw), "plan"), markdown=False)
    assert outline.title == "AGREEMENT"
    assert [(c.number, c.text, c.context) for c in outline.clauses] == [
        ("5", "Northland joins no league. It pays.", "Neutrality")
    ]


def items(*words: str, attributes: str = "") -> str:
    """Return an OpenDocument list."""
    inner = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in words)
    return f'<text:list text:style-name="L1"{attributes}>{inner}</text:list>'


def test_opendocument_lists_begin_anew_or_go_on() -> None:
    """A list counts from its start; it goes on with the one before, or with one by name, where it says so."""
    body = (
        items("One.", "Two.", attributes=' xml:id="first"')
        + items("Other.")
        + items("Third of the other.", attributes=' text:continue-numbering="true"')
        + items("Third.", attributes=' text:continue-list="first"')
        + '<text:list text:style-name="L1">'
        '<text:list-item text:start-value="7"><text:p>Seven.</text:p></text:list-item>'
        "<text:list-header><text:p>No number.</text:p></text:list-header></text:list>"
    )
    assert labels(odt(body), "odt") == ["1.", "2.", "1.", "2.", "3.", "7.", ""]


def test_opendocument_levels_count_on_their_own() -> None:
    """Inner lists begin anew, a further paragraph has no number, and an item without words does not count."""
    inner = "<text:list><text:list-item><text:p>a.</text:p><text:p>More.</text:p></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L1"><text:list-item><text:p>One.</text:p>{inner}</text:list-item>'
        f"<text:list-item>{inner}</text:list-item><text:list-item><text:p>Two.</text:p>{inner}</text:list-item></text:list>"
    )
    found = read(odt(body), "odt")
    assert [one.label for one in found] == ["1.", "(a)", "", "(b)", "", "2.", "(a)", ""]
    assert [one.depth for one in found] == [0, 1, 2, 1, 2, 0, 1, 2]


OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def test_opendocument_headings_are_numbered_by_the_outline() -> None:
    """Headings count by their level, unless they say that they do not."""
    body = "".join(f'<text:h text:outline-level="{level}">T</text:h>' for level in (1, 2, 2, 1, 2))
    body += '<text:h text:outline-level="1" text:is-list-header="true">T</text:h>'
    assert labels(odt(body, OUTLINE), "odt") == ["I.", "I.1", "I.2", "II.", "II.1", ""]


def test_opendocument_numbers_written_by_a_pattern() -> None:
    """Newer files say by a pattern how the numbers of all levels are put together."""
    loext = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    style = (
        f'<text:list-style style:name="L1"><text:list-level-style-number text:level="1" {loext} style:num-format="1" '
        'loext:num-list-format="Article %1%."/></text:list-style>'
    )
    assert labels(odt(items("One."), style), "odt") == ["Article 1."]


def test_opendocument_changes_notes_and_fields() -> None:
    """Deletions, comments and hidden words are not read; notes follow their paragraph; tables come cell by cell."""
    hidden = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>GONE</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Northland <text:change text:change-id="c"/><text:span>pays</text:span><text:s text:c="2"/>'
        "<office:annotation><text:p>COMMENT</text:p></office:annotation><text:tab/>now"
        '<text:span text:style-name="H"> SECRET</text:span><text:note text:note-class="footnote"><text:note-citation>3'
        "</text:note-citation><text:note-body><text:p>Not all.</text:p></text:note-body></text:note>."
        "<text:line-break/>At once.</text:p>"
        "<text:table-of-content><text:p>CONTENTS</text:p></text:table-of-content>"
        "<table:table><table:table-row><table:table-cell><text:p>One.</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell><text:p>Two.</text:p></table:table-cell></table:table-row>"
        "</table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame>After.</text:p>"
    )
    assert [(one.text, one.apart, one.label) for one in read(odt(body, hidden), "odt")] == [
        ("Northland pays now.", "", ""), ("At once.", "", ""), ("Not all.", "footnote", "3"),
        ("One.", "table", ""), ("Two.", "table", ""), ("After.", "", ""), ("Box.", "box", ""),
    ]  # fmt: skip


def test_opendocument_pages_are_counted() -> None:
    """A page begins at a soft break, or where a style says so."""
    styles = (
        '<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    body = (
        '<text:p text:style-name="N">One.</text:p><text:p>Two <text:soft-page-break/>ends.</text:p>'
        "<text:p>Three.</text:p>"
        '<text:p text:style-name="N">Four.</text:p>'
    )
    assert [one.page for one in read(odt(body, styles), "odt")] == [1, 1, 2, 3]


def rich() -> bytes:
    """Return a Word document with tracked changes, three levels of a list, a note and a table."""
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lost = tracked("del", '<w:r><w:delText xml:space="preserve">not </w:delText></w:r>')
    noted = run_of("Northland pays") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run_of(".")
    gone = tracked("del", "<w:r><w:delText>Gone.</w:delText></w:r>")
    rows = "".join(
        f"<w:tr><w:tc>{para(number)}</w:tc><w:tc>{para(text)}</w:tc></w:tr>"
        for number, text in (("6.", "Table six is done."), ("7.", "Table seven is done."))
    )
    body = (
        para("AGREEMENT", '<w:jc w:val="center"/>')
        + para("The Parties have agreed as follows:")
        + para(
            "",
            counted,
            run_of("Northland will ") + lost + tracked("ins", run_of("hold a vote and ")) + run_of("leave."),
        )
        + para("", counted, noted)
        + "".join(listed(f"{text};", level) for text, level in (("Both", 0), ("stop", 1), ("now", 2), ("return", 1)))
        + para("", f"{counted}<w:rPr>{tracked('del', '')}</w:rPr>", gone)
        + listed("After the deletion.")
        + f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"
        + para("Done at Harbour on 5 June 2026.")
        + para("For Northland:")
    )
    return word(body, lists_xml(levels_xml(DECIMAL)), footnotes=notes_xml(n2="Except in the Valley."))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_documents_saved_by_libreoffice_have_the_same_clauses(tmp_path: Path) -> None:
    """A document keeps its clauses when another program saves it, as OpenDocument or as Word."""
    (tmp_path / "rich.docx").write_bytes(rich())
    minsk = next(plan for plan in PLANS if plan.stem.startswith("minsk"))
    (tmp_path / "minsk.docx").write_bytes(word_plan(minsk.read_text(encoding="utf-8"), computed=True))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for source, target in (("docx", "odt"), ("odt", "saved.docx")):
        files = [str(path) for path in sorted(tmp_path.glob(f"*.{source}"))]
        call = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), *files]
        subprocess.run(call, check=True, capture_output=True, timeout=300)
    for name in ("rich", "minsk"):
        first, *saved = (open_plan(tmp_path / f"{name}.{suffix}") for suffix in ("docx", "odt", "saved.docx"))
        assert [told(plan.clauses) for plan in saved] == [told(first.clauses)] * 2
        assert [[(part.kind, part.text) for part in plan.apart] for plan in saved] == [
            [(part.kind, part.text) for part in first.apart]
        ] * 2


GIVEN = [
    pytest.param(lambda: word(listed("Northland will leave the League."), lists_xml(levels_xml(DECIMAL))), id="docx"),
    pytest.param(lambda: odt(items("Northland will leave the League.")), id="odt"),
    pytest.param(lambda: b"1. Northland will leave the League.\n", id="text"),
    pytest.param(lambda: b"clauses:\n- {number: 1, text: Northland will leave the League.}\n", id="yaml"),
    pytest.param(lambda: b'{"clauses": [{"number": 1, "text": "Northland will leave the League."}]}', id="json"),
]


@pytest.mark.parametrize("make", GIVEN)
def test_a_plan_comes_on_standard_input_in_any_form(
    run: Run, small: Folder, plain_reader: None, make: Callable[[], bytes]
) -> None:
    """What has no name is known by its first bytes; the report is that of the same plan from a file."""
    outcome = run("batch", "-", "--rules", small.path, "--as-of", DAY, "-f", "json", stdin=make())
    result = json.loads(outcome.out)
    assert [(clause["number"], clause["text"]) for clause in result["clauses"]] == [
        ("1", "Northland will leave the League.")
    ]
    assert result["plan"]["path"] == "standard input"


@pytest.mark.parametrize(("raw", "says"), [
    (b"", "standard input: is empty"),
    (b"\x89PNG", "standard input: is a picture; give the plan as .docx, .odt, .pdf or text"),
    (b"PK\x03\x04", "standard input: is broken: it cannot be unpacked"),
    (b"1. caf\xe9", "standard input:1:7: byte 0xe9 is not UTF-8"),
    (b"clauses:\n- {number: 1}\n", "standard input:2:3: "),
])  # fmt: skip
def test_what_cannot_be_used_on_standard_input_is_told(run: Run, small: Folder, raw: bytes, says: str) -> None:
    """One sentence, as for a file."""
    outcome = run("batch", "-", "--rules", small.path, stdin=raw)
    assert outcome.status == 2
    assert says in outcome.errors


def test_reports_say_the_page_and_what_was_set_apart(
    run: Run, small: Folder, plain_reader: None, tmp_path: Path
) -> None:
    """The text report names the page of each clause that it tells of, and the parts that it did not judge."""
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = para("Recalling the Charter,") + para(inner=broken + run_of("1. Northland will leave the League."))
    (tmp_path / "plan.docx").write_bytes(word(body + para("For Northland:")))
    call = ("batch", str(tmp_path / "plan.docx"), "--rules", small.path, "--as-of", DAY)
    out = run(*call).out
    assert "\nClause 1 (p. 2) " in out
    assert "  Set apart and not judged: preamble (1 ¶), signatures (1 ¶)." in out.splitlines()
    data = json.loads(run(*call, "-f", "json").out)
    assert data["clauses"][0]["span"] == {"line": 2, "start": 23, "end": 58, "page": 2, "paragraph": 2}
    assert [part["kind"] for part in data["plan"]["apart"]] == ["preamble", "signature"]


def test_a_structured_plan_keeps_what_was_set_apart(tmp_path: Path) -> None:
    """What is written to be corrected says what was not judged, and says it again when it is opened."""
    (tmp_path / "plan.docx").write_bytes(word(para("Recalling the Charter,") + para("1. Northland pays.")))
    plan = open_plan(tmp_path / "plan.docx")
    (tmp_path / "plan.yaml").write_text(as_plan_yaml(plan), encoding="utf-8")
    again = open_plan(tmp_path / "plan.yaml")
    assert [(part.kind, part.text) for part in again.apart] == [("preamble", "Recalling the Charter,")]
    assert told(again.clauses) == told(plan.clauses)
