"""Clean against perturbed on the same examples: drop, interval, test, effect size, power."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from harness.errors import EmptyEvaluationSetError
from harness.scores import Comparison, Metric, ScoreMatrix
from harness.seeds import derive_generator
from harness.statistics.cautions import caution_reach
from harness.statistics.clusters import ClusterSums, sum_by_cluster
from harness.statistics.description import Outcome, Sides, describe
from harness.statistics.estimate import t_test
from harness.statistics.flips import count_flips
from harness.statistics.linearised import linearise_drop
from harness.statistics.mcnemar import mcnemar_midp
from harness.statistics.pairs import Pair, check_pair
from harness.statistics.sign_flip import sign_flip


def compare(
    metric: Metric,
    clean: ScoreMatrix,
    perturbed: ScoreMatrix,
    *,
    changed_predictions: npt.NDArray[np.bool_] | None = None,
    seed: int,
    key: str,
) -> Comparison:
    """Returns the paired comparison of two sides of one set of examples.

    Also for a model (clean) against a constant answer (perturbed): ``drop`` is the margin.

    Args:
        metric: how statistics become points.
        clean: reference side, (n, k).
        perturbed: other side, same ids and groups in the same order.
        changed_predictions: (n,), for the flip rate; None leaves it nan.
        seed: of the run.
        key: names the comparison; permutations depend on ``(seed, key)`` alone.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if the sides are not aligned or a statistic is not finite.
    """
    return compare_pooled(metric, (Pair(clean, perturbed, changed_predictions),), seed=seed, key=key)


def compare_pooled(metric: Metric, pairs: Sequence[Pair], *, seed: int, key: str) -> Comparison:
    """Returns the comparison of the unweighted mean over sets (languages).

    A cluster's name means the same cluster in all sets: its copies in parallel languages
    enter the variance together and are swapped together. Clusters that are not parallel must
    be named apart. Scores are means over sets; counts are sums.

    Raises:
        EmptyEvaluationSetError: if there is no set, or no example in one.
        RequestError: if two sides are not aligned or a statistic is not finite.
    """
    if not pairs:
        raise EmptyEvaluationSetError(
            "no set to compare", place=metric.name, remedy="give at least one language"
        )
    for pair in pairs:
        check_pair(metric, pair)
    n = sum(len(pair.clean.ids) for pair in pairs)
    return compare_checked(metric, pairs, n=n, seed=seed, key=key)


def compare_checked(metric: Metric, pairs: Sequence[Pair], *, n: int, seed: int, key: str) -> Comparison:
    """Returns the comparison of pairs that were found fit, over ``n`` different examples."""
    clean, perturbed = sum_both(pairs)
    flips = count_flips(metric, pairs)
    estimate = linearise_drop(metric, clean, perturbed).estimate()
    independent = len(pairs) == 1 and clean.groups == len(pairs[0].clean.ids)
    if flips.binary and independent:
        outcome = Outcome("mcnemar_midp", mcnemar_midp(flips.broken, flips.repaired))
    elif _keep_sizes(metric, clean, perturbed):
        generator = derive_generator(seed, "sign_flip", key)
        outcome = Outcome("cluster_sign_flip", sign_flip(metric, clean, perturbed, generator))
    else:
        outcome = Outcome("cluster_t", t_test(estimate))
    moved = int(np.count_nonzero(np.any(clean.sums != perturbed.sums, axis=(1, 2))))
    comparison = describe(
        Sides.measure(metric, clean, perturbed, n=n),
        estimate,
        outcome,
        flips,
    )
    return replace(comparison, notes=(*comparison.notes, *caution_reach(outcome.test, moved)))


def _keep_sizes(metric: Metric, clean: ClusterSums, perturbed: ClusterSums) -> bool:
    """Whether every cluster has as many units (tokens, gold spans) on both sides.

    Where it has not, swapping sides would swap sizes too: what was observed is then the most
    extreme arrangement by construction, and a sign-flip would reject true nulls.
    """
    sizes = [place for place, name in enumerate(metric.columns) if name in ("n", "gold")]
    return np.array_equal(clean.sums[..., sizes], perturbed.sums[..., sizes])


def sum_both(pairs: Sequence[Pair]) -> tuple[ClusterSums, ClusterSums]:
    """Returns the cluster sums of the clean and of the perturbed sides, clusters in one order."""
    return (
        sum_by_cluster([pair.clean for pair in pairs]),
        sum_by_cluster([pair.perturbed for pair in pairs]),
    )
