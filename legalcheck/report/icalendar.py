"""The calendar of lawful steps as iCalendar (RFC 5545): what has a day, as all-day events."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from legalcheck.model.route import Route, RouteStep
from legalcheck.rulebook.load import Rulebook


def as_icalendar(route: Route, book: Rulebook, language: str = "en") -> str:
    """Return a calendar of the steps, events, clauses and times that have a day; the same bytes for the same route."""
    words = book.phrases[language].report
    calendar = Calendar()
    calendar.add("prodid", "-//legalcheck//route//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", route.plan.title or route.plan.path or words["route"])
    calendar.add("x-wr-caldesc", words["route_limits"])
    stamp = datetime.combine(date.fromisoformat(route.start), datetime.min.time(), UTC)
    for day, name, summary, told in _entries(route, words):
        event = Event()
        event.add("uid", f"{_digest(route, name)}@legalcheck")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.fromisoformat(day))
        event.add("dtend", date.fromisoformat(day) + timedelta(days=1))
        event.add("summary", summary)
        if told:
            event.add("description", told)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _entries(route: Route, words: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (day, name, summary, description) of all that has a day."""
    for event in route.events:
        if event.day:
            yield event.day, f"event {event.name}", event.says, ""
    for step in route.steps:
        if not (step.earliest.waits or step.earliest.blocked):
            name = f"step {step.act} {step.body} {step.majority} {step.condition}"
            yield step.earliest.day, name, f"{step.act} - {step.body}", _told(step, words)
    for clause in route.clauses:
        if clause.earliest and clause.outlook == "dated":
            text = " ".join(clause.text.split())
            yield clause.earliest.day, f"clause {clause.number}", f"{words['head_clause']} {clause.number}", text
        for due in clause.due:
            if due.by:
                name = f"due {clause.number} {due.measure}"
                said = words[f"due_{due.keeping}"].format(days=due.short_by or 0)
                yield due.by, name, f"{words['head_clause']} {clause.number}: {due.says}", said


def _told(step: RouteStep, words: dict[str, str]) -> str:
    clauses = f"{words['clauses' if len(step.clauses) > 1 else 'clause']} {', '.join(step.clauses)}"
    parts = [step.majority, step.condition, step.term.says if step.term else None, clauses]
    return "; ".join(part for part in parts if part)


def _digest(route: Route, name: str) -> str:
    """Return a name of an entry that stays the same from run to run and differs from plan to plan."""
    return sha256(f"{route.plan.title}\0{route.plan.path}\0{name}".encode()).hexdigest()[:24]
