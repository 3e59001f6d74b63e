"""Write down what the program says today, for review: ``python -m tests.accept [cases|golden|inventions|readme]...``.

``cases/expected/`` holds the verdicts on the plans of ``cases/plans/``, one line a clause; ``tests/golden/`` holds the
reports on the plan of the small world; the README shows commands with their output. Tests compare all of it with what
the program says: a change shows up as a diff.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from legalcheck.checking import Checker
from legalcheck.cli.app import cli
from legalcheck.documents.files import open_plan
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.values import LEVELS
from legalcheck.reading import Reader
from legalcheck.report.plan import as_plan_yaml
from legalcheck.rulebook.load import find_rules
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import DAY, write_rulebook
from tests.plans import READ, SMALL
from tests.scoring import LABELLED, Scorer, score
from tests.shown import refreshed, shown_on

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT / "cases" / "plans"
EXPECTED = ROOT / "cases" / "expected"
GOLDEN = ROOT / "tests" / "golden"
README = ROOT / "README.md"
INVENTIONS = ROOT / "cases" / "inventions.yaml"
INVENTIONS_HEAD = """# Labelled clauses of which the readers assert what they do not say: known faults.
# The list may only become shorter; an entry of a lexicon that would add to it is refused
# (tests/reading/test_inventions.py). Written by `python -m tests.accept inventions`."""

GOLDEN_CALLS: dict[str, tuple[str, ...]] = {
    "plan.txt": ("batch", "plan.yaml", "--as-of", DAY),
    "plan.json": ("batch", "plan.yaml", "--as-of", DAY, "-f", "json"),
    "plan.jsonl": ("batch", "plan.yaml", "--as-of", DAY, "-f", "jsonl"),
    "plan.html": ("batch", "plan.yaml", "--as-of", DAY, "-f", "html"),
    "plan.md": ("batch", "plan.yaml", "--as-of", DAY, "-f", "markdown"),
    "plan.csv": ("batch", "plan.yaml", "--as-of", DAY, "-f", "csv"),
    "plan.sarif": ("batch", "plan.yaml", "--as-of", DAY, "-f", "sarif"),
    "plan.xml": ("batch", "plan.yaml", "--as-of", DAY, "-f", "junit"),
    "plan.github.txt": ("batch", "plan.yaml", "--as-of", DAY, "-f", "github"),
    "unknown.txt": ("batch", "plan.yaml", "--as-of", "2026-03-05", "--forum", "home"),
    "rule.txt": ("rule", "home-league-course"),
    "source.txt": ("source", "N-LAW-1"),
    "rules.txt": ("rules",),
    "show.txt": ("read", "--show", "read.yaml"),
}
"""Reports on the small world by file name."""


def plans() -> list[Path]:
    """Return the plans of ``cases/plans/``, in order."""
    return sorted(path for path in PLANS.iterdir() if path.suffix in (".md", ".yaml") and path.stem != "README")


def expected_file(plan: Path) -> Path:
    """Return where the reviewed verdicts on a plan stand."""
    return EXPECTED / f"{plan.name}.txt"


def compact(result: Result) -> str:
    """Return a result with one line a clause, one a finding across clauses, and one for the plan."""
    lines = [f"judged on {result.as_of}", *map(_clause, result.clauses), *map(_across, result.plan.findings)]
    plan = result.plan
    lines.append(f"PLAN  {plan.verdict}{_may(plan.verdict, plan.possible_verdict)}  {_forums(plan.forums)}")
    return "\n".join(lines) + "\n"


def _clause(clause: ClauseResult) -> str:
    parts = [clause.number, f"{clause.verdict}{_may(clause.verdict, clause.possible_verdict)}"]
    if any(verdict in LEVELS for verdict in clause.forums.values()):
        parts.append(_forums(clause.forums))
    parts += _rules(clause.findings)
    parts += [f"asks: {', '.join(unknown.fact for unknown in clause.unknowns)}"] if clause.unknowns else []
    return "  ".join(parts)


def _across(finding: PlanFinding) -> str:
    found = "; ".join(f"{label}: {', '.join(numbers)}" for label, numbers in finding.clauses.items())
    return f"ACROSS  {finding.certainty} {finding.level}  {finding.rule}  ({found})"


def _may(verdict: str, possible: str) -> str:
    return f" (may be {possible})" if possible != verdict else ""


def _forums(forums: Mapping[str, str]) -> str:
    return "[" + ", ".join(f"{name} {verdict}" for name, verdict in forums.items() if verdict != "clear") + "]"


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    for certainty in ("certain", "possible"):
        rules = sorted(finding.rule for finding in findings if finding.certainty == certainty)
        if rules:
            yield f"{certainty}: {', '.join(rules)}"


def golden_report(name: str, folder: Path) -> str:
    """Return a report on the small world, written to ``folder``; the digest of the rules is left out."""
    write_rulebook(folder / "rules")
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "read.yaml").write_text(as_plan_yaml(READ), encoding="utf-8")
    command, *rest = GOLDEN_CALLS[name]
    return re.sub("sha256:(?:<!-- -->)?[0-9a-f]+", "sha256:0", _captured([command, *rest, "--rules", "rules"], folder))


def _captured(words: list[str], folder: Path) -> str:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli, words).stdout_bytes.decode("utf-8")
    finally:
        os.chdir(before)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes().decode("utf-8") if path.exists() else None  # ends of lines as they are
    path.write_bytes(text.encode("utf-8"))
    print(f"{'as before' if old == text else 'new' if old is None else 'CHANGED'}: {path.relative_to(ROOT)}")


def main(what: Sequence[str]) -> None:
    """Write the files named, ``cases``, ``golden``, ``inventions`` and ``readme``, or all."""
    if not what or "cases" in what:
        checker = Checker(open_rulebook(None), DAY)
        for plan in plans():
            _write(expected_file(plan), compact(checker.check_plan(open_plan(plan, checker.book))))
    if not what or "golden" in what:
        for name in GOLDEN_CALLS:
            with TemporaryDirectory() as folder:
                _write(GOLDEN / name, golden_report(name, Path(folder)))
    if not what or "inventions" in what:
        _write(INVENTIONS, inventions())
    if not what or "readme" in what:
        page = README.read_text(encoding="utf-8")
        _write(README, refreshed(page, {one.name: _captured(one.arguments, ROOT) for one in shown_on(page)}))


def inventions() -> str:
    """Return the list of labelled clauses of which the readers assert more than they say, file by file."""
    reader, scorer = Reader(find_rules()), Scorer()
    lines = [INVENTIONS_HEAD]
    for path in LABELLED:
        row, _ = score(path, reader, scorer)
        lines.append(f"{path.stem}: [{', '.join(sorted(row.invented))}]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
