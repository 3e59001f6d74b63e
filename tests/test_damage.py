"""Damaged files: whatever stands at any place of a plan or of a rulebook, it is judged or refused, never a crash."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.documents.files import open_plan, stream_clauses
from legalcheck.inference.law import Law
from legalcheck.inference.slices import Slice
from legalcheck.model.problem import InputError, Problem
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import parse_strict
from tests.factory import DAY, FILES, Folder, write_rulebook
from tests.judging import small_world
from tests.plans import SMALL

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats(allow_nan=False)
    | st.sampled_from(
        ["", " ", "yes", "unknown", "northland", "pay", "{", "{performer", "2026-02-30", "\u202e", "[", "is"]
    ),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["not", "kind", "is", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every part of a document."""
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def damaged(data: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """Return a document with one part replaced."""
    if not path:
        return junk
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = damaged(data[path[0]], path[1:], junk)
    return copy


@st.composite
def damages(draw: st.DrawFn, text: str) -> str:
    """A document, as JSON, that is also YAML, with one part replaced by junk."""
    data = parse_strict(text, "file").data
    return json.dumps(damaged(data, draw(st.sampled_from(list(places(data)))), draw(JUNK)))


def refusal(task: Callable[[], object]) -> tuple[Problem, ...]:
    """Run a task and return what it refuses; any other error is a crash, and fails the test."""
    try:
        task()
    except InputError as error:
        return error.problems or (Problem(message=""),)
    return ()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples."""
    return tmp_path_factory.mktemp("damage")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """One rulebook for all examples; who damages a file mends it."""
    return write_rulebook(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@given(text=damages(SMALL))
def test_a_damaged_plan_is_opened_or_refused(scratch: Path, suffix: str, text: str) -> None:
    """A plan with anything at any place of it is a plan, or its mistakes are named with file and line."""
    path = scratch / f"plan.{suffix}"
    path.write_text(text, encoding="utf-8")
    for problem in refusal(lambda: open_plan(path, small_world())):
        assert problem.message
        assert problem.path == str(path)
        assert problem.line > 0


@given(text=damages(json.dumps(parse_strict(SMALL, "plan").data["clauses"][0])))
def test_a_damaged_line_is_read_or_refused(scratch: Path, text: str) -> None:
    """A line with anything at any place of it is a clause, or its mistakes are named with the line."""
    path = scratch / "plan.jsonl"
    path.write_text(f'{{"text": "fine"}}\n{text}\n', encoding="utf-8")
    for problem in refusal(lambda: list(stream_clauses(path, small_world()))):
        assert problem.message
        assert (problem.path, problem.line) == (str(path), 2)


@given(data=st.data())
def test_a_damaged_rulebook_is_opened_or_refused(rules: Folder, data: st.DataObject) -> None:
    """A rulebook with anything at any place of any file either compiles or is refused with the files at fault."""
    name = data.draw(st.sampled_from(sorted(FILES)))
    rules.write(name, data.draw(damages(FILES[name])))
    try:
        problems = refusal(lambda: compiled(rules.path))
    finally:
        rules.write(name, FILES[name])
    assert all(problem.message and str(rules.path) in problem.path for problem in problems)


def compiled(folder: Path) -> list[Slice]:
    """Open a rulebook and compile it for every kind of measure."""
    book = open_rulebook(folder)
    law = Law(book, DAY)
    return [law.slice(kind) for kind in book.vocabulary.kinds]
