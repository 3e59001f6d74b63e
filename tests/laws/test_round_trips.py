"""What is written down comes back as it was, and is judged as it was."""

from hypothesis import given

from legalcheck.documents.files import open_plan
from legalcheck.model.plan import Plan
from legalcheck.model.result import Result
from legalcheck.model.rule import Rule
from legalcheck.report.plan import as_plan_yaml
from legalcheck.report.records import as_json
from legalcheck.testing import rule_packs
from tests.judging import small_world
from tests.laws.judging import CLAUSE, FACTS, PLAN, checker, on_plan, shipped


@given(clause=CLAUSE, facts=FACTS)
def test_a_plan_on_paper_is_the_plan(tmp_path_factory, clause, facts):
    """A plan that is written as YAML and opened again has the measures and the assumptions that it had."""
    path = tmp_path_factory.getbasetemp() / "round-trip.yaml"
    plan = Plan(clauses=(clause,), assumptions=facts, path=str(path))
    path.write_text(as_plan_yaml(plan), encoding="utf-8")
    assert open_plan(path, shipped()) == plan


@given(plan=PLAN, facts=FACTS)
def test_a_plan_in_json_is_judged_as_it_was(tmp_path_factory, plan, facts):
    """A plan that is written as JSON and opened again comes out as before, to the byte."""
    path = tmp_path_factory.getbasetemp() / "round-trip.json"
    plan = plan.model_copy(update={"title": "A plan", "assumptions": facts, "path": str(path)})
    path.write_text(plan.model_dump_json(exclude={"path"}, exclude_defaults=True), encoding="utf-8")
    again = open_plan(path, shipped())
    assert again == plan
    assert on_plan(again) == on_plan(plan)


@given(CLAUSE, FACTS)
def test_a_result_in_json_is_the_result(clause, facts):
    """What a script reads is all that the program found."""
    result = checker().under(facts).check_clause(clause)
    assert Result.model_validate_json(as_json([result])) == result


@given(rule_packs(small_world(), max_rules=2))
def test_a_rule_in_json_is_the_rule(pack):
    """A rule survives being written down by the names of its schema."""
    for rule in pack.values():
        assert Rule.model_validate_json(rule.model_dump_json(by_alias=True)) == rule
