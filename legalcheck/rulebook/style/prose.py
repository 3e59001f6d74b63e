"""Sentences: their length, their stops, the words that the house does not use, the same numbers in both languages."""

import re
from collections.abc import Iterator, Sequence

from legalcheck.model.problem import Problem
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, Passage, at, pairs, passages
from legalcheck.rulebook.style.sheet import StyleSheet

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zа-яіїєґ]|[«\"{])")
_WORD = re.compile(r"\{[^}]*\}|[^\W_][\w'’./-]*")
_NESTED = re.compile(r"\([^()]*\((?!\w{1,4}\))[^()]*\)[^()]*\)")
_NUMBER = re.compile(r"\d+(?:[,\u00a0\u202f ]\d{3})*(?!\d)")


def check_prose(book: Rulebook, rules: Sequence[AnyRule], sheet: StyleSheet) -> Iterator[Problem]:
    """Report texts that are too long, wrongly stopped or worded, and translations with other numbers."""
    for rule in rules:
        for passage in passages(rule):
            for message in (*_shape(passage, sheet), *_length(passage, sheet), *_wording(passage, sheet)):
                yield at(book, passage, message)
        for english, other in pairs(rule):
            first, second = (sorted(_numbers(passage.text)) for passage in (english, other))
            if first != second:
                yield at(book, other, f"has the numbers {_listed(second)} where the English has {_listed(first)}")


def _shape(passage: Passage, sheet: StyleSheet) -> Iterator[str]:
    text = passage.text
    if not text.strip() or text != text.strip():
        yield "is empty or begins or ends with a space"
    if sheet.sentences and (passage.part in sheet.sentences) != text.endswith((".", "?")):
        yield "lacks its full stop" if passage.part in sheet.sentences else "ends with a full stop; take it out"
    if _NESTED.search(text):
        yield "has brackets within brackets; take one pair out"
    if text.count("(") != text.count(")") or text.count("«") != text.count("»"):
        yield "has a bracket or a quotation mark without its other half"


def _length(passage: Passage, sheet: StyleSheet) -> Iterator[str]:
    said = _SENTENCE.split(passage.text)
    if passage.part in sheet.one_sentence and len(said) > 1:
        yield f"has {len(said)} sentences; make it one"
    most = sheet.words.get(passage.part)
    for sentence in said if most is not None else ():
        words = len(_WORD.findall(sentence))
        if most is not None and words > most:
            yield f"has a sentence of {words} words; keep to {most}"


def _wording(passage: Passage, sheet: StyleSheet) -> Iterator[str]:
    for rule in sheet.wording:
        match = re.search(rule.find, passage.text) if passage.language in rule.languages else None
        if match:
            yield f"has '{match.group()}'; {rule.instead}"


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers written in figures, thousands joined."""
    return (re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(text))


def _listed(numbers: list[str]) -> str:
    return ", ".join(numbers) or "none"
