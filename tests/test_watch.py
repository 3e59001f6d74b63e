"""legalcheck verify --watch: verified again at each change, through times when the rulebook cannot be used."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from legalcheck.cli import watching
from tests.conftest import Run
from tests.factory import Folder

COURSE = "home/league/home-league-course.yaml"

pytestmark = pytest.mark.usefixtures("plain_reader")


def test_each_change_is_verified(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake is complained about and waited for; the exit status is that of the last run."""

    def changes(folder: Path) -> Iterator[set[str]]:
        assert folder == small.path
        small.edit(COURSE, "performer: northland\nunless", "actor: northland\nunless")
        yield {"home-league-course.yaml"}
        small.edit(COURSE, "actor: northland\nunless", "performer: eastland\nunless")
        yield {"home-league-course.yaml", "others-pay.yaml"}

    monkeypatch.setattr(watching, "changes", changes)
    outcome = run("verify", "--examples", "--watch", "--rules", small.path)
    assert outcome.status == 1
    said = outcome.out.splitlines()
    assert said[0].endswith("0 mistakes")
    assert said[2] == "home-league-course.yaml: changed"
    assert said[4] == "home-league-course.yaml, others-pay.yaml: changed"
    assert said[5].endswith("mistakes")
    assert not said[5].endswith(" 0 mistakes")
    assert "no attribute is called 'actor'" in outcome.errors
    assert "home-league-course should apply" in outcome.errors


def test_ctrl_c_ends_the_watch(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is how a watch ends, not a failure: the status is that of the last run."""

    def changes(_: Path) -> Iterator[set[str]]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(watching, "changes", changes)
    outcome = run("verify", "--examples", "--watch", "--rules", small.path)
    assert outcome.status == 0
    assert outcome.errors == ""


def test_without_watchfiles_the_extra_is_named(small: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is verified."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    outcome = run("verify", "--examples", "--watch", "--rules", small.path)
    assert outcome.status == 2
    assert outcome.errors == "legalcheck: --watch needs watchfiles; install it with: pip install 'legalcheck[watch]'\n"
    assert outcome.out == ""


def test_only_yaml_files_count(small: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's swap files and folders start nothing."""
    watchfiles = pytest.importorskip("watchfiles")

    def watch(folder: Path, watch_filter: object) -> Iterator[set[tuple[int, str]]]:
        assert callable(watch_filter)
        seen = [str(folder / name) for name in ("a.yaml", ".a.yaml.swp", "b")]
        yield {(1, path) for path in seen if watch_filter(1, path)}

    monkeypatch.setattr(watchfiles, "watch", watch)
    assert list(watching.changes(small.path)) == [{"a.yaml"}]
