"""Shingles by rarity among the evaluation texts, and what of a set must be looked at."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harness.leakage.shingles import Counts, Hashes, ShingleSets

SIMILARITY = Fraction(4, 5)
"""Jaccard similarity of shingle sets from which on two texts are near copies of each other."""

_FILTER_BITS = 22
_SPARED = 4
"""To look at a quarter of the shingles more, as many of them in common, spares most counting in full."""

Places = npt.NDArray[np.intp]


class Vocabulary:
    """The distinct shingles of all evaluation texts, the rarest first.

    Args:
        hashes: of all shingle sets together; how often one stands here is its frequency.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes, frequencies = np.unique(hashes, return_counts=True)
        order = np.argsort(frequencies, kind="stable")
        self._ranks = np.empty(len(order), dtype=np.int64)
        self._ranks[order] = np.arange(len(order))
        self._known = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        self._known[_shorten(self._hashes)] = True

    def __len__(self) -> int:
        return len(self._hashes)

    def rank(self, hashes: Hashes) -> Counts:
        """Returns the rank of each shingle, 0 for the rarest; -1 for one that no evaluation text has."""
        if not len(self):
            return np.full(len(hashes), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self) - 1)
        return np.where(self._hashes[places] == hashes, self._ranks[places], -1)

    def keep_hopeful(self, sets: ShingleSets) -> tuple[Places, ShingleSets]:
        """Returns the rows whose sets can be similar to an evaluation text, and their sets."""
        known = np.concatenate(([0], np.cumsum(self._known[_shorten(sets.hashes)])))
        ends = np.cumsum(sets.sizes)
        hits = known[ends] - known[ends - sets.sizes]
        hopeful = reaches(hits, sets.sizes)
        kept = np.repeat(hopeful, sets.sizes)
        sizes = sets.sizes[hopeful]
        rows = np.repeat(np.arange(len(sizes)), sizes)
        return np.flatnonzero(hopeful), ShingleSets(rows, sets.hashes[kept], sizes)


class RankedSets:
    """Shingle sets as rows over a vocabulary.

    Args:
        vocabulary: of the evaluation texts.
        sets: whatever texts' sets.

    Attributes:
        sizes: number of shingles of each set, known or not.
        matrix: 1 where a set has a shingle, (sets, vocabulary).
        demands: how many of its rarest shingles a set must share with one that is similar to it.
    """

    def __init__(self, vocabulary: Vocabulary, sets: ShingleSets) -> None:
        self.sizes = sets.sizes
        self.demands = 1 + sets.sizes // _SPARED
        ranks = vocabulary.rank(sets.hashes)
        known = ranks >= 0
        width = max(1, len(vocabulary))
        keys = np.sort(sets.rows[known] * width + ranks[known])
        rows = keys // width
        counts = np.bincount(rows, minlength=len(sets.sizes))
        starts = np.concatenate(([0], np.cumsum(counts)))
        self.matrix = _build_matrix(keys % width, starts, width)
        self._unknown = sets.sizes - counts
        self._order = np.arange(len(keys)) - starts[rows]

    def keep_rarest(self) -> sparse.csr_matrix:
        """Returns the matrix with only the rarest shingles of each set.

        Those that no evaluation text has are the rarest of all and count among them.
        """
        least = -(-self.sizes * SIMILARITY.numerator // SIMILARITY.denominator)
        wanted = self.sizes - least + self.demands - self._unknown
        counts = np.diff(self.matrix.indptr)
        kept = self._order < np.repeat(wanted, counts)
        starts = np.concatenate(([0], np.cumsum(np.clip(wanted, 0, counts))))
        return _build_matrix(self.matrix.indices[kept], starts, self.matrix.shape[1])


def reaches(shared: Counts, union: Counts) -> npt.NDArray[np.bool_]:
    """Returns where ``shared / union`` is at least ``SIMILARITY``."""
    return shared * SIMILARITY.denominator >= union * SIMILARITY.numerator


def _shorten(hashes: Hashes) -> Hashes:
    return hashes & np.uint64((1 << _FILTER_BITS) - 1)


def _build_matrix(columns: npt.NDArray[np.integer], starts: Counts, width: int) -> sparse.csr_matrix:
    ones = np.ones(len(columns), dtype=np.int32)
    return sparse.csr_matrix((ones, columns, starts), shape=(len(starts) - 1, width))
