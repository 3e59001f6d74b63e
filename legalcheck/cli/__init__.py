"""The command line."""

import atexit
import gc

STARTING = 300_000
"""New objects between two looks for garbage. A start makes half a million objects and hardly any garbage among them;
looking after every 700, as Python does by itself, costs a quarter of the start."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(STARTING)
    atexit.register(gc.freeze)  # what is left at the end needs no last look
    from legalcheck.cli.app import main as run  # noqa: PLC0415 - after the above

    run()
