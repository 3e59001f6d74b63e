"""How much work a task is, without a clock."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def work(task: Callable[[], object]) -> int:
    """Count the instructions of Python that a task runs: a measure of growth without a clock."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys._getframe().f_trace_opcodes = True  # Python 3.12 counts instructions only if it was asked to beforehand
    sys.settrace(trace)
    try:
        task()
    finally:
        sys.settrace(before)
    return count
