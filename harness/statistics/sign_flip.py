"""Cluster sign-flip permutation test: swap clean and perturbed, a whole cluster at a time."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from harness.scores import Floats, Metric
from harness.statistics.clusters import ClusterSums
from harness.statistics.collapse import find_distinct

DRAWS: Final = 9_999
EXACT_UP_TO: Final = 12
TIE: Final = 1e-9  # points; draws this close to the observed drop count as equal to it
_ALIKE: Final = 4  # from so many clusters of one difference on, their number is drawn
_COUNT_BITS_UP_TO: Final = 512  # above, a binomial is cheaper than so many random bits
_CHUNK: Final = 2_048  # clusters whose swaps are in memory at a time
_BY_TABLE_UP_TO: Final = 4  # columns; above, matrix multiplication is faster

Swaps = npt.NDArray[np.uint8]


def sign_flip(
    metric: Metric, clean: ClusterSums, perturbed: ClusterSums, generator: np.random.Generator
) -> float:
    """Returns the two-sided p-value of the mean drop over sets.

    If the perturbation does nothing, either side of a cluster could have been the clean one.
    Totals are recomputed for each draw and the metric is applied to them, so the test is exact
    under that hypothesis for F1 as for accuracy. Clusters without a difference cannot move
    anything and are left out; if at most 12 remain, all swaps are enumerated, otherwise
    ``p = (1 + #{|d*| ≥ |d|}) / (B + 1)`` with B = 9,999. Memory does not grow with the clusters.
    """
    differences = (clean.sums - perturbed.sums).reshape(clean.groups, -1)
    active = differences[np.any(differences != 0, axis=1)]
    exact = len(active) <= EXACT_UP_TO
    swapped = sum_swapped(enumerate_swaps(len(active)), active) if exact else draw_swapped(active, generator)
    moved = swapped.reshape(-1, *clean.sums.shape[1:])
    ours, theirs = clean.sums.sum(axis=0), perturbed.sums.sum(axis=0)
    drops = np.mean(metric.finish(ours - moved) - metric.finish(theirs + moved), axis=-1)
    observed = float(np.mean(metric.finish(ours) - metric.finish(theirs)))
    extreme = int(np.count_nonzero(np.abs(drops) >= abs(observed) - TIE))
    return extreme / len(drops) if exact else (1 + extreme) / (len(drops) + 1)


def draw_swapped(differences: Floats, generator: np.random.Generator) -> Floats:
    """Returns what 9,999 random swaps of clusters move from one side to the other, (B, q).

    Clusters of the same difference, up to its sign, are exchangeable: how many of m are swapped
    is binomial, so that one number stands for all of them. This is exact in distribution.
    The signs are taken relative to the first column that differs; swapping the two sides of a
    test then gives the same arrangements of the data and the same p.

    Args:
        differences: (G, q), no row all zeros.
        generator: the only source of randomness, used in the order of the rows.
    """
    first = np.argmax(differences != 0, axis=1)
    negative = differences[np.arange(len(differences)), first] < 0
    distinct = find_distinct(np.where(negative[:, None], -differences, differences))
    alike = distinct.counts >= _ALIKE
    counts = distinct.counts[alike]
    swapped = np.empty((len(counts), DRAWS))
    for row, count in zip(swapped, counts.tolist(), strict=True):
        row[:] = count_heads(count, generator)
    single = ~alike[distinct.codes]
    total: Floats = swapped.T @ distinct.rows[alike]
    total += _sum_random(distinct.rows[distinct.codes[single]], generator)
    # a negative one that is swapped is a positive one that is not
    total -= np.bincount(distinct.codes, weights=negative, minlength=len(alike)) @ distinct.rows
    return total


def count_heads(coins: int, generator: np.random.Generator) -> npt.NDArray[np.int64]:
    """Returns the number of heads of so many fair coins, 9,999 times, (B,)."""
    if coins > _COUNT_BITS_UP_TO:
        return generator.binomial(coins, 0.5, size=DRAWS)
    bits = draw_swaps(coins, generator)
    if coins % 8:
        bits[-1] &= (1 << coins % 8) - 1
    heads: npt.NDArray[np.int64] = np.bitwise_count(bits).sum(axis=0, dtype=np.int64)
    return heads


def _sum_random(differences: Floats, generator: np.random.Generator) -> Floats:
    total = np.zeros((DRAWS, differences.shape[1]))
    for start in range(0, len(differences), _CHUNK):
        chunk = differences[start : start + _CHUNK]
        total += sum_swapped(draw_swaps(len(chunk), generator), chunk)
    return total


def enumerate_swaps(clusters: int) -> Swaps:
    """Returns all 2^clusters swaps as packed bits, (⌈clusters / 8⌉, 2^clusters)."""
    words = np.arange(2**clusters, dtype="<u2")
    return words.view(np.uint8).reshape(-1, 2).T[: -(-clusters // 8)]


def draw_swaps(clusters: int, generator: np.random.Generator, *, draws: int = DRAWS) -> Swaps:
    """Returns random swaps as packed bits, (⌈clusters / 8⌉, B); each row takes whole words."""
    size = (-(-clusters // 8), -(-draws // 8))
    return generator.integers(0, 1 << 64, size=size, dtype=np.uint64).view(np.uint8)[:, :draws]


def sum_swapped(swaps: Swaps, differences: Floats) -> Floats:
    """Returns the sum of the differences (G, q) whose bit is set, for each draw, (B, q).

    Few columns by tables, eight clusters at a time: of their 256 subset sums each draw looks up
    one. Many by matrix multiplication. All in float64.
    """
    bytes_, width = len(swaps), differences.shape[1]
    padded = np.zeros((bytes_ * 8, width))
    padded[: len(differences)] = differences
    if width > _BY_TABLE_UP_TO:
        return _multiply(swaps, padded)
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    tables = np.einsum("tb,rbq->rqt", bits.astype(np.float64), padded.reshape(bytes_, 8, width))
    total = np.zeros((width, swaps.shape[1]))
    for table, chosen in zip(tables, swaps, strict=True):
        for column, subsets in zip(total, table, strict=True):
            if subsets[-1] or subsets.any():
                column += subsets.take(chosen)
    return total.T


def _multiply(swaps: Swaps, differences: Floats) -> Floats:
    total = np.zeros((swaps.shape[1], differences.shape[1]))
    for start in range(0, len(swaps), 16):  # 128 clusters: ten megabytes of 0.0 and 1.0
        bits = np.unpackbits(swaps[start : start + 16], axis=0, bitorder="little")
        total += bits.T.astype(np.float64) @ differences[8 * start : 8 * start + len(bits)]
    return total
