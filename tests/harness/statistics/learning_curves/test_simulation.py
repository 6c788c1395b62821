"""Coverage of bands and false-positive rates by simulation: 300 repetitions, 2,000 under ``slow``."""

from __future__ import annotations

import numpy as np
import pytest

from harness.seeds import derive_generator
from harness.statistics.learning_curves import (
    FORMS,
    compare_curves,
    fit_curve,
    fit_power_law,
    measure_trend,
)

from .conftest import constant, falling

NULLS = {
    "6 x 3": ((6, 3), {}),
    "6 x 3, items differ in slope": ((6, 3), {"tilt": 1.0}),
    "8 x 5, seeds differ": ((8, 5), {"seed": 1.5, "shared": 0.5}),
    "6 x 1, seeds agree": ((6, 1), {"seed": 0.0, "tilt": 1.0}),
}
BANDS = {
    "6 x 3": ((6, 3), 0.0),
    "6 x 3, half of it shared": ((6, 3), 0.5),
    "8 x 5": ((8, 5), 0.0),
    "8 x 5, half of it shared": ((8, 5), 0.5),
}


def reject(make_table, shape, noise, repetitions):
    """Shares of p < 0.05 where no curve has a trend and no two differ."""
    rng = derive_generator(5)
    found = []
    for _ in range(repetitions):
        tables = [make_table(rng, *shape, truth=constant, quantity="drop", groups=120, **noise) for _ in "ab"]
        difference = compare_curves(*tables)
        trend = measure_trend(tables[0], seed=0, key="s").slope
        found.append([trend.p_value, difference.slope.p_value, difference.level.p_value])
    return np.mean(np.array(found) < 0.05, axis=0)


def cover(make_table, shape, shared, repetitions):
    """Shares of bands that hold the truth: at the largest size, at twice it, and the floor."""
    rng = derive_generator(6)
    found = []
    for number in range(repetitions):
        curve = fit_curve(make_table(rng, *shape, shared=shared), seed=number, key="s", draws=200)
        largest = float(curve.sizes[-1])
        places = [(curve.at(size), 100 - falling(size)) for size in (largest, 2 * largest)]
        assert curve.law is not None
        places.append((curve.law.c, 15))
        found.append([band.low <= truth <= band.high for band, truth in places])
    return np.mean(found, axis=0)


@pytest.mark.parametrize("name", NULLS)
def test_no_trend_and_no_difference_are_found_in_5_percent(make_table, name):
    shape, noise = NULLS[name]
    assert max(reject(make_table, shape, noise, 300)) <= 0.05 + 3 * (0.05 * 0.95 / 300) ** 0.5


def test_a_planted_trend_is_found(make_table):
    rng = derive_generator(7)
    found = [
        measure_trend(make_table(rng, 6, 3, truth=lambda n: np.log2(n), quantity="drop"), seed=0, key="s")
        for _ in range(50)
    ]
    assert np.mean([one.slope.p_value < 0.05 for one in found]) > 0.8
    assert np.mean([one.slope.low <= 1 <= one.slope.high for one in found]) >= 0.9


@pytest.mark.parametrize("name", ["6 x 3", "8 x 5"])
def test_bands_hold_a_true_curve(make_table, name):
    assert min(cover(make_table, *BANDS[name], 100)) >= 0.95 - 3 * (0.05 * 0.95 / 100) ** 0.5


@pytest.mark.nightly
@pytest.mark.parametrize("name", NULLS)
def test_the_level_is_kept_in_many_repetitions(make_table, name):
    shape, noise = NULLS[name]
    assert max(reject(make_table, shape, noise, 2000)) <= 0.065


@pytest.mark.nightly
@pytest.mark.parametrize("name", BANDS)
def test_bands_hold_a_true_curve_in_many_repetitions(make_table, name):
    assert min(cover(make_table, *BANDS[name], 2000)) >= 0.93


PUBLISHED = {(5, 3): (0.34, 1.3), (6, 3): (0.28, 0.78), (8, 5): (0.16, 0.34)}
"""Median errors in points at twice the largest size and of the floor, for seed noise of 0.6 points."""


@pytest.mark.nightly
@pytest.mark.parametrize("shape", PUBLISHED)
def test_errors_of_extrapolation_are_those_that_were_simulated_before(shape):
    rng = derive_generator(8)
    sizes = 250.0 * 2 ** np.arange(shape[0])
    errors = falling(sizes) + rng.normal(0, 0.6, (400, shape[1], shape[0])).mean(axis=1)
    twice = 2 * sizes[-1:]
    law = fit_power_law(sizes, errors, floor=True)
    missed = np.median(np.abs(law.at(twice)[:, 0] - falling(twice[0])))
    straight = np.median(np.abs(FORMS["log_linear"].fit(sizes, errors)(twice)[:, 0] - falling(twice[0])))
    assert missed == pytest.approx(PUBLISHED[shape][0], rel=0.25)
    assert np.median(np.abs(law.c - 15)) == pytest.approx(PUBLISHED[shape][1], rel=0.3)
    assert straight > 8 * missed
