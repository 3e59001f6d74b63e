"""Supposing things otherwise: there and back again, and never more than what was said."""

from hypothesis import given
from hypothesis import strategies as st

from legalcheck.model.plan import Plan
from legalcheck.model.values import UNKNOWN
from legalcheck.supposing.asking import Interview
from legalcheck.supposing.change import PARTS, Place, present, supposed
from legalcheck.supposing.difference import WHAT_IF, difference
from legalcheck.supposing.scene import Scene, scene_of
from tests.laws.judging import CLAUSE, FACTS, MEASURE, PLAN, SCENE_DAYS, checker, shipped

FACT_NAMES = sorted(shipped().facts)


def scene(plan: Plan, facts: dict[str, str], day: str) -> Scene:
    """Return a scene of a drawn plan."""
    return scene_of(plan.model_copy(update={"assumptions": facts}), checker(day))


@st.composite
def changes(draw: st.DrawFn, plan: Plan) -> dict[Place, str]:
    """Draw values for some facts and some parts of the measures of a plan, taken from another drawn measure."""
    names = draw(st.lists(st.sampled_from(FACT_NAMES), max_size=2, unique=True))
    found = {Place(fact=name): draw(st.sampled_from((*shipped().facts[name].values, UNKNOWN))) for name in names}
    clause = draw(st.sampled_from(plan.clauses))
    other = scene_of(Plan(clauses=(clause.model_copy(update={"measures": (draw(MEASURE),)}),)), checker())
    for part in draw(st.lists(st.sampled_from(PARTS), max_size=2, unique=True)):
        value = present(Place(clause=clause.number, measure="m1", part=part), other)
        found[Place(clause=clause.number, measure="m1", part=part)] = value
    if draw(st.booleans()):
        found[Place(clause=clause.number, measure="m1")] = draw(st.sampled_from(("yes", "no", UNKNOWN)))
    return found


@given(PLAN, FACTS, SCENE_DAYS, st.data())
def test_what_is_supposed_and_taken_back_leaves_everything_as_it_was(plan, facts, day, data):
    """Supposing twice, there and back, returns to the start: no finding is gone, added or changed."""
    start = scene(plan, facts, day)
    there = data.draw(changes(plan))
    back = supposed(supposed(start, there), {place: present(place, start) for place in there})
    found = difference(start.judge(), back.judge(), WHAT_IF)
    assert not found.findings
    assert not any(found.clauses)
    assert found.before == found.after


@given(PLAN, FACTS, SCENE_DAYS, st.data())
def test_supposing_what_is_so_changes_nothing(plan, facts, day, data):
    """A value that is the present one leaves the result as it is, to the byte."""
    start = scene(plan, facts, day)
    same = {place: present(place, start) for place in data.draw(changes(plan))}
    assert supposed(start, same).judge().model_dump_json() == start.judge().model_dump_json()


@given(PLAN, FACTS, SCENE_DAYS, st.data())
def test_what_is_gone_one_way_is_added_the_other(plan, facts, day, data):
    """A difference read backwards is the difference backwards."""
    start = scene(plan, facts, day)
    before, after = start.judge(), supposed(start, data.draw(changes(plan))).judge()
    there, back = difference(before, after, WHAT_IF), difference(after, before, WHAT_IF)
    for one, other in ((there.findings, back.findings), *zip(there.clauses, back.clauses, strict=True)):
        forth, again = (getattr(moves, "findings", moves) for moves in (one, other))
        assert (forth.gone, forth.added) == (again.added, again.gone)
        changed = [(c.before, c.after) for c in forth.changed]  # in the order of the report that one comes to
        assert len(changed) == len(again.changed)
        assert all((c.after, c.before) in changed for c in again.changed)


@given(CLAUSE, st.sampled_from(("asserted", "possible")), SCENE_DAYS, st.data())
def test_answering_what_is_asked_settles_the_verdict(clause, status, day, data):
    """However the questions are answered they come to an end, and then the verdict is the one that may come."""
    measures = tuple(one.model_copy(update={"status": status}) for one in clause.measures)
    untold = {name: UNKNOWN for name in shipped().facts if name not in shipped().milestones}
    asked = Interview(scene(Plan(clauses=(clause.model_copy(update={"measures": measures}),)), untold, day))
    seen = set()
    while open_still := asked.questions():
        needed = open_still[0]
        assert needed.place not in seen
        seen.add(needed.place)
        after = needed.leads_to.get("1", {})
        value = data.draw(st.sampled_from(needed.answers))
        asked.answer(needed, value)
        if "" in after.get(value, {}) and not asked.questions():
            assert asked.result.clauses[0].verdict in after[value][""]
    assert asked.result.clauses[0].unknowns == ()


@given(CLAUSE, SCENE_DAYS, st.data())
def test_no_answer_is_asked_for_that_could_not_matter(clause, day, data):
    """A fact that is not asked about, with all else told, gives the same verdict in every forum whatever it is."""
    world = {name: fact.values for name, fact in shipped().facts.items() if name not in shipped().milestones}
    start = scene(Plan(clauses=(clause,)), dict.fromkeys(world, UNKNOWN), day)
    asked = {needed.place.fact for needed in Interview(start).questions()}
    idle = [name for name in world if name not in asked]
    if idle:
        name = data.draw(st.sampled_from(idle))
        rest = {Place(fact=other): data.draw(st.sampled_from(values)) for other, values in world.items()}
        found = [supposed(start, {**rest, Place(fact=name): value}).judge().clauses[0] for value in world[name]]
        if not found[0].unknowns:
            assert found[0].forums == found[1].forums
