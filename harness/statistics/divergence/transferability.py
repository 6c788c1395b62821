"""How well features or a source model's outputs go with the labels of a task: LogME and LEEP.

Sources: You et al. 2021 (LogME: Practical Assessment of Pre-trained Models for Transfer Learning, ICML);
Nguyen et al. 2020 (LEEP, ICML).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.optimize import minimize_scalar

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.divergence.samples import PLACE

_GRID: Final = np.linspace(-30.0, 30.0, 241)
"""Logarithms of the ridge over the mean eigenvalue, among which the best is looked for first."""


@dataclass(frozen=True, slots=True)
class _Spectrum:
    """Features in their own axes.

    Attributes:
        eigenvalues: of F Fᵀ, (k,), k its rank.
        axes: (n, k), orthonormal.
    """

    eigenvalues: Floats = field(repr=False)
    axes: Floats = field(repr=False)


def log_maximum_evidence(features: Floats, labels: Sequence[str]) -> float:
    """Returns LogME in nats an example: higher is a better match of features and labels.

    The log evidence of a Bayesian linear model of each label's indicator on the features, weights
    ~ N(0, 1/α) and noise ~ N(0, 1/β), maximised over α and β, by example, averaged over labels. For a given
    α/β the best β has a closed form, so that one number is searched for on a grid and then refined,
    where the published fixed-point iteration may run away. Takes O(n d min(n, d)).

    Args:
        features: (n, d), as the encoder gives them.
        labels: n.

    Raises:
        RequestError: if shapes do not agree, a feature is not finite, all labels are one, or the labels are
            a linear function of the features without noise, which makes the evidence infinite.
    """
    _require(features, labels)
    spectrum = _decompose(features)
    kinds = sorted(set(labels))
    evidence = [_maximise(spectrum, np.array([one == kind for one in labels], dtype=float)) for kind in kinds]
    return float(np.mean(evidence)) / len(labels)


def log_expected_empirical(probabilities: Floats, labels: Sequence[str]) -> float:
    """Returns LEEP in nats an example, at most 0: higher is a better match of a source head and labels.

    ``mean log Σ_z P(y|z) θ(x)_z``: z the source task's labels, θ what its head gives each example of
    the target, ``P(y|z)`` from their mean products on the same examples.

    Args:
        probabilities: (n, Z), rows that sum to 1.
        labels: n, of the target.

    Raises:
        RequestError: if shapes do not agree, rows are no distributions, or all labels are one.
    """
    _require(probabilities, labels)
    if probabilities.min() < 0 or np.abs(probabilities.sum(axis=1) - 1).max() > 1e-4:
        raise RequestError("rows that do not sum to 1", place=PLACE, remedy="give probabilities, not logits")
    kinds, codes = np.unique(np.asarray(labels), return_inverse=True)
    joint = np.zeros((len(kinds), probabilities.shape[1]))
    np.add.at(joint, codes, probabilities / len(labels))
    totals = joint.sum(axis=0)
    given = joint / np.where(totals > 0, totals, 1.0)
    return float(np.log(np.einsum("nz,nz->n", given[codes], probabilities)).mean())


def _decompose(features: Floats) -> _Spectrum:
    axes, scale, _ = np.linalg.svd(np.asarray(features, dtype=np.float64), full_matrices=False)
    solid = scale > scale[0] * max(features.shape) * np.finfo(np.float64).eps
    if not solid.any():
        raise RequestError("all features are 0", place=PLACE, remedy="check the encoder")
    return _Spectrum(scale[solid] ** 2, axes[:, solid])


def _maximise(spectrum: _Spectrum, target: Floats) -> float:
    """Returns the maximum over α and β of the log evidence of one target (n,)."""
    shares = (spectrum.axes.T @ target) ** 2
    rest = max(0.0, float(target @ target) - float(shares.sum()))
    if rest < 1e-9 * float(target @ target):
        if len(shares) < len(target):
            raise RequestError(
                "the labels are a linear function of the features without noise",
                place=PLACE,
                remedy="give more examples than features, or check that no feature holds the label",
            )
        rest = 0.0

    def lose(position: float) -> float:
        return -_evidence(position, spectrum.eigenvalues, shares, rest=rest, n=len(target))

    best = int(np.argmin([lose(float(position)) for position in _GRID]))
    around = _GRID[max(0, best - 1)], _GRID[min(len(_GRID) - 1, best + 1)]
    refined = minimize_scalar(lose, bounds=around, method="bounded", options={"xatol": 1e-9})
    least: float = min(float(refined.fun), lose(float(_GRID[best])))
    return -least


def _evidence(position: float, eigenvalues: Floats, shares: Floats, *, rest: float, n: int) -> float:
    """Returns the log evidence at α/β = mean eigenvalue · e^position and the best β there."""
    growth = eigenvalues / (float(eigenvalues.mean()) * np.exp(position))
    noise = (float((shares / (1.0 + growth)).sum()) + rest) / n
    return -0.5 * (n * (math.log(2.0 * math.pi * noise) + 1.0) + float(np.log1p(growth).sum()))


def _require(features: Floats, labels: Sequence[str]) -> None:
    if features.ndim != 2 or len(features) != len(labels):
        raise RequestError(
            f"features of shape {features.shape} for {len(labels)} labels",
            place=PLACE,
            remedy="give one row a label",
        )
    if not np.isfinite(features).all():
        raise RequestError("a feature is not finite", place=PLACE, remedy="embed the texts again")
    if len(set(labels)) < 2:
        raise RequestError(
            f"{len(set(labels))} different labels in {len(labels)}",
            place=PLACE,
            remedy="give examples of two labels or more",
        )
