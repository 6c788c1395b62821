"""One set of examples under one condition: its score, and how each cluster moves it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Floats, Metric
from harness.statistics.robustness.condition import Condition


@dataclass(frozen=True, slots=True)
class Clustering:
    """Which cluster each example of a set is in.

    Attributes:
        codes: (n,), into ``places``.
        places: (g,), each cluster's place among the clusters of all sets, every place once.
    """

    codes: npt.NDArray[np.intp] = field(repr=False)
    places: npt.NDArray[np.intp] = field(repr=False)

    @classmethod
    def locate(cls, groups: Sequence[str], everywhere: Mapping[str, int]) -> Clustering:
        """Returns the clustering of examples by the names of their clusters."""
        names = {name: code for code, name in enumerate(sorted(set(groups)))}
        codes = np.fromiter((names[group] for group in groups), dtype=np.intp, count=len(groups))
        return cls(codes, np.array([everywhere[name] for name in names], dtype=np.intp))


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """Statistics of n examples of one language under one condition.

    Attributes:
        metric: how statistics become points.
        condition: under which the examples were scored.
        statistics: (n, k).
        clustering: of the n examples.
        weight: the set's share in the mean over sets (languages) of its condition.
    """

    metric: Metric
    condition: Condition
    statistics: Floats = field(repr=False)
    clustering: Clustering = field(repr=False)
    weight: float = 1.0

    def score(self) -> float:
        """Returns the score in points.

        Raises:
            EmptyEvaluationSetError: if there is no example.
            RequestError: if a statistic is not finite, or the score is not defined.
        """
        name = f"{self.condition.perturbation}, severity {self.condition.severity}"
        if not len(self.statistics):
            raise EmptyEvaluationSetError("no example to score", place=name, remedy="leave the set out")
        score = float(self.metric.finish(self.statistics.sum(axis=0)))
        if not math.isfinite(score):
            raise RequestError(
                f"{self.metric.name} of {score}", place=name, remedy="leave examples without a score out"
            )
        return score

    def influences(self) -> Floats:
        """Returns how each cluster moves the score, (g,), points; their squares sum to its variance.

        The same numbers as ``linearised.influences``, from examples and codes. Zeros for one cluster.
        """
        slope = self.metric.gradient(self.statistics.sum(axis=0))
        groups = len(self.clustering.places)
        raw: Floats = np.bincount(
            self.clustering.codes, weights=self.statistics @ slope, minlength=groups
        ).astype(np.float64)
        return raw * math.sqrt(groups / max(groups - 1, 1))
