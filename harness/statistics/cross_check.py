"""The interval of a comparison once more, by resampling clusters instead of linearising the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from harness.errors import EmptyEvaluationSetError
from harness.scores import Floats, Metric
from harness.seeds import derive_generator
from harness.statistics.bootstrap import DRAWS, resample
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.pairs import Pair, check_pair


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A mean drop with two bootstrap intervals of 95 %, in points.

    Attributes:
        drop: ``clean - perturbed``, mean over sets.
        percentile: low and high; infinite for a single cluster.
        bca: low and high, bias-corrected and accelerated.
        cautions: what a reader must know before believing them.
    """

    drop: float
    percentile: tuple[float, float]
    bca: tuple[float, float]
    cautions: tuple[str, ...]


def cross_check(
    metric: Metric, pairs: Sequence[Pair], *, seed: int, key: str, draws: int = DRAWS
) -> CrossCheck:
    """Returns the bootstrap intervals of what ``compare_pooled`` reports on the same pairs.

    Clusters of one name are drawn together on both sides and in all sets. The linearised t
    interval stays the one that is reported: it covers as well from 50 clusters on and needs no
    resampling. Where these two lie clearly elsewhere, the score is too curved, or the clusters too few,
    for either.

    Args:
        metric: how statistics become points.
        pairs: L sets (languages).
        seed: of the run.
        key: names the comparison; resamples depend on ``(seed, key)`` alone.
        draws: B.

    Raises:
        EmptyEvaluationSetError: if there is no set, or no example in one.
        RequestError: if sides are not aligned, a statistic is not finite, or there is no draw.
    """
    if not pairs:
        raise EmptyEvaluationSetError("no set to compare", place=metric.name, remedy="give at least one")
    for pair in pairs:
        check_pair(metric, pair)
    sums = sum_by_cluster([*(pair.clean for pair in pairs), *(pair.perturbed for pair in pairs)])
    found = resample(
        metric, sums, derive_generator(seed, "bootstrap", key), summary=_measure_drop, draws=draws
    )
    percentile, bca = found.percentile()[0].tolist(), found.bca()[0].tolist()
    return CrossCheck(
        float(found.values[0]), (percentile[0], percentile[1]), (bca[0], bca[1]), found.cautions
    )


def _measure_drop(scores: Floats) -> Floats:
    sets = scores.shape[-1] // 2
    drop: Floats = np.mean(scores[..., :sets] - scores[..., sets:], axis=-1)
    return drop
