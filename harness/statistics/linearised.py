"""Linearised (delta-method) cluster-robust variance of metrics of sums.

Source: Taylor linearisation as in survey sampling (Binder 1983), with Student's t on
G - 1 degrees of freedom as in cluster-robust regression.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats, Metric
from harness.statistics.clusters import ClusterSums
from harness.statistics.estimate import Estimate

_ROUNDING = 1e-10  # points; below this a number is 0 and its digits are noise


def influences(metric: Metric, side: ClusterSums) -> Floats:
    """Returns how each cluster moves each set's score, (G, L), in points; columns sum to 0.

    For span F1 these are ``100·(2·tp - F·(pred + gold)) / (P + G)``. Each column carries the
    small-sample factor ``√(G/(G-1))`` over the clusters present, so that its squares sum to
    the variance of the score (meaningless for a set of one cluster).
    """
    totals = side.sums.sum(axis=0)
    slopes = np.stack([metric.gradient(row) for row in totals])
    raw: Floats = np.einsum("glk,lk->gl", side.sums, slopes)
    groups = side.present.sum(axis=0)
    scaled: Floats = raw * np.sqrt(groups / np.maximum(groups - 1, 1))
    return scaled


@dataclass(frozen=True, slots=True)
class Linearised:
    """A score or a drop, and what each cluster contributes to its error.

    Attributes:
        value: points, the mean over sets.
        contributions: (G,), points; their squares sum to the variance of ``value``.
        fewest: clusters in the set that has the fewest.
        clusters: (G,), their names in the order of ``contributions``; empty where not known.
    """

    value: float
    contributions: Floats = field(repr=False)
    fewest: int
    clusters: tuple[str, ...] = field(default=(), repr=False)

    def estimate(self) -> Estimate:
        """Returns value and standard error on ``fewest - 1`` degrees of freedom."""
        variance = float(self.contributions @ self.contributions)
        found = make_estimate(self.value, variance, df=self.fewest - 1.0, groups=len(self.contributions))
        return (
            replace(found, skewness=_measure_skewness(self.contributions)) if found.standard_error else found
        )

    def pseudo_values(self) -> Floats:
        """Returns what each cluster makes the value, (G,): their mean is it, and so is their error."""
        groups = len(self.contributions)
        return self.value + self.contributions * math.sqrt(groups * (groups - 1))


def linearise_score(metric: Metric, side: ClusterSums) -> Linearised:
    """Returns the unweighted mean score over sets."""
    value = float(np.mean(side.scores(metric)))
    return Linearised(value, influences(metric, side).mean(axis=1), side.fewest, side.names)


def linearise_drop(metric: Metric, clean: ClusterSums, perturbed: ClusterSums) -> Linearised:
    """Returns the unweighted mean over sets of ``clean - perturbed``, paired by cluster."""
    value = float(np.mean(clean.scores(metric) - perturbed.scores(metric)))
    contributions = (influences(metric, clean) - influences(metric, perturbed)).mean(axis=1)
    return Linearised(value, contributions, clean.fewest, clean.names)


def subtract(first: Linearised, second: Linearised) -> Linearised:
    """Returns ``first - second``, clusters of one name paired: a difference of two drops, for one.

    Raises:
        RequestError: if either lacks the names of its clusters.
    """
    for one in (first, second):
        if len(one.clusters) != len(one.contributions):
            raise RequestError(
                f"{len(one.contributions)} contributions of {len(one.clusters)} named clusters",
                place="difference of two drops",
                remedy="name the clusters, so that equal ones are paired",
            )
    names = tuple(sorted({*first.clusters, *second.clusters}))
    rows = {name: row for row, name in enumerate(names)}
    contributions = np.zeros(len(names))
    for sign, one in ((1.0, first), (-1.0, second)):
        contributions[[rows[name] for name in one.clusters]] += sign * one.contributions
    return Linearised(first.value - second.value, contributions, min(first.fewest, second.fewest), names)


def _measure_skewness(contributions: Floats) -> float:
    """The third moment over the second's power; contributions have a mean of 0."""
    second = float(np.mean(contributions**2))
    return float(np.mean(contributions**3)) / second**1.5 if second else 0.0


def make_estimate(value: float, variance: float, *, df: float, groups: int) -> Estimate:
    """Returns the estimate with rounding noise set to 0, and no error known without freedom."""
    error = math.sqrt(variance) if df > 0 else math.inf
    return Estimate(
        value=0.0 if abs(value) < _ROUNDING else value,
        standard_error=0.0 if error < _ROUNDING else error,
        df=max(df, 1.0),
        groups=groups,
    )
