"""Plan files, opened as plans or as streams of clauses."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError

from legalcheck.documents.comments import Bare, owners, without_comments
from legalcheck.documents.numbered import split_clauses
from legalcheck.model.accepting import NOT_UNDERSTOOD, Allowance
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.rulebook.load import Rulebook, validation_problems
from legalcheck.rulebook.strict_yaml import Document, parse_strict, read_text
from legalcheck.rulebook.vocabulary import foreign_words

STRUCTURED = (".yaml", ".yml", ".json")
NUMBERED = (".md", ".txt")
STREAMED = ".jsonl"
_TITLE = re.compile(r"^# +(?!\d+[.)])(.+?)\s*$", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
MAX_DIGITS = 100
"""Digits of a number in JSON."""
SUFFIXES = (*STRUCTURED, *NUMBERED, STREAMED)


def open_plan(path: Path, book: Rulebook | None = None) -> Plan:
    """Read a whole plan; ``InputError`` lists its mistakes with line and column.

    With ``book``, words of structured measures that its vocabulary does not hold are mistakes, too.
    """
    text = read_text(path)
    suffix = path.suffix.lower()
    if not text.strip():
        raise InputError(
            Problem(message="is empty; a plan needs at least one clause", path=str(path), line=1, column=1)
        )
    if suffix == STREAMED:
        return Plan(title=path.stem, path=str(path), clauses=tuple(_json_lines(text.split("\n"), str(path), book)))
    if suffix in STRUCTURED:
        return _structured(text, str(path), "json" if suffix == ".json" else "yaml", book)
    return _numbered(text, path, book)


def open_text(text: str, name: str) -> Plan:
    """Take text as a plan: numbered clauses, or a single clause without a number; ``name`` is said in messages."""
    if not text.strip():
        raise InputError(Problem(message="is empty; a plan needs at least one clause", path=name))
    plan = _numbered(text, Path(name))
    only = plan.clauses[0]
    if len(plan.clauses) == 1 and only.number.startswith("¶"):
        plan = plan.model_copy(update={"clauses": (only.model_copy(update={"number": "1"}),)})
    return plan


def stream_clauses(
    path: Path, book: Rulebook | None = None, passed: Callable[[int], None] = lambda _: None
) -> Iterator[Clause]:
    """Yield the clauses of a file of JSON lines one by one; ``passed`` is told of the bytes of each line."""
    try:
        with path.open("rb") as lines:
            yield from _json_lines(_decoded(lines, str(path), passed), str(path), book)
    except OSError as error:
        raise InputError(Problem(message=f"cannot be read: {error.strerror or error}", path=str(path))) from error


def _decoded(lines: Iterable[bytes], name: str, passed: Callable[[int], None]) -> Iterator[str]:
    for number, raw in enumerate(lines, 1):
        passed(len(raw))
        try:
            yield raw.decode("utf-8").removeprefix("\ufeff" if number == 1 else "\0\0")
        except UnicodeDecodeError as error:
            message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
            raise InputError(Problem(message=message, path=name, line=number, column=error.start + 1)) from error


def _json_lines(lines: Iterable[str], name: str, book: Rulebook | None) -> Iterator[Clause]:
    seen: set[str] = set()
    for line, text in enumerate(lines, 1):
        if not text.strip():
            continue
        data = _json(text, name, line)
        if isinstance(data, dict):
            data.setdefault("number", str(line))
        try:
            clause = Clause.model_validate(data)
        except ValidationError as error:
            document = Document(data, name, None)
            raise InputError(
                [p.model_copy(update={"line": line}) for p in validation_problems(error, document)]
            ) from error
        if clause.number in seen:
            message = one_line(f"clause number '{clause.number}' stands twice; give each clause its own number")
            raise InputError(Problem(message=message, path=name, line=line, column=1))
        seen.add(clause.number)
        foreign = [message for _, message in (*_foreign(clause, book), *_unknown_rules(clause.allow, book))]
        if foreign:
            raise InputError([Problem(message=message, path=name, line=line, column=1) for message in foreign])
        yield clause


def _foreign(clause: Clause, book: Rulebook | None) -> Iterator[tuple[tuple[object, ...], str]]:
    """Yield the places within a clause, and sentences, of words outside the vocabulary."""
    for at, measure in enumerate(clause.measures or () if book else ()):
        assert book is not None
        for part, value in foreign_words(measure, book):
            yield ("measures", at, part), one_line(f"'{value}' is no {part} of the vocabulary")


def _unknown_rules(
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


def _json(text: str, name: str, line: int) -> Any:
    try:
        return _whole_characters(json.loads(text, object_pairs_hook=_no_repeats, parse_int=_integer), text)
    except json.JSONDecodeError as error:
        at = Problem(
            message=f"is not valid JSON: {error.msg}", path=name, line=line + error.lineno - 1, column=error.colno
        )
        raise InputError(at) from error
    except (ValueError, RecursionError) as error:
        message = str(error) if isinstance(error, ValueError) else "is nested too deeply; flatten it"
        raise InputError(Problem(message=one_line(message), path=name, line=line, column=1)) from error


def _whole_characters(data: Any, text: str) -> Any:
    """Return the data; JSON can write halves of characters as escapes, which no text may hold."""
    lone = _SURROGATE.search(json.dumps(data, ensure_ascii=False)) if "\\u" in text else None
    if lone:
        raise ValueError(f"holds half a character (U+{ord(lone.group()):04X}); remove it")
    return data


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError(f"key '{pairs[_first_repeat(key for key, _ in pairs)][0]}' stands twice; keep one")
    return data


def _first_repeat(items: Iterable[object]) -> int:
    """Return the index of the first item that stands earlier, too; there must be one."""
    seen: set[object] = set()
    for at, item in enumerate(items):
        if item in seen:
            return at
        seen.add(item)
    raise AssertionError


def _integer(digits: str) -> int:
    """Return a number; Python itself refuses very long ones in words of its own."""
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"holds a number of {len(digits)} digits; {MAX_DIGITS} are allowed")
    return int(digits)


def _structured(text: str, name: str, kind: Literal["json", "yaml"], book: Rulebook | None) -> Plan:
    document = Document(_json(text, name, 1), name, None) if kind == "json" else parse_strict(text, name)
    if not isinstance(document.data, dict):
        raise InputError(document.problem("must be a mapping with the key 'clauses'"))
    if "path" in document.data:
        raise InputError(document.problem("unknown key 'path'; check its spelling", "path"))
    try:
        plan = Plan.model_validate({"title": Path(name).stem, **document.data, "path": name})
    except ValidationError as error:
        raise InputError(_placed(error, _placing(text, document) if kind == "json" else document)) from error
    foreign = [
        (("clauses", at, *keys), said)
        for at, clause in enumerate(plan.clauses)
        for keys, said in (*_foreign(clause, book), *_unknown_rules(clause.allow, book))
    ]
    foreign += _unknown_rules(plan.allow, book, whole=True)
    if foreign:
        placed = _placing(text, document) if kind == "json" else document
        raise InputError([placed.problem(said, *keys) for keys, said in foreign])
    return plan


def _placing(text: str, document: Document) -> Document:
    """Return a JSON document with the places of its parts: YAML reads JSON too, and knows where all stands."""
    readable = _ESCAPE.sub(lambda found: "_" * len(found.group()), text.replace("\t", " "))
    try:
        return Document(document.data, document.path, yaml.compose(readable, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        return document


def _placed(error: ValidationError, document: Document) -> list[Problem]:
    """Place the mistakes; a clause number that stands twice is placed at its second clause."""
    problems = list(validation_problems(error, document))
    for at, problem in enumerate(problems):
        if problem.message.startswith("clause number"):
            numbers = [str(clause["number"]) for clause in document.data["clauses"]]
            second = _first_repeat(numbers)
            problems[at] = document.problem(problem.message, "clauses", second, "number")
    return problems


def _numbered(text: str, path: Path, book: Rulebook | None = None) -> Plan:
    head, body, line = _front_matter(text, str(path))
    offset = len(text) - len(body)
    bare = without_comments(body, str(path), line)
    clauses = split_clauses(bare.text, line, offset, bare.passed)
    if not clauses:
        raise InputError(Problem(message="has no clauses", path=str(path), line=line, column=1))
    try:
        title = next((found.group(1) for found in [_TITLE.search(bare.text)] if found), path.stem)
        plan = Plan.model_validate({"title": title, **head.data, "path": str(path), "clauses": clauses})
    except ValidationError as error:
        raise InputError(validation_problems(error, head)) from error
    unknown = _unknown_rules(plan.allow, book, whole=True)
    if unknown:
        raise InputError([head.problem(said, *keys) for keys, said in unknown])
    return _allowing(plan, bare, offset, book) if bare.comments else plan


def _allowing(plan: Plan, bare: Bare, offset: int, book: Rulebook | None) -> Plan:
    """Return a plan with the allowances of its comments in its clauses; those for rules on whole plans are its own."""
    problems: list[Problem] = []
    whole = list(plan.allow)
    held: dict[int, list[Allowance]] = {}
    for comment, owner in zip(bare.comments, owners(bare.comments, plan.clauses, bare.text, offset), strict=True):
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


def _front_matter(text: str, name: str) -> tuple[Document, str, int]:
    """Return what stands between two lines of ``---``, the text below, and the line that this begins on."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    if lines and lines[0].strip() == "---":
        end = next((at for at, raw in enumerate(lines[1:], 1) if raw.strip() == "---"), None)
        if end is not None:
            document = parse_strict("\n" + "".join(lines[1:end]), name)
            if document.data is None:
                document = Document({}, name, None)
            if not isinstance(document.data, dict):
                raise InputError(document.problem("the lines between --- must be 'key: value'"))
            if "clauses" in document.data:
                raise InputError(document.problem("clauses stand below the second ---, not above it", "clauses"))
            return document, "".join(lines[end + 1 :]), end + 2
    return Document({}, name, None), text, 1
