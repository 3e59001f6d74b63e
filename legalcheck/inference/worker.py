"""The process that holds the C core: matters in, proofs out. It dies with the core, and nothing else does.

Requests come on standard input as pickles of ``(slices, questions)``: the slices not yet known here by number, and
pairs of a slice number and the codes of a matter. Each is answered by a line of JSON: ``{"proofs": [...]}`` in the
order of the questions, or ``{"fault": cause}``. The end of standard input ends the process.
"""

import json
import pickle
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Protocol

from legalcheck.inference.apart import leave_stopping_to_others, own_output
from legalcheck.inference.durable import DurableSlice, Proof
from legalcheck.inference.slices import Slice

PATIENCE = 60.0
"""Seconds of CPU time that one request may take, where the system can say so; matters take far below a millisecond."""

Question = tuple[int, tuple[int, ...]]
"""The number of a slice, and the codes of a matter."""

Request = tuple[Mapping[int, Slice], Sequence[Question]]


class Evaluator(Protocol):
    """What answers for one slice."""

    def evaluate(self, codes: Sequence[int], /) -> Proof:
        """Return the rules that apply to a matter, with their premises."""


def serve(make: Callable[[Slice], Evaluator] = DurableSlice, patience: float = PATIENCE) -> None:
    """Answer requests until there are no more; ``make`` turns a slice into its evaluator."""
    leave_stopping_to_others()
    answers = own_output()
    known: dict[int, Evaluator] = {}
    while (request := _request(sys.stdin.buffer)) is not None:
        _die_after(patience)
        answer = _answer(request, known, make)
        _die_after(0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _die_after(seconds: float) -> None:
    """Have the system kill this process once it has used so much more CPU time; 0 calls it off."""
    if hasattr(signal, "setitimer"):  # Windows has none
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _request(stream: BinaryIO) -> Request | None:
    try:
        request: Request = pickle.load(stream)
    except EOFError:
        return None
    return request


def _answer(request: Request, known: dict[int, Evaluator], make: Callable[[Slice], Evaluator]) -> dict[str, object]:
    slices, questions = request
    try:
        known |= {number: make(cut) for number, cut in slices.items()}
        proofs = [known[number].evaluate(codes) for number, codes in questions]
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"}
    return {"proofs": [{rule: sorted(premises) for rule, premises in proof.items()} for proof in proofs]}
