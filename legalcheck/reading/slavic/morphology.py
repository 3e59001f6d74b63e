"""What a word can be: base form, part of speech, cases; from pymorphy3's dictionaries and the lexicon's lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from legalcheck.reading.records import ReaderUnavailable
from legalcheck.rulebook.strict_yaml import load_strict

CASES = {"nomn": "n", "gent": "g", "gen2": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l", "loc2": "l"}
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
EVERY = frozenset(case + number for case in "ngdail" for number in "mfnp")
PARTS = {
    "NOUN": "noun",
    "ADJF": "adj",
    "PRTF": "part",
    "PRTS": "short",
    "ADJS": "short",
    "VERB": "verb",
    "INFN": "inf",
    "GRND": "ger",
    "NUMR": "num",
    "NPRO": "pron",
    "PRED": "pred",
    "ADVB": "adv",
    "COMP": "adv",
    "PREP": "prep",
    "CONJ": "conj",
    "PRCL": "prcl",
}
REMEMBERED = 60_000  # words kept in mind; a long batch must not grow
SHORT = 4  # letters of a preposition that is no noun
PERSONAL = frozenset({"Surn", "Name", "Patr"})
INFINITIVE = ("ти", "тися", "тись")
ORDER = ("verb", "short", "inf", "ger", "noun", "part", "adj", "pron", "num", "pred", "adv", "prcl", "conj", "prep")
LANGUAGES = {"uk": "Ukrainian", "ru": "Russian"}


@dataclass(frozen=True, slots=True)
class Word:
    """One way to take a word; ``forms`` are pairs of a case (ngdail) and a gender or p for plural."""

    lemma: str
    pos: str
    forms: frozenset[str] = frozenset()
    number: str = ""  # of a verb or a short form: m, f, n, s or p
    past: bool = False
    passive: bool = False  # a passive participle or short form
    impersonal: bool = False  # Ukrainian -но, -то
    adjectival: bool = False  # a pronoun that stands as an adjective
    addressed: bool = False  # only a first person or an imperative: rarer than a noun of the same letters
    personal: bool = False  # only a name of a person
    quality: str = ""  # the base form as an adjective, of a participle too


class Morphology:
    """Analyses the words of one language; what a word can be is remembered."""

    def __init__(self, language: str, folder: Path):
        self.analyzer = _analyzer(language)
        data: dict[str, Any] = load_strict(folder / "words.yaml").data
        self.closed = {word: pos for pos, words in data["closed"].items() for word in words}
        self.prepositions: dict[str, str] = dict(data["prepositions"])  # the cases that each governs
        self.closed |= dict.fromkeys(self.prepositions, "prep")
        self.spelling: dict[str, str] = dict(data["spelling"])  # variants of one preposition
        self.indeclinable = frozenset(data["indeclinable"])
        self.genders: dict[str, str] = dict(data["genders"])  # genders and numbers of what a pronoun stands for
        self.numerals = frozenset(data["numerals"])
        self.lemmas: dict[str, str] = dict(data["lemmas"])
        self.adjectival = frozenset(data["adjectival"])
        self.sets = {name: frozenset(words) for name, words in data["sets"].items()}
        self.familiar: frozenset[str] = frozenset()  # base forms that the lexicon knows: they win among equals
        self._transitive: dict[str, bool] = {}
        self._known: dict[str, tuple[Word, ...]] = {}

    def prefer(self, lemmas: frozenset[str]) -> None:
        """Let base forms that the lexicon knows win where a word can be several."""
        self.familiar = lemmas
        self._known.clear()

    def words(self, text: str) -> tuple[Word, ...]:
        """Return what a word can be, the likeliest part of speech first."""
        low = text.lower()
        known = self._known.get(low)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[low] = self._analyse(low) or (Word(low, "noun", EVERY),)
        return known

    def is_transitive(self, verb: str) -> bool:
        """Tell whether a verb takes an object: marked so in Russian; in Ukrainian it has a form in -но or -то."""
        known = self._transitive.get(verb)
        if known is None:
            parse = self.analyzer.parse(verb)[0]
            marked = "tran" in parse.tag.grammemes
            known = self._transitive[verb] = marked or any("Impe" in f.tag.grammemes for f in parse.lexeme)
        return known

    def lemma(self, text: str) -> str:
        """Return the base form of a word as the lexicon's files spell it: a noun or an adjective before a verb form."""
        low = text.lower()
        if low in self.closed or low in self.indeclinable:
            return low
        found = self.words(low)
        same = next((w.lemma for w in found if w.lemma == low), None)
        return same or (min(found, key=lambda w: w.pos not in ("noun", "adj", "part")).lemma if found else low)

    def term(self, pos: str, written: tuple[str, ...]) -> tuple[str, ...]:
        """Return the base forms of a term's words, head first: the first noun that is no adjective of the next word."""
        if pos == "verb" or len(written) == 1:
            return tuple(map(self.lemma, written))
        qualities = [self._quality(word, after) for word, after in pairwise(written)]
        at = next((i for i, quality in enumerate(qualities) if quality is None), len(written) - 1)
        lemmas = [quality or "" for quality in qualities[:at]] + [self.lemma(word) for word in written[at:]]
        return (lemmas[at], *lemmas[:at], *lemmas[at + 1 :])

    def _quality(self, text: str, after: str) -> str | None:
        """Return the base form of a word as an adverb, or as an adjective of the next word, if it can be one."""
        forms = frozenset(f for w in self.words(after) for f in w.forms)
        found = (w for w in self.words(text) if w.pos in ("adj", "part", "num") or w.adjectival)
        agreeing = next((w.lemma for w in found if w.forms & forms), None)
        return agreeing or next((w.lemma for w in self.words(text)[:1] if w.pos in ("adv", "short")), None)

    def _analyse(self, low: str) -> tuple[Word, ...]:
        if low in self.closed:
            known = Word(self.spelling.get(low, low), self.closed[low])
            return (
                (known, *(w for w in self._parsed(low) if w.pos == "noun"))
                if known.pos == "prep" and len(low) > SHORT
                else (known,)
            )
        if low in self.indeclinable:
            return (Word(low, "noun", EVERY),)
        if low[0].isdigit():
            tail = low.partition("-")[2]
            return self._parsed(tail) if tail else (Word(low, "num", frozenset({"np", "ap", "gp"})),)
        return self._parsed(low)

    def _parsed(self, low: str) -> tuple[Word, ...]:
        """Return what the dictionary has; names of people only where it has nothing else."""
        try:
            parses = self.analyzer.parse(low)
        except ValueError:  # it asks Unicode for the name of a letter, and not every letter has one
            return ()
        kept = [p for p in parses if "voct" not in p.tag.grammemes]
        grouped: dict[tuple[str, str], list[Any]] = {}
        for parse in kept:
            tag = parse.tag
            pos = "inf" if "infn" in tag.grammemes else PARTS.get(str(tag.POS))
            if pos is None:
                continue
            if pos == "verb" and _bare(tag) and low.endswith(INFINITIVE):
                pos = "inf"  # some infinitives of the dictionary lack their mark
            key = (pos, self.lemmas.get(parse.normal_form, parse.normal_form))
            grouped.setdefault(key, []).append(parse)
        words = [self._word(pos, lemma, parses) for (pos, lemma), parses in grouped.items()]
        weights = {id(w): sum(p.score for p in ps) for w, ps in zip(words, grouped.values(), strict=True)}
        words.sort(key=lambda w: (self._rarity(w), -round(weights[id(w)], 1), _rank(w)))
        return tuple(words)

    def _rarity(self, word: Word) -> int:
        return 2 if word.personal else int(bool(self.familiar) and not self.familiar & {word.lemma, word.quality})

    def _word(self, pos: str, lemma: str, parses: list[Any]) -> Word:
        tags = [p.tag for p in parses]
        grams: set[str] = set().union(*(t.grammemes for t in tags))
        if lemma in self.numerals:
            pos = "num"
        passive = "pssv" in grams
        quality = lemma if pos == "adj" else ""
        if pos == "adj" and lemma in self.adjectival:
            pos = "pron"
        elif pos == "adj" and passive:
            verb = self._verb_of(lemma)
            pos, lemma = ("part", verb) if verb else (pos, lemma)
        return Word(
            lemma,
            pos,
            frozenset(form for tag in tags for form in _forms(tag)),
            number=_number(grams) if pos in ("verb", "short") else "",
            past="past" in grams and pos == "verb",
            passive=passive,
            impersonal="Impe" in grams and pos == "verb" and not grams & {"past", "pres", "futr"},
            adjectival=pos == "pron" and lemma in self.adjectival,
            addressed=pos == "verb" and all(t.grammemes & {"1per", "impr"} for t in tags),
            quality=quality,
            personal=all(t.grammemes & PERSONAL for t in tags),
        )

    def _verb_of(self, participle: str) -> str:
        """Return the verb of a Ukrainian passive participle: its impersonal form is one letter away."""
        found = self.analyzer.parse(participle[:-2] + "о")
        return next((p.normal_form for p in found if "Impe" in p.tag.grammemes), "")


