"""A plan comes apart into clauses, headings, a preamble, signatures and notes; nothing is dropped unseen."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents.formulas import FILE, SetPhrases, formulas
from legalcheck.documents.numbered import outline_text, split_clauses
from legalcheck.documents.outline import Outline, outline_of
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.documents.rows import rows_of_paragraphs
from legalcheck.rulebook.load import load_record
from legalcheck.rulebook.packs import shipped_rules
from tests.conftest import Run


def kinds(outline: Outline) -> list[tuple[str, str]]:
    """Return what each part is, and its words."""
    return [(item.kind, item.text) for item in outline.items if item.text]


def split(*paragraphs: Paragraph | str) -> Outline:
    """Return the parts of paragraphs; a string is a plain one."""
    made = [
        Paragraph(one, at, at) if isinstance(one, str) else Paragraph(one.text, at, at, *_rest(one))
        for at, one in enumerate(paragraphs, 1)
    ]
    return outline_of(rows_of_paragraphs(made, "plan.docx"), markdown=False)


def _rest(one: Paragraph) -> tuple[int | None, str, int, int, str]:
    return one.page, one.label, one.depth, one.heading, one.apart


def p(text: str, **where: object) -> Paragraph:
    """Return a paragraph whose place does not matter."""
    return Paragraph(text, 0, 0, **where)  # type: ignore[arg-type]


TREATY = """\
TREATY ON ENDING THE WAR

The Government of Northland and the Government of Eastland (hereinafter "the Parties"),

Recalling the Charter of the United Nations,

Have agreed as follows:

Article 1. Ceasefire

The Parties cease fire.

Article 2

Eastland returns the Valley, in line with
Article 5 of the annex.

Done at Harbour on 5 June 2026 in two copies.

For Northland:

