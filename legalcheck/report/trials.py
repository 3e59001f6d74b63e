"""What came of trying rules on their examples: a line a rule, and for each failure what was expected and what came."""

from collections.abc import Iterator, Sequence

from legalcheck.report.text import wrap
from legalcheck.trying import Trial


def trial_lines(rule: str, trials: Sequence[Trial]) -> Iterator[str]:
    """Yield the lines on one rule; those of a difference begin with ``-`` (expected) and ``+`` (what came)."""
    failed = [trial for trial in trials if not trial.met]
    number = f"{len(trials)} example{'' if len(trials) == 1 else 's'}"
    yield f"{rule}: {number}, {f'{len(failed)} not met' if failed else 'all met'}"
    for trial in failed:
        yield from _failure(trial)


def _failure(trial: Trial) -> Iterator[str]:
    yield f"  {trial.place.path}:{trial.place.line}:{trial.place.column}"
    for at, given in enumerate(trial.given):
        yield from wrap(given, f"  {trial.name}: " if at == 0 else "    ", "    ")
    for read in trial.read:
        yield from wrap(read, "    read as ", "      ")
    if trial.applies:
        yield "    - the rule does not apply"
        yield "    + it applies: all that it asks for is there"
        return
    yield "    - the rule applies"
    yield "    + it does not"
    for one in trial.differences:
        yield from wrap(f"{one.name}: {one.expected}", "      - ", "        ")
        yield from wrap(f"{one.name}: {one.got}", "      + ", "        ")
