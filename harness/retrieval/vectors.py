"""Vectors of texts: unit length, exact cosines, and decisions that batches cannot sway."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float32]
Cosines: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.intp]

CLOSE_COSINE = 1e-5
"""Lead in cosine under which candidates are compared again by vectors that were embedded alone:
far above what the shape of a batch changes (about 1e-7), far below what a model means."""


def normalise(vectors: Vectors) -> Vectors:
    """Returns vectors (n, d) scaled to unit length; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return unit


def exact_cosines(left: Vectors, right: Vectors) -> Cosines:
    """Returns the cosines of unit vectors (..., d) in float64, each pair summed in the same order."""
    products: Cosines = left.astype(np.float64) * right
    cosines: Cosines = products.sum(axis=-1)
    return cosines


def rank_settled(
    cosines: Cosines, ties: Indices, depth: int, settle: Callable[[Indices], Cosines]
) -> Indices:
    """Returns the places of the ``depth`` highest cosines, best first.

    Neighbours in the order that are closer than ``CLOSE_COSINE`` are ordered by settled
    cosines instead, and by ``ties`` where these are equal too.

    Args:
        cosines: (m,).
        ties: (m,), the smaller wins.
        depth: how many are wanted.
        settle: gives the settled cosines of some places.
    """
    order: Indices = np.lexsort((ties, -cosines))
    close = -np.diff(cosines[order]) < CLOSE_COSINE
    start = 0
    while start < min(depth, len(order)):
        end = start + 1
        while end < len(order) and close[end - 1]:
            end += 1
        if end - start > 1:
            run = order[start:end]
            order[start:end] = run[np.lexsort((ties[run], -settle(run)))]
        start = end
    return order[:depth]
