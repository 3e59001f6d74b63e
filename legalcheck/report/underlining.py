"""A clause cut where the words begin and end on which its reading rests, so that a page can underline and link them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from legalcheck.model.measure import Evidence, Measure


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two ends: what rests on them, and what of it ends with them; both empty for other words."""

    text: str
    rests: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that rest on these words."""
        return tuple(dict.fromkeys(measure for measure, _ in self.rests))

    @property
    def roles(self) -> dict[str, list[str]]:
        """By measure the parts of it that these words speak for."""
        found: dict[str, list[str]] = {}
        for measure, role in self.rests:
            found.setdefault(measure, []).append(role)
        return found


def stretches(text: str, measures: Sequence[Measure]) -> Iterator[Stretch]:
    """Yield the whole text in order; words on which several things rest, wherever these begin and end, come once.

    Evidence that is not found at its place, as in a plan changed by hand, is left out. Linear in text and overlaps.
    """
    begin: dict[int, list[tuple[str, Evidence]]] = {}
    cuts = {0, len(text)}
    for measure in measures:
        for one in measure.evidence:
            if one.start < one.end and text[one.start : one.end] == one.text:
                begin.setdefault(one.start, []).append((measure.id, one))
                cuts |= {one.start, one.end}
    places = sorted(cuts)
    open_now: list[tuple[str, Evidence]] = []
    for start, end in pairwise(places):
        open_now = [known for known in open_now if known[1].end > start] + begin.get(start, [])
        rests = tuple(dict.fromkeys((name, one.role) for name, one in open_now))
        ends = tuple(dict.fromkeys(name for name, one in open_now if one.end == end))
        yield Stretch(text[start:end], rests, ends)
