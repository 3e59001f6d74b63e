"""Which roles that a measure leaves empty could change its verdict if somebody filled them."""

from collections.abc import Mapping, Sequence
from itertools import product

from legalcheck.inference.conclude import Case, verdicts_by_case
from legalcheck.inference.judge import Judge
from legalcheck.matters.build import matters_of
from legalcheck.matters.context import DatedContext
from legalcheck.model.measure import Measure
from legalcheck.model.values import LEVELS, UNKNOWN
from legalcheck.rulebook.load import Rulebook

ROLES = ("performer", "beneficiary", "territory", "organisation")
MAX_TRIALS = 2000
"""Ways of filling all empty roles that are tried together; beyond that each role is tried by itself."""


Ranks = Mapping[tuple[Case, int], frozenset[int]]
_GRAVITY = {level: at for at, level in enumerate(LEVELS)}
_NO_BARRIER = _GRAVITY["notice"]


def role_values(role: str, book: Rulebook) -> tuple[str, ...]:
    """Return what the vocabulary offers for a role."""
    if role == "territory":
        return tuple(book.vocabulary.territories)
    return tuple(name for name, party in book.parties.items() if party.type != UNKNOWN)


def telling_silences(measure: Measure, context: DatedContext, judge: Judge, forums: Sequence[str]) -> tuple[str, ...]:
    """Return the empty roles that could make the verdict of some forum graver, alone or with other empty ones filled.

    Who performs counts where it changes a verdict in any way, unless the convention of the kind reads somebody into
    silence. A notice is no barrier.
    """
    return _Silence(measure, context, judge, forums).telling()


class _Silence:
    def __init__(self, measure: Measure, context: DatedContext, judge: Judge, forums: Sequence[str]):
        self.measure = measure
        self.context = context
        self.judge = judge
        self.forums = forums

    def telling(self) -> tuple[str, ...]:
        options = {role: found for role in ROLES if self._silent(role) and len(found := self._options(role)) > 1}
        count = 1
        for found in options.values():
            count *= len(found)
        if count > MAX_TRIALS:
            return tuple(role for role, found in options.items() if self._changes({role: found}))
        return self._changes(options)

    def _silent(self, role: str) -> bool:
        """Say whether nobody fills a role, not even the convention on silence."""
        convention = self.context.book.conventions.get(self.measure.kind)
        read = role == "performer" and convention is not None and convention.performer != "open"
        return not getattr(self.measure, role) and not read

    def _options(self, role: str) -> list[str]:
        """Return silence and one value for each that the rules on this kind of measure can tell apart from it."""
        found: dict[object, str] = {}
        for value in ("", *role_values(role, self.context.book)):
            found.setdefault(self._classes({role: value}), value)
        return list(found.values())

    def _classes(self, filled: Mapping[str, str]) -> object:
        """Return what the rules on the kind of the measure see of it."""
        matters = matters_of(self._with(filled), self.context)
        asked = self.judge.law.classes(matters[0].values["kind"])
        return frozenset(
            tuple(classes.get(matter.values[name], matter.values[name]) for name, classes in asked)
            for matter in matters
        )

    def _changes(self, options: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """Return the roles whose filling makes a verdict graver, or whose performer changes it in any way."""
        ranks = {values: self._ranks(dict(zip(options, values, strict=True))) for values in product(*options.values())}
        telling = []
        for at, role in enumerate(options):
            silent = ((v, found, ranks[(*v[:at], "", *v[at + 1 :])]) for v, found in ranks.items() if v[at])
            if any(then != now if role == "performer" else _graver(then, now) for _, then, now in silent):
                telling.append(role)
        return tuple(telling)

    def _ranks(self, filled: Mapping[str, str]) -> Ranks:
        """Return how grave the verdicts are by case and forum, under every answer to an open role."""
        found = verdicts_by_case(self._with(filled), self.context, self.judge, self.forums)
        return {
            (case, at): frozenset(min(_NO_BARRIER, _GRAVITY.get(view[at], _NO_BARRIER)) for view in views)
            for case, views in found.items()
            for at in range(len(self.forums))
        }

    def _with(self, filled: Mapping[str, str]) -> Measure:
        return self.measure.model_copy(update={role: (value,) if value else () for role, value in filled.items()})


def _graver(then: Ranks, now: Ranks) -> bool:
    return any(min(then[key]) < min(now[key]) for key in now)
