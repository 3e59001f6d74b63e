"""A plan with what was read from it, as YAML that a person can correct and judge again."""

from collections.abc import Sequence
from typing import Any

import yaml

from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan
from legalcheck.reading.records import Reading

_HEAD = """\
# What was understood. Measures listed here are taken as confirmed when this file is judged: correct them first.
# A clause whose 'measures' key is removed is read again from its text.
"""


class _Dumper(yaml.SafeDumper):
    """Writes plain, unfolded YAML."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent list items under their key."""
        del indentless
        super().increase_indent(flow, False)


def as_plan_yaml(plan: Plan, readings: Sequence[Reading]) -> str:
    """Return the structured plan; nominated measures stay ``possible`` until a person changes their status."""
    data: dict[str, Any] = {"title": plan.title}
    data |= {name: value for name in ("date", "source") if (value := getattr(plan, name))}
    if plan.assumptions:
        data["assumptions"] = dict(plan.assumptions)
    data["clauses"] = [_clause(clause, reading) for clause, reading in zip(plan.clauses, readings, strict=True)]
    return _HEAD + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def _clause(clause: Clause, reading: Reading) -> dict[str, Any]:
    data: dict[str, Any] = {"number": clause.number, "text": clause.text, "language": reading.language}
    if clause.context:
        data["context"] = clause.context
    if reading.measures or clause.measures is not None:
        data["measures"] = [_measure(measure) for measure in reading.measures]
    return data


def _measure(measure: Measure) -> dict[str, Any]:
    """Return a measure without the parts that say nothing."""
    said = measure.model_dump(mode="json", exclude_defaults=True)
    said["status"] = "possible" if measure.status == "possible" else "confirmed"
    return {name: said[name] for name in Measure.model_fields if name in said}
