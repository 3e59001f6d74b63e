"""Judging as a whole: streams stay streams, repeated matters cost nothing, and the shipped law gives one answer."""

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalcheck.checking import CHUNK, Checker
from legalcheck.documents.files import open_plan
from legalcheck.model.plan import Clause
from legalcheck.model.problem import InputError
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.accept import plans
from tests.conftest import ROOT, Run
from tests.factory import DAY, Folder
from tests.judging import gravity
from tests.processes import environment, program


def endless(book: Rulebook) -> Iterator[Clause]:
    """Yield clauses for ever: payments by each party in turn."""
    parties = [name for name, party in book.parties.items() if party.type == "state"]
    at = 0
    while True:
        measure = {"kind": "pay", "performer": [parties[at % len(parties)]]}
        yield Clause.model_validate({"number": str(at), "measures": [measure]})
        at += 1


def test_a_stream_is_judged_as_it_comes(small_book: Rulebook) -> None:
    """Results come before the stream ends, and no more of it is taken than a chunk."""
    taken = 0

    def counted() -> Iterator[Clause]:
        nonlocal taken
        for clause in endless(small_book):
            taken += 1
            yield clause

    results = Checker(small_book, DAY, engine="reference").check(counted())
    assert [result.number for result in islice(results, 3)] == ["0", "1", "2"]
    assert taken <= CHUNK


def test_repeated_clauses_are_asked_once(small_book: Rulebook) -> None:
    """However many clauses repeat the same few acts, the engine is asked for each distinct matter only."""
    checker = Checker(small_book, DAY)
    results = list(islice(checker.check(endless(small_book)), 600))
    assert len(results) == 600
    states = [party for party in small_book.parties.values() if party.type == "state"]
    assert checker.judge.asked <= len(states)


def test_assumptions_of_one_plan_do_not_leak_into_the_next(small_book: Rulebook) -> None:
    """A checker under a plan's assumptions leaves the checker it came from as it was, and shares its memo."""
    checker = Checker(small_book, DAY, engine="reference")
    vote = Clause.model_validate({"number": "1", "measures": [{"kind": "hold_vote", "performer": "northland"}]})
    assumed = next(checker.under({"emergency": "no"}).check([vote]))
    assert (assumed.verdict, next(checker.check([vote])).verdict) == ("approval", "closed")
    assert checker.under({"emergency": "no"}).judge is checker.judge


def test_what_the_caller_assumes_outweighs_what_a_plan_assumes(small_book: Rulebook) -> None:
    """The caller's word stands above the plan's."""
    checker = Checker(small_book, DAY, {"emergency": "yes"}, engine="reference")
    assert checker.under({"emergency": "no", "harvest": "no"}).assumptions == {"emergency": "yes", "harvest": "no"}


def test_forums_are_never_mixed(small_book: Rulebook) -> None:
    """A verdict in one forum comes from findings of that forum, and the whole is the gravest of the three."""
    everything = {
        "number": "1",
        "measures": [
            {"kind": "leave_league", "performer": "northland"},
            {"kind": "pay", "performer": "eastland"},
            {"kind": "recognise_rule", "performer": "eastland", "beneficiary": "southland", "territory": "valley"},
        ],
    }
    clause = Clause.model_validate(everything)
    whole = next(Checker(small_book, DAY, engine="reference").check([clause]))
    assert whole.forums == {"home": "amendment", "world": "barred", "others": "consent"}
    assert whole.verdict == "barred"
    for forum, verdict in whole.forums.items():
        alone = next(Checker(small_book, DAY, forums=[forum], engine="reference").check([clause]))
        assert alone.forums == {forum: verdict}
        assert {finding.forum for finding in alone.findings} == {forum}
        assert alone.verdict == verdict


def test_findings_stand_gravest_first(small_book: Rulebook) -> None:
    """The reader of a report meets the gravest barrier first, certain before possible."""
    measures = [
        {"kind": "leave_league", "performer": "northland"},
        {"kind": "pay"},
        {"kind": "recognise_rule", "performer": "eastland", "beneficiary": "southland", "territory": "valley"},
    ]
    result = next(
        Checker(small_book, DAY, engine="reference").check(
            [Clause.model_validate({"number": "1", "measures": measures})]
        )
    )
    order = [(finding.certainty, -gravity(finding.level)) for finding in result.findings]
    assert order == sorted(order)
    assert [finding.rule for finding in result.findings] == ["world-no-recognition", "home-league-course", "others-pay"]


