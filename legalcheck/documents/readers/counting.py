"""Numbers as lists show them: digits, Roman numerals, letters of the Latin and the Cyrillic alphabet."""

from collections.abc import Callable

_ROMANS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_MOST = 3999


def roman(count: int) -> str:
    """Return a Roman numeral, or digits where there is none."""
    if not 0 < count <= _MOST:
        return str(count)
    shown = ""
    for size, sign in _ROMANS:
        times, count = divmod(count, size)
        shown += sign * times
    return shown


def letters(count: int, alphabet: str = _LATIN) -> str:
    """Return a letter: a to z, then aa, bb and so on, as word processors count."""
    if not 0 < count <= _MOST:
        return str(count)
    times, at = divmod(count - 1, len(alphabet))
    return alphabet[at] * (times + 1)


COUNTS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": lambda count: letters(count).upper(),
    "lowerLetter": letters,
    "russianUpper": lambda count: letters(count, _RUSSIAN).upper(),
    "russianLower": lambda count: letters(count, _RUSSIAN),
    "ukrainianUpper": lambda count: letters(count, _UKRAINIAN).upper(),
    "ukrainianLower": lambda count: letters(count, _UKRAINIAN),
    "bullet": lambda _: "•",
    "none": lambda _: "",
}
"""By form of number, in Word's words: what a count looks like."""


def counted(count: int, form: str) -> str:
    """Return a count as a list shows it."""
    return COUNTS[form](count)
