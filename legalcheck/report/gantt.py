"""The calendar of lawful steps as a picture: a bar a step, from its first day to the one on which it can be done."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from legalcheck.model.route import Moment, Route, RouteStep
from legalcheck.report.route import when
from legalcheck.report.svg import plain
from legalcheck.rulebook.load import Rulebook

ROW, LEFT, CHART, TOP, EDGE = 20, 430, 640, 64, 20
"""Height of a row, width of the names and of the chart, room above and around; in pixels."""
_NAME, _LETTER = 62, 6.6
"""Characters of a step that its row has room for, and the width of one in pixels, generously."""
STYLE = """
.gantt { background: #ffffff }
.gantt text { font: 12px sans-serif; fill: #222222 }
.gantt .dim { fill: #555555; font-size: 11px }
.gantt .end { text-anchor: end }
.gantt .bar { fill: #3b6ea5 }
.gantt .wait { fill: #c98a1b }
.gantt .stuck { fill: #b03030 }
.gantt .event { stroke: #2f7d32; stroke-width: 1.5; stroke-dasharray: 4 3 }
.gantt .grid { stroke: #dddddd }
@media screen and (prefers-color-scheme: dark) {
.gantt { background: #15171a }
.gantt text { fill: #eeeeee }
.gantt .dim { fill: #b3b8bf }
.gantt .bar { fill: #6fa3da }
.gantt .wait { fill: #e0a843 }
.gantt .stuck { fill: #e06c6c }
.gantt .event { stroke: #7cc47f }
.gantt .grid { stroke: #454a51 }
}
"""
"""How the picture looks, on light paper and on dark; a page that shows several has it once."""


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
    title = _title(route, book, language)
    head = f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
    return drawing(route, book, language, f'{head}<text x="{EDGE}" y="{EDGE + 4}">{escape(title)}</text>\n')


def drawing(route: Route, book: Rulebook, language: str = "en", head: str = "") -> str:
    """Return the picture as an element of a page that has ``STYLE``, or with a ``head`` of its own."""
    words = book.phrases[language].report
    axis = _Axis(route)
    height = TOP + ROW * len(route.steps) + EDGE
    events = {event.name: event.says for event in route.events}
    body = [*_grid(axis, height), *_events(route, axis, height)]
    for at, step in enumerate(route.steps):
        body += _row(step, TOP + ROW * at, axis, when(step.earliest, route.start, events, words))
    width = LEFT + CHART + 3 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gantt" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label={quoteattr(_title(route, book, language))}>\n{head}'
        + "\n".join([*body, "</svg>\n"])
    )


def _title(route: Route, book: Rulebook, language: str) -> str:
    return plain(route.plan.title or route.plan.path or book.phrases[language].report["route"])


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
    """Yield the name of a step, its bar, and beside the bar in words when it can be done."""
    name = plain(f"{step.id}. {step.act}")
    start = axis.at(step.begins.day)
    end = max(start + 3, axis.at(step.earliest.day))
    tip = escape(f"{name} - {step.body}: {told}")
    yield f'<text x="{EDGE}" y="{y + 13}">{escape(_short(name, _NAME))}</text>'
    yield (
        f'<rect class={quoteattr(_kind(step.earliest))} x="{start:.1f}" y="{y + 4}" '
        f'width="{end - start:.1f}" height="11"><title>{tip}</title></rect>'
    )
    right, left = (int(room / _LETTER) for room in (LEFT + CHART + 2 * EDGE - end, start - LEFT))
    if right >= min(len(told), left):
        yield f'<text class="dim" x="{end + 6:.1f}" y="{y + 13}">{escape(_short(told, right))}</text>'
    else:
        yield f'<text class="dim end" x="{start - 6:.1f}" y="{y + 13}">{escape(_short(told, left))}</text>'


def _short(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(0, room - 3)].rstrip() + "..."


def _kind(moment: Moment) -> str:
    return "stuck" if moment.blocked else "wait" if moment.waits else "bar"
