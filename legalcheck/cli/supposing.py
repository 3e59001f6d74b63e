"""Judging with things otherwise: what is asked and what is supposed of plans, and two days held side by side."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.batch import Plans
from legalcheck.cli.formats import Target
from legalcheck.cli.given import plan_or_clause
from legalcheck.cli.options import any_day_options, doctrine_option, output_option
from legalcheck.cli.output import colours, write_out
from legalcheck.cli.status import status_of
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.checking import Checker
    from legalcheck.model.difference import Difference
    from legalcheck.model.plan import Plan
    from legalcheck.model.result import Result


class Otherwise(Plans):
    """Asks about each plan if ``ask``, then judges it as NAME=VALUE words suppose and reports the differences.

    Without words it reports the verdicts. The result of a plan is the one with everything answered and supposed.
    """

    whole = True

    def __init__(self, checker: "Checker", words: Sequence[str], *, ask: bool, alone: bool = False):
        from legalcheck.cli.asking import Asker  # noqa: PLC0415
        from legalcheck.report.asking import QuestionReport  # noqa: PLC0415

        super().__init__(checker, alone=alone)
        self.words = words
        self.asker = Asker(QuestionReport(checker.book, language=checker.context.language)) if ask else None
        self.differences: list[Difference] = []

    def judge(self, plan: "Plan") -> "Result":
        """Judge one plan."""
        from legalcheck.supposing.difference import what_if  # noqa: PLC0415
        from legalcheck.supposing.scene import scene_of  # noqa: PLC0415

        scene = scene_of(plan, self.checker, alone=self.alone)
        if self.asker is not None:
            scene = self.asker.settle(scene)
        if not self.words:
            return scene.judge()
        found, after = what_if(scene, self.words)
        self.differences.append(found)
        return after

    def report(self, results: Sequence["Result"], target: Target, fail_on: str) -> Iterator[str] | Iterator[bytes]:
        """Yield the differences, or the verdicts where nothing was supposed."""
        if not self.words:
            return super().report(results, target, fail_on)
        return iter([_shown(self.differences, target.form.name, self.checker, target.file, alone=self.alone)])


@click.command()
@click.argument("given", metavar="PLAN|TEXT")
@click.option("--as-of", "days", multiple=True, metavar="DATE", help="One of the two days; give it twice.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@output_option
@doctrine_option
@any_day_options
def compare(given: str, days: tuple[str, ...], form: str, output: Path | None, **judging: Any) -> None:
    """Judge a plan file or the words of one clause on two days, and tell what changes.

    PLAN|TEXT is a plan file, the words of a clause, or - for a clause on standard input. The exit status is that of the
    second day.
    """
    from legalcheck.cli.judging import opened_checker  # noqa: PLC0415
    from legalcheck.supposing.difference import compare as compared  # noqa: PLC0415
    from legalcheck.supposing.scene import scene_of  # noqa: PLC0415

    if len(days) != 2:
        raise InputError(f"compare takes two days, as in --as-of 2025-11-21 --as-of 2026-06-01, not {len(days)}")
    checker = opened_checker({**judging, "as_of": days[0]})
    plan, alone = plan_or_clause(given, checker.book)
    found, after = compared(scene_of(plan, checker, alone=alone), days[1])
    if not judging["quiet"] or output:
        write_out([_shown([found], form, checker, output, alone=alone)], output)
    sys.exit(status_of([after], judging["fail_on"]))


def _shown(found: Sequence["Difference"], form: str, checker: "Checker", output: Path | None, *, alone: bool) -> str:
    from legalcheck.report.difference import DifferenceReport  # noqa: PLC0415

    if form == "json":
        from legalcheck.report.records import as_json  # noqa: PLC0415

        return as_json(found)
    report = DifferenceReport(checker.book, colours(output), checker.context.language)
    return "\n".join(report.difference(one, alone=alone) for one in found)
