"""Variance over training seeds and test items at once.

Source: crossed random effects as in Miller 2024 and MultiBERTs (arXiv 2106.16163), estimated
by mean squares. In simulation ``p = max(two-way t, t on seeds)`` keeps its level for 3 to 10
seeds where the hierarchical bootstrap rejects up to 20 % of true nulls.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.scores import Floats
from harness.statistics.estimate import Estimate
from harness.statistics.linearised import make_estimate

LEAST_SEEDS: Final = 3
"""Below this, variance over seeds is not estimated and nothing is claimed about other seeds."""


def estimate_over_seeds(values: Floats) -> tuple[Estimate, ...]:
    """Returns the two-way estimate and, unless all seeds agree exactly, that of seeds alone.

    Args:
        values: (S, G) in points: what each cluster makes each seed's result, rows averaging to
            the seeds' results.
    """
    seeds, groups = values.shape
    mean = float(values.mean())
    if groups == 1:
        return (make_estimate(mean, 0.0, df=0.0, groups=1),)
    variance, df = two_way(values)
    by_seed = float(values.mean(axis=1).var(ddof=1)) / seeds
    both = (
        make_estimate(mean, variance, df=df, groups=groups),
        make_estimate(mean, by_seed, df=seeds - 1.0, groups=groups),
    )
    return both if both[1].standard_error else both[:1]


def two_way(values: Floats) -> tuple[float, float]:
    """Returns the variance of the grand mean of (S, G) values, and its degrees of freedom.

    ``v = max(v_s + v_i - v_res, v_s, v_i)``: seeds, items, and the residual that both contain.
    """
    seeds, groups = values.shape
    by_seed, by_item = values.mean(axis=1), values.mean(axis=0)
    residual = values - by_seed[:, None] - by_item + values.mean()
    v_seeds = float(by_seed.var(ddof=1)) / seeds
    v_items = float(by_item.var(ddof=1)) / groups
    free = (seeds - 1) * (groups - 1)
    v_residual = float(np.sum(residual**2)) / free / (seeds * groups)
    total = v_seeds + v_items - v_residual
    if total <= max(v_seeds, v_items):
        return (v_seeds, seeds - 1.0) if v_seeds >= v_items else (v_items, groups - 1.0)
    spread = v_seeds**2 / (seeds - 1) + v_items**2 / (groups - 1) + v_residual**2 / free
    return total, total**2 / spread
