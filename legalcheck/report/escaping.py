"""Words that somebody else wrote, made harmless for where they are shown: they stay words, whatever they hold."""

import re
import unicodedata

HIDDEN = "\ufffd"
"""Stands for a character that could steer a terminal, turn words round or break a file."""
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#@$]|:(?=//|[\w+-])|(?i:(?<=www))\.|^[-+=]")
"""What Markdown and the forges that show it act on: anywhere, in addresses and names of pictures, at the beginning."""
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_APART = {"@": "@<!-- -->", "#": "\\#<!-- -->", ":": ":<!-- -->", "$": "<span>$</span>"}
"""What forges make mentions, references, links, pictures and formulas of even where no markup is left."""


def visible(text: str) -> str:
    """Return text in which control and format characters are replaced; lines, tabs and spaces stay."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" or unicodedata.category(c) == "Zs" else HIDDEN for c in text)


def markdown(text: str) -> str:
    """Return text on one line as Markdown without HTML that shows just this text."""
    return _escaped(text, {})


def forge_markdown(text: str) -> str:
    """Return text on one line as Markdown that shows just this text on a forge, too: nobody and nothing is referred to.

    The empty comments that this takes are no part of what is shown.
    """
    return _escaped(text, _APART)


def _escaped(text: str, apart: dict[str, str]) -> str:
    line = _MARKUP.sub(lambda found: _inert(found.group(), apart), " ".join(visible(text).split()))
    return _NUMBER.sub(r"\1\\\2", line)


def _inert(character: str, apart: dict[str, str]) -> str:
    return apart.get(character) or ("&#124;" if character == "|" else f"\\{character}")
