"""Totals of resampled clusters, in blocks that bound memory whatever the sizes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from harness.scores import Floats
from harness.statistics.collapse import DistinctRows, find_distinct

BLOCK_BYTES: Final = 1 << 22  # of each of the few arrays that are alive at a time; stays in the cache
_KEPT_BYTES: Final = 1 << 26  # rows up to this are converted once, larger ones a block at a time
_FEW_KINDS: Final = 64
_CHEAPER_BY_KIND: Final = 32  # one binomial costs as much as picking this many clusters
_EXACT_IN_SINGLE: Final = 2**24

Picked: TypeAlias = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


def draw_totals(
    distinct: DistinctRows, groups: int, generator: np.random.Generator, *, draws: int
) -> Iterator[Floats]:
    """Yields the totals of resampled clusters, (b, q) a block, B rows in all.

    The size of a block follows from the shapes and bounds memory; random numbers are taken
    resample by resample, so that it does not change what is drawn. Equal columns (the gold
    spans of 60 conditions) are multiplied once, and whole numbers in single precision where
    every total is exact in it.
    """
    columns = find_distinct(distinct.rows.T)
    precision = np.dtype(np.float32 if _fit_single(columns.rows, groups) else np.float64)
    fits = columns.rows.nbytes <= _KEPT_BYTES
    rows = columns.rows.T.astype(precision) if fits else columns.rows.T
    few = len(rows) <= _FEW_KINDS + groups // _CHEAPER_BY_KIND
    weigh = _Shares(distinct, generator) if few else _Picks(distinct, generator)
    step = max(1, BLOCK_BYTES // (8 * max(groups, distinct.rows.shape[1])))
    for start in range(0, draws, step):
        weights = np.empty((min(step, draws - start), len(rows)), dtype=precision)
        weigh.fill(weights)
        yield _multiply(weights, rows)[:, columns.codes]


class _Shares:
    """How often each of few distinct rows is drawn: a binomial for each."""

    def __init__(self, distinct: DistinctRows, generator: np.random.Generator) -> None:
        self._counts, self._generator = distinct.counts, generator

    def fill(self, weights: npt.NDArray[np.floating]) -> None:
        """Fills (b, D); every row sums to G."""
        groups = int(self._counts.sum())
        weights[:] = self._generator.multinomial(groups, self._counts / groups, size=len(weights))


class _Picks:
    """How often each of many distinct rows is drawn: G clusters picked one by one, then counted.

    How many of the picks fall on the first 2^b clusters is binomial. Which of these they are takes
    b random bits each, half the work of the bounded integers that the others need.
    """

    def __init__(self, distinct: DistinctRows, generator: np.random.Generator) -> None:
        groups = len(distinct.codes)
        self._first = 1 << (groups.bit_length() - 1)
        self._kinds = len(distinct.counts)
        self._codes = None if self._kinds == groups else distinct.codes
        self._rest = groups - self._first
        # a stream for each, so that the size of a block does not matter
        self._split, self._bits, self._bounded = generator.spawn(3)
        self._word = np.dtype(np.uint16 if self._first <= 1 << 16 else np.uint32)

    def fill(self, weights: npt.NDArray[np.floating]) -> None:
        """Fills (b, D); every row sums to G."""
        groups, draws = self._first + self._rest, len(weights)
        low = self._split.binomial(groups, self._first / groups, size=draws)
        words = -(-groups * self._word.itemsize // 8)
        bits = self._bits.integers(0, 1 << 64, size=(draws, words), dtype=np.uint64)
        first = bits.view(self._word) & self._word.type(self._first - 1)
        high = self._bounded.integers(0, max(1, self._rest), size=draws * groups - low.sum(), dtype=np.uint32)
        ends = np.cumsum(groups - low)
        for row, picks, count, end in zip(weights, first, low.tolist(), ends.tolist(), strict=True):
            self._count(row, picks[:count], high[end - groups + count : end])

    def _count(self, row: npt.NDArray[np.floating], first: Picked, rest: Picked) -> None:
        if self._codes is None:
            row[: self._first] = np.bincount(first, minlength=self._first)
            row[self._first :] = np.bincount(rest, minlength=self._rest)
        else:
            row[:] = np.bincount(self._codes[first], minlength=self._kinds)
            row += np.bincount(self._codes[self._first :][rest], minlength=self._kinds)


def _fit_single(rows: Floats, groups: int) -> bool:
    """Whether all totals are whole numbers that single precision holds exactly."""
    return all(
        np.abs(row).max(initial=0.0) * groups < _EXACT_IN_SINGLE and bool(np.all(row == np.rint(row)))
        for row in rows
    )


def _multiply(weights: npt.NDArray[np.floating], rows: npt.NDArray[np.floating]) -> Floats:
    """Returns ``weights @ rows``, converting as many rows at a time as fit in memory."""
    step = max(1, _KEPT_BYTES // (8 * max(1, rows.shape[1])))
    if len(rows) <= step:
        return (weights @ rows.astype(weights.dtype, copy=False)).astype(np.float64)
    totals = np.zeros((len(weights), rows.shape[1]))
    for start in range(0, len(rows), step):
        totals += weights[:, start : start + step] @ rows[start : start + step].astype(weights.dtype)
    return totals
