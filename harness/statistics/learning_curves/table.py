"""What a learning curve is made of: pseudo-values by seed, size and cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, TypeAlias, TypeVar

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Floats, Metric, ScoreMatrix
from harness.statistics.clusters import sum_by_cluster
from harness.statistics.comparison import sum_both
from harness.statistics.linearised import Linearised, linearise_drop, linearise_score
from harness.statistics.pairs import Pair, check_matrix, check_pair, check_replicates

Quantity: TypeAlias = Literal["score", "drop"]

Item = TypeVar("Item", ScoreMatrix, Pair)
Replicates: TypeAlias = Sequence[Sequence[Sequence[Item]]]
"""By training seed, then by size, then by language."""


@dataclass(frozen=True, slots=True)
class SizeTable:
    """Scores, or drops, of S training seeds at M sizes over G clusters.

    Attributes:
        sizes: (M,) examples, ascending.
        values: (S, M, G) points: what each cluster makes each seed's score at each size; the mean
            over clusters is that score, and so is its error.
        quantity: what the values are.
        clusters: (G,) names, sorted; for curves that are compared.
    """

    sizes: Floats
    values: Floats = field(repr=False)
    quantity: Quantity
    clusters: tuple[str, ...] = field(repr=False)

    @property
    def seeds(self) -> int:
        """S, the number of training seeds."""
        return len(self.values)

    @property
    def by_seed(self) -> Floats:
        """(S, M) points."""
        means: Floats = self.values.mean(axis=2)
        return means

    @property
    def means(self) -> Floats:
        """(M,) points, means over seeds: what curves are fitted to, all sizes weighing the same."""
        means: Floats = self.by_seed.mean(axis=0)
        return means

    def turn(self, values: Floats) -> Floats:
        """Returns errors for values in points, and values for errors: a score's error is 100 less it."""
        return 100.0 - values if self.quantity == "score" else values


def tabulate_scores(metric: Metric, sizes: Sequence[float], replicates: Replicates[ScoreMatrix]) -> SizeTable:
    """Returns the mean score over languages for each seed and size.

    Args:
        metric: how statistics become points.
        sizes: M training-set sizes in examples.
        replicates: by training seed, then by size, then by language; the same examples throughout.

    Raises:
        EmptyEvaluationSetError: if there is no seed, no language, or no example.
        RequestError: if a size is not positive or occurs twice, a seed lacks a size, examples
            differ, or a score is not finite.
    """
    cells = _check_shape(metric, sizes, replicates)
    for matrix in chain.from_iterable(cells):
        check_matrix(metric, matrix, side="scores")
    check_replicates(metric, cells)
    linearised = [[linearise_score(metric, sum_by_cluster(cell)) for cell in seed] for seed in replicates]
    return _tabulate(metric, sizes, linearised, _Kind("score", _name_clusters(cells[0])))


def tabulate_drops(metric: Metric, sizes: Sequence[float], replicates: Replicates[Pair]) -> SizeTable:
    """Returns the mean drop over languages for each seed and size, paired by example.

    Args:
        metric: how statistics become points.
        sizes: M training-set sizes in examples.
        replicates: by training seed, then by size, then by language; the same examples throughout.

    Raises:
        EmptyEvaluationSetError: if there is no seed, no language, or no example.
        RequestError: as for ``tabulate_scores``, or if two sides are not aligned.
    """
    cells = _check_shape(metric, sizes, replicates)
    for pair in chain.from_iterable(cells):
        check_pair(metric, pair)
    clean = [[pair.clean for pair in pairs] for pairs in cells]
    check_replicates(metric, clean)
    linearised = [[linearise_drop(metric, *sum_both(cell)) for cell in seed] for seed in replicates]
    return _tabulate(metric, sizes, linearised, _Kind("drop", _name_clusters(clean[0])))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a table is of, and over which clusters."""

    quantity: Quantity
    clusters: tuple[str, ...]


def _name_clusters(matrices: Sequence[ScoreMatrix]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(matrix.groups for matrix in matrices))))


def _tabulate(
    metric: Metric, sizes: Sequence[float], linearised: Sequence[Sequence[Linearised]], kind: _Kind
) -> SizeTable:
    order = np.argsort(np.asarray(sizes, dtype=np.float64), kind="stable")
    values = np.stack([np.stack([seed[place].pseudo_values() for place in order]) for seed in linearised])
    if not np.isfinite(values).all():
        raise RequestError(
            f"a {kind.quantity} that is not a finite number",
            place=f"{metric.name}, learning curve",
            remedy="leave out the language in which the metric is undefined",
        )
    return SizeTable(np.asarray(sizes, dtype=np.float64)[order], values, kind.quantity, kind.clusters)


def _check_shape(
    metric: Metric, sizes: Sequence[float], replicates: Replicates[Item]
) -> list[Sequence[Item]]:
    """Returns the cells of all seeds and sizes, once they are found to be complete."""
    place = f"{metric.name}, learning curve"
    _check_sizes(sizes, place)
    if not replicates or not replicates[0] or not replicates[0][0]:
        raise EmptyEvaluationSetError(
            "no checkpoint", place=place, remedy="give at least one seed and one language"
        )
    for number, seed in enumerate(replicates, 1):
        if len(seed) != len(sizes):
            raise RequestError(
                f"seed {number} has {len(seed)} of the {len(sizes)} sizes",
                place=place,
                remedy="leave the seed out, or train it at every size",
            )
    return list(chain.from_iterable(replicates))


def _check_sizes(sizes: Sequence[float], place: str) -> None:
    for size in sizes:
        if not 0 < size < np.inf:
            raise RequestError(
                f"training-set size {size:g}",
                place=place,
                remedy="give sizes above 0; a model without such data is no point of the curve",
            )
        if list(sizes).count(size) > 1:
            raise RequestError(
                f"two points of {size:g} examples",
                place=place,
                remedy="give each size once, its seeds together",
            )
    if len(sizes) < 2:
        raise RequestError(
            f"{len(sizes)} training-set size", place=place, remedy="give at least two different sizes"
        )
