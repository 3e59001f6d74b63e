"""The proofs of one rulebook, with what is waived set aside."""

from collections.abc import Iterator
from dataclasses import dataclass

from legalcheck.inference.judge import Judge
from legalcheck.inference.law import Law
from legalcheck.model.problem import Problem
from legalcheck.model.proof import Waiver
from legalcheck.proving.faults import Fault, digest, faults
from legalcheck.proving.shown import Shown
from legalcheck.proving.telling import Teller, written
from legalcheck.rulebook.load import Rulebook

WAIVERS = "proof/waivers.yaml"


@dataclass(frozen=True)
class Proof:
    """What came of the proofs: matters that can be today, eras, problems, and how many faults are waived."""

    matters: int
    eras: int
    problems: tuple[Problem, ...]
    waived: int


def prove(shown: Shown) -> Proof:
    """Run every proof; a fault that a waiver names, with the digest of today, is set aside.

    Every witness is put to both engines, which must find what the proof says that it shows.
    """
    eras, book = shown.eras, shown.eras.book
    found = [fault for fault in (*faults(eras), *unshown_values(shown, book)) if not _below(fault, book)]
    waivers = {(waiver.fault, waiver.of): waiver for waiver in book.waivers}
    standing = [fault for fault in found if not _waived(fault, waivers.get((fault.kind, fault.of)), book)]
    replay, teller = _Replay(book), Teller(book)
    problems = [*(_told(fault, replay, teller) for fault in standing), *_idle_waivers(found, book)]
    matters = eras.space.count(eras.on(book.reviewed).possible)
    return Proof(matters, len(eras.days), tuple(problems), len(found) - len(standing))


class _Replay:
    """Puts witnesses to both engines."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.judges: dict[str, Judge] = {}

    def shows(self, fault: Fault) -> bool:
        """Say whether the engines, which are compared, find the rules that the witness of a fault is to show."""
        if fault.witness is None:
            return True
        day = fault.witness.day
        if day not in self.judges:
            self.judges[day] = Judge(Law(self.book, day))
        return self.judges[day].applies(fault.witness.values) >= set(fault.rules)


def unshown_values(shown: Shown, book: Rulebook) -> Iterator[Fault]:
    """Find values that a rule catches or leaves alone and that none of its examples shows."""
    for rule in (*book.own_rules, *book.plan_rules.values()):
        for lack in shown.unshown(rule):
            under = f" under '{lack.label}'" if lack.label else ""
            act = "catches" if lack.side == "hits" else "leaves alone"
            says = f"no example shows that '{rule.id}' {act}{under} {lack.attribute}: {', '.join(lack.values)}"
            lines = [f"    add to {lack.side}: {written(given)}" for given in shown.examples(lack)]
            of = (rule.id, lack.label, lack.attribute, *lack.values)
            yield Fault("unshown value", of, "\n".join((says, *lines)), ("examples", lack.side))


def _below(fault: Fault, book: Rulebook) -> bool:
    """Say whether a fault is about what is inherited alone, which is proved where it stands."""
    named = {name for name in fault.of if name in book.rules or name in book.sources or name in book.forums}
    return bool(named) and named <= book.inherited


def _waived(fault: Fault, waiver: Waiver | None, book: Rulebook) -> bool:
    return waiver is not None and waiver.digest == digest(fault.of, book)


def _told(fault: Fault, replay: _Replay, teller: Teller) -> Problem:
    if not replay.shows(fault):
        raise RuntimeError(f"internal error: the engines do not find what is proved: {fault.message}: {fault.witness}")
    return teller.fault(fault)


def _idle_waivers(found: list[Fault], book: Rulebook) -> Iterator[Problem]:
    """Find waivers that waive nothing, and those that went stale with the rule."""
    now = {(fault.kind, fault.of) for fault in found}
    for at, waiver in enumerate(book.waivers):
        if (waiver.fault, waiver.of) not in now:
            says = f"waives the {waiver.fault} of {', '.join(waiver.of)}, which is not found any more; drop it"
        elif waiver.digest != digest(waiver.of, book):
            says = f"waives the {waiver.fault} of {', '.join(waiver.of)}, which has changed since; look at it again"
        else:
            continue
        yield book.documents[WAIVERS].problem(says, at)
