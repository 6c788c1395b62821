"""The sign-flip test against brute force, scipy, and a slow readable twin."""

from __future__ import annotations

import tracemalloc
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binom, permutation_test

from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import sign_flip as module
from harness.statistics.clusters import ClusterSums, sum_by_cluster
from harness.statistics.sign_flip import (
    count_heads,
    draw_swapped,
    draw_swaps,
    enumerate_swaps,
    sign_flip,
    sum_swapped,
)

F1 = METRICS.get("span_f1")


def as_sides(clean, perturbed):
    """(G, L, k) arrays as cluster sums."""
    present = np.ones(clean.shape[:2], dtype=bool)
    return ClusterSums(clean, present), ClusterSums(perturbed, present)


def brute_force(metric, clean, perturbed):
    """Every one of the 2^G swaps, one at a time."""

    def drop(swaps):
        chosen = np.array(swaps, dtype=bool)[:, None, None]
        ours = np.where(chosen, perturbed, clean).sum(axis=0)
        theirs = np.where(chosen, clean, perturbed).sum(axis=0)
        return np.mean([metric.finish(a) - metric.finish(b) for a, b in zip(ours, theirs, strict=True)])

    observed = abs(drop([0] * len(clean)))
    draws = [abs(drop(swaps)) >= observed - 1e-9 for swaps in product([0, 1], repeat=len(clean))]
    return np.mean(draws)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_few_clusters_are_enumerated_exactly(groups, sets, seed):
    rng = derive_generator(seed)
    gold = rng.integers(1, 4, (groups, sets))
    arms = []
    for _ in range(2):
        right = rng.binomial(gold, 0.6)
        arms.append(np.stack([right, right + rng.integers(0, 2, right.shape), gold], axis=-1).astype(float))
    p = sign_flip(F1, *as_sides(*arms), generator=derive_generator(0))
    assert p == pytest.approx(brute_force(F1, *arms), abs=1e-12)


def test_twelve_clusters_agree_with_brute_force_and_leave_the_generator_alone():
    rng = derive_generator(5)
    arms = [np.column_stack([rng.random(12), np.ones(12)])[:, None, :] for _ in range(2)]
    generator = derive_generator(0)
    p = sign_flip(METRICS.get("squad_f1"), *as_sides(*arms), generator=generator)
    assert p == pytest.approx(brute_force(METRICS.get("squad_f1"), *arms), abs=1e-12)
    assert generator.integers(1 << 60) == derive_generator(0).integers(1 << 60)


def test_scipy_enumerates_to_the_same_p(make_matrix, accuracy):
    rng = derive_generator(1)
    clean, perturbed = rng.integers(0, 2, 24).astype(float), rng.integers(0, 2, 24).astype(float)
    groups = np.arange(24) // 2
    sides = [sum_by_cluster([make_matrix(values, groups)]) for values in (clean, perturbed)]
    by_cluster = [side.sums[:, 0, 0] for side in sides]
    oracle = permutation_test(
        by_cluster,
        lambda a, b, axis: np.sum(a - b, axis=axis),
        permutation_type="samples",
        n_resamples=np.inf,
        vectorized=True,
    )
    assert sign_flip(accuracy, *sides, generator=rng) == pytest.approx(oracle.pvalue, abs=1e-12)


def test_random_draws_come_near_the_exact_p(monkeypatch):
    rng = derive_generator(3)
    arms = [np.column_stack([rng.random(12), np.ones(12)])[:, None, :] for _ in range(2)]
    arms[0][:, 0, 0] += 0.2
    metric = METRICS.get("squad_f1")
    exact = sign_flip(metric, *as_sides(*arms), generator=rng)
    monkeypatch.setattr(module, "EXACT_UP_TO", 0)
    drawn = sign_flip(metric, *as_sides(*arms), generator=derive_generator(0, "x"))
    assert 0.01 < exact < 0.5
    assert drawn == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999))


def test_a_draw_is_never_impossible_so_p_is_never_zero():
    clean = np.column_stack([np.ones(400), np.ones(400)])[:, None, :]
    p = sign_flip(METRICS.get("accuracy"), *as_sides(clean, clean * [0, 1]), generator=derive_generator(0))
    assert p == 1 / 10_000


