"""From measures to clauses of treaty English that read back to the same measures."""

from legalcheck.wording.drafter import Drafter, phrase, phrase_checked

__all__ = ["Drafter", "phrase", "phrase_checked"]
