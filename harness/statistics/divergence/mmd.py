"""Unbiased squared maximum mean discrepancy with an RBF kernel.

Source: Gretton et al. 2012 (A Kernel Two-Sample Test, JMLR 13), lemma 6; bandwidth by the median
of distances that are not 0, as in their code.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from harness.errors import RequestError
from harness.scores import Floats
from harness.statistics.divergence.permutations import DRAWS, Divergence, conclude, deal_labels
from harness.statistics.divergence.samples import PLACE, Labels, PooledVectors

LARGEST: Final = 2_000
"""Texts a set that the kernel of all pairs is kept of (128 MB); ``pool_vectors`` takes it as a limit."""

_BLOCK: Final = 256
_SAME: Final = 1e-12  # of the mean squared distance; closer vectors are one


def measure_mmd(pooled: PooledVectors, generator: np.random.Generator, *, draws: int = DRAWS) -> Divergence:
    """Returns MMD², 0 in expectation where both sets are of one distribution, and at most 2.

    ``k(x, y) = exp(-|x - y|² / 2σ²)``, σ² the median squared distance over all pairs of both sets, and
    ``MMD² = Σ k(x, x') / n(n-1) + Σ k(y, y') / n(n-1) - 2 Σ k(x, y) / n²`` without pairs of a text with
    itself. The kernel does not depend on labels, so all permutations are one product of the kernel
    and the matrix of labels. Takes O(n² (d + draws)).

    Args:
        pooled: n vectors of each set.
        generator: deals labels.
        draws: permutations.

    Raises:
        RequestError: if all vectors are the same, or there are too many for memory.
    """
    n = len(pooled.values) // 2
    if n > LARGEST:
        raise RequestError(f"{n} texts a set", place=PLACE, remedy=f"take {LARGEST} of each, or fewer")
    labels = deal_labels(pooled.first, generator, draws)
    return conclude("mmd", statistics(kernel_of(pooled.values), labels), n)


def kernel_of(values: Floats) -> Floats:
    """Returns the RBF kernel of all pairs with a diagonal of 0, (2n, 2n).

    Raises:
        RequestError: if all vectors are the same.
    """
    squared = square_distances(values)
    scale = find_bandwidth(squared)
    squared /= -2.0 * scale
    kernel: Floats = np.exp(squared, out=squared)
    np.fill_diagonal(kernel, 0.0)
    return kernel


def square_distances(values: Floats) -> Floats:
    """Returns squared Euclidean distances, (2n, 2n); vectors that differ by rounding are at 0."""
    centred = values - values.mean(axis=0)
    lengths = np.einsum("ij,ij->i", centred, centred)
    squared: Floats = centred @ centred.T
    squared *= -2.0
    squared += lengths[:, None]
    squared += lengths
    squared[squared < _SAME * 2.0 * lengths.mean()] = 0.0
    return squared


def find_bandwidth(squared: Floats) -> float:
    """Returns the median squared distance of pairs that are not the same.

    Raises:
        RequestError: if all are.
    """
    pairs = np.concatenate([row[place + 1 :] for place, row in enumerate(squared)])
    apart = pairs if pairs.min() > 0 else pairs[pairs > 0]
    if not len(apart):
        raise RequestError(
            "all vectors of both sets are the same",
            place=PLACE,
            remedy="check that the encoder is trained and the texts differ",
        )
    return float(np.median(apart, overwrite_input=True))


def statistics(kernel: Floats, labels: Labels) -> Floats:
    """Returns MMD² for each row of labels, (B,).

    With signs z = ±1 of equally many, the sum over pairs of one side less that over pairs of two is
    q = zᵀKz, and MMD² = (T + q) / 2n(n-1) - (T - q) / 2n² with T the sum of the kernel.
    """
    n = len(kernel) // 2
    blocks = [labels[start : start + _BLOCK] for start in range(0, len(labels), _BLOCK)]
    q = np.concatenate([_contrast(kernel, np.where(block, 1.0, -1.0).T) for block in blocks])
    total = float(kernel.sum())
    found: Floats = (total + q) / (2 * n * (n - 1)) - (total - q) / (2 * n * n)
    return found


def _contrast(kernel: Floats, signs: Floats) -> Floats:
    found: Floats = np.einsum("ib,ib->b", signs, kernel @ signs)
    return found
