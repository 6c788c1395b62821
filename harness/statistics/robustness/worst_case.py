"""The least that each example scores, over several perturbations: right however the text is put.

Source: robust accuracy, ``mean_i min_k c_ik``; the clean text counts as one of the k, as in HELM
(Liang et al. 2022). It falls with the number of perturbations K, so only equal sets of them compare.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.errors import EmptyEvaluationSetError, RequestError
from harness.scores import Floats, Metric


def has_one_unit(metric: Metric, statistics: Floats) -> bool:
    """Whether each example is one unit of a mean, so that a score per example is defined.

    Not so for F1 over all spans, and not for tokens, whose number may change with the text.
    """
    return metric.columns[1:] == ("n",) and bool(np.all(statistics[:, 1] == 1))


def take_worst(sides: Sequence[Floats]) -> Floats:
    """Returns for each example the statistics of the side on which it scores least, (n, 2).

    Args:
        sides: K + 1 arrays (n, 2) of ``value, 1``, examples in one order, the clean one among them.

    Raises:
        EmptyEvaluationSetError: if there is no side, or no example.
        RequestError: if sides differ in shape, a value is not finite, or an example is not one unit.
    """
    if not sides or not len(sides[0]):
        raise EmptyEvaluationSetError(
            "no example to take the worst of", place="worst case", remedy="give the clean side at least"
        )
    for side in sides:
        if side.shape != sides[0].shape:
            raise RequestError(
                f"statistics of shape {side.shape} beside {sides[0].shape}",
                place="worst case",
                remedy="score all perturbations on the same examples",
            )
        if side.shape[1] != 2 or not np.isfinite(side).all() or not np.all(side[:, 1] == 1):
            raise RequestError(
                "an example is not one unit with a finite score",
                place="worst case",
                remedy="use a metric that is a mean over examples",
            )
    least = np.minimum.reduce([side[:, 0] for side in sides])
    return np.column_stack([least, np.ones(len(least))])
