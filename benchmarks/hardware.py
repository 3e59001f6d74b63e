"""One line that says on what the figures were measured."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("durable-rules", "zen-engine", "spacy", "pydantic")


def hardware_line() -> str:
    """Return processor, number of cores, system, Python and the versions of the packages that count."""
    packages = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    system = f"{platform.system()} {platform.machine()}"
    python = f"{platform.python_implementation()} {sys.version.split()[0]}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}, {python}; {packages}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown processor")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