def _rank(word: Word) -> int:
    return ORDER.index("adj" if word.addressed else word.pos)


def _bare(tag: Any) -> bool:
    return not tag.grammemes & {
        "1per",
        "2per",
        "3per",
        "past",
        "pres",
        "futr",
        "impr",
        "Impe",
        "masc",
        "femn",
        "neut",
        "plur",
    }


def _forms(tag: Any) -> Iterator[str]:
    cases = [CASES[g] for g in tag.grammemes if g in CASES]
    if "Fixd" in tag.grammemes:
        cases = list("ngdail")
    if not cases and tag.POS == "NOUN":
        cases = ["n"]  # some entries of the dictionary lack the nominative's mark
    numbers = ["p"] if "plur" in tag.grammemes else [v for g, v in GENDERS.items() if g in tag.grammemes] or ["m"]
    for case in cases:
        for number in numbers:
            yield case + number


def _number(grams: set[str]) -> str:
    if "plur" in grams:
        return "" if "sing" in grams else "p"
    return next((value for gender, value in GENDERS.items() if gender in grams), "s")


@cache
def _analyzer(language: str) -> Any:
    try:
        import pymorphy3  # noqa: PLC0415 - an extra: only those who read this language need it

        return pymorphy3.MorphAnalyzer(lang=language)
    except (ImportError, ValueError) as mistake:
        message = f"{LANGUAGES[language]} cannot be read: install it with `pip install 'legalcheck[{language}]'`"
        raise ReaderUnavailable(message) from mistake
