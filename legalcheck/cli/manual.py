"""The manual page, written from the commands themselves."""

from collections.abc import Iterator
from pathlib import Path

import click

from legalcheck import __version__
from legalcheck.cli.output import write_out

_FILES = (
    ("legalcheck.toml", "Settings of a project, found upwards from the working directory."),
    ("pyproject.toml", "The same in its table [tool.legalcheck]."),
)
_ENVIRONMENT = (
    ("LEGALCHECK_CACHE", "Folder for what is kept between runs; off keeps nothing."),
    ("LEGALCHECK_LLM_MODEL", "The language model that --nominate llm asks."),
    ("LEGALCHECK_DEBUG", "If set, an internal error shows where it happened."),
    ("NO_COLOR", "If set, nothing is coloured."),
)
_STATUS = (
    ("0", "Nothing is at or above --fail-on."),
    ("1", "Something is."),
    ("2", "The call, the rulebook or the input cannot be used; the message says where and what to do."),
    ("3", "Nothing is, but a clause was not understood or an unknown fact could take it there."),
)


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file."
)
@click.pass_context
def man(context: click.Context, output: Path | None) -> None:
    """Print the manual page (legalcheck man -o legalcheck.1; man ./legalcheck.1)."""
    program = context.find_root().command
    assert isinstance(program, click.Group)
    write_out([manual(program)], output)


def manual(program: click.Group) -> str:
    """Return the manual page of a program with all its commands, in the macros of man(7)."""
    return "\n".join(_lines(program)) + "\n"


def _lines(program: click.Group) -> Iterator[str]:
    yield f'.TH LEGALCHECK 1 "" "legalcheck {_plain(__version__)}" "User Commands"'
    yield from (".SH NAME", r"legalcheck \- legal barriers of the clauses of a peace plan")
    yield from (".SH SYNOPSIS", ".B legalcheck", ".I COMMAND", "[\\fIOPTION\\fR]...")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(program.help or "")
    yield ".SH COMMANDS"
    for name in sorted(program.commands):
        yield from _command(name, program.commands[name])
    for title, entries in (("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for term, said in entries:
            yield from (".TP", f".B {_plain(term)}", _plain(said))


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f".SS legalcheck {_plain(name)}"
    yield from (".P", rf"\fBlegalcheck {_plain(name)}\fR {_plain(pieces)}", ".P")
    yield from _paragraphs(command.help or "")
    for parameter in command.params:
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield from (".TP", f".B {_plain(record[0])}", _plain(" ".join(record[1].split())))


def _paragraphs(text: str) -> Iterator[str]:
    for at, paragraph in enumerate(text.strip().split("\n\n")):
        yield from [".P"] if at else []
        yield _plain(" ".join(paragraph.split()))


def _plain(text: str) -> str:
    """Return text that the formatter takes as it stands: no line of it can be a request."""
    safe = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{safe}" if safe.startswith((".", "'")) else safe
