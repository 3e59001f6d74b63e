"""Markers of clauses: numbers, letters, Roman numerals, named articles and bullets, and how they follow each other."""

import re

ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_LETTER = "a-zа-яіїєґ"
_NAMED = "|".join(
    (
        r"Articles?|Art\.|Points?|Sections?|Sec\.|Clauses?|Paragraphs?|Para\.|Chapters?|Parts?|§",
        r"Пункт|Стаття|Розділ|Глава|Частина|ст\.|п\.",
        r"Статья|Раздел|Часть",
    )
)
MARKER = re.compile(
    rf"""(?:\*\*|__)?(?:
       (?i:{_NAMED})\s*                                                                          # Article 5, § 3
         (?P<named>\d{{1,3}}(?:\.\d{{1,3}})*[{_LETTER}]?|{ROMAN})(?:[.):]|(?=\s|$)(?!\s+[{_LETTER}]))
      |\((?P<paren>\d{{1,3}}|[{_LETTER}]|[ivx]{{1,5}})\)                                         # (1) (a) (iv)
      |(?P<compound>(?:\d{{1,3}}|{ROMAN})(?:\.\d{{1,3}})+|\d{{1,3}}[{_LETTER}])[.):]?(?=\s|\*|$) # 1.1 I.2 21a
      |(?P<plain>\d{{1,3}}|{ROMAN}|[A-Z{_LETTER}]|[ivx]{{1,5}})[.):]                             # 1. II. a) iv.
    )(?:\*\*|__)?(?:\s+|$)""",
    re.VERBOSE,
)
BULLET = re.compile(r"[-*+•–—]\s+")
FIRST = frozenset(("1", "a", "A", "i", "I", "а"))
"""Numbers that may open a row even in mid-sentence."""


def is_roman(own: str) -> bool:
    """Say whether a number or letter can be read as a Roman numeral."""
    return bool(re.fullmatch(ROMAN, own.upper()))


def join(parent: str, own: str, style: str) -> str:
    """Return the number of a sub-clause from the top: 21 and (a) make 21a, I and 1 make I.1."""
    if style == "lower-letter":
        return f"{parent}{own}"
    return f"{parent}-{own}" if style == "bullet" else f"{parent}.{own}"


def follows(own: str, before: str) -> bool:
    """Say whether one number, letter or last part of a number comes right after another."""
    if own.rpartition(".")[0] != before.rpartition(".")[0]:
        return own.rpartition(".")[0] == before and own.endswith(".1")
    own, before = own.rpartition(".")[2], before.rpartition(".")[2]
    if own.isdigit() and before.isdigit():
        return int(own) == int(before) + 1
    return len(own) == len(before) == 1 and ord(own) == ord(before) + 1
