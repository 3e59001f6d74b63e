"""PDFs become the same clauses as text: columns in order, words whole, what frames the pages left out."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from legalcheck.documents.files import open_plan
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.pdf.hyphens import Hyphens
from legalcheck.documents.readers.pdf import paragraphs
from legalcheck.model.plan import Clause
from tests.conftest import ROOT
from tests.printing import HEIGHT, WIDTH, Layout, Printer, pdf_plan
from tests.written import html_plan

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PLANS = sorted(path for path in (ROOT / "cases" / "plans").glob("*.md") if path.stem != "README")
LAYOUTS = {
    "one column": Layout(),
    "two columns": Layout(columns=2),
    "two columns with broken words": Layout(columns=2, size=9, leading=11, hyphenated=True, foot="Page {} of 9".format),
    "three columns": Layout(columns=3, size=8, leading=9.5, left=40),
    "no space between paragraphs": Layout(between=0, hanging=False),
}
UKRAINIAN = """# План врегулювання

Сторони, прагнучи миру, домовилися про таке:

1. Україна визнає територіальну цілісність сусідніх держав і зобов'язується не вступати до військових союзів протягом \
п'ятнадцяти років з дня набрання чинності цією угодою.
2. Гарантії безпеки:
   a. Держави-гаранти надають Україні військово-технічну допомогу в разі нападу, зокрема засобами протиповітряної \
оборони.
   b. Гарантії не поширюються на тимчасово окуповані території Донецької та Луганської областей, Автономної \
Республіки Крим і міста Севастополя.
3. Російська Федерація виводить свої збройні формування з території України у межах її міжнародно визнаних кордонів \
протягом тридцяти днів, а Україна проводить референдум щодо питань, передбачених пунктом 2 цієї угоди.
4. Обмін полоненими відбувається за формулою «всіх на всіх».
"""


def told(clauses: tuple[Clause, ...]) -> list[tuple[str, str, str]]:
    """Return what a clause is, wherever it stands."""
    return [(clause.number, clause.text, clause.context) for clause in clauses]


def read(printer: Printer) -> list[Paragraph]:
    """Return the paragraphs of a PDF."""
    return list(paragraphs(printer.raw(), "plan.pdf"))


def texts(printer: Printer) -> list[str]:
    """Return the words of the paragraphs of a PDF."""
    return [one.text for one in read(printer)]


@pytest.mark.parametrize(
    ("plan", "layout"),
    [(plan, "two columns with broken words") for plan in PLANS] + [(PLANS[-1], layout) for layout in LAYOUTS],
    ids=lambda part: part if isinstance(part, str) else str(part.stem),
)
def test_a_printed_plan_has_the_clauses_of_its_text(plan: Path, layout: str, tmp_path: Path) -> None:
    """Numbers, words and introductions are those of the text, and nothing that frames the pages is among them."""
    text = plan.read_text(encoding="utf-8")
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_plan(text, LAYOUTS[layout]))
    opened = open_plan(path)
    assert told(opened.clauses) == told(open_plan(plan).clauses)
    assert opened.title == open_plan(plan).title


@pytest.mark.parametrize("layout", ["one column", "two columns with broken words"])
def test_a_ukrainian_plan_has_the_clauses_of_its_text(layout: str, tmp_path: Path) -> None:
    """Letters, apostrophes and hyphens of Ukrainian come through, broken at the end of a line or not."""
    (tmp_path / "plan.md").write_text(UKRAINIAN, encoding="utf-8")
    (tmp_path / "plan.pdf").write_bytes(pdf_plan(UKRAINIAN, LAYOUTS[layout]))
    opened, text = open_plan(tmp_path / "plan.pdf"), open_plan(tmp_path / "plan.md")
    assert told(opened.clauses) == told(text.clauses)
    assert [(one.kind, one.text) for one in opened.apart] == [(one.kind, one.text) for one in text.apart]


def test_clauses_know_their_page(tmp_path: Path) -> None:
    """A clause that goes on over a page stands where it begins."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_plan("\n".join(f"{n}. Party {n} withdraws. It does so at once." for n in range(1, 70))))
    pages = [clause.span.page for clause in open_plan(path).clauses if clause.span]
    assert pages == sorted(pages)  # type: ignore[type-var]
    assert set(pages) == {1, 2}


