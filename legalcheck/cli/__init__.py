"""The command line."""

import atexit
import gc

YOUNG = 20_000
"""New objects between two looks for garbage. Loading makes half a million objects and hardly any garbage; Python's own
700 cost a quarter of the start."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(YOUNG)
    atexit.register(gc.freeze)  # what is left at the end needs no last look
    from legalcheck.cli.app import main as run  # noqa: PLC0415 - after the above

    run()
