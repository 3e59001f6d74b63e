"""Every first and last day of a rule is that of a source, or examples on both sides of it show it."""

from collections.abc import Iterator, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Norm, day_after
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, problem


def check_boundaries(book: Rulebook, rules: Sequence[AnyRule]) -> Iterator[Problem]:
    """Report a day on which a rule begins or ends, and on which none of its sources does, unless examples pin it."""
    for rule in rules:
        begins, ends = _days(book, rule)
        first, last = rule.in_force.start, rule.in_force.to
        if first is not None and first not in begins and not _pinned(rule, first, day_after(first, -1)):
            yield _loose(book, rule, "from", first, day_after(first, -1))
        if last is not None and last not in ends and not _pinned(rule, last, day_after(last, 1)):
            yield _loose(book, rule, "to", last, day_after(last, 1))


def _loose(book: Rulebook, rule: Norm, key: str, inside: str, outside: str) -> Problem:
    message = f"no source of the rule begins or ends with {inside}; add a hit as of that day and a miss as of {outside}"
    return problem(book, rule, message, "in_force", key)


def _days(book: Rulebook, rule: Norm) -> tuple[frozenset[str], frozenset[str]]:
    """Return the days that begin a span with a source newly in force or newly gone, and those that end one."""
    spans = [book.sources[name].at.in_force for name in rule.cited if name in book.sources]
    begins = {span.start for span in spans if span.start}
    ends = {span.to for span in spans if span.to}
    return frozenset(begins | {day_after(d, 1) for d in ends}), frozenset(ends | {day_after(d, -1) for d in begins})


def _pinned(rule: AnyRule, inside: str, outside: str) -> bool:
    """Say whether a hit is dated on the last day inside and a miss on the first day outside."""
    examples = rule.examples
    return any(e.as_of == inside for e in examples.hits) and any(e.as_of == outside for e in examples.misses)
