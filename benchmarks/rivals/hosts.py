"""Runs of the stock Host in processes of their own, since it may crash, hang or lose findings."""

import json
from dataclasses import dataclass
from statistics import median

from benchmarks.timing import Process, run

MODES = {"states": "stock Host, one state a matter", "retract": "stock Host, one state, retract after each"}


@dataclass(frozen=True)
class HostRuns:
    """What came of some runs over streams of ``count`` matters."""

    count: int
    rates: tuple[float, ...]
    peaks: tuple[float, ...]
    wrong: int
    crashes: tuple[str, ...]
    """What the runs that did not end said last, or their exit status (negative for a signal)."""

    @property
    def rate(self) -> float:
        """Matters a second of CPU time, the median of the runs that ended; 0 if none did."""
        return median(self.rates) if self.rates else 0.0

    def describe(self) -> str:
        """Say how the runs went."""
        total = len(self.rates) + len(self.crashes)
        crashed = f"{len(self.crashes)} crashed" + (f" ({self.crashes[0]})" if self.crashes else "")
        peak = f", peak memory {max(self.peaks):.0f} MiB" if self.peaks else ""
        return f"{total} runs of {self.count:,}: {crashed}, {self.wrong} answers wrong{peak}"


def host_runs(mode: str, stream: str, count: int, runs: int) -> HostRuns:
    """Run the Host over a stream, new or repeated, a few times."""
    ended = [run(["-m", "benchmarks.worker", "host", mode, stream, str(count)]) for _ in range(runs)]
    good = [process for process in ended if process.status == 0]
    figures = [json.loads(process.output) for process in good]
    return HostRuns(
        count=count,
        rates=tuple(count / found["seconds"] for found in figures),
        peaks=tuple(process.peak for process in good),
        wrong=sum(int(found["wrong"]) for found in figures),
        crashes=tuple(_last_words(process) for process in ended if process.status),
    )


def _last_words(process: Process) -> str:
    lines = process.errors.strip().splitlines()
    return lines[-1] if lines else f"status {process.status}"
