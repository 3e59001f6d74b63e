"""Put a measure into clauses of treaty English, in the order in which a drafter would prefer them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from legalcheck.model.measure import Measure
from legalcheck.model.values import UNSPECIFIED
from legalcheck.wording.data import AROUND, ROLES, Way, Wording
from legalcheck.wording.template import Template

BAR = " | "
MOST = 96
"""Wordings of one measure that are worth a look."""
REVOCATION = "revocation"
_SILENT = (UNSPECIFIED, "none", None)
_SAME = {"place": "territory", "about_clause": "about"}
"""Slots that say the part of a measure that another slot says too."""


@dataclass(frozen=True)
class _Said:
    """A measure with the words for its parts, and whether who acts takes a plural verb."""

    measure: Measure
    slots: Mapping[str, str]
    plural: bool

    def fill(self, template: str) -> str | None:
        """Return a template with the measure's words, None if one is wanting."""
        return Template(template).filled(self.slots, plural=self.plural)

    def unsaid(self, way: Way) -> set[str]:
        """Return the parts that have words of which a way makes no use."""
        used = Template(way.says).slots
        parts = {_SAME.get(slot, slot) for slot in self.slots}
        return parts - {_SAME.get(slot, slot) for slot in used} - way.fixed.keys()

    def doubled(self, way: Way) -> bool:
        """Say whether a way names a party twice ("shall return it to itself"): only where nothing better is said."""
        used = [role for role in ROLES if role in Template(way.says).slots and role in self.slots]
        return len({self.slots[role] for role in used}) < len(used)


