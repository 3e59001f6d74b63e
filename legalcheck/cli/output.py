"""Where reports go: standard output, or a file that is whole or not there."""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from legalcheck.model.problem import InputError

_COLOURS: dict[str, dict[str, object]] = {
    "barred": {"fg": "red", "bold": True},
    "closed": {"fg": "red"},
    "amendment": {"fg": "yellow", "bold": True},
    "approval": {"fg": "yellow"},
    "consent": {"fg": "magenta"},
    "unsecured": {"fg": "cyan"},
    "notice": {"fg": "blue"},
    "clear": {"fg": "green"},
    "not_understood": {"reverse": True},
}


def paint(text: str, verdict: str) -> str:
    """Colour text for a verdict."""
    return click.style(text, **_COLOURS.get(verdict, {}))  # type: ignore[arg-type]


def colour_wanted(output: Path | None) -> bool:
    """Say whether colour helps: only on a terminal, and never against NO_COLOR."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write_out(parts: Iterable[str], output: Path | None, *, quiet: bool = False) -> None:
    """Write the parts to a file, whole or not at all, or to standard output; ``quiet`` writes nothing there."""
    if output is not None:
        _write_file(parts, output)
        return
    for part in parts:
        if not quiet:
            sys.stdout.buffer.write(part.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _write_file(parts: Iterable[str], output: Path) -> None:
    """Write beside the target and move into place, so that nothing half-written is ever seen."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; choose another file with -o") from error
    done = False
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part.encode("utf-8", "backslashreplace"))
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, output)
        done = True
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; choose another file with -o") from error
    finally:
        if not done:
            os.unlink(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
