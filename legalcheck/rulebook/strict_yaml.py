"""YAML without its traps: no aliases, no duplicate keys, no surprise types, and a position for every mistake.

A plain scalar is a string, a decimal integer, ``true``, ``false`` or ``null``. ``yes`` and ``no`` are words, dates and
``1.10`` stay as written: a clause number or a date must never change its form on the way in.
"""

import os
from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalcheck.model.problem import InputError, Problem
from legalcheck.rulebook.shelf import kept_or_parsed

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 32 * 1024 * 1024


class Document:
    """A file's data and, for any path of keys and indices in it, where that part stands.

    Places are worked out when they are first asked for, from the root or from the text.
    """

    def __init__(self, data: Any, path: str, root: "yaml.Node | None" = None, text: str = ""):
        self.data = data
        self.path = path
        self._root = root
        self._text = text

    def where(self, *keys: Hashable) -> tuple[int, int]:
        """Return (line, column), from 1, of the deepest part of ``keys`` that exists."""
        from legalcheck.rulebook.composing import child, composed  # noqa: PLC0415 - only mistakes have places

        if self._root is None and self._text:
            self._root = composed(self._text, self.path)
        node = self._root
        for key in keys:
            found = child(node, key)
            if found is None:
                break
            node = found
        return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)

    def problem(self, message: str, *keys: Hashable) -> Problem:
        """Return a problem placed at ``keys``."""
        line, column = self.where(*keys)
        return Problem(message=message, path=self.path, line=line, column=column)


def load_strict(path: Path, shown_as: str | None = None) -> Document:
    """Load one YAML file; ``InputError`` says what is wrong and where."""
    name = shown_as or str(path)
    raw = read_bytes(path, name)
    text = decoded(raw, name)
    return Document(kept_or_parsed(raw, lambda: _data(text, name)), name, text=text)


def read_text(path: Path, shown_as: str | None = None) -> str:
    """Return the text of a UTF-8 file, without a byte order mark."""
    name = shown_as or str(path)
    return decoded(read_bytes(path, name), name)


def parse_strict(text: str, name: str) -> Document:
    """Parse YAML (or JSON, which is a part of it) from a string."""
    return Document(_data(text, name), name, text=text)


def _data(text: str, name: str) -> Any:
    from legalcheck.rulebook.composing import composed, constructed  # noqa: PLC0415 - not needed for what is kept

    return constructed(composed(text, name), name)


def read_bytes(path: Path, name: str) -> bytes:
    """Return what stands in a file; ``InputError`` if it cannot be read or is too large."""
    try:
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise InputError(Problem(message=f"is larger than {MAX_BYTES // 1024**2} MB; split it", path=name))
            return file.read()
    except OSError as error:
        raise InputError(Problem(message=f"cannot be read: {error.strerror or error}", path=name)) from error


def decoded(raw: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8, without a byte order mark; ``InputError`` says where they are none."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise InputError(Problem(message=message, path=name, line=before.count(b"\n") + 1, column=column)) from error
