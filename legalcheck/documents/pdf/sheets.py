"""What the text layer of a PDF gives: sheets with pieces of text and where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand side by side in one size; places are in points from the upper left corner of the sheet."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
