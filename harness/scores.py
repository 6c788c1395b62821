"""Predictions, sufficient statistics and comparisons: the values on the model's side of a run.

Units: scores and drops are *points* (0-100) wherever a field does not say "fraction".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from harness.types import Example, Gold

Floats: TypeAlias = npt.NDArray[np.float64]

Prediction: TypeAlias = str | int | tuple[str, ...]
"""A label, answer text or retrieved id (str); a choice index (int); tags (tuple)."""


class Predictor(Protocol):
    """A checkpoint that answers a task's examples."""

    def predict(self, examples: Sequence[Example]) -> tuple[Prediction, ...]:
        """Returns one prediction per example, in order; independent of batch size and order."""
        ...


@dataclass(frozen=True, slots=True)
class Forecast:
    """A prediction and how far its probabilities are from the gold.

    Attributes:
        prediction: as ``Predictor.predict`` gives it.
        brier: half the Brier score in hundredths, 0 (certain and right) to 1 (certain and wrong);
            None where there are no probabilities or no gold.
    """

    prediction: Prediction
    brier: float | None


@runtime_checkable
class Forecaster(Protocol):
    """A predictor whose answers come with probabilities."""

    def forecast(self, examples: Sequence[Example]) -> tuple[Forecast, ...]:
        """Returns one forecast per example, in order; independent of batch size and order."""
        ...


class Metric(Protocol):
    """A score that is a function of column sums of per-example statistics.

    ``finish`` maps totals of shape (..., k) to scores in points of shape (...);
    ``gradient`` maps totals of shape (k,) to d finish / d totals of shape (k,).
    """

    name: str
    columns: tuple[str, ...]

    def measure(self, gold: Gold, prediction: Prediction, language: str) -> tuple[float, ...]:
        """Returns the k sufficient statistics of one example."""
        ...

    def finish(self, totals: Floats) -> Floats:
        """Returns the score in points for each row of totals; nan where undefined."""
        ...

    def gradient(self, totals: Floats) -> Floats:
        """Returns the gradient of ``finish`` at one row of totals."""
        ...


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """Per-example sufficient statistics of one metric on one set of examples.

    Attributes:
        ids: n example ids.
        groups: n cluster names.
        statistics: float64 (n, k), columns as ``Metric.columns``.
    """

    ids: tuple[str, ...]
    groups: tuple[str, ...]
    statistics: Floats = field(repr=False)


TestName: TypeAlias = Literal["mcnemar_midp", "cluster_sign_flip", "cluster_t", "none"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Clean against perturbed (or baseline against candidate), in points.

    Attributes:
        n: examples compared (perturbed side where the two differ).
        n_groups: clusters among them.
        clean: score of the clean side.
        perturbed: score of the perturbed side.
        drop: ``clean - perturbed``.
        drop_low, drop_high: 95 % interval of the drop.
        test: which test gave ``p_value``.
        p_value: two-sided.
        standard_error: of the drop, points; infinite with one cluster, where nothing is known.
        df: its degrees of freedom.
        effect_size: see ``effect_size_name``; nan where undefined.
        effect_size_name: "odds_ratio" (broken : repaired) or "cohen_dz" (by cluster).
        effect_low, effect_high: 95 % interval of the odds ratio, by cluster; an end may be infinite,
            and both are nan where there is none.
        cohen_g: ``broken / (broken + repaired) - ½``; nan unless examples are right or wrong.
        flip_rate: fraction of examples whose prediction changed; nan if not paired.
        broken, repaired: right → wrong and wrong → right counts (strictly better or worse
            for graded metrics); 0 if not paired.
        minimum_detectable_drop: points at 80 % power, two-sided α = 0.05.
        n_needed: examples that would make the observed drop significant at 80 % power; 0 if
            the drop is 0.
        equivalent_within: smallest margin in points that two one-sided tests at 5 % confirm: the
            larger end of the 90 % interval.
        notes: cautions ("fewer than 30 clusters").
    """

    n: int
    n_groups: int
    clean: float
    perturbed: float
    drop: float
    drop_low: float
    drop_high: float
    test: TestName
    p_value: float
    standard_error: float
    df: float
    effect_size: float
    effect_size_name: Literal["odds_ratio", "cohen_dz", "none"]
    effect_low: float
    effect_high: float
    cohen_g: float
    flip_rate: float
    broken: int
    repaired: int
    minimum_detectable_drop: float
    n_needed: int
    equivalent_within: float
    notes: tuple[str, ...] = ()
