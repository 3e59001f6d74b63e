"""What was computed or asked once is kept in the user's cache folder, under the digest of what it was made from."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

NOWHERE = Path(os.devnull)
"""No folder and never one: a cache there stays empty."""


def cache_folder() -> Path:
    """Return the folder that LEGALCHECK_CACHE names (``off``: none), else ``legalcheck`` in the user's cache folder."""
    named = os.environ.get("LEGALCHECK_CACHE")
    if named:
        return NOWHERE if named == "off" else Path(named)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "legalcheck"
    except RuntimeError:  # nobody's home
        return NOWHERE


def digest_of(*parts: str) -> str:
    """Return the digest of texts; which text is which counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


class Cache:
    """Bytes by digest, a file each; a cache that cannot be read or written is an empty one."""

    def __init__(self, folder: Path):
        self.folder = folder

    def get(self, digest: str) -> bytes | None:
        """Return what is kept under a digest; None if there is nothing."""
        try:
            return (self.folder / digest).read_bytes()
        except OSError:
            return None

    def put(self, digest: str, data: bytes) -> None:
        """Keep data under a digest: the file is whole, or not there."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                os.replace(name, self.folder / digest)
            except BaseException:
                os.unlink(name)
                raise
