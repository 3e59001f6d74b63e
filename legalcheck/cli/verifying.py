"""The command verify: examples, proofs, mutants."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalcheck.cli.completing import rule_ids
from legalcheck.cli.options import rules_option
from legalcheck.cli.output import complain
from legalcheck.cli.status import FOUND, OK
from legalcheck.model.problem import InputError, Problem

if TYPE_CHECKING:
    from legalcheck.proving.adequacy import Coverage
    from legalcheck.proving.shown import Shown
    from legalcheck.rulebook.load import Rulebook
    from legalcheck.verifying import Examples


@click.command()
@click.argument("names", nargs=-1, metavar="[RULE]...", shell_complete=rule_ids)
@click.option("--examples", "examples_only", is_flag=True, help="Run the examples alone, without the proofs.")
@click.option("--mutate", is_flag=True, help="Change every rule, or those named, and see whether anything notices.")
@click.option("--watch", is_flag=True, help="Verify again whenever a file of the rulebook changes, until Ctrl-C.")
@rules_option
def verify(names: tuple[str, ...], examples_only: bool, mutate: bool, watch: bool, rules_folder: Path | None) -> None:
    """Check the rulebook: files, names, texts, the limits of the engine, every example, and what can be proved.

    The texts of rules are held against style.yaml, where the rulebook has one: what a message names, which articles
    its sources have, who takes each step, the same in every language.

    The proofs go over every matter that can be: rules that nothing meets, exceptions that never bite, routes that
    lead nowhere, questions without a rule. What they find is shown with the smallest matter that shows it. They are
    run once every example holds.

    Exit status: 0 clean, 1 something was found, 2 the rulebook cannot be used.
    """
    if names and not mutate:
        raise InputError("rules are named only to mutate them; add --mutate, or leave the names out")
    if not watch:
        sys.exit(_verified(names, rules_folder, proofs=not examples_only, mutate=mutate))
    from legalcheck.cli.watching import watched  # noqa: PLC0415
    from legalcheck.rulebook.packs import find_rules  # noqa: PLC0415

    again = partial(_verified, names, rules_folder, proofs=not examples_only, mutate=mutate)
    sys.exit(watched(again, find_rules(rules_folder)))


def _verified(names: tuple[str, ...], rules_folder: Path | None, *, proofs: bool, mutate: bool) -> int:
    """Verify once and return the exit status."""
    from legalcheck.alternatives.prices import load_prices  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415
    from legalcheck.verifying import Examples  # noqa: PLC0415

    book = open_rulebook(rules_folder)
    load_prices(book)  # raises what is wrong with alternatives.yaml
    own = {*(rule.id for rule in book.own_rules), *book.plan_rules}
    unknown = [name for name in names if name not in own]
    if unknown:
        raise InputError(f"no rule of {book.folder} is called '{unknown[0]}'; 'legalcheck rules' lists them")
    if proofs:
        _check_texts(book)
    examples = Examples(book)
    clean = _run_examples(book, examples)
    if clean and (proofs or mutate):
        from legalcheck.proving.firing import Eras  # noqa: PLC0415
        from legalcheck.proving.shown import Shown  # noqa: PLC0415
        from legalcheck.proving.trials import Trials  # noqa: PLC0415

        shown = Shown(Eras(book), Trials(examples))
        clean = not proofs or _run_proofs(shown)
        clean = (not mutate or _run_mutants(book, shown, names)) and clean
    return OK if clean else FOUND


def _check_texts(book: "Rulebook") -> None:
    """Refuse a rulebook whose texts are not in its own style."""
    from legalcheck.rulebook.style import HouseStyle  # noqa: PLC0415

    style = HouseStyle(book)
    found = style.problems()
    if found:
        raise InputError([*found, Problem(message=f"the texts of rules have {len(found)} mistakes")])
    if style.sheet is not None:
        click.echo(f"{len(book.rules) + len(book.plan_rules)} rules as texts: 0 mistakes")


def _run_examples(book: "Rulebook", examples: "Examples") -> bool:
    from legalcheck.verifying import verify_examples  # noqa: PLC0415

    found = verify_examples(book, examples)
    complain(found)
    cases = sum(len(r.examples.hits) + len(r.examples.misses) for r in book.own_rules)
    cases += sum(len(r.examples.hits) + len(r.examples.misses) for r in book.plan_rules.values())
    inherited = len(book.rules) - len(book.own_rules)
    number = f"{len(book.rules) + len(book.plan_rules)} rules{f' ({inherited} inherited)' if inherited else ''}"
    click.echo(f"{number}, {len(book.sources)} sources, {cases} examples: {len(found)} mistakes")
    return not found


def _run_proofs(shown: "Shown") -> bool:
    from legalcheck.proving.proof import prove  # noqa: PLC0415

    proof = prove(shown)
    complain(proof.problems)
    click.echo(
        f"{proof.matters:.1e} possible matters, {proof.eras} eras of law: "
        f"{len(proof.problems)} faults, {proof.waived} waived"
    )
    return not proof.problems


def _run_mutants(book: "Rulebook", shown: "Shown", names: tuple[str, ...]) -> bool:
    from legalcheck.proving.adequacy import Adequacy  # noqa: PLC0415
    from legalcheck.proving.telling import Teller  # noqa: PLC0415

    coverage = Adequacy(shown).coverage(names)
    teller = Teller(book)
    survivors = [teller.survivor(survivor) for tally in coverage.tallies.values() for survivor in tally.survivors]
    complain(sorted(survivors, key=lambda p: (p.path, p.line, p.column)))
    for line in _table(coverage):
        click.echo(line)
    return coverage.enough


def _table(coverage: "Coverage") -> Iterator[str]:
    yield f"{'mutants':<22}{'made':>8}{'killed':>8}{'same law':>10}{'surviving':>11}"
    for operator, tally in coverage.tallies.items():
        row = f"{tally.made:>8}{tally.killed:>8}{tally.equivalent:>10}{len(tally.survivors):>11}"
        yield f"  {operator:<20}{row}"
    yield (
        f"{coverage.killed}% of the mutants killed; covered: {coverage.rules}% of the rules, "
        f"{coverage.conditions}% of the conditions, {coverage.sources}% of the sources"
    )
