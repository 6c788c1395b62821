"""When a rate found by simulation is as announced: acceptance bands, and the verdict in words.

The bands are those of the protocol, for 2,000 repetitions (three Monte-Carlo standard errors around
0.05, for instance); for fewer they widen by ``√(2000 / repetitions)``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from scipy.special import ndtri

from harness.statistics.estimate import ALPHA, LIMIT, POWER
from harness.statistics.scores import wilson
from harness.statistics.simulation.method import MARGIN, AnyMethod, Question

Rate: TypeAlias = Literal[
    "false positives",
    "power",
    "announced power",
    "coverage",
    "family-wise error",
    "false discoveries",
    "drops found",
    "passes at margin",
    "passes",
    "overcounted",
]
Verdict: TypeAlias = Literal["as announced", "conservative", "misses", "no band"]

FULL: Final = 2_000
LEAST_CLUSTERS: Final = 100
"""Coverage is not held to a band where clusters are fewer."""


@dataclass(frozen=True, slots=True)
class Band:
    """What a rate may be.

    Attributes:
        low, high: ends that are still accepted, fractions.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers to one question over repetitions.

    Attributes:
        count: repetitions.
        total: sum of the answers.
        squares: sum of their squares.
    """

    count: int
    total: float
    squares: float

    @property
    def value(self) -> float:
        """The rate, a fraction."""
        return self.total / self.count

    def interval(self) -> tuple[float, float]:
        """Returns its 95 % Monte-Carlo interval: Wilson's, or the normal one for shares between 0 and 1."""
        if self.squares == self.total:  # only zeros and ones
            low, high = wilson(self.value, self.count)
            return low / LIMIT, high / LIMIT
        variance = max(self.squares / self.count - self.value**2, 0.0)
        half = float(ndtri(1 - ALPHA / 2)) * math.sqrt(variance / self.count)
        return max(self.value - half, 0.0), min(self.value + half, 1.0)


_BANDS: Final[Mapping[Rate, tuple[float, float, float]]] = {
    # rate: centre, allowed below, allowed above; at 2,000 repetitions
    "false positives": (ALPHA, 0.015, 0.015),
    "coverage": (1 - ALPHA, 0.015, 0.015),
    "announced power": (POWER, 0.05, 0.05),
    "family-wise error": (ALPHA, math.inf, 0.01),
    "false discoveries": (ALPHA, math.inf, 0.015),
    "passes at margin": (ALPHA, math.inf, 0.015),
    "overcounted": (ALPHA, math.inf, 0.015),
}


def name_rate(question: Question, effect: float, *, detectable: bool) -> Rate:
    """Returns what is measured by counting a question where an effect is planted.

    Args:
        question: counted.
        effect: planted, 0 for none.
        detectable: whether it is the one that samples announce as detectable.
    """
    if question == "rejected":
        return "announced power" if detectable else "power" if effect else "false positives"
    if question == "passed":
        return "passes at margin" if effect == MARGIN else "passes"
    return _PLAIN[question]


_PLAIN: Final[Mapping[Question, Rate]] = {
    "covered": "coverage",
    "family_error": "family-wise error",
    "false_discovery": "false discoveries",
    "found": "drops found",
    "overcounted": "overcounted",
}


def find_band(rate: Rate, *, clusters: int, repetitions: int) -> Band | None:
    """Returns the band of a rate; None where none is announced."""
    if rate not in _BANDS or (rate == "coverage" and clusters < LEAST_CLUSTERS):
        return None
    centre, below, above = _BANDS[rate]
    wider = max(1.0, math.sqrt(FULL / repetitions))
    return Band(max(centre - below * wider, 0.0), min(centre + above * wider, 1.0))


def judge(rate: Rate, value: float, band: Band | None, method: AnyMethod) -> Verdict:
    """Returns the verdict on a rate.

    Erring less often than announced (or covering more) is "conservative", which methods that are
    discrete or made so may be; for others it is a miss like erring more often.
    """
    if band is None:
        return "no band"
    if band.low <= value <= band.high:
        return "as announced"
    safe = value > band.high if rate in ("coverage", "announced power") else value < band.low
    return "conservative" if safe and method.conservative else "misses"
