"""Before anything is timed: every engine must give the same answers."""

from collections.abc import Callable, Iterable, Mapping

from benchmarks.rulesets import Values

Answer = Callable[[Values], frozenset[str]]


class Disagreement(RuntimeError):
    """Engines answer a matter differently, so their speeds cannot be compared."""


def check_agreement(engines: Mapping[str, Answer], expected: Answer, sample: Iterable[Values]) -> None:
    """Raise ``Disagreement`` at the first matter that an engine answers otherwise than ``expected``."""
    for values in sample:
        wanted = expected(values)
        for name, answer in engines.items():
            found = answer(values)
            if found != wanted:
                matter = ", ".join(f"{key}={value}" for key, value in values.items())
                raise Disagreement(
                    f"{name} answers otherwise than legalcheck on [{matter}]: "
                    f"it adds {sorted(found - wanted)} and lacks {sorted(wanted - found)}"
                )
