"""The notation of wording templates: ``{slot}``, ``[left out where its slots are empty]``, ``<singular/plural>``."""

import re
from collections.abc import Mapping

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"<([^<>/]*)/([^<>/]*)>")
_STRAY = re.compile(r"[\[\]{}<>]")


class Template:
    """One line of wording data, taken apart once; ``ValueError`` if a bracket stands alone or inside another."""

    def __init__(self, text: str):
        self.text = text
        self._parts = _OPTION.split(text)  # every second one stood in brackets
        stray = _STRAY.search(_NUMBER.sub("", _SLOT.sub("", "".join(self._parts))))
        if stray:
            raise ValueError(f"'{stray[0]}' in '{text}' has no partner, or stands within another pair")

    @property
    def slots(self) -> frozenset[str]:
        """The slots that it has, in brackets or not."""
        return frozenset(_SLOT.findall(self.text))

    def filled(self, slots: Mapping[str, str], *, plural: bool) -> str | None:
        """Return the words with every slot filled; None if one outside brackets is empty.

        ``slots`` holds the filled ones only; ``plural`` chooses between the forms of ``<singular/plural>``.
        """
        pieces = []
        for at, part in enumerate(self._parts):
            if slots.keys() >= set(_SLOT.findall(part)):
                words = _SLOT.sub(lambda match: slots[match[1]], part)
                pieces.append(_NUMBER.sub(lambda match: match[1 + plural], words))
            elif at % 2 == 0:
                return None
        return " ".join("".join(pieces).split()).replace(" ,", ",")
