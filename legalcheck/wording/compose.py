"""Put a measure into clauses of treaty English, from templates and in the order in which a drafter would choose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product

from legalcheck.model.measure import Measure
from legalcheck.model.values import UNSPECIFIED
from legalcheck.wording.data import ROLES, Way, Wording
from legalcheck.wording.template import Template

BAR = " | "
MOST = 120
"""Wordings of one measure that are worth a look."""
_SILENT = (UNSPECIFIED, "none", None, ())
_SPOKEN = ("mode", "polarity", "force", "condition")
"""Parts that a way or a frame has to say; every other one that is set is said around the act."""


@dataclass(frozen=True)
class _Slots:
    """The filled slots of a measure, and whether who acts takes a plural verb."""

    words: Mapping[str, str]
    plural: bool


class Composer:
    """Composes clauses from one rulebook's wording."""

    def __init__(self, wording: Wording):
        self.wording = wording

    def clauses(self, measure: Measure) -> Iterator[str]:
        """Yield wordings of a measure, best first, each once and at most ``MOST``; none if it says what none can say."""
        return islice(dict.fromkeys(self._clauses(measure)), MOST)

    def _clauses(self, measure: Measure) -> Iterator[str]:
        entry = self.wording.kinds.get(measure.kind)
        for rank in range(self._ranks(measure)) if entry is not None else ():
            slots = self._slots(measure, rank)
            if slots is None:
                return
            choices = [choice for way in entry.ways for choice in [self._choices(way, measure, slots)] if choice]
            ranked = sorted((sum(at), number, at) for number, c in enumerate(choices) for at in _indices(c))
            for _, number, at in ranked:
                yield _sentence([options[i] for options, i in zip(choices[number], at, strict=True)])

    # slots

    def _ranks(self, measure: Measure) -> int:
        """Return how many names the parties and territories of a measure have at most."""
        ids = [name for role in ROLES for name in getattr(measure, role)]
        return max((len(self.wording.names.get(name, ())) for name in ids), default=1)

    def _slots(self, measure: Measure, rank: int) -> _Slots | None:
        """Return the slots that a measure fills, with names of a rank or the last; None if somebody has no name."""
        words: dict[str, str] = {}
        for role in ROLES:
            ids = getattr(measure, role)
            if any(name not in self.wording.names for name in ids):
                return None
            if ids:
                words[role] = _listed([_at(self.wording.names[name], rank) for name in ids])
        if measure.number is not None:
            words["number"] = f"{measure.number:,}"
        if measure.about is not None:
            about = self._about(measure.about, rank)
            if not about:
                return None
            words |= about
        plural = len(measure.performer) > 1 or bool(set(measure.performer) & set(self.wording.plural))
        return _Slots(words, plural)

    def _about(self, about: str, rank: int) -> dict[str, str]:
        """Return what a carrier is about as a noun and, if it is a kind, as a clause."""
        if about in self.wording.topics:
            return {"about": _at(self.wording.topics[about], rank)}
        entry = self.wording.kinds.get(about)
        if entry is None:
            return {}
        typical = self.wording.typical(about)
        slots = self._slots(typical, 0)
        noun = slots and Template(_at(entry.topics, rank)).filled(slots.words, plural=slots.plural)
        clause = next(self._clauses(typical), None)
        return {**({"about": noun} if noun else {}), **({"about_clause": clause} if clause else {})}

    # ways

    def _choices(self, way: Way, measure: Measure, slots: _Slots) -> list[tuple[str, ...]] | None:
        """Return what a clause is made of, part by part with the options of each; None if the way does not fit."""
        if any(_value(measure, part) != value for part, value in way.fixed.items()):
            return None
        used = Template(way.says).slots
        if not slots.words.keys() - way.fixed.keys() <= used | ({"about", "about_clause"} if used & {"about", "about_clause"} else set()):
            return None
        clauses = tuple(self._framed(way, measure, slots))
        around = self._around(way, measure)
        return [clauses, *around] if clauses and around is not None else None

    def _framed(self, way: Way, measure: Measure, slots: _Slots) -> Iterator[str]:
        """Yield a way's clause, spoken as the measure speaks."""
        if measure.mode != UNSPECIFIED and "mode" not in way.fixed:
            return
        subject, bar, verb = way.says.partition(BAR)
        words = Template(subject).filled(slots.words, plural=slots.plural)
        if not bar:
            said = {"polarity": "affirmed", "force": "obligation", **way.fixed}
            fits = (measure.polarity, measure.force) == (said["polarity"], said["force"])
            frames = ["{subject}"] if fits else []
            rest = ""
        else:
            polarity = "affirmed" if "polarity" in way.fixed else measure.polarity
            force = "obligation" if "force" in way.fixed else measure.force
            frames = list(self.wording.frames.get(force, {}).get(polarity, ()))
            rest = Template(verb).filled(slots.words, plural=slots.plural)
        if words is None or rest is None:
            return
        parts = {"subject": words, "verb": rest, **({"performer": words} if subject == "{performer}" else {})}
        for frame in frames:
            clause = Template(frame).filled(parts, plural=slots.plural)
            if clause is not None and measure.condition == "revocation" and "condition" not in way.fixed:
                yield from (str(Template(r).filled({"clause": clause}, plural=False)) for r in self.wording.revocation)
            elif clause is not None:
                yield clause

    def _around(self, way: Way, measure: Measure) -> list[tuple[str, ...]] | None:
        """Return what is said around an act, by part; None if there are no words for one."""
        found = []
        for part, phrases in self.wording.around.items():
            value = getattr(measure, part)
            if value in _SILENT or value == "revocation" or part in way.fixed:
                continue
            options = phrases.get("days" if part == "within_days" else str(value), ())
            if not options:
                return None
            found.append(tuple(str(Template(o).filled({"days": str(value)}, plural=False)) for o in options))
        return found


def _value(measure: Measure, part: str) -> str | None:
    value = getattr(measure, part)
    return ",".join(value) if isinstance(value, tuple) else value


def _indices(choices: list[tuple[str, ...]]) -> Iterator[tuple[int, ...]]:
    return product(*(range(len(options)) for options in choices))


def _at(options: tuple[str, ...], rank: int) -> str:
    return options[min(rank, len(options) - 1)]


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _sentence(parts: list[str]) -> str:
    """Join a clause and what is said around it: what ends in a comma stands before it, the rest behind."""
    clause, *around = parts
    before = [phrase for phrase in around if phrase.endswith(",")]
    behind = [phrase for phrase in around if not phrase.endswith(",")]
    text = " ".join([*before, clause, *behind]).replace(" ,", ",")
    return f"{text[0].upper()}{text[1:]}."
