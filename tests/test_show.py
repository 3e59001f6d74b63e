"""Showing a reading: each word stands above what it does, on any page and in any script."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from legalcheck.report.marking import Mark, marked, shown
from legalcheck.report.plan import as_plan_yaml
from legalcheck.report.reading import ReadingReport
from tests.conftest import Run
from tests.factory import Folder
from tests.plans import READ

ESCAPE = "\x1b"
LETTERS = st.sampled_from([*"abc  \n\t", "Ї", "й", "\u0306", "\u0301", "漢", "字", "\u200b", "\U0001f600", "\x07"])
TEXTS = st.lists(LETTERS, max_size=120).map("".join)
SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=6)


@given(text=TEXTS, spans=SPANS, width=st.integers(24, 90))
@example(text="漢" * 100, spans=[(3, 5)], width=24)
@example(text="", spans=[], width=80)
def test_no_line_is_wider_than_the_page_and_no_word_is_lost(
    text: str, spans: list[tuple[int, int]], width: int
) -> None:
    """However long, wide or odd the words and however many the marks: it fits, and every word is there in order."""
    marks = [Mark(start, start + size, f"m{at}", "kind") for at, (start, size) in enumerate(spans, 1)]
    lines = list(marked(text, marks, width, "  "))
    assert all(cell_len(line) <= width for line in lines)
    words = "".join(line for line in lines if "^" not in line)
    if not marks:
        assert "".join(words.split()) == "".join(shown(text).split())


@given(text=TEXTS, start=st.integers(0, 100), size=st.integers(1, 6))
def test_an_underline_stands_under_its_words(text: str, start: int, size: int) -> None:
    """The columns of the underline are those of the words above it, whatever their width."""
    text = "x" + text.replace("\n", " ").replace("\t", " ")
    marks = [Mark(start, start + size, "m1", "kind")]
    lines = list(marked(text, marks, 400))
    wanted = shown(text)[start : start + size].rstrip()
    if not wanted.strip() or len(lines) < 2:
        return
    above, below = lines
    left = below.index("^")
    count = below.count("^")
    assert left == cell_len(above[: shown(text).find(wanted, start)])
    assert count == max(1, cell_len(above[: start + len(wanted)]) - left)


def test_each_label_names_its_measure_and_part() -> None:
    """Who sees an underline sees at once whose it is; two parts on one stretch share it."""
    marks = [Mark(0, 2, "m1", "performer"), Mark(0, 2, "m2", "performer"), Mark(0, 2, "m3", "kind")]
    assert list(marked("We pay", marks, 80)) == ["We pay", "^^ m1 m2 performer, m3 kind"]


def test_a_label_without_room_beside_its_words_stands_below() -> None:
    """On a narrow page nothing is cut off."""
    lines = list(marked("a" * 20, [Mark(0, 20, "m1", "third_party_review by somebody")], 20))
    assert lines == ["a" * 20, "^" * 20, "m1", "third_party_review", "by somebody"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_plan_fits_on_any_page(width: int) -> None:
    """The report keeps to the width of the terminal."""
    text = ReadingReport(width).plan(READ)
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_terminal_gets_colours_and_the_same_words() -> None:
    """Colour is laid over the text; it moves nothing."""
    painted = ReadingReport(80, lambda text, style: f"{ESCAPE}[1m{text}{ESCAPE}[0m" if style else text).plan(READ)
    assert ESCAPE in painted
    assert painted.replace(f"{ESCAPE}[1m", "").replace(f"{ESCAPE}[0m", "") == ReadingReport(80).plan(READ)


def test_one_clause_from_the_command_line_and_from_a_pipe(run: Run, small: Folder, plain_reader: None) -> None:
    """A clause can be shown without a file; a pipe gets no colour."""
    words = "Northland shall hold a vote."
    given_here = run("read", "--show", "--text", words, "--rules", small.path)
    piped = run("read", "--show", "-", "--rules", small.path, stdin=words.encode())
    assert given_here.status == piped.status == 0
    assert given_here.out == piped.out
    assert given_here.out.startswith(
        "Clause 1 (en)\n  Northland shall hold a vote.\n                  ^^^^^^^^^^^ m1 kind"
    )
    assert ESCAPE not in piped.out


def test_numbered_text_from_a_pipe_keeps_its_numbers(run: Run, small: Folder, plain_reader: None) -> None:
    """Standard input is read as a plan file would be."""
    outcome = run("read", "--show", "-", "--rules", small.path, stdin=b"1. Eastland will pay.\n2. It rains.\n")
    assert "Clause 2 (en)\n  It rains.\n  Not understood" in outcome.out


def test_an_unread_language_is_named(run: Run, small: Folder) -> None:
    """A clause in a language that is not read says so, instead of looking empty."""
    written = run("read", "--text", "Так.", "--rules", small.path)
    assert "measures: []" in written.out
    outcome = run("read", "--show", "--text", "Так.", "--rules", small.path)
    assert "Not understood" in outcome.out
    assert "(uk)" in outcome.out


@pytest.mark.parametrize("call", [(), ("plan.md", "--text", "It rains."), ("--text", " "), ("-",)])
def test_a_call_without_words_is_refused(run: Run, small: Folder, call: tuple[str, ...]) -> None:
    """Nothing to read, or two things at once, is a mistake in one sentence."""
    outcome = run("read", *call, "--rules", small.path)
    assert (outcome.status, outcome.raw) == (2, b"")
    assert outcome.errors.startswith("legalcheck: ")
    assert outcome.errors.count("\n") == 1


def test_guesses_of_the_reader_say_why(run: Run, shared_reader: None) -> None:
    """What the English reader does not assert comes with the word or the part that stopped it."""
    for words in ("Ukraine might hold elections.", "Talks on the territory and a swap of land by Ukraine were mooted."):
        outcome = run("read", "--show", "--text", words)
        assert outcome.out.count("[possible]") == outcome.out.count("not asserted: ") > 0
        assert "it is marked as possible" not in outcome.out


def test_the_shown_plan_is_a_plan(run: Run, small: Folder, tmp_path: Path) -> None:
    """A structured plan that was read can be shown again as it stands, without reading."""
    path = tmp_path / "plan.yaml"
    path.write_text(as_plan_yaml(READ), encoding="utf-8")
    assert run("read", "--show", path, "--rules", small.path).out == ReadingReport(80).plan(READ)
