"""The nodes of a YAML text, which know their places, and the data that they stand for."""

import re
from collections.abc import Hashable
from itertools import islice
from typing import Any

import yaml

from legalcheck.model.problem import InputError, Problem

MAX_DEPTH = 40
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NESTING = re.compile(rf"[\[{{]|(?:^|\s)[-?](?=\s)|^ {{{MAX_DEPTH - 1},}}", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Loader(_BASE):  # type: ignore[misc]
    """Leaves out the guessing of types, which costs a fifth of the time and is not wanted here."""

    def resolve(self, *_: Any) -> str:
        """Give every node the same empty tag."""
        return ""

    def descend_resolver(self, *_: Any) -> None:
        """Keep no account of paths."""

    def ascend_resolver(self) -> None:
        """Keep no account of paths."""


def composed(text: str, name: str) -> yaml.Node | None:
    """Return the root of a text, None if there is nothing in it; ``InputError`` says what is wrong and where."""
    try:
        _check_depth(text, name)
        root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"is not valid YAML: {error.problem or error.context}"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise InputError(Problem(message=message, path=name, line=line, column=column)) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise InputError(_unreadable(text, name, error)) from error
    return root


def constructed(root: yaml.Node | None, name: str) -> Any:
    """Return the data of a root; ``InputError`` lists what it may not hold."""
    problems: list[Problem] = []
    data = _construct(root, name, set(), problems) if root else None
    if problems:
        raise InputError(problems)
    return data


def child(node: yaml.Node | None, key: Hashable) -> yaml.Node | None:
    """Return the node at a key or an index of another."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if _scalar(name) == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and 0 <= key < len(node.value):
        found: yaml.Node = node.value[key]
        return found
    return None


def _unreadable(text: str, name: str, error: Exception) -> Problem:
    """Place a character that YAML does not allow."""
    at = getattr(error, "position", None)
    surrogate = _SURROGATE.search(text)
    if surrogate:
        at = surrogate.start()
    if not isinstance(at, int) or not 0 <= at < len(text):
        return Problem(
            message="is not valid YAML: it holds characters that YAML does not allow", path=name, line=1, column=1
        )
    line = text.count("\n", 0, at) + 1
    message = f"character U+{ord(text[at]):04X} is not allowed here; remove it"
    return Problem(message=message, path=name, line=line, column=at - text.rfind("\n", 0, at))


def _check_depth(text: str, name: str) -> None:
    """Refuse nesting that would exhaust the parser; only texts with very many openers are looked through."""
    openers = sum(MAX_DEPTH if found.group().isspace() else 1 for found in islice(_NESTING.finditer(text), MAX_DEPTH))
    if openers < MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError(_at(event, name, f"is nested deeper than {MAX_DEPTH} levels; flatten it"))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _construct(node: yaml.Node, name: str, seen: set[int], problems: list[Problem]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if id(node) in seen:
        problems.append(_at(node, name, "aliases (*name) are not allowed here; write the value out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, name, seen, problems) for child in node.value]
    return _mapping(node, name, seen, problems)


def _mapping(node: yaml.Node, name: str, seen: set[int], problems: list[Problem]) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(_at(key_node, name, "a key must be a word, not a list or a mapping"))
            continue
        key = _scalar(key_node)
        if key in result:
            problems.append(_at(key_node, name, f"key '{key}' stands twice; keep one"))
        result[key] = _construct(value_node, name, seen, problems)
    return result


def _scalar(node: yaml.Node) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        return None
    value: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return value
    if value.lower() in _CONSTANTS:
        return _CONSTANTS[value.lower()]
    return int(value) if _INTEGER.match(value) else value


def _at(node: yaml.Node | yaml.Event, name: str, message: str) -> Problem:
    mark: Any = node.start_mark
    return Problem(message=message, path=name, line=mark.line + 1, column=mark.column + 1)
