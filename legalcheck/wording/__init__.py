"""From measures to clauses of treaty English that read back to the same measures."""

from legalcheck.wording.drafter import Drafter, measure_of, phrase, phrase_checked

__all__ = ["Drafter", "measure_of", "phrase", "phrase_checked"]