class Composer:
    """Composes clauses from one rulebook's wording."""

    def __init__(self, wording: Wording):
        self.wording = wording

    def clauses(self, measure: Measure) -> Iterator[str]:
        """Yield wordings of a measure, best first, each once and at most ``MOST``; none if a part has no words."""
        return islice(map(_sentence, dict.fromkeys(self._composed(measure))), MOST)

    def _composed(self, measure: Measure) -> Iterator[tuple[str, ...]]:
        """Yield a clause and what is said around it; with the best names first, then with each further one."""
        entry = self.wording.kinds.get(measure.kind)
        ways = entry.ways if entry is not None else ()
        for rank in range(self._ranks(measure)):
            said = self._said(measure, rank)
            if said is None:
                return
            choices = [(way, found) for way in ways for found in [self._choices(way, said)] if found]
            ranked = (
                (said.doubled(way), sum(at), number, at)
                for number, (way, found) in enumerate(choices)
                for at in product(*(range(len(options)) for options in found))
            )
            for _, _, number, at in sorted(ranked):
                yield tuple(options[i] for options, i in zip(choices[number][1], at, strict=True))

    # words for the parts of a measure

    def _ranks(self, measure: Measure) -> int:
        """Return how many names the parties and territories of a measure have at most."""
        ids = [name for role in ROLES for name in getattr(measure, role)]
        return max((len(self.wording.names.get(name, ())) for name in ids), default=1)

    def _said(self, measure: Measure, rank: int) -> _Said | None:
        """Return a measure with words, names of a rank or the last; None if somebody has no name."""
        slots: dict[str, str] = {}
        for role in ROLES:
            ids = getattr(measure, role)
            if not self.wording.names.keys() >= set(ids):
                return None
            if ids:
                slots[role] = _listed([_at(self.wording.names[name], rank) for name in ids])
        if measure.territory:
            slots["place"] = self._place(measure.territory, slots["territory"])
        if measure.number is not None:
            slots["number"] = f"{measure.number:,}"
        if measure.about is not None:
            slots |= self._about(measure.about)
            if not slots.keys() & {"about", "about_clause"}:
                return None
        plural = len(measure.performer) > 1 or not set(measure.performer).isdisjoint(self.wording.plural)
        return _Said(measure, slots, plural)

    def _place(self, territories: tuple[str, ...], names: str) -> str:
        return self.wording.places.get(territories[0], f"in {names}") if len(territories) == 1 else f"in {names}"

    def _about(self, about: str) -> dict[str, str]:
        """Return what a law or a vote is about: as a noun and, if it is a kind, as a clause."""
        if about in self.wording.topics:
            return {"about": self.wording.topics[about]}
        entry = self.wording.kinds.get(about)
        typical = self._said(self.wording.typical(about), 0) if entry is not None else None
        if entry is None or typical is None:
            return {}
        noun, clause = typical.fill(entry.topic), next(self._composed(typical.measure), ("",))[0]
        return {slot: words for slot, words in (("about", noun), ("about_clause", clause)) if words}

    # one way to say it

    def _choices(self, way: Way, said: _Said) -> list[tuple[str, ...]] | None:
        """Return the options for each part of a clause: the clause itself, then what is said around it.

        None if the way says something else than the measure, or leaves a part of it out.
        """
        if any(_value(said.measure, part) != value for part, value in way.fixed.items()) or said.unsaid(way):
            return None
        clauses, around = tuple(self._clauses(way, said)), self._around(way, said.measure)
        return [clauses, *around] if clauses and around is not None else None

    def _clauses(self, way: Way, said: _Said) -> Iterator[str]:
        """Yield a way's clause with the force and the polarity of the measure."""
        measure = said.measure
        if measure.mode != UNSPECIFIED and "mode" not in way.fixed:
            return
        clauses = self._framed(way, said)
        if measure.condition != REVOCATION or "condition" in way.fixed:
            yield from clauses
        else:  # what lapses is named in the plainest words only
            yield from (r.replace("{clause}", clause) for clause in islice(clauses, 1) for r in self.wording.revocation)

    def _framed(self, way: Way, said: _Said) -> Iterator[str]:
        spoken = {part: "" if part in way.fixed else getattr(said.measure, part) for part in ("force", "polarity")}
        force, polarity = spoken["force"] or "obligation", spoken["polarity"] or "affirmed"
        subject, bar, verb = way.says.partition(BAR)
        words, rest = said.fill(subject), said.fill(verb)
        if words is None or rest is None:
            return
        if not bar:
            yield from (words,) if (force, polarity) == ("obligation", "affirmed") else ()
            return
        parts = {"subject": words, "verb": rest, **({"performer": words} if subject == "{performer}" else {})}
        for frame in self.wording.frames.get(force, {}).get(polarity, ()):
            clause = Template(frame).filled(parts, plural=said.plural)
            if clause is not None:
                yield clause

    def _around(self, way: Way, measure: Measure) -> list[tuple[str, ...]] | None:
        """Return the options for each thing that is said around an act; None if there are no words for one."""
        found = {}
        for part in AROUND:
            value = getattr(measure, part)
            if value in _SILENT or value == REVOCATION or part in way.fixed:
                continue
            phrases = self.wording.around.get(part, {})
            options = phrases.get(str(value), ()) if part != "within_days" else phrases.get("days", ())
            found[part] = tuple(option.replace("{days}", str(value)) for option in options)
        if measure.deadline is not None and measure.deadline.isascii():  # in its own words, if they are English
            found["within_days"] = (measure.deadline,)
        elif measure.deadline is not None and measure.within_days is None:
            return None
        order = list(self.wording.around)
        said = sorted(found.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
        return [options for _, options in said] if all(found.values()) else None


def _value(measure: Measure, part: str) -> str | None:
    value = getattr(measure, part)
    return ",".join(value) if isinstance(value, tuple) else value


def _at(options: tuple[str, ...], rank: int) -> str:
    return options[min(rank, len(options) - 1)]


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _sentence(parts: tuple[str, ...]) -> str:
    """Join a clause and what is said around it: what ends in a comma stands before it, the rest behind."""
    clause, *around = parts
    before = [phrase for phrase in around if phrase.endswith(",")]
    behind = [phrase for phrase in around if not phrase.endswith(",")]
    text = " ".join([*before, clause, *behind]).replace(" ,", ",")
    return f"{text[0].upper()}{text[1:]}."
