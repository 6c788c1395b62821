"""Examples that a perturbation broke or repaired, and predictions that it changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness.scores import Floats, Metric, ScoreMatrix
from harness.statistics import effects
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.pairs import Pair


@dataclass(frozen=True, slots=True)
class Flips:
    """Counts over examples.

    Attributes:
        broken: examples whose change lowers the score (right → wrong for accuracy).
        repaired: examples whose change raises it.
        rate: fraction of changed predictions; nan where unknown.
        binary: whether every example is one unit that is right or wrong on both sides.
        odds_interval: 95 % interval of the odds ratio by cluster; nan where there is none.
    """

    broken: int
    repaired: int
    rate: float
    binary: bool
    odds_interval: tuple[float, float] = (math.nan, math.nan)

    @property
    def odds_ratio(self) -> float:
        """``broken / repaired``, with a half added to both where one is 0 (Haldane)."""
        return effects.odds_ratio(self.broken, self.repaired)


UNPAIRED = Flips(broken=0, repaired=0, rate=math.nan, binary=False)


def count_flips(metric: Metric, pairs: Sequence[Pair]) -> Flips:
    """Returns the flips of one or several sets taken together."""
    marks = [mark_flips(metric, pair) for pair in pairs]
    counts = np.array([each.sum(axis=0) for each in marks]).sum(axis=0)
    known = [pair.changed for pair in pairs if pair.changed is not None]
    rate = float(np.mean(np.concatenate(known))) if len(known) == len(pairs) else math.nan
    binary = all(is_binary(metric, pair) for pair in pairs)
    interval = _bound_odds(pairs, marks) if binary else (math.nan, math.nan)
    return Flips(int(counts[0]), int(counts[1]), rate, binary, interval)


def mark_flips(metric: Metric, pair: Pair) -> Floats:
    """Returns 1 for each example (rows) that was broken, repaired (columns), else 0, (n, 2).

    The slope at the mean of both sides says which way an example's change moves the score.
    """
    middle = (pair.clean.statistics.sum(axis=0) + pair.perturbed.statistics.sum(axis=0)) / 2
    slope = metric.gradient(middle)
    effect = (pair.perturbed.statistics - pair.clean.statistics) @ slope
    tiny = 1e-12 * max(1.0, float(np.abs(slope).max()))
    return np.stack([effect < -tiny, effect > tiny], axis=1).astype(np.float64)


def _bound_odds(pairs: Sequence[Pair], marks: Sequence[Floats]) -> tuple[float, float]:
    if len(pairs) == 1 and len(set(pairs[0].clean.groups)) == len(pairs[0].clean.ids):
        return effects.odds_ratio_interval(*marks[0].T)
    flips = [
        ScoreMatrix(pair.clean.ids, pair.clean.groups, each) for pair, each in zip(pairs, marks, strict=True)
    ]
    return effects.odds_ratio_interval(*sum_by_cluster(flips).sums.sum(axis=1).T)


def is_binary(metric: Metric, pair: Pair) -> bool:
    """Whether every example is one unit that is right or wrong on both sides."""
    if metric.columns[1:] != ("n",):
        return False
    value, n = np.concatenate([pair.clean.statistics, pair.perturbed.statistics]).T
    return bool(np.all(n == 1) and np.all((value == 0) | (value == 1)))
