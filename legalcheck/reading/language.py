"""Tell the language of a clause by its script."""

import re

LETTER = re.compile(r"[^\W\d_]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
RUSSIAN_WORDS = frozenset(
    "и о от с к что или из об со во ко если также как под всех все после можно нельзя нет ли уже только чтобы кто он"
    " она они его их был было были будет году лет дней никому пора".split()
)
UKRAINIAN_WORDS = frozenset(
    "та й що або щодо чи з до цей це нема як щоб усе можна вже лише хто де буде року про проти тис мирний".split()
)
RUSSIAN_ENDINGS = tuple(
    "ия ии ие тся ого его ой ую ет ют ут ят ит ность ать ять еть ить оть ский ение ние ная ное ников ам ям".split()
)
UKRAINIAN_ENDINGS = tuple("ння ття ють уть ти тися ає ує ний вий тий дий лий мий рий ський ого".split())
SAMPLE = 20_000  # characters looked at; a clause does not change its script after that


def detect(text: str) -> str:
    """Return ``en``, ``uk`` or ``ru``: by the script of most letters, by letters that only one has, by common words."""
    text = text[:SAMPLE]
    cyrillic, letters = len(CYRILLIC.findall(text)), len(LETTER.findall(text))
    if 2 * cyrillic <= letters:
        return "en"
    russian, ukrainian = len(RUSSIAN.findall(text)), len(UKRAINIAN.findall(text))
    if not russian and not ukrainian:
        words = re.findall(r"[^\W\d_]+", text.lower())
        russian = sum(w in RUSSIAN_WORDS or w.endswith(RUSSIAN_ENDINGS) for w in words)
        ukrainian = sum(w in UKRAINIAN_WORDS or w.endswith(UKRAINIAN_ENDINGS) for w in words)
    return "ru" if russian > ukrainian else "uk"
