"""Findings in words: the message, and the derivation from the words of the clause to the rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalcheck.inference.judge import Judge
from legalcheck.inference.slices import Compiled
from legalcheck.matters.build import Matter
from legalcheck.matters.context import DatedContext
from legalcheck.model.context import Slot
from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.result import Because, Finding
from legalcheck.model.rule import Position, Rule, Step
from legalcheck.model.values import UNKNOWN, UNSPECIFIED

_LISTED = ("performer", "beneficiary", "territory", "organisation")
_PARTY_OF = {"performer_role": "performer", "beneficiary_role": "beneficiary"}


@dataclass(frozen=True)
class Witness:
    """A matter to which a rule applies, with the answers under which it does."""

    matter: Matter
    values: Mapping[str, str]
    case: tuple[str, ...]
    answer: str


def finding_of(
    rule: Rule,
    certain: bool,
    measures: Sequence[tuple[Measure, Sequence[Witness]]],
    context: DatedContext,
    judge: Judge,
    *,
    trace: bool = False,
) -> Finding:
    """Return the finding of one rule on the measures of a clause, each with the witnesses of its matters.

    With ``trace`` its derivation is whole: every condition, every measure, every way to a characterisation.
    """
    assert rule.then.level is not None
    return Finding(
        rule=rule.id,
        forum=rule.forum,
        level=rule.then.level,
        certainty="certain" if certain else "possible",
        standing=rule.standing,
        measures=tuple(measure.id for measure, _ in measures),
        sources=current_sources(rule.sources, context),
        message=_message(rule, measures, context),
        because=tuple(_because(rule, measures, context, judge, trace=trace)),
        route=current_steps(rule.route_in(context.language), context),
        positions=current_positions(rule.positions_in(context.language), context),
    )


def _because(
    rule: Rule,
    measures: Sequence[tuple[Measure, Sequence[Witness]]],
    context: DatedContext,
    judge: Judge,
    *,
    trace: bool,
) -> Iterator[Because]:
    """Yield the derivation from the first measure; a whole one has each measure under its own head."""
    trees = [(m, Derivation(m, ws[0], context, judge, whole=trace).premises(rule.id)) for m, ws in measures]
    if not trace or len(trees) == 1:
        yield from trees[0][1]
        return
    for measure, premises in trees:
        says = f"{measure.id}: {context.phrases.value('kind', measure.kind)}"
        yield Because(says=says, origin="clause", because=tuple(premises))


def current_sources(sources: Sequence[str], context: DatedContext) -> tuple[str, ...]:
    """Return the sources that begin by the day; one that has ended may be just what a finding is about."""
    known = context.book.sources
    return tuple(name for name in sources if (known[name].at.in_force.start or "") <= context.as_of)


def current_steps(steps: Sequence[Step], context: DatedContext) -> tuple[Step, ...]:
    """Return the steps of a route, each with the sources that begin by the day."""
    return tuple(step.model_copy(update={"sources": current_sources(step.sources, context)}) for step in steps)


def current_positions(views: Sequence[Position], context: DatedContext) -> tuple[Position, ...]:
    """Return the positions, each with the sources that begin by the day; a later view may be about earlier law."""
    return tuple(view.model_copy(update={"sources": current_sources(view.sources, context)}) for view in views)


def _message(rule: Rule, measures: Sequence[tuple[Measure, Sequence[Witness]]], context: DatedContext) -> str:
    text = rule.message_in(context.language).format_map(_Slots(measures, context))
    return text[:1].upper() + text[1:]


class _Slots(dict[str, Slot]):
    """The slots of a message, each made when the message has it."""

    def __init__(self, measures: Sequence[tuple[Measure, Sequence[Witness]]], context: DatedContext):
        super().__init__()
        self.measures = measures
        self.phrases = context.phrases

    def __missing__(self, name: str) -> Slot:
        if name in _LISTED:
            said = dict.fromkeys(w.values[name] for _, ws in self.measures for w in _telling(ws, name))
            return self.phrases.slot(name, list(said))
        value = getattr(self.measures[0][0], name)
        if name == "number" and value is not None:
            return Slot([f"{value:,}"], "")
        return self.phrases.slot(name, [] if value in (None, UNSPECIFIED) else [value])


def _telling(witnesses: Sequence[Witness], name: str) -> Iterator[Witness]:
    """Keep the witnesses whose value of an attribute bears on the finding: said, or one answer among several."""
    answers = {w.answer for w in witnesses if w.matter.values[name] == UNKNOWN}
    for witness in witnesses:
        if witness.values[name] == UNSPECIFIED:
            continue
        if witness.matter.values[name] != UNKNOWN or not answers.issuperset(_choices(witness)):
            yield witness


def _choices(witness: Witness) -> set[str]:
    """Return all answers to the open role of a matter; none if no rule asks about it."""
    named = {question.name: set(question.answers) for question in witness.matter.opens}
    return named.get(f"{witness.matter.measure.id}.performer", set()) if witness.answer else set()


class Derivation:
    """Builds the tree under one finding: leaves are values of the matter, inner nodes characterisations.

    Pruned, it has what the rule names, each thing once and one way to each characterisation; ``whole``, it has every
    condition, what a rule takes for granted included, every rule that reaches a characterisation, and the exceptions
    that are not made out.
    """

    def __init__(self, measure: Measure, witness: Witness, context: DatedContext, judge: Judge, *, whole: bool = False):
        self.whole = whole
        self.measure = measure
        self.witness = witness
        self.context = context
        self.law = judge.law
        self.rules = {rule.id: rule for rule in judge.law.slice(witness.values["kind"]).rules}
        self.applied = judge.applies(witness.values)
        self.shown: set[str] = set()

    def premises(self, rule_id: str) -> Iterator[Because]:
        """Yield what a rule rests on: the words first, then the context, then what other rules concluded."""
        asked = {"kind", *self.context.book.rules[rule_id].when.attributes}
        if self.whole:
            asked |= {self.law.attributes[at] for at, _ in self.rules[rule_id].test.masks}
        for name in self.law.attributes:
            if name in asked and (self.whole or name not in self.shown):
                self.shown.add(name)
                yield self.leaf(name)
        for name in self.rules[rule_id].test.characterised:
            concluding = list(self._concluding(name))
            yield from (self._characterised(name, rule) for rule in (concluding if self.whole else concluding[:1]))
        if self.whole:
            yield from self._exceptions(rule_id)

    def _exceptions(self, rule_id: str) -> Iterator[Because]:
        """Yield the exceptions of a rule that applies: none of them is made out."""
        head = self.context.phrases.report["no_exception"]
        for exempt in self.context.book.rules[rule_id].unless:
            yield Because(says=f"{head}: {exempt.label.replace('-', ' ')}", origin="rule", rule=rule_id)

    def _characterised(self, name: str, rule: Compiled) -> Because:
        return Because(
            says=self.context.book.characterisations[name].in_(self.context.language),
            origin="rule",
            rule=rule.id,
            sources=current_sources(self.context.book.rules[rule.id].sources, self.context),
            because=tuple(self.premises(rule.id)),
        )

    def _concluding(self, name: str) -> Iterator[Compiled]:
        return (rule for rule in self.rules.values() if rule.head == name and rule.id in self.applied)

    def leaf(self, name: str) -> Because:
        """Return what one attribute of the matter says, in words, and where that comes from."""
        phrases = self.context.phrases
        value = self.witness.values[name]
        known = self.witness.matter.origins.get(name)
        origin = "unknown" if self.witness.matter.values[name] == "unknown" else known.origin if known else "clause"
        template = phrases.leaves.get(name, phrases.facts.get(name, name.replace("_", " ")) + ": {value}")
        if value == UNSPECIFIED:
            template = phrases.unsaid_leaves.get(name, template)
        said = template.format_map(self._words(template, name))
        remark = phrases.origins.get(origin)
        evidence = tuple(e for e in self.measure.evidence if e.role == _PARTY_OF.get(name, name))
        return Because(
            says=f"{said} ({remark})" if remark else said,
            origin=origin,
            attribute=name,
            value=value,
            sources=current_sources(known.sources, self.context) if known else (),
            evidence=_first(evidence) if name != "territory_status" else (),
        )

    def _words(self, template: str, name: str) -> dict[str, str]:
        """Return what the template of a leaf takes, in words."""
        values, phrases = self.witness.values, self.context.phrases
        words = {"value": phrases.value(name, values[name])}
        if "{party" in template:
            words["party"] = phrases.value("performer", values.get(_PARTY_OF.get(name, ""), UNSPECIFIED))
        if "{area" in template:
            words["area"] = phrases.value("territory", values["territory"])
        return words


def _first(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Keep each passage once, in the order of the text."""
    return tuple(sorted(dict.fromkeys(evidence), key=lambda e: (e.start, e.end)))
