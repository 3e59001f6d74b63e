"""Packed documents that are the same bytes whenever they are written."""

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that every packed part bears: the first one that the format knows."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts by name as one packed document, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
    return stream.getvalue()


def repacked(raw: bytes) -> bytes:
    """Return a document that we have packed ourselves without the time at which this was done."""
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        return packed({name: pack.read(name) for name in pack.namelist()})
