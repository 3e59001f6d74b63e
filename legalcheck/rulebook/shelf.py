"""What YAML files say, kept between runs under the digest of their bytes: a changed file is always read anew."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from legalcheck import __version__
from legalcheck.rulebook.cache import Cache, cache_folder, digest_of

FORM = 1
"""Raise it when the same YAML comes to mean other data, or when the kept file changes its form."""
_DIGEST = 64  # characters


class Shelf:
    """The data of files that are read together: a digest and a line of JSON each, in one file with its own digest."""

    def __init__(self, folder: Path, name: str):
        """Take the folder of rules and the name of what is read from it."""
        self._cache = Cache(cache_folder() / "parsed")
        self._name = digest_of(name, str(folder.resolve()))
        self._kept = _lines(self._cache.get(self._name))
        self._used: dict[bytes, bytes] = {}

    def data(self, raw: bytes, parse: Callable[[], Any]) -> Any:
        """Return what a file of these bytes says: what was kept, else what ``parse`` returns."""
        digest = hashlib.sha256(raw).hexdigest().encode()
        line = self._kept.get(digest)
        if line is not None:
            self._used[digest] = line
            return json.loads(line)
        data = parse()
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if json.loads(line) == data:  # a key that is no text has no place in JSON
            self._used[digest] = line
        return data

    def save(self) -> None:
        """Keep what was used, if some of it is new."""
        if not self._used.keys() <= self._kept.keys():
            body = b"\n".join(digest + line for digest, line in self._used.items())
            self._cache.put(self._name, _seal(body) + body)


_current: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def shelved(folder: Path, name: str) -> Iterator[None]:
    """Keep what is read from a folder of rules within the block, and take from what was kept before."""
    shelf = Shelf(folder, name)
    before = _current.set(shelf)
    try:
        yield
    finally:
        _current.reset(before)
        shelf.save()


def kept_or_parsed(raw: bytes, parse: Callable[[], Any]) -> Any:
    """Return what a file of these bytes says; outside a ``shelved`` block it is parsed."""
    shelf = _current.get()
    return shelf.data(raw, parse) if shelf else parse()


def _seal(body: bytes) -> bytes:
    """Return a digest that damage, another program and another version of this one do not have."""
    return hashlib.sha256(f"legalcheck {__version__} {FORM}\n".encode() + body).hexdigest().encode()


def _lines(kept: bytes | None) -> dict[bytes, bytes]:
    """Return lines of JSON by digest; none if what was kept is not whole or not ours."""
    body = (kept or b"")[_DIGEST:]
    if not body or _seal(body) != (kept or b"")[:_DIGEST]:
        return {}
    return {line[:_DIGEST]: line[_DIGEST:] for line in body.split(b"\n")}
