"""Clean against shifted sets of *other* examples: domain shifts, slices, replacements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from harness.scores import Comparison, Floats, Metric, ScoreMatrix
from harness.statistics.clusters import ClusterSums, sum_by_cluster
from harness.statistics.description import Outcome, Sides, describe
from harness.statistics.estimate import Estimate, t_test
from harness.statistics.linearised import influences, make_estimate
from harness.statistics.pairs import check_matrix


def compare_shifted(metric: Metric, clean: ScoreMatrix, shifted: ScoreMatrix) -> Comparison:
    """Returns the comparison of two sets that share no example, some, or all of them.

    A cluster that is on both sides contributes the difference of its influences, so that its
    covariance is taken into account; one that is on one side contributes on that side only.
    Disjoint sets give Welch's t test by cluster, identical ones the paired t by cluster.
    Clusters are recognised by their names. There are no flips and no permutation: examples of
    different sets cannot be swapped.

    Raises:
        EmptyEvaluationSetError: if a side has no example.
        RequestError: if statistics are malformed or not finite.
    """
    check_matrix(metric, clean, side="clean")
    check_matrix(metric, shifted, side="shifted")
    ours = sum_by_cluster([clean], names=shifted.groups)
    theirs = sum_by_cluster([shifted], names=clean.groups)
    estimate = _estimate(metric, ours, theirs)
    sides = Sides.measure(metric, ours, theirs, n=len(shifted.ids))
    shared = int(np.count_nonzero(ours.present & theirs.present))
    comparison = describe(sides, estimate, Outcome("cluster_t", t_test(estimate)))
    note = f"not paired: {shared} of {ours.fewest} clean and {theirs.fewest} shifted clusters are the same"
    return replace(comparison, notes=(*comparison.notes, note))


def _estimate(metric: Metric, clean: ClusterSums, shifted: ClusterSums) -> Estimate:
    drop = float((clean.scores(metric) - shifted.scores(metric))[0])
    fewer = min(clean.fewest, shifted.fewest)
    if fewer == 1:
        return make_estimate(drop, 0.0, df=0.0, groups=fewer)
    contributions = (influences(metric, clean) - influences(metric, shifted))[:, 0]
    variance = float(contributions @ contributions)
    df = _satterthwaite(contributions**2, clean, shifted)
    return make_estimate(drop, variance, df=df, groups=fewer)


def _satterthwaite(squares: Floats, clean: ClusterSums, shifted: ClusterSums) -> float:
    """Returns Satterthwaite's degrees of freedom over clusters on one side, the other, or both.

    Each kind of cluster brings its number, less its share in the one degree of freedom that
    centring costs on each side: G - 1 for identical sets, Welch's for disjoint ones.
    """
    ours, theirs = clean.present[:, 0], shifted.present[:, 0]
    cost, other_cost = 1 / clean.fewest, 1 / shifted.fewest
    kinds = ((ours & ~theirs, cost), (theirs & ~ours, other_cost), (ours & theirs, (cost + other_cost) / 2))
    spread = sum(
        float(squares[kind].sum()) ** 2 / (np.count_nonzero(kind) * (1 - share))
        for kind, share in kinds
        if kind.any()
    )
    return float(squares.sum()) ** 2 / spread if spread else 1.0