____________ (A. B.)
"""


def test_preamble_and_signatures_are_set_apart() -> None:
    """What recites and what is signed is no clause; it stays in the outline under its own name."""
    assert kinds(outline_text(TREATY)) == [
        ("heading", "TREATY ON ENDING THE WAR"),
        ("preamble", 'The Government of Northland and the Government of Eastland (hereinafter "the Parties"),'),
        ("preamble", "Recalling the Charter of the United Nations,"),
        ("preamble", "Have agreed as follows:"),
        ("clause", "The Parties cease fire."),
        ("clause", "Eastland returns the Valley, in line with Article 5 of the annex."),
        ("signature", "Done at Harbour on 5 June 2026 in two copies."),
        ("signature", "For Northland:"),
        ("signature", "____________ (A. B.)"),
    ]


RECITING = [
    "The Parties,",
    "The Government of Northland and the Government of Eastland (hereinafter the Parties)",
    "And noting the war,",
    "Уряд Півночі та Уряд Сходу, далі — Сторони,",
    "Домовилися про таке:",
    "Принимая во внимание Устав;",
]


@pytest.mark.parametrize("words", RECITING)
def test_recitals_are_known_in_three_languages(words: str) -> None:
    """Names of parties, recitals and enacting words above the first number are the preamble."""
    assert kinds(outline_text(f"{words}\n\n1. The fighting stops.\n"))[0] == ("preamble", words)


OPERATIVE = [
    "Recognising the Valley as part of Southland,",
    "Northland shall leave the League;",
    "Нагадуючи, що Північ визнає Долину,",
    "Принимая во внимание, что Север обязуется выйти,",
    "Considering that the Valley is part of Southland,",
    "Враховуючи, що Долина є частиною Півдня,",
    "Handover of the Valley to Southland;",
    "Having met, Northland leaves the Valley to Southland.",
    "The Parties have agreed as follows: the Valley to Southland",
]


@pytest.mark.parametrize("words", OPERATIVE)
def test_a_recital_that_binds_is_a_clause(words: str) -> None:
    """A barrier cannot hide in a preamble: words that bind are judged wherever they stand."""
    assert words in [clause.text for clause in split_clauses(f"{words}\n\n1. The fighting stops.\n")]


def test_a_sentence_before_the_first_number_is_a_clause() -> None:
    """Only what is no sentence of its own is taken for a recital."""
    assert kinds(outline_text("This plan ends the war.\n\n1. One.\n"))[0] == ("clause", "This plan ends the war.")


def test_text_without_numbers_has_no_preamble() -> None:
    """Where no clause has a number, every paragraph is one."""
    assert {kind for kind, _ in kinds(outline_text("Recalling the Charter,\n\nFor Northland:\n"))} == {"clause"}


PHRASES, _ = load_record(shipped_rules() / FILE, SetPhrases)
LISTS = [(name, language) for name in SetPhrases.model_fields for language in getattr(PHRASES, name)]


@pytest.mark.parametrize(("name", "language"), LISTS)
def test_set_phrases_stand_once_and_bind_nobody(name: str, language: str) -> None:
    """No phrase by which something is set apart holds a word that keeps it from being set apart."""
    phrases = getattr(PHRASES, name)[language]
    assert len(set(phrases)) == len(phrases) > 0
    assert name == "operative" or not any(formulas().binds(phrase) for phrase in phrases)


@pytest.mark.parametrize("words", ["For Southland: the Valley", "For Eastland, the Valley is lost", "No vote is held."])
def test_what_is_no_signature_is_a_clause(words: str) -> None:
    """What stands below the last number and disposes of something is judged."""
    assert words in [clause.text for clause in split_clauses(f"1. The fighting stops.\n\n{words}\n")]


def test_what_stands_between_clauses_is_never_a_signature() -> None:
    """Signatures stand below the last clause only."""
    parts = kinds(outline_text("1. One.\n\nFor Northland:\n\n2. Two.\n\nFor Eastland:\n"))
    assert [kind for kind, _ in parts] == ["clause", "clause", "clause", "signature"]


def test_numbered_recitals_leave_their_numbers_to_the_clauses() -> None:
    """Recitals may be numbered; once it is agreed what follows, the count begins anew."""
    recitals = "(1) Recalling the Charter,\n(2) Noting the war,\n\nHave agreed as follows:\n\n"
    text = f"{recitals}(1) Fire ceases.\n(2) Forces leave.\n"
    assert [(c.number, c.text) for c in split_clauses(text)] == [("1", "Fire ceases."), ("2", "Forces leave.")]


def test_headings_are_context() -> None:
    """A heading introduces the clauses below it, numbered or not; the title of the plan does not."""
    text = "# The plan\n\n1. One.\n\n## Territories\n\n2. Two.\n\n## III. Money\n\n1. Three.\n"
    assert [(c.number, c.context) for c in split_clauses(text)] == [
        ("1", ""), ("2", "Territories"), ("III.1", "Money"),
    ]  # fmt: skip


def test_a_sentence_written_as_a_heading_is_a_clause() -> None:
    """A style cannot hide a clause."""
    assert kinds(split(p("Northland leaves the League at once.", heading=2), "1. One."))[0][0] == "clause"


NAMED = [
    "Article 5",
    "ARTICLE 5.",
    "Пункт 5.",
    "Стаття 5.",
    "ст. 5",
    "Ст. 5.",
    "§ 5",
    "п. 5)",
    "Section 5:",
    "Статья 5.",
]


@pytest.mark.parametrize("marker", NAMED)
def test_named_numbers_are_read(marker: str) -> None:
    """Articles, points and sections bear their number in three languages, in any case."""
    assert [(c.number, c.text) for c in split_clauses(f"{marker} Northland pays.\n")] == [("5", "Northland pays.")]


@pytest.mark.parametrize("line", ["Article 5 of the annex applies.", "ст. 7 договору діє.", "Section 3 is void."])
def test_a_sentence_that_begins_with_an_article_is_text(line: str) -> None:
    """What goes on in small letters behind a number is a sentence about it."""
    assert split_clauses(f"{line}\n")[0].number == "¶1"


def test_the_title_of_an_article_is_the_context_of_its_words() -> None:
    """Words below an article are its text, whether or not it has a title; they may be several paragraphs."""
    outline = split("Article 5. Neutrality", "Northland joins no league.", "It hosts no base.", "Article 6", "It pays.")
    assert [(c.number, c.text, c.context) for c in outline.clauses] == [
        ("5", "Northland joins no league. It hosts no base.", "Neutrality"), ("6", "It pays.", ""),
    ]  # fmt: skip


def test_a_short_line_behind_an_article_is_its_title_without_an_empty_line_below() -> None:
    """A line that is broken off early and followed by a capital letter; a full line goes on, whatever follows."""
    text = "Article 5. Neutrality\nNorthland joins no league and\nhosts no base.\n"
    assert [(c.number, c.text, c.context) for c in split_clauses(text)] == [
        ("5", "Northland joins no league and hosts no base.", "Neutrality")
    ]
    full = (
        "Article 5. The parties agree that peace shall reign and that the two of them,\nNorthland and Eastland, pay.\n"
    )
    assert [c.context for c in split_clauses(full)] == [""]


def test_a_sentence_goes_on_over_a_page() -> None:
    """A page break within a sentence opens no clause, even before a number or a capital letter."""
    outline = split(
        p("1. Northland returns the", page=1), p("Valley by", page=2), p("2027. Then it pays.", page=3),
        p("2. Next.", page=3),
    )  # fmt: skip
    assert [c.text for c in outline.clauses] == ["Northland returns the Valley by 2027. Then it pays.", "Next."]
    assert outline.clauses[0].span is not None
    assert outline.clauses[0].span.page == 1


def test_a_paragraph_that_goes_on_in_small_letters_is_no_clause() -> None:
    """A clause may go on after an empty line."""
    assert [c.text for c in split("1. Northland returns the Valley,", "and pays.", "2. Next.").clauses] == [
        "Northland returns the Valley, and pays.", "Next.",
    ]  # fmt: skip


LABELS = [
    ("1.", "1"), ("1)", "1"), ("(1)", "1"), ("1", "1"), ("I.", "I"), ("(a)", "a"), ("a)", "a"), ("а)", "а"),
    ("1.1.", "1.1"), ("1.1", "1.1"), ("Article 5.", "5"), ("Article 5", "5"), ("§ 5", "5"), ("Пункт 3.", "3"),
    ("•", "1"), ("–", "1"), ("iv.", "iv"), ("21a.", "21a"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "number"), LABELS)
def test_computed_numbers_count_like_typed_ones(label: str, number: str) -> None:
    """What a word processor puts in front of a paragraph is its number, and no word of it."""
    (clause,) = split(p("Northland pays.", label=label)).clauses
    assert (clause.number, clause.text) == (number, "Northland pays.")


def test_a_label_that_is_no_number_is_a_word() -> None:
    """A list may put words in front."""
    (clause,) = split(p("Northland pays.", label="Firstly,")).clauses
    assert clause.text == "Firstly, Northland pays."


def test_a_note_belongs_to_its_clause_and_leaves_it_open() -> None:
    """A footnote is judged on its own, under the clause that refers to it; the count goes on around it."""
    outline = split(
        "1. Both:", p("(a) pay;", depth=1), p("Not Eastland.", label="7", apart="footnote"), p("(b) leave.", depth=1)
    )
    assert [(c.number, c.context) for c in outline.clauses] == [
        ("1", ""), ("1a", "Both:"), ("note 7", "pay;"), ("1b", "Both:"),
    ]  # fmt: skip


def test_rows_of_a_table_are_clauses() -> None:
    """A number may stand in a cell of its own."""
    outline = split(
        *[p(cell, apart="table") for cell in ("No", "Text", "1", "Northland pays.", "2", "Eastland leaves.")]
    )
    assert [(c.number, c.text) for c in outline.clauses][-2:] == [("1", "Northland pays."), ("2", "Eastland leaves.")]


def test_places_of_paragraphs_are_kept() -> None:
    """Page, paragraph and line of a clause are those of its first paragraph; offsets count in the joined text."""
    made = [Paragraph("Title", 1, 1, 1, heading=1), Paragraph("1. One.", 3, 2, 1), Paragraph("2. Two.", 4, 3, 2)]
    second = outline_of(rows_of_paragraphs(made, "plan"), markdown=False).clauses[1]
    assert second.span is not None
    assert second.span.model_dump() == {"line": 3, "start": 14, "end": 21, "page": 2, "paragraph": 4}


WORDS = st.text("abcdefghijklmnop ,.АБ", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
PARAGRAPHS = st.builds(
    p,
    WORDS.map(lambda text: " ".join(text.split())),
    page=st.sampled_from([None, 1, 2]),
    label=st.sampled_from(["", "", "1.", "(a)", "I.", "1.1", "•", "Article 3", "x-y"]),
    depth=st.integers(0, 3),
    heading=st.sampled_from([0, 0, 0, 1, 2]),
    apart=st.sampled_from(["", "", "", "table", "footnote", "box"]),
)


@given(st.lists(PARAGRAPHS, max_size=12))
def test_every_word_of_a_document_is_in_some_part(paragraphs: list[Paragraph]) -> None:
    """Whatever a document holds is a clause or is shown as something else, and numbers of clauses are distinct."""
    outline = split(*paragraphs)
    kept = " ".join(f"{item.text} {item.introduction}" for item in outline.items).split()
    marks = {word for one in paragraphs if one.apart == "table" for word in one.text.split() if len(word) < 4}
    markers = {f"{letter}{end}" for letter in "abcdefghijklmnopАБ" for end in ".,"} | {"А.", "Б."}
    for one in paragraphs:
        assert set(one.text.split()) - marks - markers <= set(kept) | {one.text.split()[0]}
    numbers = [clause.number for clause in outline.clauses]
    assert len(set(numbers)) == len(numbers)


def test_the_outline_is_shown_in_eighty_columns(run: Run, tmp_path: Path) -> None:
    """``read --outline`` shows where each part stands, what it is, its number and its first words; and a count."""
    path = tmp_path / "treaty.txt"
    path.write_text(TREATY, encoding="utf-8")
    out = run("read", "--outline", str(path)).out
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    assert " line 5  preamble   ¶3  Recalling the Charter of the United Nations," in lines
    assert lines[-1] == "2 clauses, 1 heading, 3 paragraphs of the preamble, 3 lines of signatures."


def test_the_outline_is_data_too(run: Run, tmp_path: Path) -> None:
    """With ``-f json`` every part comes whole, with its place."""
    path = tmp_path / "treaty.txt"
    path.write_text(TREATY, encoding="utf-8")
    data = json.loads(run("read", "--outline", "-f", "json", str(path)).out)
    assert data["title"] == "TREATY ON ENDING THE WAR"
    at = TREATY.index("Article 1")
    assert data["parts"][4] == {
        "kind": "clause", "number": "1", "text": "The Parties cease fire.", "context": "Ceasefire",
        "span": {"line": 9, "start": at, "end": at + 45},
    }  # fmt: skip


@pytest.mark.parametrize("call", [["--show"], ["--confirm"], ["--text", "One."]])
def test_the_outline_goes_with_no_reading(run: Run, tmp_path: Path, call: list[str]) -> None:
    """What reads and what only splits exclude each other."""
    assert run("read", "--outline", str(tmp_path / "plan.txt"), *call).status == 2
