"""Every entry of the English lexicon has an example that reads, and its terms are ones that the vocabulary knows."""

import pytest

from legalcheck.reading import ClauseText, Reader
from legalcheck.reading.lexicon import Act, Lexicon
from legalcheck.rulebook.strict_yaml import load_strict
from tests.reading.conftest import RULES, asserted

ENTRIES = [entry for path in sorted((RULES / "lexicon/en/acts").glob("*.yaml")) for entry in load_strict(path).data]
KINDS = set(load_strict(RULES / "vocabulary.yaml").data["measures"])


@pytest.fixture(scope="module")
def lexicon(reader: Reader) -> Lexicon:
    """Return the lexicon that the reader uses."""
    return reader.english.lexicon


def test_every_example_reads_as_its_kind(reader: Reader, lexicon: Lexicon) -> None:
    """An entry's example asserts the entry's kind."""
    readings = reader.read(ClauseText(text=act.example) for act in lexicon.all_acts)
    unread = [a.example for a, r in zip(lexicon.all_acts, readings, strict=True) if a.kind not in _kinds(r)]
    assert not unread


def test_no_counterexample_reads_as_its_kind(reader: Reader, lexicon: Lexicon) -> None:
    """What an entry must not read, it does not read."""
    pairs: list[tuple[Act, str]] = [(act, text) for act in lexicon.all_acts for text in act.not_example]
    readings = reader.read(ClauseText(text=text) for _, text in pairs)
    assert not [text for (act, text), reading in zip(pairs, readings, strict=True) if act.kind in _kinds(reading)]


def test_every_kind_of_measure_can_be_read(lexicon: Lexicon) -> None:
    """No kind of the vocabulary lacks an entry."""
    assert {act.kind for act in lexicon.all_acts} == KINDS


def test_every_kind_of_measure_can_be_suggested(lexicon: Lexicon) -> None:
    """Every kind but the exclusion of what another suggests has telling words."""
    assert {telling.kind for telling in lexicon.telling} == KINDS


@pytest.mark.parametrize("key", ["needs", "only", "bars"])
def test_constraints_name_slots_and_lists_of_terms(key: str) -> None:
    """A constraint is a map from slots to a list that is not empty."""
    parts = [entry[key] for entry in ENTRIES if key in entry]
    assert parts
    assert all(terms and all(isinstance(t, str) for t in terms) for part in parts for terms in part.values())


def test_signatures_have_known_effects(lexicon: Lexicon) -> None:
    """A governing word does one of the things that the table explains."""
    effects = {"required", "ruled_out", "permitted", "told", "undone", "aim", "declared", "open"}
    assert {e for s in lexicon.governors.values() for e in (s.affirmed, s.negated)} <= effects


def _kinds(reading: object) -> set[str]:
    return {measure.kind for measure in asserted(reading)}  # type: ignore[arg-type]
