"""Pictures of the pages, for a person to look at: ``python -m tests.look FOLDER``.

Writes the report on a real plan in both languages, on several plans, and the comparison of two, each as HTML, as
pictures for a desk, the same at night, and a phone, and as printed on A4. Needs Chromium and the extra ``browser``.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.drafts.difference import difference
from legalcheck.report.drafts_page import difference_html
from legalcheck.report.page import render
from legalcheck.rulebook.opening import open_rulebook

PLANS = Path(__file__).resolve().parent.parent / "cases" / "plans"
AS_OF = "2025-11-21"
SIZES = {"desk": (1280, "light"), "night": (1280, "dark"), "phone": (360, "light")}
TALLEST = 6000
"""Pixels of a page that a picture shows: more cannot be looked at."""


def pages() -> dict[str, str]:
    """Return the pages by name."""
    book = open_rulebook(None)
    checkers = {lang: Checker(book, AS_OF, engine="reference", report_language=lang) for lang in ("en", "uk")}
    names = ("us-28-point-2025-11.yaml", "us-ukraine-20-point-2025-12.yaml")
    results = {
        lang: [checker.check_plan(open_plan(PLANS / name, book)) for name in names]
        for lang, checker in checkers.items()
    }
    found = {f"report-{lang}": "".join(render(results[lang][:1], checkers[lang])) for lang in checkers}
    found["index"] = "".join(render(results["en"], checkers["en"]))
    found["diff"] = difference_html(difference(*results["en"], checkers["en"].context), book)
    return found


def photograph(page: Page, folder: Path, name: str, width: int) -> None:
    """Write a picture of the upper part of what is shown."""
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=folder / f"{name}.png", full_page=True, clip=clip)


def main(folder: Path) -> None:
    """Write everything into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
        for name, text in pages().items():
            path = (folder / f"{name}.html").resolve()
            path.write_text(text, encoding="utf-8")
            for size, (width, scheme) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page.goto(path.as_uri())
                photograph(page, folder, f"{name}-{size}", width)
                if size == "desk":
                    page.pdf(path=folder / f"{name}.pdf", format="A4")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
