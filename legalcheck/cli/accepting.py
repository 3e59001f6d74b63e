"""The command baseline, and what the commands that judge do about findings that were accepted or known before."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.options import doctrine_option, law_options
from legalcheck.cli.output import same_file, write_out
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.accepting.baseline import Known
    from legalcheck.checking import Checker
    from legalcheck.model.accepting import StaleAllowance
    from legalcheck.model.baseline import KnownFinding
    from legalcheck.model.result import ClauseResult, PlanVerdict, Result

_NAMED = 3
"""Known findings that a warning names."""

baseline_option = click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Let only findings count for the exit status that this file of 'legalcheck baseline' does not know.",
)


class Baselines:
    """What a baseline knows of each plan; without a file it knows nothing."""

    def __init__(self, file: Path | None):
        """Read the file; ``InputError`` says what is wrong with it."""
        self.file = file
        self._plans: dict[str, tuple[KnownFinding, ...]] = {}
        if file is not None:
            from legalcheck.documents.baseline import read_baseline  # noqa: PLC0415 - only where it is asked for

            self._plans = dict(read_baseline(file).plans)

    def of(self, path: Path) -> "Known":
        """Return what is known of a plan, by its path as seen from the baseline."""
        from legalcheck.accepting.baseline import Known  # noqa: PLC0415

        return Known(self._plans.get(shown_from(path, self.file), ()) if self.file else ())

    def anywhere(self) -> "Known":
        """Return what is known of any plan."""
        from legalcheck.accepting.baseline import Known  # noqa: PLC0415

        return Known(entry for entries in self._plans.values() for entry in entries)

    def warnings(self, path: Path, known: "Known", asks: Callable[[str], bool]) -> Iterator[str]:
        """Say which known findings of a plan did not come again, of the law that was asked."""
        lost = [entry for entry in known.missing if asks(entry.rule)]
        if lost:
            named = ", ".join(f'{entry.rule} on "{entry.words}"' for entry in lost[:_NAMED])
            more = f" and {len(lost) - _NAMED} more" if len(lost) > _NAMED else ""
            yield (
                f"{self.file}: {len(lost)} known finding{'s' if len(lost) > 1 else ''} of {path} no longer found: "
                f"{named}{more}; write the baseline anew with 'legalcheck baseline'"
            )


def shown_from(path: Path, file: Path) -> str:
    """Return a path as seen from the folder of a file, with strokes whatever the system."""
    return Path(os.path.relpath(path.resolve(), file.resolve().parent)).as_posix()


def stale_warnings(path: Path, judged: "ClauseResult | PlanVerdict", where: str) -> Iterator[str]:
    """Say which allowances in a file accept nothing; ``where`` is the clause, or the plan, that they stand in."""
    for stale in judged.stale:
        place = f"{path}:{stale.line}" if stale.line else str(path)
        yield f"{place}: {_said(stale, where)}"


def _said(stale: "StaleAllowance", where: str) -> str:
    if stale.why == "expired":
        return f"{stale.rule} was accepted in {where} until {stale.until}; settle it, or give a new day and reason"
    return f"{stale.rule} is accepted in {where}, which has no such finding; remove it"


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Write the baseline to this file; paths of plans are kept as seen from its folder.",
)
@doctrine_option
@law_options
def baseline(paths: tuple[str, ...], output: Path, **judging: Any) -> None:
    """Write down what is found now, so that later only new findings count (batch --baseline FILE).

    PATHS are plan files, folders of them, or patterns. What a plan itself accepts is not written.
    """
    from legalcheck.cli.judging import engine_for, opened_checker  # noqa: PLC0415
    from legalcheck.documents.finding import find_plans  # noqa: PLC0415

    with engine_for(judging["engine"]) as engine:
        checker = opened_checker({**judging, "engine": engine})
        files, problems = find_plans(paths)
        results: list[tuple[str, Result]] = []
        for path in (path for path in files if not same_file(path, output)):
            try:
                results.append((shown_from(path, output), _judged(path, checker)))
            except InputError as error:
                problems += [p if p.path else p.model_copy(update={"path": str(path)}) for p in error.problems]
    if problems:
        raise InputError(problems)
    known = _known(results)
    write_out([_text(known, checker)], output)
    if not judging["quiet"]:
        click.echo(f"{output}: known findings: {sum(map(len, known.values()))}; plans: {len(known)}", err=True)


def _judged(path: Path, checker: "Checker") -> "Result":
    from legalcheck.documents.files import open_plan  # noqa: PLC0415

    return checker.check_plan(open_plan(path, checker.book))


def _known(results: "Sequence[tuple[str, Result]]") -> "dict[str, tuple[KnownFinding, ...]]":
    from legalcheck.accepting.baseline import known_findings  # noqa: PLC0415

    return {name: known_findings(result) for name, result in sorted(results, key=lambda pair: pair[0])}


def _text(known: "dict[str, tuple[KnownFinding, ...]]", checker: "Checker") -> str:
    from legalcheck.model.baseline import SCHEMA, Baseline  # noqa: PLC0415
    from legalcheck.report.records import as_json  # noqa: PLC0415

    return as_json([Baseline(schema=SCHEMA, as_of=checker.as_of, rulebook=checker.stamp, plans=known)])
