"""The command why-not: why a rule does not apply to a clause, and what would make it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.completing import rule_ids
from legalcheck.cli.given import words_of
from legalcheck.cli.judging import opened_checker
from legalcheck.cli.options import judging_options, output_option, trace_option
from legalcheck.cli.output import colours, valid_text, write_out
from legalcheck.cli.status import FOUND, OK, UNSETTLED
from legalcheck.model.values import at_or_above

if TYPE_CHECKING:
    from legalcheck.model.why_not import WhyNot


@click.command("why-not")
@click.argument("rule", shell_complete=rule_ids)
@click.argument("text")
@click.option("--context", "introduction", default="", metavar="LINE", help="The line that introduces the clause.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
@trace_option
@output_option
@judging_options
def why_not(
    rule: str, text: str, introduction: str, form: str, trace: bool, output: Path | None, **judging: Any
) -> None:
    """Say why RULE does not apply to a clause; TEXT is its words, or - for standard input.

    What the rule asks for and does not find is shown, down to the rules that it builds on, with the exceptions that
    stop it; then the fewest changes to the clause or to the facts after which it would apply.

    Exit status: 0 it does not apply, or is below --fail-on; 1 it applies; 3 it may, or nothing was understood.
    """
    from legalcheck.model.plan import Clause  # noqa: PLC0415
    from legalcheck.report.records import as_json  # noqa: PLC0415
    from legalcheck.report.why_not import WhyNotReport  # noqa: PLC0415
    from legalcheck.whynot.answer import why_not as ask  # noqa: PLC0415

    words = words_of(text)
    checker = opened_checker({**judging, "trace": trace})
    answer = ask(rule, Clause(number="1", text=words, context=valid_text(introduction, "the context")), checker)
    if not judging["quiet"] or output:
        report = WhyNotReport(checker.book, colours(output), checker.context.language, whole=trace)
        write_out([as_json([answer]) if form == "json" else report.answer(answer)], output)
    sys.exit(_status(answer, judging["fail_on"]))


def _status(answer: "WhyNot", fail_on: str) -> int:
    reaches = at_or_above(answer.level or "", fail_on)
    if not answer.clause.measures:
        return UNSETTLED
    return {"certain": FOUND, "possible": UNSETTLED, "no": OK}[answer.applies] if reaches else OK
