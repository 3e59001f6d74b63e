"""The memorandum, in Word and in PDF: what it says, that its numbers lead somewhere, and that nothing breaks it."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.plan import Apart, Clause, Plan
from legalcheck.model.result import Result
from legalcheck.model.values import LEVELS
from legalcheck.report.memo.content import memo_of
from legalcheck.report.memo.parts import Memo, Paragraph, Table, Words, numbered
from legalcheck.report.memo.printed import as_pdf
from legalcheck.report.memo.word import as_word
from legalcheck.rulebook.load import Rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.plans import SMALL

LANGUAGES = ("en", "uk")
SPAN = {"line": 1, "start": 0, "end": 15}
HOSTILE = "</w:t></w:r> ]]> <script>alert(1)</script> &amp; \x00\x08\x1b[31m \u202etxet\u202c <b>bold</b> " + "x" * 3000


@pytest.fixture(scope="module", params=LANGUAGES)
def judged(request: pytest.FixtureRequest, law: Rulebook) -> tuple[Result, Memo]:
    """A real plan, judged, and the memorandum on it."""
    plan = open_plan(ROOT / "cases" / "plans" / "us-28-point-2025-11.yaml", law)
    result = Checker(law, "2026-01-15", engine="reference", report_language=request.param).check_plan(plan)
    return result, memo_of(result, law, request.param)


@pytest.fixture(scope="module")
def word(judged: tuple[Result, Memo]) -> bytes:
    """The memorandum as a Word document."""
    return as_word([judged[1]])


@pytest.fixture(scope="module")
def pdf(judged: tuple[Result, Memo]) -> bytes:
    """The memorandum as a PDF."""
    return as_pdf([judged[1]])


def lines_of(memo: Memo) -> Iterator[tuple[Words, ...]]:
    """Yield every line of a memorandum."""
    for _, section in numbered(memo.sections):
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.line
            else:
                yield from (line for row in block.rows for line in row.cells)


def told(memo: Memo) -> str:
    """Return all words of a memorandum."""
    heads = [memo.title, *(section.title for _, section in numbered(memo.sections))]
    return "\n".join([*heads, *("".join(words.text for words in line) for line in lines_of(memo))])


def outline_entries(pdf: bytes) -> int:
    """Return how many entries the outline of a PDF has."""
    return sum(b"/Parent" in part and b"/Title" in part and b"/Dest" in part for part in pdf.split(b"endobj"))


def test_the_sections_come_in_the_order_of_a_memorandum(judged: tuple[Result, Memo], law: Rulebook) -> None:
    """Question, short answer, findings, positions, routes, sources, reservations, then the clauses themselves."""
    memo = judged[1]
    words = law.phrases[memo.language].memo
    names = ("question", "answer", "findings", "positions", "routes", "sources", "reservations", "annex")
    assert [section.title for section in memo.sections] == [words[name] for name in names]


def test_every_finding_is_told_with_its_clauses_and_sources(judged: tuple[Result, Memo], law: Rulebook) -> None:
    """No message is lost, and the table lists just the sources that are cited."""
    result, memo = judged
    said = told(memo)
    findings = [*(f for clause in result.clauses for f in clause.findings), *result.plan.findings]
    assert all(finding.message in said for finding in findings)
    cited = {name for f in findings for name in (*f.sources, *(n for view in f.positions for n in view.sources))}
    cited |= {name for f in findings if f.certainty == "certain" for step in f.route for name in step.sources}
    table = next(block for block in memo.sections[5].blocks if isinstance(block, Table))
    places = {(row.cells[1][0].text, row.cells[2][0].text) for row in table.rows}
    assert len(table.rows) == len(cited)
    for name in cited:
        source = law.sources[name]
        place = source.instrument.in_(memo.language), source.at.pinpoint.in_(memo.language)
        assert tuple(" ".join(text.split()) for text in place) in places


def test_what_is_set_apart_is_among_the_reservations(judged: tuple[Result, Memo], law: Rulebook) -> None:
    """A memorandum says what of the document was not judged, and says nothing of it where all was."""
    result, _ = judged
    apart = Apart.model_validate({"kind": "signature", "text": "Done at Geneva.", "span": SPAN})
    shortened = result.model_copy(update={"plan": result.plan.model_copy(update={"apart": (apart,)})})
    assert "Set apart and not judged: signatures (1 ¶)." in told(memo_of(shortened, law, "en"))
    assert "Set apart" not in told(memo_of(result, law, "en"))


def test_findings_stand_by_gravity(judged: tuple[Result, Memo], law: Rulebook) -> None:
    """The levels follow each other, gravest first."""
    phrases = law.phrases[judged[1].language]
    order = [phrases.value("verdict", level).casefold() for level in LEVELS]
    titles = [part.title.casefold() for part in judged[1].sections[2].parts]
    assert titles[-1] == phrases.memo["possible"].casefold()
    assert titles[:-1] == [level for level in order if level in titles]
    assert len(titles) > 4


def test_numbers_lead_to_what_bears_them(judged: tuple[Result, Memo]) -> None:
    """A number in the text is that of the section or the source that it leads to."""
    memo = judged[1]
    places = {section.anchor: number for number, section in numbered(memo.sections) if section.anchor}
    for _, section in numbered(memo.sections):
        tables = (block for block in section.blocks if isinstance(block, Table))
        places |= {row.anchor: row.cells[0][0].text for table in tables for row in table.rows if row.anchor}
    links = [words for line in lines_of(memo) for words in line if words.link.startswith("#")]
    assert len(links) > 100
    for words in links:
        assert words.link[1:] in places
        if not words.link.endswith("positions"):
            assert words.text == places[words.link[1:]]


def test_word_numbers_headings_as_the_text_speaks_of_them(word: bytes, judged: tuple[Result, Memo]) -> None:
    """Headings are real ones, and what Word counts comes to the numbers that the text gives."""
    expected = [(number, section.title) for number, section in numbered(judged[1].sections)]
    counts: list[int] = []
    found = []
    for paragraph in Document(io.BytesIO(word)).paragraphs:
        if not paragraph.style.name.startswith("Heading"):
            continue
        level = int(paragraph.style.name[-1])
        assert paragraph._p.pPr.numPr.ilvl.val == level - 1
        counts = [*counts, 0][:level] if len(counts) < level else counts[:level]
        counts[-1] += 1
        found.append((".".join(map(str, counts)), paragraph.text))
    assert found == expected


def test_word_tables_repeat_their_heads(word: bytes) -> None:
    """Every table has a head that comes again on each page, and no row breaks over two pages."""
    tables = Document(io.BytesIO(word)).tables
    assert len(tables) == 4
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])


def test_word_links_have_targets_and_pages_numbers(word: bytes) -> None:
    """No link leads nowhere; the foot counts pages."""
    document = Document(io.BytesIO(word))
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert anchors
    assert anchors <= set(names)
    foot = document.sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_word_says_its_language_and_no_time(word: bytes, judged: tuple[Result, Memo]) -> None:
    """The language is that of the report; nothing bears the time of writing."""
    document = Document(io.BytesIO(word))
    language = {"en": "en-GB", "uk": "uk-UA"}[judged[1].language]
    assert document.core_properties.language == language
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == language
    with zipfile.ZipFile(io.BytesIO(word)) as pack:
        core = pack.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "created" not in core
    assert "modified" not in core


def test_the_same_memorandum_gives_the_same_bytes(word: bytes, pdf: bytes, judged: tuple[Result, Memo]) -> None:
    """Neither the clock nor chance comes into a file."""
    assert as_word([judged[1]]) == word
    assert as_pdf([judged[1]]) == pdf


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here to read the PDF")
def test_the_pdf_can_be_read_by_another_program(pdf: bytes, judged: tuple[Result, Memo], tmp_path: Path) -> None:
    """Its words come out whole, Cyrillic ones too, with numbers of pages."""
    path = tmp_path / "memo.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    squeezed = re.sub(r"\s+", "", text)
    memo = judged[1]
    assert all(re.sub(r"\s+", "", section.title) in squeezed for _, section in numbered(memo.sections))
    pages = text.count("\f")
    assert re.sub(r"\s+", "", memo.page.format(page=pages, pages=pages)) in squeezed


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here to open the document")
@pytest.mark.parametrize("judged", ["uk"], indirect=True)
def test_libreoffice_counts_headings_as_the_text_does(word: bytes, judged: tuple[Result, Memo], tmp_path: Path) -> None:
    """An independent program opens the Word document and comes to the same numbers before the same titles."""
    (tmp_path / "memo.docx").write_bytes(word)
    call = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "txt:Text"]
    subprocess.run([*call, "--outdir", tmp_path, tmp_path / "memo.docx"], check=True, capture_output=True)
    lines = [line.strip() for line in (tmp_path / "memo.txt").read_text("utf-8-sig").splitlines()]
    for number, section in numbered(judged[1].sections):
        assert f"{number}{'' if '.' in number else '.'} {section.title}" in lines


def test_the_pdf_has_bookmarks_and_a_language(pdf: bytes, judged: tuple[Result, Memo]) -> None:
    """The outline opens with the file, and a screen reader knows what it reads."""
    assert outline_entries(pdf) == len(list(numbered(judged[1].sections)))
    assert f"/Lang ({judged[1].language})".encode() in pdf


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.usefixtures("plain_reader")
def test_both_commands_write_it(run: Run, small: Folder, tmp_path: Path, form: str) -> None:
    """A clause and a plan give a whole file; without a file to write to there is a sentence."""
    plan, output = tmp_path / "plan.yaml", tmp_path / f"memo.{form}"
    plan.write_text(SMALL, encoding="utf-8")
    start = {"docx": b"PK", "pdf": b"%PDF"}[form]
    for call in (("check", "Northland shall hold a vote."), ("batch", plan)):
        done = run(*call, "--rules", small.path, "--as-of", DAY, "-f", form, "-o", output)
        assert done.errors == ""
        assert done.raw == b""
        assert output.read_bytes().startswith(start)
        output.unlink()
    refused = run("batch", plan, "--rules", small.path, "-f", form)
    assert refused.status == 2
    assert f"{form} is no text to show" in refused.errors


def small_memo(book: Rulebook, *texts: str, title: str = "") -> Memo:
    """Return a memorandum on clauses that say nothing that is understood."""
    clauses = tuple(
        Clause(number=str(at), text=text, measures=({"kind": "hold_vote", "performer": ["northland"]},))  # type: ignore[arg-type]
        for at, text in enumerate(texts, 1)
    )
    plan = Plan(title=title, path="plan.yaml", clauses=clauses)
    return memo_of(Checker(book, DAY, engine="reference").check_plan(plan), book, "en")


def test_hostile_words_stay_words(small_book: Rulebook) -> None:
    """Marks of other formats are shown as they are; what a document cannot hold is replaced."""
    memo = small_memo(small_book, HOSTILE, "plain", title=HOSTILE[:190])
    document = Document(io.BytesIO(as_word([memo])))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    shown = next(text for text in cells if "script" in text)
    assert "<script>alert(1)</script> &amp; \ufffd\ufffd\ufffd[31m \ufffdtxet\ufffd <b>bold</b>" in shown
    assert as_pdf([memo]).startswith(b"%PDF")


def test_several_plans_stand_in_one_file(small_book: Rulebook) -> None:
    """Each memorandum counts its sections from 1 and leads within itself."""
    memo = small_memo(small_book, "One.", title="First")
    other: Any = memo_of(
        Checker(small_book, DAY, engine="reference").check_plan(
            Plan(title="Second", path="b.yaml", clauses=(Clause(number="1", text="Two.", measures=()),))
        ),
        small_book,
        "en",
        "m2",
    )
    document = Document(io.BytesIO(as_word([memo, other])))
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["First", "Second"]
    lists = {p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "Heading 1"}
    assert len(lists) == 2
    entries = len([*numbered(memo.sections), *numbered(other.sections)]) + 2
    assert outline_entries(as_pdf([memo, other])) == entries
