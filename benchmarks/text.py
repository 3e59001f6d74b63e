"""Part two: clauses a second from text."""

from collections.abc import Iterator
from statistics import median

from benchmarks.settings import Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from benchmarks.timing import work

_PASSES = {"first": "first reading", "second": "the same clauses again"}
_LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}


def report(world: World, settings: Settings) -> str:
    """Return how fast the readers turn clauses into measures, and what memory they take as clauses go on."""
    rows, counts = [], []
    for language, name in _LANGUAGES.items():
        runs = [work("read", language) for _ in range(min(settings.runs, 3))]
        counts.append(f"{runs[0][1]['clauses']:.0f} {name}")
        load = median(figures["load"] for _, figures in runs)
        for key, described in _PASSES.items():
            each = median(figures[key] / figures["clauses"] for _, figures in runs)
            rows.append([f"{name}, {described}", number(1 / each), number(1000 * each), number(load)])
    _, parsed = work("parse")
    each = parsed["parser"] / len(world.texts("en"))
    rows.append(["spaCy alone on the English texts", number(1 / each), number(1000 * each), ""])
    head = table(["", "clauses a second", "ms a clause", "to load, s"], rows)
    growth = table(["language", "clauses", "CPU s", "peak MiB"], _growing(settings))
    return (
        f"## Clauses a second from text\n\n{head}\n\n{', '.join(counts)} clauses; CPU time.\n\n"
        f"## Growth: clauses through the readers\n\n{growth}"
    )


def _growing(settings: Settings) -> Iterator[list[str]]:
    for language, name in _LANGUAGES.items():
        for count in settings.texts:
            process, figures = work("read_on", language, count)
            yield [name, f"{count:,}", number(figures["seconds"]), f"{process.peak:.0f}"]
