"""Numbered text becomes clauses: numbers as the plan gives them, words whole, positions true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents.numbered import split_clauses
from legalcheck.model.plan import Clause
from tests.counting import work


def numbers(text: str) -> list[str]:
    """Return the numbers of the clauses of a text."""
    return [clause.number for clause in split_clauses(text)]


def texts(text: str) -> list[str]:
    """Return the words of the clauses of a text."""
    return [clause.text for clause in split_clauses(text)]


def by_number(text: str) -> dict[str, Clause]:
    """Return the clauses of a text by number."""
    return {clause.number: clause for clause in split_clauses(text)}


STYLES = [
    pytest.param("1. One.\n2. Two.\n", ["1", "2"], id="digits"),
    pytest.param("1) One.\n2) Two.\n", ["1", "2"], id="digits-and-bracket"),
    pytest.param("(1) One.\n(2) Two.\n", ["1", "2"], id="digits-in-brackets"),
    pytest.param("20. One.\n21. Two.\n21a. Three.\n22. Four.\n", ["20", "21", "21a", "22"], id="number-with-letter"),
    pytest.param("I.1. One.\nI.2. Two.\nII.1. Three.\n", ["I.1", "I.2", "II.1"], id="roman-and-digit"),
    pytest.param("1.1. One.\n1.2. Two.\n1.10. Three.\n", ["1.1", "1.2", "1.10"], id="decimal"),
    pytest.param("I. One.\nII. Two.\nIII. Three.\nIV. Four.\nV. Five.\n", ["I", "II", "III", "IV", "V"], id="roman"),
    pytest.param("Article 5. One.\nArticle 6. Two.\n", ["5", "6"], id="article"),
    pytest.param("Article 5) One.\nArticle 6) Two.\n", ["5", "6"], id="article-and-bracket"),
    pytest.param("Article 5\nOne is done.\nArticle 6\nTwo is done.\n", ["5", "6"], id="article-on-a-line-of-its-own"),
    pytest.param("a) One.\nb) Two.\nc) Three.\n", ["a", "b", "c"], id="letters"),
    pytest.param("1. Two things:\n   a. One.\n   b. Two.\n", ["1", "1a", "1b"], id="nested-letters"),
    pytest.param("1. Two things:\n   (a) One.\n   (b) Two.\n", ["1", "1a", "1b"], id="nested-letters-in-brackets"),
    pytest.param("1. Two things:\na) One.\nb) Two.\n2. Next.\n", ["1", "1a", "1b", "2"], id="letters-without-indent"),
    pytest.param(
        "1. A:\n   a. B:\n      i. C.\n      ii. D.\n   b. E.\n2. F.\n",
        ["1", "1a", "1a.i", "1a.ii", "1b", "2"],
        id="three-levels",
    ),
    pytest.param(
        "I. First part\n1. One.\n2. Two.\nII. Second part\n1. Three.\n", ["I", "I.1", "I.2", "II", "II.1"], id="parts"
    ),
    pytest.param("1. Two things:\n   - One.\n   - Two.\n", ["1", "1-1", "1-2"], id="bullets-below-a-number"),
    pytest.param("- One.\n- Two.\n", ["1", "2"], id="bullets"),
    pytest.param("* One.\n* Two.\n", ["1", "2"], id="stars"),
    pytest.param("• One.\n• Two.\n", ["1", "2"], id="dots"),
    pytest.param("1.\tOne.\n2.\tTwo.\n", ["1", "2"], id="tab-after-the-number"),
    pytest.param("1. One.\r\n2. Two.\r\n", ["1", "2"], id="windows-lines"),
    pytest.param("**1.** One.\n**2.** Two.\n", ["1", "2"], id="bold-numbers"),
    pytest.param("10. One.\n    a. Deep.\n11. Two.\n", ["10", "10a", "11"], id="two-digits"),
    pytest.param("а) Перше.\nб) Друге.\n", ["а", "б"], id="cyrillic-letters"),
    pytest.param("§ 1. One.\n§ 2. Two.\n", ["1", "2"], id="paragraph-sign"),
]


@pytest.mark.parametrize(("text", "expected"), STYLES)
def test_numbers_are_kept_as_the_plan_gives_them(text: str, expected: list[str]) -> None:
    """Each common way to number clauses is read, and the numbers come out as they went in."""
    assert numbers(text) == expected


def test_the_words_of_a_clause_are_without_its_number() -> None:
    """A clause is its words; the marker is its number."""
    assert texts("1. The fighting stops.\n2) Forces stay.\n(3) Talks begin.\n- And more.\n")[:3] == [
        "The fighting stops.", "Forces stay.", "Talks begin.",
    ]  # fmt: skip


def test_an_introducing_line_is_the_context_of_what_it_introduces() -> None:
    """What the introducing line says belongs to each of its sub-clauses, and to no other clause."""
    clauses = by_number("21. Territories:\n   a. Crimea is Russian.\n   b. Luhansk is Russian.\n22. Other things.\n")
    assert clauses["21a"].context == clauses["21b"].context == "Territories:"
    assert clauses["21"].context == clauses["22"].context == ""


def test_a_paragraph_that_introduces_bullets_is_their_context() -> None:
    """An introducing line need not have a number."""
    clauses = split_clauses("The parties will not:\n\n- join an alliance;\n- host a base.\n")
    assert [clause.text for clause in clauses] == ["The parties will not:", "join an alliance;", "host a base."]
    assert [clause.context for clause in clauses] == ["", "The parties will not:", "The parties will not:"]


def test_unnumbered_paragraphs_are_clauses_too() -> None:
    """Text under no number is not dropped: it stands with a number of its own, before, between and after."""
    text = "The preamble says this.\n\n1. One.\n\nIn between.\n\n2. Two.\n\nThe end.\n"
    clauses = split_clauses(text)
    assert [c.text for c in clauses] == ["The preamble says this.", "One.", "In between.", "Two.", "The end."]
    assert len({c.number for c in clauses}) == 5


def test_a_numbered_heading_is_not_lost() -> None:
    """A plan that writes its clauses as numbered headings loses none of them."""
    text = "# A plan\n\n## 1. Ukraine joins no alliance.\n\n## 2. Elections are held.\n\nWithin 100 days.\n"
    joined = " ".join(texts(text))
    assert "Ukraine joins no alliance." in joined
    assert "Within 100 days." in joined
    assert any("Elections are held." in f"{c.context} {c.text}" for c in split_clauses(text))


def test_a_heading_is_no_clause() -> None:
    """Titles of a document and of its parts are not judged."""
    assert texts("# The plan\n\n## Security\n\n1. One.\n") == ["One."]


def test_a_numbered_heading_numbers_what_stands_below_it() -> None:
    """Numbers that start anew under each heading stay apart."""
    assert numbers("## I. Security\n\n1. One.\n2. Two.\n\n## II. Money\n\n1. Three.\n") == ["I.1", "I.2", "II.1"]


WRAPPED = [
    ("1. The ceiling will be\n600 000 persons.\n2. Next.\n", ["The ceiling will be 600 000 persons.", "Next."]),
    ("1. Not before\n2027. Then talks.\n", ["Not before 2027. Then talks."]),
    ("1. As stated in\n12. of the annex, it\nends.\n", ["As stated in 12. of the annex, it ends."]),
    ("1. The forces of the\n   parties stop.\n2. Next.\n", ["The forces of the parties stop.", "Next."]),
    (
        "1. One sentence\n\n   and its second paragraph.\n2. Next.\n",
        ["One sentence and its second paragraph.", "Next."],
    ),
    ("1. Forces stay north of the river and\n- as agreed - east of it.\n", None),
]


@pytest.mark.parametrize(("text", "expected"), WRAPPED[:5])
def test_wrapped_lines_are_one_clause(text: str, expected: list[str]) -> None:
    """A line that goes on with the sentence opens no clause, even where it begins with a number."""
    assert texts(text) == expected


def test_dates_and_amounts_open_no_clause() -> None:
    """A year, a sum or a decimal at the start of a wrapped line is a word of the text."""
    text = "1. It is due by 31 December\n2026. It costs\n1.5 billion and\n3.75 percent.\n2. Next.\n"
    assert len(split_clauses(text)) == 2


def test_a_plan_that_restarts_its_count_keeps_every_clause() -> None:
    """A number that comes again is kept apart, so that both clauses are judged."""
    clauses = split_clauses("1. One.\n2. Two.\n\nPart two.\n\n1. Three.\n2. Four.\n")
    assert [c.text for c in clauses] == ["One.", "Two.", "Part two.", "Three.", "Four."]
    assert len({c.number for c in clauses}) == len(clauses)


def test_markdown_is_dropped_and_words_are_kept() -> None:
    """Emphasis and links are no words; what they hold is."""
    assert texts("1. **Crimea** and [Luhansk](https://example.org/x) are `named`.\n") == [
        "Crimea and Luhansk are named."
    ]


def test_stars_that_emphasise_nothing_stay() -> None:
    """A star or an underscore in the text is a character of it."""
    assert texts("1. 2 ** 3 and snake_case stay.\n") == ["2 ** 3 and snake_case stay."]


PLAN = """\
# Title

