"""Make a rule file from answers: each answer checked against the rulebook, the parts in their fixed order."""

import json
import re
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from legalcheck.model.problem import InputError, Problem
from legalcheck.model.rule import real_day
from legalcheck.model.values import LEVELS, UNSPECIFIED, Standing
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strict_yaml import parse_strict

Answers = Mapping[str, Sequence[Any]]
"""What was answered, by the name of the question; a question that takes one answer has a list of one."""
_WIDTH = 120
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_CONDITION = re.compile(r"\s*([\w-]+)\s*(!?=)\s*(.+)")
_PLAIN = re.compile(r"[A-Za-z][\w .()/%-]*[\w)%.]|[A-Za-z]")
_WORDS = ("true", "false", "null", "yes", "no")


@dataclass(frozen=True)
class Question:
    """One question about a rule; ``parse`` turns the words of an answer into data or raises ``InputError``."""

    name: str
    parse: Callable[[str, Rulebook], Any]
    least: Callable[[Answers], int] = lambda _: 1
    """How many answers there must be, given those before."""


def _name(said: str, _: Rulebook) -> str:
    if not _NAME.fullmatch(said):
        raise InputError(f"'{said}' is no name; use small letters, digits and hyphens, a letter first")
    return said


def _id(said: str, book: Rulebook) -> str:
    if said in book.rules or said in book.plan_rules:
        raise InputError(f"a rule is called '{said}' already; choose another id")
    return _name(said, book)


def _text(said: str, _: Rulebook) -> str:
    return " ".join(said.split())


def _day(said: str, _: Rulebook) -> str | None:
    try:
        return None if said == "null" else real_day(said)
    except ValueError as error:
        raise InputError(str(error)) from error


def _one_of(said: str, known: Collection[str], what: str) -> str:
    if said in known:
        return said
    near = get_close_matches(said, known, 3) or (sorted(known) if len(known) <= 10 else [])
    raise InputError(f"no {what} is called '{said}'" + (f"; do you mean {', '.join(near)}?" if near else ""))


def _forum(said: str, book: Rulebook) -> str:
    return _one_of(said, [name for name in book.forums if name not in book.inherited], "forum of this rulebook")


def _source(said: str, book: Rulebook) -> str:
    return _one_of(said, list(book.sources), "source")


def _condition(said: str, book: Rulebook) -> tuple[str, bool, list[str]]:
    """Return the attribute, whether its values are ruled out, and the values; ``is`` stands for characterisations."""
    match = _CONDITION.fullmatch(said)
    if match is None:
        raise InputError(f"'{said}' is no condition; give NAME=VALUE, NAME=VALUE,VALUE or NAME!=VALUE")
    name, sign, listed = match.groups()
    values = [value.strip() for value in listed.split(",")]
    if name == "is":
        return name, False, [_one_of(value, list(book.characterisations), "characterisation") for value in values]
    spec = book.attributes[_one_of(name, list(book.attributes), "attribute")]
    return name, sign == "!=", [_one_of(value, spec.values, f"value of '{name}'") for value in values]


def _then(said: str, book: Rulebook) -> dict[str, str]:
    if said in LEVELS:
        return {"level": said}
    return {"characterise": _one_of(said, [*book.characterisations, *LEVELS], "level or characterisation")}


def _step(said: str, book: Rulebook) -> dict[str, Any]:
    parts = _parts(said, 2, 4, "ACT | BODY | MAJORITY | SOURCES; what comes after BODY may be left out")
    step: dict[str, Any] = dict(zip(("act", "body", "majority"), parts, strict=False))
    if len(parts) == 4:
        step["sources"] = [_source(name.strip(), book) for name in parts[3].split(",")]
    return {name: value for name, value in step.items() if value}


def _position(said: str, _: Rulebook) -> dict[str, Any]:
    view, holder, year, level = _parts(said, 4, 4, "VIEW | HOLDER | YEAR | LEVEL")
    if not year.isdecimal():
        raise InputError(f"'{year}' is no year")
    return {"view": view, "held_by": holder, "year": int(year), "level": _one_of(level, (*LEVELS, "clear"), "level")}


def _parts(said: str, least: int, most: int, form: str) -> list[str]:
    parts = [part.strip() for part in said.split("|")]
    if not least <= len(parts) <= most or not all(parts[:least]):
        raise InputError(f"'{said}' lacks a part or has one too many; give {form}")
    return parts


def _example(said: str, book: Rulebook) -> dict[str, Any]:
    """Return a case: the text of a clause or, in braces, a matter; after ``|`` comes why."""
    case, _, why = said.partition("|")
    case, because = case.strip(), {"why": why.strip()} if why.strip() else {}
    if not case.startswith("{"):
        return {"text": case, **because}
    data = parse_strict(case, "the matter").data
    for name, value in data.items():
        spec = book.attributes[_one_of(str(name), list(book.attributes), "attribute")]
        for one in value if isinstance(value, list) else [value]:
            _one_of(str(one), spec.values, "value")
    return {"matter": data, **because}


def _first(given: Answers, name: str) -> Any:
    return next(iter(given.get(name, ())), {})


def _asks_polarity(given: Answers) -> bool:
    """A rule that asks which way the clause turns has no near case that is had by turning it round."""
    return any(name == "polarity" for name, _, _ in given.get("when", ()))


