"""Rules are held against the house style as texts: one defect of each kind is planted and found where it stands."""

import pytest

from legalcheck.model.problem import InputError
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.style import check_style
from tests.conftest import Run
from tests.factory import Folder

COURSE = "home/league/home-league-course.yaml"
CLOSED = "home/votes/home-vote-closed.yaml"
NEEDS_LAW = "home/votes/home-vote-needs-law.yaml"
PAY = "others/money/others-pay.yaml"
NO_RECOGNITION = "world/land/world-no-recognition.yaml"
PLAN = "plan/home/plan-leave-for-money.yaml"

SHEET = r"""
references:
  en:
    units: {article: [Art, Arts, Article], chapter: [Chapter]}
  uk:
    units: {article: [ст, статті], part: [ч]}
    before: {article: [part]}
numbered: ['\b\d{2,4}-[IVXLC]+\b']
numbered_joins: {en: [',\s+']}
authority: {en: '\b(?:law|parliament|constitution|charter|statute)', uk: '\b(?:закон|парламент|конституц)'}
bodies:
  - {en: Parliament, uk: Парламент, votes: true}
  - {en: President, uk: Президент}
deeds:
  - {en: '\bsign', uk: підпис}
sentences: [message, why, view]
one_sentence: [title, message]
words: {title: 12, message: 20}
wording:
  - {find: '\bshall\b', instead: 'say ''must''', languages: [en]}
"""


@pytest.fixture
def kept(small: Folder) -> Folder:
    """The small world, in good style."""
    small.write("style.yaml", SHEET)
    return small


def found(folder: Folder) -> list[str]:
    """Return what the check of texts says, line by line."""
    return [str(problem) for problem in check_style(open_rulebook(folder.path)) or ()]


def test_x(kept: Folder) -> None:
    print("\n".join(found(kept)))
    assert 0
