"""The labelled clauses, and what may and what must not be nominated on each."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalcheck.rulebook.load import find_rules
from legalcheck.rulebook.strict_yaml import load_strict

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "cases" / "corpus"
LANGUAGES = ("en", "uk", "ru")
_HELD_OUT = 8  # one clause in so many is kept from training

Form = tuple[str, str]
Same = Mapping[Form, frozenset[str]]


@dataclass(frozen=True)
class Clause:
    """One clause: kinds proposed, kinds neither right nor wrong, and for each measure the kinds that do for it."""

    id: str
    text: str
    language: str
    register: str
    kinds: frozenset[str]
    neutral: frozenset[str]
    wanted: tuple[frozenset[str], ...]

    @property
    def author(self) -> str:
        """Return who wrote it, as far as the id tells."""
        return self.id.rpartition("-")[0]

    @property
    def held_out(self) -> bool:
        """Tell whether the clause is kept from training: by its id alone, so that it stays so for ever."""
        return hashlib.sha256(self.id.encode()).digest()[0] % _HELD_OUT == 0


def kinds() -> list[str]:
    """Return the kinds of measure in the order of the vocabulary."""
    return list(load_strict(find_rules() / "vocabulary.yaml").data["measures"])


def load(paths: Iterable[Path]) -> list[Clause]:
    """Return the clauses of files, sorted by id."""
    same = _same()
    found = [_clause(entry, same) for path in paths for entry in load_strict(path).data]
    return sorted(found, key=lambda clause: clause.id)


def corpus() -> list[Clause]:
    """Return every clause of the corpus."""
    return load(sorted(FOLDER.glob("*.yaml")))


def digest(clauses: Iterable[Clause]) -> str:
    """Return SHA-256 over the clauses, their labels included."""
    total = hashlib.sha256()
    for clause in clauses:
        parts = (clause.id, clause.text, *sorted(clause.kinds), "/", *sorted(clause.neutral))
        total.update("\0".join(parts).encode() + b"\n")
    return f"sha256:{total.hexdigest()}"


def _same() -> Same:
    """Return by (kind, polarity) the kinds by which the same may be said."""
    found: dict[Form, set[str]] = {}
    for pair in load_strict(find_rules() / "vocabulary.yaml").data["equivalent"]:
        for form, other in (pair, pair[::-1]):
            found.setdefault((form["kind"], form["polarity"]), set()).add(other["kind"])
    return {form: frozenset(others) for form, others in found.items()}


def _clause(entry: Mapping[str, Any], same: Same) -> Clause:
    measures = entry.get("measures") or []
    kinds = frozenset(measure["kind"] for measure in measures)
    wanted = tuple(_kinds_that_do(measure, same) for measure in measures)
    optional = {given if isinstance(given, str) else given["kind"] for given in entry.get("optional") or []}
    return Clause(
        id=str(entry["id"]),
        text=entry["text"],
        language=entry.get("language", "en"),
        register=entry.get("register", "mixed"),
        kinds=kinds,
        neutral=frozenset(optional.union(*wanted) - kinds),
        wanted=wanted,
    )


def _kinds_that_do(measure: Mapping[str, Any], same: Same) -> frozenset[str]:
    others = same.get((measure["kind"], measure.get("polarity", "affirmed")), frozenset())
    return frozenset({measure["kind"], *(alt["kind"] for alt in measure.get("alt") or [])} | others)
