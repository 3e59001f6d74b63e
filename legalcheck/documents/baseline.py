"""Baselines: files of findings that were known before."""

import json
from pathlib import Path

from pydantic import ValidationError

from legalcheck.model.baseline import SCHEMA, Baseline
from legalcheck.model.problem import InputError, Problem
from legalcheck.rulebook.load import validation_problems
from legalcheck.rulebook.strict_yaml import Document, read_text


def read_baseline(path: Path) -> Baseline:
    """Return the baseline in a file; ``InputError`` lists its mistakes with line and column."""
    text = read_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg}; write it anew with 'legalcheck baseline'"
        raise InputError(Problem(message=message, path=str(path), line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise InputError(Problem(message="is nested too deeply to be a baseline", path=str(path))) from error
    document = Document(data, str(path), text=text)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"is no baseline: its 'schema' is not '{SCHEMA}'; write one with 'legalcheck baseline'"
        raise InputError(document.problem(message, "schema"))
    try:
        return Baseline.model_validate(data)
    except ValidationError as error:
        raise InputError(validation_problems(error, document)) from error
