"""Proxy-A distance: the classifier against scikit-learn, the ends of the scale, and chance."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from harness.errors import RequestError, RunError
from harness.seeds import derive_generator
from harness.statistics.divergence import logistic, measure_a_distance
from harness.statistics.divergence.logistic import fit_logistic


@pytest.mark.parametrize("shift", [0.0, 0.5, 50.0])
@pytest.mark.parametrize("ridge", [1.0, 1e-3])
def test_the_classifier_is_that_of_scikit_learn(gaussian, shift, ridge):
    pooled = gaussian(30, 4, shift=shift)
    weights = fit_logistic(pooled.values, pooled.first, ridge=ridge)
    oracle = LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    oracle.fit(pooled.values, pooled.first)
    np.testing.assert_allclose(weights[:-1], oracle.coef_[0], atol=1e-6)
    np.testing.assert_allclose(weights[-1], oracle.intercept_[0], atol=1e-5)


def test_no_convergence_is_an_error(gaussian, monkeypatch):
    pooled = gaussian(10, 2, shift=1.0)
    monkeypatch.setattr(logistic, "_STEPS", 1)
    with pytest.raises(RunError, match="did not converge in 1 steps"):
        fit_logistic(pooled.values, pooled.first)
    monkeypatch.setattr(logistic, "_HALVINGS", 0)
    with pytest.raises(RunError, match="found no way down"):
        fit_logistic(pooled.values, pooled.first)


def test_sets_that_a_plane_parts_are_at_2_and_told_to_saturate(gaussian):
    found = measure_a_distance(gaussian(40, 3, shift=20.0), derive_generator(0), draws=19)
    assert (found.value, found.p_value) == (2.0, 1 / 20)
    assert "2 is the end of this scale" in found.notes[-1]


def test_more_shift_is_more_distance(gaussian):
    values = [
        measure_a_distance(gaussian(60, 3, shift=shift), derive_generator(0), draws=1).value
        for shift in (0.0, 0.5, 1.0)
    ]
    assert values == sorted(values)
    assert -0.6 < values[0] < 0.6 < values[2] < 2


def test_p_keeps_its_level_where_nothing_differs(gaussian):
    p = np.array(
        [
            measure_a_distance(gaussian(10, 2, seed=seed), derive_generator(seed, "p"), draws=9).p_value
            for seed in range(300)
        ]
    )
    assert np.mean(p <= 0.1) <= 0.16
    assert np.mean(p <= 0.5) == pytest.approx(0.5, abs=0.12)


def test_the_side_called_first_changes_nothing(gaussian, swapped):
    pooled = gaussian(20, 3, shift=0.5)
    one, other = (
        measure_a_distance(side, derive_generator(3), draws=19) for side in (pooled, swapped(pooled))
    )
    assert one == other


def test_fewer_texts_than_folds_are_refused(gaussian):
    with pytest.raises(RequestError, match="4 texts a set; give 5 or more, one a fold"):
        measure_a_distance(gaussian(4, 2), derive_generator(0))
