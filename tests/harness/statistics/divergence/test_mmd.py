"""MMD against a double loop; its permutation p under no shift and under a planted one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.divergence import Vectors, measure_mmd, pool_vectors
from harness.statistics.divergence import mmd as module
from harness.statistics.divergence.mmd import kernel_of, square_distances, statistics
from harness.statistics.divergence.permutations import deal_labels
from harness.statistics.divergence.samples import PooledVectors


def brute_force(values, first):
    """Every pair in turn, by the definition."""
    distances = [math.dist(x, y) ** 2 for i, x in enumerate(values) for y in values[i + 1 :]]
    scale = np.median([d for d in distances if d > 0])

    def k(x, y):
        return math.exp(-(math.dist(x, y) ** 2) / (2 * scale))

    xs, ys = values[first], values[~first]
    n = len(xs)
    within = sum(k(s[i], s[j]) for s in (xs, ys) for i in range(n) for j in range(n) if i != j)
    across = sum(k(x, y) for x in xs for y in ys)
    return within / (n * (n - 1)) - 2 * across / n**2


@settings(max_examples=30)
@given(st.integers(2, 12), st.integers(1, 5), st.integers(0, 10_000))
def test_the_statistic_is_that_of_a_double_loop_for_every_labelling(n, d, seed):
    generator = derive_generator(seed)
    values = generator.normal(size=(2 * n, d))
    first = np.arange(2 * n) < n
    labels = deal_labels(first, generator, 5)
    found = statistics(kernel_of(values), labels)
    expected = [brute_force(values, row) for row in labels]
    np.testing.assert_allclose(found, expected, atol=1e-12)
    found = measure_mmd(PooledVectors(values, first), derive_generator(0), draws=9)
    assert found.value == pytest.approx(expected[0], abs=1e-12)


def test_repeated_vectors_are_at_distance_0_and_leave_the_bandwidth_alone():
    values = np.array([[1e3, 1.0], [1e3, 1.0], [1e3, 3.0], [1e3, 1.0]]) / 7
    assert np.count_nonzero(square_distances(values) == 0) == 10
    assert math.isclose(kernel_of(values)[0, 2], math.exp(-0.5), rel_tol=1e-9)


def test_draws_do_not_depend_on_blocks(gaussian, monkeypatch):
    whole = measure_mmd(gaussian(8, 3), derive_generator(0), draws=50)
    monkeypatch.setattr(module, "_BLOCK", 7)
    assert measure_mmd(gaussian(8, 3), derive_generator(0), draws=50) == whole


@settings(max_examples=20)
@given(st.integers(3, 10), st.integers(3, 10), st.integers(0, 999))
def test_neither_order_nor_side_changes_value_and_p(few, many, seed):
    generator = derive_generator(seed)
    sides = [
        Vectors(tuple(f"{side}{row}" for row in range(count)), generator.normal(size=(count, 3)))
        for side, count in (("a", few), ("b", many))
    ]
    back = [Vectors(one.names[::-1], one.values[::-1]) for one in reversed(sides)]
    one, other = (
        measure_mmd(pool_vectors(*pair, seed=1), derive_generator(seed), draws=39) for pair in (sides, back)
    )
    assert one == other


def rejection(gaussian, repetitions, **settings_):
    p = [
        measure_mmd(gaussian(12, 4, seed=seed, **settings_), derive_generator(seed, "p"), draws=99).p_value
        for seed in range(repetitions)
    ]
    return np.array(p)


def test_p_is_uniform_where_nothing_differs(gaussian):
    p = rejection(gaussian, 300)
    for level in (0.05, 0.2, 0.5, 0.8):
        assert np.mean(p <= level) == pytest.approx(level, abs=3.3 * math.sqrt(level * (1 - level) / 300))


@pytest.mark.nightly
def test_p_is_uniform_in_many_repetitions(gaussian):
    assert 0.035 <= np.mean(rejection(gaussian, 2000) <= 0.05) <= 0.065


def test_a_planted_shift_is_found(gaussian):
    assert np.mean(rejection(gaussian, 60, shift=1.0) <= 0.05) > 0.9
    found = measure_mmd(gaussian(60, 4, shift=1.0), derive_generator(0))
    assert found.p_value == 1 / 1000
    assert found.value > found.null_high > 0 > found.null_mean - 0.01
    assert found.excess == found.value - found.null_mean
    assert (found.n, found.draws, found.notes) == (60, 999, ())


def test_few_texts_are_said_and_too_many_refused(gaussian, monkeypatch):
    assert measure_mmd(gaussian(5, 2), derive_generator(0)).notes == ("fewer than 30 texts a set (5)",)
    monkeypatch.setattr(module, "LARGEST", 4)
    with pytest.raises(RequestError, match=r"5 texts a set; take 4 of each, or fewer\."):
        measure_mmd(gaussian(5, 2), derive_generator(0))


def test_vectors_that_are_all_the_same_and_no_draws_are_refused(gaussian):
    same = PooledVectors(np.ones((8, 3)) / 3, np.arange(8) < 4)
    with pytest.raises(RequestError, match="all vectors of both sets are the same"):
        measure_mmd(same, derive_generator(0))
    with pytest.raises(RequestError, match="0 permutations"):
        measure_mmd(gaussian(5, 2), derive_generator(0), draws=0)
