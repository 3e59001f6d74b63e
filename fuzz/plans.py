"""Plan files: whatever their bytes, a plan or one clear message for each mistake, the same however they are opened."""

import json
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from fuzz.mutation import mutated
from fuzz.target import ROOT, Input, demand, refused
from legalcheck.checking import Checker
from legalcheck.documents.files import NUMBERED, STREAMED, open_plan, stream_clauses
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError
from legalcheck.report.plan import as_plan_yaml
from legalcheck.report.records import as_json
from legalcheck.report.text import TextReport
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import load_strict

DAY = "2026-01-15"
SUFFIXES = (".yaml", ".json", ".jsonl", ".md", ".txt")
_LINES = 30
"""Lines of a numbered plan that one seed holds."""


class Plans:
    """The fuzzer of plan files; an input is ``{suffix, text}`` or, where the bytes are no UTF-8, ``{suffix, hex}``."""

    name = "plans"

    def inputs(self) -> st.SearchStrategy[Input]:
        """Return plan files: real ones cut short, with edits, some of them with bytes that are no text."""
        return st.sampled_from(SUFFIXES).flatmap(_files)

    def check(self, given: Input) -> str:
        """Open a plan, judge what it gives as measures, write it down and open that again."""
        path = self._folder / f"plan{given['suffix']}"
        path.write_bytes(
            bytes.fromhex(given["hex"]) if "hex" in given else given["text"].encode("utf-8", "surrogatepass")
        )
        try:
            plan = open_plan(path, self._book)
        except InputError as error:
            outcome = refused(error, str(path))
            demand(all(p.line > 0 and p.column > 0 for p in error.problems), "a message names line and column")
            self._streamed(path, None)
            return outcome
        self._streamed(path, plan)
        self._spans(plan, path)
        return f"{self._written(plan)}, {self._judged(plan)}, {min(len(plan.clauses), 3)} clauses"

    def _streamed(self, path: Path, plan: Plan | None) -> None:
        """Lines are the same clauses, or refused the same, whether they are streamed or held."""
        if path.suffix != STREAMED:
            return
        try:
            clauses = tuple(stream_clauses(path, self._book))
        except InputError as error:
            refused(error, str(path))
            demand(plan is None, "what cannot be streamed cannot be opened")
            return
        demand(not clauses if plan is None else clauses == plan.clauses, "a stream holds the clauses of the plan")

    def _spans(self, plan: Plan, path: Path) -> None:
        if path.suffix not in NUMBERED:
            return
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        for clause in plan.clauses:
            span = clause.span
            demand(span is not None and 0 <= span.start <= span.end <= len(text), "a clause lies within its file")
            assert span is not None
            left = iter(
                text[span.start : span.end]
            )  # marks of emphasis and addresses of links are left out of a clause
            demand(all(c in left for c in clause.text if not c.isspace()), "the words of a clause stand where it says")

    def _written(self, plan: Plan) -> str:
        """A plan that was written down is the same plan."""
        path = self._folder / "written.yaml"
        path.write_text(as_plan_yaml(plan), encoding="utf-8")
        again = open_plan(path, self._book)
        demand(
            [_said(c) for c in again.clauses] == [_said(c) for c in plan.clauses], "what is written is read the same"
        )
        demand((again.date, again.assumptions) == (plan.date, plan.assumptions), "the head of a plan is kept")
        return "written"

    def _judged(self, plan: Plan) -> str:
        """Judge the clauses that need no reading."""
        given = tuple(clause for clause in plan.clauses if clause.measures is not None)
        if not given:
            return "nothing to judge"
        try:
            result = self._checker.check_plan(plan.model_copy(update={"clauses": given}))
        except InputError as error:
            refused(error, "")
            return "facts refused"
        json.loads(as_json([result]), parse_constant=_no_constant)
        TextReport(self._book).plan(result)
        return result.plan.verdict

    @cached_property
    def _book(self) -> Rulebook:
        return open_rulebook(None)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self._book, DAY, engine="reference")

    @cached_property
    def _folder(self) -> Path:
        self._temporary = TemporaryDirectory(prefix="fuzz-plans-")
        return Path(self._temporary.name)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _said(clause: Clause) -> object:
    """Return what of a clause is kept when it is written down."""
    return clause.number, clause.text, clause.language, clause.context, clause.measures, clause.refused, clause.notes


@st.composite
def _files(draw: st.DrawFn, suffix: str) -> Input:
    text = draw(mutated(_seeds(suffix)))
    if draw(st.integers(0, 9)):
        return {"suffix": suffix, "text": text} if _encodes(text) else {"suffix": suffix, "hex": _hex(text)}
    at = draw(st.integers(0, len(text)))
    raw = _raw(text[:at]) + draw(st.binary(min_size=1, max_size=4)) + _raw(text[at:])
    return {"suffix": suffix, "hex": raw.hex()}


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hex(text: str) -> str:
    return _raw(text).hex()


def _encodes(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


@cache
def _seeds(suffix: str) -> list[str]:
    """Return short plans of a form, cut from the plans of the checkout."""
    if suffix in NUMBERED:
        return [piece for path in _plans("*.md") for piece in _pieces(path.read_text("utf-8"))]
    found = [load_strict(path).data for path in _plans("*.yaml")]
    plans = [
        {**data, "assumptions": {"martial_law": "yes"}, "clauses": data["clauses"][at : at + 3]}
        for data in found
        for at in range(0, len(data["clauses"]), 3)
    ]
    if suffix == STREAMED:
        return ["".join(f"{json.dumps(c, ensure_ascii=False)}\n" for c in plan["clauses"]) for plan in plans]
    if suffix == ".json":
        return [json.dumps(plan, ensure_ascii=False, indent=1) for plan in plans]
    return [_yaml(plan) for plan in plans]


def _yaml(plan: dict[str, object]) -> str:
    return as_plan_yaml(Plan.model_validate(plan))


def _pieces(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    return ["".join(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]


def _plans(pattern: str) -> list[Path]:
    return sorted((ROOT / "cases" / "plans").glob(pattern))
