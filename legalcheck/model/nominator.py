"""What stands beside the weights of the nominator."""

from pydantic import Field

from legalcheck.model.base import Record

NOMINATOR = "nominator/nominator.yaml"
"""Where it stands in a rulebook."""


class Calibration(Record):
    """How a kind's sum of weights becomes a probability, and from which one on the kind is nominated."""

    scale: float
    offset: float
    threshold: float = Field(ge=0.01, le=1)


class NominatorFile(Record):
    """The kinds in the order of the weights, and how their sums are to be taken."""

    pieces: int
    """Version of the cutting into pieces for which the weights were learned."""
    corpus: str
    """SHA-256 over the clauses that they were learned from."""
    clauses: int
    languages: dict[str, float]
    """What is added for each language before a sum becomes a probability; of other languages nothing is nominated."""
    kinds: dict[str, Calibration]
