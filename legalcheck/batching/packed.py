"""Results of many plans in little memory."""

import pickle
import zlib
from collections.abc import Sequence
from typing import overload

from legalcheck.model.result import Result

AT_HAND = 8
"""Results that are held as they are; a plan of 50 clauses takes some 2 MiB, and packed some 50 KiB."""


class Results(Sequence[Result]):
    """Results in order; all but the first few are packed, and unpacked whenever they are asked for."""

    def __init__(self) -> None:
        self._held: list[Result | bytes] = []

    def append(self, result: Result) -> None:
        """Add a result."""
        self._held.append(result if len(self._held) < AT_HAND else zlib.compress(pickle.dumps(result), 1))

    def __len__(self) -> int:
        return len(self._held)

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> list[Result]: ...
    def __getitem__(self, at: int | slice) -> Result | list[Result]:
        return [_unpacked(one) for one in self._held[at]] if isinstance(at, slice) else _unpacked(self._held[at])


def _unpacked(held: Result | bytes) -> Result:
    if isinstance(held, Result):
        return held
    result: Result = pickle.loads(zlib.decompress(held))
    return result