@given(arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=st.floats(-9, 9)))
def test_packed_sums_are_those_of_a_loop(differences):
    swaps = enumerate_swaps(len(differences))
    packed = sum_swapped(swaps, differences)
    for draw in range(0, 2 ** len(differences), 7):
        bits = [draw >> cluster & 1 for cluster in range(len(differences))]
        expected = sum(np.array(row) * bit for row, bit in zip(differences, bits, strict=True))
        np.testing.assert_allclose(packed[draw], expected, atol=1e-12)


def test_random_swaps_take_each_cluster_half_of_the_time():
    swaps = draw_swaps(13, derive_generator(7))
    assert swaps.shape == (2, 9999)
    share = sum_swapped(swaps, np.eye(13)).mean(axis=0)
    assert np.all(np.abs(share - 0.5) < 4 * 0.5 / np.sqrt(9999))


@pytest.mark.parametrize("coins", [1, 8, 13, 100, 700])
def test_heads_are_binomial(coins):
    heads = count_heads(coins, derive_generator(8, coins))
    assert heads.shape == (9999,)
    low, high = binom.ppf([1e-7, 1 - 1e-7], coins, 0.5)
    assert low <= heads.min() <= heads.max() <= high
    seen = np.bincount(heads, minlength=coins + 1) / 9999
    expected = binom.pmf(np.arange(coins + 1), coins, 0.5)
    assert np.all(np.abs(seen - expected) < 5 * np.sqrt(expected / 9999) + 1e-9)


@pytest.mark.parametrize("columns", [1, 6])
def test_clusters_taken_together_move_what_they_would_one_by_one(columns):
    """Repeated, opposite and single differences: mean and covariance of what random swaps move."""
    rng = derive_generator(9, columns)
    rows = np.concatenate([np.tile(rng.integers(1, 5, (3, columns)), (9, 1)), rng.random((6, columns))])
    rows[::2] *= -1
    moved = draw_swapped(rows, derive_generator(0))
    spread = rows.T @ rows / 4
    error = 5 * np.sqrt(np.diag(spread) / 9999)
    assert np.all(np.abs(moved.mean(axis=0) - rows.sum(axis=0) / 2) < error)
    np.testing.assert_allclose(np.cov(moved.T).reshape(columns, columns), spread, atol=0.1 * spread.max())


def test_repeated_clusters_come_near_the_exact_p():
    difference = np.repeat([[1.0], [-1.0], [2.0]], [12, 5, 4], axis=0)
    clean = np.stack([np.full((21, 1), 3.0) + difference, np.full((21, 1), 9.0)], axis=-1)
    perturbed = np.stack([np.full((21, 1), 3.0), np.full((21, 1), 9.0)], axis=-1)
    weights = [
        (binom.pmf(ones, 17, 0.5) * binom.pmf(twos, 4, 0.5), abs(2 * ones - 17 + 2 * (2 * twos - 4)) >= 15)
        for ones in range(18)
        for twos in range(5)
    ]
    exact = sum(weight for weight, extreme in weights if extreme)
    p = sign_flip(METRICS.get("accuracy"), *as_sides(clean, perturbed), generator=derive_generator(0))
    assert p == pytest.approx(exact, abs=4 * np.sqrt(exact / 9999))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans())
def test_order_and_swapped_sides_keep_p(make_matrix, seed, graded):
    rng = derive_generator(seed)
    metric = METRICS.get("squad_f1" if graded else "accuracy")
    sides = [rng.random(90) if graded else rng.integers(0, 2, 90).astype(float) for _ in "ab"]
    groups = np.arange(90) // 3
    order = rng.permutation(90)

    def run(first, second, rows):
        both = (sum_by_cluster([make_matrix(side[rows], groups[rows])]) for side in (first, second))
        return sign_flip(metric, *both, generator=derive_generator(0))

    p = run(*sides, np.arange(90))
    assert run(*sides, order) == p
    assert run(*reversed(sides), np.arange(90)) == p


def test_memory_does_not_grow_with_the_clusters():
    rng = derive_generator(10)
    clean, perturbed = (np.stack([rng.random((25_000, 1)), np.ones((25_000, 1))], axis=-1) for _ in range(2))
    tracemalloc.start()
    p = sign_flip(METRICS.get("squad_f1"), *as_sides(clean, perturbed), generator=derive_generator(0))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert 0 < p <= 1
    assert peak < 64 * 2**20
