"""Fuzz the program: ``python -m fuzz plans|rules|texts|engines [--minutes N] [--seed S]``."""

import argparse
import os
import sys
import time
from pathlib import Path

from fuzz.campaign import Find, Tally, run
from fuzz.corpus import FOLDER, keep
from fuzz.targets import NAMES, target_of

OFTEN = 12
"""Outcomes that are printed, the most frequent first."""


def main() -> int:
    """Run one fuzzer; exit status 1 if it found something."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz plan files, rule files, texts, engines.")
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--minutes", type=float, default=1.0, metavar="N", help="how long to go on (1)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="where to begin (0)")
    parser.add_argument("--corpus", type=Path, default=FOLDER, metavar="DIR", help="where finds are kept")
    given = parser.parse_args()
    os.environ["LEGALCHECK_CACHE"] = "off"  # nothing of what is tried is worth keeping

    def told(find: Find) -> None:
        sys.stdout.write(f"find ({find.kind}): {find.what}\n  kept in {keep(find, given.corpus)}\n")
        sys.stdout.flush()

    tally = run(target_of(given.target), given.minutes * 60, given.seed, told, time.monotonic)
    sys.stdout.write(_summary(given.target, tally))
    return 1 if tally.finds else 0


def _summary(name: str, tally: Tally) -> str:
    lines = [f"{name}: {tally.inputs} inputs, {len(tally.outcomes)} different outcomes, {len(tally.finds)} finds"]
    lines += [f"  {count:7d}  {outcome}" for outcome, count in tally.outcomes.most_common(OFTEN)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
