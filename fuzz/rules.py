"""Rule files: whatever stands in one, the rulebook opens and works, or each mistake has one clear message."""

from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from fuzz.mutation import mutated
from fuzz.target import Hosts, Input, demand, refused
from legalcheck.checking import Checker
from legalcheck.model.plan import Clause, Plan
from legalcheck.model.problem import InputError
from legalcheck.report.pages import rule_pages
from legalcheck.report.records import as_json
from legalcheck.report.rules import rule_list, rule_page
from legalcheck.report.text import TextReport
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.opening import open_rulebook
from tests.factory import DAY, FILES, Folder, write_rulebook

PERFORMERS = ("northland", "eastland", "everyone", "unknown")


class Rules:
    """The fuzzer of rulebooks; an input is ``{file, text}``: a file of the small world of the tests, written over."""

    name = "rules"

    def __init__(self) -> None:
        self._hosts = Hosts()

    def inputs(self) -> st.SearchStrategy[Input]:
        """Return files of the small world with edits; rules are tried more often than what they stand on."""
        rules = [name for name in FILES if name.count("/") == 2 or name.startswith("plan/")]
        return (st.sampled_from(rules) | st.sampled_from(list(FILES))).flatmap(_edited)

    def check(self, given: Input) -> str:
        """Open the rulebook, write its pages and judge by it with both engines."""
        sound = FILES[given["file"]]
        self._folder.write(given["file"], given["text"])
        try:
            book = open_rulebook(self._folder.path)
        except InputError as error:
            return refused(error, str(self._folder.path))
        finally:
            self._folder.write(given["file"], sound)
        pages = [rule_list(book), *(rule_page(book, name) for name in (*book.rules, *book.plan_rules))]
        pages += [text for _, text in rule_pages(book)]
        demand(all(pages), "a page is not empty")
        return f"opened, {self._judged(book)}"

    def _judged(self, book: Rulebook) -> str:
        clauses = tuple(
            Clause.model_validate({"number": f"{kind}.{at}", "measures": [{"kind": kind, "performer": [performer]}]})
            for kind in book.vocabulary.kinds
            for at, performer in enumerate(PERFORMERS)
            if performer in book.parties
        )
        if not clauses:
            return "nothing to judge"
        try:
            result = Checker(book, DAY, engine=self._hosts.next()).check_plan(Plan(clauses=clauses))
        except InputError as error:
            return refused(error, "")
        demand(not result.plan.unchecked, f"the engine answers: {result.plan.unchecked}")
        demand(result == Checker(book, DAY, engine="reference").check_plan(Plan(clauses=clauses)), "engines agree")
        as_json([result])
        TextReport(book).plan(result)
        return result.plan.verdict

    @cached_property
    def _folder(self) -> Folder:
        self._temporary = TemporaryDirectory(prefix="fuzz-rules-")
        return write_rulebook(Path(self._temporary.name))


def _edited(name: str) -> st.SearchStrategy[Input]:
    texts = mutated([FILES[name]]).filter(_encodes)
    return st.fixed_dictionaries({"file": st.just(name), "text": texts})


def _encodes(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)
