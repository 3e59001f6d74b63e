"""`legalcheck annotate`: comments on the exact words, and nothing else of the document changed."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from legalcheck.checking import Checker
from legalcheck.documents.commented import AUTHOR, Remark, commented
from legalcheck.documents.files import open_plan
from legalcheck.model.problem import InputError
from legalcheck.model.result import Result
from legalcheck.report.annotation import remarks
from legalcheck.report.packing import packed
from legalcheck.report.stretches import stretch_of
from legalcheck.rulebook.load import Rulebook
from tests.conftest import ROOT, Run
from tests.documents import para, run_of, word, word_plan
from tests.factory import DAY, Folder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TEXT = "Northland shall hold a vote and Eastland will pay for it."
OTHERS = (
    '<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="7" w:author="A. Reader"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>'
)


def parts_of(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a packed document."""
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def body_of(raw: bytes) -> Any:
    """Return the root of the text of a Word document."""
    return etree.fromstring(parts_of(raw)["word/document.xml"])


def anchored(raw: bytes) -> dict[int, str]:
    """Return by the id of each comment the words that it stands beside, read independently of the program."""
    open_now: dict[str, list[str]] = {}
    found: dict[int, str] = {}
    for element in body_of(raw).iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_now[number] = []
        elif element.tag == f"{W}commentRangeEnd":
            found[int(number)] = "".join(open_now.pop(number))
        elif element.tag in (f"{W}t", f"{W}tab", f"{W}br") and not hidden(element):
            for words in open_now.values():
                words.append((element.text or "") if element.tag == f"{W}t" else " ")
    assert not open_now
    return {number: " ".join(text.replace("\u00ad", "").split()) for number, text in found.items()}


def hidden(element: Any) -> bool:
    """Say whether a piece of text is one that a tracked change took away."""
    return any(parent.tag == f"{W}del" for parent in element.iterancestors())


def plain(root: Any) -> bytes:
    """Return a text without comments and with runs that look alike joined, so that two texts can be compared."""
    root = deepcopy(root)
    for name in ("commentRangeStart", "commentRangeEnd"):
        for mark in list(root.iter(f"{W}{name}")):
            mark.getparent().remove(mark)
    for mark in list(root.iter(f"{W}commentReference")):
        mark.getparent().getparent().remove(mark.getparent())
    for second in list(root.iter(f"{W}r")):
        first = second.getprevious()
        if first is not None and first.tag == second.tag and looks(first) == looks(second):
            first.extend(part for part in second if part.tag != f"{W}rPr")
            second.getparent().remove(second)
    for later in list(root.iter(f"{W}t")):
        before = later.getprevious()
        if before is not None and before.tag == later.tag:
            before.text = (before.text or "") + (later.text or "")
            later.getparent().remove(later)
    for text in root.iter(f"{W}t"):
        text.attrib.pop(SPACE, None)
    raw: bytes = etree.tostring(root, method="c14n")
    return raw


def looks(element: Any) -> bytes:
    """Return how a run looks, and its attributes."""
    found = element.find(f"{W}rPr")
    return (b"" if found is None else etree.tostring(found, method="c14n")) + repr(sorted(element.items())).encode()


def with_comments(raw: bytes, *groups: Sequence[Remark]) -> bytes:
    """Return a document with remarks in its margin."""
    return packed(commented(raw, "plan.docx", groups))


def beside(text: str, words: str, paragraph: int = 1, said: str = "a remark") -> Remark:
    """Return a remark beside words of a clause."""
    start = text.index(words)
    return Remark((said,), paragraph, text, start, start + len(words))


