"""The program itself: the judge with both of its evaluators, or with the reference alone."""

from benchmarks.rulesets import Values
from benchmarks.streams import World, first_of_each_kind
from legalcheck.inference.judge import Engine, Judge


class Program:
    """Answers with the program's judge, its rules compiled beforehand, its memo empty but for one matter a kind."""

    def __init__(self, world: World, engine: Engine = "durable"):
        self.judge = Judge(world.law, engine)
        for values in first_of_each_kind(world):
            self.answer(values)

    def answer(self, values: Values) -> frozenset[str]:
        """Return the ids of the rules that apply to a matter."""
        return self.judge.applies(values)