QUESTIONS = (
    Question("id", _id),
    Question("title", _text),
    Question("forum", _forum),
    Question("topic", _name),
    Question("from", _day),
    Question("to", _day),
    Question("standing", lambda said, _: _one_of(said, get_args(Standing), "standing")),
    Question("source", _source),
    Question("when", _condition),
    Question("then", _then),
    Question("message", _text),
    Question("why", _text),
    Question("step", _step, least=lambda _: 0),
    Question("position", _position, least=lambda given: 2 if given.get("standing") == ["contested"] else 0),
    Question("hit", _example, least=lambda given: 0 if "characterise" in _first(given, "then") else 1),
    Question("miss", _example, least=lambda given: 1 if _asks_polarity(given) else 0),
)
"""What is asked of every rule, in the order of its parts."""


def parsed(words: Mapping[str, Sequence[str]], book: Rulebook) -> dict[str, list[Any]]:
    """Return the answers that words come to; ``InputError`` lists every one that is wrong."""
    answers: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for question in QUESTIONS:
        for said in words.get(question.name, ()):
            try:
                answers.setdefault(question.name, []).append(question.parse(said.strip(), book))
            except InputError as error:
                problems += [Problem(message=f"--{question.name}: {one.message}") for one in error.problems]
    if problems:
        raise InputError(problems)
    return answers


def still_open(answers: Answers) -> list[str]:
    """Return the names of the questions that lack answers."""
    return [question.name for question in QUESTIONS if len(answers.get(question.name, ())) < question.least(answers)]


def rule_path(answers: Answers, book: Rulebook) -> Path:
    """Return where the file of the rule belongs."""
    return Path(book.folder, answers["forum"][0], answers["topic"][0], f"{answers['id'][0]}.yaml")


def rule_text(answers: Answers, book: Rulebook) -> str:
    """Return the file of a rule, its parts in the fixed order, with a matter on either side of its examples."""
    return "\n".join(_lines(answers, book)) + "\n"


def _lines(answers: Answers, book: Rulebook) -> Iterator[str]:
    for name in ("id", "title", "forum"):
        yield from _entry(name, answers[name][0])
    first, last = (_scalar(answers[name][0]) for name in ("from", "to"))
    yield f"in_force: {{from: {first}, to: {last}}}"
    yield from _entry("standing", answers["standing"][0])
    yield f"sources: {_flow(answers['source'])}"
    yield "when:"
    for name, negated, values in answers["when"]:
        value = values if len(values) > 1 else values[0]
        yield f"  {name}: {_flow({'not': values} if negated else value)}"
    yield f"then: {_flow(answers['then'][0])}"
    for name in ("message", "why"):
        yield from _entry(name, answers[name][0])
    for part, name in (("route", "step"), ("positions", "position")):
        yield from _listed(part, answers.get(name, ()))
    yield "examples:"
    yield from _cases("hits", answers.get("hit", ()), _hit(answers, book))
    yield from _cases("misses", answers.get("miss", ()), _miss(answers, book))


def _hit(answers: Answers, book: Rulebook) -> dict[str, Any]:
    """Return a matter that meets the conditions: of each the first value that it accepts.

    What a characterisation rests on is taken from an example of a rule that concludes it. A level is said with it.
    """
    matter: dict[str, str] = {}
    for name, negated, values in answers["when"]:
        if name == "is":
            matter = {**_concluding(values[0], book), **matter}
            continue
        accepted = [v for v in book.attributes[name].values if v not in values] if negated else values
        matter[name] = next((value for value in accepted if value != UNSPECIFIED), accepted[0])
    said = {"level": answers["then"][0]["level"]} if "level" in answers["then"][0] else {}
    return {"matter": matter, **said}


def _concluding(characterisation: str, book: Rulebook) -> dict[str, str]:
    rules = (rule for rule in book.rules.values() if rule.then.characterise == characterisation)
    found = (matter for rule in rules for example in rule.examples.hits for matter in example.matters)
    return next(found, {})


def _miss(answers: Answers, book: Rulebook) -> dict[str, Any] | None:
    """Return the near matter that rules the same thing out; None where the rule asks for that itself."""
    if _asks_polarity(answers):
        return None
    return {"matter": {**_hit(answers, book)["matter"], "polarity": "negated"}, "why": "the clause rules it out"}


def _cases(side: str, given: Sequence[Mapping[str, Any]], made: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield one side of the examples; where no matter was given, one that was made from the conditions comes first."""
    cases = [*given] if made is None or any("matter" in case for case in given) else [made, *given]
    yield f"  {side}:"
    for case in cases:
        case_lines = [f"{name}: {_flow(value)}" for name, value in case.items()]
        yield f"    - {case_lines[0]}"
        yield from (f"      {line}" for line in case_lines[1:])


def _listed(part: str, entries: Sequence[Any]) -> Iterator[str]:
    if entries:
        yield f"{part}:"
        for entry in entries:
            yield from textwrap.wrap(f"- {_flow(entry)}", _WIDTH, initial_indent="  ", subsequent_indent="     ",
                                     break_long_words=False, break_on_hyphens=False)  # fmt: skip


def _entry(name: str, value: str) -> list[str]:
    """Return a key with a text; YAML takes the break of a long line as a blank."""
    return textwrap.wrap(f"{name}: {_scalar(value)}", _WIDTH, subsequent_indent="  ",
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip


def _flow(value: Any) -> str:
    """Return data in one line of YAML."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_flow(one)}' for name, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _scalar(value: str | int | None) -> str:
    """Return a scalar, quoted where YAML or a reader could take it for something else."""
    if not isinstance(value, str):
        return "null" if value is None else str(value)
    plain = _PLAIN.fullmatch(value) and value not in _WORDS
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return value if plain or day else json.dumps(value, ensure_ascii=False)
