"""Scores that are a ratio of two totals, ``(value, n)``: the mean of a value per unit."""

from __future__ import annotations

import numpy as np

from harness.scores import Floats


def finish_mean(totals: Floats) -> Floats:
    """Returns ``100 · value / n`` for totals (..., 2); nan where ``n`` is 0."""
    value, n = totals[..., 0], totals[..., 1]
    score: Floats = np.divide(100.0 * value, n, out=np.full(np.shape(n), np.nan), where=n != 0)
    return score


def differentiate_mean(totals: Floats) -> Floats:
    """Returns the gradient ``100 · (1/n, -value/n²)`` at totals (2,); zeros where ``n`` is 0."""
    value, n = totals
    return np.array([100.0 / n, -100.0 * value / n**2]) if n else np.zeros(2)
