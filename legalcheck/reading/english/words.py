"""Words before parsing: names and set phrases joined into one, clauses set apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from legalcheck.reading.gazetteer import Entity, Mention

Phrase = tuple[tuple[str, ...], str, str]
ASIDE = 9  # longest aside, in words
HEADLINE = 5  # words before a headline's "to"
SHORT = 6  # words of a note before its place has gone to somebody
NOTED = frozenset({"for", ".", ",", ";", "!"})
ARTICLES = frozenset("the a an any all this these those no its their our his her my your".split())
PAIR = 4  # words before "and" in which "between" stands
MODALS = frozenset("will shall may must would is are does has have can should".split())
INVERTED = frozenset("will shall may can would does do is are".split())
OPENING = frozenset("until before unless after once when if while upon on with following".split())


@dataclass(slots=True)
class Word:
    """A word for the parser: its form, its place in the text, and what it names or stands for."""

    text: str
    start: int
    end: int
    space: bool
    entity: Entity | None = None
    key: str = ""


def phrase_table(data: dict[str, str]) -> dict[str, list[Phrase]]:
    """Return phrases by first word: their words, the stand-in for the parser, the lemma; longest first."""
    table: dict[str, list[Phrase]] = {}
    for phrase, value in data.items():
        stand_in, _, key = value.partition("|")
        words = tuple(re.findall(r"[^\s-]+|-", phrase.lower()))
        table.setdefault(words[0], []).append((words, stand_in, key or stand_in))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


def merged(words: list[Word], mentions: list[Mention]) -> Iterator[Word]:
    """Join the words of each name into one."""
    at = 0
    for mention in mentions:
        while at < len(words) and words[at].end <= mention.start:
            yield words[at]
            at += 1
        if at == len(words) or words[at].start >= mention.end:
            continue
        last = at
        while last + 1 < len(words) and words[last + 1].start < mention.end:
            last += 1
        yield Word(words[at].text, words[at].start, words[last].end, words[last].space, mention.entity)
        at = last + 1
    yield from words[at:]


def joined(words: list[Word], phrases: dict[str, list[Phrase]]) -> list[Word]:
    """Join several words that act as one."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        option = next((o for o in phrases.get(words[at].text.lower(), ()) if _stands(words, at, o[0])), None)
        if option is None:
            found.append(words[at])
            at += 1
            continue
        phrase, stand_in, key = option
        last = words[at + len(phrase) - 1]
        found.append(Word(stand_in, words[at].start, last.end, last.space, None, key))
        at += len(phrase)
    return found


def _stands(words: list[Word], at: int, phrase: tuple[str, ...]) -> bool:
    here = words[at : at + len(phrase)]
    if len(here) < len(phrase):
        return False
    return all(w.entity is None and w.text.lower() == p for w, p in zip(here, phrase, strict=True))


def touching(before: list[Word], word: Word) -> bool:
    """Tell whether a word follows another and a hyphen without a space: the third of "non", "-", "nuclear"."""
    if len(before) < 2 or before[1].text != "-" or before[0].entity is not None or word.entity is not None:
        return False
    return before[0].end == before[1].start and before[1].end == word.start


def without_asides(words: list[Word]) -> list[Word]:
    """Leave out asides such as ", hostages and minors included,"."""
    for at, word in enumerate(words):
        after = words[at + 1].text if at + 1 < len(words) else "."
        if word.text.lower() not in ("included", "excepted") or after not in (",", ".", ";", ":"):
            continue
        start = next((i for i in range(at - 1, max(-1, at - ASIDE), -1) if words[i].text == ","), None)
        if start:
            return words[:start] + words[at + 1 + (after == ",") :]
    return words


def set_apart(words: list[Word], verbs: frozenset[str]) -> list[Word]:
    """Put a comma before "and Ukraine will ..." where the parser would take the name for one more of a list."""
    found: list[Word] = []
    for at, word in enumerate(words):
        if word.text.lower() in ("and", "but") and found and found[-1].text not in (",", ";"):
            ahead = words[at + 1 : at + 4]
            ahead = ahead[1:] if ahead and ahead[0].text.lower() == "the" else ahead
            paired = any(w.text.lower() in ("between", "both") for w in words[max(0, at - PAIR) : at])
            if len(ahead) > 1 and not paired and _named(ahead[0]) and _verbal(ahead[1].text.lower(), verbs):
                found.append(Word(",", found[-1].end, found[-1].end, True))
        found.append(word)
    return found


