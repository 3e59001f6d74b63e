"""Text to measures: what a clause would do, with the words it rests on."""

from legalcheck.reading.reader import Reader
from legalcheck.reading.records import ClauseText, Note, ReaderUnavailable, Reading

__all__ = ["ClauseText", "Note", "Reader", "ReaderUnavailable", "Reading"]
