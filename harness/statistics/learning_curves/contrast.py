"""Linear contrasts over the sizes of a curve, tested over seeds and clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from harness.scores import Floats
from harness.statistics.estimate import Estimate, t_interval, t_test
from harness.statistics.linearised import make_estimate
from harness.statistics.seed_variance import LEAST_SEEDS, estimate_over_seeds

CHECKPOINTS_ONLY: Final = "these checkpoints only (seeds: {})"


@dataclass(frozen=True, slots=True)
class Contrast:
    """A weighted sum over sizes.

    Attributes:
        value: points, or points per doubling of the size.
        low, high: 95 % interval in the same unit.
        p_value: two-sided, of a true value of 0.
    """

    value: float
    low: float
    high: float
    p_value: float


def contrast_sizes(values: Floats, weights: Floats) -> Contrast:
    """Returns the contrast of seed means, with interval and p as ``compare_seeds`` makes them.

    Args:
        values: (S, M, G) pseudo-values in points.
        weights: (M,).

    From three seeds on p is the larger, and the interval the wider, of a two-way t (seeds ×
    clusters) and a t over seeds; with fewer both rest on clusters alone, and speak of these
    checkpoints only.
    """
    estimates = _estimate(np.einsum("smg,m->sg", values, weights))
    intervals = [t_interval(estimate) for estimate in estimates]
    low, high = max(intervals, key=lambda both: both[1] - both[0])
    return Contrast(estimates[0].value, low, high, max(t_test(estimate) for estimate in estimates))


def _estimate(values: Floats) -> tuple[Estimate, ...]:
    seeds, groups = values.shape
    if seeds >= LEAST_SEEDS:
        return estimate_over_seeds(values)
    pooled = values.mean(axis=0)
    variance = float(pooled.var(ddof=1)) / groups if groups > 1 else 0.0
    return (make_estimate(float(pooled.mean()), variance, df=groups - 1.0, groups=groups),)


def slope_weights(sizes: Floats) -> Floats:
    """Returns the weights (M,) that make values at the sizes their least-squares slope per doubling."""
    centred = np.log2(sizes) - np.log2(sizes).mean()
    weights: Floats = centred / (centred @ centred)
    return weights
