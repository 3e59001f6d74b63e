"""Part one: structured matters a second, by the program and by other engines on the same rules."""

from collections.abc import Callable, Iterable, Mapping
from statistics import median
from time import process_time

from benchmarks.agreement import Answer, Disagreement, check_agreement
from benchmarks.rivals.closures import Closures
from benchmarks.rivals.hosts import MODES, HostRuns, host_runs
from benchmarks.rivals.program import Program
from benchmarks.rivals.zen import ZenExpressions, ZenTables
from benchmarks.settings import AS_OF, Settings
from benchmarks.streams import World
from benchmarks.tables import number, table, times
from benchmarks.timing import rates
from legalcheck.checking import Checker
from legalcheck.inference.conclude import conclude

PROGRAM = "legalcheck: durable_rules, checked by the reference"
MOST_WRONG = 0.01
"""Part of its answers that the stock Host may lose to its own threads; more means that the comparison is wrong."""


def report(world: World, settings: Settings) -> str:
    """Return the tables of matters and of clauses; ``Disagreement`` if an engine answers otherwise."""
    engines = _engines(world)
    sample = [*world.distinct, *world.new(settings.sample)]
    answers = {name: ready() for name, ready in engines.items()}
    check_agreement(answers, answers[PROGRAM], sample)
    new = rates(engines, world.new(settings.new), settings.runs)
    repeated = rates(engines, world.repeated(settings.repeated), settings.runs)
    hosts = {mode: _hosts(mode, settings) for mode in MODES}
    for mode, (on_new, on_repeated) in hosts.items():
        new[MODES[mode]], repeated[MODES[mode]] = on_new.rate, on_repeated.rate
    return "\n\n".join(
        [
            "## Structured matters a second",
            _table(new, repeated),
            f"The engines agree on {len(sample):,} matters. New: {settings.new:,} matters, no two the same. "
            f"Repeated: {settings.repeated:,}. Times: legalcheck against the engine of the row.",
            "\n".join(_note(mode, runs) for mode, runs in hosts.items()),
            "## Structured clauses a second",
            _clauses(world, settings.runs),
        ]
    )


def _engines(world: World) -> dict[str, Callable[[], Answer]]:
    """Return what makes each engine ready; only the program keeps anything from matter to matter."""
    closures = Closures(world.rules)
    tables, expressions = ZenTables(world.rules, world.domains), ZenExpressions(world.rules, world.domains)
    return {
        PROGRAM: lambda: Program(world).answer,
        "legalcheck --engine reference": lambda: Program(world, "reference").answer,
        "plain closures": lambda: closures.answer,
        "zen-engine, compiled expressions": lambda: expressions.answer,
        "zen-engine, decision tables": lambda: tables.answer,
    }


def _hosts(mode: str, settings: Settings) -> tuple[HostRuns, HostRuns]:
    runs = [host_runs(mode, stream, settings.host[mode], settings.runs) for stream in ("new", "repeated")]
    for found in runs:
        if found.wrong > MOST_WRONG * found.count * max(len(found.rates), 1):
            raise Disagreement(f"{MODES[mode]}: {found.wrong} answers are not those of legalcheck")
    return runs[0], runs[1]


def _table(new: Mapping[str, float], repeated: Mapping[str, float]) -> str:
    rows = [[name, *_against(new, name), *_against(repeated, name)] for name in new]
    return table(["engine", "new", "times", "repeated", "times"], rows)


def _against(found: Mapping[str, float], name: str) -> tuple[str, str]:
    return (number(found[name]), times(found[PROGRAM] / found[name])) if found[name] else ("none ended", "-")


def _note(mode: str, runs: Iterable[HostRuns]) -> str:
    described = zip(("new", "repeated"), runs, strict=True)
    return f"- {MODES[mode]}: " + "; ".join(f"{stream}, {found.describe()}" for stream, found in described) + "."


def _clauses(world: World, runs: int) -> str:
    """Return clauses a second from measures to findings, and to results, once the matters are known."""
    checker = Checker(world.book, AS_OF)
    work: dict[str, Callable[[], object]] = {
        "conclude: findings with derivations": lambda: [
            conclude(clause.measures or (), checker.context, checker.judge, checker.forums) for clause in world.clauses
        ],
        "check: results ready to print": lambda: list(checker.check(world.clauses)),
    }
    findings = sum(len(result.findings) for result in checker.check(world.clauses))
    count = len(world.clauses)
    rows = []
    for name, step in work.items():
        seconds = median(_seconds(step) for _ in range(runs))
        rows.append([name, number(count / seconds), f"{1000 * seconds / count:.3f}"])
    head = table(["step", "clauses a second", "ms a clause"], rows)
    return f"{head}\n\n{count} clauses of the structured plans, {findings / count:.1f} findings a clause."


def _seconds(step: Callable[[], object]) -> float:
    start = process_time()
    step()
    return process_time() - start
