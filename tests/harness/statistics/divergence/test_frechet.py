"""Fréchet distance against matrix square roots; its bias is taken off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import sqrtm

from harness.errors import RequestError
from harness.seeds import derive_generator
from harness.statistics.divergence import measure_frechet
from harness.statistics.divergence.frechet import frechet
from harness.statistics.divergence.projection import project
from harness.statistics.divergence.samples import PooledVectors


@settings(max_examples=30)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_distance_is_that_of_matrix_square_roots_on_either_side(k, seed):
    generator = derive_generator(seed)
    values = generator.normal(size=(40, k)) @ generator.normal(size=(k, k)) + 5
    first = np.arange(40) % 2 == 0
    one, other = (np.atleast_2d(np.cov(values[side], rowvar=False)) for side in (first, ~first))
    apart = values[first].mean(axis=0) - values[~first].mean(axis=0)
    expected = apart @ apart + np.trace(one + other - 2 * np.real(sqrtm(one @ other)))
    scale = np.trace(one + other)
    assert frechet(values, first) == pytest.approx(expected, abs=1e-6 * scale)
    assert frechet(values, ~first) == pytest.approx(frechet(values, first), abs=1e-9 * scale)


def test_in_one_dimension_it_is_the_closed_form():
    values = np.array([0.0, 2.0, 4.0, 5.0, 8.0, 11.0])[:, None]
    first = np.arange(6) < 3
    assert frechet(values, first) == pytest.approx((2 - 8) ** 2 + (2 - 3) ** 2, abs=1e-12)


def test_fewer_texts_than_directions_are_no_trouble(gaussian):
    pooled = gaussian(10, 50)
    assert np.isfinite(frechet(pooled.values, pooled.first))
    found = measure_frechet(pooled, derive_generator(0), draws=19)
    assert found.notes[1] == "on 5 principal components, which hold 40 % or more of the variance"


def test_the_plug_in_value_is_far_above_0_and_the_excess_is_not(gaussian):
    found = [
        measure_frechet(gaussian(60, 15, seed=seed), derive_generator(seed), draws=99) for seed in range(20)
    ]
    assert min(one.value for one in found) > 1.0
    excess = [one.excess for one in found]
    assert abs(np.mean(excess)) < 3 * np.std(excess) / np.sqrt(20)


def test_p_keeps_its_level_where_nothing_differs(gaussian):
    p = [
        measure_frechet(gaussian(15, 3, seed=seed), derive_generator(seed, "p"), draws=19).p_value
        for seed in range(300)
    ]
    assert np.mean(np.array(p) <= 0.05) == pytest.approx(0.05, abs=0.04)
    assert np.mean(np.array(p) <= 0.5) == pytest.approx(0.5, abs=0.1)


@pytest.mark.nightly
def test_p_keeps_its_level_in_many_repetitions(gaussian):
    p = [
        measure_frechet(gaussian(15, 3, seed=seed), derive_generator(seed, "p"), draws=39).p_value
        for seed in range(2000)
    ]
    assert 0.035 <= np.mean(np.array(p) <= 0.05) <= 0.065


def test_a_shift_and_another_spread_are_found(gaussian):
    assert measure_frechet(gaussian(50, 4, shift=1.0), derive_generator(0)).p_value == 1 / 200
    pooled = gaussian(50, 4)
    wide = PooledVectors(np.where(pooled.first[:, None], pooled.values, 3 * pooled.values), pooled.first)
    assert measure_frechet(wide, derive_generator(0)).p_value == 1 / 200


def test_the_side_called_first_changes_nothing(gaussian, swapped):
    pooled = gaussian(20, 4, shift=0.5)
    one = measure_frechet(pooled, derive_generator(0), draws=39)
    other = measure_frechet(swapped(pooled), derive_generator(0), draws=39)
    assert one.value == pytest.approx(other.value, rel=1e-9)
    assert one.p_value == other.p_value


def test_components_hold_as_much_variance_as_they_say(gaussian):
    values = gaussian(40, 6).values * np.array([10, 5, 1, 1, 1, 1])
    projected = project(values, components=2)
    centred = values - values.mean(axis=0)
    expected = np.sort(np.linalg.eigvalsh(np.cov(values, rowvar=False)))[::-1]
    np.testing.assert_allclose(projected.variances, expected[:2], rtol=1e-9)
    assert projected.share == pytest.approx(expected[:2].sum() / np.square(centred).sum() * 79)
    np.testing.assert_allclose(projected.values.var(axis=0, ddof=1), projected.variances)


def test_vectors_that_are_all_the_same_are_refused():
    with pytest.raises(RequestError, match="all vectors of both sets are the same"):
        measure_frechet(PooledVectors(np.full((8, 3), 1 / 3), np.arange(8) < 4), derive_generator(0))
