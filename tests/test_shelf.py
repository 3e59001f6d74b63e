"""What is kept of YAML files between runs: never stale, never trusted when damaged, never in the way."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook import composing
from legalcheck.rulebook.cache import Cache
from legalcheck.rulebook.load import load_rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.shelf import shelved
from legalcheck.rulebook.strict_yaml import load_strict
from tests.conftest import Run
from tests.factory import Folder
from tests.processes import environment, program


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what is kept."""
    monkeypatch.setenv("LEGALCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "parsed"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed, as they are."""
    names: list[str] = []
    composed = composing.composed

    def recording(text: str, name: str) -> object:
        names.append(name)
        return composed(text, name)

    monkeypatch.setattr(composing, "composed", recording)
    return names


def rule_file(small: Folder) -> str:
    """The name of some rule file of the small world."""
    return next(p.relative_to(small.path).as_posix() for p in sorted((small.path / "home").rglob("*.yaml")))


def test_a_second_loading_parses_nothing_and_gives_the_same(small: Folder, kept: Path, parsed: list[str]) -> None:
    """What is kept stands for the files."""
    first = open_rulebook(small.path)
    assert parsed
    parsed.clear()
    assert open_rulebook(small.path) == first
    assert parsed == []
    assert len(list(kept.iterdir())) == 1


def test_a_changed_file_is_read_anew_and_no_other(small: Folder, kept: Path, parsed: list[str]) -> None:
    """The digest of the bytes decides, whatever the time of the file and its size."""
    name = rule_file(small)
    path = small.path / name
    before, times = open_rulebook(small.path), path.stat()
    parsed.clear()
    text = path.read_text(encoding="utf-8")
    title = next(rule.title for rule in before.rules.values() if rule.id == path.stem)
    path.write_text(text.replace(title, title.swapcase()), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert open_rulebook(small.path).rules[path.stem].title == title.swapcase()
    assert parsed == [str(path)]


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "foreign", "lines"])
def test_a_damaged_or_foreign_file_is_ignored_and_written_anew(small: Folder, kept: Path, damage: str) -> None:
    """One byte that is not as it was written, and nothing of the file counts."""
    wanted = open_rulebook(small.path)
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    at = len(whole) // 2
    file.write_bytes(
        {
            "flip": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
            "cut": whole[:at],
            "empty": b"",
            "foreign": json.dumps({"files": []}).encode(),
            "lines": b"\n\n\xff\n",
        }[damage]
    )
    assert open_rulebook(small.path) == wanted
    assert file.read_bytes() == whole


def test_what_another_version_kept_is_ignored(small: Folder, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text may mean other data to another version."""
    monkeypatch.setattr("legalcheck.rulebook.shelf.__version__", "0.0.0")
    wanted = open_rulebook(small.path)
    (file,) = kept.iterdir()
    old = file.read_bytes()
    monkeypatch.undo()
    monkeypatch.setenv("LEGALCHECK_CACHE", str(kept.parent))
    assert open_rulebook(small.path) == wanted
    assert file.read_bytes() != old


@pytest.mark.parametrize("place", ["off", "{file}/below", "{closed}"])
def test_without_a_folder_to_write_to_all_works(
    small: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Nothing is kept, nothing is said, nothing fails."""
    file, closed = tmp_path / "file", tmp_path / "closed"
    file.write_text("mine")
    closed.mkdir(mode=0o500)
    monkeypatch.setenv("LEGALCHECK_CACHE", place.format(file=file, closed=closed))
    assert open_rulebook(small.path) == open_rulebook(small.path)
    assert file.read_text() == "mine"
    if place == "off":
        assert not Path("off").exists()


def test_without_a_home_nothing_is_kept(small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder can judge, too."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("LEGALCHECK_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert open_rulebook(small.path).rules


def test_a_mistake_has_its_place_when_all_else_was_kept(small: Folder, kept: Path, parsed: list[str]) -> None:
    """Places come from the text, which is parsed again for the file with the mistake alone."""
    path = small.path / rule_file(small)
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = "title: [1]"
    path.write_text("\n".join(lines), encoding="utf-8")
    for _ in range(2):  # the second time the wrong file is kept, too: its mistake is in what it says
        with pytest.raises(InputError) as caught:
            load_rulebook(small.path)
        (problem,) = caught.value.problems
        assert (problem.path, problem.line, problem.column) == (str(path), at + 1, 8)
    assert parsed[-1] == str(path)
    assert parsed.count(str(path)) == 3


def test_keys_that_json_would_change_are_parsed_each_time(tmp_path: Path, kept: Path, parsed: list[str]) -> None:
    """A number as a key stays a number; what JSON can hold is kept as it is."""
    (tmp_path / "numbers.yaml").write_text("1: a\n'1': b\n", encoding="utf-8")
    (tmp_path / "plain.yaml").write_text("a: [1, yes, true, null, 'ї', 1.10]\n", encoding="utf-8")
    for _ in range(2):
        with shelved(tmp_path, "test"):
            assert load_strict(tmp_path / "numbers.yaml").data == {1: "a", "1": "b"}
            assert load_strict(tmp_path / "plain.yaml").data == {"a": [1, "yes", True, None, "ї", "1.10"]}
    assert [Path(name).stem for name in parsed] == ["numbers", "plain", "numbers"]


def test_what_is_taken_may_be_changed(tmp_path: Path, kept: Path) -> None:
    """Data are handed out afresh: who changes them changes nothing that is kept."""
    (tmp_path / "file.yaml").write_text("a: [1]\n", encoding="utf-8")
    for _ in range(2):
        with shelved(tmp_path, "test"):
            load_strict(tmp_path / "file.yaml").data["a"].append(2)
            assert load_strict(tmp_path / "file.yaml").data == {"a": [1]}


def test_two_programs_at_once(small: Folder, kept: Path) -> None:
    """Each writes beside the file and moves into place; what is left is whole, and nothing half-written stays."""
    environ = environment(LEGALCHECK_CACHE=str(kept.parent))
    command = program("rules", "--rules", small.path)
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) for _ in range(4)]
    assert len({process.communicate(timeout=60)[0] for process in running}) == 1
    assert [process.returncode for process in running] == [0] * 4
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    open_rulebook(small.path)
    assert file.read_bytes() == whole


def test_a_cache_that_fails_in_the_last_step_is_harmless(
    small: Folder, kept: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """A full disk costs time, not the answer."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert run("rules", "--rules", small.path).status == 0
    assert list(kept.iterdir()) == []
    assert Cache(kept).get("anything") is None
