"""Logistic regression by Newton's method: two classes, a few columns, a ridge."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import expit

from harness.errors import RunError
from harness.scores import Floats
from harness.statistics.divergence.samples import Labels

_STEPS: Final = 100
_HALVINGS: Final = 30


def fit_logistic(features: Floats, labels: Labels, *, ridge: float = 1.0) -> Floats:
    """Returns weights and, last, the intercept, (k + 1,): the minimum of ``Σ log loss + ridge |w|² / 2``.

    The ridge does not hold the intercept. It makes the minimum one and finite also where a
    hyperplane parts the classes.

    Args:
        features: (n, k), columns of comparable size.
        labels: (n,), both values present.
        ridge: above 0.

    Raises:
        RunError: if Newton's method does not converge.
    """
    design = np.column_stack([features, np.ones(len(features))])
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 0.0
    signs = np.where(labels, 1.0, -1.0)
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        margins = signs * (design @ weights)
        chance = expit(-margins)  # of the wrong class
        slope = penalty * weights - design.T @ (signs * chance)
        if float(np.abs(slope).max()) < 1e-9 * len(labels):
            return weights
        curvature = design.T @ (design * (chance * (1.0 - chance))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(curvature, slope)
        weights = _descend(weights, step, design * signs[:, None], penalty)
    raise RunError(f"logistic regression did not converge in {_STEPS} steps of Newton's method.")


def _descend(weights: Floats, step: Floats, signed: Floats, penalty: Floats) -> Floats:
    """Goes the step, or the largest half, quarter … of it that does not raise the loss."""
    before = _loss(weights, signed, penalty)
    for halving in range(_HALVINGS):
        reached: Floats = weights - step / 2**halving
        if _loss(reached, signed, penalty) <= before + 1e-12 * abs(before):
            return reached
    raise RunError("logistic regression found no way down; its columns may be far from comparable size.")


def _loss(weights: Floats, signed: Floats, penalty: Floats) -> float:
    return float(np.logaddexp(0.0, -(signed @ weights)).sum() + (penalty * weights**2).sum() / 2)
