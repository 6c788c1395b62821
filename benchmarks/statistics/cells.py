"""Interval and test of many cells: Crosswind beside ``scipy.stats``, in one run.

    python benchmarks/statistics/cells.py --cells 60 --sentences 500

Each cell is span F1 on clean and perturbed sentences. Crosswind's ``compare`` gives drop,
interval, sign-flip p (9,999 draws), effect size and power; scipy gives the p-value by
``permutation_test`` and the interval by ``bootstrap`` (9,999 resamples each, 100 at a time so
that memory stays bounded), as a careful user would call them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import stats

from harness.metrics import METRICS
from harness.scores import Comparison, Floats, ScoreMatrix
from harness.seeds import derive_generator
from harness.statistics import compare

RESAMPLES = 9_999
BATCH = 100
F1 = METRICS.get("span_f1")
T = TypeVar("T")
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CellData:
    """Statistics of the clean and the perturbed side, (n, 3) each."""

    clean: Floats
    perturbed: Floats


def draw_cell(position: int, sentences: int) -> CellData:
    """Returns a cell in which two thirds of the sentences are changed and some entities are lost."""
    rng = derive_generator(0, "benchmark", position)
    gold = rng.poisson(2.0, sentences)
    right = rng.binomial(gold, 0.8)
    lost = rng.binomial(right, 0.02 * (position % 5)) * (rng.random(sentences) < 2 / 3)
    extra, new = rng.poisson(0.3, sentences), rng.poisson(0.3, sentences)
    return CellData(
        clean=np.column_stack([right, right + extra, gold]).astype(np.float64),
        perturbed=np.column_stack([right - lost, right - lost + new, gold]).astype(np.float64),
    )


def compare_cell(cell: CellData) -> Comparison:
    """Returns Crosswind's comparison."""
    ids = tuple(map(str, range(len(cell.clean))))
    clean, perturbed = (ScoreMatrix(ids, ids, rows) for rows in (cell.clean, cell.perturbed))
    return compare(F1, clean, perturbed, seed=0, key="benchmark")


def permute_with_scipy(cell: CellData) -> float:
    """Returns scipy's paired permutation p-value of the drop in F1."""
    n = len(cell.clean)
    rows = np.concatenate([cell.clean, cell.perturbed])

    def drop(ours: Indices, theirs: Indices, axis: int) -> Floats:
        return F1.finish(rows[ours].sum(axis=axis - 1)) - F1.finish(rows[theirs].sum(axis=axis - 1))

    result = stats.permutation_test(
        (np.arange(n), np.arange(n, 2 * n)),
        drop,
        permutation_type="samples",
        n_resamples=RESAMPLES,
        batch=BATCH,
        vectorized=True,
        rng=derive_generator(0, "scipy"),
    )
    return float(result.pvalue)


def bootstrap_with_scipy(cell: CellData) -> tuple[float, float]:
    """Returns scipy's paired percentile interval of the drop in F1."""

    def drop(chosen: Indices, axis: int) -> Floats:
        ours, theirs = (rows[chosen].sum(axis=axis - 1) for rows in (cell.clean, cell.perturbed))
        return F1.finish(ours) - F1.finish(theirs)

    result = stats.bootstrap(
        (np.arange(len(cell.clean)),),
        drop,
        n_resamples=RESAMPLES,
        batch=BATCH,
        vectorized=True,
        method="percentile",
        rng=derive_generator(0, "scipy"),
    )
    return float(result.confidence_interval.low), float(result.confidence_interval.high)


def time_cells(label: str, work: Callable[[CellData], T], cells: Sequence[CellData]) -> tuple[list[T], float]:
    """Runs one method over all cells and prints its row."""
    start = perf_counter()
    results = [work(cell) for cell in cells]
    seconds = perf_counter() - start
    print(f"| {label:<44} | {seconds:>8.2f} | {1000 * seconds / len(cells):>10.2f} |", flush=True)
    return results, seconds


def main() -> None:
    """Prints the table and how far the methods agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=60)
    parser.add_argument("--sentences", type=int, default=500)
    arguments = parser.parse_args()
    cells = [draw_cell(position, arguments.sentences) for position in range(arguments.cells)]
    compare_cell(cells[0])
    print(f"span F1, {arguments.cells} cells, {arguments.sentences} sentences, {RESAMPLES:,} resamples\n")
    print(f"| {'method':<44} | {'seconds':>8} | {'ms / cell':>10} |")
    print(f"| {'-' * 44} | {'-' * 8} | {'-' * 10} |")
    ours, our_seconds = time_cells("crosswind compare (interval, test, power)", compare_cell, cells)
    p_values, test_seconds = time_cells("scipy permutation_test", permute_with_scipy, cells)
    intervals, interval_seconds = time_cells("scipy bootstrap, percentile", bootstrap_with_scipy, cells)
    print(f"\nscipy's two together take {(test_seconds + interval_seconds) / our_seconds:.0f} times as long.")
    report_agreement(ours, p_values, intervals)


def report_agreement(
    ours: list[Comparison], p_values: list[float], intervals: list[tuple[float, float]]
) -> None:
    """Prints the largest difference between the methods' p-values and interval ends."""
    p_gap = np.max(np.abs(np.array([c.p_value for c in ours]) - np.array(p_values)))
    ends = np.array([(c.drop_low, c.drop_high) for c in ours])
    end_gap, width = np.max(np.abs(ends - np.array(intervals))), np.mean(ends[:, 1] - ends[:, 0])
    print(f"largest difference: p {p_gap:.3f}, interval {end_gap:.2f} of {width:.2f} points")


if __name__ == "__main__":
    main()
