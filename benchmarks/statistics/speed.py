"""Resampling and permutation beside ``scipy.stats``, in one run.

    python benchmarks/statistics/speed.py

Seconds are of one core (process time), the best of several runs of ours and of scipy's; memory is what
Python allocated beyond its input. scipy runs ``--scipy-draws`` resamples, 100 at a time as a careful user
bounds its memory, and its seconds are scaled to 9,999.
"""

from __future__ import annotations

import argparse
import tracemalloc
from collections.abc import Callable
from time import process_time

import numpy as np
from scipy import stats

from harness.metrics import METRICS
from harness.scores import Floats
from harness.seeds import derive_generator
from harness.statistics.bootstrap import resample
from harness.statistics.clusters import ClusterSums
from harness.statistics.sign_flip import sign_flip

DRAWS, BATCH, MIB = 9_999, 100, 2**20
CONDITIONS, SENTENCES, ITEMS = 60, 5_000, 10_000
F1, ACCURACY = METRICS.get("span_f1"), METRICS.get("accuracy")


def as_sums(rows: Floats) -> ClusterSums:
    """Returns (G, L, k) rows as cluster sums."""
    return ClusterSums(rows, np.ones(rows.shape[:2], dtype=bool))


def draw_spans(conditions: int) -> Floats:
    """Returns right, predicted and gold spans, (5000, conditions, 3); each condition loses some."""
    rng = derive_generator(0, "speed", "spans")
    gold = rng.poisson(2.0, SENTENCES)
    right = rng.binomial(gold, 0.8)
    found = np.empty((SENTENCES, conditions, 3))
    for place in range(conditions):
        lost = rng.binomial(right, 0.004 * place)
        found[:, place] = np.column_stack([right - lost, right - lost + rng.poisson(0.3, SENTENCES), gold])
    return found


def draw_answers() -> Floats:
    """Returns right and wrong answers on two sides, (10000, 2, 2); a tenth differ."""
    rng = derive_generator(0, "speed", "answers")
    clean = rng.random(ITEMS) < 0.8
    sides = np.column_stack([clean, clean ^ (rng.random(ITEMS) < 0.1)]).astype(np.float64)
    return np.stack([sides, np.ones_like(sides)], axis=-1)


def measure(work: Callable[[], object], repeats: int) -> float:
    """Returns the least seconds of one core."""
    best = np.inf
    for _ in range(repeats):
        start = process_time()
        work()
        best = min(best, process_time() - start)
    return float(best)


def measure_memory(work: Callable[[], object]) -> float:
    """Returns the peak of what is allocated beyond the input, in MiB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MIB


def print_row(
    label: str, ours: Callable[[], object], theirs: Callable[[], object], *, scale: float, units: int
) -> None:
    """Prints seconds of both, how often ours fit into scipy's for as many units, and our memory."""
    seconds, scipys = measure(ours, 5), scale * measure(theirs, 3)
    ratio = units * scipys / seconds
    print(
        f"| {label:<46} | {seconds:>8.4f} | {scipys:>8.2f} | {ratio:>8.0f} | {measure_memory(ours):>5.0f} |",
        flush=True,
    )


def drop_of(scores: Floats) -> Floats:
    """Returns the drop between two sets."""
    return scores[..., 0] - scores[..., 1]


def bootstrap_f1(rows: Floats, draws: int) -> None:
    """Runs scipy's percentile bootstrap on span F1 of one condition."""

    def f1(right: Floats, units: Floats, axis: int) -> Floats:
        return 200 * right.sum(axis=axis) / units.sum(axis=axis)

    stats.bootstrap(
        (rows[:, 0], rows[:, 1] + rows[:, 2]),
        f1,
        paired=True,
        vectorized=True,
        n_resamples=draws,
        batch=BATCH,
        method="percentile",
        rng=derive_generator(0, "scipy"),
    )


def bootstrap_mean(differences: Floats, draws: int) -> None:
    """Runs scipy's percentile bootstrap on a mean difference."""
    stats.bootstrap(
        (differences,),
        np.mean,
        vectorized=True,
        n_resamples=draws,
        batch=BATCH,
        method="percentile",
        rng=derive_generator(0, "scipy"),
    )


def permute(rows: Floats, finish: Callable[[Floats], Floats], draws: int) -> None:
    """Runs scipy's paired permutation test on the drop between two sides, (n, 2, k)."""
    n = len(rows)
    both = np.concatenate([rows[:, 0], rows[:, 1]])

    def drop(ours: Floats, theirs: Floats, axis: int) -> Floats:
        return finish(both[ours].sum(axis=axis - 1)) - finish(both[theirs].sum(axis=axis - 1))

    stats.permutation_test(
        (np.arange(n), np.arange(n, 2 * n)),
        drop,
        permutation_type="samples",
        vectorized=True,
        n_resamples=draws,
        batch=BATCH,
        rng=derive_generator(0, "scipy"),
    )


def permute_mean(differences: Floats, draws: int) -> None:
    """Runs scipy's permutation test on a mean difference, its fastest form."""
    stats.permutation_test(
        (differences,),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=draws,
        batch=BATCH,
        rng=derive_generator(0, "scipy"),
    )


def flip(rows: Floats, metric: str) -> float:
    """Runs our sign-flip test on two sides, (n, 2, k)."""
    sides = (as_sums(np.ascontiguousarray(rows[:, [side]])) for side in (0, 1))
    return sign_flip(METRICS.get(metric), *sides, derive_generator(0, "ours"))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scipy-draws", type=int, default=999)
    draws = parser.parse_args().scipy_draws
    scale = DRAWS / draws
    spans, answers = draw_spans(CONDITIONS), draw_answers()
    differences = 100 * (answers[:, 0, 0] - answers[:, 1, 0])
    print(f"| {'':<46} | {'ours, s':>8} | {'scipy, s':>8} | {'times':>8} | {'MiB':>5} |")
    print(f"| {'-' * 46} | {'-' * 8} | {'-' * 8} | {'-' * 8} | {'-' * 5} |")
    joint, two = as_sums(spans), as_sums(answers)
    print_row(
        "bootstrap, span F1, 60 conditions (scipy: one)",
        lambda: resample(F1, joint, derive_generator(0, "ours")).percentile(),
        lambda: bootstrap_f1(spans[:, 0], draws),
        scale=scale,
        units=CONDITIONS,
    )
    print_row(
        "bootstrap, 10,000 right/wrong pairs",
        lambda: resample(ACCURACY, two, derive_generator(0, "ours"), summary=drop_of).percentile(),
        lambda: bootstrap_mean(differences, draws),
        scale=scale,
        units=1,
    )
    print_row(
        "sign-flip, 10,000 right/wrong pairs",
        lambda: flip(answers, "accuracy"),
        lambda: permute_mean(differences, draws),
        scale=scale,
        units=1,
    )
    print_row(
        "sign-flip, span F1, 5,000 sentences",
        lambda: flip(spans[:, [0, 30]], "span_f1"),
        lambda: permute(spans[:, [0, 30]], F1.finish, draws),
        scale=scale,
        units=1,
    )


if __name__ == "__main__":
    main()