def test_an_article_a_page_is_no_page_number() -> None:
    """Numbers that grow with the pages are clauses if they number words of the text."""
    printer = Printer()
    for number in range(1, 5):
        printer.page()
        printer.put(60, 60, f"{number}. Party {number} withdraws its troops.")
        printer.put(WIDTH / 2, HEIGHT - 30, f"{number} / 4", 8)
    assert texts(printer) == [f"{number}. Party {number} withdraws its troops." for number in range(1, 5)]


def test_page_numbers_may_begin_anywhere() -> None:
    """A report whose numbers begin at 17 has page numbers, too."""
    printer = Printer()
    for number in range(3):
        printer.page()
        printer.put(60, 100, f"{number + 1}. A party withdraws.")
        printer.put(300, 820, str(number + 17))
    assert texts(printer) == [f"{number}. A party withdraws." for number in (1, 2, 3)]


def test_what_stands_once_at_the_edge_is_text() -> None:
    """Words at the edge of one page that no other page has are read."""
    printer = Printer()
    for number in range(4):
        printer.page()
        printer.put(60, 40, "Draft of May")
        printer.put(60, 120, f"{number + 1}. A party withdraws its troops.")
    printer.put(60, 790, "5. The treaty enters into force.")
    assert texts(printer)[-1] == "5. The treaty enters into force."
    assert "Draft of May" not in texts(printer)


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    """A sentence that the page ends goes on behind the footnote; the raised number of that is no word."""
    printer = Printer()
    printer.page()
    printer.put(60, 100, "1. Ukraine recognises the line of contact that was fixed on the day of the signature of this")
    printer.put(60, 112, "agreement as the border of its territory")
    printer.put(262, 108, "3", 6)
    printer.put(272, 112, "and withdraws all of its armed forces to it, with")
    printer.put(60, 700, "3 See the annex.", 7)
    printer.page()
    printer.put(60, 100, "all of their weapons.")
    read_back = read(printer)
    assert [one.text for one in read_back] == [
        "1. Ukraine recognises the line of contact that was fixed on the day of the signature of this agreement as the "
        "border of its territory and withdraws all of its armed forces to it, with all of their weapons.",
        "See the annex.",
    ]
    assert [(one.label, one.apart) for one in read_back] == [("", ""), ("3", "footnote")]


def test_a_table_is_read_row_by_row() -> None:
    """Cells whose rows begin at the same heights are no columns of text."""
    printer = Printer()
    printer.page()
    for row in range(4):
        for line in range(2):
            printer.put(60, 100 + 40 * row + 12 * line, f"Left cell {row} line {line} has words")
            printer.put(320, 100 + 40 * row + 12 * line, f"Right cell {row} line {line} has words")
    read_back = read(printer)
    assert [one.text.split(" line")[0] for one in read_back] == [
        f"{side} cell {row}" for row in range(4) for side in ("Left", "Right")
    ]
    assert {one.apart for one in read_back} == {"table"}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_held(turn: int) -> None:
    """Pages that lie on their side are read along their lines; a stamp across the page is not read."""
    code = {90: "0 1 -1 0 {y} {x}", 180: "-1 0 0 -1 {right} {y}", 270: "0 -1 1 0 {low} {right}"}[turn]
    printer = Printer(rotated=turn if turn != 180 else 0)
    printer.page()
    for at, words in enumerate(("1. Ukraine withdraws", "from the Donetsk region.", "2. Russia pays.")):
        y, x = 100 + 12 * at, 100
        place = code.format(y=y, x=x, right=500 - x, low=500 - y)
        printer.draw(f"BT /F 10 Tf {place} Tm <{words.encode('utf-16-be').hex()}> Tj ET")
    printer.draw(f"BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <{'DRAFT'.encode('utf-16-be').hex()}> Tj ET")
    expected = ["1. Ukraine withdraws from the Donetsk region.", "2. Russia pays."]
    assert " ".join(texts(printer)) in (" ".join(expected), " ".join(reversed(expected)))


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["the terri-", "tory of Ukraine"], "the territory of Ukraine"),
        (["a long-", "term lease"], "a long-term lease"),
        (["a cease-fire now; the cease-", "fire holds"], "a cease-fire now; the cease-fire holds"),
        (["the ceasefire now; the cease-", "fire holds"], "the ceasefire now; the ceasefire holds"),
        (["they re-", "establish order"], "they re-establish order"),
        (["the Donetsk-", "Luhansk line"], "the Donetsk-Luhansk line"),
        (["in 2025-", "2026"], "in 2025-2026"),
        (["з дня під-", "писання угоди"], "з дня підписання угоди"),
        (["будь-", "який союз"], "будь-який союз"),
        (["військово-", "технічна допомога"], "військово-технічна допомога"),
        (["визнання де-", "факто"], "визнання де-факто"),
        (["a dash –", "and more"], "a dash – and more"),
    ],
)
def test_broken_words_are_rejoined(lines: list[str], joined: str) -> None:
    """A hyphen that only the end of a line called for goes; that of a compound stays."""
    assert Hyphens(lines).joined(lines) == joined


