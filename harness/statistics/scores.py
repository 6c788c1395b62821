"""Intervals of a score itself, which stay between 0 and 100."""

from __future__ import annotations

import math

from scipy.special import expit, logit, ndtri

from harness.scores import Metric, ScoreMatrix
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.estimate import ALPHA, LIMIT, Estimate, t_quantile
from harness.statistics.linearised import linearise_score
from harness.statistics.pairs import check_matrix


def interval(metric: Metric, matrix: ScoreMatrix) -> tuple[float, float, float]:
    """Returns ``(score, low, high)`` in points: the cluster-robust 95 % interval.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if the statistics are malformed or not finite.
    """
    check_matrix(metric, matrix, side="scores")
    estimate = linearise_score(metric, sum_by_cluster([matrix])).estimate()
    return (estimate.value, *score_interval(estimate))


def score_interval(estimate: Estimate) -> tuple[float, float]:
    """Returns the 95 % interval of a score in points.

    Linearised t on the logit scale, which keeps it inside 0 and 100 (as ``svyciprop`` of R's
    survey package); Wilson's interval on G clusters where all of them score alike; the whole
    scale where there is only one cluster.
    """
    share, error = estimate.value / LIMIT, estimate.standard_error / LIMIT
    if math.isinf(error):
        return 0.0, LIMIT
    if error == 0:
        return wilson(share, estimate.groups)
    half = t_quantile(1 - ALPHA / 2, estimate.df) * error / (share * (1 - share))
    centre = float(logit(share))
    return LIMIT * float(expit(centre - half)), LIMIT * float(expit(centre + half))


def wilson(share: float, n: int) -> tuple[float, float]:
    """Returns Wilson's 95 % interval, in points, of a share of ``n`` independent examples (n > 0)."""
    z2 = float(ndtri(1 - ALPHA / 2)) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2) / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return LIMIT * max(centre - half, 0.0), LIMIT * min(centre + half, 1.0)
