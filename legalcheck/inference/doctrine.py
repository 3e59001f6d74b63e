"""How gravely disputed law counts: by the strictest view, the prevailing one, or the mildest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, get_args

from legalcheck.model.rule import Norm
from legalcheck.model.values import LEVELS, Doctrine
from legalcheck.rulebook.load import Rulebook

_Norm = TypeVar("_Norm", bound=Norm)

DOCTRINES: tuple[str, ...] = get_args(Doctrine)
_GRAVITY = (*LEVELS, "clear")


def counted_level(rule: Norm, doctrine: Doctrine) -> str | None:
    """Return the level at which a rule counts, ``clear`` if it is no barrier; None if it concludes no level.

    Only a contested rule moves: to the gravest or to the mildest among its own level and those of its positions.
    """
    level = rule.then.level
    if level is None or rule.standing != "contested" or doctrine == "prevailing":
        return level
    views = sorted({level, *(view.level for view in rule.positions)}, key=_GRAVITY.index)
    return views[0] if doctrine == "strict" else views[-1]


def read_by(book: Rulebook, doctrine: Doctrine) -> Rulebook:
    """Return a rulebook in which every rule concludes the level at which it counts; one that is clear is left out."""
    if doctrine == "prevailing":
        return book
    rules, plan_rules = _counted(book.rules, doctrine), _counted(book.plan_rules, doctrine)
    mild = frozenset((*book.rules, *book.plan_rules)) - rules.keys() - plan_rules.keys()
    return replace(book, rules=rules, plan_rules=plan_rules, doctrine=doctrine, mild=mild)


def _counted(rules: Mapping[str, _Norm], doctrine: Doctrine) -> dict[str, _Norm]:
    levels = {name: counted_level(rule, doctrine) for name, rule in rules.items()}
    return {
        name: rule
        if levels[name] == rule.then.level
        else rule.model_copy(update={"then": rule.then.model_copy(update={"level": levels[name]})})
        for name, rule in rules.items()
        if levels[name] != "clear"
    }