WORDS = st.lists(
    st.text(alphabet="abcдеї-", min_size=1, max_size=6) | st.sampled_from(["a\u00adb", "<&>", "“q”", "No\u00a05"]),
    min_size=2,
    max_size=9,
)
WRAPS = (
    "{}",
    "{}",
    '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    '<w:ins w:id="1" w:author="B">{}</w:ins>',
    '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE no words</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:del w:id="2" w:author="B"><w:r><w:delText>gone</w:delText></w:r></w:del>{}',
    '<w:smartTag w:element="e">{}</w:smartTag><w:proofErr w:type="spellStart"/>',
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, str, list[tuple[int, int]]]:
    """Draw a document whose one paragraph is cut into odd runs, its words, and stretches of them."""
    words = draw(WORDS)
    raw = draw(st.sampled_from([" ", "  ", "\t"])).join(words)
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(raw) - 1)), max_size=6)))
    body = ""
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        pieces = raw[start:end].split("\t")
        inner = "<w:tab/>".join(text_element(piece) for piece in pieces)
        look = draw(st.sampled_from(["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:sz w:val="30"/></w:rPr>']))
        body += draw(st.sampled_from(WRAPS)).format(f'<w:r w:rsidR="00A{start}">{look}{inner}</w:r>')
    text = " ".join(raw.replace("\u00ad", "").split())
    places = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    pairs = draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(places)), min_size=1, max_size=5))
    return word(para(inner=body)), text, [(min(a[0], b[0]), max(a[1], b[1])) for a, b in pairs]


