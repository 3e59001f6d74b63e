"""Numbers and time limits in words and figures."""

import re

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000}
WORD = "(?:" + "|".join([*UNITS, *TENS, "hundred", "thousand", "million", "a", "and"]) + ")"
FIGURE = r"\d{1,3}(?:[,\u00a0 .']\d{3})+|\d+(?:\.\d+)?"
NUMBER = re.compile(
    rf"\b(?:(?P<figure>{FIGURE})[ ]?(?P<scale>thousand|million|k\b)?|(?P<words>{WORD}(?:[ -]{WORD})*)\b)", re.IGNORECASE
)
SPAN = rf"(?:{FIGURE}|{WORD}(?:[ -]{WORD})*|several|the first|the next|each|a few|an?)"
PERIOD = r"(?:working |calendar |business )?(?:hours?|days?|weeks?|months?|years?|weekdays?|minutes?)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PART = r"(?:the end of |the beginning of |early |late |mid-)?"
AT_MOST = r"(?:the next |the first |a period of |a maximum of |at most |no more than |not more than )?"
START = r"(?:signature|signing|entry into force|ceasefire|signing of [\w ]{3,30})"
DEADLINE = re.compile(
    r"\b(?:"
    rf"(?:within|in|inside|not later than|no later than|at most|under|after|for|over|by) {AT_MOST}{SPAN}[ -]{PERIOD}"
    rf"|{SPAN}[ -]{PERIOD} (?:after|of|from|following) (?:the )?\w+(?: \w+)?"
    rf"|(?:by|before|until|not later than|no later than|on|from|as of) {PART}(?:\d{{1,2}} )?{MONTH}"
    r"(?: \d{1,2},?)?(?: \d{4})?"
    rf"|(?:by|before|until|in|not later than|no later than|as of) {PART}(?:19|20)\d\d"
    r"|by (?:an? |the )?(?:agreed|fixed|set|certain) (?:date|deadline|time)"
    r"|as soon as possible|without delay|immediately|at once|at midnight|forthwith"
    r"|by the (?:end of the year|spring|summer|autumn|winter)|next (?:month|year|week|spring|summer|autumn|winter))\b"
    rf"(?: (?:of|after|from|following) (?:the )?{START})?",
    re.IGNORECASE,
)


LIMIT = re.compile(
    r"(?:within|in|inside|not later than|no later than|at most|under)\b.*?\b(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def number_in(text: str) -> int | None:
    """Return the first number of a phrase, or None."""
    for match in NUMBER.finditer(text):
        value = _figure(match) if match["figure"] else _words(match["words"])
        if value is not None:
            return value
    return None


def days_in(deadline: str) -> int | None:
    """Return a time limit in days, a month as 30: of "within three months" 90; None if it is no limit or no number."""
    limit = LIMIT.match(deadline)
    number = number_in(deadline) if limit else None
    return number * DAYS[limit["unit"].lower()] if limit and number is not None else None


def _figure(match: re.Match[str]) -> int | None:
    digits = re.sub(r"[,\u00a0 ']", "", match["figure"])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    if len(digits) > 12:
        return None
    return round(float(digits) * SCALES.get((match["scale"] or "").lower(), 1))


def _words(text: str) -> int | None:
    total, current, seen = 0, 0, False
    for word in re.split(r"[ -]", text.lower()):
        if word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
            seen = True
        elif word == "hundred":
            current, seen = max(current, 1) * 100, True
        elif word in SCALES:
            total, current, seen = total + max(current, 1) * SCALES[word], 0, True
    return total + current if seen else None


def deadline_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first time limit between two offsets."""
    return DEADLINE.search(text, start, end)
