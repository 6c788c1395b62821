"""Two sets of scores that were not made on the same examples: what both have, and what is lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Metric, ScoreMatrix
from harness.statistics.pairs import Pair, check_matrix, check_pair


@dataclass(frozen=True, slots=True)
class Attrition:
    """What an intersection left out, in examples.

    Attributes:
        kept: on both sides.
        only_clean: left out of the clean side.
        only_perturbed: left out of the other.
    """

    kept: int
    only_clean: int
    only_perturbed: int

    def describe(self) -> str:
        """Returns the counts as a sentence for a report's notes."""
        return (
            f"{self.kept} examples are on both sides; left out: {self.only_clean} of "
            f"{self.kept + self.only_clean} clean and {self.only_perturbed} of "
            f"{self.kept + self.only_perturbed} perturbed"
        )


def intersect(metric: Metric, clean: ScoreMatrix, perturbed: ScoreMatrix) -> tuple[Pair, Attrition]:
    """Returns both sides on the examples that both have, in the clean side's order.

    Comparisons refuse unaligned sides; this is the way to ask for less instead. Whoever uses it
    reports the attrition: what is missing on one side only is rarely missing at random.

    Args:
        metric: whose statistics these are.
        clean: (n, k).
        perturbed: (m, k), any order.

    Raises:
        EmptyEvaluationSetError: if a side is empty or no example is on both.
        RequestError: if an id stands twice on a side, an example is in different groups, or a
            matrix is malformed or not finite.
    """
    places = []
    for matrix, side in ((clean, "clean"), (perturbed, "perturbed")):
        check_matrix(metric, matrix, side=side)
        places.append(_index(metric, matrix, side))
    shared = [name for name in clean.ids if name in places[1]]
    if not shared:
        raise EmptyEvaluationSetError(
            f"no example is on both sides ({clean.ids[0]!r} …, {perturbed.ids[0]!r} …)",
            place=metric.name,
            remedy="score both sides on the same examples",
        )
    pair = Pair(_take(clean, places[0], shared), _take(perturbed, places[1], shared))
    check_pair(metric, pair)
    kept = len(shared)
    return pair, Attrition(kept, len(clean.ids) - kept, len(perturbed.ids) - kept)


def _index(metric: Metric, matrix: ScoreMatrix, side: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, name in enumerate(matrix.ids):
        if name in places:
            raise RequestError(
                f"example {name!r} stands twice on the {side} side",
                place=metric.name,
                remedy="give every example an id of its own",
            )
        places[name] = place
    return places


def _take(matrix: ScoreMatrix, places: dict[str, int], names: list[str]) -> ScoreMatrix:
    rows = np.array([places[name] for name in names])
    groups = tuple(matrix.groups[row] for row in rows)
    return ScoreMatrix(tuple(names), groups, matrix.statistics[rows])
