"""Words like NAME=VALUE, as options take them."""

from collections.abc import Iterable

from legalcheck.model.problem import InputError


def pairs(words: Iterable[str], option: str, form: str) -> dict[str, str]:
    """Return names with their values; ``InputError`` if a word has not the ``form``, or if two contradict each other.

    ``option`` is the name by which the mistake is told.
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name or not value:
            raise InputError(f"{option} takes {form}, not '{word}'")
        if found.get(name, value) != value:
            raise InputError(f"{option} says both {name}={found[name]} and {name}={value}; keep one")
        found[name] = value
    return found
