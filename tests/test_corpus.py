"""The labelled clauses are what their description says."""

import pytest

from legalcheck.rulebook.strict_yaml import load_strict
from tests.conftest import ROOT
from training import nearness
from training.corpus import LANGUAGES, corpus, kinds

FILES = sorted((ROOT / "cases" / "corpus").glob("*.yaml"))
ENTRIES = [(path.stem, entry) for path in FILES for entry in load_strict(path).data]
NEAR = 0.7  # of the runs of characters that either text has


def test_ids_are_unique_and_parents_exist() -> None:
    """An id names one clause, and what leads a sub-point in is there."""
    ids = [entry["id"] for _, entry in ENTRIES]
    assert len(ids) == len(set(ids))
    assert {entry["parent"] for _, entry in ENTRIES if "parent" in entry} <= set(ids)


def test_every_clause_stands_in_the_file_of_its_language() -> None:
    """The name of a file tells its language."""
    assert not [entry["id"] for name, entry in ENTRIES if entry["language"] != name.partition("_")[0]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_proposed_in_each_language(language: str) -> None:
    """No kind of measure lacks a clause."""
    found = {measure["kind"] for _, entry in ENTRIES if entry["language"] == language for measure in entry["measures"]}
    assert found == set(kinds())


def test_no_two_clauses_nearly_repeat_each_other() -> None:
    """Headings of a few letters aside, no text is another with a word changed."""
    assert not nearness.repeats([entry["text"] for _, entry in ENTRIES], NEAR)


def test_near_repeats_are_found() -> None:
    """Two texts that differ by a letter are near, whatever stands between them in the list."""
    far = "Ukraine holds elections within a hundred days"
    found = nearness.repeats(
        ["Russia withdraws its forces from Kharkiv", far, "Russia withdraws its force from Kharkiv"], NEAR
    )
    assert [(near.first, near.second) for near in found] == [
        ("Russia withdraws its forces from Kharkiv", "Russia withdraws its force from Kharkiv")
    ]


def test_labels_are_of_the_vocabulary() -> None:
    """Kinds and values that measures name are those of the vocabulary."""
    data = load_strict(ROOT / "rules" / "vocabulary.yaml").data
    known = {**data["values"], "kind": list(data["measures"]), "territory": data["territories"]}
    known |= dict.fromkeys(("performer", "beneficiary", "organisation"), data["values"]["party"])
    wrong = []
    for _, entry in ENTRIES:
        for measure in (*entry["measures"], *(m for m in entry["optional"] if not isinstance(m, str))):
            for form in (measure, *measure.get("alt", ())):
                for part, values in form.items():
                    named = values if isinstance(values, list) else [values]
                    if part in known and not set(named) <= set(known[part]):
                        wrong.append((entry["id"], part, values))
        wrong += [
            (entry["id"], "optional", k) for k in entry["optional"] if isinstance(k, str) and k not in known["kind"]
        ]
    assert not wrong


def test_an_eighth_is_kept_from_training() -> None:
    """What is held out is told by the id alone, and is about an eighth in each language."""
    clauses = corpus()
    for language in LANGUAGES:
        own = [clause for clause in clauses if clause.language == language]
        assert 0.09 < sum(clause.held_out for clause in own) / len(own) < 0.18
