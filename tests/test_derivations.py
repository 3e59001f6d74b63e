"""Derivations of findings: pruned and whole, as text, as Mermaid and as a picture."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from legalcheck.checking import Checker
from legalcheck.model.plan import Clause
from legalcheck.model.result import Because, ClauseResult
from legalcheck.report.derivation import Box, Boxes
from legalcheck.report.mermaid import mermaid
from legalcheck.report.svg import svg
from legalcheck.rulebook.load import Rulebook
from tests.conftest import Run
from tests.factory import DAY, Folder

TEXT = 'Eastland accepts that Valley is Southland\'s & "more" <than> that.'
SVG = "{http://www.w3.org/2000/svg}"


def result_of(book: Rulebook, *measures: dict[str, object], trace: bool = False) -> ClauseResult:
    """Judge a clause of confirmed measures."""
    clause = Clause.model_validate({"number": "1", "text": "-", "measures": list(measures)})
    checker = Checker(book, DAY, engine="reference")
    return next((checker.tracing() if trace else checker).check([clause]))


def leaves(because: tuple[Because, ...]) -> Iterator[Because]:
    """Yield every step of a derivation."""
    for one in because:
        yield one
        yield from leaves(one.because)


def boxes(trees: list[Box]) -> list[Box]:
    """Return every box of some trees."""
    return [one for tree in trees for one in (tree, *boxes(list(tree.rests_on)))]


GAIN = {"kind": "recognise_rule", "performer": "eastland", "beneficiary": "southland", "territory": "valley"}
LEAVE = {"kind": "leave_league", "performer": "northland"}


def test_a_whole_derivation_has_what_goes_without_saying(small_book: Rulebook) -> None:
    """Conditions that a rule takes for granted, and exceptions that are not made out, show with --trace only."""
    (pruned,) = result_of(small_book, LEAVE).findings
    (whole,) = result_of(small_book, LEAVE, trace=True).findings
    assert {one.attribute for one in leaves(pruned.because)} == {"kind", "performer"}
    assert {one.attribute for one in leaves(whole.because)} >= {"kind", "performer", "polarity", "force", "condition"}
    assert "exception not made out: for a time only" in {one.says for one in leaves(whole.because)}
    assert not [one for one in leaves(pruned.because) if "exception" in one.says]


def test_a_whole_derivation_has_every_measure(small_book: Rulebook) -> None:
    """A finding on two measures is derived from the first, or with --trace from both."""
    both = {**LEAVE, "id": "m1"}, {**LEAVE, "id": "m2", "instrument": "treaty"}
    (pruned,) = result_of(small_book, *both).findings
    (whole,) = result_of(small_book, *both, trace=True).findings
    assert [one.attribute for one in pruned.because] == ["kind", "performer"]
    assert [one.says.split(":")[0] for one in whole.because] == ["m1", "m2"]
    assert all(one.because for one in whole.because)


def test_a_whole_derivation_says_things_again_below_a_characterisation(small_book: Rulebook) -> None:
    """What a rule and the one that it builds on both ask for stands under each."""
    pruned = [f for f in result_of(small_book, GAIN).findings if f.rule == "world-no-recognition"]
    whole = [f for f in result_of(small_book, GAIN, trace=True).findings if f.rule == "world-no-recognition"]
    assert [one.attribute for one in leaves(pruned[0].because)].count("kind") == 1
    assert [one.attribute for one in leaves(whole[0].because)].count("kind") == 2


def test_a_verdict_does_not_depend_on_how_much_is_shown(small_book: Rulebook) -> None:
    """--trace changes derivations and nothing else."""
    for measures in ((GAIN,), (LEAVE, {**GAIN, "id": "m2"})):
        pruned, whole = (
            [f.model_copy(update={"because": ()}) for f in result_of(small_book, *measures, trace=trace).findings]
            for trace in (False, True)
        )
        assert pruned == whole


@pytest.fixture
def trees(small_book: Rulebook, plain_reader: None) -> list[Box]:
    """The derivations of a clause of the small world that was read from text."""
    checker = Checker(small_book, DAY, engine="reference")
    (result,) = checker.check([Clause(number="1", text=TEXT)])
    return Boxes(small_book).of(result)


def test_boxes_lead_from_the_words_to_the_articles(trees: list[Box]) -> None:
    """Sources rest on a finding, a finding on what is given or reached, what is given on words of the clause."""
    assert trees
    for tree in trees:
        assert tree.kind == "sources"
        (finding,) = tree.rests_on
        assert finding.kind == "finding"
        assert {one.kind for one in finding.rests_on} <= {"given", "reached"}
    found = boxes(trees)
    assert any('"accepts that"' in one.lines for one in found if one.kind == "words")
    assert any(one.lines[0] == "a gain that was made by force" for one in found if one.kind == "reached")
    assert any(one.lines == ("Charter, Art 1",) for one in found if one.kind == "sources")


def test_mermaid_joins_only_boxes_that_it_has(trees: list[Box]) -> None:
    """Every arrow joins two boxes; each box but the sources has one that goes out."""
    text = mermaid(trees)
    named = re.findall(r'^  (n\d+)\["[^"]*"\]:::\w+$', text, re.MULTILINE)
    arrows = re.findall(r"^  (n\d+) --> (n\d+)$", text, re.MULTILINE)
    assert len(named) == len(set(named)) == len(boxes(trees))
    assert {end for arrow in arrows for end in arrow} <= set(named)
    assert len(arrows) == len(named) - len(trees)
    assert text.startswith("flowchart LR\n")


def test_no_text_can_break_out_of_a_picture() -> None:
    """Quotes, tags, hashes and control characters of a clause stay text."""
    tree = Box("sources", ('a "b" <c> & #d; `e`\x07',))
    assert mermaid([tree]).count('"') == 2
    picture = ElementTree.fromstring(svg([tree], 'title "x" <y>\x00'))
    assert [one.text for one in picture.iter(f"{SVG}text")] == ['a "b" <c> & #d; `e`']


def test_no_box_of_a_picture_lies_on_another(trees: list[Box]) -> None:
    """Boxes stand apart and inside the picture, and every line of text is in one."""
    picture = ElementTree.fromstring(svg(trees, TEXT))
    width, height = float(picture.attrib["width"]), float(picture.attrib["height"])
    frames = [
        [float(r.attrib[k]) for k in ("x", "y", "width", "height")]
        for r in picture.iter(f"{SVG}rect")
        if "x" in r.attrib
    ]
    assert len(frames) == len(boxes(trees))
    for at, (x, y, w, h) in enumerate(frames):
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        for ox, oy, ow, oh in frames[at + 1 :]:
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y
    for line in picture.iter(f"{SVG}text"):
        x, y = float(line.attrib["x"]), float(line.attrib["y"])
        assert sum(fx <= x <= fx + w and fy <= y <= fy + h for fx, fy, w, h in frames) == 1


@pytest.mark.usefixtures("plain_reader")
@pytest.mark.parametrize(("form", "start"), [("mermaid", "flowchart LR\n"), ("svg", "<svg xmlns=")])
def test_check_draws(run: Run, small: Folder, form: str, start: str) -> None:
    """The picture comes on standard output with the usual status, the same bytes each time; --trace makes it larger."""
    call = ("check", "Northland will leave the League.", "--rules", small.path, "--as-of", DAY, "-f", form)
    outcome = run(*call, "--fail-on", "amendment")
    assert outcome.status == 1
    assert outcome.out.startswith(start)
    assert run(*call).raw == outcome.raw
    assert len(run(*call, "--trace").raw) > len(outcome.raw)


@pytest.mark.usefixtures("plain_reader")
def test_a_clause_without_findings_gives_an_empty_picture(run: Run, small: Folder) -> None:
    """Nothing to draw is no mistake."""
    outcome = run("check", "Nothing known.", "--rules", small.path, "--as-of", DAY, "-f", "svg")
    assert (outcome.status, outcome.errors) == (3, "")
    assert not list(ElementTree.fromstring(outcome.out).iter(f"{SVG}text"))
