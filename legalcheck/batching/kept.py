"""Results are kept between runs, under the digest of all that they depend on, so that nothing is judged twice.

A result depends on the bytes of its file and the name of that, on the rulebook, the day and every option that judges,
and on the program: its own code and the versions of whatever is installed beside it. All that goes into its key. What
stands under a key is sealed with a digest of its own, and counts as absent if one bit of it is not as it was written.
"""

import contextlib
import hashlib
import os
import shutil
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import legalcheck
from legalcheck.batching.task import Task
from legalcheck.documents.files import STDIN
from legalcheck.model.result import Result
from legalcheck.rulebook.cache import Cache, digest_of

FORM = 1
"""Raise it when what is kept changes its form."""
MAX_BYTES = 256 * 1024**2
"""Bytes that the results of past runs may take; see :func:`prune`."""
STALE = 30 * 24 * 3600
"""Seconds after which nobody is taken to go on with a stopped run."""
_SEAL = 32  # bytes


def basis_of(*parts: str) -> str:
    """Return the digest of what all results of a run depend on: the program, and the parts given."""
    python = ".".join(map(str, sys.version_info[:3]))
    return digest_of(str(FORM), legalcheck.__version__, python, _code(), _installed(), *parts)


@dataclass(frozen=True, slots=True)
class Kept:
    """Results by key: of whole plans for later runs, and of everything for a run that is stopped and goes on."""

    basis: str = ""
    lasting: Path | None = None
    """Folder of results for later runs; None keeps none."""
    run: Path | None = None
    """Folder of the results of this run; None keeps none."""

    def key_of(self, task: Task) -> str:
        """Return the key of what a task comes to; empty if that is not kept."""
        if not self._caches(task) or task.path == STDIN or not _is_text(str(task.path)):
            return ""
        if task.clauses is not None:
            return digest_of(self.basis, task.path.stem, *(clause.model_dump_json() for clause in task.clauses))
        try:
            if not task.path.is_file():
                return ""  # a pipe or a device says what it says once
            with task.path.open("rb") as file:
                return digest_of(self.basis, task.path.name, hashlib.file_digest(file, "sha256").hexdigest())
        except OSError:
            return ""

    def get(self, task: Task) -> Result | None:
        """Return what was kept under the key of a task, told of the file that it names."""
        for cache in self._caches(task) if task.key else ():
            body = _opened(task.key, cache.get(task.key))
            if body is not None:
                _used_now(cache.folder / task.key)
                result = Result.model_validate_json(body)
                return result.model_copy(update={"plan": result.plan.model_copy(update={"path": str(task.path)})})
        return None

    def put(self, task: Task, result: Result) -> None:
        """Keep a result, if the file is still the one that the key is of, and the engine agreed to all."""
        if task.key and not result.plan.unchecked and self.key_of(task) == task.key:
            sealed = _sealed(task.key, result.model_dump_json(by_alias=True).encode())
            for cache in self._caches(task):
                cache.put(task.key, sealed)

    def prune(self) -> None:
        """Keep what lasts within bounds."""
        if self.lasting:
            prune(self.lasting)

    def forget_run(self) -> None:
        """Forget what only serves to go on with this run."""
        if self.run:
            shutil.rmtree(self.run, ignore_errors=True)
            forget_stale(self.run.parent)

    def _caches(self, task: Task) -> list[Cache]:
        """Return where a task's result is kept; streams, which can be of any length, do not last."""
        folders = (self.run, self.lasting if task.clauses is None else None)
        return [Cache(folder) for folder in folders if folder]


def prune(folder: Path, most: int = MAX_BYTES) -> None:
    """Where a folder takes more bytes than that, remove its longest unused files, down to three quarters of it."""
    with contextlib.suppress(OSError):
        files = sorted((s.st_mtime_ns, s.st_size, entry.path) for entry in os.scandir(folder) for s in [entry.stat()])
        excess = sum(size for _, size, _ in files) - most
        excess += most // 4 if excess > 0 else 0
        for _, size, path in files:
            if excess <= 0:
                break
            with contextlib.suppress(OSError):  # another run prunes, too
                os.unlink(path)
            excess -= size


def forget_stale(folder: Path) -> None:
    """Remove what stopped runs left in a folder, each in one of its own, where nobody went on for a month."""
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(folder)):
            if entry.stat().st_mtime < time.time() - STALE:
                shutil.rmtree(entry.path, ignore_errors=True)


def _code() -> str:
    """Return the digest of the program's own modules: who changes a line is never told what the old one said."""
    total = hashlib.sha256()
    root = os.path.dirname(legalcheck.__file__)
    for folder, below, names in os.walk(root):
        below.sort()
        for name in sorted(name for name in names if name.endswith(".py")):
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError), open(path, "rb") as file:
                total.update(os.path.relpath(path, root).encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def _installed() -> str:
    """Return the names and versions of all that is installed: readers, models and dictionaries among them."""
    folders = [entry for entry in sys.path if os.path.isdir(entry)]
    return "\n".join(sorted({name for entry in folders for name in os.listdir(entry) if name.endswith(".dist-info")}))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:  # a name of bytes that are no text
        return False
    return True


def _used_now(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.utime(path)


def _sealed(key: str, body: bytes) -> bytes:
    packed = zlib.compress(body, 1)
    return _seal(key, packed) + packed


def _opened(key: str, kept: bytes | None) -> bytes | None:
    """Return what was sealed under this key; None if it is not whole or was sealed under another."""
    seal, packed = (kept or b"")[:_SEAL], (kept or b"")[_SEAL:]
    return zlib.decompress(packed) if packed and _seal(key, packed) == seal else None


def _seal(key: str, packed: bytes) -> bytes:
    return hashlib.sha256(f"legalcheck result {key}\n".encode() + packed).digest()
