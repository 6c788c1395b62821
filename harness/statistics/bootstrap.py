"""Cluster bootstrap: one set of resampled clusters for many conditions at once.

A resample of G clusters is a row of weights ``W ~ Multinomial(G; 1/G, …, 1/G)``. Multiplied with
the cluster sums of *all* conditions it gives the totals of each, so that scores, drops, means over
languages or minima over them move together as the data do. The metric, and any summary of the
scores, is applied afterwards.

Clusters whose sums agree in every condition cannot be told apart by any such statistic. They are
one row, drawn as often as any of them would be: weights of the distinct rows are multinomial with
their shares. This is exact in distribution, and 10,000 paired right/wrong answers become 4 rows.

Sources: Efron and Tibshirani 1993, chapters 13 and 14 (percentile, BCa); Cameron, Gelbach and
Miller 2008 (resampling whole clusters); the acceleration is that of the jackknife over clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
from scipy.special import ndtr, ndtri

from harness.errors import RequestError
from harness.scores import Floats, Metric
from harness.statistics.cautions import FEW_CLUSTERS
from harness.statistics.clusters import ClusterSums
from harness.statistics.collapse import DistinctRows, find_distinct
from harness.statistics.estimate import ALPHA
from harness.statistics.resampling import BLOCK_BYTES, draw_totals

DRAWS: Final = 9_999
TIE: Final = 1e-9
RESULT_BYTES: Final = 3 << 25  # 96 MiB: with the blocks and a column's copy, below 256 MiB

Summary: TypeAlias = Callable[[Floats], Floats]
"""From scores in points (..., L) to one number (...) or several (..., s) for each resample."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Resampled values of s numbers, and what BCa needs besides.

    Attributes:
        values: (s,), of the sample itself.
        draws: (B, s), jointly: a row is one resample. nan where a resample left a set without a unit.
        acceleration: (s,), of the jackknife; nan where it is undefined.
        groups: clusters resampled.
        cautions: what a reader must know before believing the intervals.
    """

    values: Floats
    draws: Floats = field(repr=False)
    acceleration: Floats = field(repr=False)
    groups: int
    cautions: tuple[str, ...]

    def percentile(self, *, level: float = 1 - ALPHA) -> Floats:
        """Returns the percentile intervals, (s, 2); infinite for a single cluster."""
        tails = np.tile([(1 - level) / 2, (1 + level) / 2], (len(self.values), 1))
        return self._cut(tails)

    def bca(self, *, level: float = 1 - ALPHA) -> Floats:
        """Returns the bias-corrected and accelerated intervals, (s, 2).

        Where the correction is undefined (see ``cautions``) they are the percentile intervals.
        """
        z = np.array([-1.0, 1.0]) * ndtri((1 + level) / 2)
        bias = _measure_bias(self.values, self.draws)[:, None]
        acceleration = self.acceleration[:, None]
        with np.errstate(invalid="ignore"):
            tails = ndtr(bias + (bias + z) / (1 - acceleration * (bias + z)))
        plain = [(1 - level) / 2, (1 + level) / 2]
        return self._cut(np.where(np.isfinite(bias + acceleration), tails, plain))

    def _cut(self, tails: Floats) -> Floats:
        if self.groups == 1:
            return np.tile([-np.inf, np.inf], (len(self.values), 1))
        ends = (_quantiles(column, at) for column, at in zip(self.draws.T, tails, strict=True))
        return np.array(list(ends)).reshape(-1, 2)


def resample(
    metric: Metric,
    sums: ClusterSums,
    generator: np.random.Generator,
    *,
    summary: Summary | None = None,
    draws: int = DRAWS,
) -> Bootstrap:
    """Returns the joint bootstrap distribution of the scores of L sets, or of a summary of them.

    Args:
        metric: how totals become points.
        sums: L conditions, (G, L, k), over clusters of the same names (``sum_by_cluster``).
        generator: the only source of randomness. Clusters are drawn in the order of their names.
        summary: of the scores (..., L) of one resample; None for the L scores themselves.
        draws: B, the number of resamples.

    Raises:
        RequestError: if there is no resample or no cluster, a statistic is not finite, or the
            B × s numbers asked for would not stay within 256 MiB.
    """
    _check(metric, sums, draws)
    rows = sums.sums.reshape(sums.groups, -1)
    distinct, whole = find_distinct(rows), rows.sum(axis=0)
    scores = _Scores(metric, sums.sums.shape[1], summary)
    values = scores.of(whole[None])[0]
    if draws * len(values) * 8 > RESULT_BYTES:
        raise RequestError(
            f"{draws} resamples of {len(values)} numbers do not fit into 256 MiB",
            place=f"bootstrap of {metric.name}",
            remedy="ask for fewer resamples, fewer conditions at a time, or a summary of them",
        )
    drawn = np.empty((draws, len(values)))
    start = 0
    for totals in draw_totals(distinct, sums.groups, generator, draws=draws):
        drawn[start : start + len(totals)] = scores.of(totals)
        start += len(totals)
    acceleration = _accelerate(scores, distinct, whole)
    cautions = tuple(_list_cautions(sums.groups, values, drawn, acceleration))
    return Bootstrap(values, drawn, acceleration, sums.groups, cautions)


@dataclass(frozen=True, slots=True)
class _Scores:
    """From totals (b, L·k) to the numbers asked for, (b, s)."""

    metric: Metric
    sets: int
    summary: Summary | None

    def of(self, totals: Floats) -> Floats:
        scores = self.metric.finish(totals.reshape(len(totals), self.sets, -1))
        summed = scores if self.summary is None else np.asarray(self.summary(scores), dtype=np.float64)
        return summed.reshape(len(totals), -1)


def _accelerate(scores: _Scores, distinct: DistinctRows, totals: Floats) -> Floats:
    """Returns BCa's acceleration, (s,): the skewness of the jackknife, each distinct row left out once.

    ``Σ U³ / (6 (Σ U²)^1.5)`` with U what leaving a cluster out takes from the mean of all of these.
    """
    moments = np.zeros((4, 1))
    step = max(1, BLOCK_BYTES // (8 * max(1, distinct.rows.shape[1])))
    value = scores.of(totals[None])
    for start in range(0, len(distinct.rows), step):
        counts = distinct.counts[start : start + step, None].astype(np.float64)
        change = value - scores.of(totals - distinct.rows[start : start + step])
        powers = (np.ones_like(change), change, change * change, change * change * change)
        moments = moments + np.stack([(counts * power).sum(axis=0) for power in powers])
    first, second, third = moments[1:] / moments[0]
    variance = second - first**2
    spread = variance > TIE**2 * second.clip(min=1e-300)
    skew = third - 3 * first * second + 2 * first**3
    below = 6 * np.sqrt(moments[0]) * np.where(spread, variance, 1.0) ** 1.5
    return np.where(spread, skew / below, np.nan)


def _measure_bias(values: Floats, draws: Floats) -> Floats:
    """Returns BCa's z₀, (s,): how far the value is from the middle of its draws; ties count half."""
    bias = np.empty(len(values))
    for place, value in enumerate(values):
        known = draws[~np.isnan(draws[:, place]), place]
        below, up_to = (float(np.count_nonzero(known < value + tie)) for tie in (-TIE, TIE))
        bias[place] = ndtri((below + up_to) / (2 * len(known))) if len(known) else np.nan
    return bias


