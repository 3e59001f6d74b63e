"""Results as JSON: one document, or one line a clause."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from legalcheck.model.base import Record
from legalcheck.model.result import ClauseResult, Result

if TYPE_CHECKING:
    from legalcheck.checking import Checker

CLAUSE_SCHEMA = "legalcheck.clause/1"
PLAN_SCHEMA = "legalcheck.plan/1"


def render(results: Sequence[Result], _checker: "Checker") -> Iterator[str]:
    """Yield the document, a plan at a time."""
    return json_parts(results)


def as_data(record: Record) -> dict[str, Any]:
    """Return a record as plain data, in the order of the contract."""
    return record.model_dump(mode="json", by_alias=True)


def as_json(records: Sequence[Record]) -> str:
    """Return one record with a schema as a JSON document; several under the key ``plans``."""
    return "".join(json_parts(records))


def json_parts(records: Sequence[Record]) -> Iterator[str]:
    """Yield the document of :func:`as_json` record by record, so that not all of them are there as data at once."""
    for at, record in enumerate(records):
        data = as_data(record)
        whole = json.dumps(data, ensure_ascii=False, indent=1)
        if len(records) == 1:
            yield f"{whole}\n"
            return
        yield ",\n" if at else f'{{\n "schema": {json.dumps(data["schema"])},\n "plans": [\n'
        yield "  " + whole.replace("\n", "\n  ")  # within texts a new line is written \\n
    yield "\n ]\n}\n"


def as_line(clause: ClauseResult, head: dict[str, Any]) -> str:
    """Return one clause as a line of JSON that stands alone; ``head`` comes from :func:`line_head`."""
    return json.dumps({**head, "clause": as_data(clause)}, ensure_ascii=False) + "\n"


def as_plan_line(result: Result) -> str:
    """Return what holds of a plan as a whole as a line of JSON, after the lines of its clauses."""
    plan = as_data(result.plan)
    return json.dumps({**line_head(result), "schema": PLAN_SCHEMA, "plan": plan}, ensure_ascii=False) + "\n"


def line_head(result: Result) -> dict[str, Any]:
    """Return what every line of a plan repeats: date, rulebook, assumptions, title and path."""
    return {
        "schema": CLAUSE_SCHEMA,
        "as_of": result.as_of,
        "rulebook": result.rulebook.model_dump(),
        "assumptions": result.assumptions,
        **({"doctrine": result.doctrine} if result.doctrine else {}),
        "plan": {"title": result.plan.title, "path": result.plan.path},
    }