def _named(word: Word) -> bool:
    return word.entity is not None and word.entity.form == "name"


def _verbal(word: str, verbs: frozenset[str]) -> bool:
    if word in MODALS:
        return True
    return word.endswith("s") and (word[:-1] in verbs or word[:-2] in verbs or f"{word[:-3]}y" in verbs)


def announced(words: list[Word], verbs: frozenset[str], takers: frozenset[str]) -> list[Word]:
    """Give the infinitives of headlines and notes their future: "Dutch to hand Kyiv jets, NATO not to expand"."""
    starts = [0, *(i + 1 for i, word in enumerate(words) if word.text in (",", ";"))]
    for start in reversed(starts):
        words = [*words[:start], *_announced(words[start:], verbs, takers)]
    return words


def _announced(words: list[Word], verbs: frozenset[str], takers: frozenset[str]) -> list[Word]:
    at = next((i for i, word in enumerate(words[: HEADLINE + 1]) if word.text.lower() == "to"), 0)
    denied = at > 1 and words[at - 1].text.lower() == "not"
    subject = words[: at - 1] if denied else words[:at]
    if not subject or at + 1 >= len(words) or words[at + 1].entity:
        return words
    if any(_may_govern(word, verbs, takers) for word in subject):
        return words
    verb = words[at + 1].text.lower()
    crowd = subject[-1].text.endswith("s") and subject[0].text.lower() not in ARTICLES
    if not (denied or crowd or any(word.entity and word.entity.parties for word in subject)):
        return words
    if verb not in verbs and verb not in ("be", "have", "get"):
        return words
    future = Word("will", words[at].start, words[at].end, True)
    return [*subject, future, *([words[at - 1]] if denied else []), *words[at + 1 :]]


def _may_govern(word: Word, verbs: frozenset[str], takers: frozenset[str]) -> bool:
    """Tell whether the infinitive may belong to a word: to a verb, or to a noun or an adjective that takes one."""
    lower = word.text.lower()
    return word.entity is None and (lower in takers or lower in verbs or lower.endswith("ed") or _verbal(lower, verbs))


def straightened(words: list[Word]) -> list[Word]:
    """Put "Not until A will B" and "Only after A will B" into an order that the parser knows."""
    if len(words) < 5 or words[0].text.lower() not in ("not", "only") or words[1].text.lower() not in OPENING:
        return words
    first = words[0]
    turn = next((at for at in range(4, len(words)) if words[at].text.lower() in INVERTED), None)
    if turn is None:
        return words
    adverb = "never" if first.text.lower() == "not" else "then"
    comma = Word(",", first.end, first.end, True)
    return [*words[1:turn], comma, Word(adverb, first.start, first.end, True), *words[turn:]]


def supplied(words: list[Word], joinable: frozenset[str], answers: frozenset[str]) -> list[Word]:
    """Supply what notes leave out: "No NATO (membership) for Ukraine", "NATO (is) no", "Donetsk (goes) to Russia"."""
    found: list[Word] = []
    for at, word in enumerate(words):
        found.append(word)
        before = words[at - 1].text.lower() if at else ","
        after = words[at + 1].text.lower() if at + 1 < len(words) else "."
        if _joined(word, joinable):
            answered = after in answers and before == ","
            denied = before == "no" and after in NOTED
            if answered or denied or (at == 0 and after in ("for", ":")):
                found.append(_silent("membership", "membership", word))
            if answered:
                found.append(_silent("is", "be", word))
        elif at <= SHORT and len(words) <= SHORT + HEADLINE and after == "to" and _bare_place(words, at):
            found = [replace(w, text="and") if w.text == "," else w for w in found]
            found.append(_silent("goes", "go", words[at + 1]))
    return found


def _silent(text: str, key: str, near: Word) -> Word:
    """Return a word that does not stand in the text, in the place of the one that speaks for it."""
    return Word(text, near.start, near.end, True, None, key)


def _joined(word: Word, joinable: frozenset[str]) -> bool:
    return word.entity is not None and word.entity.form == "name" and not joinable.isdisjoint(word.entity.parties)


def _bare_place(words: list[Word], at: int) -> bool:
    """Tell whether a note begins with a place that goes to a party: "Donetsk, Luhansk to Russia"."""
    place, taker = words[at].entity, words[at + 2].entity if at + 2 < len(words) else None
    if place is None or taker is None or not place.territories or place.parties or not taker.parties:
        return False
    return all(w.entity is not None or w.text.lower() in ("the", ",", "and", "all", "of") for w in words[:at])
