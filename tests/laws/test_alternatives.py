"""An alternative passes as it promises, takes no more than it must, and none is left out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.alternatives.find import Finder
from legalcheck.alternatives.moves import Move
from legalcheck.alternatives.search import smallest
from legalcheck.alternatives.trial import Trial
from legalcheck.checking import Checker
from legalcheck.inference.doctrine import DOCTRINES, read_by
from legalcheck.matters.build import canonical
from legalcheck.model.alternative import Alternative, Alternatives
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause
from legalcheck.model.result import ClauseResult
from legalcheck.model.rule import Rule
from legalcheck.model.values import LEVELS, at_or_above
from legalcheck.testing import with_rules
from tests.factory import DAY
from tests.judging import small_world
from tests.laws.judging import CLAUSE, UNKNOWN_DAY, clause_of, gravity, shipped

BELOW = st.sampled_from(["closed", "amendment", "approval", "consent"])
VIEWS = st.sampled_from(DOCTRINES)
DAYS = st.sampled_from([DAY, UNKNOWN_DAY])
SOFTER = [
    *(("force", force) for force in ("permission", "declaration", "aim")),
    *(("mode", mode) for mode in ("de_facto", "control_only")),
    *(("condition", "condition"), ("time_bound", "yes"), ("instrument", "treaty"), ("third_party_review", "court")),
]


def _asking() -> st.SearchStrategy[dict[str, Rule]]:
    """Draw rules on votes that ask what a clause may say more softly, and make exceptions for it."""
    asked = st.sampled_from([(name, {"not": [value]}) for name, value in SOFTER])
    exempt = st.sampled_from([{name: [value]} for name, value in SOFTER])
    drawn = st.tuples(
        st.lists(asked, min_size=1, max_size=3).map(dict),
        st.lists(exempt, max_size=2),
        st.sampled_from(LEVELS),
        st.booleans(),
    )
    return st.lists(drawn, min_size=1, max_size=5).map(
        lambda some: {f"r{at}": _rule(at, *one) for at, one in enumerate(some)}
    )


def _rule(at: int, when: Mapping[str, object], unless: Sequence[object], level: str, chained: bool) -> Rule:
    """Make a rule of what was drawn, on votes; one that is chained asks what another rule concluded of them."""
    plain = small_world().rules["home-vote-needs-law"].model_dump(by_alias=True, exclude={"route"})
    about = {"is": "national-vote"} if chained else {"kind": "hold_vote"}
    exceptions = [{"label": f"u{n}", "why": "drawn", "when": one} for n, one in enumerate(unless)]
    return Rule.model_validate(
        {**plain, "id": f"r{at}", "when": {**about, **when}, "unless": exceptions, "then": {"level": level}}
    )


@cache
def checker(day: str, doctrine: str) -> Checker:
    """Return a checker that asks both engines."""
    return Checker(read_by(shipped(), doctrine), day)


def found(clause: Clause, day: str, doctrine: str, below: str) -> Alternatives:
    """Return the alternatives to a clause of confirmed measures, without words."""
    return Finder(checker(day, doctrine), below, doctrine, worded=False).alternatives(clause)


def made(clause: Clause, one: Alternative, day: str, doctrine: str) -> ClauseResult:
    """Judge a clause with the changes and steps of an alternative, put in by hand."""
    facts = {name: value for step in one.steps for name, value in step.settles.items()}
    put = {measure.id: {} for measure in clause.measures or ()}
    for change in one.changes:
        put[change.measure][change.attribute] = change.becomes
    forms = [canonical(measure, shipped()) for measure in clause.measures or ()]
    changed = tuple(measure.model_copy(update=put[measure.id]) for measure in forms)
    (result,) = checker(day, doctrine).assuming(facts).check([Clause(number="1", measures=changed)])
    return result


@given(CLAUSE, DAYS, VIEWS, BELOW)
def test_every_alternative_is_judged_as_it_promises(clause, day, doctrine, below):
    """Both engines give the verdicts that it names, under every answer to what is not known."""
    for one in found(clause, day, doctrine, below).alternatives:
        result = made(clause, one, day, doctrine)
        assert (result.verdict, result.possible_verdict, result.forums) == (
            one.verdict,
            one.possible_verdict,
            one.forums,
        )
        assert not at_or_above(result.possible_verdict, below)


@given(CLAUSE, DAYS, VIEWS, BELOW)
def test_no_change_of_an_alternative_can_be_spared(clause, day, doctrine, below):
    """Where nothing has to be done first, a barrier stands again as soon as one change is taken back."""
    for one in found(clause, day, doctrine, below).alternatives:
        for left in combinations(one.changes, len(one.changes) - 1) if not one.steps else ():
            result = made(clause, one.model_copy(update={"changes": left}), day, doctrine)
            assert at_or_above(result.possible_verdict, below)


@given(CLAUSE, DAYS, VIEWS, BELOW)
def test_no_alternative_is_strictly_improved_by_another(clause, day, doctrine, below):
    """None touches less, at no higher price and with no graver verdict in any forum, and is better in one of these."""
    for one, other in combinations(found(clause, day, doctrine, below).alternatives, 2):
        for better, worse in ((one, other), (other, one)):
            paid, its = prices(better), prices(worse)
            cheaper = all(paid[place] <= its.get(place, 0) for place in paid)
            lighter = all(gravity(better.forums[name]) <= gravity(worse.forums[name]) for name in better.forums)
            assert not (cheaper and lighter and (paid, better.forums) != (its, worse.forums))


def prices(one: Alternative) -> dict[object, int]:
    """Return what an alternative pays at each place."""
    changes = {(change.measure, change.attribute): change.price for change in one.changes}
    return {**changes, **{frozenset(step.settles): step.price for step in one.steps}}


@given(_asking(), st.sampled_from(LEVELS[:-1]))
def test_the_search_finds_every_smallest_set_of_changes(rules, below):
    """On any law it finds what trying all sets of up to three changes finds."""
    only = {"home-vote-is-national": small_world().rules["home-vote-is-national"]}
    judge = Checker(with_rules(small_world(), {**only, **rules}), DAY, engine="reference")
    one = Measure(kind="hold_vote", performer=("northland",))
    moves = [
        Move(((("m1", name), value),), 1, at, ())
        for at, (name, value) in enumerate(SOFTER)
        if getattr(one, name) != value
    ]
    searched = smallest(Trial([one], judge, below), moves)
    assert set(searched) == set(tried(one, moves, judge, below))
    assert len(searched) == len(set(searched))


def tried(measure: Measure, moves: Sequence[Move], judge: Checker, below: str) -> Iterator[frozenset[Move]]:
    """Try all sets of up to three changes, each in a place of its own, and keep those that pass and are smallest."""
    passing: list[frozenset[Move]] = []
    for size in range(4):
        for some in map(frozenset, combinations(moves, size)):
            parts = [place[1] for move in some for place, _ in move.sets]
            if len(set(parts)) < len(parts) or any(smaller <= some for smaller in passing):
                continue
            put = {place[1]: value for move in some for place, value in move.sets}
            (result,) = judge.check([clause_of(measure.model_copy(update=put))])
            if not at_or_above(result.possible_verdict, below):
                passing.append(some)
    yield from passing


@given(CLAUSE)
def test_strict_law_is_never_milder_than_prevailing_nor_that_than_lenient(clause):
    """The view of disputed law moves every verdict one way."""
    verdicts = [next(checker(DAY, doctrine).check([clause])).verdict for doctrine in DOCTRINES]
    weights = [gravity(verdict) for verdict in verdicts]
    assert weights == sorted(weights, reverse=True)
