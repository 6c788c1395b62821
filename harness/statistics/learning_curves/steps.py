"""Steps of a curve from one size to the next, and which of them go the wrong way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.statistics.corrections import adjust
from harness.statistics.estimate import ALPHA
from harness.statistics.learning_curves.contrast import Contrast, contrast_sizes, slope_weights
from harness.statistics.learning_curves.table import SizeTable


@dataclass(frozen=True, slots=True)
class Step:
    """The change between two neighbouring sizes, paired by seed and cluster.

    Attributes:
        smaller, larger: sizes in examples.
        change: points, value at the larger size less that at the smaller.
        p_adjusted: by Holm over the steps of the curve.
        against: whether it is significant and goes against the curve: a score that falls with
            more data, a drop that moves against its own trend.
    """

    smaller: float
    larger: float
    change: Contrast
    p_adjusted: float
    against: bool


def compare_neighbours(table: SizeTable) -> tuple[Step, ...]:
    """Returns the tested steps of a curve, from the smallest size on."""
    sizes, count = table.sizes, len(table.sizes)
    weights = np.eye(count)[1:] - np.eye(count)[:-1]
    changes = [contrast_sizes(table.values, row) for row in weights]
    adjusted = adjust([change.p_value for change in changes], method="holm")
    direction = 1.0 if table.quantity == "score" else float(table.means @ slope_weights(sizes))
    return tuple(
        Step(
            smaller=float(sizes[place]),
            larger=float(sizes[place + 1]),
            change=change,
            p_adjusted=p,
            against=p < ALPHA and change.value * direction < 0,
        )
        for place, (change, p) in enumerate(zip(changes, adjusted, strict=True))
        if p is not None
    )