Preamble that spans
two lines.

1. First clause.
2. Second clause that goes
   on here:
   a. with a part;
   b. and another.

- A bullet.
"""


def test_positions_slice_the_file() -> None:
    """Between start and end stand the very words of the clause; the line is where it begins."""
    lines = PLAN.split("\n")
    for clause in split_clauses(PLAN):
        assert clause.span is not None
        piece = PLAN[clause.span.start : clause.span.end]
        assert " ".join(piece.split()).endswith(clause.text)
        assert piece.split("\n")[0].strip() in lines[clause.span.line - 1]


def test_positions_count_code_points_of_the_file() -> None:
    """Letters outside ASCII and beyond the first plane count as one each."""
    text = "1. Юніон 😀 бере.\n2. Друге.\n"
    second = split_clauses(text)[1]
    assert second.span is not None
    assert text[second.span.start : second.span.end] == "2. Друге."


@pytest.mark.parametrize("odd", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_lines_are_those_that_an_editor_shows(odd: str) -> None:
    """Only line feeds end lines: a rare separator inside a clause neither moves line numbers nor splits the clause."""
    clauses = split_clauses(f"1. One{odd}still one.\n2. Two.\n")
    assert [(c.number, c.span.line if c.span else 0) for c in clauses] == [("1", 1), ("2", 2)]


WORDS = st.text("abcdefghijklmnop ", min_size=1, max_size=30).map(str.strip).filter(lambda s: len(s) > 2)


@given(
    st.lists(
        st.tuples(st.sampled_from(["1. ", "(a) ", "- ", "I. ", "", "   a. ", "2) ", "## ", "\n"]), WORDS), max_size=12
    )
)
def test_no_word_is_lost_and_positions_hold(lines: list[tuple[str, str]]) -> None:
    """Whatever the numbering, each word under no heading is in some clause, in place, and numbers are distinct."""
    text = "".join(f"{marker}{words}\n" for marker, words in lines)
    clauses = split_clauses(text)
    kept = [word for clause in clauses for word in clause.text.split()]
    for marker, words in lines:
        if marker != "## ":
            assert set(words.split()) <= set(kept)
    assert len({clause.number for clause in clauses}) == len(clauses)
    for clause in clauses:
        assert clause.span is not None
        assert clause.text.split()[-1] in text[clause.span.start : clause.span.end]


@given(st.text(max_size=200))
def test_no_text_can_crash_the_splitter(text: str) -> None:
    """Any text at all comes apart into clauses with distinct numbers and words in them."""
    clauses = split_clauses(text)
    assert len({clause.number for clause in clauses}) == len(clauses)
    assert all(clause.text.strip() for clause in clauses)


@pytest.mark.parametrize(
    "line",
    ["- One.\n", "1. One.\n", "One.\n\n", "1.1. One.\n", "   a. One.\n"],
    ids=["bullet", "restart", "paragraph", "decimal", "letter"],
)
def test_work_grows_with_the_length_of_the_plan_and_no_faster(line: str) -> None:
    """Four times the clauses are about four times the work: nothing is quadratic."""
    small, large = work(lambda: split_clauses(line * 200)), work(lambda: split_clauses(line * 800))
    assert large < 5 * small
