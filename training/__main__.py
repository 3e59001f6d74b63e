"""Command line of the training: ``python -m training [counts | near FOLDER]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from training import counting
from training.corpus import Clause, corpus, kinds, load
from training.nearness import nearest

NEAR = 0.8


def main() -> int:
    """Run one command; exit status 1 if it found something amiss."""
    parser = argparse.ArgumentParser(prog="python -m training", description="The corpus of labelled clauses.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("counts", help="print what the corpus holds")
    near = commands.add_parser("near", help="list clauses of the corpus that are near those of other files")
    near.add_argument("folder", type=Path)
    near.add_argument("--least", type=float, default=NEAR, help=f"nearness from 0 to 1 ({NEAR})")
    given = parser.parse_args()
    clauses = corpus()
    if given.command == "counts":
        return _say(counting.report(clauses, kinds()))
    return _near(clauses, given.folder, given.least)


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
