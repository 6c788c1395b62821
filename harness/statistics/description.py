"""From an estimate and a test to the ``Comparison`` that is reported."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from harness.scores import Comparison, Metric, TestName
from harness.statistics.cautions import caution_odds, list_cautions
from harness.statistics.clusters import ClusterSums
from harness.statistics.effects import cohen_dz, cohen_g
from harness.statistics.equivalence import equivalent_within
from harness.statistics.estimate import Estimate, t_interval
from harness.statistics.flips import UNPAIRED, Flips
from harness.statistics.power import count_needed, minimum_detectable

EffectName: TypeAlias = Literal["odds_ratio", "cohen_dz", "none"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test and its two-sided p-value."""

    test: TestName
    p_value: float


@dataclass(frozen=True, slots=True)
class Sides:
    """Mean scores in points, and how much they rest on.

    Attributes:
        clean: points.
        perturbed: points.
        n: examples.
        groups: clusters.
    """

    clean: float
    perturbed: float
    n: int
    groups: int

    @classmethod
    def measure(cls, metric: Metric, clean: ClusterSums, perturbed: ClusterSums, *, n: int) -> Sides:
        """Returns the unweighted means over sets."""
        return cls(
            clean=float(np.mean(clean.scores(metric))),
            perturbed=float(np.mean(perturbed.scores(metric))),
            n=n,
            groups=int(np.count_nonzero(perturbed.present.any(axis=1))),
        )


def describe(sides: Sides, estimate: Estimate, outcome: Outcome, flips: Flips = UNPAIRED) -> Comparison:
    """Returns the comparison, with the cautions that its numbers call for."""
    low, high = t_interval(estimate)
    size, size_name = _measure_effect(estimate, flips)
    return Comparison(
        n=sides.n,
        n_groups=sides.groups,
        clean=sides.clean,
        perturbed=sides.perturbed,
        drop=estimate.value,
        drop_low=low,
        drop_high=high,
        test=outcome.test,
        p_value=outcome.p_value,
        standard_error=estimate.standard_error,
        df=estimate.df,
        effect_size=size,
        effect_size_name=size_name,
        effect_low=flips.odds_interval[0],
        effect_high=flips.odds_interval[1],
        cohen_g=cohen_g(flips.broken, flips.repaired) if flips.binary else math.nan,
        flip_rate=flips.rate,
        broken=flips.broken,
        repaired=flips.repaired,
        minimum_detectable_drop=minimum_detectable(estimate, sides.n, binary=flips.binary),
        n_needed=count_needed(estimate, sides.n, binary=flips.binary),
        equivalent_within=equivalent_within(estimate),
        notes=(*list_cautions(estimate), *caution_odds(flips)),
    )


def _measure_effect(estimate: Estimate, flips: Flips) -> tuple[float, EffectName]:
    if flips is UNPAIRED:
        return math.nan, "none"
    if flips.binary:
        return flips.odds_ratio, "odds_ratio"
    return cohen_dz(estimate), "cohen_dz"
