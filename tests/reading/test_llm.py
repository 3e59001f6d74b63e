"""What is made of a language model's answer, and how answers are kept; no model and no extra is needed here."""

import os
from pathlib import Path

import pytest

from legalcheck.reading.llm import LlmNominator, Quoted, instructions, placed
from legalcheck.reading.records import Nomination
from legalcheck.rulebook.cache import Cache, cache_folder, digest_of

KINDS = {"leave": "a state  leaves", "pay": "money is paid"}
TEXT = "Northland pays, and leaves."
ANSWER = [Quoted("pay", "pays"), Quoted("leave", "departs"), Quoted("fly", "leaves"), Quoted("leave", " ")]


class Model:
    """Gives one answer and counts the questions."""

    def __init__(self, answer: list[Quoted]):
        self.answer = answer
        self.questions = 0

    def __call__(self, _text: str) -> list[Quoted]:
        """Return the answer."""
        self.questions += 1
        return self.answer


def nominator(model: Model, folder: Path, said: list[str], name: str = "maker:model") -> LlmNominator:
    """Return a nominator that asks the model and writes down what it says."""
    return LlmNominator(name, model, KINDS, Cache(folder), said.append)


def test_the_model_is_told_every_kind_with_its_description() -> None:
    """A line a kind, in the order of the vocabulary."""
    assert instructions(KINDS).splitlines()[-2:] == ["- leave: a state leaves", "- pay: money is paid"]


def test_only_words_of_the_clause_count() -> None:
    """A quote that is not there, an unknown kind and an empty quote are dropped."""
    assert placed(ANSWER, TEXT, KINDS) == [Nomination("pay", 1.0, 10, 14)]


def test_what_is_sent_and_dropped_is_said(tmp_path: Path) -> None:
    """A person learns where words go before they go, and how much went when all is done."""
    said: list[str] = []
    asking = nominator(Model(ANSWER), tmp_path, said)
    asking.nominate(TEXT, "en")
    assert said == ["the words of clauses are being sent to maker:model."]
    asking.nominate("Northland pays.", "en")
    asking.nominate(TEXT, "en")
    asking.account()
    assert said[1:] == [
        "2 clauses sent to maker:model; 1 clause answered from the cache.",
        "9 of its nominations dropped: unknown kind, or the quote is not in the clause.",
    ]


def test_a_kept_answer_is_not_asked_for_again(tmp_path: Path) -> None:
    """The same model, vocabulary and words give the same nominations; another model is asked itself."""
    first, second, other = Model(ANSWER), Model([]), Model([])
    found = nominator(first, tmp_path, []).nominate(TEXT, "en")
    assert nominator(second, tmp_path, []).nominate(TEXT, "en") == found
    assert nominator(other, tmp_path, [], "maker:other").nominate(TEXT, "en") == []
    assert (first.questions, second.questions, other.questions) == (1, 0, 1)


@pytest.mark.parametrize("damage", [b"", b"[[", b"7", b'[["pay"]]', b"\xff"])
def test_a_damaged_answer_is_asked_for_again(tmp_path: Path, damage: bytes) -> None:
    """A cache is never trusted further than it can be read."""
    nominator(Model(ANSWER), tmp_path, []).nominate(TEXT, "en")
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    again = Model(ANSWER)
    assert nominator(again, tmp_path, []).nominate(TEXT, "en") == [Nomination("pay", 1.0, 10, 14)]
    assert again.questions == 1


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """Where a file stands in the way, nothing is kept and nothing fails."""
    (tmp_path / "file").write_text("mine")
    assert nominator(Model(ANSWER), tmp_path / "file", []).nominate(TEXT, "en") == [Nomination("pay", 1.0, 10, 14)]
    assert (tmp_path / "file").read_text() == "mine"


def test_a_file_is_kept_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last step fails, no part is left behind."""

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "replace", fail)
    Cache(tmp_path).put("name", b"data")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """LEGALCHECK_CACHE names it; otherwise it stands in the user's cache folder."""
    monkeypatch.setenv("LEGALCHECK_CACHE", "/here")
    monkeypatch.setenv("XDG_CACHE_HOME", "/there")
    assert cache_folder() == Path("/here")
    monkeypatch.delenv("LEGALCHECK_CACHE")
    assert cache_folder() == Path("/there/legalcheck")


def test_digests_tell_texts_apart() -> None:
    """It matters where one text ends and the next begins."""
    assert digest_of("ab", "c") != digest_of("a", "bc")
