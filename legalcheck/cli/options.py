"""Options that several commands share, and what they come to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from legalcheck.cli.completing import facts, forums, rulebooks
from legalcheck.cli.config import config_options, with_facts
from legalcheck.cli.nominating import NOMINATORS
from legalcheck.model.pairs import pairs
from legalcheck.model.values import LEVELS

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FOLDER = click.Path(path_type=Path)


def stack(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Return what adds several options to a command, in this order."""

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


rules_option = stack(
    click.option(
        "--rules",
        "rules_folder",
        type=_FOLDER,
        metavar="DIR",
        shell_complete=rulebooks,
        help="Use the rulebook in this folder, or the installed pack of this name.",
    ),
    config_options,
)

nominating_options = stack(
    click.option(
        "--nominate",
        "nominate",
        multiple=True,
        type=click.Choice(NOMINATORS),
        help="Also ask a model what a clause may mean; its guesses are reported as possible only; repeatable.",
    ),
    click.option(
        "--llm-model",
        metavar="PROVIDER:NAME",
        help="The language model to ask, to which clauses are then sent ($LEGALCHECK_LLM_MODEL).",
    ),
)

_day_option = click.option("--as-of", metavar="DATE", help="Judge by the law and the facts of this day (today).")

doctrine_option = click.option(
    "--doctrine",
    type=click.Choice(["strict", "prevailing", "lenient"]),
    default="prevailing",
    help="Count disputed law by its strictest view, as the rule has it (so unless told otherwise), or by its mildest.",
)

_law_options = stack(
    rules_option,
    nominating_options,
    click.option(
        "--assume",
        "assumed",
        multiple=True,
        metavar="FACT=VALUE",
        callback=with_facts,
        shell_complete=facts,
        help="Take a fact as given, as in martial_law=no; repeatable.",
    ),
    click.option(
        "--forum",
        "forums",
        multiple=True,
        metavar="FORUM",
        shell_complete=forums,
        help="Judge by one forum of the rulebook only, such as international; repeatable.",
    ),
    click.option(
        "--lang-in", "language", type=click.Choice(["en", "uk", "ru"]), help="Language of the text (detected)."
    ),
    click.option(
        "--lang", "report_language", type=click.Choice(["en", "uk"]), default="en", help="Language of the report."
    ),
    click.option(
        "--engine",
        type=click.Choice(["durable", "reference"]),
        default="durable",
        help="durable_rules checked by bit masks, or bit masks alone.",
    ),
    click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help="Print nothing but errors (a file named with -o is written); the exit status tells.",
    ),
)

any_day_options = stack(
    _law_options,
    click.option(
        "--fail-on", type=click.Choice(LEVELS), default="barred", help="Exit 1 at or above this level (barred)."
    ),
)

law_options = stack(_day_option, _law_options)
"""By which law and facts to judge on one day, and how to speak."""

judging_options = stack(_day_option, any_day_options)
"""All that a verdict on one day depends on."""

what_if_option = click.option(
    "--what-if",
    "supposed",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=facts,
    help="Tell what changes if a fact (martial_law=no) or a part of a measure (m1.mode=control_only, in a plan "
    "25.m1.mode=...) were so; repeatable, all hold together.",
)

ask_option = click.option(
    "--ask",
    is_flag=True,
    help="Ask for what is still needed, on the terminal, the question that settles most first.",
)

trace_option = click.option("--trace", is_flag=True, help="Show derivations whole: every condition, met or granted.")

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file."
)


def today() -> str:
    """Return the current day as an ISO date."""
    return date.today().isoformat()


def assumptions(assumed: tuple[str, ...]) -> dict[str, str]:
    """Return facts with their values from FACT=VALUE words; ``InputError`` if two contradict each other."""
    return pairs(assumed, "--assume", "FACT=VALUE")
