"""Clause texts: any Unicode is read, quotations are exact, readings repeat, and nothing comes of junk."""

from functools import cache, cached_property

from hypothesis import strategies as st

from fuzz.mutation import TROUBLE
from fuzz.target import ROOT, Input, demand, spans_verbatim
from legalcheck.checking import Checker
from legalcheck.model.plan import Clause
from legalcheck.model.result import ClauseResult
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.rulebook.strict_yaml import load_strict
from legalcheck.rulebook.vocabulary import foreign_words

DAY = "2026-01-15"
_ALPHABETS = (
    "bcdfghjklmnpqrstvwxz",
    "\u0431\u0432\u0433\u0436\u0437\u043a\u043b\u043c\u043f\u0440\u0441\u0442\u0444\u0445\u0446\u0447\u0448\u0449",
    "\u4e00\u4e8c\u4e09\u0391\u0392\u05d0\u05d1\u0627\u0628",
    "\U0001f600\U0001f680\u2603\u00bf\u2044",
)
"""Letters without vowels, and others: words of them are none in any language that is read."""


class Texts:
    """The fuzzer of clause texts; an input is ``{text, context, junk}``."""

    name = "texts"

    def inputs(self) -> st.SearchStrategy[Input]:
        """Return clauses of the corpus with words moved, doubled and strewn with trouble, and plain junk."""
        clause = st.fixed_dictionaries(
            {"text": _clauses(), "context": st.just("") | _clauses(), "junk": st.just(False)}
        )
        junk = st.fixed_dictionaries({"text": _junk(), "context": st.just(""), "junk": st.just(True)})
        return st.one_of(clause, clause, clause, junk)

    def check(self, given: Input) -> str:
        """Read a clause alone and among others, and judge it."""
        text, context = given["text"], given["context"]
        alone, again = self._read(text, context), self._read(text, context)
        demand(alone == again, "the same words are read the same")
        demand(alone == self._read(text, context, before=_NEIGHBOURS), "a reading does not depend on its neighbours")
        self._quoted(text, alone)
        result = self._judged(text, context)
        firm = [measure for measure in alone.measures if measure.status == "asserted"]
        demand(firm or result.verdict == "not_understood", "nothing is judged that was not understood")
        demand(not given["junk"] or result.verdict == "not_understood", "junk is not understood")
        return f"{alone.language}: {', '.join(sorted({m.kind for m in firm})) or 'nothing'} {result.verdict}"

    def _read(self, text: str, context: str, before: tuple[str, ...] = ()) -> Reading:
        clauses = [*(ClauseText(text=words) for words in before), ClauseText(text=text, context=context)]
        readings = list(self._checker.reader.read(clauses))
        demand(len(readings) == len(clauses), "each clause has one reading")
        return readings[-1]

    def _quoted(self, text: str, reading: Reading) -> None:
        for measure in reading.measures:
            demand(spans_verbatim(text, measure.evidence), "evidence is quoted exactly")
            demand(not list(foreign_words(measure, self._book)), "a measure has words of the vocabulary only")
        demand(spans_verbatim(text, reading.notes), "notes quote exactly")

    def _judged(self, text: str, context: str) -> ClauseResult:
        """Judge a clause twice; a text that no plan can hold is judged as nothing else."""
        clause = Clause(number="1", text=text if text.strip() else "-", context=context)
        (first,), (second,) = self._checker.check([clause]), self._checker.check([clause])
        demand(first.model_dump_json() == second.model_dump_json(), "a clause is judged the same twice")
        return first

    @cached_property
    def _book(self) -> Rulebook:
        return open_rulebook(None)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self._book, DAY, engine="reference")


_NEIGHBOURS = ("Ukraine will join NATO.", "Росія виводить свої війська з Криму.", "Украина не вступает в НАТО.")


@st.composite
def _clauses(draw: st.DrawFn) -> str:
    words = draw(st.sampled_from(_corpus())).split(" ")
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(words)))
        end = min(len(words), at + draw(st.integers(0, 4)))
        match draw(st.sampled_from(["trouble", "splice", "remove", "double", "move", "write", "cut"])):
            case "trouble":
                words[at:at] = [draw(st.sampled_from(TROUBLE))]
            case "splice":
                other = draw(st.sampled_from(_corpus())).split(" ")
                begin = draw(st.integers(0, len(other)))
                words[at:end] = other[begin : begin + 8]
            case "remove":
                del words[at:end]
            case "double":
                words[at:at] = words[at:end] * draw(st.sampled_from([1, 1, 2, 40]))
            case "move":
                piece = words[at:end]
                del words[at:end]
                words[0:0] = piece
            case "write":
                words[at:end] = [draw(st.text(max_size=6))]
            case "cut":
                words[at:end] = ["".join(words[at:end])]
    return " ".join(words)


def _junk() -> st.SearchStrategy[str]:
    word = st.sampled_from(_ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=3, max_size=12))
    return st.lists(word | st.sampled_from(TROUBLE[:40]), min_size=1, max_size=30).map(" ".join)


@cache
def _corpus() -> list[str]:
    """Return the texts of the labelled clauses, in all languages."""
    return [
        entry["text"] for path in sorted((ROOT / "cases" / "corpus").glob("*.yaml")) for entry in load_strict(path).data
    ]
