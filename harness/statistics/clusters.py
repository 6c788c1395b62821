"""Sums of statistics by cluster: what all intervals and tests are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from harness.scores import Floats, Metric, ScoreMatrix


@dataclass(frozen=True, slots=True)
class ClusterSums:
    """Statistics of L sets summed by cluster, clusters in the order of their names.

    A set is one language (or one checkpoint in one language). A cluster's name means the
    same cluster in every set, so parallel examples are drawn and swapped together.

    Attributes:
        sums: (G, L, k), zeros where a set lacks the cluster.
        present: (G, L).
    """

    sums: Floats = field(repr=False)
    present: npt.NDArray[np.bool_] = field(repr=False)

    @property
    def groups(self) -> int:
        """G, the number of clusters."""
        return len(self.sums)

    @property
    def fewest(self) -> int:
        """Clusters in the set that has the fewest."""
        return int(self.present.sum(axis=0).min())

    def scores(self, metric: Metric) -> Floats:
        """Returns the score of each set in points, (L,)."""
        return metric.finish(self.sums.sum(axis=0))


def sum_by_cluster(matrices: Sequence[ScoreMatrix], *, names: Sequence[str] = ()) -> ClusterSums:
    """Returns the cluster sums of several sets, over all clusters that any of them has.

    Args:
        matrices: L sets.
        names: further clusters to make room for (those of another side).
    """
    sets = len(matrices)
    groups = list(chain.from_iterable(matrix.groups for matrix in matrices))
    unique, codes = np.unique([*groups, *names], return_inverse=True)
    owner = np.repeat(np.arange(sets), [len(matrix.groups) for matrix in matrices])
    cell = codes[: len(groups)] * sets + owner
    statistics = np.concatenate([matrix.statistics for matrix in matrices])
    size = len(unique) * sets
    sums = np.zeros((size, statistics.shape[1]))
    for column in range(statistics.shape[1]):
        sums[:, column] = np.bincount(cell, weights=statistics[:, column], minlength=size)
    present = np.bincount(cell, minlength=size) > 0
    return ClusterSums(sums=sums.reshape(len(unique), sets, -1), present=present.reshape(len(unique), sets))