def stamped(put: Callable[[Printer], None]) -> Printer:
    """Return a page with one clause and what ``put`` adds."""
    printer = Printer()
    printer.page()
    printer.put(60, 100, "1. Russia withdraws its troops.")
    put(printer)
    return printer


def test_what_lies_off_the_page_is_not_read() -> None:
    """Text outside the sheet is seen by no one."""
    printer = stamped(lambda one: one.put(60, -50, "2. Nothing of this holds."))
    printer.put(900, 100, "secret")
    assert texts(printer) == ["1. Russia withdraws its troops."]


def test_a_table_of_contents_is_left_out() -> None:
    """Its lines repeat headings and are no clauses."""
    printer = stamped(lambda one: one.put(60, 300, "Article 1. Withdrawal .................. 12"))
    assert texts(printer) == ["1. Russia withdraws its troops."]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize(("plan", "style"), [("en", "columns: 2"), ("uk", "columns: 1")])
def test_a_plan_that_a_browser_prints_has_the_clauses_of_its_text(plan: str, style: str, tmp_path: Path) -> None:
    """Justified, hyphenated, numbered by the page; with the browser's header, footer and page numbers."""
    text = (ROOT / "cases" / "plans" / "us-28-point-2025-11.md").read_text(encoding="utf-8")
    text = text if plan == "en" else UKRAINIAN
    sheet = f"<style>main {{{style}; text-align: justify; hyphens: auto}} nav, header, footer {{display: none}}</style>"
    page = html_plan(text, computed=True).replace("<html>", f"<html lang={plan}>").replace("</head>", f"{sheet}</head>")
    page = page.replace("<ul>", "<ul style='list-style: none'>").replace("document.write", "String")
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'user'}"]
    printed = [f"--print-to-pdf={tmp_path / 'plan.pdf'}", (tmp_path / "plan.html").as_uri()]
    subprocess.run([*command, *printed], check=True, capture_output=True)
    opened, read_back = open_plan(tmp_path / "plan.pdf"), open_plan(tmp_path / "plan.md")
    assert told(opened.clauses) == told(read_back.clauses)
    assert opened.title == read_back.title


def test_an_even_page_of_nothing_but_lists_keeps_their_depth() -> None:
    """Where no line begins at the margin, that of the other pages counts."""
    printer = Printer()
    for first in (1, 4):
        printer.page()
        if first == 1:
            printer.put(60, 100, "1. The following is agreed by the parties to this agreement, all of them together:")
        for at in range(3):
            letter = "abcdef"[first - 1 + at]
            words = "a party withdraws its troops from the territory of the other, and pays for it"
            printer.put(80, 130 + 20 * at, f"({letter}) {words};")
    assert [one.depth for one in read(printer)] == [0, *[1] * 6]


def test_pages_of_a_book_have_margins_of_their_own() -> None:
    """Odd pages stand further right than even ones; depth is the same."""
    printer = Printer()
    for page in range(4):
        printer.page()
        left = 60 + 25 * (page % 2)
        printer.put(
            left, 100, f"{page + 1}. Party {page} withdraws all of its troops from the territory of the others:"
        )
        printer.put(
            left + 20, 120, "(a) at once, and without waiting for the others to do so, wherever they may stand."
        )
    assert [one.depth for one in read(printer)] == [0, 1] * 4
