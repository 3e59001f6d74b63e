"""Work that needs a process of its own: ``python -m benchmarks.worker TASK ...`` prints one line of JSON."""

import json
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import cycle, islice, pairwise
from time import process_time

from benchmarks.rivals.program import Program
from benchmarks.rulesets import Values
from benchmarks.settings import AS_OF, MODELS
from benchmarks.streams import World
from benchmarks.timing import cpu_of

CHUNK = 1_000
"""Matters made at a time where a stream is long: memory is to be that of the program, not of the stream."""

Figures = dict[str, float]


def main() -> None:
    """Do the task named on the command line."""
    task, *arguments = sys.argv[1:]
    sys.stdout.write(json.dumps(TASKS[task](*arguments)) + "\n")


def host(mode: str, stream: str, count: str) -> Figures:
    """Answer a stream with the stock Host: CPU seconds, and how many answers are wrong."""
    from benchmarks.rivals.host import StockHost  # noqa: PLC0415 - other tasks measure processes without it

    world = World.open()
    matters = world.new(int(count)) if stream == "new" else world.repeated(int(count))
    engine = StockHost(world.rules, world.domains, retract=mode == "retract")
    answers: list[frozenset[str]] = []
    seconds = cpu_of(lambda values: answers.append(engine.answer(values)), matters)
    expected = Program(world, "reference")
    wrong = sum(expected.answer(values) != found for values, found in zip(matters, answers, strict=True))
    return {"seconds": seconds, "wrong": wrong}


def judge(stream: str, count: str) -> Figures:
    """Answer a long stream with the program's judge, holding none of it: CPU seconds, matters put to the engine."""
    world = World.open()
    program = Program(world)
    asked = program.judge.asked
    source: Iterator[Values] = world.varied() if stream == "new" else cycle(world.repeated(CHUNK * 10))
    matters = islice(source, int(count))
    seconds = 0.0
    while chunk := list(islice(matters, CHUNK)):
        seconds += cpu_of(program.answer, chunk)
    return {"seconds": seconds, "asked": program.judge.asked - asked}


def read(language: str) -> Figures:
    """Read the clauses of a language, twice: CPU seconds for loading and for each pass."""
    from legalcheck.checking import Checker  # noqa: PLC0415

    world = World.open()
    clauses = world.texts(language)
    checker = Checker(world.book, AS_OF)
    times = [process_time()]
    for batch in (clauses[:1], clauses[1:], clauses[1:]):
        checker.read(batch)
        times.append(process_time())
    load, first, second = (after - before for before, after in pairwise(times))
    return {"clauses": len(clauses) - 1, "load": load, "first": first, "second": second}


def read_on(language: str, count: str) -> Figures:
    """Read clauses of a language over and over, each with a number of its own: CPU seconds."""
    from legalcheck.reading import ClauseText, Reader  # noqa: PLC0415

    world = World.open()
    texts = islice(cycle(clause.text for clause in world.texts(language)), int(count))
    start = process_time()
    clauses = (ClauseText(text=f"{text} ({at})") for at, text in enumerate(texts))
    for _ in Reader(world.book.folder).read(clauses):
        pass
    return {"seconds": process_time() - start}


def parse() -> Figures:
    """Parse the same clauses with spaCy alone, without names of persons and places: CPU seconds."""
    import spacy  # noqa: PLC0415 - other tasks measure processes without it

    texts = [clause.text for clause in World.open().texts("en")[1:]]
    model = spacy.load(next(name for name in MODELS if find_spec(name)), exclude=["ner"])
    start = process_time()
    for _ in model.pipe(texts, batch_size=64):
        pass
    return {"parser": process_time() - start}


TASKS: dict[str, Callable[..., Figures]] = {
    "host": host,
    "judge": judge,
    "read": read,
    "read_on": read_on,
    "parse": parse,
}

if __name__ == "__main__":
    main()
