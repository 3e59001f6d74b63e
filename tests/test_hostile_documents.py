"""Documents that are broken, locked, mislabelled or made to do harm: one clear sentence each, and nothing happens."""

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents import limits
from legalcheck.documents.files import open_plan
from legalcheck.documents.outline import outline_of
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.readers import paragraphs_of
from legalcheck.documents.readers.sniffing import kind_of
from legalcheck.documents.rows import rows_of_paragraphs
from legalcheck.model.problem import InputError
from tests.conftest import Run
from tests.documents import levels_xml, listed, lists_xml, notes_xml, odt, para, word, zipped
from tests.factory import DAY, Folder

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
PLAIN = word(para("1. Northland pays."))
ODT = odt("<text:p>1. Northland pays.</text:p>")
HEAD = '<?xml version="1.0"?>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_text(xml: str) -> bytes:
    """Return a Word document whose text part is this."""
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def with_content(xml: str, **parts: str | bytes) -> bytes:
    """Return an OpenDocument text whose content is this."""
    mime = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mime, "META-INF/manifest.xml": "<m/>", "content.xml": xml, **parts})


def _bomb() -> bytes:
    return with_text(f"{HEAD}<w:document {W}><w:body>{' ' * 50_000_000}</w:body></w:document>")


def _lying() -> bytes:
    """Return a bomb whose directory says that its text is short."""
    raw = bytearray(_bomb())
    struct.pack_into("<L", raw, raw.rfind(b"PK\x01\x02") + 24, 100)
    return bytes(raw)


def _many_parts() -> bytes:
    return zipped({f"part{at}": "" for at in range(limits.MAX_PARTS + 10)} | {"[Content_Types].xml": "<Types/>"})


def _crowded() -> bytes:
    body = "<b/>" * (limits.MAX_MARKS + 1)
    text = f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": text}, stored=["word/document.xml"])


def _encrypted_part() -> bytes:
    raw = bytearray(PLAIN)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(sign, place + 4)
    return bytes(raw)


