"""Part two, continued: how long whole processes take, from start to exit."""

import tempfile
from statistics import median

from benchmarks.settings import AS_OF, MODELS, Settings
from benchmarks.streams import World
from benchmarks.tables import table
from benchmarks.timing import Process, run

_CLAUSE = "Ukraine will not join NATO."
_UKRAINIAN = "Україна не вступатиме до НАТО."
_LOAD = f"""
import importlib.util, spacy
name = next(name for name in {MODELS} if importlib.util.find_spec(name))
spacy.load(name, exclude=["ner"])
"""
_CHECK = ["-m", "legalcheck", "check", "--as-of", AS_OF]
_BARE = "import spacy, load the model as legalcheck does"
_ANEW = 'legalcheck check "...", nothing kept'
PROCESSES: dict[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "legalcheck --version": ["-m", "legalcheck", "--version"],
    "legalcheck rules": ["-m", "legalcheck", "rules"],
    'legalcheck check "..."': [*_CHECK, _CLAUSE],
    _ANEW: [*_CHECK, _CLAUSE],
    "legalcheck check, a Ukrainian clause": [*_CHECK, _UKRAINIAN],
    "import spacy": ["-c", "import spacy"],
    _BARE: ["-c", _LOAD],
}
_EXPECTED = (0, 1, 3)


def report(world: World, settings: Settings) -> str:
    """Return wall time, CPU time, its ratio to bare spaCy's and peak memory of whole processes, as medians."""
    runs: dict[str, list[Process]] = {name: [] for name in PROCESSES}
    with tempfile.TemporaryDirectory() as kept:
        for turn in range(1 + settings.starts):
            for name, arguments in PROCESSES.items():
                process = run(arguments, changed=_environment(name, kept))
                runs[name] += [process] if turn else []  # the first turn compiles modules and fills the cache
    bare = median(process.cpu for process in runs[_BARE])
    rows = [[name, *_figures(found, bare)] for name, found in runs.items()]
    head = table(["process", "wall s", "CPU s", "times bare spaCy", "peak MiB"], rows)
    return f"## Start-up, whole processes\n\n{head}\n\nMedians of {settings.starts}, files in the system's cache."


def _environment(name: str, kept: str) -> dict[str, str]:
    """Return what a process finds: modules compiled as an installation has them, and what earlier runs kept."""
    return {"PYTHONDONTWRITEBYTECODE": "", "LEGALCHECK_CACHE": "off" if name == _ANEW else kept}


def _figures(runs: list[Process], bare: float) -> list[str]:
    if any(process.status not in _EXPECTED for process in runs):
        return [f"failed with status {runs[0].status}", "-", "-", "-"]
    used = median(process.cpu for process in runs)
    return [
        f"{median(process.wall for process in runs):.2f}",
        f"{used:.2f}",
        f"{used / bare:.2f}",
        f"{median(process.peak for process in runs):.0f}",
    ]
