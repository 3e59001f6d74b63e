"""Slots of messages: one that can be filled, the same in both languages, in cases that the names have."""

from collections.abc import Iterator, Sequence
from string import Formatter

from legalcheck.model.context import CASES, AttributeSpec, Phrases
from legalcheck.model.problem import Problem
from legalcheck.model.rule import Rule
from legalcheck.model.values import UNSPECIFIED
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.style.passages import AnyRule, problem


def check_slots(book: Rulebook, rules: Sequence[AnyRule]) -> Iterator[Problem]:
    """Report slots that nothing can fill, that one language lacks, and that ask for a case which a name lacks."""
    for rule in rules:
        yield from _unfillable(book, rule) if isinstance(rule, Rule) else ()
        if rule.uk is None:
            continue
        english, translated = ({name for name, _ in _slots(text)} for text in (rule.message, rule.uk.message))
        for name in sorted(english ^ translated):
            message = f"the slot '{{{name}}}' stands in the message of one language only; use it in both"
            yield problem(book, rule, message, "uk", "message")
        if isinstance(rule, Rule) and "uk" in book.phrases:
            yield from _caseless(book, rule, "uk", rule.uk.message)


def _unfillable(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    """Report a slot of a part that the rule wants unspecified: it could only ever read "the area"."""
    for name in sorted({name for name, _ in _slots(rule.message)}):
        asked = rule.when.attributes.get(name)
        if asked is not None and not asked.negated and asked.values == (UNSPECIFIED,):
            message = f"the rule wants '{name}' unspecified, so nothing ever fills '{{{name}}}'; take the slot out"
            yield problem(book, rule, message, "message")


def _caseless(book: Rulebook, rule: Rule, language: str, text: str) -> Iterator[Problem]:
    """Report what a slot may name and what has no such case; it would silently stand in the first one."""
    for name, case in sorted(set(_slots(text))):
        spec = book.attributes.get(name)
        lacking = [v for v in _accepted(rule, name, spec) if not _has_case(book.phrases[language], name, v, case)]
        if lacking:
            message = f"'{{{name}:{case}}}' may name '{lacking[0]}', which has no such case in phrases/{language}.yaml"
            yield problem(book, rule, message, language, "message")


def _accepted(rule: Rule, name: str, spec: AttributeSpec | None) -> Iterator[str]:
    """Yield the values of an attribute that a rule accepts, what is not said left out."""
    asked = rule.when.attributes.get(name)
    for value in spec.values if spec else ():
        if value != UNSPECIFIED and (asked is None or (value in asked.values) != asked.negated):
            yield value


def _has_case(phrases: Phrases, name: str, value: str, case: str) -> bool:
    slot = phrases.slot(name, [value])
    return case == CASES[0] or all(not isinstance(words, str) and case in words for words in slot.words)


def _slots(text: str) -> Iterator[tuple[str, str]]:
    """Yield (slot, case) of a template; no case is the first of all."""
    return ((name, case or CASES[0]) for _, name, case, _ in Formatter().parse(text) if name is not None)
