"""What people accept: it changes what counts for the exit status, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.accepting.baseline import Known, known_findings
from legalcheck.checking import Checker
from legalcheck.cli.status import FOUND, OK, UNSETTLED, status_of
from legalcheck.model.accepting import NOT_UNDERSTOOD, Allowance
from legalcheck.model.plan import Plan
from legalcheck.model.result import Result
from legalcheck.model.values import LEVELS
from legalcheck.testing import plans
from tests.factory import DAY
from tests.judging import small_world

PLAN = plans(small_world(), max_clauses=4)
CHECKER = Checker(small_world(), DAY, engine="reference")
ALLOWANCES = st.lists(
    st.builds(
        Allowance,
        rule=st.sampled_from([*small_world().rules, NOT_UNDERSTOOD]),
        because=st.just("it was weighed"),
        until=st.sampled_from([None, DAY, "2020-01-01"]),
    ),
    unique_by=lambda one: one.rule,
    max_size=4,
)
GRAVITY = {OK: 0, UNSETTLED: 1, FOUND: 2}


def unmarked(result: Result) -> Result:
    """Return a result as it would be if nobody accepted anything."""
    clauses = tuple(
        clause.model_copy(
            update={
                "accepted": None,
                "stale": (),
                "findings": tuple(one.model_copy(update={"accepted": None}) for one in clause.findings),
            }
        )
        for clause in result.clauses
    )
    across = tuple(one.model_copy(update={"accepted": None}) for one in result.plan.findings)
    plan = result.plan.model_copy(update={"findings": across, "stale": ()})
    return result.model_copy(update={"clauses": clauses, "plan": plan})


def renumbered(plan: Plan) -> Plan:
    """Return a plan whose clauses are counted anew from 100."""
    clauses = (clause.model_copy(update={"number": str(at)}) for at, clause in enumerate(plan.clauses, 100))
    return plan.model_copy(update={"clauses": tuple(clauses)})


@given(PLAN, ALLOWANCES, ALLOWANCES)
def test_an_allowance_changes_no_verdict_and_no_other_finding(plan, first, second):
    """Without its marks, a plan that accepts findings comes out to the byte as one that accepts none."""
    allow = {plan.clauses[0].number: first, plan.clauses[-1].number: second}
    clauses = tuple(c.model_copy(update={"allow": tuple(allow.get(c.number, ()))}) for c in plan.clauses)
    accepting = CHECKER.check_plan(plan.model_copy(update={"clauses": clauses}))
    assert unmarked(accepting) == CHECKER.check_plan(plan)
    for clause in accepting.clauses:
        allowed = {one.rule for one in allow.get(clause.number, ()) if one.until != "2020-01-01"}
        assert all((one.accepted is not None) == (one.rule in allowed) for one in clause.findings)
        rules = {one.rule for one in clause.findings}
        assert {one.rule for one in clause.stale} == {
            one.rule for one in allow.get(clause.number, ()) if one.rule not in rules or one.until == "2020-01-01"
        }


@given(PLAN, ALLOWANCES, st.sampled_from(LEVELS))
def test_to_accept_more_never_makes_a_run_fail(plan, allow, level):
    """The exit status is never graver with an allowance than without, at any level."""
    clauses = tuple(clause.model_copy(update={"allow": tuple(allow)}) for clause in plan.clauses)
    before = status_of([CHECKER.check_plan(plan)], level)
    after = status_of([CHECKER.check_plan(plan.model_copy(update={"clauses": clauses}))], level)
    assert GRAVITY[after] <= GRAVITY[before]


@given(PLAN, st.randoms(use_true_random=False), st.sampled_from(LEVELS))
def test_a_plan_meets_its_own_baseline_in_any_order(plan, shuffle, level):
    """Clauses may move and be counted anew: what was known is known, nothing else is, and nothing is left over."""
    order = list(plan.clauses)
    shuffle.shuffle(order)
    known = Known(known_findings(CHECKER.check_plan(plan)))
    result = CHECKER.check_plan(renumbered(plan.model_copy(update={"clauses": tuple(order)})))
    marked = known.result(result)
    assert status_of([marked], level) == OK
    assert known.missing == ()
    assert unmarked(marked) == result
    assert all(finding.accepted for clause in marked.clauses for finding in clause.findings)


@given(PLAN, st.data())
def test_a_baseline_without_an_entry_leaves_one_finding_new(plan, data):
    """Each entry answers for one finding, though two clauses say the same."""
    result = CHECKER.check_plan(plan)
    entries = list(known_findings(result))
    lost = entries.pop(data.draw(st.integers(0, len(entries) - 1))) if entries else None
    marked = Known(entries).result(result)
    new = [one.rule for clause in marked.clauses for one in clause.findings if one.accepted is None]
    new += [one.rule for one in marked.plan.findings if one.accepted is None]
    new += [NOT_UNDERSTOOD for clause in marked.clauses if clause.verdict == NOT_UNDERSTOOD and not clause.accepted]
    assert new == ([] if lost is None else [lost.rule])
