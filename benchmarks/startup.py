"""Part two, continued: how long whole processes take, from start to exit."""

from statistics import median

from benchmarks.settings import AS_OF, MODELS, Settings
from benchmarks.streams import World
from benchmarks.tables import table
from benchmarks.timing import Process, run

_CLAUSE = "Crimea will be recognised as de facto Russian."
_LOAD = f"""
import importlib.util, spacy
name = next(name for name in {MODELS} if importlib.util.find_spec(name))
spacy.load(name)("{_CLAUSE}")
"""
PROCESSES: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "legalcheck --version": ["-m", "legalcheck", "--version"],
    "legalcheck rules": ["-m", "legalcheck", "rules"],
    'legalcheck check "..."': ["-m", "legalcheck", "check", "--as-of", AS_OF, _CLAUSE],
    "import spacy": ["-c", "import spacy"],
    "import spacy, load the model, parse one sentence": ["-c", _LOAD],
}
_EXPECTED = (0, 1, 3)


def report(world: World, settings: Settings) -> str:
    """Return wall time, CPU time and peak memory of whole processes, each the median of several."""
    runs: dict[str, list[Process]] = {name: [] for name in PROCESSES}
    for _ in range(settings.starts):
        for name, arguments in PROCESSES.items():
            runs[name].append(run(arguments))
    rows = [[name, *_figures(found)] for name, found in runs.items()]
    head = table(["process", "wall s", "CPU s", "peak MiB"], rows)
    return f"## Start-up, whole processes\n\n{head}\n\nMedians of {settings.starts}, files in the system's cache."


def _figures(runs: list[Process]) -> list[str]:
    if any(process.status not in _EXPECTED for process in runs):
        return [f"failed with status {runs[0].status}", "-", "-"]
    return [
        f"{median(process.wall for process in runs):.2f}",
        f"{median(process.cpu for process in runs):.2f}",
        f"{median(process.peak for process in runs):.0f}",
    ]
