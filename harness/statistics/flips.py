"""Examples that a perturbation broke or repaired, and predictions that it changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness.scores import Metric
from harness.statistics.pairs import Pair


@dataclass(frozen=True, slots=True)
class Flips:
    """Counts over examples.

    Attributes:
        broken: examples whose change lowers the score (right → wrong for accuracy).
        repaired: examples whose change raises it.
        rate: fraction of changed predictions; nan where unknown.
        binary: whether every example is one unit that is right or wrong on both sides.
    """

    broken: int
    repaired: int
    rate: float
    binary: bool

    @property
    def odds_ratio(self) -> float:
        """``broken / repaired``, with a half added to both where one is 0 (Haldane)."""
        half = 0.0 if self.broken and self.repaired else 0.5
        return (self.broken + half) / (self.repaired + half)


UNPAIRED = Flips(broken=0, repaired=0, rate=math.nan, binary=False)


def count_flips(metric: Metric, pairs: Sequence[Pair]) -> Flips:
    """Returns the flips of one or several sets taken together."""
    counts = np.array([_count(metric, pair) for pair in pairs]).sum(axis=0)
    known = [pair.changed for pair in pairs if pair.changed is not None]
    rate = float(np.mean(np.concatenate(known))) if len(known) == len(pairs) else math.nan
    binary = all(is_binary(metric, pair) for pair in pairs)
    return Flips(broken=int(counts[0]), repaired=int(counts[1]), rate=rate, binary=binary)


def _count(metric: Metric, pair: Pair) -> tuple[int, int]:
    """The slope at the mean of both sides says which way an example's change moves the score."""
    middle = (pair.clean.statistics.sum(axis=0) + pair.perturbed.statistics.sum(axis=0)) / 2
    slope = metric.gradient(middle)
    effect = (pair.perturbed.statistics - pair.clean.statistics) @ slope
    tiny = 1e-12 * max(1.0, float(np.abs(slope).max()))
    return int(np.count_nonzero(effect < -tiny)), int(np.count_nonzero(effect > tiny))


def is_binary(metric: Metric, pair: Pair) -> bool:
    """Whether every example is one unit that is right or wrong on both sides."""
    if metric.columns[1:] != ("n",):
        return False
    value, n = np.concatenate([pair.clean.statistics, pair.perturbed.statistics]).T
    return bool(np.all(n == 1) and np.all((value == 0) | (value == 1)))
