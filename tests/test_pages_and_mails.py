"""Web pages and mails become the same clauses as text: the main part, its numbers, nothing hidden, nothing run."""

from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents.files import open_plan
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.readers import mail, page
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from tests.conftest import ROOT
from tests.documents import word_plan
from tests.test_pdf import UKRAINIAN
from tests.written import html_plan, letter

PLANS = sorted(path for path in (ROOT / "cases" / "plans").glob("*.md") if path.stem != "README")


def told(clauses: Iterable[Clause]) -> list[tuple[str, str, str]]:
    """Return what a clause is, wherever it stands."""
    return [(clause.number, clause.text, clause.context) for clause in clauses]


def shown(html: str) -> list[tuple[str, str]]:
    """Return the label and the words of each paragraph of a page."""
    return [(one.label, one.text) for one in page.paragraphs(html.encode(), "page.html")]


@pytest.mark.parametrize("computed", [False, True], ids=["typed", "computed"])
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.stem))
def test_a_page_has_the_clauses_of_its_text(plan: Path, computed: bool, tmp_path: Path) -> None:
    """Numbers, words and introductions are those of the text, and the title is that of the page."""
    html = html_plan(plan.read_text(encoding="utf-8"), computed=computed)
    (tmp_path / "plan.html").write_text(html, encoding="utf-8")
    opened, text = open_plan(tmp_path / "plan.html"), open_plan(plan)
    assert told(opened.clauses) == told(text.clauses)
    assert opened.title == text.title


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    """By its byte order mark, else by what it declares."""
    html = html_plan(UKRAINIAN, computed=False).replace("charset=utf-8", f"charset={encoding}")
    (tmp_path / "plan.html").write_bytes(html.encode(encoding))
    (tmp_path / "plan.md").write_text(UKRAINIAN, encoding="utf-8")
    assert told(open_plan(tmp_path / "plan.html").clauses) == told(open_plan(tmp_path / "plan.md").clauses)


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ("<ol><li>x<li>y</ol>", ["1.", "2."]),
        ("<ol start=21><li>x<li value=30>y<li>z</ol>", ["21.", "30.", "31."]),
        ("<ol type=a><li>x<li>y</ol>", ["a.", "b."]),
        ("<ol type=I start=9><li>x<li>y</ol>", ["IX.", "X."]),
        ("<ol type=A start=26><li>x<li>y</ol>", ["Z.", "AA."]),
        ("<ol reversed><li>x<li>y<li>z</ol>", ["3.", "2.", "1."]),
        ("<ol reversed start=10><li>x<li>y</ol>", ["10.", "9."]),
        ("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>", ["i.", "ii."]),
        ("<ol><li>x<ol type=a><li>y</ol></li><li>z</ol>", ["1.", "a.", "2."]),
        ("<ul><li>x</ul>", ["•"]),
        ("<ul style='list-style:none'><li>x</ul>", [""]),
        ("<ol type=i start=0><li>x</ol>", ["0."]),
        ("<ol start=-3 type=a><li>x</ol>", ["-3."]),
    ],
)
def test_the_numbers_of_lists_are_those_that_a_browser_shows(markup: str, labels: list[str]) -> None:
    """With start, value, type, order and nesting."""
    assert [label for label, _ in shown(markup)] == labels


@pytest.mark.parametrize(
    "markup",
    [
        "<script>2. no</script>",
        "<noscript>2. no</noscript>",
        "<template><p>2. no</template>",
        "<nav>2. no</nav>",
        "<div role=navigation>2. no</div>",
        "<p hidden>2. no</p>",
        "<p style='color:red; display : none'>2. no</p>",
        "<span aria-hidden=true>2. no</span>",
        "<del>2. no</del>",
        "<button>2. no</button>",
        "<select><option>2. no</select>",
        "<textarea>2. no</textarea>",
        "<!-- 2. no -->",
        "<ul><li><a href=/x>no</a></li><li><a href=/y>no</a></li></ul>",
        "<svg><text>2. no</text></svg>",
        "<iframe src='file:///etc/passwd'>no</iframe>",
        "<p><sup><a href='#fn2'>2</a></sup></p>",
        "<footer>2. no</footer>",
        "<aside>2. no</aside>",
    ],
)
def test_what_no_reader_takes_for_text_is_left_out(markup: str) -> None:
    """Hidden, deleted, executable, menus and forms."""
    assert shown(f"<p>1. Russia withdraws.</p>{markup}") == [("", "1. Russia withdraws.")]


def test_only_the_main_part_is_read_where_there_is_one() -> None:
    """What the page itself says is its main part."""
    assert shown("<p>Read on!</p><main><p>1. Peace.</main>") == [("", "1. Peace.")]
    assert shown("<p>Read on!</p><article><h1>Plan</h1><p>1. Peace.</article>") == [("", "Plan"), ("", "1. Peace.")]
    teasers = "<p>1. Peace comes first, and much is said about how it is to come.</p><article>News</article>"
    assert len(shown(teasers)) == 2


def test_line_breaks_part_lines_and_blank_lines_part_paragraphs() -> None:
    """As people write who know no lists."""
    found = list(page.paragraphs(b"<p>1. A party<br>withdraws.<br>2. It pays.<br><br>3. Peace.", "page.html"))
    assert [(one.number, one.text) for one in found] == [
        (1, "1. A party"),
        (1, "withdraws."),
        (1, "2. It pays."),
        (2, "3. Peace."),
    ]


