"""Two score matrices of one set of examples, and the refusals that keep numbers honest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Metric, ScoreMatrix


@dataclass(frozen=True, slots=True)
class Pair:
    """Clean and perturbed statistics of the same examples, in the same order.

    Attributes:
        clean: the reference side.
        perturbed: the other side.
        changed: (n,), whether each example's prediction changed; None where unknown.
    """

    clean: ScoreMatrix
    perturbed: ScoreMatrix
    changed: npt.NDArray[np.bool_] | None = field(default=None, repr=False)


def check_matrix(metric: Metric, matrix: ScoreMatrix, *, side: str) -> None:
    """Refuses what cannot be scored.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if the statistics do not fit the ids, groups or metric, or are not finite.
    """
    n, place = len(matrix.ids), f"{metric.name}, {side}"
    if n == 0:
        raise EmptyEvaluationSetError("no example to compare", place=place, remedy="check the filters")
    if matrix.statistics.shape != (n, len(metric.columns)) or len(matrix.groups) != n:
        raise RequestError(
            f"statistics of shape {matrix.statistics.shape} for {n} ids and {len(matrix.groups)} groups",
            place=place,
            remedy=f"give one group and {len(metric.columns)} statistics per id",
        )
    finite = np.isfinite(matrix.statistics).all(axis=1)
    if not finite.all():
        raise RequestError(
            f"example {matrix.ids[int(np.argmin(finite))]!r} has a statistic that is not a finite number",
            place=place,
            remedy="leave the example out on both sides",
        )


def check_pair(metric: Metric, pair: Pair) -> None:
    """Refuses two sides that are not about the same examples in the same order.

    Raises:
        EmptyEvaluationSetError: if there is no example.
        RequestError: if ids, groups or the number of flags differ, or a matrix is malformed.
    """
    check_matrix(metric, pair.clean, side="clean")
    check_matrix(metric, pair.perturbed, side="perturbed")
    check_aligned(metric, (pair.clean, pair.perturbed), sides=("clean", "perturbed"))
    if pair.changed is not None and pair.changed.shape != (len(pair.clean.ids),):
        raise RequestError(
            f"flags of shape {pair.changed.shape} for {len(pair.clean.ids)} examples",
            place=f"{metric.name}, changed predictions",
            remedy="say for each example whether its prediction changed",
        )


def check_aligned(metric: Metric, matrices: Sequence[ScoreMatrix], *, sides: Sequence[str]) -> None:
    """Refuses matrices whose ids or groups are not those of the first.

    Raises:
        RequestError: naming the first example that differs.
    """
    first = matrices[0]
    for matrix, side in zip(matrices[1:], sides[1:], strict=True):
        for kind, ours, theirs in (("id", first.ids, matrix.ids), ("group", first.groups, matrix.groups)):
            if ours != theirs:
                raise RequestError(
                    _describe_difference(kind, ours, theirs, sides=(sides[0], side)),
                    place=metric.name,
                    remedy="score both sides on the same examples in the same order",
                )


def check_replicates(metric: Metric, replicates: Sequence[Sequence[ScoreMatrix]]) -> None:
    """Refuses seeds that were not scored on the same examples of the same languages.

    Raises:
        RequestError: naming the first seed that differs.
    """
    names = [f"seed {position + 1}" for position in range(len(replicates))]
    for name, matrices in zip(names, replicates, strict=True):
        if len(matrices) != len(replicates[0]):
            raise RequestError(
                f"{len(matrices)} languages for {name} and {len(replicates[0])} for seed 1",
                place=metric.name,
                remedy="score all seeds on the same languages in the same order",
            )
    for matrices in zip(*replicates, strict=True):
        check_aligned(metric, matrices, sides=names)


def _describe_difference(
    kind: str, ours: tuple[str, ...], theirs: tuple[str, ...], *, sides: tuple[str, str]
) -> str:
    if len(ours) != len(theirs):
        return f"{len(ours)} examples on the {sides[0]} side and {len(theirs)} on the {sides[1]} side"
    at = next(i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b)
    return (
        f"example {at + 1} has {kind} {ours[at]!r} on the {sides[0]} side "
        f"and {theirs[at]!r} on the {sides[1]} side"
    )
