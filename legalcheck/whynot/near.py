"""Rules that a clause comes near: those that it would hit if one thing that it says, or one fact, were otherwise."""

from collections.abc import Iterator

from legalcheck.checking import Checker
from legalcheck.inference.judge import Judge
from legalcheck.matters.build import canonical, matters_of, settled
from legalcheck.model.measure import Measure
from legalcheck.model.result import ClauseResult, NearMiss, Result
from legalcheck.model.values import LEVELS
from legalcheck.whynot.choices import Choices, changed
from legalcheck.whynot.search import certainly


def with_near_misses(result: Result, checker: Checker) -> Result:
    """Return a result in which every clause lists the rules that it came near."""
    clauses = tuple(clause.model_copy(update={"near": near_misses(clause, checker)}) for clause in result.clauses)
    return result.model_copy(update={"clauses": clauses})


def near_misses(clause: ClauseResult, checker: Checker) -> tuple[NearMiss, ...]:
    """Return the rules with a level that one change brings about and that are no findings, gravest first.

    What is done stays what it is: another kind of measure is another clause. Measures that were only nominated take a
    confirmation beside, which is a change of its own.
    """
    judge = Judge(checker.judge.law, "reference")  # many matters that nobody asked about; what is found is asked again
    found: dict[tuple[str, str, str], NearMiss] = {}
    hit = {finding.rule for finding in clause.findings}
    for measure in clause.measures:
        if measure.status != "possible":
            for miss in _near(measure, checker, judge, hit):
                found.setdefault((miss.rule, miss.measure, miss.attribute), miss)
    order = list(checker.forums)
    ranked = sorted(found.values(), key=lambda miss: (LEVELS.index(miss.level), order.index(miss.forum), miss.rule))
    return tuple(ranked)


def _near(measure: Measure, checker: Checker, judge: Judge, hit: set[str]) -> Iterator[NearMiss]:
    book, context = checker.book, checker.context
    said = canonical(measure, book)
    choices = _choices(said, checker)
    for name in choices.names:
        if name == "kind":
            continue
        now = choices.now(said, name)
        for rule, values in _brought(said, name, choices, checker, judge).items():
            norm = book.rules[rule]
            if rule in hit or norm.then.level is None or norm.forum not in checker.forums:
                continue
            told = {name: values[0]}
            if not certainly(checker.judge, rule, changed(said, told, context), told, context):
                raise RuntimeError(f"internal error: {rule} does not apply after {told}; please report it")
            yield NearMiss(
                rule=rule,
                forum=norm.forum,
                level=norm.then.level,
                measure=measure.id,
                attribute=name,
                now=now,
                values=tuple(value for value in book.attributes[name].values if value in values),
            )


def _brought(measure: Measure, name: str, choices: Choices, checker: Checker, judge: Judge) -> dict[str, list[str]]:
    """Return the rules that other values of an attribute bring about, with the values."""
    found: dict[str, list[str]] = {}
    now = set(choices.now(measure, name))
    for values in choices.classes(name):
        if now.isdisjoint(values):
            told = {name: values[0]}
            for rule in _applying(changed(measure, told, checker.context), told, checker, judge):
                found.setdefault(rule, []).extend(values)
    return found


def _choices(measure: Measure, checker: Checker) -> Choices:
    """Return the values that the rules on a measure, affirmed or ruled out, can tell apart."""
    law = checker.judge.law
    kinds = {measure.kind} | {
        checker.book.vocabulary.equivalent.get((measure.kind, polarity), (measure.kind, ""))[0]
        for polarity in law.codes["polarity"]
    }
    masks: dict[int, set[int]] = {}
    for rule in (rule for kind in sorted(kinds) for rule in law.slice(kind).rules):
        for test in (rule.test, *rule.unless):
            for at, mask in test.masks:
                masks.setdefault(at, set()).add(mask)
    return Choices(law, checker.context, {at: frozenset(found) for at, found in masks.items()})


def _applying(measure: Measure, told: dict[str, str], checker: Checker, judge: Judge) -> set[str]:
    """Return the rules that certainly apply to some matter of a measure, with facts that are told."""
    law, context = judge.law, checker.context
    facts = {name: value for name, value in told.items() if name in context.facts}
    found: set[str] = set()
    for matter in matters_of(measure, context):
        asked = {law.attributes[at] for at in law.slice(matter.values["kind"]).attributes} - facts.keys()
        found |= frozenset.intersection(*(judge.applies(state | facts) for state in settled(matter, asked)))
    return found
