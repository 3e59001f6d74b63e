"""Part eight: documents, from the bytes of a file to paragraphs, and from there to clauses."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.settings import Settings
from benchmarks.streams import World
from benchmarks.tables import number, table
from legalcheck.documents.numbered import outline_text
from legalcheck.documents.outline import outline_of
from legalcheck.documents.readers import paragraphs_of
from legalcheck.documents.rows import rows_of_paragraphs
from tests.documents import odt_plan, word_plan
from tests.printing import Layout, pdf_plan
from tests.written import html_plan, letter

PLANS = Path(__file__).resolve().parent.parent / "cases" / "plans"
PAGE = 3000
"""Characters of a page."""
PAGES = 200
_FULL = {"size": 11.0, "leading": 14.0}
"""Letters and lines with which a printed page holds about as much."""
WRITERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "Word, computed numbers": ("docx", lambda text: word_plan(text, computed=True)),
    "Word, typed numbers": ("docx", lambda text: word_plan(text, computed=False)),
    "OpenDocument, computed numbers": ("odt", lambda text: odt_plan(text, computed=True)),
    "OpenDocument, typed numbers": ("odt", lambda text: odt_plan(text, computed=False)),
    "PDF, one column": ("pdf", lambda text: pdf_plan(text, Layout(**_FULL))),
    "PDF, two columns, broken words": ("pdf", lambda text: pdf_plan(text, Layout(columns=2, hyphenated=True, **_FULL))),
    "web page, computed numbers": ("html", lambda text: html_plan(text, computed=True).encode()),
    "web page, typed numbers": ("html", lambda text: html_plan(text, computed=False).encode()),
    "mail": ("eml", lambda text: letter(text).as_bytes()),
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
        f"## Documents\n\n{head}\n\nCPU time, that of processes started included, each the median of {settings.runs} "
        f"runs; a page is {PAGE:,} characters."
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
    start = _spent()
    work()
    return _spent() - start


def _spent() -> float:
    """Return the CPU time of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
