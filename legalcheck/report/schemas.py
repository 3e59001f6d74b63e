"""JSON Schemas of the files that people write and programs read, with the rulebook's words filled in."""

import json
from typing import Any

from pydantic import BaseModel

from legalcheck.model.alternative import Alternatives
from legalcheck.model.baseline import Baseline
from legalcheck.model.drafts import Difference
from legalcheck.model.plan import Plan
from legalcheck.model.result import Result
from legalcheck.model.route import Route
from legalcheck.model.rule import Rule, When
from legalcheck.rulebook.load import Rulebook

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "rule": Rule,
    "result": Result,
    "route": Route,
    "diff": Difference,
    "alternatives": Alternatives,
    "baseline": Baseline,
}
"""What has a schema, by name."""


def schema_text(name: str, book: Rulebook) -> str:
    """Return the schema of one of ``MODELS`` as JSON."""
    schema: dict[str, Any] = {"$schema": _DIALECT, **MODELS[name].model_json_schema(by_alias=True)}
    _fill(schema, book)
    if name == "plan":
        _loosen(schema)
    if name == "rule":
        _conditions(schema, book)
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _fill(schema: dict[str, Any], book: Rulebook) -> None:
    """Name the closed values of the vocabulary, so that an editor can offer them."""
    measure = schema["$defs"].get("Measure", {}).get("properties", {})
    words = {
        "performer": list(book.parties),
        "beneficiary": list(book.parties),
        "organisation": list(book.parties),
        "territory": list(book.vocabulary.territories),
    }
    for role, values in words.items():
        if role in measure:
            measure[role]["items"]["enum"] = values
    if measure:
        measure["kind"]["enum"] = list(book.vocabulary.kinds)
        measure["instrument"]["enum"] = list(book.vocabulary.values["instrument"])


def _loosen(schema: dict[str, Any]) -> None:
    """A plan file may give numbers and single names plainly."""
    clause = schema["$defs"]["Clause"]["properties"]
    clause["number"] = {**clause["number"], "type": ["string", "integer"]}
    measure = schema["$defs"]["Measure"]["properties"]
    for role in ("performer", "beneficiary", "territory", "organisation"):
        many = dict(measure[role])
        measure[role] = {
            "description": many.pop("description"),
            "anyOf": [many, {"type": "string", "enum": many["items"]["enum"]}],
        }
    schema["properties"].pop("path", None)


def _conditions(schema: dict[str, Any], book: Rulebook) -> None:
    """Write conditions as they stand in a rule file: attributes by name, each with its values."""
    properties: dict[str, Any] = {}
    for name, spec in book.attributes.items():
        one = {"type": "string", "enum": list(spec.values)}
        some = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        negated = {"type": "object", "properties": {"not": some}, "required": ["not"], "additionalProperties": False}
        properties[name] = {"anyOf": [*some["anyOf"], negated]}
    reached = {"type": "string", "enum": list(book.characterisations)}
    properties["is"] = {"anyOf": [reached, {"type": "array", "items": reached}]}
    schema["$defs"]["When"] = {
        "description": When.__doc__,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    schema["$defs"].pop("Allowed", None)