LAUGHS = (
    f'{HEAD}<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 20}">' for at in range(8))
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)
FETCH = (
    f'{HEAD}<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r>'
    "<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = f"{HEAD}<w:document {W}><w:body>" + "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400
TABLES = "<w:tbl><w:tr><w:tc>" * 75 + para("1. Deep.") + "</w:tc></w:tr></w:tbl>" * 75

REFUSED = [
    ("plan.docx", lambda: b"", "is empty"),
    ("plan.docx", lambda: LOCKED, "is encrypted; save it without a password"),
    ("plan.docx", lambda: OLE, "is a document of an old Word (.doc)"),
    ("plan.docx", lambda: b"%PDF-1.7 ...", "is a PDF, not a Word document (.docx); rename it to end in .pdf"),
    ("plan.docx", lambda: ODT, "is an OpenDocument text (.odt), not a Word document"),
    ("plan.docx", lambda: b"1. Northland pays.\n", "is plain text, not a Word document"),
    ("plan.docx", lambda: b"{\\rtf1 Northland}", "is rich text (.rtf), not a Word document"),
    ("plan.docx", lambda: zipped({"a.txt": "b"}), "is an archive of other files (.zip)"),
    ("plan.docx", lambda: zipped({"[Content_Types].xml": "", "xl/book.xml": ""}), "is a spreadsheet"),
    ("plan.docx", lambda: PLAIN[: len(PLAIN) // 2], "is broken: it cannot be unpacked"),
    ("plan.docx", lambda: zipped({"[Content_Types].xml": "", "word/x.xml": ""}), "is broken: it holds no text"),
    ("plan.docx", lambda: with_text("<w:document"), "is broken: its text cannot be parsed"),
    ("plan.docx", lambda: with_text("no XML"), "is broken: its text cannot be parsed"),
    ("plan.docx", _encrypted_part, "is encrypted; save it without a password"),
    ("plan.docx", _bomb, "as a ZIP bomb does"),
    ("plan.docx", _lying, "is broken: it cannot be unpacked"),
    ("plan.docx", _many_parts, "packs more than 2,000 parts"),
    ("plan.docx", lambda: with_text(LAUGHS), "declares a document type"),
    ("plan.docx", lambda: with_text(FETCH), "declares a document type"),
    ("plan.docx", lambda: with_text(DEEP), "is nested too deeply"),
    ("plan.docx", lambda: word("<w:altChunk/>"), "holds another document within it"),
    ("plan.docx", lambda: word(para()), "has no clauses"),
    ("plan.docx", lambda: word(para("x") * (limits.MAX_PARAGRAPHS + 1)), "has more than 50,000 paragraphs"),
    ("plan.docx", lambda: word(para("x" * 60_000) * 40), "has more than 2,000,000 characters"),
    ("plan.docx", lambda: word(para(inner="<w:r><w:lastRenderedPageBreak/><w:t>x</w:t></w:r>") * 501), "500 pages"),
    ("plan.docx", _crowded, "holds more markup than 500 pages need"),
    ("plan.docm", lambda: PLAIN, "rename it to end in .docx"),
    ("plan.docm", lambda: zipped({"[Content_Types].xml": "", "word/vbaProject.bin": b""}), "holds macros"),
    ("plan.docx", lambda: zipped({"[Content_Types].xml": "", "word/vbaProject.bin": b""}), "holds macros"),
    (
        "plan.odt",
        lambda: PLAIN,
        "is a Word document (.docx), not an OpenDocument text (.odt); rename",
    ),
    ("plan.odt", lambda: with_content("<x"), "is broken: its text cannot be parsed"),
    ("plan.odt", lambda: with_content(FETCH), "declares a document type"),
    ("plan.odt", lambda: odt("<text:p>x</text:p>", **{"Basic/Standard/Module1.xml": "<m/>"}), "holds macros"),
    ("plan.odt", lambda: odt("<text:p>x</text:p>", **{"Scripts/python/a.py": "print()"}), "holds macros"),
    ("plan.odt", lambda: odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "is encrypted"),
    ("plan.txt", lambda: PLAIN, "is a Word document (.docx), not plain text; rename it to end in .docx"),
    ("plan.md", lambda: zipped({"a.txt": "b"}), "is an archive of other files (.zip), not plain text"),
    ("plan.yaml", lambda: b"%PDF-1.4", "is a PDF, not plain text; rename it to end in .pdf"),
    ("plan.txt", lambda: b"\x89PNG\r\n\x1a\n", "is a picture, not plain text"),
    ("plan.txt", lambda: b"\x7fELF\x02\x01", "is a program, not plain text"),
]


@pytest.mark.parametrize(("name", "make", "says"), REFUSED, ids=[f"{name} {says[:40]}" for name, _, says in REFUSED])
def test_what_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, name: str, make: object, says: str) -> None:
    """The sentence names the file and says what it really is or what is wrong with it."""
    path = tmp_path / name
    path.write_bytes(make())  # type: ignore[operator]
    with pytest.raises(InputError) as error:
        open_plan(path)
    (problem,) = error.value.problems
    assert problem.path == str(path)
    assert says in problem.message
    assert "\n" not in problem.message


def test_a_bomb_is_not_unpacked() -> None:
    """What a packed part would grow to is never held; the memory used stays near the limit of the unsuspected."""
    raw = _bomb()
    tracemalloc.start()
    with pytest.raises(InputError):
        list(paragraphs_of(raw, "plan.docx", "docx"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


def test_a_directory_without_end_is_not_read() -> None:
    """The directory of a ZIP is measured before it is opened."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for at in range(30_000):
            pack.writestr(f"word/{at:060}", "")
    assert "packs more than 2,000 parts" in outcome_of(out.getvalue(), "docx")


def test_links_and_parts_outside_the_file_are_left_there() -> None:
    """A document that names its styles elsewhere, or above its own folder, is read without them."""
    links = (
        '<Relationships><Relationship Type="x/styles" Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/>'
        '<Relationship Type="x/numbering" Target="../../../etc/passwd"/></Relationships>'
    )
    text = f"{HEAD}<w:document {W}><w:body>{listed('1. Northland pays.')}</w:body></w:document>"
    raw = zipped({"[Content_Types].xml": "", "word/document.xml": text, "word/_rels/document.xml.rels": links})
    assert [one.text for one in paragraphs_of(raw, "plan.docx", "docx")] == ["1. Northland pays."]


def test_tables_within_tables_are_read() -> None:
    """Depth that a parser allows is no trouble."""
    assert [one.text for one in paragraphs_of(word(TABLES), "plan.docx", "docx")] == ["1. Deep."]


def test_styles_that_build_on_each_other_end() -> None:
    """A circle of styles is cut."""
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("A", "B"), ("B", "A"))
    )
    raw = word(para("One.", '<w:pStyle w:val="A"/>'), styles=circle)
    assert [one.text for one in paragraphs_of(raw, "plan.docx", "docx")] == ["One."]


def test_lists_that_stand_for_each_other_end() -> None:
    """A list that names a style that names the list has no numbers, and no end of trouble."""
    kept = '<w:numStyleLink w:val="A"/>'
    styles = (
        '<w:style w:type="numbering" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    raw = word(listed("One."), lists_xml(kept), f"{styles}</w:pPr></w:style>")
    assert [(one.text, one.label) for one in paragraphs_of(raw, "plan.docx", "docx")] == [("One.", "")]


def test_one_bad_document_stops_no_other(run: Run, small: Folder, plain_reader: None, tmp_path: Path) -> None:
    """A batch judges what it can and says what it cannot."""
    folder = tmp_path / "plans"
    folder.mkdir()
    bad = folder / "a.docx"
    bad.write_bytes(LOCKED)
    (folder / "b.docx").write_bytes(word(para("1. Northland will leave the League.")))
    (folder / "~$b.docx").write_bytes(b"lock of a word processor")
    outcome = run("batch", str(folder), "--rules", small.path, "--as-of", DAY)
    assert outcome.status == 2
    assert outcome.errors.splitlines() == [f"legalcheck: {bad}: is encrypted; save it without a password"]
    assert "leave the League" in outcome.out


def outcome_of(raw: bytes, kind: str) -> str:
    """Return what came of opening bytes: paragraphs, or a sentence."""
    try:
        return f"{len(list(paragraphs_of(raw, 'plan', kind)))} paragraphs"
    except InputError as error:
        (problem,) = error.problems
        return problem.message


@given(st.binary(max_size=200), st.sampled_from(["docx", "odt"]), st.booleans())
def test_no_bytes_can_crash_a_reader_of_packed_files(raw: bytes, kind: str, packed: bool) -> None:
    """Any bytes at all are refused in one sentence, also behind the first bytes of a ZIP."""
    assert "paragraphs" not in outcome_of((b"PK\x03\x04" if packed else b"") + raw, kind)


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255), st.sampled_from(["docx", "odt"]))
def test_a_damaged_document_is_read_or_refused(at: int, byte: int, kind: str) -> None:
    """One byte changed anywhere gives paragraphs or one sentence."""
    damaged = bytearray(PLAIN if kind == "docx" else ODT)
    damaged[at % len(damaged)] = byte
    assert outcome_of(bytes(damaged), kind)


@pytest.mark.parametrize("piece", ["<!---->", "<!-- ", "a:b\n", "a:b\n ", "{", "clauses:\n", "---\n", "<?xml ?>"])
def test_what_a_text_is_takes_no_time_to_tell(piece: str) -> None:
    """No text can be written so that it takes long to say what it is."""
    start = kind_of(piece.encode() * 10, "plan.txt")
    assert kind_of(piece.encode() * 2000, "plan.txt") in (start, "text")


def test_a_note_is_read_once_however_often_it_is_referred_to() -> None:
    """A document cannot grow by pointing at the same words again and again."""
    pointing = para("1. Northland pays.", inner='<w:r><w:footnoteReference w:id="2"/></w:r>' * 1000)
    raw = word(pointing, footnotes=notes_xml(n2="Not all."))
    assert [one.text for one in paragraphs_of(raw, "plan", "docx")] == ["1. Northland pays.", "Not all."]


@pytest.mark.parametrize("count", ["²", "-1", "", "99999999999999999999", "x", "1.5"])
def test_counts_that_are_none_do_no_harm(count: str) -> None:
    """Where a number is expected and none stands, the paragraph is read all the same."""
    lists = levels_xml([("decimal", "%1.")]).replace('w:start w:val="1"', f'w:start w:val="{count}"')
    raw = word(para("Northland pays.", f'<w:outlineLvl w:val="{count}"/><w:ind w:left="{count}"/>') + listed("Two."))
    assert [one.text for one in paragraphs_of(raw, "plan", "docx")] == ["Northland pays.", "Two."]
    assert len(list(paragraphs_of(word(listed("One."), lists_xml(lists)), "plan", "docx"))) == 1
    body = f'<text:list><text:list-item text:start-value="{count}"><text:h text:outline-level="{count}">One.</text:h>'
    raw = odt(f"{body}</text:list-item></text:list>")
    assert [one.text for one in paragraphs_of(raw, "plan", "odt")] == ["One."]


def test_words_in_lists_of_any_depth_are_kept() -> None:
    """Deeper than any list style goes, an item is still a paragraph."""
    body = "<text:list><text:list-item>" * 60 + "<text:p>One.</text:p>" + "</text:list-item></text:list>" * 60
    assert [one.text for one in paragraphs_of(odt(body), "plan", "odt")] == ["One."]


def test_five_hundred_pages_are_read() -> None:
    """What is refused is more than the limit; a long treaty is not."""
    made = [Paragraph(f"{at}. Northland pays.", at, at, 1 + at // 4) for at in range(1, 1999)]
    assert len(outline_of(rows_of_paragraphs(made, "plan"), markdown=False).items) == 1998