def _quantiles(column: Floats, tails: Floats) -> Floats:
    """Returns linear-interpolated quantiles of the draws that are numbers; nan where none is."""
    known = column[~np.isnan(column)]
    return np.quantile(known, tails) if len(known) else np.full(len(tails), np.nan)


def _check(metric: Metric, sums: ClusterSums, draws: int) -> None:
    place = f"bootstrap of {metric.name}"
    if draws < 1:
        raise RequestError(f"{draws} resamples", place=place, remedy="ask for 9,999")
    if not sums.sums.size:
        raise RequestError(
            f"sums of shape {sums.sums.shape}", place=place, remedy="give at least one cluster and one set"
        )
    finite = np.isfinite(sums.sums.reshape(sums.groups, -1).sum(axis=1))
    if not finite.all():
        raise RequestError(
            f"cluster {int(np.argmin(finite)) + 1} has a statistic that is not a finite number",
            place=place,
            remedy="leave its examples out of every condition",
        )


def _list_cautions(groups: int, values: Floats, draws: Floats, acceleration: Floats) -> Iterator[str]:
    if groups == 1:
        yield "one cluster: nothing can be said of the error"
        return
    if groups < FEW_CLUSTERS:
        yield f"fewer than {FEW_CLUSTERS} clusters ({groups})"
    undefined = int(np.isnan(draws).any(axis=1).sum())
    if undefined:
        yield f"{undefined} of {len(draws)} resamples left a set without examples and were not counted"
    constant = draws.max(axis=0) - draws.min(axis=0) <= TIE
    if constant.any():
        yield f"{int(constant.sum())} of {len(values)} numbers are the same in all resamples: no width"
    biased = ~np.isfinite(_measure_bias(values, draws) + acceleration) & ~constant
    if biased.any():
        yield f"BCa is undefined for {int(biased.sum())} of {len(values)} numbers: percentile instead"