def text_element(text: str) -> str:
    """Return text as an element of a run."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{safe}</w:t>'


@given(documents())
def test_comments_stand_beside_their_words_and_change_nothing_else(
    drawn: tuple[bytes, str, list[tuple[int, int]]],
) -> None:
    """Whatever the runs, the words marked are the words meant; without the comments the text is what it was."""
    raw, text, stretches = drawn
    group = [Remark((f"number {at}",), 1, text, *stretch) for at, stretch in enumerate(stretches)]
    made = with_comments(raw, group)
    assert anchored(made) == {
        at: " ".join(text[start:end].replace("\u00a0", " ").split()) for at, (start, end) in enumerate(stretches)
    }
    assert plain(body_of(made)) == plain(body_of(raw))
    assert with_comments(made, group) == made


def test_every_other_part_keeps_its_bytes() -> None:
    """Only the text, the list of parts and its links change; comments are the one part that is new."""
    raw = word(para(TEXT), numbering="<w:numbering/>", settings="<w:settings  />")
    made = with_comments(raw, [beside(TEXT, "hold a vote")])
    before, after = parts_of(raw), parts_of(made)
    assert set(after) - set(before) == {"word/comments.xml"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert list(after)[: len(before)] == list(before)


def test_another_library_reads_the_comments() -> None:
    """Author, initials and words are there, and the looks of the runs that were split."""
    body = para(
        inner=run_of("Northland shall ", "<w:b/>") + run_of("hold a vote and Eastland will pay for it.", "<w:i/>")
    )
    made = with_comments(word(body), [beside(TEXT, "hold a vote", said="Barred."), beside(TEXT, "pay", said="Money.")])
    document = Document(io.BytesIO(made))
    assert [(c.author, c.initials, c.text) for c in document.comments] == [
        (AUTHOR, "lc", "Barred."),
        (AUTHOR, "lc", "Money."),
    ]
    runs = [(r.text, r.bold, r.italic) for r in document.paragraphs[0].runs if r.text]
    assert runs == [
        ("Northland shall ", True, None),
        ("hold a vote", None, True),
        (" and Eastland will ", None, True),
        ("pay", None, True),
        (" for it.", None, True),
    ]


def test_comments_of_others_stay_and_our_own_are_replaced() -> None:
    """Ids of others are kept and not used again; a second run with other remarks leaves none of the first."""
    mark = '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    raw = word(para(inner=mark.format(run_of("Northland shall")) + run_of(TEXT[15:])), comments=OTHERS)
    first = with_comments(raw, [beside(TEXT, "hold a vote"), beside(TEXT, "Eastland will pay")])
    second = with_comments(first, [beside(TEXT, "hold a vote", said="Another.")])
    for made, number in ((first, 2), (second, 1)):
        authors = [(c.comment_id, c.author) for c in Document(io.BytesIO(made)).comments]
        assert authors == [(7, "A. Reader"), *((8 + at, AUTHOR) for at in range(number))]
        assert anchored(made)[7] == "Northland shall"
        assert plain(body_of(made)) == plain(body_of(raw))
    assert anchored(second)[8] == "hold a vote"


def test_the_same_words_twice_are_told_apart() -> None:
    """A clause that repeats one before it in the same paragraph is marked where it stands itself."""
    body = para(inner=f"{run_of(TEXT)}<w:r><w:br/></w:r>{run_of(TEXT)}")
    made = with_comments(word(body), [beside(TEXT, "hold a vote")], [beside(TEXT, "hold a vote")])
    marks = body_of(made).iter(f"{W}commentRangeStart", f"{W}br")
    assert [mark.tag.removeprefix(W) for mark in marks] == ["commentRangeStart", "br", "commentRangeStart"]


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        (Remark(("On the clause.",), 2, "Words that a footnote has.", 0, 5), "Second."),
        (Remark(("On the document.",), None), "First."),
        (Remark(("Beyond its end.",), 99, "Nowhere.", 0, 7), "First."),
    ],
    ids=["elsewhere", "document", "beyond"],
)
def test_what_is_not_found_stands_beside_a_whole_paragraph(remark: Remark, words: str) -> None:
    """Words in a note or a box cannot bear a comment: the paragraph that refers to them does."""
    body = para("First.") + para("Second.", '<w:jc w:val="right"/>')
    made = with_comments(word(body), [remark])
    assert list(anchored(made).values()) == [words]
    properties = body_of(made).find(f".//{W}pPr")
    assert properties.getparent()[0] is properties


def test_a_document_without_words_gets_no_comment() -> None:
    """There is nothing to stand beside."""
    made = with_comments(word(para()), [Remark(("On nothing.",), None)])
    assert not list(body_of(made).iter(f"{W}commentReference"))


def test_hostile_words_stay_words() -> None:
    """Marks within a remark are shown; the text of the document is not read as marks either."""
    text = "A clause with </w:t> & <b> in it."
    made = with_comments(word(para(text)), [beside(text, "</w:t> & <b>", said="</w:comment><script/>&amp;")])
    assert anchored(made) == {0: "</w:t> & <b>"}
    assert [c.text for c in Document(io.BytesIO(made)).comments] == ["</w:comment><script/>&amp;"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)], ids=["empty", "text", "hollow"])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    """One sentence names the file."""
    with pytest.raises(InputError, match=r"plan\.docx: "):
        commented(content, "plan.docx", [])


def test_the_strict_form_is_refused() -> None:
    """Its parts bear other names, which few programs understand; the sentence says what to do."""
    parts = parts_of(word(para(TEXT)))
    strict = {
        name: part.replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, part in parts.items()
    }
    with pytest.raises(
        InputError, match=r"plan\.docx: is not in the usual form of Word; save it there as Word document"
    ):
        commented(packed(strict), "plan.docx", [])


def test_comments_that_are_named_but_missing_are_made() -> None:
    """A document that lost its comments gets a part for them under the name that it gives, and names it once."""
    parts = parts_of(word(para(TEXT), comments=OTHERS))
    del parts["word/comments.xml"]
    made = with_comments(packed(parts), [beside(TEXT, "hold a vote")])
    assert anchored(made) == {0: "hold a vote"}
    assert parts_of(made)["word/_rels/document.xml.rels"] == parts["word/_rels/document.xml.rels"]
    assert len(list(Document(io.BytesIO(made)).comments)) == 1


@pytest.fixture(scope="module")
def us_plan(law: Rulebook, loaded_reader: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Result]:
    """A real plan as a Word document with computed numbers, and what comes of it."""
    folder = tmp_path_factory.mktemp("us")
    path = folder / "plan.docx"
    path.write_bytes(word_plan((ROOT / "cases" / "plans" / "us-28-point-2025-11.md").read_text("utf-8"), computed=True))
    checker = Checker(law, "2026-01-15", engine="reference")
    checker._shared.__dict__["reader"] = loaded_reader
    return path.read_bytes(), checker.check_plan(open_plan(path, law))


def test_the_words_of_a_real_plan_are_those_of_its_findings(us_plan: tuple[bytes, Result], law: Rulebook) -> None:
    """Every finding has a comment that names its rule, beside the words that it rests on."""
    raw, result = us_plan
    groups = remarks(result, law)
    made = with_comments(raw, *groups)
    expected = []
    for clause in result.clauses:
        for finding in clause.findings:
            start, end = stretch_of(finding, clause) or (0, len(clause.text))
            expected.append((finding.rule, clause.text[start:end]))
    found = anchored(made)
    comments = list(Document(io.BytesIO(made)).comments)
    said = [(c.paragraphs[0].text.split(" · ")[-1], found[c.comment_id]) for c in comments]
    assert [one for one in said if not one[0].startswith("plan-")] == expected
    assert len(said) == len(expected) + len(result.plan.findings)
    assert plain(body_of(made)) == plain(body_of(raw))


def test_what_shows_across_clauses_stands_beside_the_first(us_plan: tuple[bytes, Result], law: Rulebook) -> None:
    """The whole clause is marked, and the comment names the others."""
    raw, result = us_plan
    made = with_comments(raw, *remarks(result, law))
    found = anchored(made)
    texts = {clause.number: clause.text for clause in result.clauses}
    across = {f.rule: f for f in result.plan.findings}
    comments = [c for c in Document(io.BytesIO(made)).comments if c.text.split("\n")[0].split(" · ")[-1] in across]
    assert len(comments) == len(across)
    for comment in comments:
        finding = across[comment.paragraphs[0].text.split(" · ")[-1]]
        named = {number for numbers in finding.clauses.values() for number in numbers}
        first = next(number for number in texts if number in named)
        assert found[comment.comment_id] == texts[first]
        assert all(number in comment.paragraphs[1].text for number in named)


def test_a_level_leaves_lesser_findings_out(us_plan: tuple[bytes, Result], law: Rulebook) -> None:
    """Only what is at or above it is told."""
    result = us_plan[1]
    said = [remark.lines[0] for group in remarks(result, law, level="barred") for remark in group]
    assert said
    assert all("BARRED" in line for line in said)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here to open the documents")
def test_libreoffice_opens_it_with_its_comments(us_plan: tuple[bytes, Result], law: Rulebook, tmp_path: Path) -> None:
    """An independent program reads the document and keeps every comment with its author."""
    raw, result = us_plan
    groups = remarks(result, law, level="approval")
    (tmp_path / "plan.docx").write_bytes(with_comments(raw, *groups))
    call = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "fodt"]
    subprocess.run([*call, "--outdir", tmp_path, tmp_path / "plan.docx"], check=True, capture_output=True)
    flat = (tmp_path / "plan.fodt").read_text("utf-8")
    assert flat.count("<office:annotation ") == sum(map(len, groups))
    assert flat.count(f"<dc:creator>{AUTHOR}</dc:creator>") == sum(map(len, groups))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan as a Word document."""
    path = tmp_path / "plan.docx"
    path.write_bytes(word(para(f"1. {TEXT}") + para("2. Eastland accepts that Valley is Southland's.")))
    return path


