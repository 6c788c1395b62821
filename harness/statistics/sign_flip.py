"""Cluster sign-flip permutation test: swap clean and perturbed, a whole cluster at a time."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from harness.scores import Floats, Metric
from harness.statistics.clusters import ClusterSums

DRAWS: Final = 9_999
EXACT_UP_TO: Final = 12
TIE: Final = 1e-9  # points; draws this close to the observed drop count as equal to it


def sign_flip(
    metric: Metric, clean: ClusterSums, perturbed: ClusterSums, generator: np.random.Generator
) -> float:
    """Returns the two-sided p-value of the mean drop over sets.

    If the perturbation does nothing, either side of a cluster could have been the clean one.
    Totals are recomputed for each draw and the metric is applied to them, so the test is exact
    under that hypothesis for F1 as for accuracy. Clusters without a difference cannot move
    anything and are left out; if at most 12 remain, all swaps are enumerated, otherwise
    ``p = (1 + #{|d*| ≥ |d|}) / (B + 1)`` with B = 9,999.
    """
    differences = (clean.sums - perturbed.sums).reshape(clean.groups, -1)
    active = differences[np.any(differences != 0, axis=1)]
    exact = len(active) <= EXACT_UP_TO
    swaps = enumerate_swaps(len(active)) if exact else draw_swaps(len(active), generator)
    moved = sum_swapped(swaps, active).reshape(-1, *clean.sums.shape[1:])
    ours, theirs = clean.sums.sum(axis=0), perturbed.sums.sum(axis=0)
    drops = np.mean(metric.finish(ours - moved) - metric.finish(theirs + moved), axis=-1)
    observed = float(np.mean(metric.finish(ours) - metric.finish(theirs)))
    extreme = int(np.count_nonzero(np.abs(drops) >= abs(observed) - TIE))
    return extreme / len(drops) if exact else (1 + extreme) / (len(drops) + 1)


def enumerate_swaps(clusters: int) -> npt.NDArray[np.uint8]:
    """Returns all 2^clusters swaps as packed bits, (⌈clusters / 8⌉, 2^clusters)."""
    words = np.arange(2**clusters, dtype="<u2")
    return words.view(np.uint8).reshape(-1, 2).T[: -(-clusters // 8)]


def draw_swaps(clusters: int, generator: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Returns 9,999 random swaps as packed bits, (⌈clusters / 8⌉, 9999)."""
    return generator.integers(0, 256, size=(-(-clusters // 8), DRAWS), dtype=np.uint8)


def sum_swapped(swaps: npt.NDArray[np.uint8], differences: Floats) -> Floats:
    """Returns the sum of the differences (G, q) whose bit is set, for each draw, (B, q).

    Eight clusters at a time by a table of their 256 subset sums: B × G additions become
    B × G / 8 look-ups, all in float64.
    """
    bytes_, width = len(swaps), differences.shape[1]
    padded = np.zeros((bytes_ * 8, width))
    padded[: len(differences)] = differences
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little")
    tables = bits.astype(np.float64) @ padded.reshape(bytes_, 8, width)
    total = np.zeros((swaps.shape[1], width))
    for table, chosen in zip(tables, swaps, strict=True):
        total += table[chosen]
    return total
