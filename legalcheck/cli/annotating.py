"""The command that writes findings into the margin of a Word document."""

import sys
from pathlib import Path
from typing import Any

import click

from legalcheck.cli.judging import engine_for, opened_checker
from legalcheck.cli.options import judging_options
from legalcheck.cli.output import same_file, write_out
from legalcheck.cli.status import status_of
from legalcheck.model.problem import InputError, Problem
from legalcheck.model.values import LEVELS

_FILE = click.Path(path_type=Path, dir_okay=False)
WORD = ".docx"


@click.command()
@click.argument("document", type=_FILE, metavar="DOCX")
@click.option("-o", "--output", type=_FILE, required=True, metavar="FILE", help="Write to this file.")
@click.option(
    "--level", type=click.Choice(LEVELS), default="notice", help="Comment on findings at or above this level (notice)."
)
@judging_options
def annotate(document: Path, output: Path, level: str, **judging: Any) -> None:
    """Write a comment beside the words of each finding into a copy of a Word document.

    Nothing else of the document changes; comments of an earlier run are replaced, comments of others stay.
    """
    from legalcheck.documents.commented import commented  # noqa: PLC0415 - costs start-up time elsewhere
    from legalcheck.documents.files import open_plan  # noqa: PLC0415
    from legalcheck.report.annotation import remarks  # noqa: PLC0415
    from legalcheck.report.packing import packed  # noqa: PLC0415

    if document.suffix.lower() != WORD:
        raise InputError(Problem(message=f"is no Word document; only {WORD} can be annotated", path=str(document)))
    if same_file(output, document):
        raise InputError(f"{output}: is the document itself, which is never written over; choose another file with -o")
    with engine_for(judging["engine"]) as engine:
        checker = opened_checker({**judging, "engine": engine})
        result = checker.check_plan(open_plan(document, checker.book))
    found = remarks(result, checker.book, checker.context.language, level)
    parts = commented(document.read_bytes(), str(document), found)
    write_out([packed(parts)], output)
    sys.exit(status_of([result], judging["fail_on"]))
