"""Documents that are packed as ZIP: their parts, unpacked within limits, and nothing else that a ZIP can do.

A part is only ever unpacked into memory. What is written about sizes in the file is not believed: the directory is
measured before it is read, and a part is unpacked piece by piece until it ends or grows past its limit.
"""

import io
import struct
import zipfile
import zlib
from functools import cached_property

from legalcheck.documents import limits
from legalcheck.model.problem import InputError, Problem

_END = struct.Struct("<4s4H2LH")
"""The end of a ZIP's directory: signature, disks, parts, size, offset, length of the comment."""
_ENTRY = 1024
"""Bytes of the directory that one part may take."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_PIECE = 1 << 16


class Pack:
    """The parts of one packed document; ``InputError`` where it is broken, encrypted or too large."""

    def __init__(self, raw: bytes, name: str):
        self.name = name
        self.size = len(raw)
        size = _directory_size(raw)
        if size > _ENTRY * limits.MAX_PARTS:
            raise self.refusal(f"packs more than {limits.MAX_PARTS:,} parts; save it again, or as plain text")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN as error:
            raise self.broken() from error
        if len(self._file.filelist) > limits.MAX_PARTS:
            raise self.refusal(f"packs more than {limits.MAX_PARTS:,} parts; save it again, or as plain text")
        self._spent = 0

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._file.namelist())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names of all parts as they stand in the file, each once."""
        return tuple(dict.fromkeys(self._file.namelist()))

    def part(self, name: str) -> bytes | None:
        """Unpack one part; None if the document has no such part."""
        if name not in self.names:
            return None
        info = self._file.getinfo(name)
        if info.flag_bits & 1:
            raise self.refusal("is encrypted; save it without a password")
        allowed = min(limits.MAX_UNPACKED - self._spent, max(limits.UNSUSPECTED, limits.MAX_RATIO * info.compress_size))
        pieces: list[bytes] = []
        grown = 0
        try:
            with self._file.open(info) as stream:
                while piece := stream.read(_PIECE):
                    grown += len(piece)
                    if grown > allowed:
                        message = f"unpacks to more than {allowed // 1024**2} MB, as a ZIP bomb does; it is not read"
                        raise self.refusal(message)
                    pieces.append(piece)
        except _BROKEN as error:
            raise self.broken() from error
        self._spent += grown
        return b"".join(pieces)

    def refusal(self, message: str) -> InputError:
        """Return a sentence about this file as an error."""
        return InputError(Problem(message=message, path=self.name))

    def broken(self) -> InputError:
        """Return the refusal of a file that does not hold together."""
        return self.refusal("is broken: it cannot be unpacked; open it in its program and save it again")


def _directory_size(raw: bytes) -> int:
    """Return the bytes of a ZIP's directory as its end says, which is also how much of it is read."""
    at = raw.rfind(b"PK\x05\x06", max(0, len(raw) - _END.size - 0xFFFF))
    if at < 0 or len(raw) < at + _END.size:
        return 0
    return int(_END.unpack_from(raw, at)[5])
