"""Commands on the rulebook: rules, rule, source, sources, schema."""

from pathlib import Path

import click

from legalcheck.cli.completing import rule_ids, source_ids
from legalcheck.cli.options import rules_option
from legalcheck.cli.output import write_folder, write_out
from legalcheck.model.problem import InputError


@click.command()
@click.option("-f", "--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="List or pages.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder for the pages.")
@click.option("--packs", is_flag=True, help="List the installed rulebooks instead, which --rules takes by name.")
@rules_option
def rules(form: str, output: Path | None, packs: bool, rules_folder: Path | None) -> None:
    """List the rules, or write them as Markdown pages into a folder."""
    from legalcheck.report.rules import pack_list, rule_list  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    if packs:
        write_out([pack_list()], output)
        return
    book = open_rulebook(rules_folder)
    if form == "text":
        write_out([rule_list(book)], output)
    elif output is None:
        raise InputError("pages need a folder; name one with -o")
    else:
        from legalcheck.report.pages import MARKER, rule_pages  # noqa: PLC0415

        write_folder(rule_pages(book), output, MARKER)


@click.command()
@click.argument("name", metavar="ID", shell_complete=rule_ids)
@rules_option
def rule(name: str, rules_folder: Path | None) -> None:
    """Show one rule in full, with its examples."""
    from legalcheck.report.rules import rule_page  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    write_out([rule_page(open_rulebook(rules_folder), name)], None)


@click.command()
@click.argument("name", metavar="ID", shell_complete=source_ids)
@rules_option
def source(name: str, rules_folder: Path | None) -> None:
    """Show one source with the rules that rest on it."""
    from legalcheck.report.rules import source_page  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    write_out([source_page(open_rulebook(rules_folder), name)], None)


@click.command()
@click.option("--unverified", is_flag=True, help="Only those to check first against the official texts.")
@rules_option
def sources(unverified: bool, rules_folder: Path | None) -> None:
    """List the sources."""
    from legalcheck.report.rules import source_list  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    write_out([source_list(open_rulebook(rules_folder), unverified=unverified)], None)


@click.command()
@click.argument("name", type=click.Choice(["plan", "rule", "result", "route", "diff", "alternatives", "baseline"]))
@rules_option
def schema(name: str, rules_folder: Path | None) -> None:
    """Print the JSON Schema of plans, rules, results, routes, differences of drafts, alternatives or baselines."""
    from legalcheck.report.schemas import schema_text  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    write_out([schema_text(name, open_rulebook(rules_folder))], None)
