"""Plans read into structured plans: what is new or has changed is read, what a person confirmed is kept."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from legalcheck.checking import Checker
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote, digest_of
from legalcheck.reading.records import Reading

_SPOKEN = ("mode", "force", "condition", "instrument", "time_bound", "third_party_review", "waits_for", "leaves_out")
_ROLES = ("performer", "beneficiary", "territory", "organisation")
_MEANT = (*_ROLES, *_SPOKEN, "about", "number", "deadline")
_CHANGED = "it was confirmed before the text was changed, and the text no longer bears it out"


def read_plan(plan: Plan, checker: Checker) -> Plan:
    """Return a plan with measures in every clause; ``InputError`` if a given one is foreign to the vocabulary."""
    unread = [clause for clause in plan.clauses if clause.measures is None or clause.stale]
    fresh = dict(zip((clause.number for clause in unread), checker.read_words(unread), strict=True))
    clauses = [_taken(clause, fresh[clause.number]) if clause.number in fresh else clause for clause in plan.clauses]
    return plan.model_copy(update={"clauses": tuple(clauses)})


def _taken(clause: Clause, reading: Reading) -> Clause:
    """Return a clause with the measures that were read from its words, and with what was confirmed before."""
    confirmed = [old for old in clause.measures or () if old.status == "confirmed"]
    borne = dict(_pairs(confirmed, reading.measures))
    lost = [old for old in confirmed if old.id not in borne]
    read = _unless_asked(reading.measures, lost)
    doubted = _doubted(lost, reading.measures, clause.text)
    said = {(new.kind, new.polarity) for new in reading.measures}
    left_open = (name.partition(".") for name in clause.left_open)
    return clause.model_copy(
        update={
            "language": reading.language,
            "measures": (*_with_confirmed(read, confirmed, borne), *doubted),
            "reasons": {
                **{new.id: reading.reasons[new.id] for new in read if new.id in reading.reasons},
                **{old.id: _CHANGED for old in doubted},
            },
            "notes": tuple(ReadingNote(**note.model_dump()) for note in reading.notes),
            "refused": tuple(old for old in clause.refused if (old.kind, old.polarity) not in said),
            "left_open": tuple(f"{borne[old].id}.{role}" for old, _, role in left_open if old in borne),
            "read_of": digest_of(clause.text, clause.context),
        }
    )


def _pairs(confirmed: Sequence[Measure], read: Sequence[Measure]) -> Iterator[tuple[str, Measure]]:
    """Yield the id of each confirmed measure that a new reading bears out, and that reading; none is paired twice."""
    free = list(read)
    for old in confirmed:
        new = next((new for new in free if _bears_out(new, old)), None)
        if new is not None:
            free.remove(new)
            yield old.id, new


def _bears_out(new: Measure, old: Measure) -> bool:
    """Say whether a new reading says what was confirmed: no part differs, but where a person added to silence."""
    if new.status != "asserted" or (new.kind, new.polarity) != (old.kind, old.polarity):
        return False
    spoken = {item.role for item in old.evidence}
    silent = Measure(kind=new.kind)
    return all(
        getattr(new, part) == getattr(old, part) or (getattr(new, part) == getattr(silent, part) and part not in spoken)
        for part in _MEANT
    )


def _with_confirmed(
    read: Sequence[Measure], confirmed: Sequence[Measure], borne: Mapping[str, Measure]
) -> Iterator[Measure]:
    """Yield the measures as read, a confirmed one in the place of the reading that bears it out."""
    held = {borne[old.id].id: old for old in confirmed if old.id in borne}
    for new in read:
        yield held[new.id].model_copy(update={"id": new.id, "evidence": new.evidence}) if new.id in held else new


def _unless_asked(read: Sequence[Measure], lost: Sequence[Measure]) -> list[Measure]:
    """Leave out guesses at what is asked about anyway, because it was confirmed before."""
    asked = {(old.kind, old.polarity) for old in lost}
    return [new for new in read if new.status != "possible" or (new.kind, new.polarity) not in asked]


def _doubted(lost: Sequence[Measure], read: Sequence[Measure], text: str) -> list[Measure]:
    """Return confirmed measures that the text no longer bears out, under new ids, with the words behind them."""
    taken = {new.id for new in read}
    names = (name for name in (f"m{at}" for at in count(1)) if name not in taken)
    guesses = {(new.kind, new.polarity): new.evidence for new in read}
    standing = {old.id: tuple(e for e in old.evidence if text[e.start : e.end] == e.text) for old in lost}
    return [
        old.model_copy(
            update={
                "id": next(names),
                "status": "possible",
                "evidence": guesses.get((old.kind, old.polarity)) or standing[old.id],
            }
        )
        for old in lost
    ]
