"""Reckoning with days: the latest of several moments, terms laid on a moment, lengths that calendars measure."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from legalcheck.model.route import Moment, Wait
from legalcheck.model.terms import WEEKDAYS, Length, Opening, Term


def moment(day: date, waits: Mapping[str, int] | None = None, *, blocked: bool = False) -> Moment:
    """Return a moment; ``waits`` are days after events that have no day."""
    found = tuple(Wait(event=name, days=days) for name, days in sorted((waits or {}).items()))
    return Moment(day=day.isoformat(), waits=found, blocked=blocked)


def latest(moments: Iterable[Moment]) -> Moment:
    """Return the moment before which none of several is over; there must be one at least."""
    several = list(moments)
    waits: dict[str, int] = {}
    for wait in (wait for one in several for wait in one.waits):
        waits[wait.event] = max(wait.days, waits.get(wait.event, 0))
    return moment(
        max(date.fromisoformat(one.day) for one in several), waits, blocked=any(one.blocked for one in several)
    )


def rank(one: Moment) -> tuple[bool, int, str, int]:
    """Return a key by which the earlier moment comes first: lawful ones, those without open events, the day."""
    return one.blocked, len(one.waits), one.day, max((wait.days for wait in one.waits), default=0)


def after(start: date, length: Length) -> date:
    """Return the day that lies a length after ``start``; in a shorter month it is the last one."""
    if length.days is not None:
        return start + timedelta(days=length.days)
    year, month = divmod(start.year * 12 + start.month - 1 + (length.months or 0), 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def shortest(length: Length) -> int:
    """Return the least number of days that a length may come to: what can be said without a day to count from."""
    if length.days is not None:
        return length.days
    years, months = divmod(length.months or 0, 12)
    return 365 * years + 28 * months


def opening_after(day: date, openings: Iterable[Opening]) -> date:
    """Return the first day after ``day`` on which a session opens."""
    days = (_opens(year, opening) for year in (day.year, day.year + 1) for opening in openings)
    return min(found for found in days if found > day)


def _opens(year: int, opening: Opening) -> date:
    first = date(year, opening.month, 1)
    ahead = (WEEKDAYS.index(opening.weekday) - first.weekday()) % 7
    return first + timedelta(days=ahead + 7 * (opening.which - 1))


def done(begins: Moment, term: Term | None) -> Moment:
    """Return the earliest moment of a step that can be begun at ``begins`` and has a term."""
    if term is None:
        return begins
    day = date.fromisoformat(begins.day)
    if term.opens:
        day = opening_after(day, term.opens)
    waits = {wait.event: wait.days for wait in begins.waits}
    if term.at_least is not None:
        day = after(day, term.at_least)
        back = 0
        if term.last is not None:
            back = (day.weekday() - WEEKDAYS.index(term.last)) % 7
            day -= timedelta(days=back)
        least = shortest(term.at_least) - (6 if term.last else 0)
        waits = {name: days + max(0, least) for name, days in waits.items()}
    return moment(day, waits, blocked=begins.blocked)
