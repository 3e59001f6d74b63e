"""Tell the language of a clause by its script."""

UKRAINIAN = frozenset("іїєґІЇЄҐ")
RUSSIAN = frozenset("ыэъёЫЭЪЁ")
SAMPLE = 20_000  # characters looked at; a clause does not change its script after that


def detect(text: str) -> str:
    """Return ``en``, ``uk`` or ``ru``: by the script of most letters, then by letters that only one of the two has."""
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters)
    if 2 * cyrillic <= len(letters):
        return "en"
    russian = sum(c in RUSSIAN for c in letters)
    return "ru" if russian > sum(c in UKRAINIAN for c in letters) else "uk"
