"""The routes of the shipped law can be followed: gone to its end, a route clears the finding that asked for it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.checking import Checker
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.rule import Norm, PlanExample, PlanRule, Rule
from legalcheck.rulebook.load import Rulebook
from legalcheck.verifying import EXAMPLE_DAY, rules_applying
from tests.conftest import Run

HARM_REDUCED: dict[str, str] = {
    "intl-icc-not-bound-by-deal": "a deferral suspends proceedings and ends none",
    "ua-icc-not-ukraines": "a deferral suspends proceedings and ends none",
    "ua-change-of-office-holders": "a vote may confirm those in office; nothing removes them by agreement",
}
"""Rules whose route makes the best of what stays as it is; no step of it settles anything."""

Assignment = Mapping[str, str]


def ends(norm: Norm) -> Iterator[dict[str, str]]:
    """Yield all that a route settles, once for every choice among the values that it offers."""
    found: dict[str, list[str]] = {}
    for name, value in (pair for step in norm.route for pair in step.settles.items()):
        found.setdefault(name, []).append(value)
    for values in product(*found.values()):
        yield dict(zip(found, values, strict=True))


def parted(end: Assignment, book: Rulebook) -> tuple[dict[str, str], dict[str, str]]:
    """Split what a route settles into milestones, and facts and wording."""
    reached = {name: value for name, value in end.items() if name in book.milestones}
    return reached, {name: value for name, value in end.items() if name not in reached}


class Bench:
    """Puts the examples of the shipped rules to both evaluators, with more settled than they say."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.checkers: dict[str, Checker] = {}

    def checker(self, day: str | None) -> Checker:
        """Return the checker of a day, with durable_rules decided and bit masks compared."""
        wanted = day or EXAMPLE_DAY
        if wanted not in self.checkers:
            self.checkers[wanted] = Checker(self.book, wanted, engine="durable")
        return self.checkers[wanted]

    def matters(self, rule: Rule) -> list[tuple[dict[str, str], str | None]]:
        """Return the example matters that a rule catches, each with a kind, and their days."""
        kinds = rule.when.attributes["kind"].values if "kind" in rule.when.attributes else ("",)
        given = [(matter, hit.as_of) for hit in rule.examples.hits for matter in hit.matters]
        return [({"kind": kinds[0], **matter}, day) for matter, day in given]

    def applies(self, rule: Rule, settled: Assignment) -> list[bool]:
        """Say for each example matter of a rule whether the rule applies with more settled."""
        found = [rules_applying({**matter, **settled}, self.checker(day)) for matter, day in self.matters(rule)]
        return [rule.id in ids for ids in found]

    def on_plans(self, rule: PlanRule, settled: Assignment) -> list[bool]:
        """Say for each example plan of a plan rule whether it applies with more settled."""
        return [self._on_plan(rule, example, settled) for example in rule.examples.hits if example.matters]

    def _on_plan(self, rule: PlanRule, example: PlanExample, settled: Assignment) -> bool:
        facts = {name: value for name, value in settled.items() if name in self.book.facts}
        words = {name: value for name, value in settled.items() if name not in facts}
        checker = self.checker(example.as_of).under({**example.facts, **facts})
        measures = [_measure({**matter, **words}) for matter in example.plans[0]]
        clauses = tuple(Clause(number=str(at), text="-", measures=(m,)) for at, m in enumerate(measures, 1))
        found = checker.check_plan(Plan(clauses=clauses)).plan.findings
        return any(finding.rule == rule.id and finding.certainty == "certain" for finding in found)


def _measure(matter: Assignment) -> Measure:
    lists = ("performer", "beneficiary", "territory", "organisation")
    parts = {name: [value] if name in lists else value for name, value in matter.items() if value != "unspecified"}
    return Measure.model_validate({**parts, "status": "confirmed"})


@pytest.fixture(scope="module")
def bench(law: Rulebook) -> Bench:
    """The shipped law with its examples."""
    return Bench(law)


def applied(bench: Bench, norm: Norm, settled: Assignment) -> Sequence[bool]:
    """Say for each example of a rule on clauses or on plans whether it applies with more settled."""
    return bench.applies(norm, settled) if isinstance(norm, Rule) else bench.on_plans(norm, settled)  # type: ignore[arg-type]


def routed(book: Rulebook) -> list[Norm]:
    """Return the rules whose route settles something."""
    norms = (*book.rules.values(), *book.plan_rules.values())
    return [norm for norm in norms if any(step.settles for step in norm.route)]