@pytest.fixture
def annotate(run: Run, small: Folder, plain_reader: None) -> Run:
    """Return a function that runs the command with the small world."""
    return lambda *call: run("annotate", *call, "--rules", small.path, "--as-of", DAY)


def test_the_command_writes_an_annotated_copy(annotate: Run, plan: Path, tmp_path: Path) -> None:
    """The document is left alone; the copy has comments, the same bytes each time; the status is that of judging."""
    before, output = plan.read_bytes(), tmp_path / "out.docx"
    done = annotate(plan, "-o", output)
    assert (done.status, done.raw, done.errors) == (1, b"", "")
    assert plan.read_bytes() == before
    made = output.read_bytes()
    assert "hold a vote" in anchored(made).values()
    assert annotate(output, "-o", tmp_path / "again.docx").status == 1
    assert (tmp_path / "again.docx").read_bytes() == made


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("plan.docx", "plan.docx", "is the document itself, which is never written over"),
        ("plan.md", "out.docx", "is no Word document; only .docx can be annotated"),
        ("none.docx", "out.docx", "cannot be read"),
    ],
)
def test_mistakes_are_answered_in_a_sentence(
    annotate: Run, plan: Path, tmp_path: Path, name: str, output: str, said: str
) -> None:
    """Nothing is written."""
    before = plan.read_bytes()
    done = annotate(tmp_path / name, "-o", tmp_path / output)
    assert done.status == 2
    assert said in done.errors
    assert "Traceback" not in done.errors
    assert plan.read_bytes() == before
    assert not (tmp_path / "out.docx").exists()


def test_a_file_to_write_to_is_asked_for(annotate: Run, plan: Path) -> None:
    """A document is never printed."""
    done = annotate(plan)
    assert done.status == 2
    assert "--output" in done.errors
