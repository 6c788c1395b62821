"""Variable projection against scipy from many starting points, and the edges of what is allowed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import curve_fit, least_squares

from harness.seeds import derive_generator
from harness.statistics.learning_curves import fit_power_law

SIZES = 250.0 * 2 ** np.arange(8)


def evaluate(parameters, sizes):
    level, b, c = parameters
    return level * (sizes / sizes.mean()) ** -b + c


def fit_from_many_starts(sizes, errors):
    """The least sum of squares that bounded least squares find from 12 starts."""
    rng = derive_generator(1)
    bounds = ([0, 0.01, 0], [np.inf, 5, np.inf])
    fits = (
        least_squares(
            lambda p: evaluate(p, sizes) - errors,
            rng.uniform([0.1, 0.02, 0.1], [60, 3, 60]),
            bounds=bounds,
            xtol=1e-14,
            ftol=1e-14,
            gtol=1e-14,
        )
        for _ in range(12)
    )
    return min(fits, key=lambda fit: fit.cost)


@pytest.mark.parametrize(("a", "b", "c"), [(300, 0.5, 15), (60, 0.3, 0), (40, 0.05, 1), (2e4, 1.4, 30)])
def test_a_curve_without_noise_is_found_again(a, b, c):
    law = fit_power_law(SIZES, (a * SIZES**-b + c)[None], floor=True)
    assert law.b == pytest.approx([b], rel=1e-5)
    assert law.a == pytest.approx([a], rel=1e-4)
    assert law.c == pytest.approx([c], abs=1e-3)
    assert law.at(SIZES)[0] == pytest.approx(a * SIZES**-b + c, abs=1e-6)


def test_a_curve_without_noise_or_floor_is_that_of_curve_fit():
    errors = 60 * SIZES**-0.3
    (a, b), _ = curve_fit(lambda n, a, b: a * n**-b, SIZES, errors, p0=(50, 0.4), xtol=1e-14)
    law = fit_power_law(SIZES, errors[None], floor=False)
    assert (law.a[0], law.b[0], law.c[0]) == (pytest.approx(a), pytest.approx(b), 0)


@pytest.mark.parametrize("noise", [0.1, 0.6, 3.0])
def test_no_start_of_least_squares_does_better(noise):
    rng = derive_generator(2)
    for _ in range(2):
        errors = 300 * SIZES**-0.5 + 15 + rng.normal(0, noise, len(SIZES))
        law = fit_power_law(SIZES, errors[None], floor=True)
        best = fit_from_many_starts(SIZES, errors)
        ours = np.sum((law.at(SIZES)[0] - errors) ** 2)
        assert ours <= 2 * best.cost * (1 + 1e-6)
        assert ours == pytest.approx(2 * best.cost, rel=1e-3)
        assert law.b[0] == pytest.approx(best.x[1], rel=0.02)


def test_many_curves_are_fitted_as_one_by_one():
    errors = 300 * SIZES**-0.5 + 15 + derive_generator(3).normal(0, 2, (20, len(SIZES)))
    together = fit_power_law(SIZES, errors, floor=True)
    alone = [fit_power_law(SIZES, row[None], floor=True) for row in errors]
    assert together.b == pytest.approx([law.b[0] for law in alone], rel=1e-12)
    assert together.c == pytest.approx([law.c[0] for law in alone], abs=1e-9)


@given(st.lists(st.floats(-20, 100), min_size=3, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_and_c_are_never_negative_and_a_constant_is_never_better(errors, floor):
    sizes, rows = SIZES[: len(errors)], np.array([errors])
    law = fit_power_law(sizes, rows, floor=floor)
    assert law.level[0] >= 0 <= law.c[0]
    lost = np.sum((law.at(sizes) - rows) ** 2)
    flat = max(np.mean(errors), 0.0) if floor else 0.0
    assert lost <= np.sum((rows - flat) ** 2) + 1e-6


@given(st.permutations(range(8)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_sizes_changes_nothing(order):
    errors = 300 * SIZES**-0.5 + 15 + derive_generator(4).normal(0, 1, len(SIZES))
    law, other = (
        fit_power_law(SIZES[places], errors[None, places], floor=True)
        for places in (list(range(8)), list(order))
    )
    assert law.b == pytest.approx(other.b, rel=1e-6)


def test_an_error_that_grows_is_flat_at_its_mean():
    law = fit_power_law(SIZES, np.linspace(10, 20, 8)[None], floor=True)
    assert (law.level[0], law.c[0]) == (0, pytest.approx(15))
