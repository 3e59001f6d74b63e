"""Completion in the shell: the names that arguments and options take, and the command that prints the script."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

from legalcheck.cli.output import write_out
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.rulebook.names import Names

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_LEGALCHECK_COMPLETE"
"""Set by the script when the shell asks what may come next."""
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completer(names: "Callable[[Names], Iterable[str]]") -> Completer:
    """Return a function that completes a name of the rulebook which the call names; without one it offers none."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from legalcheck.rulebook.names import Names  # noqa: PLC0415 - only where the shell asks

        try:
            found = names(Names(context.params.get("rules_folder")))
        except InputError:
            return []
        return [CompletionItem(name) for name in found if name.startswith(begun)]

    return complete


rule_ids = _completer(lambda names: names.rules())
source_ids = _completer(lambda names: names.sources())
forums = _completer(lambda names: names.forums())
facts = _completer(lambda names: [f"{fact}={value}" for fact, values in names.facts().items() for value in values])


def rulebooks(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the installed packs, and folders."""
    from legalcheck.rulebook.packs import installed_packs  # noqa: PLC0415

    packs = [CompletionItem(name) for name in installed_packs() if name.startswith(begun)]
    return [*packs, CompletionItem(begun, type="dir")]


def formats(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the formats, also after a comma."""
    from legalcheck.report.formats import FORMATS  # noqa: PLC0415

    before, comma, last = begun.rpartition(",")
    return [CompletionItem(f"{before}{comma}{name}") for name in FORMATS if name.startswith(last)]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file."
)
@click.pass_context
def completion(context: click.Context, shell: str, output: Path | None) -> None:
    """Print the script that completes commands, options, rules, sources, facts and forums in a shell.

    For bash: eval "$(legalcheck completion bash)" in ~/.bashrc; for zsh the same in ~/.zshrc; for fish:
    legalcheck completion fish -o ~/.config/fish/completions/legalcheck.fish
    """
    found = get_completion_class(shell)
    assert found is not None
    script = found(context.find_root().command, {}, "legalcheck", VARIABLE)
    # Not source(): it runs bash to look at its version, and the shell at hand may be another machine's.
    write_out([script.source_template % script.source_vars()], output)
