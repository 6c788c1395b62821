"""Does a drop (or a score) depend on the amount of training data, and do two curves differ in that?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.learning_curves.contrast import Contrast, contrast_sizes, slope_weights
from harness.statistics.learning_curves.permute_sizes import permute_sizes
from harness.statistics.learning_curves.table import SizeTable


@dataclass(frozen=True, slots=True)
class Trend:
    """How a value moves with the size.

    Attributes:
        slope: points per doubling of the size.
        p_permutation: two-sided, of sizes that change places within seeds; a cross-check that
            needs no estimate of error, and cannot be small where sizes and seeds are few.
    """

    slope: Contrast
    p_permutation: float


@dataclass(frozen=True, slots=True)
class CurveDifference:
    """One curve less another at the same sizes.

    Attributes:
        slope: points per doubling of the size.
        level: points, mean over the sizes.
    """

    slope: Contrast
    level: Contrast


def measure_trend(table: SizeTable, *, seed: int, key: str) -> Trend:
    """Returns the least-squares slope over log2 of the size, tested over seeds and clusters.

    Args:
        table: scores or drops.
        seed: of the run.
        key: names the curve; permutations depend on ``(seed, key)`` alone.

    A slope is a linear contrast of the sizes, so each seed and cluster has one, and the rest is
    ``compare_seeds``.
    """
    weights = slope_weights(table.sizes)
    generator = derive_generator(seed, "permute_sizes", key)
    return Trend(contrast_sizes(table.values, weights), permute_sizes(table.by_seed, weights, generator))


def compare_curves(first: SizeTable, second: SizeTable) -> CurveDifference:
    """Returns the first curve less the second: slopes, and means over the sizes.

    Seeds are paired in order and clusters by name; a cluster that one curve lacks (another
    perturbation changed other examples) contributes on the other side only.

    Raises:
        RequestError: if sizes or numbers of seeds differ, or a score is compared with a drop.
    """
    _check_alike(first, second)
    names = sorted({*first.clusters, *second.clusters})
    values = _spread(first, names) - _spread(second, names)
    sizes = first.sizes
    level = np.full(len(sizes), 1 / len(sizes))
    return CurveDifference(
        contrast_sizes(values, slope_weights(sizes)),
        contrast_sizes(values, level),
    )


def _spread(table: SizeTable, names: list[str]) -> Floats:
    """Returns pseudo-values over more clusters, (S, M, G'), of the same mean and the same error."""
    if len(names) == len(table.clusters):
        return table.values
    ours, all_ = len(table.clusters), len(names)
    factor = math.sqrt(all_ * (all_ - 1) / max(ours * (ours - 1), 1))
    mean = table.by_seed[..., None]
    values = np.repeat(mean, all_, axis=2)
    places = np.searchsorted(np.array(names), np.array(table.clusters))
    values[..., places] = mean + (table.values - mean) * factor
    return values


def _check_alike(first: SizeTable, second: SizeTable) -> None:
    for what, ours, theirs in (
        ("sizes", [f"{size:g}" for size in first.sizes], [f"{size:g}" for size in second.sizes]),
        ("seeds", [str(first.seeds)], [str(second.seeds)]),
        ("values", [first.quantity], [second.quantity]),
    ):
        if ours != theirs:
            raise RequestError(
                f"{what} {', '.join(ours)} on one side and {', '.join(theirs)} on the other",
                place="comparison of learning curves",
                remedy=f"compare curves of the same {what}",
            )
