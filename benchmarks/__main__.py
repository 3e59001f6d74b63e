"""Measure and print Markdown tables: ``python -m benchmarks [PART...] [--quick]``."""

import argparse
import sys
from collections.abc import Callable

from benchmarks import (
    agreement,
    alternatives,
    batches,
    documents,
    drafts,
    hostile,
    memory,
    pages,
    routes,
    startup,
    structured,
    text,
)
from benchmarks.hardware import hardware_line
from benchmarks.settings import FULL, QUICK, Settings
from benchmarks.streams import World

Part = Callable[[World, Settings], str]

PARTS: dict[str, Part] = {
    "structured": structured.report,
    "text": text.report,
    "routes": routes.report,
    "alternatives": alternatives.report,
    "startup": startup.report,
    "memory": memory.report,
    "drafts": drafts.report,
    "documents": documents.report,
    "pages": pages.report,
    "batches": batches.report,
    "hostile": hostile.report,
}


def main() -> int:
    """Run the parts named, all by default; exit status 1 if the engines disagree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure legalcheck and other engines.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (all)")
    parser.add_argument("--quick", action="store_true", help="smaller streams, fewer runs: a minute, rougher figures")
    given = parser.parse_args()
    for part in given.parts:
        if part not in PARTS:
            parser.error(f"no part is called '{part}'; parts are {', '.join(PARTS)}")
    world = World.open()
    settings = QUICK if given.quick else FULL
    sys.stdout.write(f"{hardware_line()}\n\n{world.describe()}\n")
    for part in given.parts or PARTS:
        try:
            sys.stdout.write(f"\n{PARTS[part](world, settings)}\n")
        except agreement.Disagreement as error:
            sys.stderr.write(f"benchmarks: {error}\n")
            return 1
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
