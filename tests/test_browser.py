"""Pages in a browser: nothing runs, nothing is fetched, nothing is out of reach, on a phone, at night and on paper.

Needs Chromium and the extra ``browser``; without them these tests are skipped and say so.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from legalcheck.checking import Checker
from legalcheck.drafts.difference import difference
from legalcheck.report.drafts_page import difference_html
from legalcheck.report.page import render
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import DAY, write_rulebook
from tests.hostile import HOSTILE, hostile_plan
from tests.plans import READ
from tests.routing import with_calendar

playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra 'browser' is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM)
        yield running
        running.close()


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The small world with a calendar, judged by bit masks."""
    book: Rulebook = open_rulebook(with_calendar(write_rulebook(tmp_path_factory.mktemp("browser") / "rules")).path)
    return Checker(book, DAY, engine="reference")


@pytest.fixture(scope="module")
def report(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a plan that was read and on every hostile one."""
    plans = [READ, *map(hostile_plan, HOSTILE)]
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text("".join(render([checker.check_plan(plan) for plan in plans], checker)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def short(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that has every part and little of it, for what takes long."""
    path = tmp_path_factory.mktemp("short") / "short.html"
    results = [checker.check_plan(plan) for plan in (READ, hostile_plan(HOSTILE[0]))]
    path.write_text("".join(render(results, checker)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def drafts(checker: Checker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The difference of two hostile drafts."""
    old, new = (checker.check_plan(hostile_plan(words)) for words in HOSTILE[:2])
    path = tmp_path_factory.mktemp("drafts") / "drafts.html"
    path.write_text(difference_html(difference(old, new, checker.context), checker.book), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Return a function that opens a file; what it asks for and what it says aloud is kept on the page."""
    pages = []

    def call(path: Path, **how: Any) -> Any:
        page = browser.new_page(**how)
        pages.append(page)
        page.asked, page.said, page.failed = [], [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: page.failed.append((request.url, request.failure)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(path.as_uri())
        return page

    yield call
    for page in pages:
        page.close()


@pytest.mark.parametrize("name", ["report", "drafts"])
def test_nothing_of_a_plan_runs_and_no_request_leaves(opened: Open, request: pytest.FixtureRequest, name: str) -> None:
    """Not on opening, nor on passing over and focusing everything; the file itself is all that is asked for."""
    path = request.getfixturevalue(name)
    page = opened(path, viewport=DESK)
    page.evaluate(
        """() => document.querySelectorAll('body *').forEach(one => {
            for (const kind of ['mouseover', 'focus', 'load', 'error', 'begin']) one.dispatchEvent(new Event(kind))
        })"""
    )
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert (page.asked, page.said) == ([path.as_uri()], [])
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, form, base, link').length") == 0


def test_the_policy_stops_what_would_have_slipped_through(opened: Open, report: Path) -> None:
    """Were a script, a handler, a picture or a style of somebody else in the page, it would not act."""
    page = opened(report)
    stopped = page.evaluate(
        """async () => {
            const stopped = [];
            document.addEventListener('securitypolicyviolation', one => stopped.push(one.effectiveDirective));
            const add = (tag, parts) => document.body.append(Object.assign(document.createElement(tag), parts));
            add('script', {textContent: 'window.pwned = 1'});
            add('style', {textContent: 'body { display: none }'});
            add('div', {innerHTML: '<b onclick="window.pwned = 1" style="color: red">x</b>'});
            document.body.lastChild.firstChild.click();
            await new Promise(done => add('img', {src: 'https://evil.example/', onerror: done}));
            return stopped;
        }"""
    )
    assert {"script-src-elem", "style-src-elem", "img-src", "script-src-attr", "style-src-attr"} <= set(stopped)
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.failed == [("https://evil.example/", "csp")]


@pytest.mark.parametrize("name", ["report", "drafts"])
@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 600}], ids=["360", "320"])
def test_a_phone_shows_the_page_without_scrolling_sideways(
    opened: Open, request: pytest.FixtureRequest, name: str, size: dict[str, int]
) -> None:
    """Even a word of four hundred letters is broken; wide pictures and tables scroll by themselves."""
    page = opened(request.getfixturevalue(name), viewport=size)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("name", ["short", "drafts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, request: pytest.FixtureRequest, name: str, scheme: str) -> None:
    """Contrast, names, headings, landmarks, languages and tables serve those who see little or use no mouse."""
    page = opened(request.getfixturevalue(name), viewport=DESK, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []


def test_underlined_words_lead_to_a_finding_by_the_keyboard(opened: Open, report: Path) -> None:
    """The first key leads past the contents; a link in a clause moves to what rests on its words."""
    page = opened(report, viewport=DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#main"
    page.focus("#p1-c1 blockquote a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').className").startswith("finding")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext is installed")
def test_paper_has_what_the_screen_folds_away(opened: Open, checker: Checker, tmp_path: Path) -> None:
    """Derivations are printed, and so is the meaning of the verdicts; pictures that repeat them are not."""
    path = tmp_path / "report.html"
    path.write_text("".join(render([checker.check_plan(READ)], checker)), encoding="utf-8")
    page = opened(path)
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    done = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, check=True, text=True)
    text = " ".join(done.stdout.split())
    assert "done by Northland" in text
    assert checker.book.phrases["en"].page["barred"] in text
    assert checker.book.phrases["en"].page["picture"] not in text
    assert checker.book.phrases["en"].page["contents"] not in text
