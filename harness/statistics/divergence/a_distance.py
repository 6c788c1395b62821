"""Proxy-A distance: how well a linear classifier tells two sets apart.

Source: Ben-David et al. 2007 (Analysis of Representations for Domain Adaptation); Blitzer et al. 2007.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.divergence.logistic import fit_logistic
from harness.statistics.divergence.permutations import Divergence, conclude, deal_labels
from harness.statistics.divergence.projection import COMPONENTS, project
from harness.statistics.divergence.samples import PLACE, Labels, PooledVectors

DRAWS: Final = 99
"""Permutations by default; each trains a classifier a fold."""
FOLDS: Final = 5
SATURATED: Final = (
    "the classifier makes no error: 2 is the end of this scale, what lies farther looks the same"
)


def measure_a_distance(
    pooled: PooledVectors,
    generator: np.random.Generator,
    *,
    draws: int = DRAWS,
    components: int = COMPONENTS,
) -> Divergence:
    """Returns ``2 (1 - 2ε)``, ε the error of logistic regression over five folds.

    0: the sets cannot be told apart; 2: always, and no larger distance can be seen. Slightly below 0
    is chance. The classifier sees principal components of unit variance, at most 64 (a ridge of 1,
    which is the C = 1 of scikit-learn).

    Args:
        pooled: n vectors of each set.
        generator: deals folds, then labels.
        draws: permutations.
        components: principal components, at most.

    Raises:
        RequestError: if all vectors are the same, or a set has fewer texts than folds.
    """
    n = len(pooled.values) // 2
    if n < FOLDS:
        raise RequestError(f"{n} texts a set", place=PLACE, remedy=f"give {FOLDS} or more, one a fold")
    projected = project(pooled.values, components=components)
    features = projected.values / np.sqrt(projected.variances)
    ranks = generator.permutation(2 * n)
    labels = deal_labels(pooled.first, generator, draws)
    values = np.array([2.0 * (1.0 - 2.0 * _err(features, row, ranks)) for row in labels])
    notes = (projected.note, SATURATED) if values[0] == 2.0 else (projected.note,)
    return conclude("a_distance", values, n, notes=notes)


def _err(features: Floats, first: Labels, ranks: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Returns the cross-validated share of errors; a text on the boundary is half of one."""
    folds = np.empty(len(first), dtype=np.int64)
    for side in (first, ~first):
        rows = np.flatnonzero(side)
        folds[rows[np.argsort(ranks[rows])]] = np.arange(len(rows)) % FOLDS
    wrong = 0.0
    for fold in range(FOLDS):
        held = folds == fold
        weights = fit_logistic(features[~held], first[~held])
        margins = np.where(first[held], 1.0, -1.0) * (features[held] @ weights[:-1] + weights[-1])
        wrong += np.count_nonzero(margins < 0) + np.count_nonzero(margins == 0) / 2
    return wrong / len(first)
