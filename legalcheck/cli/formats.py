"""Formats as a person asks for them: -f NAME, -f NAME,NAME -o BASE, -f NAME=FILE; where each goes, and writing them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from legalcheck.cli.completing import formats
from legalcheck.cli.output import colours, write_files, write_out
from legalcheck.model.problem import InputError
from legalcheck.report.formats import FORMATS, Format, Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])
_PLAN_FORMATS = tuple(form.name for form in FORMATS.values() if not form.draws)
_PICTURES = tuple(form.name for form in FORMATS.values() if form.draws)


@dataclass(frozen=True, slots=True)
class Target:
    """A format and where it goes: a file, or standard output where that is None."""

    form: Format
    file: Path | None = None

    def settings(self, fail_on: str, *, single: bool = False) -> Settings:
        """Return what a report to this place depends on."""
        return Settings(single=single, fail_on=fail_on, paint=colours(self.file))


def format_option(*, drawing: bool) -> Callable[[_Command], _Command]:
    """Return the option -f, whose values :func:`targets_of` takes; ``drawing`` if pictures of a clause are offered."""
    pictures = f"; {' and '.join(_PICTURES)} draw the derivations" if drawing else ""
    return click.option(
        "-f",
        "--format",
        "forms",
        multiple=True,
        metavar="NAME[=FILE]",
        shell_complete=formats,
        help=f"How to report: {', '.join(_PLAN_FORMATS)}{pictures} (text). Repeatable, and takes a list parted by "
        "commas; several go to -o NAME, each with a suffix of its own, or to files of their own.",
    )


def targets_of(words: Sequence[str], output: Path | None, *, drawing: bool = False) -> tuple[Target, ...]:
    """Return where each format goes that was asked for, text if none was; ``InputError`` if that cannot be done."""
    asked = [_target(word, drawing) for value in words or ("text",) for word in value.split(",")]
    repeated = [name for name, count in Counter(target.form.name for target in asked).items() if count > 1]
    if repeated:
        raise InputError(f"-f names {repeated[0]} twice; keep one")
    targets = _placed(asked, output)
    _check_files(targets)
    return targets


def write_reports(
    targets: Sequence[Target], report: Callable[[Target], Iterator[str] | Iterator[bytes]], *, quiet: bool
) -> None:
    """Write each report where it goes, the files all or none and first; ``quiet`` writes nothing to the terminal."""
    write_files([(report(target), target.file) for target in targets if target.file is not None])
    for target in targets:
        if target.file is None and not quiet:
            write_out(report(target), None)


def _target(word: str, drawing: bool) -> Target:
    name, equals, file = word.strip().partition("=")
    if equals and not file:
        raise InputError(f"-f takes NAME or NAME=FILE, not '{word.strip()}'")
    known = (*_PLAN_FORMATS, *_PICTURES) if drawing else _PLAN_FORMATS
    if name not in known:
        said = (
            f"'{name}' draws one clause, so it goes with check" if name in FORMATS else f"there is no format '{name}'"
        )
        raise InputError(f"{said}; -f takes {', '.join(known)}")
    return Target(FORMATS[name], Path(file) if file else None)


def _placed(asked: Sequence[Target], output: Path | None) -> tuple[Target, ...]:
    """Give the formats without a file of their own the one that -o names; several get one each by their suffixes."""
    free = [target for target in asked if target.file is None]
    if output is None:
        if len(free) > 1:
            names = " and ".join(target.form.name for target in free)
            raise InputError(
                f"{names} cannot share standard output; name files with -o NAME (NAME{free[0].form.suffix}, "
                f"NAME{free[1].form.suffix}) or -f {free[1].form.name}=FILE"
            )
        return tuple(asked)
    if not free:
        raise InputError("every format has a file of its own already; leave out -o")
    base = output.with_suffix("") if output.suffix in {form.suffix for form in FORMATS.values()} else output
    files = {t.form.name: output if len(free) == 1 else base.with_name(base.name + t.form.suffix) for t in free}
    return tuple(replace(target, file=target.file or files[target.form.name]) for target in asked)


def _check_files(targets: Sequence[Target]) -> None:
    taken: dict[str, str] = {}
    for target in targets:
        name = target.form.name
        if target.file is None:
            if target.form.binary:
                raise InputError(f"{name} is no text to show; write it to a file with -o FILE or -f {name}=FILE")
            continue
        if target.file.is_dir():
            raise InputError(f"{target.file}: is a folder; name a file for {name}")
        other = taken.setdefault(os.path.realpath(target.file), name)
        if other != name:
            raise InputError(f"{target.file}: {other} and {name} cannot share a file; give each its own")
