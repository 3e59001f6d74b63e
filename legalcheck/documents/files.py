"""Plan files, documents included: opened as plans or as streams of clauses."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import ValidationError

from legalcheck.documents import limits, readers
from legalcheck.documents.allowing import allowing, unknown_rules
from legalcheck.documents.comments import Commented, Comments, without_comments
from legalcheck.documents.numbered import outline_text
from legalcheck.model.plan import Apart, Clause, Plan
from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.rulebook.load import Rulebook, validation_problems
from legalcheck.rulebook.strict_yaml import Document, decoded, parse_strict, read_bytes
from legalcheck.rulebook.vocabulary import foreign_words

if TYPE_CHECKING:
    from legalcheck.documents.outline import Outline

STRUCTURED = (".yaml", ".yml", ".json")
NUMBERED = (".md", ".txt")
STREAMED = ".jsonl"
_TITLE = re.compile(r"^# +(?!\d+[.)])(.+?)\s*$", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
MAX_DIGITS = 100
"""Digits of a number in JSON."""
DOCUMENTS = tuple(readers.SUFFIXES)
STDIN = Path("-")
"""What stands for standard input where a plan file is named."""
GIVEN = "standard input"
"""How messages name it."""
_YAML = re.compile(r"^clauses:[ \t]*$", re.MULTILINE)
SUFFIXES = (*STRUCTURED, *NUMBERED, STREAMED, *DOCUMENTS)


def open_plan(path: Path, book: Rulebook | None = None) -> Plan:
    """Read a whole plan; ``InputError`` lists its mistakes with line and column.

    With ``book``, words of structured measures that its vocabulary does not hold are mistakes, too.
    """
    if path == STDIN:
        return _open_given(book)
    suffix = path.suffix.lower()
    raw = read_bytes(path, str(path))
    if suffix in DOCUMENTS:
        return _documented(raw, str(path), readers.SUFFIXES[suffix], path.stem, book)
    text = _text(raw, str(path))
    if suffix == STREAMED:
        return Plan(title=path.stem, path=str(path), clauses=tuple(_json_lines(text.split("\n"), str(path), book)))
    if suffix in STRUCTURED:
        return _structured(text, str(path), "json" if suffix == ".json" else "yaml", book)
    return _numbered(text, path, book)


def _open_given(book: Rulebook | None) -> Plan:
    """Take standard input as a plan: a document or a structured plan, as its first bytes say, or text."""
    raw = _given()
    kind = readers.kind_given(raw, GIVEN)
    if kind != "text":
        return _documented(raw, GIVEN, kind, "", book)
    text = decoded(raw, GIVEN)
    if text.lstrip().startswith("{"):
        return _structured(text, GIVEN, "json", book)
    return _structured(text, GIVEN, "yaml", book) if _YAML.search(text) else open_text(text, GIVEN, book)


def _given() -> bytes:
    """Return what stands on standard input."""
    raw = sys.stdin.buffer.read(limits.MAX_BYTES + 1)
    if len(raw) > limits.MAX_BYTES:
        raise InputError(Problem(message=f"is larger than {limits.MAX_BYTES // 1024**2} MB; split it", path=GIVEN))
    return raw


def open_text(text: str, name: str, book: Rulebook | None = None) -> Plan:
    """Take text as a plan: numbered clauses, or a single clause without a number; ``name`` is said in messages."""
    if not text.strip():
        raise InputError(Problem(message="is empty; a plan needs at least one clause", path=name))
    plan = _numbered(text, Path(name), book)
    only = plan.clauses[0]
    if len(plan.clauses) == 1 and only.number.startswith("¶"):
        plan = plan.model_copy(update={"clauses": (only.model_copy(update={"number": "1"}),)})
    return plan


def open_outline(path: Path) -> "Outline":
    """Return the parts of numbered text or of a document; ``InputError`` if it is structured, or cannot be used."""
    name, suffix = (GIVEN, "") if path == STDIN else (str(path), path.suffix.lower())
    if suffix in (*STRUCTURED, STREAMED):
        raise InputError(Problem(message="is split into clauses already; give text or a document", path=name))
    raw = _given() if path == STDIN else read_bytes(path, name)
    kind = readers.kind_given(raw, name) if path == STDIN else readers.SUFFIXES.get(suffix, "text")
    if kind != "text":
        return _document(raw, name, kind)[0]
    text = _text(raw, name)
    _, body, line = _front_matter(text, name)
    bare = without_comments(body, name, line)
    return outline_text(bare.text, line, len(text) - len(body), bare.passed)


def _documented(raw: bytes, name: str, kind: str, title: str, book: Rulebook | None) -> Plan:
    """Return the plan of a document of some kind."""
    outline, comments = _document(raw, name, kind)
    return allowing(_plan_of(outline, title, Document({}, name, None)), comments, book)


def _document(raw: bytes, name: str, kind: str) -> "tuple[Outline, Comments]":
    """Return the parts of a document, and what its comments say to the program."""
    from legalcheck.documents.outline import outline_of  # noqa: PLC0415 - only where something is split
    from legalcheck.documents.rows import rows_of_paragraphs  # noqa: PLC0415

    paragraphs = Commented(readers.paragraphs_of(raw, name, kind), name)
    return outline_of(rows_of_paragraphs(paragraphs, name), markdown=False), paragraphs.comments


def _text(raw: bytes, name: str) -> str:
    """Return the text of a file that is to hold text; ``InputError`` if it is empty or holds something else."""
    readers.require(raw, name, "text")
    text = decoded(raw, name)
    if not text.strip():
        raise InputError(Problem(message="is empty; a plan needs at least one clause", path=name, line=1, column=1))
    return text


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
        foreign = [message for _, message in (*_foreign(clause, book), *unknown_rules(clause.allow, book))]
        if foreign:
            raise InputError([Problem(message=message, path=name, line=line, column=1) for message in foreign])
        yield clause


def _foreign(clause: Clause, book: Rulebook | None) -> Iterator[tuple[tuple[object, ...], str]]:
    """Yield the places within a clause, and sentences, of words outside the vocabulary."""
    for at, measure in enumerate(clause.measures or () if book else ()):
        assert book is not None
        for part, value in foreign_words(measure, book):
            yield ("measures", at, part), one_line(f"'{value}' is no {part} of the vocabulary")


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
        for keys, said in (*_foreign(clause, book), *unknown_rules(clause.allow, book))
    ]
    foreign += unknown_rules(plan.allow, book, whole=True)
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
    bare = without_comments(body, str(path), line, offset)
    title = next((found.group(1) for found in [_TITLE.search(bare.text)] if found), path.stem)
    plan = _plan_of(outline_text(bare.text, line, offset, bare.passed), title, head, line)
    unknown = unknown_rules(plan.allow, book, whole=True)
    if unknown:
        raise InputError([head.problem(said, *keys) for keys, said in unknown])
    return allowing(plan, bare.comments, book)


def _plan_of(outline: "Outline", title: str, head: Document, line: int = 0) -> Plan:
    """Return the plan of what was split; ``head`` says what stands above the text, such as a title and a date."""
    clauses = outline.clauses
    if not clauses:
        raise InputError(Problem(message="has no clauses", path=head.path, line=line, column=1 if line else 0))
    data = {"title": outline.title or title, **head.data, "path": head.path, "clauses": clauses}
    apart = [Apart(kind=kind, text=text, span=span) for kind, text, span in outline.apart]
    try:
        return Plan.model_validate({**data, "apart": apart})
    except ValidationError as error:
        raise InputError(validation_problems(error, head)) from error


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
