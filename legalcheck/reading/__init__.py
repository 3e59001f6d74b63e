"""Text to measures: what a clause would do, with the words it rests on."""

from typing import TYPE_CHECKING, Any

from legalcheck.reading.records import ClauseText, Note, ReaderUnavailable, Reading

if TYPE_CHECKING:
    from legalcheck.reading.reader import Reader

__all__ = ["ClauseText", "Note", "Reader", "ReaderUnavailable", "Reading"]


def __getattr__(name: str) -> Any:
    """Import the reader when it is first asked for: commands that read nothing start without it."""
    if name != "Reader":
        raise AttributeError(name)
    from legalcheck.reading.reader import Reader  # noqa: PLC0415

    return Reader