def test_a_route_gone_to_its_end_clears_the_finding_that_asked_for_it(bench: Bench) -> None:
    """Whichever of its alternatives a route takes, with all of it done the rule leaves its own examples alone."""
    for norm in routed(bench.book):
        assert all(applied(bench, norm, {})), norm.id
        for end in ends(norm):
            assert not any(applied(bench, norm, end)), f"{norm.id} still applies with {end}"


def test_no_act_of_a_route_can_be_left_out(bench: Bench) -> None:
    """With all milestones of a route but one reached, the rule still asks for that one."""
    for norm in routed(bench.book):
        for end in ends(norm):
            reached, _ = parted(end, bench.book)
            for name in reached:
                rest = {other: value for other, value in reached.items() if other != name}
                assert all(applied(bench, norm, rest)), f"{norm.id} does not need '{name}'"


def test_a_better_wording_or_another_world_is_enough(bench: Bench) -> None:
    """A fact or a part of the clause that a step settles clears the finding alone, since the rule asks about it."""
    for norm in routed(bench.book):
        for end in ends(norm):
            _, changed = parted(end, bench.book)
            for name, value in changed.items():
                assert not any(applied(bench, norm, {name: value})), f"{norm.id} does not ask about '{name}'"


def test_a_milestone_reached_for_nothing_changes_nothing(bench: Bench) -> None:
    """Acts that a route does not name leave its rule as it is, however many of them are done."""
    book = bench.book
    for norm in routed(book):
        own = {name for step in norm.route for name in step.settles}
        others = {name: milestone.values[-1] for name, milestone in book.milestones.items() if name not in own}
        assert all(applied(bench, norm, others)), norm.id


def test_every_route_leads_somewhere(law: Rulebook) -> None:
    """Each route settles something, but for those that make the best of what stays as it is."""
    norms = (*law.rules.values(), *law.plan_rules.values())
    silent = {norm.id for norm in norms if norm.route and not any(step.settles for step in norm.route)}
    assert silent == HARM_REDUCED.keys()


def test_every_milestone_is_reached_by_some_route(law: Rulebook) -> None:
    """No act is listed that no route comes by, and none is done before anybody assumes so."""
    reached = {pair for norm in routed(law) for step in norm.route for pair in step.settles.items()}
    for name, milestone in law.milestones.items():
        assert {(name, value) for value in milestone.values[1:]} <= reached, name
        assert milestone.on(EXAMPLE_DAY).value == milestone.values[0] == "pending", name


def test_milestones_are_put_into_words_in_both_languages(law: Rulebook) -> None:
    """A reader of English or Ukrainian meets no name that the program keeps for itself."""
    for name, milestone in law.milestones.items():
        assert milestone.ask.uk, name
        assert all(name in law.phrases[language].facts for language in ("en", "uk")), name
        assert all(value in law.phrases["uk"].values for value in milestone.values), name


def test_the_report_says_what_was_assumed_done(run: Run, tmp_path: Path) -> None:
    """Whoever reads the result sees which acts it takes for granted, and in words."""
    plan = tmp_path / "plan.yaml"
    plan.write_text("clauses: [{number: '1', measures: [{kind: declare_neutrality, performer: [ukraine]}]}]\n")
    shown = " ".join(run("batch", plan, "--assume", "amendment=by_155").out.split())
    assert "Facts: amendment of the Constitution: by Art 155;" in shown
    assert "approval by the Rada" not in shown


def test_a_rule_shows_what_to_assume(run: Run) -> None:
    """What a step settles stands beside it, as the option takes it."""
    shown = " ".join(run("rule", "ua-payment-for-guarantee").out.split())
    assert "226 of 450 [settles approval=ratified, budget=voted]" in shown


@given(data=st.data())
def test_more_done_never_brings_a_new_finding(bench: Bench, data: st.DataObject) -> None:
    """The more acts are done, the fewer barriers are left; none comes up that was not there."""
    book = bench.book
    rule = data.draw(st.sampled_from([norm for norm in routed(book) if isinstance(norm, Rule)]))
    names = data.draw(st.lists(st.sampled_from(sorted(book.milestones)), unique=True))
    values = {name: data.draw(st.sampled_from(book.milestones[name].values)) for name in names}
    matter, day = data.draw(st.sampled_from(bench.matters(rule)))
    before = rules_applying(matter, bench.checker(day))
    assert rules_applying({**matter, **values}, bench.checker(day)) <= before
