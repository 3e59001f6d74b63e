"""A worker whose engine breaks on some kinds of measure, each in a way of its own; on the others it works."""

import os
import signal
from collections.abc import Mapping, Sequence

from legalcheck.inference import worker
from legalcheck.inference.durable import DurableSlice, Proof
from legalcheck.inference.slices import Slice

CAUSES: Mapping[str, str] = {
    "hold_vote": "signal SIGSEGV",
    "pay": "exit status 3",
    "recognise_rule": "RuntimeError: out of turn",
    "give_land": "signal SIGPROF",
}
"""How the end of the engine is reported, by the kind of measure that it was asked about."""


class Broken:
    """Answers for one slice, if it lives to."""

    def __init__(self, cut: Slice):
        self._kind = cut.kind
        self._sound = DurableSlice(cut)

    def evaluate(self, codes: Sequence[int], /) -> Proof:
        """Break, or return the rules that apply."""
        if self._kind == "hold_vote":
            os.kill(os.getpid(), signal.SIGSEGV)
        if self._kind == "pay":
            os._exit(3)
        if self._kind == "recognise_rule":
            raise RuntimeError("out of turn")
        while self._kind == "give_land":
            pass
        return {"no-rule": frozenset()} if self._kind == "join_league" else self._sound.evaluate(codes)


def serve() -> None:
    """Answer requests, with little patience for an engine that does not end."""
    worker.serve(Broken, patience=0.05)
