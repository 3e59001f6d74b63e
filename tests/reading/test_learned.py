"""The nominator suggests kinds by words that stand in the text, the same ones every time, and is quiet elsewhere."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.model.nominator import NOMINATOR, NominatorFile
from legalcheck.model.problem import InputError
from legalcheck.reading.learned import EVIDENCE, LearnedNominator
from legalcheck.reading.ngrams import WORD, cut, plain
from legalcheck.rulebook.strict_yaml import load_strict
from tests.reading.conftest import RULES
from training.corpus import LANGUAGES, Clause, corpus, digest

FOLDER = (RULES / NOMINATOR).parent
LARGEST = 10 * 1024 * 1024
QUIET = 0.1  # nominations on a clause that proposes nothing
JUMBLE = (
    "Ukraine will join NATO \u0456\u0307 \u0130\u0130 \ud800 \u202e \u2019 ' - 100 "
    "\u041a\u0440\u0438\u043c \u0441\u0430\u043d\u043a\u0446\u0438\u0438 \u4e2d\u6587 \x00 \n"
)
CLAUSES = corpus()


@pytest.fixture(scope="module")
def nominator() -> LearnedNominator:
    """Return the nominator that ships."""
    found = LearnedNominator.load(RULES)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "language", "kind", "words"),
    [
        ("Ukraine shall hold presidential elections in May.", "en", "hold_elections", "elections"),
        ("Санкції проти Росії буде скасовано.", "uk", "lift_sanctions", "Санкції"),
        ("Стороны обмениваются всеми военнопленными.", "ru", "exchange_prisoners", "военнопленными"),
    ],
)
def test_plain_proposals_are_nominated(
    nominator: LearnedNominator, text: str, language: str, kind: str, words: str
) -> None:
    """A plain proposal is nominated by its telling words."""
    found = {one.kind: one for one in nominator.nominate(text, language)}
    assert kind in found
    assert words in text[found[kind].start : found[kind].end]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.text(max_size=200), st.lists(st.sampled_from(JUMBLE.split(" ")), max_size=30).map(" ".join)),
            st.sampled_from((*LANGUAGES, "de")),
        ),
        max_size=5,
    )
)
def test_any_text_is_safe_and_its_evidence_exact(pairs: list[tuple[str, str]]) -> None:
    """Every text gets its nominations in order; each names one to three words of the text, never marks alone."""
    nominator = _loose()
    found = list(nominator.nominate_many([text for text, _ in pairs], [language for _, language in pairs]))
    assert len(found) == len(pairs)
    for (text, _), nominations in zip(pairs, found, strict=True):
        for one in nominations:
            assert 0 <= one.start < one.end <= len(text)
            assert 1 <= len(WORD.findall(plain(text)[one.start : one.end])) <= EVIDENCE
            assert 0 <= one.score <= 1


def test_folding_keeps_every_offset() -> None:
    """Small letters, digits and apostrophes are folded character for character."""
    for text in (
        "\u0130stanbul 2022",
        "\u1e9e\ufb01 \u0149",
        "\u0421\u043b\u043e\u0432\u2019\u044f\u043d\u0441\u044c\u043a",
    ):
        assert len(plain(text)) == len(text)


def test_pieces_of_a_text_do_not_depend_on_its_neighbours() -> None:
    """The hashes of a text are the same wherever it stands in a batch."""
    alone = cut(["lift sanctions"])[1].hashes
    words, pieces = cut(["hold elections now", "", "lift sanctions"])
    assert sorted(pieces.hashes[pieces.owner == 2]) == sorted(alone)
    assert list(words.owner) == [0, 0, 0, 2, 2]


def test_one_by_one_is_as_in_a_batch(nominator: LearnedNominator) -> None:
    """A clause gets the same nominations alone and among others."""
    some = CLAUSES[::40]
    together = list(nominator.nominate_many([c.text for c in some], [c.language for c in some]))
    assert together == [nominator.nominate(c.text, c.language) for c in some]


def test_other_languages_and_texts_without_words_get_nothing(nominator: LearnedNominator) -> None:
    """What the weights were not learned for is left alone."""
    assert nominator.nominate("Ukraine shall hold presidential elections.", "de") == []
    assert nominator.nominate("", "en") == nominator.nominate("... - !", "en") == []


def test_empty_clauses_that_were_held_out_stay_empty(nominator: LearnedNominator) -> None:
    """On clauses that propose nothing and were not learned from, there is hardly a nomination."""
    empty = [clause for clause in CLAUSES if clause.held_out and not clause.kinds]
    assert len(empty) > 100
    assert sum(map(len, _nominations(nominator, empty))) / len(empty) < QUIET


def test_held_out_measures_are_found(nominator: LearnedNominator) -> None:
    """Of the measures of clauses that were not learned from, a fair part is nominated."""
    held_out = [clause for clause in CLAUSES if clause.held_out]
    pairs = list(zip(held_out, _nominations(nominator, held_out), strict=True))
    found = [bool(wanted & kinds) for clause, kinds in pairs for wanted in clause.wanted]
    assert sum(found) / len(found) > 0.45


def test_weights_are_small_plain_numbers() -> None:
    """The files load without unpickling anything, hold numbers only, and stay small."""
    files = sorted(FOLDER.iterdir())
    assert [path.name for path in files] == ["nominator.yaml", "rarity.npy", "weights.npy"]
    assert sum(path.stat().st_size for path in files) < LARGEST
    assert np.load(FOLDER / "weights.npy", allow_pickle=False).dtype == np.int8
    assert np.isfinite(np.load(FOLDER / "rarity.npy", allow_pickle=False)).all()


def test_weights_are_those_of_the_corpus() -> None:
    """Whoever changes the corpus trains anew: `python -m training`."""
    said = NominatorFile.model_validate(load_strict(RULES / NOMINATOR).data)
    learned = [clause for clause in CLAUSES if not clause.held_out]
    assert (said.corpus, said.clauses) == (digest(learned), len(learned))


def test_a_rulebook_without_weights_has_no_nominator(tmp_path: Path) -> None:
    """Where there is no folder, there is no nominator."""
    assert LearnedNominator.load(tmp_path) is None


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """Weights that do not belong to the kinds beside them, or are none, are a mistake of the rulebook."""
    folder = (tmp_path / NOMINATOR).parent
    folder.mkdir()
    (tmp_path / NOMINATOR).write_bytes((RULES / NOMINATOR).read_bytes())
    np.save(folder / "weights.npy", np.zeros((5, 3), np.int8))
    np.save(folder / "rarity.npy", np.zeros(5, np.float16))
    with pytest.raises(InputError, match="does not fit its weights"):
        LearnedNominator.load(tmp_path)
    (folder / "weights.npy").write_bytes(b"broken")
    with pytest.raises(InputError, match="has no weights that can be read"):
        LearnedNominator.load(tmp_path)


def test_the_same_clauses_give_the_same_bytes(tmp_path: Path) -> None:
    """Training twice writes the same files."""
    pytest.importorskip("sklearn")
    from training import calibrating, fitting, writing  # noqa: PLC0415

    some = [clause for clause in CLAUSES if clause.author in ("uk-a", "ru-a", "en-b", "en-c", "ru-b")][::4]
    kinds = ["hold_elections", "lift_sanctions", "impose_sanctions"]
    some = [_only(clause, kinds) for clause in some]
    written = []
    for name in ("one", "two"):
        rules = tmp_path / name
        rules.mkdir()
        writing.write(rules, kinds, fitting.fit(some, kinds), calibrating.calibrate(some, kinds), some)
        written.append([path.read_bytes() for path in sorted((rules / NOMINATOR).parent.iterdir())])
    assert written[0] == written[1]


def _only(clause: Clause, kinds: list[str]) -> Clause:
    """Return a clause with labels of some kinds only."""
    labels = {"kinds": clause.kinds & set(kinds), "neutral": clause.neutral & set(kinds)}
    return Clause(clause.id, clause.text, clause.language, clause.register, **labels, wanted=clause.wanted)


def _nominations(nominator: LearnedNominator, clauses: list[Clause]) -> list[set[str]]:
    found = nominator.nominate_many([c.text for c in clauses], [c.language for c in clauses])
    return [{one.kind for one in nominations} for nominations in found]


def _loose() -> LearnedNominator:
    """Return a nominator that nominates every kind on every text that has words."""
    said = NominatorFile.model_validate(load_strict(RULES / NOMINATOR).data)
    eager = dict.fromkeys(said.languages, 1000.0)
    weights, rarity = np.load(FOLDER / "weights.npy"), np.load(FOLDER / "rarity.npy").astype(np.float32)
    return LearnedNominator(said.model_copy(update={"languages": eager}), weights, rarity)
