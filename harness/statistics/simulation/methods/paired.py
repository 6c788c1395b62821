"""Methods for paired comparisons: the report's tests and interval, and those that check them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from harness.scores import TestName
from harness.statistics.clusters import ClusterSums
from harness.statistics.comparison import compare_pooled
from harness.statistics.cross_check import cross_check
from harness.statistics.estimate import ALPHA, Estimate, t_interval, t_test
from harness.statistics.flips import count_flips
from harness.statistics.linearised import linearise_drop
from harness.statistics.mcnemar import mcnemar_exact
from harness.statistics.simulation.method import Answer, Method
from harness.statistics.simulation.samples import Paired

RESAMPLES: Final = 999
MOST_RESAMPLED: Final = 100
"""Clusters; resampling more takes time and is what large samples need least."""


def judge_interval(low: float, high: float, truth: float) -> Iterator[Answer]:
    """Yields whether an interval holds the truth and whether it excludes 0."""
    yield Answer("covered", float(low <= truth <= high))
    yield Answer("rejected", float(not low <= 0 <= high))


def judge_p(p_value: float) -> Answer:
    """Returns whether a p-value rejects."""
    return Answer("rejected", float(p_value <= ALPHA))


def judge_estimate(estimate: Estimate, truth: float) -> Iterator[Answer]:
    """Yields what t interval and t test say."""
    low, high = t_interval(estimate)
    yield Answer("covered", float(low <= truth <= high))
    yield judge_p(t_test(estimate))


def _estimate(sample: Paired) -> Estimate:
    return linearise_drop(sample.metric, sample.clean, sample.perturbed).estimate()


def _linearised(sample: Paired, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    low, high = t_interval(_estimate(sample))
    yield Answer("covered", float(low <= sample.truth <= high))


def _reported(test: TestName) -> Callable[[Paired, str], Iterator[Answer]]:
    """The report's own way to its p-value, which must have chosen this test."""

    def judge(sample: Paired, key: str) -> Iterator[Answer]:
        comparison = compare_pooled(sample.metric, sample.pairs, seed=0, key=key)
        if comparison.test != test:
            raise RuntimeError(f"the report uses {comparison.test} where {test} was expected")
        yield judge_p(comparison.p_value)

    return judge


def _exact(sample: Paired, key: str) -> Iterator[Answer]:
    del key  # nothing is drawn
    flips = count_flips(sample.metric, sample.pairs)
    yield judge_p(mcnemar_exact(flips.broken, flips.repaired))


def _percentile(sample: Paired, key: str) -> Iterator[Answer]:
    found = cross_check(sample.metric, sample.pairs, seed=0, key=key, draws=RESAMPLES)
    yield from judge_interval(*found.percentile, sample.truth)


def _bca(sample: Paired, key: str) -> Iterator[Answer]:
    found = cross_check(sample.metric, sample.pairs, seed=0, key=key, draws=RESAMPLES)
    yield from judge_interval(*found.bca, sample.truth)


def _is_small(sample: Paired) -> bool:
    return sample.clean.groups <= MOST_RESAMPLED


def _naive(sample: Paired, key: str) -> Iterator[Answer]:
    """Every example taken for independent."""
    del key  # nothing is drawn
    sides = (
        ClusterSums(matrix.statistics[:, None, :], np.ones((len(matrix.ids), 1), dtype=bool))
        for matrix in (sample.pairs[0].clean, sample.pairs[0].perturbed)
    )
    yield from judge_estimate(linearise_drop(sample.metric, *sides).estimate(), sample.truth)


def is_single(sample: Paired) -> bool:
    """Whether clusters are single right/wrong answers."""
    alone = len(sample.pairs) == 1 and sample.clean.groups == len(sample.pairs[0].clean.ids)
    return alone and count_flips(sample.metric, sample.pairs).binary


def keeps_sizes(sample: Paired) -> bool:
    """Whether both sides of every cluster have as many units."""
    sizes = [place for place, name in enumerate(sample.metric.columns) if name in ("n", "gold")]
    return np.array_equal(sample.clean.sums[..., sizes], sample.perturbed.sums[..., sizes])


def _is_clustered(sample: Paired) -> bool:
    return len(sample.pairs) == 1 and sample.clean.groups < len(sample.pairs[0].clean.ids)


def _changes_sizes(sample: Paired) -> bool:
    return not keeps_sizes(sample)


def _is_swapped(sample: Paired) -> bool:
    return keeps_sizes(sample) and not is_single(sample)


PAIRED: Final[tuple[Method[Paired], ...]] = (
    Method("linearised_t", "linearised cluster-robust t interval", Paired, _linearised),
    Method("mcnemar_midp", "mid-p McNemar", Paired, _reported("mcnemar_midp"), is_single, conservative=True),
    Method("mcnemar_exact", "exact McNemar", Paired, _exact, is_single, used=False, conservative=True),
    Method(
        "cluster_sign_flip",
        "cluster sign-flip permutation",
        Paired,
        _reported("cluster_sign_flip"),
        _is_swapped,
        conservative=True,
    ),
    Method(
        "cluster_t",
        "t test where a perturbation changes sizes",
        Paired,
        _reported("cluster_t"),
        _changes_sizes,
    ),
    Method(
        "bootstrap_percentile",
        f"cluster bootstrap, percentile, {RESAMPLES} resamples, up to {MOST_RESAMPLED} clusters",
        Paired,
        _percentile,
        _is_small,
        used=False,
    ),
    Method(
        "bootstrap_bca",
        f"cluster bootstrap, BCa, {RESAMPLES} resamples, up to {MOST_RESAMPLED} clusters",
        Paired,
        _bca,
        _is_small,
        used=False,
    ),
    Method("items_t", "t over items as if independent", Paired, _naive, _is_clustered, used=False),
)
