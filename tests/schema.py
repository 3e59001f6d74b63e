"""A validator for the part of JSON Schema that the committed schemas use; a keyword it does not know is an error."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

ANNOTATIONS = {"$schema", "$defs", "title", "description", "default"}
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def complaints(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return where a value breaks a schema, as ``path: reason``."""
    return list(_check(value, schema, schema, "$"))


def _check(value: Any, schema: Any, root: dict[str, Any], at: str) -> Iterator[str]:
    if schema is True:
        return
    for keyword, argument in schema.items():
        if keyword not in ANNOTATIONS:
            yield from _keyword(keyword, argument, value, schema, root, at)


def _keyword(
    keyword: str, argument: Any, value: Any, schema: dict[str, Any], root: dict[str, Any], at: str
) -> Iterator[str]:
    if keyword == "$ref":
        yield from _check(value, root["$defs"][argument.removeprefix("#/$defs/")], root, at)
    elif keyword == "anyOf":
        if not any(not list(_check(value, option, root, at)) for option in argument):
            yield f"{at}: fits none of the options: {json.dumps(value)[:80]}"
    elif keyword in _SIMPLE:
        if not _SIMPLE[keyword](value, argument):
            yield f"{at}: breaks {keyword} {argument}: {json.dumps(value)[:80]}"
    elif keyword in _NESTED:
        yield from _NESTED[keyword](value, argument, schema, root, at)
    else:
        raise ValueError(f"the checker does not know the keyword {keyword}")


def _type(value: Any, wanted: str | list[str]) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    return any(
        isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))
        for name in names
    )


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_SIMPLE: dict[str, Callable[[Any, Any], bool]] = {
    "type": _type,
    "enum": lambda value, options: value in options,
    "const": lambda value, wanted: value == wanted,
    "pattern": lambda value, pattern: not isinstance(value, str) or re.search(pattern, value) is not None,
    "minItems": lambda value, least: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda value, most: not isinstance(value, list) or len(value) <= most,
    "minimum": lambda value, least: not isinstance(value, int) or value >= least,
    "format": lambda value, form: form == "date" and (not isinstance(value, str) or _is_date(value)),
    "required": lambda value, names: not isinstance(value, dict) or set(names) <= set(value),
}


def _properties(value: Any, known: dict[str, Any], _: Any, root: dict[str, Any], at: str) -> Iterator[str]:
    for name, schema in known.items():
        if isinstance(value, dict) and name in value:
            yield from _check(value[name], schema, root, f"{at}.{name}")


def _others(value: Any, argument: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    for name in value if isinstance(value, dict) else ():
        if name not in schema.get("properties", {}):
            if argument is False:
                yield f"{at}: unknown key {name}"
            else:
                yield from _check(value[name], argument, root, f"{at}.{name}")


def _items(value: Any, argument: Any, _: Any, root: dict[str, Any], at: str) -> Iterator[str]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield from _check(item, argument, root, f"{at}[{index}]")


_NESTED = {"properties": _properties, "additionalProperties": _others, "items": _items}
