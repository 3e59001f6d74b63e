"""YAML without its traps: what is written is what is read, and every trap is refused with its place."""

from pathlib import Path

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import load_strict, parse_strict
from tests.factory import Folder

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def refusal(raw: str | bytes, folder: Path) -> str:
    """Return the sentence with which a file is refused."""
    path = folder / "file.yaml"
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8"))
    with pytest.raises(InputError) as caught:
        load_strict(path)
    return str(caught.value).removeprefix(f"{path}:")


TRAPS = [
    pytest.param("a: 1\nb: 2\na: 3\n", "3:1: key 'a' stands twice; keep one", id="duplicate-key"),
    pytest.param("top:\n  a: 1\n  a: 1\n", "3:3: key 'a' stands twice; keep one", id="duplicate-key-below"),
    pytest.param("a: &x [1]\nb: *x\n", "1:4: aliases (*name) are not allowed here; write the value out", id="alias"),
    pytest.param("a: 1\n\tb: 2\n", "2:1: is not valid YAML", id="tab"),
    pytest.param("a: [1, 2\nb: 3\n", "2:2: is not valid YAML", id="unclosed"),
    pytest.param("[a]: 1\n", "1:1: a key must be a word, not a list or a mapping", id="list-as-key"),
    pytest.param("a: 1\n---\nb: 2\n", "2:1: is not valid YAML", id="two-documents"),
    pytest.param("a: b\x00c\n", "1:5: character U+0000 is not allowed here; remove it", id="nul"),
    pytest.param("one: 1\na: b\x07c\n", "2:5: character U+0007 is not allowed here; remove it", id="control-character"),
    pytest.param(b"one: 1\nname: caf\xe9\n", "2:10: byte 0xe9 is not UTF-8; save the file as UTF-8", id="latin-1"),
    pytest.param("a: " + "[" * 60 + "]" * 60, "1:43: is nested deeper than 40 levels; flatten it", id="deep-flow"),
]


@pytest.mark.parametrize(("raw", "says"), TRAPS)
def test_a_trap_is_refused_with_its_place(tmp_path: Path, raw: str | bytes, says: str) -> None:
    """What YAML could read in a surprising way is not read at all."""
    assert refusal(raw, tmp_path).startswith(says)


@pytest.mark.parametrize(
    "text", ["- " * 60 + "x\n", "".join(f"{' ' * at}k:\n" for at in range(60))], ids=["list", "mapping"]
)
def test_deep_block_nesting_is_refused(tmp_path: Path, text: str) -> None:
    """Nesting by indentation is bounded like nesting by brackets."""
    assert "nested deeper than 40 levels" in refusal(text, tmp_path)


def test_block_nesting_without_bounds_does_not_exhaust_the_parser(tmp_path: Path) -> None:
    """A file that steps in three thousand times ends in a sentence, not in a crash of the interpreter."""
    assert "nested deeper than 40 levels" in refusal("".join(f"{' ' * at}k:\n" for at in range(3000)), tmp_path)


def test_a_hundred_thousand_brackets_do_not_exhaust_the_parser(tmp_path: Path) -> None:
    """Hostile nesting ends in a sentence, not in a crash of the interpreter."""
    assert "nested deeper than 40 levels" in refusal("[" * 100_000, tmp_path)


def test_a_bomb_of_aliases_is_refused_without_being_expanded(tmp_path: Path) -> None:
    """Nine to the power of nine values are never built."""
    assert "aliases (*name) are not allowed" in refusal(BOMB, tmp_path)


def test_an_alias_to_its_own_parent_is_refused(tmp_path: Path) -> None:
    """A value that holds itself is no value."""
    assert "aliases (*name) are not allowed" in refusal("a: &a\n  b: *a\n", tmp_path)


def test_a_merge_key_is_refused(tmp_path: Path) -> None:
    """Merging is an alias in disguise."""
    assert "aliases (*name) are not allowed" in refusal("a: &a {x: 1}\nb:\n  <<: *a\n", tmp_path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.10", "1.10"),
        ("2026-01-15", "2026-01-15"),
        ("12:30:00", "12:30:00"),
        ("0x1F", "0x1F"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("NO", "NO"),
        ("21a", "21a"),
        ("'true'", "true"),
        ('"17"', "17"),
        ("!!python/name:os.system x", "x"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("17", 17),
        ("-3", -3),
        ("0", 0),
    ],
)
def test_scalars_stay_as_they_are_written(written: str, read: object) -> None:
    """A number of a clause, a date or a plain no never changes its form on the way in."""
    value = parse_strict(f"key: {written}\n", "file").data["key"]
    assert value == read
    assert type(value) is type(read)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Files saved by some editors begin with U+FEFF; the first key is still the first key."""
    path = tmp_path / "file.yaml"
    path.write_bytes("\ufeffkey: 1\n".encode())
    assert load_strict(path).data == {"key": 1}


def test_an_empty_file_is_no_data(tmp_path: Path) -> None:
    """Nothing in the file is nothing in the data; who needs more says so."""
    path = tmp_path / "file.yaml"
    path.write_bytes(b"")
    assert load_strict(path).data is None


def test_places_follow_keys_and_indices() -> None:
    """Every part of a document knows its line and column; a part that is not there is placed at its parent."""
    document = parse_strict("a:\n  - b: 1\n  - {c: [x, yy]}\n", "file")
    assert document.where("a", 1, "c", 1) == (3, 13)
    assert document.where("a", 0, "b") == (2, 8)
    assert document.where("a", 7, "z") == (2, 3)
    assert document.where() == (1, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (BOMB, "aliases (*name) are not allowed"),
        ("id: x\nid: y\n", "key 'id' stands twice"),
        ("id:\tx\n\tforum: y\n", "is not valid YAML"),
        ("- not\n- a mapping\n", "must be a mapping of keys to values"),
        ("", "must be a mapping of keys to values"),
        ("just words\n", "must be a mapping of keys to values"),
        ("id: a\x00b\n", "U+0000"),
    ],
)
def test_a_hostile_rule_file_is_one_sentence_with_its_file(small: Folder, text: str, says: str) -> None:
    """A rule file that is no rule is refused like any other mistake, beside the rest."""
    small.write("home/votes/hostile.yaml", text)
    with pytest.raises(InputError) as caught:
        open_rulebook(small.path)
    assert any(p.path.endswith("hostile.yaml") and says in p.message and p.line for p in caught.value.problems)


@pytest.mark.parametrize(
    "name",
    [
        "context/facts.yaml",
        "context/gates.yaml",
        "context/territories.yaml",
        "context/conflicts.yaml",
        "attributes.yaml",
        "vocabulary.yaml",
        "rulebook.yaml",
        "phrases/en.yaml",
        "sources/law.yaml",
        "characterisations.yaml",
    ],
)
@pytest.mark.parametrize("text", ["", "- 1\n", "words\n", "a: 1\n", "null\n", "a: [1, {b: 2}]\n"])
def test_no_file_of_a_rulebook_can_crash_the_loader(small: Folder, name: str, text: str) -> None:
    """Whatever stands in a file of the rulebook, loading ends in sentences."""
    small.write(name, text)
    with pytest.raises(InputError) as caught:
        open_rulebook(small.path)
    assert caught.value.problems
    assert all(problem.message for problem in caught.value.problems)
