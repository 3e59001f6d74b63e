"""The report as one HTML file: whole without a network, and nothing that a plan says can act in it."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote
from legalcheck.report.marking import shown
from legalcheck.report.page import render
from legalcheck.report.page_views import calendar_of
from legalcheck.report.underlining import stretches
from legalcheck.routing.schedule import Calendar
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder, write_rulebook
from tests.hostile import HOSTILE, hostile_plan
from tests.plans import READ, SMALL
from tests.routing import with_calendar

EMPTY = {"meta", "br", "col"}
"""Elements that have no end tag in these pages."""
FOREIGN = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "input"}
"""Elements that these pages never have."""
LATER = "2026-03-05"
"""A day on which nobody knows whether the emergency lasts."""


class Page(HTMLParser):
    """What a page consists of; a tag that is not closed where it should be is a mistake."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes, none of which stands twice."""
        assert len(attrs) == len(dict(attrs))
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element of a picture."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep words, but not those of the style sheet."""
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in order."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]

    @property
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join("".join(self.words).split())


def assert_sound(text: str, book: Rulebook) -> Page:
    """Assert what holds of every page, whatever the plan says; return the page."""
    page = Page(text)
    assert not FOREIGN & {tag for tag, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    addresses = {a for source in book.sources.values() for a in (source.url, source.at.url)}
    assert all(href[1:] in ids if href.startswith("#") else href in addresses for href in page.values("href"))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    return page


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The small world with a calendar."""
    return open_rulebook(with_calendar(write_rulebook(tmp_path_factory.mktemp("page") / "rules")).path)


@pytest.fixture(scope="module")
def checker(book: Rulebook) -> Checker:
    """Judges the small world by bit masks."""
    return Checker(book, DAY, engine="reference")


@pytest.fixture(scope="module")
def small_plan(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> Plan:
    """The plan of the small world."""
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return open_plan(path, book)


def written(checker: Checker, *plans: Plan) -> str:
    """Return the page on some plans."""
    return "".join(render([checker.check_plan(plan) for plan in plans], checker))


def test_the_page_is_sound_and_says_what_the_results_say(checker: Checker, small_plan: Plan) -> None:
    """Messages, rules, steps, sources, facts, questions and the whole digest are there."""
    result = checker.check_plan(small_plan)
    page = assert_sound("".join(render([result], checker)), checker.book)
    findings = [f for clause in result.clauses for f in clause.findings] + list(result.plan.findings)
    assert findings
    for finding in findings:
        assert " ".join(finding.message.split()) in page.text
        assert finding.rule in page.text
        assert all(f"s-{name}" in page.values("id") for name in finding.sources)
        assert all(f"{step.act} \u2013 {step.body}" in page.text for step in finding.route)
    assert all(unknown.ask in page.text for clause in result.clauses for unknown in clause.unknowns)
    assert result.rulebook.digest in page.text
    assert all(step.act in page.text for step in calendar_of(result, checker).steps)


def test_the_possible_verdict_stands_apart_from_the_verdict(checker: Checker) -> None:
    """A guess does not colour the row of its clause; what it may become is said in a cell of its own."""
    guess = Measure.model_validate({"kind": "leave_league", "performer": ("northland",), "status": "possible"})
    firm = Measure.model_validate({"kind": "talk", "id": "m2"})
    result = checker.check_plan(Plan(clauses=(Clause(number="1", text="Perhaps.", measures=(guess, firm)),)))
    assert (result.plan.verdict, result.plan.possible_verdict) == ("clear", "amendment")
    text = "".join(render([result], checker))
    row = re.findall(r'<tr><th scope="row"><a href="#p1-c1">1</a></th>(.*?)</tr>', text, re.DOTALL)[0]
    assert re.findall(r'<td class="v (\w+)">', row) == ["clear"] * 3
    assert "<td>amendment</td>" in row


@pytest.mark.usefixtures("plain_reader")
def test_what_is_set_apart_is_said(checker: Checker, tmp_path: Path) -> None:
    """A preamble and signatures are no clauses, and the page says that they were not judged."""
    path = tmp_path / "plan.md"
    path.write_text("The Parties, recalling the past,\n\n1. Northland will pay.\n\nDone at Geneva.\n", encoding="utf-8")
    result = checker.check_plan(open_plan(path))
    assert {part.kind for part in result.plan.apart} == {"preamble", "signature"}
    assert "Set apart and not judged: preamble (1 ¶), signatures (1 ¶)." in "".join(render([result], checker))


def test_several_plans_are_one_file_with_an_index(checker: Checker, small_plan: Plan) -> None:
    """Each plan has ids of its own, its row in the index leads to it, and sources stand once."""
    page = assert_sound(written(checker, small_plan, READ, small_plan), checker.book)
    assert [href for href in page.values("href") if re.fullmatch(r"#p\d", href)] == ["#p1", "#p2", "#p3"] * 2
    assert page.values("id").count("sources") == 1


def test_one_clause_is_a_page_too(checker: Checker) -> None:
    """Without a title the page says what it is."""
    clause = Clause(number="1", text="They talk.", measures=(Measure(kind="talk"),))
    text = "".join(render([checker.check_clause(clause)], checker))
    assert "A clause, judged" in assert_sound(text, checker.book).text


@pytest.mark.parametrize("part", HOSTILE)
def test_nothing_that_a_plan_says_becomes_markup(checker: Checker, part: str) -> None:
    """Tags, handlers, addresses, ends of styles and comments, and the marks of templates stay words."""
    page = assert_sound(written(checker, hostile_plan(part), READ), checker.book)
    said = " ".join(shown(part).split())
    assert page.text.count(said) >= 5  # title, number, text, context and note
    assert not any(part in value for value in page.values("href") + page.values("id") + page.values("class"))


WORDS = st.text(st.sampled_from("ab <>&\"'/={}%#-!;:\u202e\x00\u2028\u0456\u0301\U0001f600"), min_size=1, max_size=40)


@given(WORDS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6), WORDS)
def test_any_words_make_a_sound_page(checker: Checker, text: str, spans: list[tuple[int, int]], other: str) -> None:
    """Whatever a clause, a title or a note is made of, and wherever its evidence overlaps."""
    clause = Clause(
        number=other, text=text + ".", measures=tuple(_measures(text, spans)), notes=(_note(text),), context=other
    )
    assert_sound(written(checker, Plan(title=other, path=text, clauses=(clause,))), checker.book)


@given(WORDS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_cutting_keeps_every_letter_and_all_evidence(text: str, spans: list[tuple[int, int]]) -> None:
    """Stretches together are the text, and each letter has exactly the measures whose evidence covers it."""
    measures = list(_measures(text, spans))
    at = 0
    for stretch in stretches(text, measures):
        for _ in stretch.text:
            covering = {m.id for m in measures for one in m.evidence if one.start <= at < one.end}
            assert set(stretch.measures) == covering
            at += 1
    assert at == len(text)


def test_evidence_that_is_not_at_its_place_is_left_out() -> None:
    """A plan changed by hand may have evidence of words that are no longer there."""
    wrong = Evidence(role="kind", start=2, end=90, text="vote")
    assert [s.rests for s in stretches("They vote.", [Measure(kind="talk", evidence=(wrong,))])] == [()]


def test_overlapping_evidence_leads_to_every_measure(checker: Checker) -> None:
    """Underlined words lead to the gravest finding on them; where measures share words, each is named beside them."""
    text = "Northland will leave the League and hold a vote."
    leave = Measure.model_validate(
        {"id": "m1", "kind": "leave_league", "performer": ("northland",), "evidence": [_evidence(text, 15, 47)]}
    )
    vote = Measure.model_validate(
        {"id": "m2", "kind": "hold_vote", "performer": ("northland",), "evidence": [_evidence(text, 32, 47)]}
    )
    found = written(checker, Plan(clauses=(Clause(number="1", text=text, measures=(leave, vote)),)))
    (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", found, re.DOTALL)
    links = re.findall(r'<a href="#(p1-c1-[fm]\d+)"', quoted)
    assert {"p1-c1-m1", "p1-c1-m2"} <= set(links)
    assert len([link for link in links if "-f" in link]) == 2
    assert re.sub("<sup>.*?</sup>|<[^>]+>", "", quoted).strip() == text


def test_the_policy_allows_one_style_sheet_and_nothing_else(checker: Checker, small_plan: Plan) -> None:
    """Its digest is that of the sheet, so no other style and no script can apply."""
    text = written(checker, small_plan)
    (sheet,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode()
    (policy,) = re.findall(r'"Content-Security-Policy" content="([^"]*)"', text)
    parts = [part.strip() for part in policy.replace("&#39;", "'").split(";")]
    assert parts == ["default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'"]
    assert not re.findall(r"url\(|@import|<link|src=", text)


def test_the_same_plan_gives_the_same_bytes(run: Run, small: Folder, tmp_path: Path) -> None:
    """Nothing of the clock or of a hash's order comes into the page, and -o changes where it goes only."""
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    options = ("batch", path, "--rules", small.path, "--as-of", DAY, "-f", "html")
    first, _ = run(*options), run(*options, "-o", tmp_path / "out.html")
    assert first.raw == (tmp_path / "out.html").read_bytes()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_shipped_law_makes_a_page_in_either_language(law: Rulebook, language: str) -> None:
    """Positions, sources with addresses, findings across clauses and the calendar are there in its words."""
    checker = Checker(law, "2025-11-21", engine="reference", report_language=language)
    result = checker.check_plan(open_plan(ROOT / "cases" / "plans" / "us-28-point-2025-11.yaml", law))
    text = "".join(render([result], checker))
    page = assert_sound(text, law)
    assert ("html", {"lang": language}) in page.tags
    views = [position.view for clause in result.clauses for f in clause.findings for position in f.positions]
    assert views
    assert all(" ".join(view.split()) in page.text for view in views)
    assert [href for href in page.values("href") if href.startswith("https://")]
    assert all(" ".join(f.message.split()) in page.text for f in result.plan.findings)
    fixed = ("heat", "questions", "calendar", "steps", "contested", "across", "barred", "clear")
    assert all(law.phrases[language].page[name] in page.text for name in fixed)


def test_an_open_event_is_still_to_come_in_the_calendar(book: Rulebook, small_plan: Plan) -> None:
    """The calendar of a result is that of its plan, though its measures alone are judged again."""
    checker = Checker(book, LATER, engine="reference")
    result = checker.check_plan(small_plan)
    assert result.assumptions["emergency"] == "unknown"
    calendar = Calendar(checker, LATER, {})
    assert calendar_of(result, checker) == calendar.route(calendar.checker.check_plan(small_plan))


def _evidence(text: str, start: int, end: int) -> Evidence:
    return Evidence(role="kind", start=start, end=end, text=text[start:end])


def _measures(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Measure]:
    kinds = ("leave_league", "hold_vote", "pay")
    for at, (one, other) in enumerate(spans, 1):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        evidence = (_evidence(text, start, end),)
        yield Measure(id=f"m{at}", kind=kinds[at % 3], performer=("northland",), evidence=evidence)


def _note(text: str) -> ReadingNote:
    return ReadingNote(start=0, end=len(text), text=text, message=text)
