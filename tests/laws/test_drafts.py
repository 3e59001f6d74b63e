"""What changed between two drafts does not depend on numbers, places, or which draft is called the old one."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.drafts.difference import difference
from legalcheck.model.drafts import BarrierChange, ClauseChange, Difference, MeasureChange, Placed
from legalcheck.model.plan import Clause, Plan
from legalcheck.testing import named
from tests.laws.judging import FACTS, MEASURE, checker, on_plan

WORDS = st.lists(
    st.sampled_from("one state will leave the land and hold a vote on peace before all others agree".split()),
    max_size=8,
).map(" ".join)
CLAUSES = st.lists(st.tuples(WORDS, st.lists(MEASURE, min_size=1, max_size=2)), min_size=1, max_size=4)
SHUFFLE = st.randoms(use_true_random=False)
BACK = {
    "added": "removed",
    "removed": "added",
    "split": "merged",
    "merged": "split",
    "new": "cleared",
    "cleared": "new",
}


def plan_of(found: Iterable[tuple[str, list[object]]]) -> Plan:
    """Return a plan of clauses given by words and measures, numbered from 1."""
    return Plan(
        clauses=tuple(
            Clause(number=str(at), text=words, language="en", measures=named(measures))
            for at, (words, measures) in enumerate(found, 1)
        )
    )


PLAN = CLAUSES.map(plan_of)


def compared(old: Plan, new: Plan, assume: dict[str, str] | None = None) -> Difference:
    """Judge two drafts on one day under one set of facts, and compare them."""
    return difference(on_plan(old, assume=assume), on_plan(new, assume=assume), checker().context)


def renumbered(plan: Plan, order: list[int]) -> Plan:
    """Return the clauses of a plan in another order, with the numbers of their new places."""
    turned = (plan.clauses[place].model_copy(update={"number": f"N{at}"}) for at, place in enumerate(order))
    return plan.model_copy(update={"clauses": tuple(turned)})


@given(PLAN, FACTS)
def test_a_draft_does_not_differ_from_itself(plan, facts):
    """Every clause is aligned with itself, and nothing came, went or changed."""
    found = compared(plan, plan, facts)
    assert found.empty
    assert not found.barriers
    assert not found.obligations
    assert all(old == new for old, new in (clause.numbers for clause in found.clauses))


@given(PLAN, PLAN)
def test_the_difference_backwards_is_its_mirror(old, new):
    """From the new draft to the old one what came went, what was split is merged, and all else is the same."""
    there, back = compared(old, new), compared(new, old)
    assert told(there) == told(back, turned=True)


@given(PLAN, SHUFFLE)
def test_renumbering_and_reordering_change_nothing_but_numbers(plan, shuffle):
    """A draft in another order under other numbers is the same draft."""
    order = list(range(len(plan.clauses)))
    shuffle.shuffle(order)
    found = compared(plan, renumbered(plan, order))
    assert found.empty
    assert not found.barriers
    assert not found.obligations


@given(PLAN, PLAN, SHUFFLE)
def test_a_draft_differs_as_much_in_any_order(old, new, shuffle):
    """Where the clauses of the new draft stand decides neither what they were nor what changed."""
    order = list(range(len(new.clauses)))
    shuffle.shuffle(order)
    other = compared(old, renumbered(new, order))
    assert contents(compared(old, new)) == contents(other)


def contents(found: Difference) -> Counter[object]:
    """Return what became of each clause, without numbers."""
    return Counter(
        (
            clause.change,
            tuple(sorted(one.text for one in clause.old)),
            tuple(sorted(one.text for one in clause.new)),
            tuple(sorted((one.change, one.parts) for one in clause.measures)),
            tuple((one.change, one.rule, one.old, one.new) for one in clause.barriers),
        )
        for clause in found.clauses
    )


def told(found: Difference, *, turned: bool = False) -> tuple[Counter[object], ...]:
    """Return all that a difference says, without an order; ``turned`` reads it from the new draft to the old."""
    return (
        Counter(_clause(one, turned) for one in found.clauses),
        Counter(_barrier(one, turned) for one in (*found.barriers, *found.across)),
        Counter((side.side, _measure(one, turned)) for side in found.obligations for one in side.changes),
    )


def _clause(change: ClauseChange, turned: bool) -> object:
    old, new = change.numbers
    measures = frozenset(_measure(one, turned) for one in change.measures)
    barriers = frozenset(_barrier(one, turned) for one in change.barriers)
    return _way(change.change, turned), *_sides(old, new, turned), measures, barriers


def _measure(change: MeasureChange, turned: bool) -> object:
    return _way(change.change, turned), *_sides(_place(change.old), _place(change.new), turned), change.parts


def _barrier(change: BarrierChange, turned: bool) -> object:
    old, new = (change.old, change.old_clauses), (change.new, change.new_clauses)
    return _way(change.change, turned), change.rule, change.level, *_sides(old, new, turned)


def _place(placed: Placed | None) -> object:
    return placed and (placed.clause, placed.measure.id)


def _way(change: str, turned: bool) -> str:
    return BACK.get(change, change) if turned else change


def _sides(old: object, new: object, turned: bool) -> tuple[object, object]:
    return (new, old) if turned else (old, new)
