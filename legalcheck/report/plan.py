"""A plan with what was read from it, as YAML that a person can correct and judge again."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from legalcheck.documents.files import DOCUMENTS, NUMBERED
from legalcheck.model.accepting import Allowance
from legalcheck.model.measure import Measure
from legalcheck.model.plan import Clause, Plan

_HEAD = """\
# What was understood. Status 'asserted' was read with full support; 'possible' is a guess that a person should settle:
# 'legalcheck read FILE --confirm' asks; or write 'confirmed' here, or delete the measure.
# This file is judged without reading again; a clause without 'measures' is read from its text.
"""


_RARE_BREAK = re.compile("[\x85\u2028\u2029]")
"""Ends of lines that readers of YAML fold away unless they are escaped."""


class _Dumper(yaml.SafeDumper):
    """Writes plain, unfolded YAML."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent list items under their key."""
        del indentless
        super().increase_indent(flow, False)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _RARE_BREAK.search(text) else None)


_Dumper.add_representer(str, _text)


def as_plan_yaml(plan: Plan) -> str:
    """Return the structured plan; every measure keeps its status."""
    data: dict[str, Any] = {"title": plan.title}
    data |= {name: value for name in ("date", "source") if (value := getattr(plan, name)) is not None}
    if plan.assumptions:
        data["assumptions"] = dict(plan.assumptions)
    if plan.allow:
        data["allow"] = _allowed(plan.allow)
    placed = Path(plan.path).suffix.lower() not in (
        *NUMBERED,
        *DOCUMENTS,
    )  # places in a text are none in the structured plan
    data["clauses"] = [_clause(clause, placed) for clause in plan.clauses]
    if plan.apart:
        data["apart"] = [{"kind": part.kind, "text": part.text} for part in plan.apart]
    return _HEAD + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def _clause(clause: Clause, placed: bool) -> dict[str, Any]:
    """Return a clause without the parts that say nothing."""
    data: dict[str, Any] = {"number": clause.number, "text": clause.text}
    kept = {name: getattr(clause, name) for name in ("language", "context", "read_of")}
    data |= {name: value for name, value in kept.items() if value}
    if clause.measures is not None:
        data["measures"] = [_measure(measure) for measure in clause.measures]
    if clause.reasons:
        data["reasons"] = dict(clause.reasons)
    if clause.notes:
        data["notes"] = [note.model_dump() for note in clause.notes]
    if clause.refused:
        data["refused"] = [_measure(measure) for measure in clause.refused]
    if clause.left_open:
        data["left_open"] = list(clause.left_open)
    if clause.allow:
        data["allow"] = _allowed(clause.allow)
    if clause.span is not None and placed:
        data["span"] = clause.span.model_dump()
    return data


def _allowed(allow: Sequence[Allowance]) -> list[dict[str, Any]]:
    """Return allowances without the parts that say nothing, and without lines: those of another file are none here."""
    return [one.model_dump(exclude={"line"}, exclude_none=True) for one in allow]


def _measure(measure: Measure) -> dict[str, Any]:
    """Return a measure without the parts that say nothing, but always with its status."""
    said = {**measure.model_dump(mode="json", exclude_defaults=True), "status": measure.status}
    return {name: said[name] for name in Measure.model_fields if name in said}
