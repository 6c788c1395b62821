"""MMD with its permutation test: all labellings in one product of matrices, against one labelling at a time.

    python benchmarks/divergence.py --texts 1000 --dimensions 768 --draws 1000

Both take the same kernel and reach the same values; the loop is run on a tenth of the draws and scaled. Times
are those of the processor, over all threads that BLAS uses (OMP_NUM_THREADS=1 for one core).
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from harness.seeds import derive_generator
from harness.statistics.divergence import Vectors, measure_mmd, pool_vectors
from harness.statistics.divergence.mmd import kernel_of, statistics
from harness.statistics.divergence.permutations import deal_labels
from harness.statistics.divergence.samples import PooledVectors


def draw(texts: int, dimensions: int) -> PooledVectors:
    """Returns two samples of one Gaussian."""
    generator = derive_generator(0, "benchmark")
    sides = (
        Vectors(tuple(f"{side}{row}" for row in range(texts)), generator.normal(size=(texts, dimensions)))
        for side in "ab"
    )
    return pool_vectors(*sides, seed=0)


def loop(kernel: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Returns MMD² for each labelling, by taking the three blocks of the kernel."""
    n = len(kernel) // 2
    found = []
    for first in labels:
        within = kernel[np.ix_(first, first)].sum() + kernel[np.ix_(~first, ~first)].sum()
        across = kernel[np.ix_(first, ~first)].sum()
        found.append(within / (n * (n - 1)) - 2 * across / n**2)
    return np.array(found)


def main() -> None:
    """Prints seconds of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--dimensions", type=int, default=768)
    parser.add_argument("--draws", type=int, default=1000)
    given = parser.parse_args()
    pooled = draw(given.texts, given.dimensions)

    start = time.process_time()
    found = measure_mmd(pooled, derive_generator(0), draws=given.draws)
    ours = time.process_time() - start

    start = time.process_time()
    kernel = kernel_of(pooled.values)
    labels = deal_labels(pooled.first, derive_generator(0), given.draws)
    made = time.process_time() - start
    few = labels[: max(2, given.draws // 10)]
    start = time.process_time()
    slow = loop(kernel, few)
    theirs = made + (time.process_time() - start) * len(labels) / len(few)
    np.testing.assert_allclose(statistics(kernel, few), slow, atol=1e-12)

    print(f"{given.texts} texts a set, {given.dimensions} dimensions, {given.draws} permutations")
    print(f"one product          {ours:8.2f} s   MMD² {found.value:.6f}, p {found.p_value:.3f}")
    print(f"one at a time        {theirs:8.2f} s   {theirs / ours:.0f}x")


if __name__ == "__main__":
    main()
