"""Comparisons that hold for a training recipe, not for one checkpoint of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from harness.errors import EmptyEvaluationSetError
from harness.scores import Comparison, Metric
from harness.statistics.comparison import compare_checked, sum_both
from harness.statistics.description import Outcome, Sides, describe
from harness.statistics.effects import cohen_dz
from harness.statistics.estimate import Estimate, t_interval, t_test
from harness.statistics.flips import count_flips
from harness.statistics.linearised import linearise_drop
from harness.statistics.pairs import Pair, check_pair, check_replicates
from harness.statistics.seed_variance import LEAST_SEEDS, estimate_over_seeds


def compare_seeds(metric: Metric, replicates: Sequence[Sequence[Pair]], *, seed: int, key: str) -> Comparison:
    """Returns the comparison of the mean over training seeds (and languages).

    Args:
        metric: how statistics become points.
        replicates: one per training seed; in each, one pair per language, the same languages
            and examples in the same order in every replicate.
        seed: of the run; used where permutations are (fewer than three replicates).
        key: names the comparison.

    From three replicates on, ``p`` is the larger of a two-way t (seeds x clusters) and a t over
    seeds, and the interval the wider: the claim is about the recipe. With fewer the claim is
    about these checkpoints only, tested over examples, and a note says so.

    Raises:
        EmptyEvaluationSetError: if there is no replicate, no language, or no example.
        RequestError: if replicates or sides are not aligned, or a statistic is not finite.
    """
    _check(metric, replicates)
    pairs = list(chain.from_iterable(replicates))
    n = sum(len(pair.clean.ids) for pair in replicates[0])
    if len(replicates) < LEAST_SEEDS:
        pooled = compare_checked(metric, pairs, n=n, seed=seed, key=key)
        note = f"these checkpoints only (seeds: {len(replicates)})"
        return replace(pooled, notes=(*pooled.notes, note))
    sides = [sum_both(sets) for sets in replicates]
    drops = np.stack([linearise_drop(metric, *both).pseudo_values() for both in sides])
    estimates = estimate_over_seeds(drops)
    means = Sides(
        clean=float(np.mean([clean.scores(metric) for clean, _ in sides])),
        perturbed=float(np.mean([perturbed.scores(metric) for _, perturbed in sides])),
        n=n,
        groups=drops.shape[1],
    )
    widest = max(estimates, key=_measure_width)
    outcome = Outcome("cluster_t", max(t_test(estimate) for estimate in estimates))
    # the odds ratio's interval would know of clusters, but not of seeds
    flips = replace(count_flips(metric, pairs), odds_interval=(math.nan, math.nan))
    comparison = describe(means, widest, outcome, flips)
    if comparison.effect_size_name == "cohen_dz":
        by_item = linearise_drop(metric, *sum_both(pairs)).estimate()
        comparison = replace(comparison, effect_size=cohen_dz(by_item))
    note = f"p is the larger of a two-way t (seeds × clusters) and a t over {len(replicates)} seeds"
    return replace(comparison, notes=(*comparison.notes, note))


def _measure_width(estimate: Estimate) -> float:
    low, high = t_interval(estimate)
    return high - low


def _check(metric: Metric, replicates: Sequence[Sequence[Pair]]) -> None:
    if not replicates or not replicates[0]:
        raise EmptyEvaluationSetError(
            "no checkpoint to compare", place=metric.name, remedy="give at least one seed and one language"
        )
    for pair in chain.from_iterable(replicates):
        check_pair(metric, pair)
    check_replicates(metric, [[pair.clean for pair in sets] for sets in replicates])
