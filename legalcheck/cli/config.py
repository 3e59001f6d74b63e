"""The options --config and --no-config, which lay a file of settings under the command line, and the command config."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from legalcheck.cli.settings import SETTINGS, Settings, find_settings, read_settings
from legalcheck.model.problem import InputError

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KEY = "legalcheck.settings"
_NONE = "legalcheck.no_settings"


def config_options(command: _Command) -> _Command:
    """Add the options --config and --no-config to a command; they are settled before all others."""
    none = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_refuse_file,
        help="Take no settings from a file.",
    )
    file = click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_lay_under,
        help="Take settings from this file (legalcheck.toml or pyproject.toml, found upwards).",
    )
    return none(file(command))


def settings_of(context: click.Context) -> Settings:
    """Return the settings that were laid under the command line."""
    found: Settings = context.meta.get(_KEY) or Settings()
    return found


def with_facts(context: click.Context, _: click.Parameter, assumed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the facts of the command line with those of the file that it does not tell otherwise."""
    told = {word.partition("=")[0] for word in assumed}
    facts = settings_of(context).values.get("assumptions", {})
    return (*(f"{name}={value}" for name, value in facts.items() if name not in told), *assumed)


def check_words(book: Any, assumed: tuple[str, ...]) -> None:
    """Check the facts and forums that come from a file against the rulebook; ``InputError`` places what is wrong."""
    context = click.get_current_context(silent=True)
    settings = settings_of(context) if context else Settings()
    if context is None or settings.path is None:
        return
    facts = settings.values.get("assumptions", {})
    used = {name: value for name, value in facts.items() if f"{name}={value}" in assumed}
    from_file = context.get_parameter_source("forums") is ParameterSource.DEFAULT_MAP
    settings.check(book, used, forums=from_file)


def _refuse_file(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and settings_of(context).path is not None:
        raise InputError("--config and --no-config exclude each other; leave one out")
    context.meta[_NONE] = wanted


def _lay_under(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    if context.resilient_parsing:
        return
    if file is not None and context.meta.get(_NONE):
        raise InputError("--config and --no-config exclude each other; leave one out")
    if context.meta.get(_NONE):
        return
    settings = find_settings(Path.cwd()) if file is None else read_settings(file)
    context.meta[_KEY] = settings
    context.default_map = settings.parameters(context.info_name)


@click.command()
@config_options
@click.pass_context
def config(context: click.Context) -> None:
    """Show the settings that hold here, and where each comes from."""
    settings = settings_of(context)
    click.echo(f"Settings from {os.path.relpath(settings.path)}" if settings.path else "No file of settings is found.")
    click.echo()
    for line in _lines(settings):
        click.echo(line)


def _lines(settings: Settings) -> Iterator[str]:
    """Yield a line a setting, and one for each fact that is assumed."""
    rows: list[tuple[str, str, str]] = []
    for one in SETTINGS:
        value = settings.values.get(one.key)
        if value is None:
            rows.append((one.key, one.default, "default"))
        elif isinstance(value, dict):
            rows += [(one.key, f"{name}={said}", settings.place(one.key, name)) for name, said in value.items()]
        else:
            rows.append((one.key, _shown(value), settings.place(one.key)))
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    yield from (f"{key:{widths[0]}}  {value:{widths[1]}}  {origin}" for key, value, origin in rows)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
