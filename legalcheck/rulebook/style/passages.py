"""The texts of a rule, each with its place, its language and the part that it plays."""

from collections.abc import Iterator
from dataclasses import dataclass

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Norm, PlanRule, Rule
from legalcheck.rulebook.load import Rulebook

_HEAD = ("title", "message", "why")
_STEP = ("act", "body", "majority", "condition")
_VIEW = ("view", "held_by")


AnyRule = Rule | PlanRule
"""A rule on clauses or on whole plans."""


@dataclass(frozen=True)
class Passage:
    """One text of a rule: the keys under which it stands, its part, its language."""

    rule: Norm
    keys: tuple[object, ...]
    part: str
    language: str
    text: str

    @property
    def name(self) -> str:
        """The part in words, for messages: ``the message``, ``the act of step 2``."""
        where = self.keys[1:] if self.keys[0] == self.language else self.keys
        group = {"route": " of step", "positions": " of position"}.get(str(where[0]))
        name = f"the {self.part.replace('_', ' ')}"
        name += f"{group} {int(str(where[1])) + 1}" if group else ""
        return name if self.keys[0] != self.language else f"{name} ({self.language})"


def passages(rule: Norm) -> Iterator[Passage]:
    """Yield every text that people read of a rule, English first, then Ukrainian."""
    for prefix, language, said in (((), "en", rule), (("uk",), "uk", rule.uk)):
        if said is None:
            continue
        for part in _HEAD:
            yield Passage(rule, (*prefix, part), part, language, getattr(said, part))
        for group, parts in (("route", _STEP), ("positions", _VIEW)):
            for at, entry in enumerate(getattr(said, group)):
                for part in parts:
                    text = getattr(entry, part)
                    if text is not None:
                        yield Passage(rule, (*prefix, group, at, part), part, language, text)
    for at, exempt in enumerate(rule.unless if isinstance(rule, Rule) else ()):
        yield Passage(rule, ("unless", at, "why"), "why", "en", exempt.why)


def pairs(rule: Norm) -> Iterator[tuple[Passage, Passage]]:
    """Yield each English text with its translation, where there is one."""
    english = {p.keys: p for p in passages(rule) if p.language == "en"}
    for passage in passages(rule):
        if passage.language != "en" and passage.keys[1:] in english:
            yield english[passage.keys[1:]], passage


def own_rules(book: Rulebook) -> Iterator[AnyRule]:
    """Yield the rules on clauses and on whole plans, without those that are inherited from another rulebook."""
    yield from book.own_rules
    yield from book.plan_rules.values()


def problem(book: Rulebook, rule: Norm, message: str, *keys: object) -> Problem:
    """Return a problem placed at a part of a rule's file."""
    return book.documents[rule.id].problem(message, *keys)


def at(book: Rulebook, passage: Passage, message: str) -> Problem:
    """Return a problem placed at a text; the message begins with what the text is."""
    return problem(book, passage.rule, f"{passage.name} {message}", *passage.keys)
