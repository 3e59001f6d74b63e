"""How far a batch has come, for people at a terminal: a bar on standard error with the time left."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rich.progress


class Bar:
    """Moves with the files; as a context, it is drawn within the block and leaves nothing behind.

    ``wanted`` says whether anybody is to see it; it is drawn on a terminal only.
    """

    def __init__(self, files: Sequence[Path], *, wanted: bool):
        self._places = {path: at for at, path in enumerate(files)}
        self._drawn = _drawn() if wanted and sys.stderr.isatty() else None
        self._task: rich.progress.TaskID | None = None

    def __enter__(self) -> "Bar":
        if self._drawn is not None:
            self._drawn.start()
            self._task = self._drawn.add_task("Judging", total=len(self._places))
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn is not None:
            self._drawn.stop()

    def reach(self, path: Path, share: float) -> None:
        """Move on: all files before this one are done, and a share of this one."""
        if self._drawn is not None and self._task is not None:
            self._drawn.update(self._task, completed=self._places[path] + share)


def _drawn() -> "rich.progress.Progress":
    from rich.console import Console  # noqa: PLC0415 - only where a person watches
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("plans, time left"))
    return Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
