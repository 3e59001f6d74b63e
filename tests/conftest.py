"""Fixtures that several test files share."""

import io
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

import legalcheck.cli
import legalcheck.reading
from legalcheck.model.measure import Evidence, Measure
from legalcheck.reading.nomination import Nominator, nominated
from legalcheck.reading.records import ClauseText, Note, Reading
from legalcheck.rulebook.load import Rulebook, find_rules
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import Folder, write_rulebook

_steady = hypothesis.settings(derandomize=True, deadline=None, max_examples=60, print_blob=False)
hypothesis.settings.register_profile("steady", _steady)
hypothesis.settings.register_profile("ci", _steady, max_examples=2_000)
hypothesis.settings.register_profile("deep", _steady, derandomize=False, max_examples=200_000, print_blob=True)
hypothesis.settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a shell; what is started inherits it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Outcome:
    """What one call of the command line came to."""

    status: int
    raw: bytes
    errors: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")


Run = Callable[..., Outcome]


class PlainReader:
    """Stands in for the reader: it knows three sentences of the small world and no other."""

    KNOWN: tuple[tuple[str, dict[str, object]], ...] = (
        ("hold a vote", {"kind": "hold_vote", "performer": ("northland",)}),
        ("leave the League", {"kind": "leave_league", "performer": ("northland",), "organisation": ("league",)}),
        ("will pay", {"kind": "pay", "performer": ("eastland",)}),
        ("may leave", {"kind": "leave_league", "performer": ("northland",), "status": "possible"}),
        (
            "accepts that",
            {
                "kind": "recognise_rule",
                "performer": ("eastland",),
                "beneficiary": ("southland",),
                "territory": ("valley",),
            },
        ),
    )

    def __init__(self, rules: Path, *, nominators: Sequence[Nominator] = (), names: Path | None = None):
        self.rules = rules
        self.nominators = nominators

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause."""
        for clause in clauses:
            found = [(words, parts) for words, parts in self.KNOWN if words in clause.text]
            at = clause.text.find("is said to")
            reading = Reading(
                language="en",
                notes=(Note(start=at, end=at + 10, text="is said to", message="hearsay"),) if at >= 0 else (),
                measures=tuple(self._measure(f"m{at}", clause.text, *one) for at, one in enumerate(found, 1)),
            )
            yield nominated(reading, clause.text, self.nominators)

    def _measure(self, name: str, text: str, words: str, parts: dict[str, object]) -> Measure:
        start = text.index(words)
        evidence = Evidence(role="kind", start=start, end=start + len(words), text=words)
        return Measure.model_validate({"id": name, "evidence": (evidence,), **parts})


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the program keeps between runs away from the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEGALCHECK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """A fresh folder with the rulebook of the small world."""
    return write_rulebook(tmp_path / "rules")


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The rulebook of the small world, loaded."""
    return open_rulebook(write_rulebook(tmp_path_factory.mktemp("small") / "rules").path)


@pytest.fixture(scope="session")
def law() -> Rulebook:
    """The rulebook that ships with the program."""
    return open_rulebook(None)


@pytest.fixture(scope="session")
def loaded_reader() -> object:
    """The real reader, whose models are loaded once for all tests."""
    return legalcheck.reading.Reader(find_rules())


@pytest.fixture
def shared_reader(loaded_reader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program use the reader that is loaded already."""
    monkeypatch.setattr(legalcheck.reading, "Reader", lambda _, **__: loaded_reader)


@pytest.fixture
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the reader of the small world in place of the real one."""
    monkeypatch.setattr(legalcheck.reading, "Reader", PlainReader)


@pytest.fixture
def run() -> Run:
    """Return a function that runs the command line in this process, with pipes for terminals."""

    def call(*arguments: object, stdin: bytes = b"") -> Outcome:
        out, errors = io.BytesIO(), io.BytesIO()
        streams = {
            "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
            "stdout": io.TextIOWrapper(out, encoding="utf-8", write_through=True),
            "stderr": io.TextIOWrapper(errors, encoding="utf-8", errors="backslashreplace", write_through=True),
            "argv": ["legalcheck", *map(str, arguments)],
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in streams.items():
                patch.setattr(sys, name, value)
            status = _status(legalcheck.cli.main)
        return Outcome(status, out.getvalue(), errors.getvalue().decode("utf-8", "replace"))

    return call


def _status(main: Callable[[], None]) -> int:
    """Return the exit status of a program as the shell would see it."""
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0


@pytest.fixture
def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make durable_rules impossible to import."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
