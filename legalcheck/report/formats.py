"""The formats that results are written in: name, suffix of their files, and the module that writes each.

A format is a module of this package with

    render(results: Sequence[Result], checker: Checker) -> Iterator[str]  (of bytes, where the format is binary)

which is imported when the format is used, and an entry below. A format that depends on more than the results names in
``takes`` the fields of :class:`Settings` that it is handed by keyword.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.result import Result


@dataclass(frozen=True, slots=True)
class Settings:
    """What a report depends on besides the results."""

    single: bool = False
    """Whether the results are one clause that stands alone."""
    fail_on: str = "barred"
    """The level at and above which a finding fails the run."""
    paint: Callable[[str, str], str] | None = None
    """Colours a piece of text for a verdict; None where colour is no help."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is called, how its files end, and the module of this package that writes it."""

    name: str
    suffix: str
    module: str
    binary: bool = False
    """Whether its parts are bytes, which no terminal can show."""
    draws: bool = False
    """Whether it is a picture of one clause."""
    takes: tuple[str, ...] = ()


FORMATS = {
    form.name: form
    for form in (
        Format("text", ".txt", "text", takes=("single", "paint")),
        Format("json", ".json", "records"),
        Format("jsonl", ".jsonl", "lines", takes=("single",)),
        Format("markdown", ".md", "markdown", takes=("single",)),
        Format("csv", ".csv", "csv_table"),
        Format("sarif", ".sarif", "sarif"),
        Format("junit", ".xml", "junit", takes=("fail_on",)),
        Format("github", ".github.txt", "github"),
        Format("html", ".html", "page"),
        Format("docx", ".docx", "memo.word", binary=True),
        Format("pdf", ".pdf", "memo.printed", binary=True),
        Format("mermaid", ".mmd", "mermaid", draws=True),
        Format("svg", ".svg", "svg", draws=True),
    )
}
"""Every format by its name, in the order in which help lists them."""


def rendered(
    form: Format, results: "Sequence[Result]", checker: "Checker", settings: Settings
) -> Iterator[str] | Iterator[bytes]:
    """Yield the parts of a report on results."""
    render: Any = import_module(f"legalcheck.report.{form.module}").render
    parts: Iterator[str] | Iterator[bytes] = render(
        results, checker, **{name: getattr(settings, name) for name in form.takes}
    )
    return parts
