"""Retrieval of translations: the candidate nearest to the query by cosine is the answer.

Nothing is trained for it, so it needs no head: texts are embedded (mean over the
tokens of one layer) and ranked here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from harness.formats.base import ModelInput
from harness.formats.tokenization import TextEncoder

Vectors = npt.NDArray[np.float32]


def encode_text(text: str, encoder: TextEncoder) -> ModelInput:
    """Returns the sequence that embeds one side of a pair."""
    return encoder.encode_texts([text])[0]


def normalise(vectors: Vectors) -> Vectors:
    """Returns vectors (n, d) scaled to unit length; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return unit


def rank_candidates(queries: Vectors, candidates: Vectors) -> tuple[npt.NDArray[np.intp], Vectors]:
    """Returns for each query the index of its nearest candidate and its lead over the next.

    Args:
        queries: unit vectors (q, d).
        candidates: unit vectors (c, d).

    Returns:
        Indices (q,), the first among equals, and leads in cosine (q,).
    """
    cosines = queries @ candidates.T
    best = cosines.argmax(axis=1)
    if candidates.shape[0] == 1:
        return best, np.full(len(queries), np.inf, dtype=np.float32)
    top = np.partition(cosines, -2, axis=1)
    return best, top[:, -1] - top[:, -2]
