"""How many examples a wanted drop takes, and that so many find it four times in five."""

from __future__ import annotations

import math

import numpy as np
import pytest
from statsmodels.stats.power import NormalIndPower

from harness.errors import RequestError
from harness.metrics import METRICS
from harness.seeds import derive_generator
from harness.statistics import compare
from harness.statistics.estimate import Estimate
from harness.statistics.power import count_for, count_needed

SQUAD_F1 = METRICS.get("squad_f1")


@pytest.mark.parametrize("wanted", [0.5, 2.0, 8.0])
def test_it_is_the_normal_approximation(wanted):
    error, n = 1.3, 400
    power = NormalIndPower(ddof=0)
    expected = power.solve_power(wanted / (error * math.sqrt(n)), alpha=0.05, power=0.8, ratio=0)
    found = count_for(wanted, Estimate(0.1, error, n - 1.0, n), n, binary=False)
    assert found == pytest.approx(expected, abs=1.01)


def test_the_wanted_drop_counts_and_not_the_observed_one():
    estimate = Estimate(2.0, 1.3, 399.0, 400)
    assert count_for(2.0, estimate, 400, binary=True) == count_needed(estimate, 400, binary=True)
    turned = Estimate(-7.0, 1.3, 399.0, 400)
    assert count_for(2.0, turned, 400, binary=True) == count_for(2.0, estimate, 400, binary=True)
    assert count_for(2.0, Estimate(0.0, math.inf, 1.0, 1), 50, binary=True) is None


@pytest.mark.parametrize("wanted", [0.0, -1.0, 100.5, math.nan])
def test_a_drop_that_no_one_can_want_is_refused(wanted):
    with pytest.raises(RequestError, match=r"power: a wanted drop of .* points; give one above 0, at most"):
        count_for(wanted, Estimate(1.0, 1.0, 9.0, 10), 10, binary=False)


def test_so_many_examples_find_it_four_times_in_five(make_matrix):
    rng = derive_generator(17)

    def draw(n, drop):
        clean = rng.normal(0.6, 0.2, n)
        sides = (clean, clean - drop + rng.normal(0, 0.25, n))
        return compare(SQUAD_F1, *map(make_matrix, sides), seed=0, key="k")

    pilot = draw(2000, 0.0)
    estimate = Estimate(pilot.drop, pilot.standard_error, pilot.df, pilot.n_groups)
    needed = count_for(5.0, estimate, 2000, binary=False)
    found = np.mean([draw(needed, 0.05).p_value <= 0.05 for _ in range(300)])
    assert found == pytest.approx(0.8, abs=0.08)
