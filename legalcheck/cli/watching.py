"""Run a command again whenever the files that it looks at change."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from legalcheck.cli.output import complain
from legalcheck.cli.status import UNUSABLE
from legalcheck.model.problem import InputError


def watched(run: Callable[[], int], folder: Path) -> int:
    """Run, and again after each change of a YAML file in ``folder``, until Ctrl-C; return the last status.

    A rulebook that cannot be used for the moment is complained about and waited for.
    """
    stream = changes(folder)
    status = _once(run)
    try:
        for changed in stream:
            click.echo(f"\n{', '.join(sorted(changed))}: changed")
            status = _once(run)
    except KeyboardInterrupt:
        click.echo()
    return status


def changes(folder: Path) -> Iterator[set[str]]:
    """Return the names of changed YAML files, a set a change, until Ctrl-C; ``InputError`` without watchfiles."""
    try:
        from watchfiles import watch  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError("--watch needs watchfiles; install it with: pip install 'legalcheck[watch]'") from error
    seen = watch(folder, watch_filter=lambda _, path: path.endswith(".yaml"))
    return ({Path(path).name for _, path in found} for found in seen)


def _once(run: Callable[[], int]) -> int:
    try:
        return run()
    except InputError as error:
        complain(error.problems)
        return UNUSABLE
