"""Two results on the same clauses, compared rule by rule."""

from collections.abc import Sequence
from dataclasses import replace

from legalcheck.model.difference import (
    Changed,
    ClauseDifference,
    Difference,
    Found,
    Moves,
    Side,
    Supposed,
    Verdicts,
)
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, PlanVerdict, Result
from legalcheck.supposing.change import place_of, present, settings, supposed
from legalcheck.supposing.scene import Scene

WHAT_IF = "legalcheck.what-if/1"
COMPARE = "legalcheck.compare/1"


def what_if(scene: Scene, words: Sequence[str]) -> tuple[Difference, Result]:
    """Judge a scene as it is and as NAME=VALUE words suppose; return the difference and the result as supposed."""
    values = settings(words)
    places = {name: place_of(name, scene) for name in values}
    other = supposed(scene, {places[name]: value for name, value in values.items()})
    after = other.judge()
    told = [
        Supposed(name=name, before=present(place, scene), after=present(place, other)) for name, place in places.items()
    ]
    return difference(scene.judge(), after, WHAT_IF, told), after


def compare(scene: Scene, day: str) -> tuple[Difference, Result]:
    """Judge a scene on its own day and on another; return the difference and the result of the other day."""
    after = replace(scene, checker=scene.checker.on(day)).judge()
    return difference(scene.judge(), after, COMPARE), after


def difference(before: Result, after: Result, schema: str, told: Sequence[Supposed] = ()) -> Difference:
    """Compare two results on the same clauses, in the same order."""
    return Difference(
        schema=schema,
        rulebook=before.rulebook,
        doctrine=before.doctrine,
        title=before.plan.title,
        path=before.plan.path,
        supposed=tuple(told),
        before=_side(before),
        after=_side(after),
        clauses=tuple(_clause(*pair) for pair in zip(before.clauses, after.clauses, strict=True)),
        findings=_moves(before.plan.findings, after.plan.findings, Moves[PlanFinding], Changed[PlanFinding]),
    )


def _side(result: Result) -> Side:
    return Side(as_of=result.as_of, assumptions=result.assumptions, plan=_verdicts(result.plan))


def _verdicts(judged: ClauseResult | PlanVerdict) -> Verdicts:
    return Verdicts(verdict=judged.verdict, possible_verdict=judged.possible_verdict, forums=judged.forums)


def _clause(before: ClauseResult, after: ClauseResult) -> ClauseDifference:
    return ClauseDifference(
        number=before.number,
        text=before.text,
        before=_verdicts(before),
        after=_verdicts(after),
        findings=_moves(before.findings, after.findings, Moves[Finding], Changed[Finding]),
    )


def _moves(
    before: Sequence[Found], after: Sequence[Found], moves: type[Moves[Found]], changed: type[Changed[Found]]
) -> Moves[Found]:
    """Sort findings by what becomes of their rule; a rule has at most one finding on each side."""
    then, now = ({one.rule: one for one in found} for found in (before, after))
    pairs = [(old, now[old.rule], _parts(old, now[old.rule])) for old in before if old.rule in now]
    return moves(
        gone=tuple(one for one in before if one.rule not in now),
        added=tuple(one for one in after if one.rule not in then),
        changed=tuple(changed(rule=old.rule, parts=parts, before=old, after=new) for old, new, parts in pairs if parts),
    )


def _parts(old: Found, new: Found) -> tuple[str, ...]:
    """Return the parts in which two findings of one rule differ; derivations, and who accepts them, are no law."""
    names = (name for name in type(old).model_fields if name not in ("because", "accepted"))
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))
