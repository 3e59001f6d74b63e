"""Allowances in plan files: whether their rules are rules, and which clause a comment belongs to."""

from collections.abc import Sequence
from difflib import get_close_matches

from legalcheck.documents.comments import Comments
from legalcheck.model.accepting import NOT_UNDERSTOOD, Allowance
from legalcheck.model.plan import Plan
from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.rulebook.load import Rulebook


def unknown_rules(
    allow: Sequence[Allowance], book: Rulebook | None, *, whole: bool = False
) -> list[tuple[tuple[object, ...], str]]:
    """Return the places, and sentences, of allowances whose rule says nothing of a clause or of a ``whole`` plan."""
    said = ((at, _no_rule(one.rule, book, whole=whole)) for at, one in enumerate(allow if book else ()))
    return [(("allow", at, "rule"), one_line(message)) for at, message in said if message]


def _no_rule(name: str, book: Rulebook | None, *, whole: bool) -> str | None:
    """Say why a name is no rule to be allowed here; None if it is one."""
    if book is None or name in book.mild:
        return None
    own, other = (book.plan_rules, book.rules) if whole else (book.rules, book.plan_rules)
    if name in own or (name == NOT_UNDERSTOOD and not whole):
        return None
    if name in other:
        place = "a clause; allow it in the clause" if whole else "whole plans; allow it in the plan, not in a clause"
        return f"the rule '{name}' is about {place}"
    near = get_close_matches(name, [*own, *other], 2)
    meant = f"do you mean {' or '.join(near)}?" if near else "'legalcheck rules' lists them"
    return f"no rule is called '{name}'; {meant}"


def allowing(plan: Plan, comments: Comments, book: Rulebook | None) -> Plan:
    """Return a plan with the allowances of its comments in its clauses; those for rules on whole plans are its own.

    With ``book``, rules that it does not hold are mistakes; ``InputError`` lists them with their places.
    """
    problems: list[Problem] = []
    whole = list(plan.allow)
    held: dict[int, list[Allowance]] = {}
    for comment, owner in zip(comments.found, comments.owners(plan.clauses), strict=True):
        rule = comment.allowance.rule
        across = book is not None and rule in book.plan_rules
        to = whole if across else held.setdefault(owner, [])
        said = _no_rule(rule, book, whole=across)
        if any(one.rule == rule for one in to):
            said = f"the rule '{rule}' is allowed twice; keep one"
        if said:
            place = {"line": comment.first, "column": comment.column}
            problems.append(Problem(message=one_line(said), path=plan.path, **place))
        to.append(comment.allowance)
    if problems:
        raise InputError(problems)
    clauses = tuple(
        clause.model_copy(update={"allow": tuple(held[at])}) if at in held else clause
        for at, clause in enumerate(plan.clauses)
    )
    return plan.model_copy(update={"allow": tuple(whole), "clauses": clauses})
