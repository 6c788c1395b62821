"""How far the probabilities that a model gives are from the gold: half the multiclass Brier score.

For one decision among K labels, with probabilities p (softmax of the logits) and gold y (1 at
the right label, else 0), it is ``Σ_k (p_k - y_k)² / 2``: 0 where the model is certain and
right, 1 where it is certain and wrong, ``(1 - p)²`` for two labels.

Source: Brier 1950 (Monthly Weather Review 78: 1-3), halved so that it ends at 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.scores import Floats

DECIMALS: Final = 2
"""Decimals that are kept of an example: the rest would depend on the company it was asked in."""

LOGIT_NOISE: Final = 1e-4
"""Error of a logit that a kept value must bear: ten times what batch shapes cause in float32."""

_CURVATURE: Final = 4 * LOGIT_NOISE**2
"""More than what the bend of the score adds to the slope over such an error."""


@dataclass(frozen=True, slots=True)
class Brier:
    """Half the Brier score of an example.

    Attributes:
        value: 0 (certain and right) to 1 (certain and wrong), the mean over its decisions.
        slope: by how much the value moves at most per logit of error in every logit, at most 1.
    """

    value: float
    slope: float

    @property
    def kept(self) -> float:
        """The value in hundredths."""
        return round(self.value, DECIMALS)

    @property
    def is_close(self) -> bool:
        """Whether an error of ``LOGIT_NOISE`` in the logits could change the value that is kept."""
        steps = self.value * 10**DECIMALS
        border = math.floor(steps) + 0.5
        return abs(steps - border) / 10**DECIMALS <= self.slope * LOGIT_NOISE + _CURVATURE


def measure_brier(logits: npt.NDArray[np.floating], gold: Sequence[int]) -> Brier:
    """Returns the mean half Brier score of an example's decisions.

    Args:
        logits: (decisions, labels), both at least 1.
        gold: index of the right label of each decision.
    """
    scores: Floats = logits.astype(np.float64)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: Floats = weights / weights.sum(axis=1, keepdims=True)
    apart = probabilities.copy()
    apart[np.arange(len(gold)), gold] -= 1.0
    # d value / d logit_j = p_j (d_j - Σ p d) with d = p - y: their absolute sum bounds the change
    centred = apart - (probabilities * apart).sum(axis=1, keepdims=True)
    slope = (probabilities * np.abs(centred)).sum(axis=1).mean()
    return Brier(float(np.square(apart).sum(axis=1).mean()) / 2, float(slope))
