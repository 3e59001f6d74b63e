"""PDFs, pages and mails that are broken, locked or made to do harm: read, or refused in one clear sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalcheck.documents.files import open_plan
from legalcheck.documents.readers import paragraphs_of
from legalcheck.model.problem import InputError
from tests import hostile_files as hostile
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.hostile_files import Hostile

LIGHT = [one for one in hostile.ALL if not one.heavy]
SAMPLES = {
    "pdf": hostile.pdf(),
    "html": b"<!doctype html><ol start=3><li>Northland <b>pays</b><li>It leaves</ol><table><tr><td>1<td>x</table>",
    "eml": hostile.attached("html", b"<p>1. Northland pays."),
}


def outcome_of(raw: bytes, kind: str) -> str:
    """Return what came of opening bytes: words, or a sentence."""
    try:
        return " ".join(one.text for one in paragraphs_of(raw, "plan", kind))
    except InputError as error:
        (problem,) = error.problems
        assert "\n" not in problem.message
        return problem.message


@pytest.mark.parametrize("one", LIGHT, ids=lambda one: f"{one.kind} {one.does}")
def test_a_hostile_file_is_read_or_refused_in_one_sentence(one: Hostile, tmp_path: Path) -> None:
    """What can be read is read, without what it would set off; what cannot is refused."""
    path = tmp_path / f"plan.{one.kind}"
    path.write_bytes(one.make())
    if one.read:
        assert any(f"{found.number}. {found.text}".startswith(one.read) for found in open_plan(path).clauses)
        return
    with pytest.raises(InputError) as error:
        open_plan(path)
    (problem,) = error.value.problems
    assert problem.path.startswith(str(path))
    assert one.refused in str(problem)
    assert "\n" not in problem.message


def test_a_locked_pdf_ends_with_status_two(run: Run, small: Folder, plain_reader: None, tmp_path: Path) -> None:
    """The sentence stands on standard error, and nothing on standard output."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(hostile.PDFS[0].make())
    outcome = run("batch", path, "--rules", small.path, "--as-of", DAY)
    assert outcome.status == 2
    assert outcome.out == ""
    assert outcome.errors == f"legalcheck: {path}: is encrypted with a password; save it without one\n"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_read_or_refused(share: float) -> None:
    """PDFium mends what it can; what is left has the words of the whole, or is refused."""
    raw = SAMPLES["pdf"]
    outcome = outcome_of(raw[: int(len(raw) * share)], "pdf")
    assert outcome == "1. Northland withdraws its troops." or outcome.startswith(("is broken", "has no text layer"))


@given(st.sampled_from(["html", "eml"]), st.floats(0, 1))
def test_a_page_or_mail_that_is_cut_off_is_read_or_refused(kind: str, share: float) -> None:
    """Wherever the cut is."""
    raw = SAMPLES[kind]
    assert isinstance(outcome_of(raw[: int(len(raw) * share)] + b" ", kind), str)


@given(st.sampled_from(["html", "eml"]), st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_page_or_mail_is_read_or_refused(kind: str, at: int, byte: int) -> None:
    """One byte changed anywhere gives words or one sentence."""
    damaged = bytearray(SAMPLES[kind])
    damaged[at % len(damaged)] = byte
    assert isinstance(outcome_of(bytes(damaged), kind), str)


@settings(max_examples=6)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_pdf_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    """Bytes changed anywhere give words or one sentence; what PDFium breaks on costs this file only."""
    damaged = bytearray(SAMPLES["pdf"])
    for at, byte in changes:
        damaged[9 + at % (len(damaged) - 9)] = byte
    assert isinstance(outcome_of(bytes(damaged), "pdf"), str)