@pytest.mark.parametrize(("day", "cited"), [("2026-05-31", ("N-RUMOUR",)), ("2026-06-01", ("N-RUMOUR", "N-LAW-1"))])
def test_a_source_is_not_cited_before_its_day(small: Folder, day: str, cited: tuple[str, ...]) -> None:
    """On a day before a source came into force neither the finding nor its route rests on it."""
    small.edit("sources/law.yaml", "in_force: {from: 2000-01-01, to: null}", "in_force: {from: 2026-06-01, to: null}")
    checker = Checker(open_rulebook(small.path), day, engine="reference")
    clause = Clause.model_validate({"number": "1", "measures": [{"kind": "pay", "performer": "eastland"}]})
    (finding,) = next(checker.check([clause])).findings
    assert finding.sources == cited


# --- the shipped law -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [p for p in plans() if p.suffix == ".yaml"], ids=lambda plan: str(plan.name))
@pytest.mark.parametrize("day", [DAY, "2026-06-01", "2021-06-01"])
def test_the_engines_agree_on_real_plans(law: Rulebook, plan: object, day: str) -> None:
    """Both engines give one result on every clause of the real plans, in war, in peace and when that is unknown."""
    opened = open_plan(ROOT / str(plan), law)
    checked = [Checker(law, day, engine=engine).check_plan(opened) for engine in ("durable", "reference")]
    assert checked[0] == checked[1]


@cache
def shipped() -> Checker:
    """The shipped law on a day on which martial law is unknown, with a memo that all examples share."""
    return Checker(open_rulebook(None), "2026-06-01")


def any_measure() -> st.SearchStrategy[dict[str, object]]:
    """Any measure that the shipped vocabulary allows."""
    book = shipped().book
    parties = st.lists(st.sampled_from(sorted(book.parties)), unique=True, max_size=2)
    kinds = st.sampled_from(sorted(book.vocabulary.kinds))
    parts: dict[str, st.SearchStrategy[object]] = {
        "kind": kinds,
        "performer": parties,
        "beneficiary": parties,
        "organisation": parties,
        "territory": st.lists(st.sampled_from(book.vocabulary.territories), unique=True, max_size=1),
        "mode": st.sampled_from(["de_jure", "de_facto", "control_only", "unspecified"]),
        "polarity": st.sampled_from(["affirmed", "affirmed", "negated"]),
        "force": st.sampled_from(["obligation", "permission", "declaration", "aim", "report"]),
        "condition": st.sampled_from(["none", "condition", "consequence_of_breach", "revocation"]),
        "instrument": st.sampled_from(book.vocabulary.values["instrument"]),
        "about": st.none() | kinds,
    }
    return st.fixed_dictionaries(parts)


@settings(max_examples=100)
@given(st.lists(st.deferred(any_measure), min_size=1, max_size=2))
def test_the_engines_agree_on_any_measure_under_the_shipped_law(measures: list[dict[str, object]]) -> None:
    """Any clause at all is judged without a disagreement, and its verdicts hang together."""
    clause = Clause.model_validate({"number": "1", "measures": measures})
    result = next(shipped().check([clause]))
    assert gravity(result.verdict) <= gravity(result.possible_verdict)
    assert gravity(result.verdict) == max(map(gravity, result.forums.values()))
    for finding in result.findings:
        rule = shipped().book.rules[finding.rule]
        assert (finding.forum, finding.level, finding.standing) == (rule.forum, rule.then.level, rule.standing)
        assert set(finding.measures) <= {measure.id for measure in result.measures}
        assert finding.because
        assert "{" not in finding.message


def test_a_word_outside_the_vocabulary_is_refused(law: Rulebook) -> None:
    """The checker judges words of its vocabulary only."""
    clause = Clause.model_validate({"number": "1", "measures": [{"kind": "dance"}]})
    with pytest.raises(InputError, match="dance"):
        next(Checker(law, DAY, engine="reference").check([clause]))


def test_a_real_plan_gives_the_same_bytes_from_its_text(run: Run, shared_reader: None) -> None:
    """Reading and judging the text of a real plan depends neither on the run nor on the order of hashing."""
    call = ("batch", ROOT / "cases" / "plans" / "us-28-point-2025-11.md", "--as-of", DAY, "-f", "json")
    elsewhere = subprocess.run(
        program(*call), capture_output=True, check=False, env=environment(PYTHONHASHSEED="1"), cwd=ROOT
    )
    here = run(*call)
    assert here.raw == elsewhere.stdout
    assert len(json.loads(here.out)["clauses"]) > 28
