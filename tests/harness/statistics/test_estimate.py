"""Intervals, tests, power and score intervals of an estimate, against scipy and by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from harness.seeds import derive_generator
from harness.statistics import interval
from harness.statistics.effects import cohen_dz
from harness.statistics.estimate import Estimate, t_interval, t_test
from harness.statistics.mcnemar import mcnemar_midp
from harness.statistics.power import count_needed, minimum_detectable


@given(st.floats(-50, 50), st.floats(0.1, 10), st.floats(1, 500))
def test_interval_and_test_are_students(value, error, df):
    estimate = Estimate(value, error, df, groups=100)
    assert t_test(estimate) == pytest.approx(2 * t.sf(abs(value) / error, df), abs=1e-12)
    low, high = t.interval(0.95, df, loc=value, scale=error)
    assert t_interval(estimate) == pytest.approx((max(low, -100), min(high, 100)), rel=1e-9)


@given(st.floats(-50, 50), st.floats(0.1, 10), st.floats(1, 500))
def test_p_is_below_5_percent_exactly_where_the_interval_excludes_0(value, error, df):
    estimate = Estimate(value, error, df, groups=100)
    low, high = t_interval(estimate)
    assert (t_test(estimate) < 0.05) is not (low <= 0 <= high)


def test_cohens_dz_is_mean_over_deviation():
    drops = np.array([0.1, 0.3, -0.2, 0.4])
    estimate = Estimate(drops.mean(), drops.std(ddof=1) / 2, 3, groups=4)
    assert cohen_dz(estimate) == pytest.approx(drops.mean() / drops.std(ddof=1))


class TestScoreInterval:
    def test_it_stays_on_the_scale_and_around_the_score(self, make_matrix, accuracy):
        for right in range(1, 40):
            score, low, high = interval(accuracy, make_matrix([1] * right + [0] * (40 - right)))
            assert score == pytest.approx(100 * right / 40)
            assert 0 < low < score < high < 100

    def test_it_is_close_to_wilsons_for_single_examples(self, make_matrix, accuracy):
        _, low, high = interval(accuracy, make_matrix([1] * 340 + [0] * 60))
        oracle = binomtest(340, 400).proportion_ci(method="wilson")
        assert (low, high) == pytest.approx((100 * oracle.low, 100 * oracle.high), abs=0.15)

    @pytest.mark.parametrize("value", [0, 1])
    def test_a_perfect_score_is_not_certain(self, make_matrix, accuracy, value):
        score, low, high = interval(accuracy, make_matrix([value] * 25))
        oracle = binomtest(25 * value, 25).proportion_ci(method="wilson")
        assert score == 100 * value
        assert (low, high) == pytest.approx((100 * oracle.low, 100 * oracle.high), abs=1e-9)

    def test_one_cluster_says_nothing(self, make_matrix, accuracy):
        assert interval(accuracy, make_matrix([1, 0], "aa")) == (50, 0, 100)

    def test_clusters_widen_it(self, make_matrix, accuracy):
        rows = np.repeat(np.arange(60) % 3 > 0, 5)
        _, low, high = interval(accuracy, make_matrix(rows, np.arange(300) // 5))
        _, alone_low, alone_high = interval(accuracy, make_matrix(rows))
        assert (high - low) / (alone_high - alone_low) == pytest.approx(math.sqrt(5), rel=0.05)


class TestPower:
    def test_a_drop_of_the_printed_size_is_found_in_80_percent(self):
        """Singleton right/wrong examples with 10 % flips; the drop is planted by their direction."""
        n, flips = 1000, 0.1
        estimate = Estimate(0.0, 100 * math.sqrt(flips / n), n - 1, groups=n)
        drop = minimum_detectable(estimate, n, binary=True) / 100
        rng = derive_generator(0)
        cells = [(flips + drop) / 2, (flips - drop) / 2, 1 - flips]
        found = [mcnemar_midp(*rng.multinomial(n, cells)[:2]) < 0.05 for _ in range(3000)]
        assert np.mean(found) == pytest.approx(0.8, abs=0.03)

    def test_so_is_the_observed_drop_with_the_examples_asked_for(self):
        flips, drop, n = 0.1, 0.02, 400
        estimate = Estimate(100 * drop, 100 * math.sqrt((flips - drop**2) / n), n - 1, groups=n)
        needed = count_needed(estimate, n, binary=True)
        rng = derive_generator(1)
        cells = [(flips + drop) / 2, (flips - drop) / 2, 1 - flips]
        found = [mcnemar_midp(*rng.multinomial(needed, cells)[:2]) < 0.05 for _ in range(3000)]
        assert np.mean(found) == pytest.approx(0.8, abs=0.03)

    def test_the_protocols_table(self):
        """Minimum detectable drops at 10 % flips: XNLI 1.25 points, PAWS-X 2.0, TyDiQA's 323 4.9."""
        for n, points in ((5010, 1.25), (2000, 2.0), (323, 4.9)):
            estimate = Estimate(0.0, 100 * math.sqrt(0.1 / n), n - 1, groups=n)
            assert minimum_detectable(estimate, n, binary=True) == pytest.approx(points, abs=0.05)

    def test_a_quiet_sample_of_right_and_wrong_is_not_taken_for_a_sharp_one(self):
        estimate = Estimate(0.0, 100 * math.sqrt(1 / 400**2), 399, groups=400)
        assert minimum_detectable(estimate, 400, binary=True) == pytest.approx(
            100 * 2.80159**2 / 400, rel=1e-4
        )
        assert minimum_detectable(estimate, 400, binary=False) < 1

    def test_nothing_is_needed_for_no_drop_and_nothing_known_of_one_cluster(self):
        assert count_needed(Estimate(0.0, 1.0, 9, groups=10), 10, binary=True) == 0
        assert count_needed(Estimate(5.0, math.inf, 1, groups=1), 10, binary=True) == 0
        assert minimum_detectable(Estimate(5.0, math.inf, 1, groups=1), 10, binary=True) == 100

    def test_examples_needed_grow_with_clusters(self):
        estimate = Estimate(2.0, 0.0, 9, groups=10)
        assert count_needed(estimate, 50, binary=False) == math.ceil(5 * 100 * 2.801585**2 / 2)
