"""Part eight: documents, from the bytes of a file to paragraphs, and from there to clauses."""

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.settings import Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from legalcheck.documents.numbered import outline_text
from legalcheck.documents.outline import outline_of
from legalcheck.documents.readers import paragraphs_of
from legalcheck.documents.rows import rows_of_paragraphs
from tests.documents import odt_plan, word_plan

PLANS = Path(__file__).resolve().parent.parent / "cases" / "plans"
PAGE = 3000
"""Characters of a page."""
PAGES = 200
WRITERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "Word, computed numbers": ("docx", lambda text: word_plan(text, computed=True)),
    "Word, typed numbers": ("docx", lambda text: word_plan(text, computed=False)),
    "OpenDocument, computed numbers": ("odt", lambda text: odt_plan(text, computed=True)),
    "OpenDocument, typed numbers": ("odt", lambda text: odt_plan(text, computed=False)),
}
"""By row of the table: the kind of document and what writes one."""


def report(world: World, settings: Settings) -> str:
    """Return how many pages a second each reader takes in, and how many are split into clauses as well."""
    del world
    text = _plan()
    rows = [_row(name, kind, write(text), settings.runs) for name, (kind, write) in WRITERS.items()]
    split = median(_seconds(lambda: outline_text(text)) for _ in range(settings.runs))
    rows.append(["Markdown", number(len(text.encode()) / 1024), "", number(PAGES / split)])
    head = table(["a plan of 200 pages", "KiB", "pages a second, to paragraphs", "to clauses"], rows)
    return (
        f"## Documents\n\n{head}\n\nCPU time, each the median of {settings.runs} runs; a page is {PAGE:,} characters."
    )


def _plan() -> str:
    """Return the real plans, one below the other, over and over."""
    bodies = [path.read_text(encoding="utf-8") for path in sorted(PLANS.glob("*.md")) if path.stem != "README"]
    once = "\n".join(re.sub(r"(?s)\A---\n.*?\n---\n", "", body) for body in bodies if "Section I." not in body)
    return (once * (PAGE * PAGES // len(once) + 1))[: PAGE * PAGES]


def _row(name: str, kind: str, raw: bytes, runs: int) -> list[str]:
    read = median(_seconds(lambda: list(paragraphs_of(raw, name, kind))) for _ in range(runs))
    split = median(
        _seconds(lambda: outline_of(rows_of_paragraphs(paragraphs_of(raw, name, kind), name), markdown=False))
        for _ in range(runs)
    )
    return [name, number(len(raw) / 1024), number(PAGES / read), number(PAGES / split)]


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
