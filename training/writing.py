"""Write what was learned as the rulebook's nominator."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from legalcheck.model.nominator import NOMINATOR
from legalcheck.reading.ngrams import VERSION
from training.calibrating import Scale
from training.corpus import Clause, digest
from training.fitting import Model

_LARGEST = 127
_HEAD = (
    "# How sums of weights become probabilities: written by `python -m training`, not by hand. See docs/nominator.md.\n"
)


def write(rules: Path, kinds: Sequence[str], model: Model, scale: Scale, clauses: Sequence[Clause]) -> None:
    """Write weights as small integers, and beside them what turns their sums into probabilities."""
    folder = (rules / NOMINATOR).parent
    folder.mkdir(exist_ok=True)
    step = np.abs(model.weights).max(0) / _LARGEST
    np.save(folder / "weights.npy", np.rint(model.weights / step).astype(np.int8), allow_pickle=False)
    np.save(folder / "rarity.npy", model.rarity.astype(np.float16), allow_pickle=False)
    offset = scale.slope * model.offset + scale.offset
    lines = [f"pieces: {VERSION}", f"corpus: {digest(clauses)}", f"clauses: {len(clauses)}"]
    lines += [f"languages: {_numbers(scale.languages)}", "kinds:"]
    for at, kind in enumerate(kinds):
        parts = {"scale": scale.slope * step[at], "offset": offset[at], "threshold": scale.threshold[at]}
        lines.append(f"  {kind}: {_numbers(parts)}")
    (rules / NOMINATOR).write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _numbers(parts: dict[str, float]) -> str:
    return json.dumps({name: float(f"{value:.6g}") for name, value in parts.items()}).replace('"', "")
