"""Score the readers on labelled clauses: ``python -m tests.scoring [FILE ...] [--show]``; no file: all of ``cases``.

A row a file: clauses; precision and recall of what is asserted, over kind, polarity and whether it is told or undone;
recall with what is possible; inventions: affirmed measures that a clause neither proposes nor allows for; roles.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from legalcheck.model.measure import Measure
from legalcheck.reading import ClauseText, Reader, Reading
from legalcheck.rulebook.load import find_rules
from legalcheck.rulebook.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parent.parent
LABELLED = sorted([*(ROOT / "cases" / "corpus").glob("??_?.yaml"), *(ROOT / "cases" / "reading").glob("*.yaml")])
ROLES = ("performer", "beneficiary", "territory", "mode")

Key = tuple[str, str, bool, bool]  # kind, polarity, told, undone


@dataclass(slots=True)
class Row:
    """What was found on one file."""

    wanted: int = 0
    found: int = 0
    guessed: int = 0
    extra: int = 0
    invented: list[str] = field(default_factory=list)  # ids of clauses
    roles: list[bool] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.found / max(1, self.found + self.extra)
        recall, wide = self.found / max(1, self.wanted), (self.found + self.guessed) / max(1, self.wanted)
        roles = sum(self.roles) / max(1, len(self.roles))
        return f"{precision:10.3f} {recall:8.3f} {wide:9.3f} {len(self.invented):9} {roles:7.3f}"


class Scorer:
    """Compares readings with labels; two ways to say one thing count as one."""

    def __init__(self) -> None:
        pairs = load_strict(find_rules() / "vocabulary.yaml").data["equivalent"]
        self.same = {(a["kind"], a["polarity"]): (b["kind"], b["polarity"]) for a, b in pairs}

    def key(self, said: Mapping[str, Any]) -> Key:
        """Return what counts of a label or a measure."""
        pair = (said["kind"], said.get("polarity", "affirmed"))
        kind, polarity = self.same.get(pair, pair)
        return kind, polarity, said.get("force") == "report", said.get("condition") == "revocation"

    def judge(self, entry: Mapping[str, Any], reading: Reading, row: Row) -> Iterator[str]:
        """Add one clause to a row; yield what is wrong with its reading."""
        measures = [(m, self.key(m.model_dump())) for m in reading.measures]
        asserted = {key for m, key in measures if m.status != "possible"}
        possible = {key for m, key in measures if m.status == "possible"}
        allowed: set[Key] = set()
        for label in entry["measures"]:
            keys = {self.key(label), *map(self.key, label.get("alt", ()))}
            allowed |= keys
            row.wanted += 1
            if keys & asserted:
                row.found += 1
                self._roles(label, next(m for m, key in measures if key in keys & asserted), row)
            else:
                row.guessed += bool(keys & possible)
                yield f"missed {label['kind']}"
        extra = {key for key in asserted - allowed if not self._tolerated(key, entry.get("optional") or ())}
        row.extra += len(extra)
        if any(key[1:] == ("affirmed", False, False) for key in extra):
            row.invented.append(entry["id"])
        yield from (f"not said: {key}" for key in sorted(extra))

    def _tolerated(self, key: Key, optional: Sequence[str | Mapping[str, Any]]) -> bool:
        for one in optional:
            if isinstance(one, str):
                kinds = {one, *(self.same.get((one, p), (one,))[0] for p in ("affirmed", "negated"))}
                if key[0] in kinds:
                    return True
                continue
            form = self.key(one)
            named = [True, "polarity" in one, "force" in one, "condition" in one]
            if all(mine == other for mine, other, asked in zip(key, form, named, strict=True) if asked):
                return True
        return False

    def _roles(self, label: Mapping[str, Any], measure: Measure, row: Row) -> None:
        for role in ROLES:
            if role in label:
                given = getattr(measure, role)
                row.roles.append(
                    set(given) == set(label[role]) if isinstance(label[role], list) else given == label[role]
                )


def score(path: Path, reader: Reader, scorer: Scorer) -> tuple[Row, list[str]]:
    """Return the row of a file of labelled clauses, and what is wrong, clause by clause."""
    entries = load_strict(path).data
    texts = {entry["id"]: entry["text"] for entry in entries}
    clauses = (
        ClauseText(text=e["text"], language=e["language"], context=texts.get(e.get("parent"), "")) for e in entries
    )
    row, wrong = Row(), []
    for entry, reading in zip(entries, reader.read(clauses), strict=True):
        wrong += [f"{entry['id']}: {problem}" for problem in scorer.judge(entry, reading, row)]
    return row, wrong


def main(arguments: Sequence[str]) -> None:
    """Print a row for each file; with ``--show`` also what is wrong."""
    paths = [Path(a) for a in arguments if not a.startswith("--")] or LABELLED
    reader, scorer = Reader(find_rules()), Scorer()
    print(f"{'file':24} {'precision':>10} {'recall':>8} {'possible':>9} {'invented':>9} {'roles':>7}")
    for path in paths:
        row, wrong = score(path, reader, scorer)
        print(f"{path.name:24} {row}")
        if "--show" in arguments:
            print(*(f"  {line}" for line in wrong), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
