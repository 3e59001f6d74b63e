"""Cut texts into hashed pieces of words, all texts of a batch at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

WORD = re.compile("[^\\W_]+(?:['\u2019\u02bc][^\\W_]+)*")
VERSION = 1  # of the cutting; weights learned on another do not fit
GRAMS = (3, 4)  # characters, a blank on either side of the word counted
STEM = 5  # characters by which a word is known in pairs of words
REACH = 2  # words up to which two make a pair
_SPACE = 32
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))
_MIX = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
_SAME = str.maketrans("\u2019\u02bc\u0451", "''\u0435") | dict.fromkeys(range(ord("0"), ord("9") + 1), "0")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hashes of all pieces, the text of each, and the first and last word that it covers, counted over the batch."""

    hashes: Hashes
    owner: Places
    first: Places
    last: Places

    def rows(self, size: int) -> Places:
        """Return for each piece its row in a table of so many rows."""
        return (self.hashes % np.uint64(size)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words of a batch stand: offsets in their text, offsets in the joined batch, text of each."""

    starts: Places
    ends: Places
    shift: Places
    owner: Places


def plain(text: str) -> str:
    """Return the text in small letters with digits alike, character for character."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower()[0] for letter in text)
    return low.translate(_SAME)


def cut(texts: Sequence[str]) -> tuple[Words, Pieces]:
    """Return the words of texts and their pieces: whole words, pairs of words, runs of characters within a word."""
    folded = [plain(text) for text in texts]
    words = _words(folded)
    codes = np.frombuffer("".join(f" {text} " for text in folded).encode("utf-32-le", "surrogatepass"), "<u4")
    sums, powers = _prefix_sums(_blanked(codes, words))
    parts = [_whole(sums, powers, words), *_pairs(sums, powers, words), *_runs(sums, powers, words)]
    hashes, first, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    return words, Pieces(_mixed(hashes), words.owner[first], first, last)


def _words(texts: Sequence[str]) -> Words:
    """Find the words of every text."""
    spans = [[found.span() for found in WORD.finditer(text)] for text in texts]
    counts = [len(found) for found in spans]
    lengths = np.array([0, *(len(text) + 2 for text in texts)], np.int64)
    flat = np.array([offset for found in spans for span in found for offset in span], np.int64).reshape(-1, 2)
    before = np.repeat(np.cumsum(lengths)[:-1] + 1, counts)
    return Words(flat[:, 0], flat[:, 1], before, np.repeat(np.arange(len(texts)), counts))


def _blanked(codes: NDArray[np.uint32], words: Words) -> Hashes:
    """Return the characters with a blank for each that stands in no word."""
    edges = np.zeros(len(codes) + 1, np.int64)
    edges[words.starts + words.shift] += 1
    edges[words.ends + words.shift] -= 1
    return np.where(np.cumsum(edges[:-1]) > 0, codes, _SPACE).astype(np.uint64)


def _prefix_sums(codes: Hashes) -> tuple[Hashes, Hashes]:
    """Return what makes the hash of any run of characters one subtraction: sums of powers, and inverse powers."""
    size = len(codes)
    powers: Hashes = np.multiply.accumulate(np.concatenate(([np.uint64(1)], np.full(size, _BASE))))[:size]
    inverse: Hashes = np.multiply.accumulate(np.concatenate(([np.uint64(1)], np.full(size, _INVERSE))))
    return np.concatenate(([np.uint64(0)], np.cumsum(codes * powers))), inverse


def _spans(sums: Hashes, inverse: Hashes, starts: Places, ends: Places) -> Hashes:
    """Return the hashes of runs of characters."""
    found: Hashes = (sums[ends] - sums[starts]) * inverse[starts]
    return found


def _mixed(hashes: Hashes) -> Hashes:
    """Spread the bits, so that any of them tell hashes apart."""
    for factor in _MIX:
        hashes = (hashes ^ (hashes >> np.uint64(33))) * factor
    return hashes ^ (hashes >> np.uint64(33))


_Part = tuple[Hashes, Places, Places]


def _whole(sums: Hashes, inverse: Hashes, words: Words) -> _Part:
    """Return the words themselves."""
    at = np.arange(len(words.starts))
    hashes = _spans(sums, inverse, words.starts + words.shift, words.ends + words.shift)
    return hashes * np.uint64(3), at, at


def _pairs(sums: Hashes, inverse: Hashes, words: Words) -> list[_Part]:
    """Return pairs of the beginnings of words near each other, in their order."""
    starts = words.starts + words.shift
    stems = _mixed(_spans(sums, inverse, starts, np.minimum(starts + STEM, words.ends + words.shift)))
    parts = []
    for step in range(1, REACH + 1):
        first = np.flatnonzero(words.owner[step:] == words.owner[:-step])
        last = first + step
        parts.append((stems[first] * np.uint64(5) + stems[last] * np.uint64(7 if step == 1 else 11), first, last))
    return parts


def _runs(sums: Hashes, inverse: Hashes, words: Words) -> list[_Part]:
    """Return runs of characters within words, the blanks around them included."""
    starts, ends = words.starts + words.shift - 1, words.ends + words.shift + 1
    parts = []
    for size in GRAMS:
        counts = np.maximum(ends - starts - size + 1, 0)
        at = np.repeat(np.arange(len(starts)), counts)
        begins = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts) + starts[at]
        parts.append((_spans(sums, inverse, begins, begins + size), at, at))
    return parts
