"""How well the nominator does on clauses: recall, precision, noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legalcheck.reading.learned import LearnedNominator
from training.corpus import LANGUAGES, Clause
from training.tables import table

HEAD = ("", "clauses", "measures", "recall", "precision", "propose nothing", "nominations on each of these")


@dataclass(frozen=True)
class Score:
    """Counts over some clauses."""

    clauses: int
    wanted: int
    found: int
    right: int
    wrong: int
    empty: int
    noise: int

    def row(self, name: str) -> list[object]:
        """Return a row of the table."""
        shares = [(self.found, self.wanted), (self.right, self.right + self.wrong)]
        recall, precision = (f"{a / b:.2f}" if b else "-" for a, b in shares)
        noise = f"{self.noise / self.empty:.3f}" if self.empty else "-"
        return [name, f"{self.clauses:,}", f"{self.wanted:,}", recall, precision, self.empty, noise]


def score(clauses: Sequence[Clause], nominator: LearnedNominator) -> Score:
    """Hold nominations against labels; a kind that is neither right nor wrong does not count for precision."""
    found = nominator.nominate_many([c.text for c in clauses], [c.language for c in clauses])
    named = [{nomination.kind for nomination in nominations} for nominations in found]
    pairs = list(zip(clauses, named, strict=True))
    empty = [kinds for clause, kinds in pairs if not clause.kinds]
    return Score(
        clauses=len(clauses),
        wanted=sum(len(clause.wanted) for clause in clauses),
        found=sum(bool(wanted & kinds) for clause, kinds in pairs for wanted in clause.wanted),
        right=sum(len(kinds & clause.kinds) for clause, kinds in pairs),
        wrong=sum(len(kinds - clause.kinds - clause.neutral) for clause, kinds in pairs),
        empty=len(empty),
        noise=sum(map(len, empty)),
    )


def by_language(clauses: Sequence[Clause], nominator: LearnedNominator) -> str:
    """Return a table with a row a language."""
    return by_name({name: [c for c in clauses if c.language == name] for name in LANGUAGES}, nominator)


def by_name(groups: Mapping[str, Sequence[Clause]], nominator: LearnedNominator) -> str:
    """Return a table with a row for each group of clauses."""
    return table(HEAD, [score(own, nominator).row(name) for name, own in groups.items()])
