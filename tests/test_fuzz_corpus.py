"""What a fuzzer once found stays mended: every input that is kept goes through its fuzzer's check again."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from fuzz.campaign import Find, Tally, run
from fuzz.corpus import Entry, entries, keep
from fuzz.target import Broken, Target, demand
from fuzz.targets import NAMES, target_of

KEPT = list(entries())


@cache
def target(name: str) -> Target:
    """Return a fuzzer, which holds a rulebook and perhaps a reader."""
    return target_of(name)


@pytest.mark.parametrize("entry", KEPT, ids=[entry.name for entry in KEPT])
def test_what_was_found_stays_mended(entry: Entry) -> None:
    """An input of the corpus breaks no promise."""
    assert target(entry.target).check(entry.given)


@pytest.mark.parametrize("name", NAMES)
def test_a_fuzzer_repeats_itself(name: str) -> None:
    """The same seed gives the same inputs with the same outcomes."""
    tallies = [ticked(target(name), 4) for _ in range(2)]
    assert tallies[0] == tallies[1]
    assert tallies[0].inputs > 0


class Brittle:
    """Stands in for a fuzzer: it breaks on a certain letter, and in another way on long lists."""

    name = "brittle"

    def inputs(self) -> st.SearchStrategy[Mapping[str, Any]]:
        """Return texts and lists."""
        text = st.text("abcz", max_size=9)
        return st.fixed_dictionaries({"text": text, "list": st.lists(st.integers(0, 9), max_size=9)})

    def check(self, given: Mapping[str, Any]) -> str:
        """Break on a z, crash on a long list."""
        demand("z" not in given["text"], "no z")
        return f"{1 // (len(given['list']) < 3)} is one"


def ticked(fuzzed: Target, ticks: int, seed: int = 0, told: list[Find] | None = None) -> Tally:
    """Run a fuzzer against a clock that ticks each time somebody looks at it."""
    clock = iter(range(10**6))
    return run(fuzzed, ticks, seed, (told if told is not None else []).append, lambda: next(clock))


def test_each_find_is_made_small_and_told_once() -> None:
    """One letter and three numbers are all that is left, and neither is told twice."""
    told: list[Find] = []
    tally = ticked(Brittle(), 4000, told=told)
    assert tally.finds == told
    small = sorted((find.kind, find.given["text"], len(find.given["list"])) for find in told)
    assert small == [("crash", "", 3), ("promise", "z", 0)]


def test_a_find_is_kept_and_read_back(tmp_path: Path) -> None:
    """What is written is what is replayed, whatever characters it has; the same find is one file."""
    given = {"text": "\u2028 \x85 a: [\n", "list": [1, [2]], "deep": {"none": None}}
    find = Find("plans", "crash", "it broke", given)
    assert keep(find, tmp_path) == keep(find, tmp_path)
    (entry,) = entries(tmp_path)
    assert (entry.target, entry.given) == ("plans", given)


def test_a_broken_promise_says_which() -> None:
    """The sentence is that of the promise."""
    with pytest.raises(Broken, match="a promise"):
        demand(False, "a promise")
