"""What is drawn for the laws is in the words of the rulebook, and meets its rules."""

import pytest
from hypothesis import given, settings

from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.vocabulary import foreign_words
from legalcheck.testing import kinds_asking, measures, swapped, turning_days
from tests.judging import certain, judged, small_world


@given(measures(small_world()))
def test_a_drawn_measure_is_in_words_of_the_rulebook(measure):
    """Nothing is drawn that a plan file could not say."""
    assert list(foreign_words(measure, small_world())) == []


def test_drawn_measures_meet_every_rule(small_book: Rulebook) -> None:
    """Draws start at the examples of rules, so that no rule that concludes a level is out of reach."""
    met: set[str] = set()

    @settings(max_examples=300)
    @given(measures(small_book))
    def draw(measure):
        met.update(certain(judged(small_book, measure.model_dump())))

    draw()
    assert met == {name for name, rule in small_book.rules.items() if rule.then.level}


def test_kinds_that_rules_ask_about(small_book: Rulebook) -> None:
    """The emergency bears on votes only, since no other rule asks about it."""
    assert kinds_asking(small_book, "emergency") == ("hold_vote",)


def test_days_turn_where_law_begins_and_after_it_ends(small_book: Rulebook) -> None:
    """The first day of a rule and its eve are drawn, and the day after a fact has ended."""
    assert {"2010-05-31", "2010-06-01", "2026-01-31", "2026-02-01"} <= set(turning_days(small_book))


def test_who_is_not_there_cannot_change_places(small_book: Rulebook) -> None:
    """The parties are named in the error."""
    with pytest.raises(ValueError, match="no party is called 'westland'; parties are northland, southland"):
        swapped(small_book, "northland", "westland")
