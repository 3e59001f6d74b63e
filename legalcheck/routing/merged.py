"""Steps of many routes merged into one graph: steps of the same words are one step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from legalcheck.model.rule import Norm, Step
from legalcheck.rulebook.durations import words_of

Key = tuple[str | None, ...]
"""The words of a step, which make it the same one in several routes."""


@dataclass
class Node:
    """One step with all that the routes which have it say of it."""

    step: Step
    shown: Step
    before: dict[Key, None] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    settles: dict[str, dict[str, None]] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    rules: dict[str, None] = field(default_factory=dict)
    clauses: dict[str, None] = field(default_factory=dict)

    @property
    def takes(self) -> str | None:
        """The term that the law sets for it."""
        return self.step.takes


@dataclass(frozen=True)
class Asked:
    """A finding whose route is followed: its rule, the steps as a report shows them, the clauses that it is about."""

    norm: Norm
    shown: Sequence[Step]
    clauses: tuple[str, ...]

    @property
    def bars(self) -> bool:
        """Whether it bars the clause and shows no way out; a lesser finding without steps only says less."""
        return self.norm.then.level == "barred" and not self.norm.route


Graph = dict[Key, Node]


def merged(taken: Sequence[tuple[Asked, Sequence[int]]]) -> Graph:
    """Return one graph of the ways taken; each step follows the one before it in its way."""
    graph: Graph = {}
    for asked, way in taken:
        before: Key | None = None
        for at in way:
            step = asked.norm.route[at]
            key = words_of(step)
            node = graph.setdefault(key, Node(step, asked.shown[at]))
            if before is not None and before != key:
                node.before[before] = None
            _add(node, asked, step, asked.shown[at])
            before = key
    return graph


def _add(node: Node, asked: Asked, step: Step, shown: Step) -> None:
    node.needs |= step.needs
    for name, value in step.settles.items():
        node.settles.setdefault(name, {})[value] = None
    node.sources |= dict.fromkeys(shown.sources)
    node.rules[asked.norm.id] = None
    node.clauses |= dict.fromkeys(asked.clauses)


def ordered(before: Mapping[Key, Iterable[Key]]) -> tuple[list[Key], list[tuple[Key, ...]]]:
    """Return the steps, each after those ``before`` it, and the circles in which steps wait for each other.

    A circle is cut where it closes, so that what does not lie on it keeps its place.
    """
    edges = {key: dict.fromkeys(others) for key, others in before.items()}
    circles: list[tuple[Key, ...]] = []
    while True:
        try:
            return list(TopologicalSorter(edges).static_order()), circles
        except CycleError as error:
            circle = tuple(error.args[1])
            circles.append(circle)
            del edges[circle[1]][circle[0]]


def steps_of(graph: Mapping[Key, Node], name: str, value: str) -> Iterator[Key]:
    """Yield the steps that settle a value of a fact or milestone."""
    return (key for key, node in graph.items() if value in node.settles.get(name, ()))
