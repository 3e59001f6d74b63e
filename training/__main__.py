"""The corpus and the nominator: ``python -m training [fit | score FILE... | counts | near FOLDER]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from legalcheck.reading.learned import LearnedNominator
from training import counting, measuring
from training.corpus import ROOT, Clause, corpus, kinds, load
from training.nearness import nearest

RULES = ROOT / "rules"
NEAR = 0.8


def main() -> int:
    """Run one command; exit status 1 if it found something amiss."""
    given = _parser().parse_args()
    clauses = corpus()
    if given.command == "counts":
        return _say(counting.report(clauses, kinds()))
    if given.command == "near":
        return _near(clauses, given.folder, given.least)
    if given.command == "score":
        return _score(given.files)
    _fit([clause for clause in clauses if not clause.held_out])
    return _held_out([clause for clause in clauses if clause.held_out])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description="The corpus and the nominator.")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("fit", help="learn the weights, write them to rules/nominator, measure them (the default)")
    score = commands.add_parser("score", help="measure the weights that are there on files of labelled clauses")
    score.add_argument("files", nargs="+", type=Path)
    commands.add_parser("counts", help="print what the corpus holds")
    near = commands.add_parser("near", help="list clauses of the corpus that are near those of the files of a folder")
    near.add_argument("folder", type=Path)
    near.add_argument("--least", type=float, default=NEAR, help=f"nearness from 0 to 1 ({NEAR})")
    return parser


def _fit(clauses: Sequence[Clause]) -> None:
    """Learn and write; scikit-learn is needed for nothing else."""
    from training import calibrating, fitting, writing  # noqa: PLC0415

    names = kinds()
    scale = calibrating.calibrate(clauses, names)
    writing.write(RULES, names, fitting.fit(clauses, names), scale, clauses)


def _held_out(clauses: Sequence[Clause]) -> int:
    """Measure on what was kept from training."""
    nominator = LearnedNominator.load(RULES)
    assert nominator is not None
    return _say(measuring.by_language(clauses, nominator))


def _score(files: Sequence[Path]) -> int:
    """Print a row a file."""
    nominator = LearnedNominator.load(RULES)
    if nominator is None:
        sys.stderr.write("training: there are no weights yet; run python -m training\n")
        return 1
    return _say(measuring.by_name({path.stem: load([path]) for path in files}, nominator))


def _near(clauses: Sequence[Clause], folder: Path, least: float) -> int:
    """Print near pairs; exit status 1 if there are any."""
    others = load(sorted(folder.glob("*.yaml")))
    found = nearest([clause.text for clause in clauses], [other.text for other in others], least)
    for pair in found:
        _say(f"{pair.nearness:.2f}\n  {pair.first}\n  {pair.second}")
    _say(f"{len(clauses):,} clauses against {len(others):,}: {len(found)} pairs at {least} or nearer")
    return 1 if found else 0


def _say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
