"""Where reports go: standard output, or a file that is whole or not there."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from legalcheck.model.problem import InputError, Problem

Parts = Iterable[str] | Iterable[bytes]
"""A report piece by piece, as text or as bytes."""
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


def printable(text: str) -> str:
    """Show control characters as such instead of sending them to a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def valid_text(text: str, name: str) -> str:
    """Return words given on the command line; ``InputError`` if they are no Unicode text."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{name} holds a byte that is not UTF-8 at character {error.start + 1}; remove it") from error
    return text


def stdin_text() -> str:
    """Return standard input as UTF-8 text."""
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(
            f"standard input: byte 0x{raw[error.start]:02x} at offset {error.start} is not UTF-8"
        ) from error


def complain(problems: Sequence[Problem]) -> None:
    """Write mistakes to standard error, a line each."""
    for problem in problems:
        click.echo(f"legalcheck: {printable(str(problem))}", err=True)


def colour_wanted(output: Path | None) -> bool:
    """Say whether colour helps: only on a terminal, and never against NO_COLOR."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def colours(output: Path | None) -> Callable[[str, str], str]:
    """Return what colours text for a verdict where colour helps, and else leaves it as it is."""
    return paint if colour_wanted(output) else lambda text, _verdict: text


def same_file(one: Path, other: Path) -> bool:
    """Say whether two paths lead to one file, which need not be there; a link that leads to itself is one, too."""
    return os.path.realpath(one) == os.path.realpath(other)


def write_out(parts: Parts, output: Path | None, *, quiet: bool = False) -> None:
    """Write the parts to a file, whole or not at all, or to standard output; ``quiet`` writes nothing there."""
    if output is not None:
        write_files([(parts, output)])
        return
    for part in parts:
        if not quiet:
            sys.stdout.buffer.write(_bytes(part))
    sys.stdout.buffer.flush()


def write_files(reports: Iterable[tuple[Parts, Path]]) -> None:
    """Write files, all or none: every one is whole beside its target before the first is moved into place.

    A link is followed; a pipe or a device takes the parts as they come.
    """
    whole: list[tuple[str, Path]] = []
    try:
        for parts, output in reports:
            with _refusing(output):
                whole += _written(parts, Path(os.path.realpath(output)))
        while whole:
            name, target = whole[0]
            with _refusing(target):
                os.replace(name, target)
            whole.pop(0)
    finally:
        for name, _ in whole:
            os.unlink(name)


def write_folder(pages: Iterable[tuple[str, str]], folder: Path, marker: str) -> None:
    """Write pages into a folder, each whole; pages of an earlier run that are no longer written go.

    Every page begins with ``marker``; a file that does not is somebody else's and is neither replaced nor removed.
    """
    written = dict(pages)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = {path.name: path.read_text("utf-8", "replace").startswith(marker) for path in folder.glob("*.md")}
        foreign = sorted(name for name in written if not ours.get(name, True))
        if foreign:
            raise InputError(f"{folder / foreign[0]}: was not written by legalcheck; choose another folder with -o")
        for name, text in written.items():
            write_files([([text], folder / name)])
        for name in sorted(name for name, own in ours.items() if own and name not in written):
            (folder / name).unlink()
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}; choose another folder with -o") from error


@contextmanager
def _refusing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}; choose another file with -o") from error


def _written(parts: Parts, target: Path) -> Iterator[tuple[str, Path]]:
    """Write a file beside the target and yield its name, to be moved into place, and the target."""
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            stream.writelines(map(_bytes, parts))
        return
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}."[:200], dir=target.parent)
    done = False
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(map(_bytes, parts))
        os.chmod(name, mode)
        done = True
    finally:
        if not done:
            os.unlink(name)
    yield name, target


def _bytes(part: str | bytes) -> bytes:
    return part.encode("utf-8", "backslashreplace") if isinstance(part, str) else part


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
