"""Sums of statistics by cluster: what all intervals and tests are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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
        names: (G,), of the clusters; empty where they are not known.
    """

    sums: Floats = field(repr=False)
    present: npt.NDArray[np.bool_] = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)

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
    groups = tuple(chain.from_iterable(matrix.groups for matrix in matrices))
    unique, codes = _code((*groups, *names) if names else groups)
    owner = np.repeat(np.arange(sets), [len(matrix.groups) for matrix in matrices])
    cell = codes[: len(groups)] * sets + owner
    statistics = np.concatenate([matrix.statistics for matrix in matrices])
    size = len(unique) * sets
    sums = np.column_stack([_add(cell, column, size) for column in statistics.T])
    present = np.bincount(cell, minlength=size) > 0
    return ClusterSums(
        sums=sums.reshape(len(unique), sets, -1), present=present.reshape(len(unique), sets), names=unique
    )


@lru_cache(maxsize=8)
def _code(groups: tuple[str, ...]) -> tuple[tuple[str, ...], npt.NDArray[np.intp]]:
    """Returns the sorted names and the place of each group's; kept for the other side and other metrics."""
    names = tuple(sorted(set(groups)))
    places = {name: place for place, name in enumerate(names)}
    codes = np.fromiter(map(places.__getitem__, groups), dtype=np.intp, count=len(groups))
    codes.setflags(write=False)
    return names, codes


def _add(cell: npt.NDArray[np.intp], values: Floats, size: int) -> Floats:
    """Returns the sum in each cell; addends of fractions in order of size, so that theirs does not matter."""
    if np.any(values != np.rint(values)):
        order = np.argsort(values)
        cell, values = cell[order], values[order]
    sums: Floats = np.bincount(cell, weights=values, minlength=size).astype(np.float64, copy=False)
    return sums
