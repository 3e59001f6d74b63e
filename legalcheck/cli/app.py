"""The program: its commands, and one clear sentence for every error."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from legalcheck import __version__
from legalcheck.cli.accepting import baseline
from legalcheck.cli.alternatives import alternatives
from legalcheck.cli.annotating import annotate
from legalcheck.cli.authoring import new, test
from legalcheck.cli.completing import VARIABLE, completion
from legalcheck.cli.config import config
from legalcheck.cli.drafts import diff
from legalcheck.cli.judging import batch, check
from legalcheck.cli.manual import man
from legalcheck.cli.output import complain
from legalcheck.cli.reading import read
from legalcheck.cli.routing import route
from legalcheck.cli.rulebook import rule, rules, schema, source, sources
from legalcheck.cli.status import INTERNAL, OK, STOPPED, TERMINATED, UNUSABLE
from legalcheck.cli.supposing import compare
from legalcheck.cli.verifying import verify
from legalcheck.cli.why_not import why_not
from legalcheck.model.problem import InputError, internal_error


class _Closed(Exception):
    """Whoever read the output has stopped to."""


class _Program(click.Group):
    """Tells a closed output apart before click ends it with the status of findings."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _Closed from error


def main() -> None:
    """Run the command line; a closed pipe ends it quietly, Ctrl-C with status 130, a mistake of ours with 70."""
    try:
        with _terminable():
            cli(standalone_mode=False, complete_var=VARIABLE)
    except click.ClickException as error:
        error.show()
        sys.exit(UNUSABLE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("legalcheck: stopped; nothing was written.", err=True)
        sys.exit(STOPPED)
    except InputError as error:
        complain(error.problems)
        sys.exit(UNUSABLE)
    except _Closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except Exception as error:
        if os.environ.get("LEGALCHECK_DEBUG"):
            raise
        click.echo(f"legalcheck: {internal_error(error)}", err=True)
        sys.exit(INTERNAL)


@contextmanager
def _terminable() -> Iterator[None]:
    """Have SIGTERM end the block in order, so that nothing half-written and no process of ours is left."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415 - not needed to start

    book = open_rulebook(None)
    click.echo(f"legalcheck {__version__}, rulebook {book.version} {book.digest}")
    context.exit()


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show versions.")
def cli() -> None:
    """Say which legal barriers a clause of a peace plan meets, why, and by which lawful route it could pass.

    Exit status: 0 nothing at or above --fail-on; 1 something is; 2 the call, the rulebook or the input cannot be used;
    3 nothing is, but a clause was not understood or an unknown fact could take it there.
    """


_JUDGING = (check, batch, annotate, compare, diff, alternatives, route, read, why_not, baseline)
_WRITING = (rules, rule, source, sources, new, test, verify, schema, config, completion, man)
for _command in (*_JUDGING, *_WRITING):
    cli.add_command(_command)
