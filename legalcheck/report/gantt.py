"""The calendar of lawful steps as a picture: a bar a step, from its first day to the one on which it can be done."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from legalcheck.model.route import Moment, Route, RouteStep
from legalcheck.report.route import when
from legalcheck.rulebook.load import Rulebook

ROW, LEFT, CHART, TOP, EDGE = 20, 430, 640, 64, 20
"""Height of a row, width of the names and of the chart, room above and around; in pixels."""
_NAME = 66
"""Characters of a step that its row has room for."""
_STYLE = (
    "text{font:12px sans-serif;fill:#222}.dim{fill:#666;font-size:11px}.bar{fill:#3b6ea5}.wait{fill:#c98a1b}"
    ".stuck{fill:#b03030}.event{stroke:#2f7d32;stroke-width:1.5;stroke-dasharray:4 3}.grid{stroke:#ddd}"
)


class _Axis:
    """Places days on the chart."""

    def __init__(self, route: Route):
        days = [route.start, *(event.day for event in route.events if event.day and event.day >= route.start)]
        days += [moment.day for step in route.steps for moment in (step.begins, step.earliest)]
        days += [clause.earliest.day for clause in route.clauses if clause.earliest]
        self.first = date.fromisoformat(min(days))
        self.span = max(30, (date.fromisoformat(max(days)) - self.first).days)

    def at(self, day: str) -> float:
        """Return the place of a day from the left edge of the picture, in pixels."""
        return LEFT + CHART * (date.fromisoformat(day) - self.first).days / self.span

    def months(self) -> Iterator[str]:
        """Yield the first days of the months that the chart shows; of longer times every third or twelfth."""
        every = 1 if self.span < 400 else 3 if self.span < 1500 else 12
        last = self.first.toordinal() + self.span
        for at in range(self.first.year * 12 + self.first.month, last // 365 * 12 + 24):
            day = date(at // 12, at % 12 + 1, 1)
            if day.toordinal() > last:
                return
            if at % every == 0:
                yield day.isoformat()


def as_svg(route: Route, book: Rulebook, language: str = "en") -> str:
    """Return the picture as SVG; steps that wait for an event without a day, or are stuck, are drawn as such."""
    words = book.phrases[language].report
    axis = _Axis(route)
    height = TOP + ROW * len(route.steps) + EDGE
    events = {event.name: event.says for event in route.events}
    body = [*_grid(axis, height), *_events(route, axis, height)]
    for at, step in enumerate(route.steps):
        body += _row(step, TOP + ROW * at, axis, when(step.earliest, route.start, events, words))
    title = escape(route.plan.title or route.plan.path or words["route"])
    width = LEFT + CHART + 3 * EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    top = f'<title>{title}</title>\n<style>{_STYLE}</style>\n<text x="{EDGE}" y="{EDGE + 4}">{title}</text>'
    return "\n".join([head, top, *body, "</svg>"]) + "\n"


def _grid(axis: _Axis, height: int) -> Iterator[str]:
    for day in axis.months():
        x = f"{axis.at(day):.1f}"
        yield f'<line class="grid" x1="{x}" y1="{TOP - 8}" x2="{x}" y2="{height - EDGE}"/>'
        yield f'<text class="dim" x="{x}" y="{TOP - 12}">{day[:7]}</text>'


def _events(route: Route, axis: _Axis, height: int) -> Iterator[str]:
    for event in route.events:
        if event.day and event.day >= route.start:
            x = f"{axis.at(event.day):.1f}"
            yield f'<line class="event" x1="{x}" y1="{TOP - 24}" x2="{x}" y2="{height - EDGE}"/>'
            yield f'<text class="dim" x="{x}" y="{TOP - 28}">{escape(event.says)}: {event.day}</text>'


def _row(step: RouteStep, y: int, axis: _Axis, told: str) -> Iterator[str]:
    name = f"{step.id}. {step.act}"
    short = name if len(name) <= _NAME else name[: _NAME - 3].rstrip() + "..."
    start, end = axis.at(step.begins.day), axis.at(step.earliest.day)
    tip = escape(f"{name} - {step.body}: {told}")
    yield f'<text x="{EDGE}" y="{y + 13}">{escape(short)}</text>'
    yield (
        f'<rect class={quoteattr(_kind(step.earliest))} x="{start:.1f}" y="{y + 4}" '
        f'width="{max(3.0, end - start):.1f}" height="11"><title>{tip}</title></rect>'
    )


def _kind(moment: Moment) -> str:
    return "stuck" if moment.blocked else "wait" if moment.waits else "bar"