def test_signs_that_no_one_sees_part_no_words() -> None:
    """Soft hyphens, marks of direction and joiners are no letters; letters in two parts are one."""
    raw = "<p>1. Укра\u00adі\u0308на ви\u200bзна\u202eє\u202c \ufb01nal"
    assert shown(raw) == [("", "1. Україна визнає final")]


@given(st.text(alphabet=st.sampled_from('<>/ "=aolipbr123.&;!-'), max_size=60))
def test_any_page_is_read_or_refused(markup: str) -> None:
    """Whatever stands in a page, its paragraphs have words and are counted up."""
    found = list(page.paragraphs(markup.encode(), "page.html"))
    assert all(one.text.strip() for one in found)
    assert [one.line for one in found] == list(range(1, len(found) + 1))


# Mails


def mailed(message: EmailMessage) -> list[Paragraph]:
    """Return the paragraphs of a mail."""
    return list(mail.paragraphs(message.as_bytes(), "plan.eml"))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan.stem))
def test_a_mailed_plan_has_the_clauses_of_its_text(plan: Path, tmp_path: Path) -> None:
    """The plain text of a mail is split as the same text in a file."""
    body = plan.read_text(encoding="utf-8").split("---\n", 2)[2]
    body = "\n".join(line for line in body.split("\n") if not line.startswith("#"))
    (tmp_path / "plan.eml").write_bytes(letter(body).as_bytes())
    (tmp_path / "plan.txt").write_text(body, encoding="utf-8")
    opened = open_plan(tmp_path / "plan.eml")
    assert told(opened.clauses) == told(open_plan(tmp_path / "plan.txt").clauses)
    assert opened.title == "План миру"


def test_the_plain_text_of_a_mail_comes_before_its_page() -> None:
    """Both say the same; a mail without plain text is read as a page."""
    assert [one.text for one in mailed(letter("1. Peace.", "<p>1. War."))] == ["План миру", "1. Peace."]
    assert [one.text for one in mailed(letter(html="<p>1. Peace.<p>2. Trade."))][1:] == ["1. Peace.", "2. Trade."]


def test_older_mails_and_signatures_are_set_apart() -> None:
    """They are not the plan."""
    text = "1. Peace.\n\nOn Monday a person wrote:\n> 1. War.\n\n2. Trade.\n\n-- \nA Person\nMinistry\n"
    assert [(one.apart, one.text) for one in mailed(letter(text))][1:] == [
        ("", "1. Peace."),
        ("quoted", "On Monday a person wrote:"),
        ("quoted", "1. War."),
        ("", "2. Trade."),
        ("signature", "--"),
        ("signature", "A Person"),
        ("signature", "Ministry"),
    ]


@pytest.mark.parametrize(("words", "apart"), [("Dear all,", "letter"), ("Шановні колеги!", "letter"), ("Peace,", "")])
def test_a_salutation_is_no_clause(words: str, apart: str) -> None:
    """It belongs to the letter."""
    assert mailed(letter(f"{words}\n\n1. Peace.\n"))[1].apart == apart


def test_a_mail_that_only_quotes_is_read_for_that() -> None:
    """Someone passed a plan on."""
    assert [(one.apart, one.text) for one in mailed(letter("> 1. Peace.\n> 2. Trade.\n"))][1:] == [
        ("", "1. Peace."),
        ("", "2. Trade."),
    ]


def test_attachments_are_named_where_the_mail_itself_is_the_plan() -> None:
    """Nothing is dropped unseen."""
    last = mailed(letter("1. Peace.", map_png=b"\x89PNG", plan_docx=word_plan("1. War.", computed=True)))[-1]
    assert (last.apart, last.text) == ("attachment", "map.png, plan.docx")


def test_the_attached_plan_is_read_where_the_mail_goes_with_it(tmp_path: Path) -> None:
    """The letter is set apart; what else is attached is named."""
    message = letter("Please find the plan attached.", plan_docx=word_plan("1. Peace.", computed=True), map_png=b"\x89")
    (tmp_path / "plan.eml").write_bytes(message.as_bytes())
    opened = open_plan(tmp_path / "plan.eml")
    assert told(opened.clauses) == [("1", "Peace.", "")]
    assert [(one.kind, one.text) for one in opened.apart] == [
        ("letter", "Please find the plan attached."),
        ("attachment", "map.png"),
    ]


def test_several_attached_documents_are_for_a_person_to_choose_from() -> None:
    """The program does not guess which is the plan."""
    with pytest.raises(InputError, match=r"attaches several documents \(a.txt, b.txt\); save the one that is the plan"):
        mailed(letter("See attached.", a_txt=b"1. Peace.", b_txt=b"1. War."))


def test_a_mistake_in_an_attachment_names_it() -> None:
    """So that a person knows which file to mend."""
    with pytest.raises(InputError, match=r"plan.eml \(plan.pdf\): is"):
        mailed(letter("See attached.", plan_pdf=b"%PDF-1.7 nothing"))


def test_a_mail_in_an_old_encoding_is_read() -> None:
    """As its header declares."""
    message = letter()
    message.set_content("1. Україна визнає.", charset="koi8-u", cte="base64")
    assert mailed(message)[-1].text == "1. Україна визнає."
