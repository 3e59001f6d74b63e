"""Whose obligation a measure is: that of the home state, of those who take by force, of others, or of nobody named."""

from collections.abc import Iterator, Sequence

from legalcheck.matters.build import canonical, performers
from legalcheck.matters.context import DatedContext
from legalcheck.model.drafts import MeasureChange, Placed, Side, SideChange
from legalcheck.model.measure import Measure
from legalcheck.model.values import UNKNOWN, UNSPECIFIED

SIDES: tuple[Side, ...] = ("home", "takers", "others", "not_said")
TOLD = "report"
"""Force of what is only told of others: nobody's obligation."""


def sides_of(measure: Measure, context: DatedContext) -> frozenset[Side]:
    """Return the sides that would act; collective names and silence are read as the law reads them."""
    if measure.force == TOLD:
        return frozenset()
    acting, _ = performers(canonical(measure, context.book), context.book)
    return frozenset(_side(party, context) for party in acting)


def _side(party: str, context: DatedContext) -> Side:
    if party in (UNSPECIFIED, UNKNOWN):
        return "not_said"
    principal = context.book.parties[party].acts_for or party
    if principal == context.book.home:
        return "home"
    return "takers" if principal in context.takers else "others"


def by_side(changes: Sequence[MeasureChange], context: DatedContext) -> Iterator[SideChange]:
    """Yield what each side would do otherwise; a measure that passes from one to another goes here and comes there."""
    parties = {"home": (context.book.home,), "takers": context.takers}
    for side in SIDES:
        found = [seen for change in changes if (seen := _seen(change, side, context)) is not None]
        if found:
            yield SideChange(side=side, parties=parties.get(side, ()), changes=tuple(found))


def _seen(change: MeasureChange, side: Side, context: DatedContext) -> MeasureChange | None:
    """Return a change as one side sees it; None if it is none of its business."""
    old, new = (_theirs(placed, side, context) for placed in (change.old, change.new))
    if old and new:
        return change
    if old:
        return MeasureChange(change="removed", old=old)
    return MeasureChange(change="added", new=new) if new else None


def _theirs(placed: Placed | None, side: Side, context: DatedContext) -> Placed | None:
    return placed if placed and side in sides_of(placed.measure, context) else None
