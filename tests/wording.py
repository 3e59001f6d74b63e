"""How much of what rules can ask can be said: ``python -m tests.wording [--values] [--show] [KIND...]``.

A pair is a kind of measure with values of one attribute that its rules do not tell apart. It is worded if some measure
of the kind with one of these values has a clause that reads back to it. With ``--values`` every value is a pair of its
own, whether rules tell it from others or not; ``--show`` prints the clauses.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legalcheck.inference.law import Law
from legalcheck.matters.build import measure_of
from legalcheck.model.measure import Measure
from legalcheck.model.values import UNSPECIFIED
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.wording import Drafter
from legalcheck.wording.data import ROLES, Wording


@dataclass(frozen=True)
class Pair:
    """A kind, an attribute that its rules ask about, and values between which they make no difference."""

    kind: str
    attribute: str
    values: tuple[str, ...]


def pairs(book: Rulebook, law: Law, kind: str, *, single: bool = False) -> Iterator[Pair]:
    """Yield the pairs of a kind; ``single``: each value by itself."""
    for name, classes in law.classes(kind):
        spec = book.attributes[name]
        if spec.of != "clause":
            continue
        groups: dict[object, list[str]] = {}
        for value in spec.values:
            if name == "organisation" and value != UNSPECIFIED and book.parties[value].type != "organisation":
                continue  # a state is no organisation
            groups.setdefault(value if single else classes.get(value, 0), []).append(value)
        yield from (Pair(kind, name, tuple(values)) for values in groups.values())


def measures(pair: Pair, book: Rulebook, wording: Wording) -> Iterator[tuple[str, Measure]]:
    """Yield values of a pair and measures that have them: samples of the wording, then ones that say little else."""
    first, *further = wording.samples(pair.kind)
    plain = Measure(kind=pair.kind, force=first.force)
    bare = [plain.model_copy(update={role: getattr(first, role)}) for role in ("performer", "territory")]
    for base in (first, *further, *bare, plain):
        for value in pair.values:
            if not wording.excused(pair.kind, pair.attribute, value):
                yield value, base.model_copy(update=_part(pair, value, book))


def _part(pair: Pair, value: str, book: Rulebook) -> dict[str, object]:
    """Return the part of a measure that gives an attribute a value."""
    name = pair.attribute
    if name == "due":
        return {"within_days": measure_of({"kind": pair.kind, name: value}, book).within_days}
    if name in ROLES:
        return {name: () if value == UNSPECIFIED else (value,)}
    return {name: None if name == "about" and value == UNSPECIFIED else value}


def clause(pair: Pair, drafter: Drafter) -> str | None:
    """Return a clause that says one of a pair's values and reads back, None if there is none."""
    found = (drafter.phrase_checked(measure) for _, measure in measures(pair, drafter.book, drafter.wording))
    return next((text for text in found if text is not None), None)


def excused(pair: Pair, wording: Wording) -> bool:
    """Say whether the wording file gives a reason why none of a pair's values is worded."""
    return all(wording.excused(pair.kind, pair.attribute, value) for value in pair.values)


def main(arguments: Sequence[str]) -> None:
    """Print the pairs without a clause, and the share of those that have one."""
    book = open_rulebook(None)
    law = Law(book, book.reviewed)
    drafter = Drafter(book, law=law)
    named = [word for word in arguments if not word.startswith("--")]
    worded = excuses = count = 0
    for kind in named or book.vocabulary.kinds:
        for pair in pairs(book, law, kind, single="--values" in arguments):
            text, reason = clause(pair, drafter), excused(pair, drafter.wording)
            count, worded, excuses = count + 1, worded + (text is not None), excuses + (reason and text is None)
            said = f"{pair.kind}, {pair.attribute} {'/'.join(pair.values)}"
            if text is None:
                print(f"- {said}: {'declared' if reason else 'NOT WORDED'}")
            elif "--show" in arguments:
                print(f"  {said}: {text}")
    print(f"{worded} of {count} pairs read back ({worded / count:.1%}), {excuses} more are declared as unworded")


if __name__ == "__main__":
    main(sys.argv[1:])
